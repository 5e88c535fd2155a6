"""What can be wrong with the profile's files, each with a sentence for the user."""

import errno
import sqlite3
from pathlib import Path

from desktop.domain.language import tr, words_of

_PRIMARY = 0xFF
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
DAMAGED_IN_USE = words_of("The task list is damaged. Start Outtray again: it restores the newest copy by itself.")
_SENTENCES = {
    sqlite3.SQLITE_FULL: words_of("The disk that holds the task list is full. Make room, then try again."),
    sqlite3.SQLITE_READONLY: words_of(
        "The task list can't be changed: its folder is read-only. Make it writable, then start Outtray again."
    ),
    sqlite3.SQLITE_BUSY: words_of("Another program is using the task list. Close it, then try again."),
    sqlite3.SQLITE_LOCKED: words_of("Another program is using the task list. Close it, then try again."),
    sqlite3.SQLITE_CANTOPEN: words_of("The task list can't be opened. Check that its folder exists and that you may write to it."),
    sqlite3.SQLITE_PERM: words_of("The task list can't be opened. Check that you may write to its folder."),
    sqlite3.SQLITE_IOERR: words_of(
        "The disk that holds the task list doesn't work as it should. Check it, then start Outtray again."
    ),
    sqlite3.SQLITE_CORRUPT: DAMAGED_IN_USE,
    sqlite3.SQLITE_NOTADB: DAMAGED_IN_USE,
}
_OTHER = words_of("The task list can't be read or written. Start Outtray again; if this stays, look into the log.")


class StorageTrouble(Exception):
    """Something of the profile can't be read or written; `sentence` (also the message) says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SettingsTrouble(StorageTrouble):
    """The settings can't be read or written."""


class DatabaseTrouble(StorageTrouble):
    """The task list can't be used now."""


class DatabaseTooNew(DatabaseTrouble):
    """The task list was written by a newer Outtray. Nothing was changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr(
                "The task list in “{parent}” was written by a newer version of Outtray. Nothing was changed. Install "
                "the newer version again, or choose another profile with --profile.",
                parent=path.parent,
            )
        )


class DatabaseClosed(DatabaseTrouble):
    """The task list was asked for something after it was closed."""

    def __init__(self) -> None:
        super().__init__(tr("Outtray is closing. Start it again, then repeat this."))


class Damaged(Exception):
    """The file is no sound database. Never leaves this package: recovery answers it."""


def unusable_folder(folder: Path, number: int | None, reason: str, *, in_window: bool) -> str:
    """Return what is said of a profile's `folder` that can't be used: `number` (of errno) and `reason` are the system's."""
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        hint = tr("Make room on its drive, then try again.")
    elif number == errno.EROFS:
        hint = tr("Make its drive writable, then try again.")
    elif in_window:
        hint = tr("Mend its permissions, or start Outtray with another profile folder.")
    else:
        hint = "Choose another with --profile, or mend its permissions."
    return tr("The profile folder “{folder}” can't be used: {reason}. {hint}", folder=folder, reason=reason, hint=hint)


def reason_of(error: OSError) -> str:
    """Return the system's words for an error, without their full stop."""
    return error.strerror or str(error).rstrip(".")


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether SQLite found the file itself to be wrong, as against the disk, the folder or another program."""
    code = _code(error)
    return code & _PRIMARY in _DAMAGE or code == sqlite3.SQLITE_IOERR_SHORT_READ


def translated(error: sqlite3.Error) -> DatabaseTrouble:
    """Return the trouble in the user's words; the error's own are its cause."""
    trouble = DatabaseTrouble(tr(_SENTENCES.get(_code(error) & _PRIMARY, _OTHER)))
    trouble.__cause__ = error
    return trouble


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0)
