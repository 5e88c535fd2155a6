"""Coming forward; and the token with which a desktop allows that: lent to Qt for one time, and given to nobody else."""

import os
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.start import TOKENS

_LENT_MS = 3000
"""How long Qt may take to use a token: a window that was hidden gives it back when it is on the screen again."""


def bring_forward(window: QWidget) -> None:
    """Bring a window before the others, wherever it is."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def lend_token(token: str, owner: QObject) -> None:
    """Have Qt's Wayland plugin give `token` back when a window asks to come forward; a timer of `owner` takes it away again.

    Without a token an older one is taken away.
    """
    forget_tokens()
    if token:
        os.environ[TOKENS[0]] = token
        QTimer.singleShot(_LENT_MS, owner, partial(_take_back, token))


def _take_back(token: str) -> None:
    if os.environ.get(TOKENS[0]) == token:
        forget_tokens()


def forget_tokens() -> None:
    """Take out of the environment what this process was started with, or was lent: a token is good for one window only."""
    for name in TOKENS:
        os.environ.pop(name, None)
