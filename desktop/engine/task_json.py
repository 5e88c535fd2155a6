"""A task as the command line's `--json` prints it: the one public shape, versioned with the program."""

from collections.abc import Mapping
from datetime import UTC, datetime

from desktop.domain.badge import badge_of, problem_of
from desktop.domain.events import AccountState
from desktop.domain.history import HistoryEntry
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import detail_line, title_of
from desktop.engine.handover_client import Json
from desktop.engine.terminal_words import terminal_words


def iso(at: datetime | None) -> str | None:
    """Return a time as UTC to the second: "2026-11-21T22:19:07Z"."""
    return None if at is None else at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def task_json(task: Task, accounts: Mapping[str, AccountState], now: datetime) -> Json:
    """Return a task's public record. `accounts` has them by their ids."""
    found = problem_of(task)
    state = accounts.get(task.account_id or "")
    said = terminal_words(found, state) if found is not None else None
    action = said.action.value if said is not None and said.action is not None else None
    return {
        "id": task.id,
        "provider": task.ref.provider,
        "account": state.account.handle if state is not None else None,
        "project": task.project,
        "task_id": task.ref.task_id,
        "id_kind": task.ref.id_kind.value,
        "title": title_of(task),
        "badge": badge_of(task).value,
        "remote": task.remote.value,
        "remote_raw": task.remote_raw,
        "local": task.local.value,
        "progress": task.progress,
        "detail": detail_line(task, now),
        "files": [_file_json(file) for file in task.wanted],
        "problem": {"title": said.title, "hint": said.hint, "action": action} if said is not None else None,
        "cost": {"estimated": task.cost.estimated, "charged": task.cost.charged, "unit": task.cost.unit},
        "expires_at": iso(task.expires_at),
        "created_at": iso(task.born_at),
        "finished_at": iso(task.finished_at),
    }


def _file_json(file: ResultFile) -> Json:
    return {"name": file.name, "path": file.path, "bytes": file.size, "sha256": file.sha256, "state": file.state.value}


def history_json(entries: list[HistoryEntry]) -> list[Json]:
    """Return the states a task went through."""
    return [{"at": iso(e.at), "remote": e.remote.value, "remote_raw": e.remote_raw, "local": e.local} for e in entries]


def account_json(state: AccountState) -> Json:
    """Return an account's public record; of its key only where it comes from."""
    account = state.account
    return {
        "id": account.id,
        "handle": account.handle,
        "provider": account.provider,
        "name": account.name,
        "base_url": account.base_url,
        "header": account.header.value,
        "colour": account.colour,
        "allow_http": account.allow_http,
        "key": state.key_source or None,
        "problem": terminal_words(state.problem, state).title if state.problem is not None else None,
    }
