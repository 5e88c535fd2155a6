"""Saving on the file system: never outside the root, never over another file, every error in words."""

import errno
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.problem import ProblemKind
from desktop.domain.problems import words as words_of
from desktop.storage import files
from desktop.storage.files import (
    PathEscapes,
    final_path,
    free_space,
    is_same_entry,
    make_folder,
    move,
    numbered,
    os_problem,
    place,
    place_new,
    portable,
    remove_emptied,
    room_below,
)


def part(folder: Path, name: str, data: bytes = b"new") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("relative", ["..", "../a", "a/../../b", "/etc/x", ".", "a/./../b", "a\\..\\b", "nul\0"])
def test_no_path_leaves_the_root(tmp_path: Path, relative: str) -> None:
    with pytest.raises(PathEscapes):
        final_path(tmp_path, PurePosixPath(relative))


def test_a_link_out_of_the_root_is_refused_and_one_within_is_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "real").mkdir(parents=True)
    outside.mkdir()
    (root / "out").symlink_to(outside)
    (root / "in").symlink_to(root / "real")
    with pytest.raises(PathEscapes):
        final_path(root, PurePosixPath("out/a.png"))
    assert final_path(root, PurePosixPath("in/a.png")) == root / "real" / "a.png"


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_whatever_the_parts_the_path_is_below_the_root(parts: list[str]) -> None:
    root = Path("/nowhere/root")
    try:
        path = final_path(root, PurePosixPath(*parts))
    except PathEscapes:
        return
    assert path.is_relative_to(root)
    assert path != root


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("CON", "_CON"),
        ("con.png", "_con.png"),
        ("a/com1.x/b", "a/_com1.x/b"),
        ("COM¹.png", "_COM¹.png"),
        ("lpt9.tar.gz", "_lpt9.tar.gz"),
        ("conin$", "_conin$"),
        ("CONOUT$.txt", "_CONOUT$.txt"),
        ("CON .txt", "_CON .txt"),
        ("CLOCK$", "_CLOCK$"),
        ("CON. ", "_CON"),
        ('a:b?*<>|"c', "abc"),
        ("a. ", "a"),
        ("console.png", "console.png"),
        ("Räucherkerze 狐 👨‍👩‍👧.png", "Räucherkerze 狐 👨‍👩‍👧.png"),
    ],
)
def test_the_last_gate_makes_a_name_safe_on_every_system(given: str, safe: str) -> None:
    assert str(portable(PurePosixPath(given))) == safe
    assert portable(PurePosixPath(safe)) == PurePosixPath(safe), "what is safe stays as it is"
    assert final_path(Path("/nowhere"), PurePosixPath(given)) == Path("/nowhere", safe)


@pytest.mark.parametrize("nothing", [":", "a/?", "..:", "/x", "a/*/b"])
def test_a_part_of_which_nothing_is_left_is_refused(nothing: str) -> None:
    with pytest.raises(PathEscapes):
        portable(PurePosixPath(nothing))


def test_a_long_root_leaves_less_room_on_windows() -> None:
    assert room_below(Path("/short"), windows=True) == 259 - len("/short") - 1 - 40
    assert room_below(Path("/" + "狐" * 100), windows=True) == 259 - 101 - 1 - 40, "it counts UTF-16 units"
    assert room_below(Path("/" + "x" * 100), windows=False) == 240
    assert room_below(Path("/" + "狐" * 300), windows=False) == 1023 - 901 - 1 - 40


def test_free_space_is_told_of_folders_that_are_still_to_be_made(tmp_path: Path) -> None:
    assert free_space(tmp_path / "a" / "b") > 0


def test_a_move_never_replaces_and_makes_its_folder(tmp_path: Path) -> None:
    first, second = part(tmp_path, "a.png", b"1"), part(tmp_path, "b.png", b"2")
    with pytest.raises(FileExistsError):
        move(first, second)
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    move(first, tmp_path / "x" / "y" / "c.png")
    assert (tmp_path / "x" / "y" / "c.png").read_bytes() == b"1"
    assert not first.exists()


