"""Where files are in the trash, by the notes that freedesktop.org's trash keeps."""

import os
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from desktop.storage.trash_info import in_trash

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the trash of Windows keeps other notes")


def thrown_away(trash: Path, name: str, path: str, when: str = "2026-01-01T00:00:00") -> Path:
    for part in ("files", "info"):
        (trash / part).mkdir(parents=True, exist_ok=True)
    (trash / "info" / f"{name}.trashinfo").write_text(f"[Trash Info]\nPath={quote(path)}\nDeletionDate={when}\n")
    place = trash / "files" / name
    place.write_text(name)
    return place


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "Trash"


def test_of_several_with_one_path_the_last_is_meant(home: Path) -> None:
    thrown_away(home, "fox", "/renders/f ö%x.png", "2026-01-01T10:00:00")
    last = thrown_away(home, "fox.2", "/renders/f ö%x.png", "2026-02-01T09:00:00")
    thrown_away(home, "fox.3", "/renders/f ö%x.png", "2026-01-15T23:00:00")
    assert in_trash(["/renders/f ö%x.png", "/renders/other.png"]) == {"/renders/f ö%x.png": last}


def test_a_note_without_its_file_counts_for_nothing(home: Path) -> None:
    thrown_away(home, "fox", "/renders/fox.png").unlink()
    (home / "info" / "odd.trashinfo").write_bytes(b"\xff=\xfe\n=\n")
    assert in_trash(["/renders/fox.png"]) == {}


def test_the_trash_of_a_drive_has_paths_from_where_the_drive_begins(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    monkeypatch.setattr(os.path, "ismount", lambda folder: Path(folder) == drive)
    user = os.getuid()
    one = thrown_away(drive / f".Trash-{user}", "fox", "renders/fox.png")
    other = thrown_away(drive / ".Trash" / str(user), "owl", "renders/owl.png")
    wanted = [str(drive / "renders" / name) for name in ("fox.png", "owl.png")]
    assert in_trash(wanted) == dict(zip(wanted, (one, other), strict=True))
