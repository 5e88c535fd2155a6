"""A watch on the terminal: a bar for each task under way, a lasting line for each that came to an end."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from desktop.domain.badge import GOOD_ENDS, SETTLED
from desktop.domain.status import BADGE_WORDS, Badge
from desktop.domain.wording import gone_in, so_far
from desktop.terminal import BADGE_STYLES, Json, plain, title

if TYPE_CHECKING:
    from desktop.terminal import Terminal

_UNDER_WAY = ("wanted", "queued", "saving")
_ORDER = (Badge.SAVING, Badge.FINISHED_NOT_SAVED, Badge.GENERATING, Badge.WAITING)
_WORD_WIDTH = max(map(len, BADGE_WORDS.values()))
_MOST_WIDTH = 140
_NUMBER_WIDTH = 3
_MOST_NAMED = 10
_HOLDING = (Badge.SAVED, Badge.PARTLY_SAVED)
_BAR_WIDTH = 24


class Bars:
    """The moving part of the screen: what is under way, as many as fit, and a line that counts all."""

    def __init__(self, tasks: dict[int, Json]) -> None:
        self.tasks = tasks
        self.console = Console(stderr=True, highlight=False)
        self.live = Live(console=self.console, refresh_per_second=8, get_renderable=self._picture, transient=True)

    def __enter__(self) -> "Bars":
        self.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.live.stop()

    def lasting(self, record: Json) -> None:
        """Print a line that stays: a task has come to an end."""
        line = Text.assemble(_number(record), "  ", _word(record), "  ", title(record), "  ", (plain(str(record["detail"])), "dim"))
        self.console.print(line, no_wrap=True, overflow="ellipsis")

    def _picture(self) -> RenderableType:
        open_ = [record for record in self.tasks.values() if not is_over(record)]
        open_.sort(key=lambda record: (_ORDER.index(_badge(record)) if _badge(record) in _ORDER else len(_ORDER), record["id"]))
        room = max(1, self.console.height - 3)
        more = len(open_) - room
        lines = [self._rows(open_[:room])] if open_ else []
        rest = Text(f"and {more} more", style="dim") if more > 0 else Text("")
        return Group(*lines, *([rest] if more > 0 else []), Text(totals(self.tasks), style="dim"))

    def _rows(self, records: list[Json]) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.width = min(self.console.width, _MOST_WIDTH)
        table.add_column(min_width=_NUMBER_WIDTH, justify="right", no_wrap=True)
        table.add_column(width=_WORD_WIDTH, no_wrap=True)
        table.add_column(ratio=3, no_wrap=True, overflow="ellipsis")
        table.add_column(width=_BAR_WIDTH)
        table.add_column(ratio=2, no_wrap=True, overflow="ellipsis")
        for record in records:
            bar = ProgressBar(total=100, completed=_percent(record), width=_BAR_WIDTH)
            table.add_row(str(record["id"]), _word(record), title(record), bar, plain(_detail(record)))
        return table


def bars() -> Bars:
    """Return bars without tasks."""
    return Bars({})


class Watching:
    """The running picture of a watch."""

    def __init__(self, terminal: "Terminal", screen: Bars | None, *, json_output: bool) -> None:
        self._terminal = terminal
        self._screen = screen
        self._json = json_output
        self._told_paths: set[str] = set()
        self._tasks: dict[int, Json] = screen.tasks if screen is not None else {}

    def told(self, line: Json) -> None:
        """Take in one answer line."""
        if "say" in line:
            self._terminal.say(str(line["say"]))
            return
        if self._json:
            self._terminal.line(line)
        record = line.get("task")
        if isinstance(record, dict):
            before = self._tasks.get(int(record["id"]))
            self._tasks[int(record["id"])] = record
            if not self._json:
                self._show(before, record)
        elif line.get("event") == "removed":
            self._tasks.pop(int(str(line["id"])), None)

    def _show(self, before: Json | None, record: Json) -> None:
        """Print what is new: on a terminal each end, elsewhere each change of state. What had ended before is not told."""
        if before is None and is_over(record):
            return
        if _badge(record) in _HOLDING and before is not None:
            self._told_paths.update(saved_paths(record))
        changed = before is None or _badge(before) is not _badge(record)
        if self._screen is not None:
            if is_over(record) and changed:
                self._screen.lasting(record)
        elif changed:
            self._terminal.say(
                f"{_number(record)}  {BADGE_WORDS[_badge(record)]:<{_WORD_WIDTH}}  {title(record)}  {record['detail']}"
            )

    def outcome(self) -> int:
        """Return the exit code at the deadline: 3 where a task is not settled, else as at any other end."""
        if not all(map(is_over, self._tasks.values())):
            return 3
        return 0 if all(_badge(record) in GOOD_ENDS for record in self._tasks.values()) else 1

    def end(self, code: int) -> int:
        """Say how the watch ended; return `code`."""
        if self._json:
            self._terminal.line({"event": "end", "exit": code})
            return code
        if self._screen is not None:
            self._screen.live.stop()
        if self._told_paths:
            self._terminal.say(f"Saved to “{_folder_of(self._told_paths)}”.")
        for sentence in _needs(self._tasks.values()):
            self._terminal.say(sentence)
        self._terminal.say(f"{totals(self._tasks) or 'Nothing to watch'}.")
        return code


def saved_paths(record: Json) -> list[str]:
    """Return where the saved files of a task are."""
    files = record["files"] if isinstance(record["files"], list) else []
    return [str(f["path"]) for f in files if f["state"] == "saved" and f["path"]]


def _needs(records: Iterable[Json]) -> list[str]:
    """Return what the user has to do, one sentence for all tasks that need the same."""
    waiting: dict[str, list[Json]] = {}
    for record in records:
        if _badge(record) is Badge.NEEDS_YOU:
            said = record["problem"] if isinstance(record["problem"], dict) else {"title": record["detail"], "hint": ""}
            waiting.setdefault(f"{said['title']} {said['hint']}".strip(), []).append(record)
    return [f"Needs you: {_names(tasks)}. {sentence}" for sentence, tasks in waiting.items()]


def _names(records: Sequence[Json]) -> str:
    """Return tasks by their numbers, a single one by its title too."""
    if len(records) == 1:
        return f"task {records[0]['id']}, “{title(records[0])}”"
    more = f" and {len(records) - _MOST_NAMED} more" if len(records) > _MOST_NAMED else ""
    return f"tasks {', '.join(str(record['id']) for record in records[:_MOST_NAMED])}{more}"


def _folder_of(paths: Collection[str]) -> str:
    """Return the folder that holds all of `paths`; the first one's where they have none in common."""
    folders = sorted({os.path.dirname(path) for path in paths})  # noqa: PTH120  # of texts: nothing is looked at
    try:
        return os.path.commonpath(folders)
    except ValueError:  # two drives
        return folders[0]


