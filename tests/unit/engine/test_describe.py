"""Files that describe themselves: what is put into them and beside them, and what is said where that does not go."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from stat import S_IMODE

import pytest
from PIL import Image

from desktop.domain.settings import Settings
from desktop.domain.status import MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task
from desktop.engine.attempts import Arrived
from desktop.engine.describe import NO_TIME, Described, Describer
from desktop.storage.png_text import read_tags, without_tags
from desktop.storage.redaction import Redactor
from desktop.storage.sidecars import read_sidecar, sidecar_path
from tests.fakes.records import NOW, a_file, a_task, later

KEY = "tsk_PLANTED0tripo0PLANTED0tripo0PLANTED"
SIGNED = f"https://files.example/a/fox.png?Policy=PLANTED&Signature=PLANTED&Key-Pair-Id={KEY}"
DONE = a_task(
    title="Fox",
    prompt=f"a red fox, key {KEY}",
    model="v3",
    project="Winter",
    tags=("pbr",),
    remote=Remote.DONE,
    remote_raw="success",
    final=True,
    kind=MediaKind.IMAGE,
    cost=Cost(None, 20.0),
    created_at=later(-90),
    finished_at=later(-30.5),
    files=(a_file("1", name="fox.png", kind=MediaKind.IMAGE, urls=(SIGNED,)), a_file("2", name="fox-2.png")),
)


def picture() -> bytes:
    held = BytesIO()
    Image.effect_noise((40, 30), 60).save(held, "PNG")
    return held.getvalue()


def describer(settings: Settings | None = None) -> Describer:
    given = settings or Settings()
    return Describer(
        lambda: given, Redactor([KEY]).without_keys, "1.2", account_name=lambda i: "Studio" if i == "a1" else "", now=lambda: NOW
    )


def arrive(folder: Path, data: bytes, name: str = "fox.png.part", media_type: str = "image/png") -> Arrived:
    path = folder / name
    path.write_bytes(data)
    return Arrived(
        part=path,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        media_type=media_type,
        extension=".png",
        kind=MediaKind.IMAGE,
        width=40,
        height=30,
    )


def save(
    folder: Path, by: Describer, arrived: Arrived, task: Task = DONE, file: ResultFile | None = None
) -> tuple[Path, Described, tuple[str, ...]]:
    """Do as a shelf does: describe, name, describe."""
    described = by.before_naming(task, file or task.files[0], arrived)
    path = arrived.part.rename(folder / arrived.part.name.removesuffix(".part"))
    return path, described, by.after_naming(path, task, file or task.files[0], arrived, described)


def test_a_saved_picture_says_what_it_is_inside_and_beside(tmp_path: Path) -> None:
    served = picture()
    path, described, notes = save(tmp_path, describer(), arrive(tmp_path, served))
    data = path.read_bytes()
    assert (notes, described.notes) == ((), ())
    assert (described.size, described.sha256) == (len(data), sha256(data).hexdigest())
    assert without_tags(data) == served
    tags = read_tags(path)
    assert (tags["Title"], tags["Description"], tags["Software"]) == ("Fox", "a red fox, key [hidden]", "Outtray 1.2")
    told = read_sidecar(sidecar_path(path))
    assert told is not None
    assert (told.ref, told.part, told.parts, told.account) == (DONE.ref, "1", ("1", "2"), "Studio")
    assert (told.title, told.prompt, told.model, told.project, told.tags) == (
        "Fox",
        "a red fox, key [hidden]",
        "v3",
        "Winter",
        ("pbr",),
    )
    assert (told.size, told.sha256, told.served_sha256) == (len(data), described.sha256, sha256(served).hexdigest())
    assert (told.created_at, told.finished_at, told.saved_at) == (DONE.created_at, DONE.finished_at, NOW)
    assert (told.cost, told.source, told.width, told.height) == (Cost(None, 20.0), "files.example/a/fox.png", 40, 30)
    assert (told.version, told.media_type, told.kind, told.status) == ("1.2", "image/png", MediaKind.IMAGE, "success")


def test_no_key_and_no_signature_is_written_anywhere(tmp_path: Path) -> None:
    said = f"{KEY} and {SIGNED}"
    file = a_file("1", name=said, kind=MediaKind.IMAGE, urls=(SIGNED,), notes=(said,))
    fields = dict.fromkeys(("title", "prompt", "model", "action", "project", "remote_raw"), said)
    task = replace(DONE, **fields, tags=(said,), notes=(said,), text_result=said, cost=Cost(1, 1, said), files=(file,))  # type: ignore[arg-type]  # all of them are texts
    _, _, notes = save(tmp_path, describer(), arrive(tmp_path, picture()), task)
    assert notes == ()
    assert {p.name for p in tmp_path.iterdir()} == {"fox.png", "fox.png.json"}
    for written in tmp_path.iterdir():
        assert b"PLANTED" not in written.read_bytes()


TASK_FIELDS = """
    provider origin account id_kind task_id kind title prompt model action tags own_tags starred archived project status
    added_at created_at finished_at cost parts
