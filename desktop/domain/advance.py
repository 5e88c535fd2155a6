"""The one writer of a task's state: what was learnt goes in, the task as it is from now on comes out."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from desktop.domain.expiry import expires_at
from desktop.domain.language import words_of
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.report import (
    AccountChange,
    ChoiceChange,
    Event,
    FileChange,
    HoldChange,
    MarkChange,
    NotFound,
    Part,
    PartKept,
    PartsAdded,
    PauseChange,
    ProjectChange,
    Report,
    TaskNote,
    Trouble,
    TroubleOver,
)
from desktop.domain.resume import ResumePoint
from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task
from desktop.domain.wording import day_words, provider_name

MISSES_BEFORE_NOT_FOUND = 3
"""A provider must say "not found" this often in a row before it is believed: new ids answer 404 for a moment."""

LOOK_AGAIN_FOR_FILES = timedelta(minutes=2)
"""How long a finished task that lists no file is looked at again before the user is asked."""

REQUEST_PROBLEMS = frozenset(
    {
        ProblemKind.KEY_REJECTED,
        ProblemKind.NO_KEY,
        ProblemKind.NO_ACCOUNT,
        ProblemKind.KEYRING_LOCKED,
        ProblemKind.NO_KEYRING,
        ProblemKind.NOT_FOUND,
        ProblemKind.OUT_OF_CREDITS,
        ProblemKind.SLOW_DOWN,
        ProblemKind.MAINTENANCE,
        ProblemKind.PROVIDER_TROUBLE,
        ProblemKind.BAD_REPLY,
        ProblemKind.REQUEST_REFUSED,
        ProblemKind.UNREACHABLE,
    }
)
"""Problems of asking: the next good answer ends them."""

_KEPT = frozenset({FileState.SAVED, FileState.MISSING})
_NOTHING_TO_RESUME = frozenset({FileState.SAVED, FileState.GONE})


def needs_request(task: Task) -> bool:
    """Tell whether the provider still has to be asked about `task` for its state or its files."""
    if not task.final:
        return True
    if task.remote is not Remote.DONE:
        return False
    return not task.files and not task.may_lack_files


def needs_file(task: Task) -> bool:
    """Tell whether a file of `task` is still to be saved."""
    return any(f.state in (FileState.WANTED, FileState.QUEUED, FileState.SAVING, FileState.FAILED) for f in task.wanted)


def advance(task: Task, event: Event, now: datetime) -> Task:
    """Return `task` as it is after `event`, learnt at `now` (UTC)."""
    match event:
        case Report():
            return _after_report(task, event, now)
        case NotFound():
            return _after_miss(task, event, now)
        case Trouble():
            return replace(task, problem=event.problem) if needs_request(task) or needs_file(task) else task
        case TroubleOver():
            over = _answered(task)
            return replace(over, misses=0, missed_at=None) if over is not task else task
        case FileChange() | PartKept() | HoldChange() | ChoiceChange() | PartsAdded():
            return replace(task, files=_files_after(task.files, event, now))
        case TaskNote(note):
            return replace(task, notes=tuple(dict.fromkeys((*task.notes, note))))
        case PauseChange():
            return replace(task, paused=event.paused)
        case AccountChange():
            return replace(task, account_id=event.account_id)
        case MarkChange():
            return _marked(task, event)
        case ProjectChange():
            return replace(task, project=event.project)
        case _:
            assert_never(event)


def _marked(task: Task, change: MarkChange) -> Task:
    kept = (tag for tag in (*task.own_tags, *change.add_tags) if tag not in change.drop_tags)
    return replace(
        task,
        starred=task.starred if change.starred is None else change.starred,
        archived=task.archived if change.archived is None else change.archived,
        own_tags=tuple(dict.fromkeys(kept)),
    )


def _files_after(
    files: tuple[ResultFile, ...], event: FileChange | PartKept | HoldChange | ChoiceChange | PartsAdded, now: datetime
) -> tuple[ResultFile, ...]:
    match event:
        case FileChange(part):
            return tuple(_changed(f, event) if f.part == part else f for f in files)
        case PartKept(part, point):
            return tuple(_kept(f, point) if f.part == part else f for f in files)
        case HoldChange(parts, held):
            return tuple(replace(f, held=held) if f.part in parts else f for f in files)
        case ChoiceChange(parts, chosen):
            return tuple(_chosen(f, chosen=chosen) if f.part in parts else f for f in files)
        case PartsAdded(added):
            known = {f.part for f in files}
            return (*files, *(_new_file(part, now) for part in added if part.part not in known))
        case _:
            assert_never(event)


def _answered(task: Task) -> Task:
    """Return `task` without a problem of asking; the same task where it has none."""
    over = task.problem is not None and task.problem.kind in REQUEST_PROBLEMS
    return replace(task, problem=None) if over else task


def _after_report(task: Task, report: Report, now: datetime) -> Task:
    has_results = task.remote is Remote.DONE and (bool(task.files) or task.may_lack_files)
    if has_results and report.remote is not Remote.DONE:
        # Gateways restart and forget, or time out after the fact: what was finished stays finished.
        return replace(_answered(task), remote_raw=report.remote_raw, checked_at=now, misses=0, missed_at=None)
    progress = _progress(task, report)
    changed = (report.remote, report.remote_raw, progress) != (task.remote, task.remote_raw, task.progress)
    first_end = report.final and not task.final
    finished_at = report.finished_at or task.finished_at or (now if first_end else None)
    quiet_since = now if changed or task.quiet_since is None else task.quiet_since
    keep_until = finished_at + report.keep_for if finished_at and report.keep_for else task.retention_ends_at
    merged = replace(
        task,
        remote=report.remote,
        remote_raw=report.remote_raw,
        final=report.final,
        seen=True,
        misses=0,
        missed_at=None,
        checked_at=now,
        quiet_since=quiet_since,
        title=report.title or task.title,
        prompt=report.prompt or task.prompt,
        model=report.model or task.model,
        action=report.action or task.action,
        kind=report.kind or task.kind,
        tags=report.tags or task.tags,
        progress=progress,
        queue_position=report.queue_position,
        seconds_left=report.seconds_left,
        estimated_seconds=report.estimated_seconds or task.estimated_seconds,
        text_result=report.text_result or task.text_result,
        may_lack_files=report.may_lack_files or task.may_lack_files,
        cost=_cost(task.cost, report.cost),
        created_at=report.created_at or task.created_at,
        finished_at=finished_at,
        retention_ends_at=keep_until if report.final else None,
        files=_merge_files(task, report.parts, now) if report.remote is Remote.DONE else task.files,
    )
    return replace(merged, problem=_problem_after(merged, report, now))


def _progress(task: Task, report: Report) -> int | None:
    """Return the progress to show: it never goes back, and reads 100 only when the provider says the task is done."""
    if report.remote is Remote.DONE:
        return 100
    if report.progress is None or report.remote not in (Remote.WAITING, Remote.GENERATING, Remote.UNKNOWN):
        return task.progress
    return min(max(report.progress, task.progress or 0), 99)


def _cost(known: Cost, told: Cost) -> Cost:
    return Cost(
        estimated=told.estimated if told.estimated is not None else known.estimated,
        charged=told.charged if told.charged is not None else known.charged,
        unit=told.unit,
    )


def _merge_files(task: Task, parts: tuple[Part, ...], now: datetime) -> tuple[ResultFile, ...]:
    """Give known files their new links and add new ones; a file once listed is never dropped.

    What was gone with its whole task is wanted again when the task is back. What the file host said is gone stays so: providers
    go on listing deleted files.
    """
    told = {part.part: part for part in parts}
    back = task.remote is Remote.NOT_FOUND
    kept = [_with_links(_wanted_again(f) if back else f, told.pop(f.part), now) if f.part in told else f for f in task.files]
    return (*kept, *(_new_file(part, now) for part in parts if part.part in told))


def _wanted_again(file: ResultFile) -> ResultFile:
    return replace(file, state=FileState.WANTED, problem=None) if file.state is FileState.GONE else file


def _with_links(file: ResultFile, part: Part, now: datetime) -> ResultFile:
    if file.state in _KEPT:
        return replace(file, urls=part.urls or file.urls, links_at=now)
    return replace(
        file,
        urls=part.urls or file.urls,
        text=part.text or file.text,
        links_at=now,
        expires_at=expires_at(part.urls, now, part.lifetime),
    )


def _new_file(part: Part, now: datetime) -> ResultFile:
    return ResultFile(
        part=part.part,
        name=part.name,
        kind=part.kind,
        urls=part.urls,
        text=part.text,
        links_at=now,
        expires_at=expires_at(part.urls, now, part.lifetime),
        made_from=part.made_from,
        chosen=part.chosen,
    )


def _kept(file: ResultFile, point: ResumePoint) -> ResultFile:
    return file if file.state in _NOTHING_TO_RESUME else replace(file, resume=point)


def _chosen(file: ResultFile, *, chosen: bool) -> ResultFile:
    """Return `file` wanted or not: one that is wanted again is tried anew, one that isn't any more forgets its trouble."""
    if file.state in (FileState.SAVED, FileState.MISSING) or file.chosen is chosen:
        return replace(file, chosen=chosen)
    return replace(file, chosen=chosen, state=FileState.WANTED, held=False, problem=None, received=0)


