"""Starting at login on macOS: a launch agent of the user (man launchd.plist).

Whether the user switched it off among the system's login items is kept where no program may look; then it counts as on here.
"""

import plistlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError

from desktop.domain.language import tr
from desktop.storage.atomic import write_out
from desktop.storage.login import LoginTrouble, not_changed, runs

LABEL: Final = "app.outtray.Outtray"

_PASSING: Final = ("/AppTranslocation/", "/Volumes/Outtray")
"""Where a copy runs from that was not installed: macOS lays a download there for one run, or a disk image is open."""


class LaunchAgent:
    """The property list of an agent in `folder`, which launchd reads when the user signs in; `command` starts Outtray hidden."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._file = folder / f"{LABEL}.plist"
        self._command = list(command)

    def is_on(self) -> bool:
        """Tell whether there is an agent that is not disabled."""
        agent = self._read()
        return agent is not None and agent.get("RunAtLoad") is True and agent.get("Disabled") is not True

    def put(self, *, on: bool) -> None:
        """Write the agent, or take it away."""
        if on and any(place in self._command[0] for place in _PASSING):
            raise LoginTrouble(
                tr("Outtray runs from a disk image or a download. Move it to the Applications folder and open it there first.")
            )
        try:
            if on:
                self._write(
                    {
                        "Label": LABEL,
                        "ProgramArguments": self._command,
                        "RunAtLoad": True,
                        "ProcessType": "Interactive",
                        "LimitLoadToSessionType": "Aqua",
                        "AssociatedBundleIdentifiers": [LABEL],
                    }
                )
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise not_changed(error, self._file) from error

    def mend(self) -> bool:
        """Name this program where the agent names one that isn't there any more; one that starts another profile stays."""
        agent = self._read()
        named = agent.get("ProgramArguments") if agent is not None else None
        if agent is None or not isinstance(named, list) or named[1:] != self._command[1:] or runs(str(named[0])):
            return False
        try:
            self._write({**agent, "ProgramArguments": self._command})
        except OSError as error:
            raise not_changed(error, self._file) from error
        return True

    def _read(self) -> dict[str, object] | None:
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LoginTrouble(
                tr(
                    "Whether Outtray starts when you sign in can't be read from “{place}” ({reason}).",
                    place=self._file,
                    reason=error.strerror or str(error),
                )
            ) from error
        except (ValueError, ExpatError):  # what plistlib raises of damage
            return {}
        return agent if isinstance(agent, dict) else {}

    def _write(self, agent: Mapping[str, object]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_out(self._file, plistlib.dumps(agent))
