"""The real window on a screen that is smaller than the one on which it stood."""

import re
import subprocess
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.qt.appearance import Appearance
from desktop.widgets.window_memory import WindowMemory
from tests.fakes.display import screen
from tests.fakes.outtray import Outtray

PATIENCE = 30.0
_SHOWN = re.compile(r'^ +0x\w+ "Outtray": \(.*?\)  (\d+)x(\d+)\+\S+  ([+-]\d+)([+-]\d+)$', re.MULTILINE)


def remember(place: QRect, ini: Path) -> None:
    stood = QWidget()
    stood.setGeometry(place)
    WindowMemory(ini).store(stood, Appearance())
    stood.deleteLater()


def shown(environ: dict[str, str]) -> QRect:
    """Return where Outtray's window stands on the screen, once it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        tree = subprocess.run(["xwininfo", "-root", "-tree"], env=environ, capture_output=True, text=True, check=True).stdout
        for found in _SHOWN.finditer(tree):
            width, height, left, top = map(int, found.groups())
            if width > 1:  # what leads the group of windows is of one pixel
                return QRect(left, top, width, height)
        time.sleep(0.05)  # it is another program's window
    raise AssertionError("The window never came.")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("stood", [QRect(2200, 300, 1240, 790), QRect(-900, -700, 1240, 790), QRect(0, 40, 1900, 1000)])
def test_a_window_from_another_screen_comes_back_whole_onto_this_one(outtray: Outtray, stood: QRect) -> None:
    outtray.profile.prepare()
    remember(stood, outtray.profile.window)
    with screen("1100x700") as environ:
        here = {"DISPLAY": environ["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
        with outtray.started(environ=here):
            assert QRect(0, 0, 1100, 700).contains(shown(environ))


@pytest.mark.usefixtures("qapp")
def test_the_place_is_known_to_the_next_start_though_the_session_ends_without_a_word(outtray: Outtray) -> None:
    with outtray.started():
        until = time.monotonic() + PATIENCE
        while not outtray.profile.window.exists() and time.monotonic() < until:
            time.sleep(0.05)  # it is another program's file
    assert WindowMemory(outtray.profile.window).restore(QWidget())
