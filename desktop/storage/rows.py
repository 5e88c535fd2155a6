"""Tasks and files as rows: which column holds which field, both ways."""

from sqlite3 import Row
from typing import Final

from desktop.domain.badge import badge_of
from desktop.domain.status import Badge, FileState, IdKind, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task, TaskRef
from desktop.storage.values import (
    Cell,
    micros,
    moment,
    moment_or_none,
    plain,
    plain_or_none,
    problem_back,
    problem_text,
    resume_back,
    resume_text,
    texts,
    texts_back,
    whole,
)

STATUS_ORDER: Final = (
    Badge.NEEDS_YOU,
    Badge.FILE_MOVED,
    Badge.FINISHED_NOT_SAVED,
    Badge.PARTLY_SAVED,
    Badge.FAILED,
    Badge.BLOCKED,
    Badge.GONE,
    Badge.SAVING,
    Badge.GENERATING,
    Badge.WAITING,
    Badge.PAUSED,
    Badge.CANCELLED,
    Badge.SAVED,
)
"""The order of the list by status: what asks for attention first, what is done last."""

_RANKS: Final = {badge: rank for rank, badge in enumerate(STATUS_ORDER)}
_AT_REST: Final = frozenset({FileState.SAVED, FileState.GONE, FileState.MISSING})
_SORTED_LENGTH: Final = 80


def ref_cells(ref: TaskRef) -> tuple[str, str, str, str]:
    """Return a reference as `provider, origin, id_kind, task_id`."""
    return plain(ref.provider), plain(ref.origin), ref.id_kind.value, plain(ref.task_id)


def at_rest(task: Task) -> bool:
    """Tell whether a watcher may forget `task`: the provider is done with it, and no file can still be had."""
    if not task.final or any(f.state not in _AT_REST for f in task.wanted):
        return False
    return bool(task.files) or task.remote is not Remote.DONE or task.may_lack_files


def task_cells(task: Task) -> dict[str, Cell]:
    """Return every column of `task` but its id, those that only serve lists included."""
    provider, origin, id_kind, task_id = ref_cells(task.ref)
    badge = badge_of(task)
    return {
        "provider": provider,
        "origin": origin,
        "id_kind": id_kind,
        "task_id": task_id,
        "account_id": plain_or_none(task.account_id),
        "project": plain_or_none(task.project),
        "title": plain(task.title),
        "prompt": plain(task.prompt),
        "model": plain(task.model),
        "action": plain(task.action),
        "kind": task.kind.value,
        "tags": texts(task.tags),
        "remote": task.remote.value,
        "remote_raw": plain(task.remote_raw),
        "final": int(task.final),
        "seen": int(task.seen),
        "may_lack_files": int(task.may_lack_files),
        "progress": whole(task.progress),
        "queue_position": whole(task.queue_position),
        "seconds_left": task.seconds_left,
        "estimated_seconds": task.estimated_seconds,
        "text_result": plain_or_none(task.text_result),
        "cost_estimated": task.cost.estimated,
        "cost_charged": task.cost.charged,
        "cost_unit": plain(task.cost.unit),
        "problem": problem_text(task.problem),
        "paused": int(task.paused),
        "misses": whole(task.misses),
        "missed_at": micros(task.missed_at),
        "added_at": micros(task.added_at),
        "created_at": micros(task.created_at),
        "finished_at": micros(task.finished_at),
        "checked_at": micros(task.checked_at),
        "quiet_since": micros(task.quiet_since),
        "retention_ends_at": micros(task.retention_ends_at),
        "notes": texts(tuple(map(plain, task.notes))),
        "own_tags": texts(tuple(map(plain, task.own_tags))),
        "starred": int(task.starred),
        "archived": int(task.archived),
        "saved_bytes": whole(sum(f.size or 0 for f in task.files if f.state is FileState.SAVED) or None),
        "cost": task.cost.estimated if task.cost.charged is None else task.cost.charged,
        "badge": badge.value,
        "local": task.local.value,
        "status_rank": _RANKS[badge],
        "sort_title": plain(task.title or task.prompt or task.ref.task_id).casefold().strip()[:_SORTED_LENGTH],
        "born_at": micros(task.born_at),
        "expires_at": micros(task.expires_at),
        "at_rest": int(at_rest(task)),
    }


