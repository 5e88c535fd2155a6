"""The words of state, decided once: what a provider says, what we hold, and the one badge shown for both."""

from enum import StrEnum

from desktop.domain.language import words_of


class Remote(StrEnum):
    """What the provider says of a task, in our words."""

    WAITING = "waiting"
    GENERATING = "generating"
    DONE = "done"
    FAILED = "failed"
    BLOCKED = "blocked"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    NEEDS_INPUT = "needs_input"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"


class Local(StrEnum):
    """What we hold of a task's results."""

    NONE = "none"
    QUEUED = "queued"
    SAVING = "saving"
    SAVED = "saved"
    PARTLY_SAVED = "partly_saved"
    SAVE_FAILED = "save_failed"
    MISSING = "missing"


class FileState(StrEnum):
    """Where one file of a task stands."""

    WANTED = "wanted"
    QUEUED = "queued"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"
    GONE = "gone"
    MISSING = "missing"


class Badge(StrEnum):
    """The one status shown for a task; derived from both axes by :func:`desktop.domain.badge.badge_of`."""

    FILE_MOVED = "file_moved"
    SAVING = "saving"
    SAVED = "saved"
    NEEDS_YOU = "needs_you"
    PARTLY_SAVED = "partly_saved"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"
    FINISHED_NOT_SAVED = "finished_not_saved"
    GENERATING = "generating"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    PAUSED = "paused"


class MediaKind(StrEnum):
    """What a file is to a designer."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    MODEL = "model"
    TEXT = "text"
    OTHER = "other"


class IdKind(StrEnum):
    """Which of a provider's identifiers an id is. Only ByteSpike has the second (docs.bytespike.ai, tasks-query)."""

    TASK_ID = "task_id"
    OUT_TASK_ID = "out_task_id"


BADGE_WORDS: dict[Badge, str] = {
    Badge.FILE_MOVED: words_of("File moved"),
    Badge.SAVING: words_of("Saving"),
    Badge.SAVED: words_of("Saved"),
    Badge.NEEDS_YOU: words_of("Needs you"),
    Badge.PARTLY_SAVED: words_of("Partly saved"),
    Badge.GONE: words_of("Gone"),
    Badge.BLOCKED: words_of("Blocked"),
    Badge.FAILED: words_of("Failed"),
    Badge.FINISHED_NOT_SAVED: words_of("Finished, not saved"),
    Badge.GENERATING: words_of("Generating"),
    Badge.WAITING: words_of("Waiting"),
    Badge.CANCELLED: words_of("Cancelled"),
    Badge.PAUSED: words_of("Paused"),
}
"""The word each badge shows."""
