"""A start at login: the window stays out of sight once an icon in the tray is there that brings it back, else it is minimised."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QWidget

TRAY_SECONDS = 20.0
"""How long a tray is waited for: desktops start theirs beside the programs of the login."""

LOOK_SECONDS = 0.5


async def stay_hidden(window: QWidget, find_icon: Callable[[], Awaitable[bool]], *, seconds: float) -> bool:
    """Leave `window` out of sight where `find_icon` finds one within `seconds`, else show it minimised; return whether it did.

    A window that is shown meanwhile is left alone.
    """
    until = time.monotonic() + seconds
    while not window.isVisible():
        if await find_icon():
            return not window.isVisible()
        if time.monotonic() >= until:
            break
        await asyncio.sleep(LOOK_SECONDS)
    if not window.isVisible():
        window.showMinimized()
    return False
