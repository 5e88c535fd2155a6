"""The database's layout, as numbered steps under `PRAGMA user_version`. A step that shipped never changes."""

from collections.abc import Callable, Sequence
from sqlite3 import Connection
from typing import Final

APPLICATION_ID: Final = 0x4F747279
"""Marks the file as ours (sqlite.org/pragma.html, application_id)."""

type Step = Callable[[Connection], None]

_TABLES: Final = (
    """
    CREATE TABLE task (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        provider TEXT NOT NULL, origin TEXT NOT NULL, id_kind TEXT NOT NULL, task_id TEXT NOT NULL,
        account_id TEXT, project TEXT,
        title TEXT NOT NULL, prompt TEXT NOT NULL, model TEXT NOT NULL, action TEXT NOT NULL,
        kind TEXT NOT NULL, tags TEXT NOT NULL,
        remote TEXT NOT NULL, remote_raw TEXT NOT NULL,
        final INTEGER NOT NULL, seen INTEGER NOT NULL, may_lack_files INTEGER NOT NULL,
        progress INTEGER, queue_position INTEGER, seconds_left REAL, estimated_seconds REAL,
        text_result TEXT,
        cost_estimated REAL, cost_charged REAL, cost_unit TEXT NOT NULL,
        problem TEXT, paused INTEGER NOT NULL,
        misses INTEGER NOT NULL, missed_at INTEGER,
        added_at INTEGER NOT NULL, created_at INTEGER, finished_at INTEGER, checked_at INTEGER, quiet_since INTEGER,
        retention_ends_at INTEGER,
        badge TEXT NOT NULL, local TEXT NOT NULL, status_rank INTEGER NOT NULL, sort_title TEXT NOT NULL,
        born_at INTEGER NOT NULL, expires_at INTEGER, at_rest INTEGER NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0,
        UNIQUE (provider, origin, id_kind, task_id)
    )
    """,
    """
    CREATE TABLE file (
        task_id INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        part TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, urls TEXT NOT NULL, text TEXT,
        links_at INTEGER, expires_at INTEGER,
        state TEXT NOT NULL, path TEXT, size INTEGER, sha256 TEXT, media_type TEXT, problem TEXT,
        attempts INTEGER NOT NULL,
        PRIMARY KEY (task_id, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        task_id INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
        at INTEGER NOT NULL, remote TEXT NOT NULL, remote_raw TEXT NOT NULL, local TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE reply (
        task_id INTEGER PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
        at INTEGER NOT NULL, text TEXT NOT NULL
    )
    """,
    "CREATE VIRTUAL TABLE search USING fts5 (words, grams, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
)

_INDEXES: Final = (
    "CREATE INDEX history_of_task ON history (task_id, id)",
    "CREATE INDEX task_by_provider_id ON task (task_id)",
    "CREATE INDEX task_open ON task (at_rest) WHERE removed = 0 AND at_rest = 0",
    "CREATE INDEX task_newest ON task (removed, born_at, id, badge, account_id, project, expires_at)",
    "CREATE INDEX task_title ON task (removed, sort_title, id, badge, account_id, project, expires_at)",
    "CREATE INDEX task_status ON task (removed, status_rank, born_at DESC, id DESC, badge, account_id, project, expires_at)",
    "CREATE INDEX task_end ON task (removed, expires_at IS NULL, expires_at, born_at DESC, id DESC, badge, account_id, project)",
    "CREATE INDEX task_counts ON task (removed, badge, project, account_id, expires_at, born_at)",
    "CREATE INDEX file_saved ON file (state) WHERE state = 'saved'",
)


def _first(connection: Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (*_TABLES, *_INDEXES):
        connection.execute(statement)


_FILES_THAT_WAIT: Final = (
    "ALTER TABLE file ADD COLUMN chosen INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE file ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE file ADD COLUMN made_from TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE file ADD COLUMN resume TEXT",
    "ALTER TABLE file ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE file ADD COLUMN served_sha256 TEXT",
    "ALTER TABLE file ADD COLUMN width INTEGER",
    "ALTER TABLE file ADD COLUMN height INTEGER",
    "ALTER TABLE file ADD COLUMN seconds REAL",
    "ALTER TABLE task ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'",
    # What is still to be done after a task was saved: one line a task, written with the state itself.
    """
    CREATE TABLE errand (
        task_id INTEGER PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
        saved_at INTEGER NOT NULL, done TEXT NOT NULL DEFAULT '[]', over INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX errand_open ON errand (saved_at) WHERE over = 0",
    # On which device (a number of 64 bits, as text) results were saved below a folder.
    "CREATE TABLE root (path TEXT PRIMARY KEY, device TEXT NOT NULL) WITHOUT ROWID",
    # The journal of renames: written before the first file moves, so that a kill in between loses none.
    """
    CREATE TABLE renaming (
        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL,
        task_id INTEGER NOT NULL, part TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL,
        state TEXT NOT NULL
    )
    """,
    "CREATE INDEX renaming_of_batch ON renaming (batch)",
)


def _second(connection: Connection) -> None:
    for statement in _FILES_THAT_WAIT:
        connection.execute(statement)


def _third(connection: Connection) -> None:
    from desktop.storage.finding_layout import lay_out_finding  # once in the life of a profile

    lay_out_finding(connection)


MIGRATIONS: Final[tuple[Step, ...]] = (_first, _second, _third)
"""Step n leads from version n to n + 1."""


def version_of(connection: Connection) -> int:
    """Return the layout's number; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection, steps: Sequence[Step] = MIGRATIONS) -> None:
    """Bring the database to the newest layout, each step in a transaction of its own."""
    for number in range(version_of(connection), len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
