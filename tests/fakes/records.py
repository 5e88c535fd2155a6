"""Short makers of domain records for tests."""

from datetime import UTC, datetime, timedelta

from desktop.domain.report import Part, Report
from desktop.domain.status import FileState, IdKind, MediaKind, Remote
from desktop.domain.task import ResultFile, Task, TaskRef

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    """Return the moment `seconds` after NOW."""
    return NOW + timedelta(seconds=seconds)


def a_task(provider: str = "tripo", task_id: str = "1ec04ced-4b87-44f6-a296-beee80777941", **fields: object) -> Task:
    """Return a task added at NOW that nobody has asked about."""
    ref = TaskRef(provider, "https://api.example", IdKind.TASK_ID, task_id)
    return Task(id=1, ref=ref, account_id="a1", added_at=NOW, **fields)  # type: ignore[arg-type]


def a_file(part: str = "model", state: FileState = FileState.WANTED, **fields: object) -> ResultFile:
    """Return a file of a task."""
    given: dict[str, object] = {"name": f"{part}.glb", "kind": MediaKind.MODEL, "urls": ("https://files.example/x",), **fields}
    return ResultFile(part=part, state=state, **given)  # type: ignore[arg-type]


def a_part(part: str = "model", **fields: object) -> Part:
    """Return a part of a report."""
    given: dict[str, object] = {"name": f"{part}.glb", "kind": MediaKind.MODEL, "urls": ("https://files.example/x",), **fields}
    return Part(part=part, **given)  # type: ignore[arg-type]


def a_report(remote: Remote = Remote.GENERATING, raw: str = "running", **fields: object) -> Report:
    """Return a report on :func:`a_task`."""
    final = remote not in (Remote.WAITING, Remote.GENERATING, Remote.UNKNOWN, Remote.NEEDS_INPUT)
    given: dict[str, object] = {"final": final, **fields}
    return Report(task_id="1ec04ced-4b87-44f6-a296-beee80777941", remote=remote, remote_raw=raw, **given)  # type: ignore[arg-type]