def is_over(record: Json) -> bool:
    """Tell whether nothing more happens to a task by itself."""
    badge = _badge(record)
    files = record["files"] if isinstance(record["files"], list) else []
    return badge in SETTLED or (badge is Badge.PARTLY_SAVED and not any(f["state"] in _UNDER_WAY for f in files))


def totals(tasks: dict[int, Json]) -> str:
    """Return how many tasks have which badge: "3 generating, 12 saved"."""
    counts = Counter(map(_badge, tasks.values()))
    return ", ".join(f"{counts[badge]} {BADGE_WORDS[badge].lower()}" for badge in Badge if counts[badge])


def _badge(record: Json) -> Badge:
    return Badge(str(record["badge"]))


def _number(record: Json) -> str:
    return f"{record['id']!s:>{_NUMBER_WIDTH}}"


def _word(record: Json) -> Text:
    badge = _badge(record)
    return Text(f"{BADGE_WORDS[badge]:<{_WORD_WIDTH}}", style=BADGE_STYLES.get(badge, ""))


def _detail(record: Json) -> str:
    """Return a task's line as it is now: what counts seconds goes on counting between two answers."""
    now = datetime.now(UTC)
    if _badge(record) is Badge.GENERATING and not record["progress"] and isinstance(record["created_at"], str):
        return so_far((now - datetime.fromisoformat(record["created_at"])).total_seconds())
    if _badge(record) is Badge.FINISHED_NOT_SAVED and record["problem"] is None and isinstance(record["expires_at"], str):
        return gone_in((datetime.fromisoformat(record["expires_at"]) - now).total_seconds())
    return str(record["detail"])


def _percent(record: Json) -> float:
    """Return how full the bar of a task is: the first half for generating, the second for saving."""
    files = record["files"] if isinstance(record["files"], list) else []
    if record["remote"] != "done" or not files:
        return float(str(record["progress"] or 0)) / 2
    saved = sum(1 for file in files if file["state"] == "saved")
    return 50 + 50 * saved / len(files)
