"""Connections to the database file: one that writes, and those that only read."""

import sqlite3
from pathlib import Path

_BUSY_MS = 5000


def open_writer(path: Path) -> sqlite3.Connection:
    """Open the one connection that writes. The file is created where it is missing."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    return _configured(connection, f"busy_timeout = {_BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def open_reader(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Open a connection that can't write; `immutable` for a file that nobody has open and that has no WAL."""
    uri = f"{_uri(path.absolute())}?mode=ro{'&immutable=1' if immutable else ''}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    return _configured(connection, "wal_autocheckpoint = 0", f"busy_timeout = {_BUSY_MS}")


def _uri(path: Path) -> str:
    """Return the address of a file as SQLite reads it (sqlite.org/uri.html).

    `Path.as_uri` does the same, and its imports would delay the first frame.
    """
    text = path.as_posix()
    try:
        text.encode()
    except UnicodeEncodeError:
        return path.as_uri()
    text = text.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{text}" if text.startswith("/") else f"file:///{text}"


def _configured(connection: sqlite3.Connection, *pragmas: str) -> sqlite3.Connection:
    try:
        connection.row_factory = sqlite3.Row
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection
