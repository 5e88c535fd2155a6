"""What is learnt of a task: a provider's report, a miss, a refusal, a change of one file.

:func:`desktop.domain.advance.advance` is the only reader that changes a task by them.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.domain.problem import Problem
from desktop.domain.resume import ResumePoint
from desktop.domain.status import FileState, IdKind, MediaKind, Remote
from desktop.domain.task import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One result file as a provider names it, in order of preference of its sources.

    `part` is stable between replies of the same task ("model", "1", "audio-1"). `lifetime` is the provider's rule for how
    long a link lives, counted from the reply (None: no rule known). `text` carries a result that came inside the reply.
    `made_from` names the part that this one is cut from. `chosen` tells that the user wants parts of this kind.
    """

    part: str
    name: str
    kind: MediaKind
    urls: tuple[str, ...] = ()
    text: str | None = None
    lifetime: timedelta | None = None
    made_from: str = ""
    chosen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A provider's answer about one task, in our words.

    `task_id` and `id_kind` say which id was asked about (not which id the reply prints). `None` and empty fields mean "not
    said" and never erase what is known. `progress` is 0 to 100. `reason` and `reason_code` are the provider's own words and
    code for a bad end. `keep_for` is how long the provider keeps the files after the task's end. `raw` is the task's part of the
    reply as decoded JSON.
    """

    task_id: str
    id_kind: IdKind = IdKind.TASK_ID
    remote: Remote
    remote_raw: str
    final: bool
    progress: int | None = None
    title: str = ""
    prompt: str = ""
    model: str = ""
    action: str = ""
    kind: MediaKind | None = None
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    text_result: str | None = None
    may_lack_files: bool = False
    queue_position: int | None = None
    seconds_left: float | None = None
    estimated_seconds: float | None = None
    cost: Cost = field(default_factory=Cost)
    created_at: datetime | None = None
    finished_at: datetime | None = None
    keep_for: timedelta | None = None
    reason: str = ""
    reason_code: str = ""
    raw: object = None


@dataclass(frozen=True, slots=True)
class NotFound:
    """The provider knows no task of this id, or not with this key. Counted when the last one is `apart` seconds old.

    `account` is the name of the account that was asked. `same_key` tells that the provider answers a task's own key alone,
    and no other key of the same account.
    """

    apart: float = 30.0
    account: str = ""
    same_key: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """The task could not be asked about; `problem` says why. It changes nothing else."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class TroubleOver:
    """What stood in the way of asking is gone (a key was given, an account connected)."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file moved on: a new state, and whatever else became known of it (None and empty leave things as they are).

    `notes` are added to those there are; a file that is saved anew keeps these alone.
    """

    part: str
    state: FileState
    received: int | None = None
    size: int | None = None
    path: str | None = None
    sha256: str | None = None
    served_sha256: str | None = None
    media_type: str | None = None
    name: str | None = None
    kind: MediaKind | None = None
    problem: Problem | None = None
    attempt: bool = False
    notes: tuple[str, ...] = ()
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PartKept:
    """So much of a file is on the disk that an interrupted transfer of it can go on."""

    part: str
    point: ResumePoint


@dataclass(frozen=True, slots=True)
class HoldChange:
    """The user paused the saving of some files, or let it go on."""

    parts: frozenset[str]
    held: bool


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """The user wants some files saved, or not; what is saved already stays saved."""

    parts: frozenset[str]
    chosen: bool


@dataclass(frozen=True, slots=True)
class PartsAdded:
    """Files that are made here joined the task (tiles of a grid)."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TaskNote:
    """Something to remark on the task, in a sentence; each is kept once."""

    note: str


@dataclass(frozen=True, slots=True)
class PauseChange:
    """The user paused the task or let it go on."""

    paused: bool


@dataclass(frozen=True, slots=True)
class AccountChange:
    """The task belongs to another account from now on, or to none."""

    account_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChange:
    """The user marked the task: None leaves a mark as it is; tags are added and taken away as they are written."""

    starred: bool | None = None
    archived: bool | None = None
    add_tags: tuple[str, ...] = ()
    drop_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """The user put the task into a project, or into none."""

    project: str | None


type Event = (
    Report
    | NotFound
    | Trouble
    | TroubleOver
    | FileChange
    | PartKept
    | HoldChange
    | ChoiceChange
    | PartsAdded
    | PauseChange
    | AccountChange
    | TaskNote
    | MarkChange
    | ProjectChange
)
"""Everything :func:`~desktop.domain.advance.advance` understands."""
