"""Files that the user has written: nothing beside them is touched, links stay, and others may read them as before."""

import os
import stat
import sys
from pathlib import Path

import pytest

from desktop.storage.atomic import write_out

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and rights as POSIX has them")


def test_nothing_beside_the_file_is_touched(tmp_path: Path) -> None:
    (tmp_path / "list.csv.new").write_text("mine")
    write_out(tmp_path / "list.csv", b"a")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"list.csv": "a", "list.csv.new": "mine"}


@posix
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    target = tmp_path / "shared" / "real.csv"
    target.write_text("old")
    (tmp_path / "list.csv").symlink_to(target)
    write_out(tmp_path / "list.csv", b"new")
    assert (tmp_path / "list.csv").readlink() == target
    assert target.read_text() == "new"


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_is_as_readable_as_the_system_makes_new_files(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_out(tmp_path / "list.csv", b"a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "list.csv").stat().st_mode) == 0o666 & ~mask


@posix
def test_a_replaced_file_stays_as_readable_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")
    path.chmod(0o664)
    write_out(path, b"new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o664)


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(OSError, match=r"list\.csv"):
        write_out(tmp_path / "list.csv", b"a")
    assert (tmp_path / "list.csv").is_dir()


def test_where_writing_fails_what_was_there_stands_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "list.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_out(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
    assert path.read_text() == "old"
