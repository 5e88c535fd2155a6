"""Single values that a profile keeps in its database, each under a name of its own."""

from sqlite3 import Connection

from desktop.storage.values import plain


def select_fact(connection: Connection, name: str) -> str | None:
    """Return the value of a name; None where it has none."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def set_fact(connection: Connection, name: str, value: str | None) -> None:
    """Give a name a value; None takes it away."""
    if value is None:
        connection.execute("DELETE FROM fact WHERE name = ?", (name,))
        return
    connection.execute(
        "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, plain(value))
    )
