"""What the command line prints: sentences, tables, JSON for scripts. Progress bars stand in :mod:`desktop.terminal_watch`."""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from desktop.domain.status import BADGE_WORDS, Badge, FileState, Local, Remote
from desktop.domain.task import Cost
from desktop.domain.wording import cost_words, size_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from desktop.terminal_watch import Watching

type Json = dict[str, object]

BADGE_STYLES = {
    Badge.SAVED: "green",
    Badge.SAVING: "cyan",
    Badge.GENERATING: "blue",
    Badge.FAILED: "red",
    Badge.BLOCKED: "magenta",
    Badge.NEEDS_YOU: "yellow",
    Badge.FILE_MOVED: "yellow",
    Badge.FINISHED_NOT_SAVED: "yellow",
    Badge.PARTLY_SAVED: "yellow",
}
_PIPE_WIDTH = 4000
_TITLE_WIDTH = 60
_PIPED_TITLE_WIDTH = 200


class Terminal:
    """Prints answers: data to standard output, remarks to standard error."""

    def __init__(self, *, json_output: bool) -> None:
        self._json = json_output

    def say(self, sentence: str) -> None:
        """Print a remark."""
        print(plain(sentence), file=sys.stderr, flush=True)  # noqa: T201  # printing is this module's purpose

    def confirm(self, question: str) -> bool:
        """Ask on the terminal; only "y" or "yes" agrees."""
        return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")

    def line(self, record: object) -> None:
        """Print one JSON line."""
        print(json.dumps(record, ensure_ascii=_needs_ascii()), flush=True)  # noqa: T201

    def nothing(self, data: object) -> None:
        """Print data only where JSON was asked for."""
        if self._json:
            self._dump(data)

    def _dump(self, data: object) -> None:
        print(json.dumps(data, ensure_ascii=_needs_ascii(), indent=2), flush=True)  # noqa: T201

    def added(self, data: object) -> None:
        """Print what became of each id."""
        if self._json:
            self._dump(data)
            return
        rows = _records(data)
        table = _table(("#", "", "Account", "Id", "Because"), kept=(3,))
        for row in rows:
            owner = str(row.get("account") or row.get("provider") or "–")
            table.add_row(
                *map(_cell, (str(row.get("id") or "–"), str(row["state"]), owner, str(row["task_id"]), str(row["reason"])))
            )
        if rows:
            _print(table)
            self.say(_counts(rows))

    def tasks(self, data: object, badge: Badge | None = None) -> None:
        """Print tasks as a table; with a `badge` those that were asked for alone."""
        if self._json:
            self._dump(data)
            return
        rows = _records(data)
        if not rows:
            asked = f"No task is “{BADGE_WORDS[badge]}” now. `outtray list` shows all tasks." if badge is not None else ""
            self.say(asked or "No tasks here. Add some with: outtray add ID")
            return
        table = _table(("#", "Status", "Title", "Account", "Now"), kept=())
        width = _TITLE_WIDTH if sys.stdout.isatty() else _PIPED_TITLE_WIDTH
        for row in rows:
            badge = Badge(str(row["badge"]))
            owner = str(row["account"] or row["provider"])
            word = _cell(BADGE_WORDS[badge], BADGE_STYLES.get(badge, ""))
            table.add_row(_cell(str(row["id"])), word, *map(_cell, (title(row, width), owner, str(row["detail"]))))
        _print(table)

    def task(self, data: object) -> None:
        """Print one task with its files, its history and what stands in its way."""
        if self._json:
            self._dump(data)
            return
        record = data if isinstance(data, dict) else {}
        console = _console()
        console.print(_cell(str(record["title"]), "bold"), soft_wrap=True)
        for name, value in _facts(record):
            if value is not None and value != "":
                console.print(_cell(f"  {name:<14} {value}"), soft_wrap=True)
        for file in _records(record["files"]):
            size = f", {size_words(_whole(file['bytes']))}" if file["bytes"] is not None else ""
            console.print(
                _cell(f"  {'File':<14} {file['path'] or file['name']} ({_FILE_WORDS[FileState(str(file['state']))]}{size})"),
                soft_wrap=True,
            )
        for note in record.get("notes") or ():
            console.print(_cell(f"  {'Note':<14} {note}"), soft_wrap=True)
        for step in _records(record["history"]):
            said = f" (provider: {step['remote_raw']})" if step["remote_raw"] else ""
            console.print(_cell(f"  {step['at']}  {_state_words(step)}{said}"), soft_wrap=True)
        if isinstance(trouble := record["problem"], dict):
            console.print(_cell(f"  {trouble['title']} {trouble['hint']}", "yellow"), soft_wrap=True)

    def accounts(self, data: object) -> None:
        """Print the accounts as a table."""
        if self._json:
            self._dump(data)
            return
        rows = _records(data)
        if not rows:
            self.say("No account yet. Connect one with: outtray account add PROVIDER NAME")
            return
        table = _table(("Account", "Address", "Key", "Trouble"), kept=(0,))
        for row in rows:
            key = _KEY_SOURCES.get(str(row["key"] or ""), str(row["key"]))
            table.add_row(*map(_cell, (str(row["handle"]), str(row["base_url"]), key, str(row["problem"] or "–"))))
        _print(table)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a plain table; on a narrow terminal its long columns are cut."""
        table = _table(headings, kept=())
        for row in rows:
            table.add_row(*map(_cell, row))
        _print(table)

    @contextmanager
    def watching(self) -> Iterator["Watching"]:
        """Show a watch: JSON lines, progress bars on a terminal, else one line for each change of state."""
        from desktop.terminal_watch import Watching, bars

        if self._json or not sys.stderr.isatty():
            yield Watching(self, None, json_output=self._json)
            return
        with bars() as progress:
            yield Watching(self, progress, json_output=False)


_KEY_SOURCES = {"": "none", "keyring": "in the keychain", "environment": "from the environment", "session": "for this run"}
_HELD_WORDS = {
    Local.SAVING: BADGE_WORDS[Badge.SAVING],
    Local.PARTLY_SAVED: BADGE_WORDS[Badge.PARTLY_SAVED],
    Local.SAVED: BADGE_WORDS[Badge.SAVED],
    Local.SAVE_FAILED: "Saving failed",
    Local.MISSING: BADGE_WORDS[Badge.FILE_MOVED],
}
_SAID_WORDS = {
    Remote.WAITING: BADGE_WORDS[Badge.WAITING],
    Remote.GENERATING: BADGE_WORDS[Badge.GENERATING],
    Remote.NEEDS_INPUT: BADGE_WORDS[Badge.NEEDS_YOU],
    Remote.DONE: BADGE_WORDS[Badge.FINISHED_NOT_SAVED],
    Remote.FAILED: BADGE_WORDS[Badge.FAILED],
    Remote.BLOCKED: BADGE_WORDS[Badge.BLOCKED],
    Remote.TIMED_OUT: BADGE_WORDS[Badge.FAILED],
    Remote.CANCELLED: BADGE_WORDS[Badge.CANCELLED],
    Remote.NOT_FOUND: "Not found",
    Remote.UNKNOWN: "No status",
}
_FILE_WORDS = {
    FileState.WANTED: "not saved yet",
    FileState.QUEUED: "not saved yet",
    FileState.SAVING: "saving",
    FileState.SAVED: "saved",
    FileState.FAILED: "saving failed",
    FileState.GONE: "gone",
    FileState.MISSING: "moved or deleted",
}
_FLEXIBLE = frozenset({"Title", "Sample", "Now", "Because", "Address", "Trouble"})
"""Headings of columns that may be cut."""


def _facts(record: Json) -> list[tuple[str, object]]:
    badge = BADGE_WORDS[Badge(str(record["badge"]))]
    detail = f". {record['detail']}" if record["detail"] else ""
    return [
        ("Status", f"{badge}{detail}"),
        ("Prompt", record["prompt"]),
        ("Model", record["model"]),
        ("Cost", cost_words(_cost(record["cost"]))),
        ("Number", record["id"]),
        ("Provider", record["provider"]),
        ("Account", record["account"]),
        ("Project", record["project"]),
        ("Task id", record["task_id"]),
        ("Provider says", record["remote_raw"]),
        ("Created", record["created_at"]),
        ("Finished", record["finished_at"]),
        ("Gone at", record["expires_at"]),
    ]


def _cost(record: object) -> Cost:
    told = record if isinstance(record, dict) else {}
    return Cost(told.get("estimated"), told.get("charged"), str(told.get("unit", "credits")))


def _state_words(step: Json) -> str:
    """Return a step of a task's history in the words of the badges: what was held, before that what the provider said."""
    local, remote = Local(str(step["local"])), Remote(str(step["remote"]))
    return _HELD_WORDS.get(local) or _SAID_WORDS[remote]


