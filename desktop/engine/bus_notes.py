"""Notifications of Linux desktops: a client of org.freedesktop.Notifications (freedesktop.org, Desktop Notifications 1.3).

The connection is opened for the first notification and kept for the answers to it; jeepney is imported then too.
"""

import asyncio
import html
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from desktop.domain.identity import APP_NAME, desktop_id
from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.desktop_icon import icon_for_services

logger = logging.getLogger(__name__)

CALL_SECONDS = 5.0
"""How long the notification service may take to answer; it may have to be started first."""

SHOW, FOLDER = "default", "folder"
"""What a user may ask of a notification: the specification's name for a click on it, and our own."""

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One notification: `key` names it for us, `folder` tells that "Open folder" is offered, `trouble` that it is bad news."""

    key: int
    title: str
    body: str
    folder: bool = False
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class _Withdraw:
    key: int


class BusNotes:
    """Shows notes and hears what the user does with them. :meth:`run` must be running for anything to happen.

    `acted` is called with a note's key, what was asked for, and the token by which a window may come forward (empty: none).
    `refused` gets a note that could not be shown.
    """

    def __init__(self, acted: Callable[[int, str, str], None], refused: Callable[[Note], None]) -> None:
        self._acted = acted
        self._refused = refused
        self._inbox: asyncio.Queue[Any] = asyncio.Queue()
        self._shown: dict[int, int] = {}
        self._tokens: dict[int, str] = {}
        self._features: frozenset[str] = frozenset()
        self._entry = desktop_id(os.environ)
        self._icon = self._entry
        self._told = False

    def show(self, note: Note) -> None:
        """Show `note` as soon as that goes."""
        self._inbox.put_nowait(note)

    def withdraw(self, key: int) -> None:
        """Take a note away that is still shown."""
        self._inbox.put_nowait(_Withdraw(key))

    async def run(self) -> None:
        """Serve until cancelled. A desktop without the service is told of once, in the log."""
        while True:
            wish = await self._inbox.get()
            if not isinstance(wish, Note):
                continue
            self._shown.clear()
            try:
                await self._connected(wish)
            except Exception as error:  # noqa: BLE001  # a library and a service of the desktop: whatever it is, it is logged
                if not self._told:
                    self._told = True
                    logger.info("the desktop shows no notifications: %s", str(error) or type(error).__name__)

    async def _connected(self, wish: Note) -> None:
        """Open a connection, show `wish`, and serve as long as the connection stands. Raises what ended it."""
        from jeepney import DBusAddress, MatchRule, message_bus  # type: ignore[import-untyped]  # as below: it ships no types
        from jeepney.io.asyncio import Proxy, open_dbus_router  # type: ignore[import-untyped]

        rule = MatchRule(type="signal", interface=_SERVICE, path=_PATH)
        address = DBusAddress(_PATH, _SERVICE, _SERVICE)
        current: object = wish
        try:
            async with open_dbus_router("SESSION") as router:
                async with asyncio.timeout(CALL_SECONDS):
                    await Proxy(message_bus, router).AddMatch(rule)
                    (features,) = await _call(router, address, "GetCapabilities")
                self._features = frozenset(features)
                self._icon = await in_daemon_thread("icon", partial(icon_for_services, self._entry, os.environ))
                with router.filter(rule, queue=self._inbox):
                    while True:
                        await self._work(router, address, current)
                        current = None
                        current = await self._inbox.get()
        except Exception:
            if isinstance(current, Note):
                self._refused(current)
            raise

    async def _work(self, router: Any, address: Any, item: Any) -> None:
        match item:
            case Note():
                async with asyncio.timeout(CALL_SECONDS):
                    (number,) = await _call(router, address, "Notify", "susssasa{sv}i", self._words(item))
                self._shown[number] = item.key
            case _Withdraw():
                for number in [n for n, key in self._shown.items() if key == item.key]:
                    del self._shown[number]
                    async with asyncio.timeout(CALL_SECONDS):
                        await _call(router, address, "CloseNotification", "u", (number,))
            case _:
                self._hear(item)

    def _hear(self, message: Any) -> None:
        """Take a signal of the service in; what is not about a note of ours is another program's."""
        from jeepney import HeaderFields

        number = message.body[0]
        if number not in self._shown:
            return
        match message.header.fields.get(HeaderFields.member):
            case "ActivationToken":
                self._tokens[number] = message.body[1]
            case "ActionInvoked":
                self._acted(self._shown[number], message.body[1], self._tokens.pop(number, ""))
            case "NotificationClosed":
                self._shown.pop(number)
                self._tokens.pop(number, None)

    def _words(self, note: Note) -> tuple[object, ...]:
        body = html.escape(note.body, quote=False) if "body-markup" in self._features else note.body
        acts = [SHOW, tr("Show")] if "actions" in self._features else []
        if acts and note.folder:
            acts += [FOLDER, tr("Open folder")]
        hints = {
            "desktop-entry": ("s", self._entry),
            "category": ("s", "transfer.error" if note.trouble else "transfer.complete"),
            "urgency": ("y", 1),
            "suppress-sound": ("b", True),
        }
        return APP_NAME, 0, self._icon, note.title, body, acts, hints, -1


async def _call(router: Any, address: Any, method: str, signature: str = "", body: tuple[object, ...] = ()) -> Any:
    from jeepney import new_method_call
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    reply = await router.send_and_get_reply(new_method_call(address, method, signature, body))
    return unwrap_msg(reply)
