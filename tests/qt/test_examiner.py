"""The examiner and its helper processes: real files, broken and hostile ones, and helpers that die or hang."""

import hashlib
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.status import MediaKind
from desktop.preview.model import MOST_TRIANGLES, Unfit, count_triangles
from desktop.preview.sweep import sweep
from desktop.qt.examiner import LIMITS, Examiner
from desktop.qt.findings import Finding, Trouble, from_json, to_json
from desktop.qt.look import LARGE_BYTES, Look
from desktop.qt.look_words import trouble_words
from desktop.qt.thumbnails import Thumbnails
from desktop.storage.paths import resources
from tests.fakes.display import screen
from tests.qt.conftest import Run

SAMPLES = resources() / "samples"
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals stop and kill the helper")


@pytest.fixture
def examiner(tmp_path: Path) -> Iterator[Examiner]:
    examiner = Examiner(tmp_path / "cache", environ={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    yield examiner
    examiner.close()


def words(trouble: Trouble, kind: MediaKind) -> str:
    return trouble_words(trouble, kind)


def png(path: Path, width: int, height: int) -> Path:
    """Write a PNG whose header claims a size, and that holds a few rows of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (1 + 3 * width) * 8)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def glb(path: Path, scene: dict[str, object], binary: bytes = b"\0" * 36) -> Path:
    text = json.dumps(scene).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(binary), 0x004E4942) + binary
    path.write_bytes(b"glTF" + struct.pack("<II", 2, 12 + len(body)) + body)
    return path


def scene(count: object = 3, *, view: bool = True, **more: object) -> dict[str, object]:
    """Return a scene of one triangle whose accessor claims `count` points."""
    accessor: dict[str, object] = {"componentType": 5126, "type": "VEC3", "count": count, "max": [1, 1, 1], "min": [0, 0, 0]}
    return {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [accessor | ({"bufferView": 0} if view else {})],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"byteLength": 36}],
    } | more


# -- what is found -------------------------------------------------------------------------------------------------------


def at_rest(examiner: Examiner) -> bool:
    """Whether the helpers have nothing to do, the first sweep included."""
    return not any(lane.busy for lane in examiner._lanes)


def poster(look: Look) -> QImage:
    assert look.poster is not None
    image = QImage(look.poster)
    assert not image.isNull()
    return image


def test_a_picture_is_kept_small_and_its_size_is_known(examiner: Examiner, run: Run) -> None:
    look = run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    assert (look.ok, look.sentence, look.width, look.height) == (True, "", 900, 640)
    assert poster(look).size() == QSize(720, 512)


def test_a_picture_is_turned_as_its_exif_says(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    plain = tmp_path / "plain.jpg"
    assert QImage(60, 30, QImage.Format.Format_RGB32).save(str(plain), "JPEG")  # type: ignore[call-overload]  # a stub wants bytes
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    data = plain.read_bytes()
    plain.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:])
    look = run(examiner.look(str(plain), MediaKind.IMAGE))
    assert (look.width, look.height) == (30, 60)
    assert poster(look).size() == QSize(30, 60)


def test_a_film_gives_a_frame_its_length_and_its_rate(examiner: Examiner, run: Run) -> None:
    look = run(examiner.look(str(SAMPLES / "tide.mp4"), MediaKind.VIDEO))
    assert (look.ok, look.width, look.height, look.seconds, look.frame_rate) == (True, 640, 360, 1.5, 24.0)
    assert poster(look).size() == QSize(640, 360)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg makes the film")
def test_a_film_that_begins_black_is_shown_by_a_later_frame(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dark.mp4"
    inputs = ["-f", "lavfi", "-i", "color=black:s=320x240:d=1", "-f", "lavfi", "-i", "testsrc=s=320x240:d=2"]
    command = ["ffmpeg", "-loglevel", "error", *inputs, "-filter_complex", "concat=n=2", "-preset", "ultrafast", str(path)]
    subprocess.run(command, check=True)
    image = poster(run(examiner.look(str(path), MediaKind.VIDEO))).scaled(16, 16).convertToFormat(QImage.Format.Format_Grayscale8)
    assert max(bytes(image.constBits())) > 100


def test_a_sound_gives_its_peaks_and_its_loudness(examiner: Examiner, run: Run) -> None:
    look = run(examiner.look(str(SAMPLES / "bells.mp3"), MediaKind.AUDIO))
    assert look.ok
    assert look.seconds == pytest.approx(4.5, abs=0.1)
    assert len(look.waveform) == 400
    assert 0.1 < max(look.waveform) <= 1
    assert look.loudness == pytest.approx(-14.7, abs=1)  # ffmpeg's ebur128 says -14.7 LUFS
    assert poster(look).width() == 512


def test_a_model_is_counted_and_opened_also_where_there_is_no_screen(examiner: Examiner, run: Run) -> None:
    look = run(examiner.look(str(SAMPLES / "cup.glb"), MediaKind.MODEL))
    assert (look.ok, look.triangles, look.poster) == (True, 1200, None)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="a screen is needed to render")
def test_models_are_rendered_where_there_is_a_screen(run: Run, tmp_path: Path) -> None:
    box = tmp_path / "box.obj"
    corners = [f"v {x} {y} {z}" for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    box.write_text("\n".join([*corners, "f 1 2 4 3", "f 5 7 8 6", "f 1 5 6 2", "f 3 4 8 7", "f 1 3 7 5", "f 2 6 8 4", ""]))
    caches = tmp_path / "caches"
    with screen("640x480") as environ:
        examiner = Examiner(tmp_path / "cache", environ={**environ, "XDG_CACHE_HOME": str(caches)})
        for path, triangles in ((SAMPLES / "cup.glb", 1200), (SAMPLES / "lamp.glb", 1600), (box, 12)):
            look = run(examiner.look(str(path), MediaKind.MODEL), within=60)
            assert (look.ok, look.sentence, look.triangles) == (True, "", triangles)
            image = poster(look)
            colours = {image.pixel(x, y) & 0xF0F0F0 for x in range(0, image.width(), 8) for y in range(0, image.height(), 8)}
            assert len(colours) > 10
        examiner.close()
    if sys.platform == "linux":
        ours = [found.name for found in caches.iterdir() if any(found.glob("q*cache*"))]
        assert ours == ["Outtray"], "the window's and the helper's are one"


# -- broken and hostile files --------------------------------------------------------------------------------------------


def broken_files(folder: Path) -> list[tuple[Path, MediaKind, Trouble]]:
    def cut(name: str, share: float) -> Path:
        data = (SAMPLES / name).read_bytes()
        path = folder / f"cut-{name}"
        path.write_bytes(data[: int(len(data) * share)])
        return path

    def text(name: str, content: bytes = b"Not what its name says.") -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    image, video, audio, model = MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.MODEL
    return [
        (cut("city.png", 0.5), image, Trouble.BROKEN),
        (png(folder / "bomb.png", 60_000, 60_000), image, Trouble.TOO_LARGE),
        (text("text.png"), image, Trouble.UNSUPPORTED),
        (
            text("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/hostname"/></svg>'),
            image,
            Trouble.UNSUPPORTED,
        ),
        (cut("tide.mp4", 0.02), video, Trouble.BROKEN),
        (text("list.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n"), video, Trouble.BROKEN),
        (text("empty.mp4", b""), video, Trouble.BROKEN),
        (text("text.mp3"), audio, Trouble.BROKEN),
        (text("noise.mp3", b"ID3" + bytes(range(256)) * 40), audio, Trouble.BROKEN),
        (cut("cup.glb", 0.5), model, Trouble.BROKEN),
        (glb(folder / "absurd.glb", scene(4_000_000_000)), model, Trouble.BROKEN),
        (glb(folder / "made-up.glb", scene(4_000_000_000, view=False)), model, Trouble.TOO_LARGE),
        (glb(folder / "negative.glb", scene(-3)), model, Trouble.BROKEN),
        (glb(folder / "words.glb", scene("many")), model, Trouble.BROKEN),
        (glb(folder / "afar.glb", scene(images=[{"uri": "https://example.com/a.png"}])), model, Trouble.REACHES_OUT),
        (glb(folder / "outside.glb", scene(images=[{"uri": "..%2F..%2Fetc%2Fpasswd"}])), model, Trouble.REACHES_OUT),
        (glb(folder / "loop.glb", scene(nodes=[{"mesh": 0}, {"children": [2]}, {"children": [1]}])), model, Trouble.BROKEN),
        (text("text.glb"), model, Trouble.BROKEN),
        (text("text.obj"), model, Trouble.BROKEN),
        (text("scan.fbx", b"Kaydara FBX Binary  \0\x1a\0"), model, Trouble.UNSUPPORTED),
        (folder, image, Trouble.UNSUPPORTED),
        (folder / "none.png", image, Trouble.GONE),
    ]


def test_broken_and_hostile_files_give_a_sentence_and_the_helpers_bear_them(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for path, kind, trouble in broken_files(files):
        look = run(examiner.look(str(path), kind))
        assert (path.name, look.ok, look.sentence) == (path.name, False, words(trouble, kind))
        assert look.poster is None
        assert len(examiner.helpers()) <= 2
    assert run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE)).ok


def test_a_model_of_too_many_triangles_is_not_opened(tmp_path: Path) -> None:
    nodes = [{"mesh": 0} for _ in range(MOST_TRIANGLES // 1000)]
    points = 3 * 1001
    many = scene(points, nodes=nodes, buffers=[{"byteLength": points * 12}], bufferViews=[{"buffer": 0, "byteLength": points * 12}])
    assert count_triangles(glb(tmp_path / "many.glb", many, b"\0" * points * 12)) > MOST_TRIANGLES


def test_a_material_library_elsewhere_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "a.obj"
    model.write_text("mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    (tmp_path / "a.mtl").write_text("newmtl one\nmap_Kd /etc/hostname\n")
    with pytest.raises(Unfit) as unfit:
        count_triangles(model)
    assert unfit.value.trouble is Trouble.REACHES_OUT


FACE = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"


@pytest.mark.parametrize(
    "line",
    [
        "mtllib ../evil.mtl",
        "mtllib\t../evil.mtl",
        "  mtllib ../evil.mtl",
        "MTLLIB ../evil.mtl",
        "mtllib in here/../../evil.mtl",
        "mtllib a.mtl ../evil.mtl",
        "mtllib \\\n../evil.mtl",
        "mtl\\\nlib ../evil.mtl",
        "# words\rmtllib ../evil.mtl",
        "mtllib ..\\evil.mtl",
        "mtllib \\\\host\\share\\evil.mtl",
        "mtllib //host/evil.mtl",
        "mtllib /etc/evil.mtl",
        "mtllib C:\\evil.mtl",
        "mtllib %2e%2e/evil.mtl",
        "mtllib http://127.0.0.1/evil.mtl",
        "mtllib data:,evil",
    ],
)
def test_a_model_whose_material_library_is_elsewhere_is_refused(tmp_path: Path, line: str) -> None:
    model = tmp_path / "a.obj"
    model.write_bytes(f"{line}\n{FACE}".encode())
    with pytest.raises(Unfit) as unfit:
        count_triangles(model)
    assert unfit.value.trouble is Trouble.REACHES_OUT


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        "map_Kd ../secret pic.png",
        "map_Kd\t../secret.png",
        "\tmap_Kd ../secret pic.png",
        "map_Kd http://127.0.0.1/leak x.png",
        "map_Kd -o 1 1 1 /etc/hostname",
        "map_Kd a b/../../../secret.png",
        "bump C:\\secret pic.png",
        "refl \\\\host\\share pic.png",
        "Kd 1 1 1\rmap_Kd ../secret.png",
        "map_Kd link.png",
    ],
)
def test_a_texture_elsewhere_is_refused(tmp_path: Path, line: str, *, named: bool) -> None:
    """Also in the library of the model's own name: readers take that one where none is named."""
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "a.obj").write_text(("mtllib my own.mtl\n" if named else "") + FACE)
    (folder / ("my own.mtl" if named else "a.mtl")).write_bytes(f"newmtl one\n{line}\n".encode())
    with pytest.raises(Unfit) as unfit:
        count_triangles(folder / "a.obj")
    assert unfit.value.trouble is Trouble.REACHES_OUT


def test_a_model_with_its_own_materials_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.obj").write_text("mtllib my own.mtl\nf 1 2 \\\n3\n" + FACE)
    materials = "# from ../elsewhere\nnewmtl a/../b\nKd 1 1 1\nNs 9.6e+01\nillum 2\nmap_Kd -s 1 1 1 tex/my wood.png\n"
    (tmp_path / "my own.mtl").write_text(materials)
    assert count_triangles(tmp_path / "a.obj") == 2


def test_a_large_file_is_opened_only_with_consent(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    shutil.copy(SAMPLES / "city.png", path)
    os.truncate(path, LARGE_BYTES + 1)
    look = run(examiner.look(str(path), MediaKind.IMAGE))
    assert (look.ok, look.needs_consent) == (False, True)
    assert "200 MB" in look.sentence
    assert not examiner.helpers()
    assert run(examiner.look(str(path), MediaKind.IMAGE, large=True)).ok


# -- helpers that die or hang --------------------------------------------------------------------------------------------


def kill_at_work(examiner: Examiner, pid: int) -> None:
    """Kill a stopped helper once it was asked something."""
    (lane,) = (lane for lane in examiner._lanes if lane.helper is not None)
    while lane.helper is not None and not lane.helper.waiting:
        os.sched_yield()
    os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="signals stop and kill the helper")
def test_a_helper_killed_at_work_gives_a_sentence_and_the_next_file_is_read(examiner: Examiner, run: Run, qtbot: QtBot) -> None:
    assert run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE)).ok
    qtbot.waitUntil(lambda: at_rest(examiner))
    (pid,) = examiner.helpers()
    os.kill(pid, signal.SIGSTOP)

    killer = threading.Thread(target=kill_at_work, args=(examiner, pid))
    killer.start()
    look = run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE))
    killer.join()
    assert look.sentence == words(Trouble.CRASHED, MediaKind.IMAGE)
    assert run(examiner.look(str(SAMPLES / "grid.jpg"), MediaKind.IMAGE)).ok
    assert run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE)) == look  # what killed a helper is not tried again
    assert pid not in examiner.helpers()