def _problem_after(task: Task, report: Report, now: datetime) -> Problem | None:
    """Return the problem a report leaves a task with; a good report ends every problem of asking."""
    provider = provider_name(task.ref.provider)
    match report.remote:
        case Remote.FAILED:
            charge = words_of("You were not charged (as reported).") if task.cost.charged == 0 else ""
            return problem(
                ProblemKind.GENERATION_FAILED, provider=provider, reason=report.reason, code=report.reason_code, charge=charge
            )
        case Remote.BLOCKED:
            return problem(ProblemKind.REFUSED_BY_RULES, provider=provider, reason=report.reason, code=report.reason_code)
        case Remote.TIMED_OUT:
            return problem(ProblemKind.TIMED_OUT_THERE, provider=provider, word=report.remote_raw)
        case Remote.NEEDS_INPUT:
            return problem(ProblemKind.WAITING_FOR_ANSWER, provider=provider)
        case Remote.UNKNOWN if report.final:
            return problem(ProblemKind.STATE_UNKNOWN_THERE, provider=provider, word=report.remote_raw)
        case Remote.DONE if not task.files and not task.may_lack_files:
            waited = now - (task.quiet_since or now)
            return problem(ProblemKind.NO_FILE_LISTED, provider=provider) if waited >= LOOK_AGAIN_FOR_FILES else None
        case _:
            return None