"""
FILE_FIELDS = """
    part name kind media_type bytes sha256 served_sha256 width height seconds source saved_at made_from equal_parts
"""


def test_only_what_is_listed_is_written(tmp_path: Path) -> None:
    path, _, _ = save(tmp_path, describer(), arrive(tmp_path, picture()))
    value = json.loads(sidecar_path(path).read_text(encoding="utf-8"))
    assert list(value["task"]) == TASK_FIELDS.split()
    assert list(value["file"]) == FILE_FIELDS.split()


def test_an_id_that_holds_a_key_is_not_written_but_said(tmp_path: Path) -> None:
    task = replace(DONE, ref=replace(DONE.ref, task_id=KEY))
    path, _, notes = save(tmp_path, describer(), arrive(tmp_path, served := picture()), task)
    assert path.read_bytes() == served
    assert not sidecar_path(path).exists()
    assert notes == ("No description was written beside it, because the id of its task holds a key.",)


def test_the_time_of_a_file_is_when_its_task_was_finished(tmp_path: Path) -> None:
    assert DONE.finished_at is not None
    path, _, _ = save(tmp_path, describer(), arrive(tmp_path, picture()))
    assert path.stat().st_mtime == pytest.approx(DONE.finished_at.timestamp(), abs=0.01)
    path, _, _ = save(
        tmp_path, describer(), arrive(tmp_path, b"x", "b.glb.part", "model/gltf-binary"), replace(DONE, finished_at=None)
    )
    assert path.stat().st_mtime == pytest.approx(DONE.born_at.timestamp(), abs=0.01)


def test_each_of_it_can_be_switched_off(tmp_path: Path) -> None:
    off = Settings(sidecars=False, embed=False, completion_times=False)
    arrived = arrive(tmp_path, served := picture())
    before = arrived.part.stat().st_mtime_ns
    path, described, notes = save(tmp_path, describer(off), arrived)
    assert (described, notes) == (Described(size=len(served), sha256=arrived.sha256), ())
    assert path.read_bytes() == served
    assert path.stat().st_mtime_ns == before
    assert [p.name for p in tmp_path.iterdir()] == ["fox.png"]


@pytest.mark.parametrize("media_type", ["image/jpeg", "video/mp4", "model/gltf-binary", "text/plain"])
def test_other_formats_are_described_beside_alone(tmp_path: Path, media_type: str) -> None:
    data = picture()  # whatever the bytes are: what was verified counts
    path, described, notes = save(tmp_path, describer(), arrive(tmp_path, data, media_type=media_type))
    assert (path.read_bytes(), described.sha256, notes) == (data, sha256(data).hexdigest(), ())
    told = read_sidecar(sidecar_path(path))
    assert told is not None
    assert (told.served_sha256, told.media_type) == ("", media_type)


def test_what_another_program_put_beside_it_stays_and_is_remarked(tmp_path: Path) -> None:
    (tmp_path / "fox.png.json").write_text("{}")
    path, _, notes = save(tmp_path, describer(), arrive(tmp_path, picture()))
    assert notes == ("No description was written beside it, because another “fox.png.json” is there.",)
    assert sidecar_path(path).read_text() == "{}"


def test_a_description_that_does_not_go_is_a_remark(tmp_path: Path) -> None:
    name = "x" * 245 + ".png.part"
    _, _, notes = save(tmp_path, describer(), arrive(tmp_path, picture(), name))
    assert len(notes) == 1
    assert notes[0].endswith("could not be written beside it: the file's name is too long for it.")


def test_a_time_that_cannot_be_set_is_a_remark(tmp_path: Path) -> None:
    arrived = arrive(tmp_path, b"x", media_type="video/mp4")
    arrived.part.unlink()
    assert describer().before_naming(DONE, DONE.files[0], arrived).notes == (NO_TIME,)
    ancient = replace(DONE, finished_at=datetime(1, 1, 1, tzinfo=UTC))
    assert describer().before_naming(ancient, DONE.files[0], arrived).notes == (NO_TIME,)


def test_a_file_that_holds_two_parts_says_so(tmp_path: Path) -> None:
    by = describer()
    path, _, _ = save(tmp_path, by, arrive(tmp_path, picture()))
    assert by.add_equal(path, DONE, DONE.files[1]) == ()
    assert by.add_equal(path, DONE, DONE.files[1]) == ()
    told = read_sidecar(sidecar_path(path))
    assert told is not None
    assert told.equal_parts == (("2", "fox-2.png"),)
    assert by.add_equal(path, a_task(task_id="another"), DONE.files[1]) == ()
    assert read_sidecar(sidecar_path(path)) == told


def test_a_description_can_be_there_before_the_file_has_its_name_and_be_withdrawn(tmp_path: Path) -> None:
    by, file = describer(), DONE.files[0]
    arrived = arrive(tmp_path, picture())
    arrived.part.chmod(0o640)
    described = by.before_naming(DONE, file, arrived)
    path = tmp_path / "fox.png"
    assert by.after_naming(path, DONE, file, arrived, described) == ()
    assert S_IMODE(sidecar_path(path).stat().st_mode) == 0o640
    by.withdraw(path, DONE, DONE.files[1])
    by.withdraw(path, a_task(task_id="another"), file)
    assert by.is_ours(path, DONE, file)
    by.withdraw(path, DONE, file)
    assert [p.name for p in tmp_path.iterdir()] == ["fox.png.part"]


def test_a_file_tells_by_its_tags_or_its_description_whose_it_is(tmp_path: Path) -> None:
    by, file = describer(), DONE.files[0]
    path, _, _ = save(tmp_path, by, arrive(tmp_path, picture()))
    sidecar_path(path).unlink()
    assert by.is_ours(path, DONE, file), "by its tags"
    assert not by.is_ours(path, DONE, DONE.files[1])
    assert not by.is_ours(path, a_task(task_id="another"), file)
    plain, _, _ = save(tmp_path, by, arrive(tmp_path, b"x", "b.glb.part", "model/gltf-binary"))
    assert by.is_ours(plain, DONE, file), "by what is beside it"
    sidecar_path(plain).write_text("{}")
    assert not by.is_ours(plain, DONE, file)
    assert not by.is_ours(tmp_path / "absent.png", DONE, file)


def test_what_another_task_left_beside_a_free_name_stays(tmp_path: Path) -> None:
    by = describer()
    path, _, _ = save(tmp_path, by, arrive(tmp_path, picture()))
    told = sidecar_path(path).read_bytes()
    path.rename(tmp_path / "moved.png")
    _, _, notes = save(tmp_path, by, arrive(tmp_path, picture()), replace(DONE, ref=replace(DONE.ref, task_id="another")))
    assert notes == ("No description was written beside it, because another “fox.png.json” is there.",)
    assert sidecar_path(path).read_bytes() == told
