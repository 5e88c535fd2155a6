"""The details of one trouble as text that may be shared: what it is, and what was last said. No prompt, no name, no key."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from desktop import __version__
from desktop.domain.account import Account
from desktop.domain.badge import badge_of
from desktop.domain.history import HistoryEntry
from desktop.domain.problem import Problem
from desktop.domain.problems import words
from desktop.domain.task import Task
from desktop.domain.wording import provider_name
from desktop.engine.doctor.cleaning import Cleaner, this_host, this_user
from desktop.storage.redaction import Redactor

_LAST = 8


def task_details(task: Task, problem: Problem, account: Account | None, history: Sequence[HistoryEntry], now: datetime) -> str:
    """Return the details of a task's problem. The words are the user's; the names of the facts are not translated."""
    wording = words(problem)
    host = urlsplit(account.base_url).hostname if account is not None else task.ref.origin
    lines = [wording.title, wording.hint, ""]
    facts = [
        ("Problem", problem.kind.value),
        ("Provider", f"{provider_name(task.ref.provider)} ({host or '–'})"),
        ("Task id", task.ref.task_id),
        ("Status", f"{badge_of(task).value} (provider: {task.remote_raw or '–'})"),
        ("Last checked", _time(task.checked_at)),
        ("Links end", _time(task.expires_at)),
        ("Outtray", f"{__version__}, {_time(now)}"),
    ]
    lines += [f"{name}: {value}" for name, value in facts]
    lines += [
        f"  {_time(entry.at)}  {entry.remote.value} / {entry.local}  {entry.remote_raw}".rstrip() for entry in history[-_LAST:]
    ]
    names = [account.name] if account is not None and account.name.casefold() != account.provider else []
    private = (task.title, task.prompt, task.text_result, task.project, *(file.name for file in task.files), *names)
    return _shareable("\n".join(lines) + "\n", filter(None, private))


def trouble_details(title: str, sentence: str, now: datetime) -> str:
    """Return the details of a trouble that keeps the program from its work."""
    return _shareable(f"{title}\n{sentence}\nOuttray: {__version__}, {_time(now)}\n")


def _shareable(text: str, private: Iterable[str] = ()) -> str:
    """Return `text` without keys, the user's name and home, and `private` words."""
    home = Path.home()
    cleaner = Cleaner(Redactor(), homes=[home], users=[this_user(), home.name], host=this_host(), private=private)
    return cleaner.text(text)


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z" if at is not None else "–"