def _after_miss(task: Task, event: NotFound, now: datetime) -> Task:
    if not needs_request(task) and not needs_file(task):
        return replace(_answered(task), checked_at=now)  # it ended, and all there is of it is here: nothing is missed
    if task.missed_at is not None and 0 <= (now - task.missed_at).total_seconds() < event.apart:
        return replace(task, checked_at=now)
    misses = task.misses + 1
    missed = replace(task, misses=misses, missed_at=now, checked_at=now)
    if misses < MISSES_BEFORE_NOT_FOUND:
        return missed
    provider = provider_name(task.ref.provider)
    if task.seen and task.retention_ends_at is not None and now >= task.retention_ends_at:
        deleted = problem(ProblemKind.DELETED_THERE, provider=provider, date=day_words(task.retention_ends_at))
        files = tuple(f if f.state in _KEPT else replace(f, state=FileState.GONE, problem=deleted) for f in task.files)
        return replace(missed, remote=Remote.NOT_FOUND, final=True, files=files, problem=deleted)
    remote = task.remote if task.remote is Remote.DONE else Remote.NOT_FOUND
    asked_with = "key" if event.same_key else "account"
    trouble = problem(ProblemKind.NOT_FOUND, provider=provider, account=event.account, asked_with=asked_with)
    return replace(missed, remote=remote, problem=trouble)


def _changed(file: ResultFile, change: FileChange) -> ResultFile:
    saved = change.state is FileState.SAVED
    return replace(
        file,
        state=change.state,
        received=change.received if change.received is not None else (file.received if change.state == file.state else 0),
        size=change.size if change.size is not None else file.size,
        path=change.path or file.path,
        sha256=change.sha256 or file.sha256,
        served_sha256=change.served_sha256 or file.served_sha256,
        media_type=change.media_type or file.media_type,
        name=change.name or file.name,
        kind=_kind(file.kind, change.kind),
        problem=None if saved else change.problem,
        attempts=file.attempts + 1 if change.attempt else file.attempts,
        resume=None if change.state in _NOTHING_TO_RESUME else file.resume,
        notes=change.notes if saved and change.path else tuple(dict.fromkeys((*file.notes, *change.notes))),
        width=change.width or file.width,
        height=change.height or file.height,
        seconds=change.seconds or file.seconds,
    )


def _kind(known: MediaKind, told: MediaKind | None) -> MediaKind:
    return known if told is None else told