@posix
def test_a_helper_that_hangs_is_killed_after_its_time(tmp_path: Path, run: Run, qtbot: QtBot) -> None:
    examiner = Examiner(tmp_path / "cache", limits={**LIMITS, MediaKind.IMAGE: 0.4})
    run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    qtbot.waitUntil(lambda: at_rest(examiner))
    (pid,) = examiner.helpers()
    os.kill(pid, signal.SIGSTOP)
    look = run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE))
    assert look.sentence == words(Trouble.TOO_SLOW, MediaKind.IMAGE)
    assert pid not in examiner.helpers()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert run(examiner.look(str(SAMPLES / "tide.mp4"), MediaKind.VIDEO)).ok
    examiner.close()


def can_leave_the_network() -> bool:
    """Whether a process of this user may make a network of its own here."""
    probe = "import os; os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)"
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc")
def test_a_helper_has_limits(examiner: Examiner, run: Run) -> None:
    run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    (pid,) = examiner.helpers()
    limits = {line[:25].strip(): line[26:].split() for line in Path(f"/proc/{pid}/limits").read_text().splitlines()[1:]}
    assert int(limits["Max data size"][0]) == 1536 * 1024 * 1024
    assert limits["Max core file size"][0] == "0"
    assert os.getpriority(os.PRIO_PROCESS, pid) >= 10


