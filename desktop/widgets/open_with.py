"""Letting the user choose the program that opens a file: the system's own list of programs, never one of ours."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread

_PORTAL = "org.freedesktop.portal.Desktop"
_PORTAL_PATH = "/org/freedesktop/portal/desktop"
_OPEN = "org.freedesktop.portal.OpenURI"

_CHOOSE_ON_MACOS = """on run argv
    set chosen to choose application with prompt (item 2 of argv) as alias
    do shell script "open -a " & quoted form of POSIX path of chosen & " " & quoted form of (item 1 of argv)
end run"""
"""AppleScript, which gets the path as an argument, so that no name of a file is ever read as a script."""


async def choose_program(path: str) -> str | None:
    """Show the system's list of programs for `path`; return a sentence where there is none, else None.

    It returns once the list is asked for; the user's choice is the system's business.
    """
    if sys.platform == "win32":
        subprocess.Popen(f"rundll32.exe shell32.dll,OpenAs_RunDLL {path}")  # noqa: ASYNC220, S603 - it takes the rest of the line as the path, and returns at once
        return None
    if sys.platform == "darwin":
        prompt = tr("Open “{name}” with:", name=Path(path).name)
        QProcess.startDetached("/usr/bin/osascript", ["-e", _CHOOSE_ON_MACOS, path, prompt])
        return None
    try:
        if await _ask_portal(path):
            return None
    except OSError as error:
        reason = error.strerror or str(error)
        return tr("“{name}” can't be opened ({reason}). Check that its drive is there.", name=Path(path).name, reason=reason)
    return tr("This desktop has no list of programs that Outtray could show. Show the file in its folder, and open it from there.")


async def _ask_portal(path: str) -> bool:
    """Ask the desktop portal (flatpak.github.io/xdg-desktop-portal, OpenURI.OpenFile); return whether it took the question.

    Raises OSError where the file can't be opened.
    """
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    number = await in_daemon_thread("open-with", lambda: os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    try:
        message = QDBusMessage.createMethodCall(_PORTAL, _PORTAL_PATH, _OPEN, "OpenFile")
        message.setArguments(["", QDBusUnixFileDescriptor(number), {"ask": True}])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message))
    finally:
        os.close(number)
    answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def on_answer(answer: QDBusPendingCallWatcher) -> None:
        if not answered.done():
            answered.set_result(not answer.isError())

    watcher.finished.connect(on_answer)
    return await answered
