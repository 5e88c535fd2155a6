"""The third layout of the database: marks of the user, and what finding, sorting and grouping 100,000 tasks takes.

A step that shipped never changes, so nothing here is taken from the code in use: what the step needs of search and traits is
written down once more below, as it was then.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from sqlite3 import Connection, Row
from typing import Final

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
    numbers = (_trait(connection, row), _line(connection, row["prompt"]), _tagset(connection, tags), row["id"])
    connection.execute("UPDATE task SET trait = ?, line = ?, tagset = ? WHERE id = ?", numbers)
    words, grams = _indexed((*(row[name] or "" for name in _WORDS), *tags, *json.loads(row["names"])))
    connection.execute("INSERT INTO search (rowid, words, grams) VALUES (?, ?, ?)", (row["id"], words, grams))


# -- what tasks have in common -------------------------------------------------------------------------------------------

_TRAIT: Final = ("badge", "provider", "kind", "model", "project", "account_id", "starred")
_FIND: Final = f"SELECT id FROM trait WHERE {' AND '.join(f'{name} = ?' for name in _TRAIT)}"  # noqa: S608  # own words
_INSERT: Final = f"INSERT INTO trait ({', '.join(_TRAIT)}) VALUES ({', '.join('?' * len(_TRAIT))})"  # noqa: S608  # own words
_LONGEST_LINE: Final = 120


def _trait(connection: Connection, row: Row) -> int:
    return _number(connection, _FIND, _INSERT, tuple("" if row[name] is None else row[name] for name in _TRAIT))


def _line(connection: Connection, prompt: str) -> int:
    first = next((line.strip()[:_LONGEST_LINE].rstrip() for line in prompt.splitlines() if line.strip()), "")
    if not first:
        return 0
    return _number(connection, "SELECT id FROM line WHERE text = ?", "INSERT INTO line (text) VALUES (?)", (_plain(first),))


def _tagset(connection: Connection, tags: Iterable[str]) -> int:
    distinct = sorted({_plain(tag) for tag in tags if tag})
    if not distinct:
        return 0
    find, insert = "SELECT id FROM tagset WHERE tags = ?", "INSERT INTO tagset (tags) VALUES (?)"
    return _number(connection, find, insert, (json.dumps(distinct),))


def _number(connection: Connection, find: str, insert: str, values: tuple[str | int, ...]) -> int:
    found = connection.execute(find, values).fetchone()
    if found is not None:
        return int(found[0])
    made = connection.execute(insert, values).lastrowid
    if made is None:
        raise AssertionError("An inserted row has a number.")
    return made


# -- what is found by its words ------------------------------------------------------------------------------------------

_RUN: Final = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u1100-\u11ff\uac00-\ud7af]+"
)


def _indexed(parts: Iterable[str]) -> tuple[str, str]:
    """Return words and grams of texts."""
    text = unicodedata.normalize("NFKC", _plain("\n".join(part for part in parts if part)).replace("\0", " ")).casefold()
    words = " ".join(_RUN.sub(" ", text).split())
    signs = sorted({f"u{ord(char):x}u" for char in text if unicodedata.category(char)[0] in "SP"})
    return words, " ".join([*map(_grams, _RUN.findall(text)), *signs])


def _grams(run: str) -> str:
    return " ".join([*(a + b for a, b in pairwise(run)), *run])


def _plain(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