def _other_drive(_part: Path, _target: Path) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def test_a_copy_that_fails_leaves_the_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = part(tmp_path, "a.png"), tmp_path / "x" / "a.png"
    monkeypatch.setattr(files, "_rename_at_once", lambda _part, _target: False)
    monkeypatch.setattr(files, "_rename_new", _other_drive)
    with pytest.raises(OSError, match="cross-device"):
        move(source, target)
    assert source.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == []


def test_a_file_that_can_t_be_taken_away_is_not_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target, really = part(tmp_path, "a.png"), tmp_path / "x" / "a.png", Path.unlink
    first = [True]

    def busy(path: Path, *, missing_ok: bool = False) -> None:
        if path == source:
            raise PermissionError(errno.EACCES, "Permission denied")
        really(path, missing_ok=missing_ok)

    def other_drive_once(one: Path, other: Path) -> None:
        if first.pop():
            first.append(False)
            _other_drive(one, other)
        one.rename(other)

    monkeypatch.setattr(files, "_rename_at_once", lambda _part, _target: False)
    monkeypatch.setattr(files, "_rename_new", other_drive_once)
    monkeypatch.setattr(Path, "unlink", busy)
    with pytest.raises(PermissionError):
        move(source, target)
    assert source.exists()
    assert not target.exists()


def test_names_that_a_drive_takes_for_one_are_told_from_two(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    lower = part(tmp_path / "real", "a.png")
    assert is_same_entry(tmp_path / "link" / "a.png", lower), "one file by two ways"
    move(tmp_path / "link" / "a.png", lower)
    assert lower.exists()
    os.link(lower, lower.with_name("A.png"))
    assert not is_same_entry(lower, lower.with_name("A.png")), "two names of one file"
    assert not is_same_entry(lower, lower)


def test_only_folders_that_hold_nothing_go_and_never_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "a" / "b" / "c").mkdir(parents=True)
    part(root / "a", "kept.png")
    remove_emptied(root / "a" / "b" / "c", root)
    assert [p.name for p in (root / "a").iterdir()] == ["kept.png"]
    (root / "a" / "kept.png").unlink()
    remove_emptied(root / "a", root)
    assert list(root.iterdir()) == []
    remove_emptied(root, root)
    remove_emptied(tmp_path, root)
    assert root.is_dir()


@pytest.mark.parametrize("drive", ["links", "renames", "neither"])
def test_a_taken_name_gets_a_number_and_nothing_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: str) -> None:
    _like(drive, monkeypatch)
    wanted = tmp_path / "a.tar.glb"
    names = [place(part(tmp_path, f".{n}.part", str(n).encode()), wanted).name for n in range(3)]
    assert names == ["a.tar.glb", "a.tar (2).glb", "a.tar (3).glb"]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"0", b"1", b"2"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(names), "no part is left"


def _like(drive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if drive != "links":
        monkeypatch.setattr(os, "link", _no_links)
    if drive != "renames":
        monkeypatch.setattr(files, "_rename_at_once", lambda _part, _target: False)


def _no_links(source: Path, target: Path) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.skipif(sys.platform != "linux", reason="renames that never replace are Linux's")
def test_without_links_a_file_gets_its_name_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _like("renames", monkeypatch)
    monkeypatch.delattr(files, "_rename_reserved")
    assert place(part(tmp_path, "x.part"), tmp_path / "a.png").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="renames that never replace are Linux's")
@pytest.mark.parametrize("give", [place, partial(place_new, synced=False), partial(place_new, synced=True), move])
def test_a_file_never_has_two_names_where_one_step_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, give: Callable[[Path, Path], object]
) -> None:
    monkeypatch.delattr(os, "link")
    source = part(tmp_path, "x.part")
    inode = source.stat().st_ino
    give(source, tmp_path / "a.png")
    assert [(p.name, p.stat().st_ino) for p in tmp_path.iterdir()] == [("a.png", inode)]


