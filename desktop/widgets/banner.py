"""Notices over the list: one line each, until they no longer hold or are closed."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial
from typing import override

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.events import Notice
from desktop.domain.language import tr
from desktop.domain.problem import Action
from desktop.domain.problems import words
from desktop.domain.status import Badge
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.paint import paint_frame

RENAMES = "renames"
"""The topic of the window's own offer to rename what is saved already."""

UPDATE = "update"
"""The topic of the news that there is a newer Outtray."""

PROGRAM = "program"
"""The topic of the news that another Outtray is installed than the one that runs."""

MISHAP = "mishap"
"""The topic of an error of the program's own."""

INBOX, INBOX_ADDED, INBOX_FAILED = "inbox", "inbox added", "inbox failed"
"""The topics of the inbox: why it can't be used, what was added from it, and what could not be."""

_LOOKS = {
    "offline": (Badge.NEEDS_YOU, Glyph.OFFLINE),
    "samples": (Badge.GENERATING, Glyph.TRAY),
    "away": (Badge.SAVED, Glyph.TRAY),
    "paused": (Badge.PAUSED, Glyph.PAUSE),
    RENAMES: (Badge.GENERATING, Glyph.TRAY),
    INBOX_ADDED: (Badge.SAVED, Glyph.TRAY),
    UPDATE: (Badge.GENERATING, Glyph.TRAY),
    PROGRAM: (Badge.GENERATING, Glyph.TRAY),
}
"""How the notices of some topics look; the others warn."""


class NoticeAct(Enum):
    """What a notice offers besides the :class:`Action` of its problem."""

    RESUME = auto()
    RETRY_FOLDERS = auto()
    RENAME = auto()
    SHOW_AWAY = auto()
    SHOW_UPDATE = auto()
    SET_INBOX = auto()
    SHOW_FAILED = auto()
    QUIT = auto()
    SHOW_DIAGNOSTICS = auto()


type Offer = tuple[str, Action | NoticeAct]
"""A button's label, and what it does."""

_LEAST = 200
_ROOMY = 420
"""Where longer words would have less room than this beside the buttons, those stand below them, in px."""


def offers_of(notice: Notice) -> list[Offer]:
    """Return the buttons of a notice: what its topic offers, what its problem offers."""
    wording = words(notice.problem) if notice.problem is not None else None
    offers: list[Offer] = [(wording.button, wording.action)] if wording is not None and wording.action is not None else []
    if notice.topic == "paused":
        offers.append((tr("Resume"), NoticeAct.RESUME))
    elif notice.topic == "away":
        offers.append((tr("Show"), NoticeAct.SHOW_AWAY))
    elif notice.topic == UPDATE:
        offers.append((tr("Show"), NoticeAct.SHOW_UPDATE))
    elif notice.topic == PROGRAM:
        offers.append((tr("Quit"), NoticeAct.QUIT))
    elif notice.topic == MISHAP:
        offers.append((tr("Diagnostics…"), NoticeAct.SHOW_DIAGNOSTICS))
    elif notice.topic == INBOX:
        offers.append((tr("Choose folder…"), NoticeAct.SET_INBOX))
    elif notice.topic == INBOX_FAILED:
        offers.append((tr("Show"), NoticeAct.SHOW_FAILED))
    elif notice.topic.startswith("folder:"):
        offers.append((tr("Try again"), NoticeAct.RETRY_FOLDERS))
    return offers


class Banner(QWidget):
    """One notice with its buttons and a way to close it."""

    closed = Signal(object)
    acted = Signal(object)

    def __init__(self, theme: Theme, notice: Notice, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._theme = theme
        self._topic = notice.topic
        self.setAccessibleName(tr("Notice"))
        self.label = PlainLabel(theme, notice.text or "", font=theme.fonts.body, ink=Ink.TEXT, wrap=True)
        if notice.topic not in _LOOKS:  # what warns is worth repeating to somebody
            self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid = QGridLayout(self)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._fit()
        self._grid.addWidget(self.label, 0, 0)
        self._row = QWidget()
        self._box = QHBoxLayout(self._row)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.buttons: list[Button] = []
        for text, act in offers:
            button = Button(theme, text)
            button.clicked.connect(partial(self.acted.emit, act))
            self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        self._grid.addWidget(self._row, 0, 1)
        self._row.setVisible(bool(offers))
        self.close_button = Button(theme, look=Look.QUIET, glyph=Glyph.CLOSE, name=tr("Close this notice"))
        self.close_button.clicked.connect(self._on_closed)
        self._grid.addWidget(self.close_button, 0, 2, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._fit)

    @property
    def button(self) -> Button | None:
        """The first button."""
        return next(iter(self.buttons), None)

    def say(self, text: str) -> None:
        """Show other words; the buttons stay as they are, and so does the keyboard."""
        if text != self.label.text():
            self.label.setText(text)

    def _on_closed(self) -> None:
        self.closed.emit(self._topic)

    def _fit(self) -> None:
        """Leave room for the glyph where reading begins."""
        before, after = 20 + self._theme.px(24), 12
        if self._mirrored:
            before, after = after, before
        self._grid.setContentsMargins(before, 10, after, 10)
        self.update()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    @override
    def minimumSizeHint(self) -> QSize:
        """Return that a notice makes no window wider: it arranges itself in the room there is."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.buttons:
            self._arrange()

    def _arrange(self) -> None:
        """Put the buttons beside the words, or below them where those would have little room; one below the other if need be."""
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        wide = sum(button.sizeHint().width() for button in self.buttons) + self._box.spacing() * (len(self.buttons) - 1)
        beside = room - wide - self.close_button.sizeHint().width() - 2 * self._grid.spacing()
        below = beside < min(_ROOMY, self.label.fontMetrics().horizontalAdvance(self.label.text()))
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if wide > room else QBoxLayout.Direction.LeftToRight)
        side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._row, int(below), int(not below), 1, 3 if below else 1, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        badge, glyph = _LOOKS.get(self._topic, (Badge.NEEDS_YOU, Glyph.WARNING))
        colours = self._theme.badge(badge)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(8, 4, -12, -4) if self._mirrored else QRectF(self.rect()).adjusted(12, 4, -8, -4)
        paint_frame(painter, area, colours.fill, None, radius=9)
        side = self._theme.px(16)
        left = area.right() - 10 - side if self._mirrored else area.left() + 10
        place = QRectF(left, self.label.geometry().center().y() - side / 2, side, side)
        paint_glyph(painter, glyph, place, colours.text)
        painter.end()


class BannerStack(QWidget):
    """The notices in force, newest last. `acted` carries what a button does: an :class:`Action` or a :class:`NoticeAct`."""

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

    def banner(self, topic: str) -> Banner | None:
        """Return the notice of a topic."""
        return self._banners.get(topic)

    def show_notice(self, notice: Notice, offers: Sequence[Offer] | None = None) -> None:
        """Show a notice in place of the one with its topic; without a text, take that one away. `offers` are its buttons."""
        self._drop(notice.topic)
        if notice.text is not None:
            banner = Banner(self._theme, notice, offers_of(notice) if offers is None else offers)
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
