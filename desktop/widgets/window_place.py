"""Where a window may stand: on screens that are there, its title bar within reach, no larger than its screen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QRegion
from PySide6.QtWidgets import QWidget

TITLE = 32
"""The room above a window for its title bar, px. What a window manager really takes is known only once the window is shown."""

LEAST_TITLE = 20
"""With so much above it a window stays where it stood: title bars are at least that high."""


def fitted(place: QRect, screens: Sequence[QRect]) -> QRect:
    """Return where a window that stood at `place` is to stand on `screens` (what is free of them, the primary one first).

    Both are without the title bar. A window that is seen whole stays, across several screens too; another one is moved onto the
    screen that shows most of it, the first one where none does, and made smaller where it is larger than that.
    """
    if not screens or _seen(place.adjusted(0, -LEAST_TITLE, 0, 0), screens):
        return place
    whole = max(screens, key=lambda screen: _area(screen.intersected(place)))
    room = whole.adjusted(0, min(TITLE, whole.height() // 2), 0, 0)
    size = place.size().boundedTo(room.size())
    if not whole.intersects(place):
        spare = room.size() - size
        return QRect(room.topLeft() + QPoint(spare.width() // 2, spare.height() // 2), size)
    left = min(max(place.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(place.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(QPoint(left, top), size)


def fit(window: QWidget) -> None:
    """Move a window to where it may stand; maximised or in full screen it stays that, on a screen that is there."""
    state = window.windowState()
    large = state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
    stood = window.normalGeometry() if large else window.geometry()
    if stood.isEmpty():  # a maximised one of Wayland, where nobody is told
        return
    place = fitted(stood, screens())
    if (least := window.minimumSize().boundedTo(place.size())) != window.minimumSize():
        window.setMinimumSize(least)
    if place == stood:
        return
    if large:
        window.setWindowState(state & ~large)
    window.setGeometry(place)
    if large:
        window.setWindowState(state)


def first_size(wished: QSize) -> QSize:
    """Return how large a window is that never stood anywhere."""
    free = screens()
    return wished.boundedTo(free[0].size() - QSize(0, TITLE)) if free else wished


def screens() -> list[QRect]:
    """Return what is free of each screen, the primary one first."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def _seen(place: QRect, screens: Sequence[QRect]) -> bool:
    """Tell whether all of `place` is on screens."""
    unseen = QRegion(place)
    for screen in screens:
        unseen = unseen.subtracted(screen)
    return place.isValid() and unseen.isEmpty()


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
