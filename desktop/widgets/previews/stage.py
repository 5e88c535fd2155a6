"""What a way of showing a file offers to the quick view."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.qt.look import Look
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.paint import paint_ring
from desktop.widgets.previews.item import Item

if TYPE_CHECKING:
    from desktop.widgets.previews.content import Examines

type Key = Qt.Key
type Modifiers = Qt.KeyboardModifier


@dataclass(frozen=True, slots=True)
class House:
    """What every stage uses."""

    theme: Theme
    thumbnails: Thumbnails
    spawner: Spawner
    now: Callable[[], datetime]
    examiner: "Examines"


class Stage(QWidget):
    """One way of showing.

    `failed` carries a sentence: what was given can't be shown. `measured` carries its (width, height) in pixels once read.
    `compare_asked`: a second picture is wanted beside it, or no longer. `agreed`: a large file is wanted nevertheless.
    `open_asked`: it is wanted in another program. `selected` carries which of several items is the one now.
    Everything that plays or was opened is let go by :meth:`release`, after which a stage can be given something new.
    """

    failed = Signal(str)
    measured = Signal(object)
    compare_asked = Signal()
    agreed = Signal()
    open_asked = Signal()
    selected = Signal(int)

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ring = _Ring(house.theme, self)

    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        """Show `items` (one; two where they are compared), of which `looks` tells what the helper found."""
        raise TypeError(f"{type(self).__name__} shows none of {len(items)} items, {len(looks)} looked into.")

    def prepare(self) -> bool:
        """Load what showing needs, before the window is seen; return whether it is there."""
        return True

    def release(self) -> None:
        """Stop, and let go of what is open."""

    def tools(self) -> tuple[QWidget, ...]:
        """Return the buttons that stand in the head while this is shown."""
        return ()

    def press(self, key: Key, modifiers: Modifiers) -> bool:  # noqa: ARG002 - stages without keys
        """Act on a key; return whether it meant anything here."""
        return False

    def let_go(self, key: Key) -> None:
        """Hear that a key is held no longer."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        keyed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._ring.setVisible(keyed)
        self._ring.raise_()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.resize(self.size())


class _Ring(QWidget):
    """The ring around a stage the keyboard came to."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ring(painter, QRectF(self.rect()), self._theme.tokens.accent, inset=2)
        painter.end()
