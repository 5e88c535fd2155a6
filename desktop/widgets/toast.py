"""The toast: confirms an act for a few seconds and offers to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.icons import Glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import PlainLabel
from desktop.widgets.paint import paint_frame

SHOWN_MS = 8000
_GAP = 16


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done about what is said: what it is called, and what does it."""

    label: str
    do: Callable[[], None]


class Toast(QFrame):
    """One sentence at the foot of `host`, with "Undo" where the act can be taken back, or another offer.

    It waits while the pointer or the keyboard is on it; Escape closes it. What could be taken back stays so after it went, for
    Ctrl+Z. `left` is emitted when the keyboard was on it as it went.
    """

    left = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._undo: Callable[[], None] | None = None
        self.label = PlainLabel(theme)
        self.undo_button = Button(theme, tr("Undo"))
        self.undo_button.clicked.connect(self.undo)
        self.undo_button.setToolTip(tr("Undo (Ctrl+Z)"))
        self._offer: Offer | None = None
        self.offer_button = Button(theme, name=tr("Do something about it"))
        self.offer_button.clicked.connect(self._on_offer)
        self.offer_button.hide()
        self.close_button = Button(theme, look=Look.QUIET, glyph=Glyph.CLOSE, name=tr("Close this message"))
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self.label)
        row.addWidget(self.undo_button)
        row.addWidget(self.offer_button)
        row.addWidget(self.close_button)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        host.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def undoable(self) -> bool:
        """Whether there is something to take back."""
        return self._undo is not None

    def say(self, text: str, undo: Callable[[], None] | None = None, offer: Offer | None = None) -> None:
        """Show `text`; `undo` takes back what was done, `offer` does something about it."""
        self._undo = undo or self._undo
        self._offer = offer
        if offer is not None:
            self.offer_button.show_text(offer.label)
        self.offer_button.setVisible(offer is not None)
        self.label.setText(text)
        self.label.setWordWrap(False)
        self.setAccessibleName(text)
        self.undo_button.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def undo(self) -> None:
        """Take back what was done, once."""
        undo, self._undo = self._undo, None
        self.dismiss()
        if undo is not None:
            undo()

    def unsay(self, text: str) -> None:
        """Go away if `text` is still shown."""
        if self.isVisible() and self.label.text() == text:
            self.dismiss()

    def _on_offer(self) -> None:
        offer, self._offer = self._offer, None
        self.dismiss()
        if offer is not None:
            offer.do()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        self.hide()
        if focused:
            self.left.emit()

    def _on_time(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.dismiss()

    def _place(self) -> None:
        room = self._host.width() - 2 * _GAP
        size = self.sizeHint()
        if size.width() > room:
            self.label.setWordWrap(True)
            self.resize(room, max(size.height(), self.heightForWidth(room)))
        else:
            self.resize(size)
        self.move(QPoint((self._host.width() - self.width()) // 2, self._host.height() - self.height() - _GAP))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        paint_frame(painter, QRectF(self.rect()), tokens.field, tokens.hairline, radius=10)
        painter.end()
