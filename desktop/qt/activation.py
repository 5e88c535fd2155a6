"""The token with which a desktop lets a window come forward: lent to Qt for one time, and given to nobody else."""

import os
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.start import TOKENS

_LENT_MS = 3000
"""How long Qt may take to use a token: a window that was hidden gives it back when it is on the screen again."""


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