def task_of(row: Row, files: tuple[ResultFile, ...]) -> Task:
    """Return the task of a row of `task` and its files."""
    return Task(
        id=row["id"],
        ref=TaskRef(row["provider"], row["origin"], IdKind(row["id_kind"]), row["task_id"]),
        account_id=row["account_id"],
        project=row["project"],
        title=row["title"],
        prompt=row["prompt"],
        model=row["model"],
        action=row["action"],
        kind=MediaKind(row["kind"]),
        tags=texts_back(row["tags"]),
        remote=Remote(row["remote"]),
        remote_raw=row["remote_raw"],
        final=bool(row["final"]),
        seen=bool(row["seen"]),
        may_lack_files=bool(row["may_lack_files"]),
        progress=row["progress"],
        queue_position=row["queue_position"],
        seconds_left=row["seconds_left"],
        estimated_seconds=row["estimated_seconds"],
        files=files,
        text_result=row["text_result"],
        cost=Cost(row["cost_estimated"], row["cost_charged"], row["cost_unit"]),
        problem=problem_back(row["problem"]),
        paused=bool(row["paused"]),
        misses=row["misses"],
        missed_at=moment_or_none(row["missed_at"]),
        added_at=moment(row["added_at"]),
        created_at=moment_or_none(row["created_at"]),
        finished_at=moment_or_none(row["finished_at"]),
        checked_at=moment_or_none(row["checked_at"]),
        quiet_since=moment_or_none(row["quiet_since"]),
        retention_ends_at=moment_or_none(row["retention_ends_at"]),
        notes=texts_back(row["notes"]),
        own_tags=texts_back(row["own_tags"]),
        starred=bool(row["starred"]),
        archived=bool(row["archived"]),
    )


FILE_COLUMNS: Final = (
    "task_id",
    "position",
    "part",
    "name",
    "kind",
    "urls",
    "text",
    "links_at",
    "expires_at",
    "state",
    "path",
    "size",
    "sha256",
    "media_type",
    "problem",
    "attempts",
    "chosen",
    "held",
    "made_from",
    "resume",
    "notes",
    "served_sha256",
    "width",
    "height",
    "seconds",
)
"""The columns of a file, in the order of :func:`file_cells`."""


def file_cells(task_id: int, position: int, file: ResultFile) -> tuple[Cell, ...]:
    """Return a file as a row. The bytes received are left out: they change too often, and the `.part` file knows them."""
    return (
        task_id,
        position,
        plain(file.part),
        plain(file.name),
        file.kind.value,
        texts(file.urls),
        plain_or_none(file.text),
        micros(file.links_at),
        micros(file.expires_at),
        file.state.value,
        plain_or_none(file.path),
        whole(file.size),
        file.sha256,
        plain_or_none(file.media_type),
        problem_text(file.problem),
        whole(file.attempts),
        int(file.chosen),
        int(file.held),
        plain(file.made_from),
        resume_text(file.resume),
        texts(tuple(map(plain, file.notes))),
        file.served_sha256,
        whole(file.width),
        whole(file.height),
        file.seconds,
    )


def file_of(row: Row) -> ResultFile:
    """Return the file of a row of `file`."""
    return ResultFile(
        part=row["part"],
        name=row["name"],
        kind=MediaKind(row["kind"]),
        urls=texts_back(row["urls"]),
        text=row["text"],
        links_at=moment_or_none(row["links_at"]),
        expires_at=moment_or_none(row["expires_at"]),
        state=FileState(row["state"]),
        path=row["path"],
        size=row["size"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        problem=problem_back(row["problem"]),
        attempts=row["attempts"],
        chosen=bool(row["chosen"]),
        held=bool(row["held"]),
        made_from=row["made_from"],
        resume=resume_back(row["resume"]),
        notes=texts_back(row["notes"]),
        served_sha256=row["served_sha256"],
        width=row["width"],
        height=row["height"],
        seconds=row["seconds"],
    )
