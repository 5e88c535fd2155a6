"""The ways to keep a computer awake: wakepy's for Windows, macOS, GNOME and KDE, and systemd's for other Linux desktops.

Every one of them ends with this process, however that ends.
"""

import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, override

if TYPE_CHECKING:
    from wakepy import DBusAdapter
    from wakepy.core import DBusMethodCall

logger = logging.getLogger(__name__)

NAME = "Outtray"
CALL_SECONDS = 2.0
"""How long a service may take to answer."""

_WHO = ("application_name", "app_id")
_WHY = ("reason_for_inhibit", "reason")

type Release = Callable[[], None]


class NotKeptAwake(Exception):
    """A way of keeping awake that does not work here; the message says why, for the log."""


class SystemInhibitor:
    """Takes the first way that works. A system that has none is told of once, in the log; the others are silent."""

    def __init__(self) -> None:
        self._release: Release | None = None
        self._told = False

    def take(self, reason: str) -> bool:
        """Keep the system from sleeping, idle or asked to; the screen may turn dark. Return whether that worked."""
        self.release()
        faults: list[str] = []
        for way in (_desktop, _logind) if sys.platform.startswith("linux") else (_desktop,):
            try:
                self._release = way(reason)
            except Exception as error:  # noqa: BLE001  # libraries and services of the system: whatever it is, it is logged below
                faults.append(str(error) or type(error).__name__)
            else:
                return True
        if not self._told:
            self._told = True
            logger.info("this computer can't be kept awake: %s", "; ".join(faults))
        return False

    def release(self) -> None:
        """Let the system sleep again."""
        release, self._release = self._release, None
        if release is not None:
            try:
                release()
            except Exception as error:  # noqa: BLE001  # as above; its connection is closed, which releases it too
                logger.info("keeping this computer awake did not end in order: %s", error)


def _desktop(reason: str) -> Release:
    """Keep awake through wakepy (wakepy.readthedocs.io, keep.running). Raises NotKeptAwake."""
    from wakepy import keep

    logging.getLogger("wakepy").setLevel(logging.WARNING)
    opened: list[DBusAdapter] = []
    mode = keep.running(on_fail="pass", dbus_adapter=_named_adapter(reason, opened) if sys.platform.startswith("linux") else None)

    def release() -> None:
        try:
            mode.__exit__(None, None, None)
        finally:
            for adapter in opened:
                adapter.close_connections()

    mode.__enter__()
    if mode.active:
        return release
    release()
    raise NotKeptAwake(", ".join(m.failure_reason for m in mode.result.list_methods() if m.failure_reason) or "no way known")


def _named_adapter(reason: str, opened: "list[DBusAdapter]") -> "type[DBusAdapter]":
    """Return wakepy's way to D-Bus, speaking in our name: desktops show it. Each one made joins `opened`."""
    from wakepy.core import DBusMethodCall
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter

    class NamedAdapter(JeepneyDBusAdapter):
        def __init__(self) -> None:
            super().__init__()
            opened.append(self)

        @override
        def process(self, call: "DBusMethodCall") -> object:
            given = call.get_kwargs() or {}
            ours = {**dict.fromkeys(_WHO, NAME), **dict.fromkeys(_WHY, reason)}
            named = {name: ours.get(name, value) for name, value in given.items()}
            return super().process(DBusMethodCall(call.method, named) if given else call)

        @override
        def close_connections(self) -> None:
            # wakepy's own collects all garbage here, which holds up the window
            while self._connections:
                _, connection = self._connections.popitem()
                with suppress(OSError):
                    self.close_connection(connection)

    return NamedAdapter


def _logind(reason: str) -> Release:
    """Hold an inhibitor lock (freedesktop.org, org.freedesktop.login1, Inhibit): a descriptor that is closed to release it."""
    from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]  # as the next two: it ships no types
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg  # type: ignore[import-untyped]

    address = DBusAddress("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")
    with open_dbus_connection("SYSTEM", enable_fds=True) as bus:
        for what in ("sleep:idle", "idle"):  # who is not at the screen may only have the latter
            call = new_method_call(address, "Inhibit", "ssss", (what, NAME, reason, "block"))
            with suppress(DBusErrorResponse):
                (lock,) = unwrap_msg(bus.send_and_get_reply(call, timeout=CALL_SECONDS))
                release: Release = lock.close
                return release
    raise NotKeptAwake("systemd refuses")