@pytest.mark.skipif(sys.platform != "linux", reason="networks of their own are Linux's")
def test_a_helper_has_no_network_where_it_can_leave_it(examiner: Examiner, run: Run) -> None:
    run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    (pid,) = examiner.helpers()
    left = Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    assert left is can_leave_the_network()
    if left:
        assert [line.split(":")[0].strip() for line in Path(f"/proc/{pid}/net/dev").read_text().splitlines()[2:]] == ["lo"]


def test_helpers_end_when_idle_and_start_again(tmp_path: Path, run: Run, qtbot: QtBot) -> None:
    examiner = Examiner(tmp_path / "cache", idle_seconds=0.05)
    run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    qtbot.waitUntil(lambda: not examiner.helpers())
    assert run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE)).ok
    examiner.close()


def test_closing_ends_the_helpers_and_answers_whoever_waits(examiner: Examiner, run: Run) -> None:
    run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    (pid,) = examiner.helpers()
    examiner.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    look = run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE))
    assert look.sentence == words(Trouble.CLOSING, MediaKind.IMAGE)


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"width": "1"},
        {"width": -1},
        {"loudness": 1e999},
        {"waveform": [2]},
        {"waveform": [0] * 500},
        {"trouble": "?"},
        {"path": "/"},
    ],
)
def test_what_a_helper_would_never_say_is_refused(answer: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(answer)


def test_a_finding_survives_its_way_through_json() -> None:
    finding = Finding(width=1, seconds=0.5, waveform=(0.0, 1.0), loudness=-14.0, poster=True, trouble=Trouble.TOO_LARGE)
    assert from_json(json.loads(json.dumps(to_json(finding)))) == finding


# -- the cache -----------------------------------------------------------------------------------------------------------


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_nothing_is_examined_twice(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    stamp = sha256(SAMPLES / "city.png")
    first = run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE, stamp=stamp))
    moved = tmp_path / "moved.png"
    shutil.copy2(SAMPLES / "city.png", moved)
    assert run(examiner.look(str(moved), MediaKind.IMAGE, stamp=stamp)) == first
    later = Examiner(tmp_path / "cache")
    assert run(later.look(str(moved), MediaKind.IMAGE, stamp=stamp)) == first
    assert (examiner.examined, later.examined, later.helpers()) == (1, 0, ())
    later.close()