def _counts(rows: Sequence[Json]) -> str:
    counts = {state: sum(row["state"] == state for row in rows) for state in ("new", "back", "tracked", "unclear")}
    parts = [f"{counts['new']} added"] if counts["new"] or not counts["back"] else []
    parts += [f"{counts['back']} back on the list"] if counts["back"] else []
    parts += [f"{counts['tracked']} already tracked"] if counts["tracked"] else []
    parts += [f"{counts['unclear']} unclear"] if counts["unclear"] else []
    return ", ".join(parts) + "."


def plain(text: str) -> str:
    """Return `text` without what a terminal would obey: providers and prompts don't get to move the cursor."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def title(record: Json, width: int = _TITLE_WIDTH) -> str:
    """Return a task's title for a column, cut to `width`."""
    text = plain(str(record["title"])).replace("\n", " ")
    return text if len(text) <= width else text[: width - 1] + "…"


def tolerate_any_text() -> None:
    """Let a terminal that lacks a character show another in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def forget_output() -> None:
    """Throw away what is still to be printed: whoever read it has gone, and Python would complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _needs_ascii() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"


def _records(data: object) -> list[Json]:
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _cell(text: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(plain(text), style=style)


def _table(headings: Sequence[str], kept: Sequence[int]) -> "Table":
    """Return a table without lines; where it is too wide, its flexible columns share what room there is, `kept` ones don't."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, heading in enumerate(headings):
        ratio = 1 if heading in _FLEXIBLE and number not in kept else None
        table.add_column(
            heading, justify="right" if heading == "#" else "left", no_wrap=True, overflow="ellipsis", ratio=ratio, min_width=1
        )
    return table


def _print(table: "Table") -> None:
    console = _console()
    wanted = console.measure(table, options=console.options.update(width=_PIPE_WIDTH)).maximum
    table.expand = wanted > console.width  # only then rich heeds the ratios
    console.print(table)


def _console(file: IO[str] | None = None) -> "Console":
    """Return a console as wide as the terminal; a pipe has no width, so nothing is cut there."""
    from rich.console import Console

    out = file or sys.stdout
    return Console(file=out, highlight=False, width=None if out.isatty() else _PIPE_WIDTH)