@pytest.mark.parametrize("below", ["", "a", "a/b"])
def test_a_file_in_the_place_of_a_folder_is_said_to_be_there(tmp_path: Path, below: str) -> None:
    (tmp_path / "Renders").write_text("mine")
    with pytest.raises(NotADirectoryError) as caught:
        make_folder(tmp_path / "Renders" / below)
    assert words_of(os_problem(caught.value, tmp_path / "Renders")).title.endswith(
        "Renders” isn't available (a file is in its place)."
    )
    with pytest.raises(NotADirectoryError):
        move(part(tmp_path, "a.png"), tmp_path / "Renders" / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"new"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        make_folder(tmp_path / "link" / below)
    make_folder(tmp_path / "folder" / below)
    make_folder(tmp_path / "folder" / below)


def test_a_dangling_link_counts_as_taken(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(tmp_path / "elsewhere")
    assert place(part(tmp_path, "x.part"), tmp_path / "a.png").name == "a (2).png"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("drive", ["links", "renames", "neither"])
def test_files_that_want_one_name_at_once_all_find_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: str) -> None:
    _like(drive, monkeypatch)
    parts = [part(tmp_path, f"{n}.part", str(n).encode()) for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        placed = list(pool.map(lambda p: place(p, tmp_path / "a.png"), parts))
    assert [path.read_bytes() for path in placed] == [str(n).encode() for n in range(24)]
    assert len(set(placed)) == 24


def test_a_part_that_cannot_be_placed_is_kept(tmp_path: Path) -> None:
    source = part(tmp_path, "x.part")
    with pytest.raises(OSError, match="No such file"):
        place(source, tmp_path / "missing" / "a.png")
    assert source.read_bytes() == b"new"


def test_a_numbered_name_stays_within_the_system_s_length() -> None:
    name = numbered(Path("é" * 125 + ".png"), 12).name
    assert name.endswith("é (12).png")
    assert len(name.encode()) <= 255


@pytest.mark.parametrize("drive", ["links", "renames"])
def test_a_file_that_has_its_name_is_placed_whatever_fails_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: str
) -> None:
    _like(drive, monkeypatch)
    source, really = part(tmp_path, "x.part"), os.open

    def no_folders(path: Path, flags: int, mode: int = 0o777) -> int:
        if path == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path, flags, mode)

    def no_unlinking(path: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, f"Input/output error: {path}, {missing_ok}")

    monkeypatch.setattr(os, "open", no_folders)
    monkeypatch.setattr(Path, "unlink", no_unlinking)
    assert place(source, tmp_path / "a.png") == tmp_path / "a.png"
    assert (tmp_path / "a.png").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (errno.ENOSPC, ProblemKind.DISK_FULL, "Not enough space in “/r”"),
        (errno.EDQUOT, ProblemKind.DISK_FULL, "Not enough space in “/r”"),
        (errno.EROFS, ProblemKind.FOLDER_UNAVAILABLE, "(it is read-only)"),
        (errno.EACCES, ProblemKind.FOLDER_UNAVAILABLE, "(you may not write there)"),
        (errno.ENOENT, ProblemKind.FOLDER_UNAVAILABLE, "(it does not exist)"),
        (errno.ENAMETOOLONG, ProblemKind.FOLDER_UNAVAILABLE, "(the file's name is too long for it)"),
        (errno.EBADF, ProblemKind.FOLDER_UNAVAILABLE, "(bad file descriptor)"),
    ],
)
def test_an_error_of_the_file_system_becomes_a_problem_in_words(code: int, kind: ProblemKind, words: str) -> None:
    found = os_problem(OSError(code, os.strerror(code)), Path("/r"))
    assert found.kind is kind
    assert words in words_of(found).title


def test_nothing_here_renames_over_a_file() -> None:
    source = Path(files.__file__).read_text(encoding="utf-8")
    assert source.count(".replace(target)") == 1, "only onto an empty file of our own"