def test_an_edited_file_is_examined_again_and_shown_as_it_is(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    path, like_before = tmp_path / "a.png", tmp_path / "b.png"
    for each in (path, like_before):
        shutil.copy2(SAMPLES / "city.png", each)
    stamp = sha256(path)
    first = run(examiner.look(str(path), MediaKind.IMAGE, stamp=stamp))
    shutil.copy(SAMPLES / "reef.jpg", path)
    assert examiner.find(str(path), MediaKind.IMAGE, stamp=stamp).look is None
    edited = run(examiner.look(str(path), MediaKind.IMAGE, stamp=stamp))
    assert edited.poster != first.poster
    assert examiner.find(str(path), MediaKind.IMAGE, stamp=stamp).look == edited
    assert examiner.find(str(like_before), MediaKind.IMAGE, stamp=stamp).look == first


def test_an_edit_that_leaves_the_length_as_it_was_is_seen(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    shutil.copy2(SAMPLES / "city.png", path)
    stamp = sha256(path)
    assert run(examiner.look(str(path), MediaKind.IMAGE, stamp=stamp)).ok
    path.write_bytes(b"x" * path.stat().st_size)
    os.utime(path, ns=(1, 1))
    assert not run(examiner.look(str(path), MediaKind.IMAGE, stamp=stamp)).ok


def test_what_was_edited_before_the_first_look_is_nothing_to_others_of_its_stamp(
    examiner: Examiner, run: Run, tmp_path: Path
) -> None:
    stamp = sha256(SAMPLES / "city.png")
    edited = tmp_path / "a.png"
    shutil.copy2(SAMPLES / "grid.jpg", edited)
    look = run(examiner.look(str(edited), MediaKind.IMAGE, stamp=stamp))
    assert look.ok
    assert examiner.find(str(edited), MediaKind.IMAGE, stamp=stamp).look == look
    assert examiner.find(str(SAMPLES / "city.png"), MediaKind.IMAGE, stamp=stamp).look is None


def test_what_is_on_a_drive_that_is_away_keeps_its_picture(examiner: Examiner, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    shutil.copy2(SAMPLES / "city.png", path)
    stamp = sha256(path)
    look = run(examiner.look(str(path), MediaKind.IMAGE, stamp=stamp))
    path.unlink()
    assert examiner.poster(str(path), MediaKind.IMAGE, stamp) == look.poster
    assert not run(examiner.look(str(path), MediaKind.IMAGE, stamp=stamp)).ok


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version": 2, "size": 1, "time": 1, "finding": {"width": "x"}}'])
def test_a_damaged_note_is_made_again(examiner: Examiner, run: Run, tmp_path: Path, damage: bytes) -> None:
    path = str(SAMPLES / "city.png")
    first = run(examiner.look(path, MediaKind.IMAGE))
    (note,) = (tmp_path / "cache").rglob("*.json")
    note.write_bytes(damage)
    assert run(examiner.look(path, MediaKind.IMAGE)) == first
    assert examiner.examined == 2


def test_a_sweep_keeps_what_was_used_last(tmp_path: Path) -> None:
    for at in range(10):
        shelf = tmp_path / f"{at:02}"
        shelf.mkdir()
        for ending, size in ((".webp", 900), (".json", 100)):
            (shelf / f"{at:02}{ending}").write_bytes(b"x" * size)
            os.utime(shelf / f"{at:02}{ending}", (1000 + at, 1000 + at))
    (tmp_path / "00" / "old.1.part").write_bytes(b"x")
    os.utime(tmp_path / "00" / "old.1.part", (1, 1))
    (tmp_path / "00" / "stranger.txt").write_bytes(b"x" * 5000)
    sweep(str(tmp_path), 5000)
    left = {path.name for path in tmp_path.rglob("*.*")}
    assert left == {"stranger.txt"} | {f"{at:02}{ending}" for at in range(6, 10) for ending in (".json", ".webp")}
    assert sweep(str(tmp_path), 5000) == 0


def test_the_cache_is_swept_to_the_users_limit(tmp_path: Path, run: Run) -> None:
    examiner = Examiner(tmp_path / "cache", cache_mb=lambda: 0)
    look = run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE))  # the helper takes it after it has swept
    assert look.poster is not None
    assert not Path(look.poster).exists()
    examiner.close()


# -- thumbnails by way of the examiner -----------------------------------------------------------------------------------


@pytest.fixture
def thumbnails(qapp: QApplication, examiner: Examiner) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(examiner=examiner)
    yield thumbnails
    examiner.close()
    thumbnails.close()


def shown(thumbnails: Thumbnails, path: Path, kind: MediaKind) -> Callable[[], bool]:
    return lambda: thumbnails.pixmap(1, str(path), QSize(72, 60), 2.0, kind=kind) is not None


def test_files_of_every_kind_get_a_picture(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    kinds = {"city.png": MediaKind.IMAGE, "tide.mp4": MediaKind.VIDEO, "bells.mp3": MediaKind.AUDIO}
    for name, kind in kinds.items():
        qtbot.waitUntil(shown(thumbnails, SAMPLES / name, kind), timeout=15000)


def test_a_damaged_picture_in_the_cache_is_made_again(thumbnails: Thumbnails, examiner: Examiner, run: Run, qtbot: QtBot) -> None:
    look = run(examiner.look(str(SAMPLES / "city.png"), MediaKind.IMAGE))
    assert look.poster is not None
    Path(look.poster).write_bytes(b"RIFF\0\0\0\0WEBP and then nothing")
    qtbot.waitUntil(shown(thumbnails, SAMPLES / "city.png", MediaKind.IMAGE), timeout=15000)
    assert examiner.examined == 2


def test_a_broken_file_is_examined_once_however_often_it_is_painted(
    thumbnails: Thumbnails, examiner: Examiner, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "broken.glb"
    path.write_bytes(b"glTF")
    is_shown = shown(thumbnails, path, MediaKind.MODEL)
    assert not is_shown()
    qtbot.waitUntil(lambda: thumbnails.decoded_count == 1, timeout=15000)
    assert not is_shown()
    assert (examiner.examined, thumbnails.decoded_count) == (1, 1)


def test_wishes_passed_over_are_told_again_when_the_work_is_done(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path = str(SAMPLES / "city.png")
    thumbnails = Thumbnails()
    told: set[object] = set()
    thumbnails.ready.connect(told.add)
    for row in range(100):
        thumbnails.pixmap(row, path, QSize(8, 8), 1.0, stamp=str(row))
    qtbot.waitUntil(lambda: told == set(range(100)))
    assert thumbnails.decoded_count < 50
    thumbnails.close()


def test_reading_a_poster_does_not_depend_on_its_reader_being_told_the_form(examiner: Examiner, run: Run) -> None:
    look = run(examiner.look(str(SAMPLES / "reef.jpg"), MediaKind.IMAGE))
    assert look.poster is not None
    assert QImageReader(look.poster).format() == b"webp"


def test_a_frozen_program_is_its_own_helper() -> None:
    asked = (
        json.dumps({"path": str(SAMPLES / "none.png"), "kind": "image", "side": 512, "poster": "", "seconds": 10}).encode() + b"\n"
    )
    command = [sys.executable, "-m", "desktop", "--preview-helper", "media"]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ) as helper:
        assert helper.stdin is not None
        assert helper.stdout is not None
        assert helper.stdout.readline() == b"{}\n"
        helper.stdin.write(asked)
        helper.stdin.flush()
        assert json.loads(helper.stdout.readline()) == {"trouble": "gone"}
        helper.stdin.close()
        assert helper.wait(20) == 0
