"""What the command line prints: sentences, tables, progress bars on a terminal, JSON for scripts."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from desktop.domain.status import BADGE_WORDS, Badge
from desktop.domain.wording import short_id, size_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

type Json = dict[str, object]

_STYLES = {
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
_GROWING = frozenset({Badge.GENERATING, Badge.SAVING})


class Terminal:
    """Prints answers: data to standard output, remarks to standard error."""

    def __init__(self, *, json_output: bool) -> None:
        self._json = json_output

    def say(self, sentence: str) -> None:
        """Print a remark."""
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201  # printing is this module's purpose

    def confirm(self, question: str) -> bool:
        """Ask on the terminal; only "y" or "yes" agrees."""
        return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")

    def line(self, record: object) -> None:
        """Print one JSON line."""
        print(json.dumps(record, ensure_ascii=False), flush=True)  # noqa: T201

    def nothing(self, data: object) -> None:
        """Print data only where JSON was asked for."""
        if self._json:
            self._dump(data)

    def _dump(self, data: object) -> None:
        print(json.dumps(data, ensure_ascii=False, indent=2), flush=True)  # noqa: T201

    def added(self, data: object) -> None:
        """Print what became of each id."""
        if self._json:
            self._dump(data)
            return
        rows = _records(data)
        for row in rows:
            account = row.get("account") or row.get("provider") or "?"
            number = f"{row['id']:>4}" if row.get("id") else "   –"
            print(f"{number}  {row['state']:<8} {account!s:<22} {row['task_id']}  because {row['reason']}")  # noqa: T201
        counts = {state: sum(row["state"] == state for row in rows) for state in ("new", "tracked", "unclear")}
        parts = [f"{counts['new']} added"]
        parts += [f"{counts['tracked']} already tracked"] if counts["tracked"] else []
        parts += [f"{counts['unclear']} unclear (say whose they are with --account)"] if counts["unclear"] else []
        if rows:
            self.say(", ".join(parts) + ".")

    def tasks(self, data: object) -> None:
        """Print tasks as a table."""
        if self._json:
            self._dump(data)
            return
        rows = _records(data)
        if not rows:
            self.say("No tasks here. Add some with: outtray add ID")
            return
        _console().print(task_table(rows))

    def task(self, data: object) -> None:
        """Print one task with its files and history."""
        if self._json:
            self._dump(data)
            return
        from rich.markup import escape

        record = data if isinstance(data, dict) else {}
        console = _console()
        console.print(f"[bold]{escape(str(record['title']))}[/]")
        badge = BADGE_WORDS[Badge(str(record["badge"]))]
        facts = {
            "Status": f"{badge}. {record['detail']}",
            "Number": record["id"],
            "Provider": record["provider"],
            "Account": record["account"],
            "Task id": record["task_id"],
            "Provider says": record["remote_raw"],
            "Created": record["created_at"],
            "Finished": record["finished_at"],
            "Gone at": record["expires_at"],
        }
        for name, value in facts.items():
            if value is not None and value != "":
                console.print(f"  {name:<14} {escape(str(value))}", highlight=False)
        for file in _records(record["files"]):
            size = size_words(_whole(file["bytes"]))
            where = file["path"] or file["state"]
            console.print(
                f"  File           {escape(str(file['name']))}  {size}  {escape(str(where))}", highlight=False, soft_wrap=True
            )
        problem = record["problem"]
        if isinstance(problem, dict):
            console.print(f"  [yellow]{escape(str(problem['title']))}[/] {escape(str(problem['hint']))}", highlight=False)

    def accounts(self, data: object) -> None:
        """Print the accounts as a table."""
        if self._json:
            self._dump(data)
            return
        from rich.markup import escape
        from rich.table import Table

        rows = _records(data)
        if not rows:
            self.say("No account yet. Connect one with: outtray account add PROVIDER NAME")
            return
        table = Table("Account", "Address", "Key", "State", box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(escape(str(row[name] or "–")) for name in ("handle", "base_url", "key", "problem")))
        _console().print(table)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a plain table; long first columns are cut to the terminal."""
        from rich.table import Table

        table = Table(box=None, pad_edge=False)
        for number, heading in enumerate(headings):
            table.add_column(heading, no_wrap=True, overflow="ellipsis", ratio=1 if number == 0 else None)
        for row in rows:
            table.add_row(*map(_escaped, row))
        _console().print(table)

    @contextmanager
    def watching(self) -> Iterator["Watching"]:
        """Show a watch: JSON lines, progress bars on a terminal, else one line for each change of state."""
        if self._json or not sys.stderr.isatty():
            yield Watching(self, None, json_output=self._json)
            return
        with _progress() as progress:
            yield Watching(self, progress, json_output=False)


