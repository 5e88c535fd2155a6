"""Starting at login: what each system keeps of it, and the entry that Linux desktops read.

The truth is the system's own entry, which the user may change elsewhere too; Outtray keeps no setting of it.
"""

import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from desktop.domain.language import tr
from desktop.storage.atomic import write_out
from desktop.storage.desktop_entry import entry_text, exec_arguments, exec_line, keys_in, text_of, value_of, with_keys
from desktop.storage.trouble import StorageTrouble

HIDDEN: Final = "--hidden"
"""What a start at login says: the window stays out of the way."""

logger = logging.getLogger(__name__)


class LoginTrouble(StorageTrouble):
    """Starting at login can't be read or changed."""


class LoginEntry(Protocol):
    """The system's record that Outtray starts when the user signs in. Every call may block: make it in a thread.

    All raise LoginTrouble.
    """

    def is_on(self) -> bool:
        """Tell whether the system starts Outtray at login."""
        ...

    def put(self, *, on: bool) -> None:
        """Have it started from now on, or no more; of the latter only what is ours is taken away."""
        ...

    def mend(self) -> bool:
        """Let an entry of this profile whose program has moved name this one; return whether that was needed."""
        ...


def not_changed(error: OSError, place: object) -> LoginTrouble:
    """Return the trouble that an entry can't be written."""
    return LoginTrouble(
        tr(
            "Starting when you sign in can't be changed: “{place}” can't be written ({reason}). Check that you may write there.",
            place=place,
            reason=error.strerror or str(error),
        )
    )


def runs(program: str) -> bool:
    """Tell whether there is such a program: a path, or a name on the search path."""
    return shutil.which(program) is not None or ("/" in program and Path(program).is_file())


def is_older(version: str, than: str) -> bool:
    """Tell whether one version is below another; False where either is no version."""
    from desktop.domain.update import version_of

    first, second = version_of(version), version_of(than)
    return first is not None and second is not None and first < second


class XdgAutostart:
    """The file `outtray.desktop` of a folder of autostart entries (freedesktop.org, Desktop Application Autostart 0.5).

    `command` starts Outtray hidden. A file that we did not write is never deleted: its `Hidden` key is set instead. `version` is
    this copy's where one may lie beside others (empty: this copy takes no other's place).
    """

    NAME: Final = "outtray.desktop"
    OURS: Final = "X-Outtray-Login"
    VERSION: Final = "X-Outtray-Version"

    def __init__(self, folder: Path, command: Sequence[str], version: str = "") -> None:
        self._file = folder / self.NAME
        self._command = tuple(command)
        self._version = version

    def is_on(self) -> bool:
        """Tell whether there is an entry that is neither hidden nor disabled."""
        text = self._read()
        return text is not None and _enabled(keys_in(text))

    def put(self, *, on: bool) -> None:
        """Write the entry, or take it away."""
        text = self._read()
        ours = text is None or self.OURS in keys_in(text) or "Exec" not in keys_in(text)
        try:
            if on:
                self._write(self._ours() if ours else with_keys(text or "", {"Hidden": None, _GNOME: None}))
            elif text is not None and ours:
                self._file.unlink(missing_ok=True)
            elif text is not None and _enabled(keys_in(text)):
                self._write(with_keys(text, {"Hidden": "true"}))
        except OSError as error:
            raise not_changed(error, self._file) from error

    def mend(self) -> bool:
        """Name this program where ours names one that isn't there any more, or is an older copy beside this one.

        Whether it is on stays as it is, and so does an entry that starts another profile.
        """
        text = self._read()
        keys = keys_in(text) if text is not None else {}
        if self.OURS not in keys or not self._stands_for(keys):
            return False
        try:
            self._write(with_keys(text or "", self._starts()))
        except OSError as error:
            raise not_changed(error, self._file) from error
        return True

    def _stands_for(self, keys: Mapping[str, str]) -> bool:
        """Tell whether this copy is to take the place of the one that an entry starts."""
        program = text_of(keys.get("TryExec", ""))
        named = exec_arguments(keys.get("Exec", ""))
        if program not in named or tuple(named[named.index(program) + 1 :]) != self._command[1:]:
            return False
        return not runs(program) or is_older(keys.get(self.VERSION, ""), self._version)

    def _starts(self) -> dict[str, str]:
        """Return what starts the program, and has desktops pass over the entry once the program is gone.

        GLib and systemd look for a program with a per cent sign in its name without taking the doubling back; among the arguments
        of another program they do.
        """
        before = ("nice", "-n", "0") if "%" in self._command[0] else ()
        starts = {"TryExec": value_of(self._command[0]), "Exec": exec_line((*before, *self._command))}
        return starts | ({self.VERSION: self._version} if self._version else {})

    def _ours(self) -> str:
        return entry_text(
            {
                "Type": "Application",
                "Version": "1.4",
                "Name": "Outtray",
                "Comment": value_of(tr("Outtray watches your tasks and saves their results.").removesuffix(".")),
                "Icon": "outtray",
                **self._starts(),
                "Terminal": "false",
                "StartupNotify": "false",
                _GNOME: "true",
                self.OURS: "true",
            }
        )

    def _read(self) -> str | None:
        try:
            return self._file.read_text(encoding="utf-8", errors="surrogateescape")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise LoginTrouble(
                tr(
                    "Whether Outtray starts when you sign in can't be read from “{place}” ({reason}).",
                    place=self._file,
                    reason=error.strerror or str(error),
                )
            ) from error

    def _write(self, text: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_out(self._file, text.encode("utf-8", "surrogateescape"))


_GNOME: Final = "X-GNOME-Autostart-enabled"


def _enabled(keys: Mapping[str, str]) -> bool:
    return "Exec" in keys and keys.get("Hidden", "false").lower() != "true" and keys.get(_GNOME, "true").lower() != "false"
