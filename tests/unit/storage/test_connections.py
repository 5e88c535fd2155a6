"""The connection that only reads finds the file whatever its folder is called."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.storage.connections import open_reader, open_writer


@pytest.mark.parametrize("name", ["plain", "50% off? #1 & more", "100%41", "赤狐 ünder", os.fsdecode(b"not \xff text")])
def test_a_reader_opens_the_file_of_any_name_and_never_writes(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / "tasks.db"
    with closing(open_writer(tmp_path / "made.db")) as writer:
        writer.execute("CREATE TABLE one (value)")
        writer.execute("INSERT INTO one VALUES (7)")
    (tmp_path / "made.db").rename(path)
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT value FROM one").fetchone()[0] == 7
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("INSERT INTO one VALUES (8)")
    assert sorted(each.name for each in tmp_path.iterdir()) == [name]