class Watching:
    """The running picture of a watch."""

    def __init__(self, terminal: Terminal, progress: "Progress | None", *, json_output: bool) -> None:
        self._terminal = terminal
        self._progress = progress
        self._json = json_output
        self._tasks: dict[int, Json] = {}
        self._bars: dict[int, TaskID] = {}
        self._said: dict[int, object] = {}

    def told(self, line: Json) -> None:
        """Take in one answer line."""
        if "say" in line:
            self._terminal.say(str(line["say"]))
            return
        if self._json:
            self._terminal.line(line)
        record = line.get("task")
        if isinstance(record, dict):
            self._tasks[int(record["id"])] = record
            self._draw(record)
        elif line.get("event") == "removed":
            self._tasks.pop(int(str(line["id"])), None)

    def _draw(self, record: Json) -> None:
        badge = Badge(str(record["badge"]))
        if self._progress is not None:
            self._bar(self._progress, record, badge)
        elif not self._json and self._said.get(int(str(record["id"]))) != badge:
            self._said[int(str(record["id"]))] = badge
            self._terminal.say(f"{BADGE_WORDS[badge]:<20} {_title(record)}  {record['detail']}")

    def _bar(self, progress: "Progress", record: Json, badge: Badge) -> None:
        number = int(str(record["id"]))
        if number not in self._bars:
            self._bars[number] = progress.add_task("", total=100)
        done = 100.0 if badge is Badge.SAVED else _percent(record, badge)
        style = _STYLES.get(badge, "white")
        description = f"[{style}]{BADGE_WORDS[badge]:<20}[/] {_escaped(_title(record))}"
        progress.update(self._bars[number], completed=done, description=description, detail=_escaped(str(record["detail"])[:40]))

    def end(self, code: int) -> int:
        """Say how the watch ended; return `code`."""
        if self._json:
            self._terminal.line({"event": "end", "exit": code})
            return code
        if self._progress is not None:
            self._progress.refresh()
        counts: dict[Badge, int] = {}
        for record in self._tasks.values():
            badge = Badge(str(record["badge"]))
            counts[badge] = counts.get(badge, 0) + 1
        total = ", ".join(f"{count} {BADGE_WORDS[badge].lower()}" for badge, count in counts.items())
        self._terminal.say(f"{total or 'Nothing to watch'}.")
        return code


def task_table(rows: list[Json]) -> object:
    """Return a table of tasks for a rich console."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("Status", no_wrap=True)
    table.add_column("Title", ratio=2, overflow="ellipsis", no_wrap=True)
    table.add_column("Account", overflow="ellipsis", no_wrap=True)
    table.add_column("", ratio=1, overflow="ellipsis", no_wrap=True)
    for row in rows:
        badge = Badge(str(row["badge"]))
        word = f"[{_STYLES.get(badge, 'white')}]{BADGE_WORDS[badge]}[/]"
        owner = str(row["account"] or row["provider"])
        table.add_row(str(row["id"]), word, _escaped(_title(row)), _escaped(owner), _escaped(str(row["detail"])))
    return table


def _title(record: Json) -> str:
    title = str(record["title"])
    text = short_id(title) if title == record["task_id"] else title
    return text if len(text) <= 44 else text[:43] + "…"


def _percent(record: Json, badge: Badge) -> float:
    """Return how full the bar of a task is: half for generating, half for saving."""
    if badge is Badge.GENERATING:
        return float(str(record["progress"] or 0)) / 2
    files = _records(record["files"])
    if record["remote"] != "done" or not files:
        return 0.0
    return 50 + 50 * sum(file["state"] == "saved" for file in files) / len(files)


def _records(data: object) -> list[Json]:
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _console(file: IO[str] | None = None) -> "Console":
    from rich.console import Console

    return Console(file=file or sys.stdout, highlight=False)


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", table_column=None),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[detail]}"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True, highlight=False), refresh_per_second=8)
