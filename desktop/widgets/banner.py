"""Notices over the list: one line each, until they no longer hold or are closed."""

from typing import override

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.events import Notice
from desktop.domain.problems import words
from desktop.domain.status import Badge
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.paint import paint_frame

_LOOKS = {"offline": (Badge.NEEDS_YOU, Glyph.OFFLINE), "samples": (Badge.GENERATING, Glyph.TRAY)}
"""How the notices of some topics look; the others warn."""

_TWO_LINES_BELOW = 460
"""In a narrower banner the button stands below the words, in px."""


class Banner(QWidget):
    """One notice with its button and a way to close it."""

    closed = Signal(object)
    acted = Signal(object)

    def __init__(self, theme: Theme, notice: Notice) -> None:
        super().__init__()
        self._theme = theme
        self._topic = notice.topic
        self._action = words(notice.problem).action if notice.problem is not None else None
        self.setAccessibleName("Notice")
        self.label = PlainLabel(theme, notice.text or "", font=theme.fonts.body, ink=Ink.TEXT, wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(44, 10, 12, 10)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.label, 0, 0)
        self.button: Button | None = None
        if notice.problem is not None and self._action is not None:
            self.button = Button(theme, words(notice.problem).button)
            self.button.clicked.connect(self._on_acted)
            self._grid.addWidget(self.button, 0, 1)
        self.close_button = Button(theme, look=Look.QUIET, glyph=Glyph.CLOSE, name="Close this notice")
        self.close_button.clicked.connect(self._on_closed)
        self._grid.addWidget(self.close_button, 0, 2, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self.update)

    def _on_closed(self) -> None:
        self.closed.emit(self._topic)

    def _on_acted(self) -> None:
        self.acted.emit(self._action)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.button is not None:
            below = self.width() < _TWO_LINES_BELOW
            side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(self.button, int(below), int(not below), side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        badge, glyph = _LOOKS.get(self._topic, (Badge.NEEDS_YOU, Glyph.WARNING))
        colours = self._theme.badge(badge)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(12, 4, -8, -4)
        paint_frame(painter, area, colours.fill, None, radius=9)
        paint_glyph(painter, glyph, QRectF(area.left() + 10, self.label.geometry().center().y() - 8, 16, 16), colours.text)
        painter.end()


class BannerStack(QWidget):
    """The notices in force, newest last. `acted` carries the :class:`Action` of a notice's button."""

    acted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def texts(self) -> list[str]:
        """Return what is shown."""
        return [banner.label.text() for banner in self._banners.values()]

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one with its topic; without a text, take that one away."""
        self._drop(notice.topic)
        if notice.text is not None:
            banner = Banner(self._theme, notice)
            banner.closed.connect(self._drop)
            banner.acted.connect(self.acted)
            self._banners[notice.topic] = banner
            self._column.addWidget(banner)
        self.setVisible(bool(self._banners))

    def _drop(self, topic: str) -> None:
        banner = self._banners.pop(topic, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))
