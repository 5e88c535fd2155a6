"""Starting at login from within a Flatpak: the desktop is asked for it, who may ask the user.

The portal (flatpak.github.io, XDG Desktop Portal, org.freedesktop.portal.Background) tells nobody what it was asked before and the
entry it writes is out of sight, so its last answer is written down.
"""

import logging
import secrets
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.domain.language import tr
from desktop.storage.atomic import write_out
from desktop.storage.login import LoginTrouble, not_changed

ANSWER_SECONDS = 60.0
"""How long the user may think about the desktop's question."""

_PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_BACKGROUND, _REQUEST = "org.freedesktop.portal.Background", "org.freedesktop.portal.Request"

logger = logging.getLogger(__name__)


class BackgroundPortal:
    """Asks the portal to start `command` at login. `record` is the file in which its last answer stands."""

    def __init__(self, record: Path, command: Sequence[str]) -> None:
        self._record = record
        self._command = list(command)

    def is_on(self) -> bool:
        """Tell what the portal answered last."""
        try:
            return self._record.read_text(encoding="utf-8").strip() == "on"
        except (OSError, ValueError):
            return False

    def put(self, *, on: bool) -> None:
        """Ask for it, or for its end."""
        try:
            granted = self._asked(on=on)
        except Exception as error:
            logger.info("the portal does not start Outtray at login", exc_info=error)
            raise LoginTrouble(
                tr("The desktop did not answer whether it may start Outtray when you sign in. Try again after the next sign-in.")
            ) from error
        try:
            self._record.parent.mkdir(parents=True, exist_ok=True)
            write_out(self._record, b"on\n" if granted else b"off\n")
        except OSError as error:
            raise not_changed(error, self._record) from error
        if on and not granted:
            raise LoginTrouble(
                tr("The desktop does not let Outtray start when you sign in. Allow it in the system's settings for applications.")
            )

    def mend(self) -> bool:
        """Change nothing: in a Flatpak the program never moves."""
        return False

    def _asked(self, *, on: bool) -> bool:
        """Return whether the portal starts Outtray at login from now on. Raises what jeepney does, TimeoutError, and OSError."""
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call  # type: ignore[import-untyped]  # it ships no types
        from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]  # as above
        from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # as above

        token = f"outtray{secrets.token_hex(8)}"
        with closing(open_dbus_connection("SESSION")) as bus:
            handle = f"{_PATH}/request/{bus.unique_name[1:].replace('.', '_')}/{token}"
            rule = MatchRule(type="signal", interface=_REQUEST, member="Response", path=handle)
            Proxy(message_bus, bus).AddMatch(rule)
            call = new_method_call(
                DBusAddress(_PATH, _PORTAL, _BACKGROUND), "RequestBackground", "sa{sv}", ("", self._options(token, on=on))
            )
            with bus.filter(rule) as answers:
                unwrap_msg(bus.send_and_get_reply(call, timeout=ANSWER_SECONDS))
                code, results = bus.recv_until_filtered(answers, timeout=ANSWER_SECONDS).body
        if code != 0 and not on:
            raise OSError(f"the portal answered {code}")  # then it starts as before
        return code == 0 and bool(results.get("autostart", ("b", False))[1])

    def _options(self, token: str, *, on: bool) -> dict[str, tuple[str, Any]]:
        return {
            "handle_token": ("s", token),
            "reason": ("s", tr("Outtray watches your tasks and saves their results.")),
            "autostart": ("b", on),
            "commandline": ("as", self._command),
            "dbus-activatable": ("b", False),
        }
