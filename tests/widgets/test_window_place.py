"""A window comes back only onto screens that are there, with its title bar within reach and no larger than its screen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.settings import Scheme
from desktop.qt.appearance import Appearance
from desktop.qt.theme import Theme
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from desktop.widgets.window_place import LEAST_TITLE, TITLE, fit, fitted

LAPTOP, BESIDE, ABOVE = QRect(0, 0, 1440, 900), QRect(1440, -180, 2560, 1440), QRect(0, -1080, 1920, 1080)
SMALL = QRect(0, 24, 800, 456)


@pytest.mark.parametrize(
    ("stood", "screens", "stands"),
    [
        (QRect(100, 100, 1240, 700), [LAPTOP], QRect(100, 100, 1240, 700)),  # seen whole: it stays
        (QRect(800, 100, 1240, 700), [LAPTOP, BESIDE], QRect(800, 100, 1240, 700)),  # across two screens
        (QRect(800, 100, 1240, 700), [LAPTOP], QRect(200, 100, 1240, 700)),  # the second one is gone
        (QRect(2000, 100, 1240, 700), [LAPTOP], QRect(100, 116, 1240, 700)),  # it stood on the one that is gone: centred
        (QRect(100, -900, 1240, 700), [LAPTOP], QRect(100, 116, 1240, 700)),  # above
        (QRect(100, -20, 1240, 700), [LAPTOP], QRect(100, TITLE, 1240, 700)),  # the title bar is out of reach
        (QRect(0, 24, 720, 876), [LAPTOP], QRect(0, 24, 720, 876)),  # half of the screen, under a low title bar
        (QRect(100, -20, 1240, 700), [LAPTOP, ABOVE], QRect(100, -20, 1240, 700)),  # there it is on another screen
        (QRect(-1200, 300, 1240, 700), [LAPTOP], QRect(0, 200, 1240, 700)),  # a sliver at the edge
        (QRect(0, 56, 2400, 1300), [LAPTOP], QRect(0, TITLE, 1440, 900 - TITLE)),  # larger than the screen
        (QRect(0, 0, 1240, 790), [SMALL], QRect(0, 24 + TITLE, 800, 456 - TITLE)),  # the scale grew
        (QRect(5, 5, 100, 100), [], QRect(5, 5, 100, 100)),  # no screen at all
    ],
)
def test_a_place_is_made_to_fit_the_screens_there_are(stood: QRect, screens: list[QRect], stands: QRect) -> None:
    assert fitted(stood, screens) == stands


_AT, _LONG = st.integers(-6000, 6000), st.integers(1, 5000)


@given(st.builds(QRect, _AT, _AT, _LONG, _LONG), st.lists(st.sampled_from([LAPTOP, BESIDE, ABOVE]), min_size=1, unique_by=str))
def test_wherever_a_window_stood_all_of_it_is_on_screens_and_it_stays_there(stood: QRect, screens: list[QRect]) -> None:
    place = fitted(stood, screens)
    unseen = QRegion(place.adjusted(0, -LEAST_TITLE, 0, 0))
    for screen in screens:
        unseen = unseen.subtracted(screen)
    assert unseen.isEmpty()
    assert fitted(place, screens) == place


def window(app: QApplication, ini: Path) -> MainWindow:
    return MainWindow(Theme(app, Scheme.LIGHT), WindowMemory(ini))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a maximised window, without a screen
@pytest.mark.parametrize("state", [Qt.WindowState.WindowNoState, Qt.WindowState.WindowMaximized])
def test_a_window_remembered_off_the_screens_comes_back_onto_them(
    qapp: QApplication, tmp_path: Path, state: Qt.WindowState
) -> None:
    ini = tmp_path / "window.ini"
    free = QGuiApplication.primaryScreen().availableGeometry()
    first = QWidget()
    first.setGeometry(free.right() - 60, free.bottom() - 40, 3000, 2000)
    first.setWindowState(state)
    WindowMemory(ini).store(first, Appearance())
    restored = window(qapp, ini)
    assert restored.windowState() == state
    place = restored.geometry() if state == Qt.WindowState.WindowNoState else restored.normalGeometry()
    assert free.contains(place.adjusted(0, -LEAST_TITLE, 0, 0))
    restored.show()
    if state == Qt.WindowState.WindowNoState:  # else where it stands is up to the window manager, which there is none here
        assert free.contains(restored.geometry())
    for each in (first, restored):
        each.hide()
        each.deleteLater()


def test_a_window_that_was_hidden_while_its_screen_went_comes_back_onto_another(qapp: QApplication, tmp_path: Path) -> None:
    shown = window(qapp, tmp_path / "window.ini")
    shown.show()
    shown.hide()
    shown.move(9000, 9000)
    shown.show()
    assert QGuiApplication.primaryScreen().availableGeometry().contains(shown.geometry())
    shown.hide()
    shown.deleteLater()


def test_a_window_that_was_never_shown_yet_is_moved_where_its_screen_went_meanwhile(qapp: QApplication, tmp_path: Path) -> None:
    stood = QWidget()
    stood.setGeometry(60, 60, 700, 500)
    WindowMemory(tmp_path / "window.ini").store(stood, Appearance())
    hidden = window(qapp, tmp_path / "window.ini")  # as a start at login leaves it
    hidden.move(9000, 9000)
    hidden.show()
    assert QGuiApplication.primaryScreen().availableGeometry().contains(hidden.geometry())
    for each in (stood, hidden):
        each.hide()
        each.deleteLater()


def test_a_window_without_a_known_place_is_left_alone(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = window(qapp, tmp_path / "window.ini")
    least = shown.minimumSize()
    monkeypatch.setattr(shown, "geometry", QRect)  # as the normal geometry of a maximised window is on Wayland
    fit(shown)
    assert shown.minimumSize() == least
    shown.deleteLater()


def test_a_first_window_is_no_larger_than_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    shown = window(qapp, tmp_path / "window.ini")
    free = QGuiApplication.primaryScreen().availableGeometry()
    assert shown.width() <= free.width()
    assert shown.height() + TITLE <= free.height()
    assert shown.minimumHeight() + TITLE <= free.height()
    shown.deleteLater()
