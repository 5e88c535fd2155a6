"""The system's trash through Qt, in a home of its own."""

from pathlib import Path

import pytest

from desktop.qt.bin import SystemBin


def test_a_file_goes_to_the_trash_and_it_is_told_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    file = tmp_path / "fox.png"
    file.write_text("fox")
    where = SystemBin().move(file)
    assert not file.exists()
    assert where is not None
    assert where.read_text() == "fox"


def test_what_cannot_go_stays_and_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.png"):
        SystemBin().move(tmp_path / "none.png")
