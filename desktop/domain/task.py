"""The task and its files: the records everything else passes around.

All times are aware datetimes in UTC. A field is None where the provider never said, or not yet.
"""

from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.problem import Problem
from desktop.domain.resume import ResumePoint
from desktop.domain.status import FileState, IdKind, Local, MediaKind, Remote


@dataclass(frozen=True, slots=True)
class TaskRef:
    """A task's identity: the same reference is never tracked twice.

    `origin` is `scheme://host[:port]` of the account's API, or of the provider's default API while no account is known.
    """

    provider: str
    origin: str
    id_kind: IdKind
    task_id: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Credits of a task in the provider's own unit; None means not reported, which is never zero."""

    estimated: float | None = None
    charged: float | None = None
    unit: str = "credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """One file of a task.

    `part` names it within the task for ever ("model", "audio-1"); `urls` are where it can be had, best first, as the
    provider named them at `links_at`. `text` is set instead of `urls` for results that arrive inside the reply (lyrics).
    `expires_at` is when the best link ends, as far as that is known.

    `chosen` tells that the user wants it saved, `held` that its saving is paused. `made_from` names the part that it is cut from
    (a tile of a grid); such a file has no link of its own. `resume` is where an interrupted transfer goes on. `notes` are remarks
    on how it was saved, in sentences. `sha256` is of the file as it is on disk, `served_sha256` of the bytes as they came: they
    differ where tags were written into it. `width` and `height` are in pixels, `seconds` is how long it plays.
    """

    part: str
    name: str
    kind: MediaKind
    urls: tuple[str, ...] = ()
    text: str | None = None
    links_at: datetime | None = None
    expires_at: datetime | None = None
    state: FileState = FileState.WANTED
    path: str | None = None
    size: int | None = None
    received: int = 0
    sha256: str | None = None
    served_sha256: str | None = None
    media_type: str | None = None
    problem: Problem | None = None
    attempts: int = 0
    chosen: bool = True
    held: bool = False
    made_from: str = ""
    resume: ResumePoint | None = None
    notes: tuple[str, ...] = ()
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


_HAD = frozenset({FileState.SAVED, FileState.MISSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task we watch: what the provider last said, and what we hold.

    `id` is our number (0 until stored). `account_id` is None where no account can be asked. `final` tells that the
    provider will not change its mind. `misses` counts "not found" answers in a row, the last at `missed_at`. `seen` tells
    that the provider has ever known the task. `quiet_since` is when the provider last said anything new.
    `text_result` is an answer in words (Midjourney DESCRIBE); `may_lack_files` tells that success without a file is lawful.
    `notes` are remarks on what was done after saving, in sentences. `tags` are the provider's, `own_tags` the user's; `starred` and
    `archived` are the user's marks (an archived task is shown in the archive alone).
    """

    id: int
    ref: TaskRef
    account_id: str | None
    project: str | None = None
    title: str = ""
    prompt: str = ""
    model: str = ""
    action: str = ""
    kind: MediaKind = MediaKind.OTHER
    tags: tuple[str, ...] = ()
    remote: Remote = Remote.WAITING
    remote_raw: str = ""
    final: bool = False
    seen: bool = False
    may_lack_files: bool = False
    progress: int | None = None
    queue_position: int | None = None
    seconds_left: float | None = None
    estimated_seconds: float | None = None
    files: tuple[ResultFile, ...] = ()
    text_result: str | None = None
    cost: Cost = field(default_factory=Cost)
    problem: Problem | None = None
    paused: bool = False
    misses: int = 0
    missed_at: datetime | None = None
    added_at: datetime
    created_at: datetime | None = None
    finished_at: datetime | None = None
    checked_at: datetime | None = None
    quiet_since: datetime | None = None
    retention_ends_at: datetime | None = None
    notes: tuple[str, ...] = ()
    own_tags: tuple[str, ...] = ()
    starred: bool = False
    archived: bool = False

    @property
    def wanted(self) -> tuple[ResultFile, ...]:
        """The files that are, or are to be, saved: all but those the user does not want, and those cut from a file not yet here."""
        saved = {f.part for f in self.files if f.state is FileState.SAVED}
        return tuple(f for f in self.files if f.state in _HAD or (f.chosen and (not f.made_from or f.made_from in saved)))

    @property
    def local(self) -> Local:
        """What we hold, summed over the files."""
        return local_of(self.wanted)

    @property
    def born_at(self) -> datetime:
        """When the task was created at the provider, else when we first heard of it."""
        return self.created_at or self.added_at

    @property
    def expires_at(self) -> datetime | None:
        """When the first unsaved file's link or the provider's keeping ends; None once nothing is left to save."""
        open_files = [f for f in self.wanted if f.state not in (FileState.SAVED, FileState.MISSING, FileState.GONE)]
        if not open_files:
            return None
        ends = [f.expires_at for f in open_files if f.expires_at is not None]
        if self.retention_ends_at is not None:
            ends.append(self.retention_ends_at)
        return min(ends, default=None)


def local_of(files: tuple[ResultFile, ...]) -> Local:
    """Return what we hold of `files`: one state for all of them, trouble and work before rest."""
    states = {f.state for f in files}
    if not states:
        return Local.NONE
    if FileState.MISSING in states:
        return Local.MISSING
    if states == {FileState.SAVED}:
        return Local.SAVED
    if FileState.SAVING in states:
        return Local.SAVING
    if FileState.SAVED in states:
        return Local.SAVING if FileState.QUEUED in states else Local.PARTLY_SAVED
    if states & {FileState.QUEUED, FileState.WANTED}:
        return Local.QUEUED if FileState.QUEUED in states else Local.NONE
    return Local.SAVE_FAILED
