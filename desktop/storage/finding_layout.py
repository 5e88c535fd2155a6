"""The third layout of the database: marks of the user, and what finding, sorting and grouping 100,000 tasks takes."""

import json
from sqlite3 import Connection, Row
from typing import Final

from desktop.storage.search import indexed_words
from desktop.storage.traits import shared_cells

_COLUMNS: Final = (
    "ALTER TABLE task ADD COLUMN own_tags TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE task ADD COLUMN starred INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE task ADD COLUMN archived INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE task ADD COLUMN trait INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE task ADD COLUMN line INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE task ADD COLUMN tagset INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE task ADD COLUMN saved_bytes INTEGER",
    "ALTER TABLE task ADD COLUMN cost REAL",
)

_TABLES: Final = (
    # What many tasks have in common, once: filters and counts look at a few hundred of these instead of at each task.
    """
    CREATE TABLE trait (
        id INTEGER PRIMARY KEY,
        badge TEXT NOT NULL, provider TEXT NOT NULL, kind TEXT NOT NULL, model TEXT NOT NULL,
        project TEXT NOT NULL, account_id TEXT NOT NULL, starred INTEGER NOT NULL,
        UNIQUE (badge, provider, kind, model, project, account_id, starred)
    )
    """,
    # First lines of prompts, which groups by prompt go by.
    "CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    # The tags of tasks, the provider's and the user's: each combination once, as a sorted JSON array.
    "CREATE TABLE tagset (id INTEGER PRIMARY KEY, tags TEXT NOT NULL UNIQUE)",
    # Single values that this profile keeps.
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # The journal of the trash: written before the first file moves, so that a kill in between loses none.
    """
    CREATE TABLE trashing (
        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL,
        task_id INTEGER NOT NULL, path TEXT NOT NULL, trashed TEXT NOT NULL DEFAULT '', described TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL
    )
    """,
    "CREATE INDEX trashing_of_batch ON trashing (batch)",
    "DROP TABLE search",
    "CREATE VIRTUAL TABLE search USING fts5 (words, grams, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')",
)

_FORMER: Final = ("task_newest", "task_title", "task_status", "task_end", "task_counts")

_INDEXES: Final = (
    # Each holds all that lists are filtered and grouped by, so that the wide rows of the tasks stay unread.
    "CREATE INDEX task_newest ON task (archived, born_at, id, trait, line) WHERE removed = 0",
    "CREATE INDEX task_title ON task (archived, sort_title, id, born_at, trait, line) WHERE removed = 0",
    "CREATE INDEX task_end ON task (archived, expires_at, born_at DESC, id DESC, trait, line) WHERE removed = 0",
    "CREATE INDEX task_finished ON task (archived, finished_at, id, born_at, trait, line) WHERE removed = 0",
    "CREATE INDEX task_bytes ON task (archived, saved_bytes, id, born_at, trait, line) WHERE removed = 0",
    "CREATE INDEX task_cost ON task (archived, cost, id, born_at, trait, line) WHERE removed = 0",
    "CREATE INDEX task_traits ON task (archived, trait, born_at, expires_at) WHERE removed = 0",
    "CREATE INDEX task_tags ON task (archived, tagset, trait, born_at) WHERE removed = 0",
    "CREATE INDEX task_removed ON task (id) WHERE removed = 1",
    # Holds all that sums of costs need, in an order that most of them are grouped by.
    """
    CREATE INDEX task_costs ON task
        (provider, cost_unit, model, project, born_at, cost_charged, cost_estimated, remote) WHERE removed = 0
    """,
)


def lay_out_finding(connection: Connection) -> None:
    """Bring a database of the second layout to the third, its tasks included."""
    for statement in (*_COLUMNS, *_TABLES, *(f"DROP INDEX {name}" for name in _FORMER)):
        connection.execute(statement)
    connection.execute(
        "UPDATE task SET cost = coalesce(cost_charged, cost_estimated), saved_bytes = "
        "(SELECT nullif(sum(size), 0) FROM file WHERE task_id = task.id AND state = 'saved')"
    )
    last = 0
    while rows := connection.execute(_PAGE, (last,)).fetchall():
        last = rows[-1]["id"]
        for row in rows:
            _take_in(connection, row)
    for statement in _INDEXES:
        connection.execute(statement)


_WORDS: Final = ("title", "prompt", "model", "action", "task_id", "provider", "project")
_PAGE: Final = (
    "SELECT *, (SELECT json_group_array(name) FROM file WHERE task_id = task.id) AS names FROM task"
    " WHERE id > ? ORDER BY id LIMIT 500"
)


def _take_in(connection: Connection, row: Row) -> None:
    """Index one task as the third layout has it."""
    tags = tuple(json.loads(row["tags"]))
    shared = shared_cells(connection, dict(row), row["prompt"], tags)
    settings = ", ".join(f"{name} = ?" for name in shared)
    connection.execute(f"UPDATE task SET {settings} WHERE id = ?", (*shared.values(), row["id"]))  # noqa: S608  # own words
    entry = indexed_words((*(row[name] or "" for name in _WORDS), *tags, *json.loads(row["names"])))
    connection.execute("INSERT INTO search (rowid, words, grams) VALUES (?, ?, ?)", (row["id"], entry.words, entry.grams))
