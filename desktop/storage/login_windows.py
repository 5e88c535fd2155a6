"""Starting at login on Windows: a value among those that the shell runs (learn.microsoft.com, "Run and RunOnce Registry Keys").

Beside it Windows keeps what the user switched off in its settings or in the Task Manager; that counts more than the value.
"""

import subprocess
import sys
from collections.abc import Sequence
from typing import Final, Protocol

from desktop.storage.login import not_changed, runs

RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
VALUE: Final = "Outtray"


class Registry(Protocol):
    """The user's own part of the registry, as far as it is needed here. Its calls raise OSError."""

    def get(self, key: str, name: str) -> object:
        """Return a value; None where there is none."""
        ...

    def put(self, key: str, name: str, text: str) -> None:
        """Set a value to a text."""
        ...

    def drop(self, key: str, name: str) -> None:
        """Take a value away, if there is one."""
        ...


class RunKey:
    """The value "Outtray" in the user's `Run` key; `command` starts Outtray hidden."""

    def __init__(self, command: Sequence[str], registry: Registry) -> None:
        self._line = subprocess.list2cmdline(command)
        self._registry = registry

    def is_on(self) -> bool:
        """Tell whether there is a value that the user has not switched off elsewhere."""
        if not isinstance(self._get(RUN), str):
            return False
        approved = self._get(APPROVED)
        return not (isinstance(approved, bytes) and approved[:1] and approved[0] & 1)  # an odd first byte is what "off" looks like

    def put(self, *, on: bool) -> None:
        """Set the value, or take it away; what was switched off elsewhere is forgotten then."""
        try:
            if on:
                self._registry.put(RUN, VALUE, self._line)
            else:
                self._registry.drop(RUN, VALUE)
            self._registry.drop(APPROVED, VALUE)
        except OSError as error:
            raise not_changed(error, RUN) from error

    def mend(self) -> bool:
        """Name this program where the value names one that isn't there any more; one that starts another profile stays."""
        line = self._get(RUN)
        if not isinstance(line, str) or line == self._line:
            return False
        program, options = _parted(line)
        if options != _parted(self._line)[1] or runs(program):
            return False
        try:
            self._registry.put(RUN, VALUE, self._line)
        except OSError as error:
            raise not_changed(error, RUN) from error
        return True

    def _get(self, key: str) -> object:
        try:
            return self._registry.get(key, VALUE)
        except OSError:
            return None


def _parted(line: str) -> tuple[str, str]:
    """Return the program of a command line (up to the closing quotation mark, else up to a space) and what follows it."""
    program, _, options = line[1:].partition('"') if line.startswith('"') else line.partition(" ")
    return program, options.strip()


if sys.platform == "win32":
    import winreg

    class UserRegistry:
        """The current user's part of the registry."""

        def get(self, key: str, name: str) -> object:
            """Return a value; None where there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    return winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None

        def put(self, key: str, name: str, text: str) -> None:
            """Set a value to a text."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def drop(self, key: str, name: str) -> None:
            """Take a value away, if there is one."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return
