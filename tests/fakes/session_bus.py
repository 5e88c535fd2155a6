"""A session bus of its own, and the desktop's services on it as far as tests need them."""

import asyncio
import contextlib
import itertools
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, override

from jeepney import (  # type: ignore[import-untyped]  # as the next one: it ships no types
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, Proxy, open_dbus_connection  # type: ignore[import-untyped]

NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"


@contextlib.contextmanager
def session_bus(folder: Path) -> Iterator[str]:
    """Start a bus without services; yield its address. It ends with the block."""
    config = folder / "bus.conf"
    config.write_text(
        "<!DOCTYPE busconfig PUBLIC '-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN' "
        "'http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd'>"
        f"<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><policy context='default'>"
        "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"
    )
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        try:
            assert bus.stdout is not None
            yield bus.stdout.readline().strip().split(",")[0]
        finally:
            bus.terminate()
            bus.wait()


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification as the service was asked to show it."""

    number: int
    title: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, Any]
    program: str
    icon: str


class Service:
    """A service that owns a name on the bus in the environment and answers what it is asked."""

    name = ""

    async def start(self) -> None:
        """Take the name and answer from now on."""
        self._bus: DBusConnection = await open_dbus_connection("SESSION")
        async with DBusRouter(self._bus) as router:
            await Proxy(message_bus, router).RequestName(self.name)
        self._serving = asyncio.create_task(self._serve(), name=self.name)

    async def stop(self) -> None:
        """Let go of the name."""
        self._serving.cancel()
        await asyncio.wait([self._serving])
        await self._bus.close()

    async def _serve(self) -> None:
        while True:
            message = await self._bus.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            fields = message.header.fields
            answer = self.answer(fields[HeaderFields.member], message.body, fields.get(HeaderFields.sender, ""))
            if answer is None:
                await self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            else:
                await self._bus.send(new_method_return(message, *answer))
            await self.after(fields[HeaderFields.member])

    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        """Return a reply's signature and body; None for a method that there is not."""
        raise AssertionError(f"{member} {body} {sender}")

    async def after(self, member: str) -> None:
        """Do what follows the answer."""

    async def send(self, message: Any) -> None:
        """Send a message of one's own."""
        await self._bus.send(message)

    async def emit(self, path: str, interface: str, member: str, signature: str, *body: object) -> None:
        """Emit a signal."""
        address = DBusAddress(path, self.name, interface)
        await self._bus.send(new_signal(address, member, signature, body))


class NotificationService(Service):
    """Keeps what it is asked to show. `features` are its capabilities; `closed` the numbers it was asked to close."""

    name = NOTIFICATIONS

    def __init__(self, features: tuple[str, ...] = ("actions", "body", "body-markup")) -> None:
        self.features = features
        self.shown: list[Shown] = []
        self.closed: list[int] = []
        self._numbers = itertools.count(41)

    @override
    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        del sender
        match member:
            case "GetCapabilities":
                return "as", (list(self.features),)
            case "Notify":
                program, _, icon, title, text, actions, hints, _ = body
                number = next(self._numbers)
                plain = {name: value for name, (_, value) in hints.items()}
                self.shown.append(Shown(number, title, text, tuple(actions), plain, program, icon))
                return "u", (number,)
            case "CloseNotification":
                self.closed.append(body[0])
                return "", ()
        return None

    async def click(self, number: int, action: str, token: str = "") -> None:
        """Do what the user would."""
        if token:
            await self.emit(NOTIFICATIONS_PATH, NOTIFICATIONS, "ActivationToken", "us", number, token)
        await self.emit(NOTIFICATIONS_PATH, NOTIFICATIONS, "ActionInvoked", "us", number, action)


class TrayWatcher(Service):
    """A panel with a place for icons: a StatusNotifierWatcher whose host is there as long as `host`."""

    name = WATCHER

    def __init__(self, *, host: bool = True) -> None:
        self.host = host
        self.items: list[str] = []

    @override
    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        match member:
            case "RegisterStatusNotifierItem":
                self.items.append(body[0] if not body[0].startswith("/") else sender)
                return "", ()
            case "Get":
                values = {
                    "IsStatusNotifierHostRegistered": ("b", self.host),
                    "ProtocolVersion": ("i", 0),
                    "RegisteredStatusNotifierItems": ("as", self.items),
                }
                return "v", (values[body[1]],)
            case "GetAll":
                return "a{sv}", ({"IsStatusNotifierHostRegistered": ("b", self.host)},)
            case "Introspect":
                return "s", (_INTROSPECTION,)
        return None


_INTROSPECTION = f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd"><node><interface name="{WATCHER}">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<property name="ProtocolVersion" type="i" access="read"/>
<property name="RegisteredStatusNotifierItems" type="as" access="read"/></interface></node>"""


@contextlib.contextmanager
def on_bus(folder: Path) -> Iterator[None]:
    """Run the block with a session bus of its own in the environment."""
    before = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    with session_bus(folder) as address:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        try:
            yield
        finally:
            if before is None:
                del os.environ["DBUS_SESSION_BUS_ADDRESS"]
            else:
                os.environ["DBUS_SESSION_BUS_ADDRESS"] = before
