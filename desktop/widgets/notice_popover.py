"""The list of notices that opens above the bell: newest first, each with "Show"; and muting."""

from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import override

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.announcing import NewsKind, Silence
from desktop.domain.language import tr
from desktop.domain.status import Badge
from desktop.domain.wording import ago
from desktop.qt.icons import paint_badge_glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, ChoiceButton, Look
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.notice_centre import Entry, NoticeCentre
from desktop.widgets.paint import paint_frame
from desktop.widgets.scroll_bar import slim
from desktop.widgets.scrolled import height_for

_WIDTH, _HIGHEST, _GLYPH = 420, 460, 14
_BADGES = (
    (NewsKind.AT_RISK, Badge.NEEDS_YOU),
    (NewsKind.NEEDS_YOU, Badge.NEEDS_YOU),
    (NewsKind.FAILED, Badge.FAILED),
    (NewsKind.UNSAVED, Badge.FAILED),
    (NewsKind.GONE, Badge.GONE),
)
"""The glyph of an entry: that of the worst in it."""


def clock_words(at: datetime, now: datetime) -> str:
    """Return when something ends: "14:05", or the day too where that is another one."""
    local = at.astimezone()
    clock = f"{local:%H:%M}"
    return clock if local.date() == now.astimezone().date() else tr("tomorrow, {clock}", clock=clock)


class NoticeRow(QWidget):
    """One entry: what happened, when, and why it was not shown outside the window."""

    def __init__(self, theme: Theme, entry: Entry, now: datetime) -> None:
        super().__init__()
        self._theme = theme
        self._badge = next((badge for kind, badge in _BADGES if kind in entry.told.kinds), Badge.SAVED)
        fonts, said = theme.fonts, entry.said(safe=theme.client_safe)
        title = PlainLabel(theme, said.title, font=fonts.body if entry.read else fonts.title, wrap=True)
        body = PlainLabel(theme, said.body, font=fonts.detail, ink=Ink.MUTED, wrap=True)
        body.setVisible(bool(said.body))
        foot = PlainLabel(theme, _foot(entry, now), font=fonts.detail, ink=Ink.MUTED, wrap=True)
        self.show_button = Button(theme, tr("Show"))
        self.show_button.setAccessibleName(tr("Show: {title}", title=said.title))
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in (title, body, foot):
            column.addWidget(label)
        row = QHBoxLayout(self)
        before, after = theme.px(34), theme.px(12)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        row.setContentsMargins(before, theme.px(10), after, theme.px(10))
        row.setSpacing(theme.px(10))
        row.addLayout(column, 1)
        row.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(said.title)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._theme.px(_GLYPH)
        left = self._theme.px(12)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - side
        painter = QPainter(self)
        paint_badge_glyph(painter, self._badge, QRectF(left, self._theme.px(12), side, side), self._theme.badge(self._badge).text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.tokens.hairline)
        painter.end()


def _foot(entry: Entry, now: datetime) -> str:
    when = ago(entry.at, now)
    match entry.silent:
        case Silence.QUIET:
            return tr("{when} · in quiet hours", when=when)
        case Silence.MUTED:
            return tr("{when} · while muted", when=when)
        case _:
            return when


class NoticePopover(QFrame):
    """Shows the entries of `centre`. `show_asked` carries the :class:`Entry` whose tasks are to be shown. Escape closes it."""

    show_asked = Signal(object)

    def __init__(self, theme: Theme, centre: NoticeCentre, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._centre = centre
        self._anchor: QWidget | None = None
        self._now: datetime | None = None
        self.rows: list[NoticeRow] = []
        self.setAccessibleName(tr("Notices"))
        self.mute = ChoiceButton(theme, tr("Mute"))
        self.muted = PlainLabel(theme, font=theme.fonts.detail, ink=Ink.WARNING, wrap=True)
        self.hear = Button(theme, tr("Hear again"), look=Look.QUIET)
        self.hear.clicked.connect(partial(centre.mute, timedelta()))
        self.nothing = PlainLabel(
            theme, tr("Nothing happened yet. What is saved, fails or needs you is listed here."), ink=Ink.MUTED, wrap=True
        )
        self.nothing.setContentsMargins(12, 16, 12, 16)
        self._fill_menu()
        self._lay_out()
        centre.changed.connect(self._on_changed)
        theme.changed.connect(self._on_changed)

    def open_above(self, anchor: QWidget, now: datetime) -> None:
        """Open above `anchor`, and take all that is listed as seen."""
        self._anchor, self._now = anchor, now
        self._fill()
        self._place()
        (self.rows[0].show_button if self.rows else self.mute).setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()
        self._centre.read_all()

    def _fill_menu(self) -> None:
        menu = self.mute.choices
        menu.addAction(tr("For an hour"), partial(self._centre.mute, timedelta(hours=1)))
        menu.addAction(tr("Until tomorrow"), self._centre.mute_until_tomorrow)

    def _lay_out(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(4))
        head.addWidget(PlainLabel(theme, tr("Notices"), font=theme.fonts.title), 1)
        head.addWidget(self.mute)
        muted = QHBoxLayout()
        muted.setContentsMargins(theme.px(12), 0, theme.px(8), theme.px(4))
        muted.addWidget(self.muted, 1)
        muted.addWidget(self.hear)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list)
        slim(self._scroll, theme, attrgetter("raised"))
        self._list.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(head)
        whole.addLayout(muted)
        whole.addWidget(self.nothing)
        whole.addWidget(self._scroll, 1)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._show_muted()
            safe = self._theme.client_safe
            if [row.accessibleName() for row in self.rows] != [entry.said(safe=safe).title for entry in self._centre.entries]:
                self._fill()
                self._place()

    def _fill(self) -> None:
        now = self._now
        assert now is not None
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [NoticeRow(self._theme, entry, now) for entry in self._centre.entries]
        for row, entry in zip(self.rows, self._centre.entries, strict=True):
            row.show_button.clicked.connect(partial(self._on_show, entry))
            self._column.addWidget(row)
        self.nothing.setVisible(not self.rows)
        self._scroll.setVisible(bool(self.rows))
        self._show_muted()

    def _show_muted(self) -> None:
        until = self._centre.muted_until
        self.muted.setVisible(until is not None)
        self.hear.setVisible(until is not None)
        if until is not None and self._now is not None:
            self.muted.setText(tr("Muted until {time}.", time=clock_words(until, self._now)))

    def _on_show(self, entry: Entry) -> None:
        self.close()
        self.show_asked.emit(entry)

    def _place(self) -> None:
        """Be as high as the list needs, up to a bound; end above the anchor, inside the window."""
        assert self._anchor is not None
        window = self._anchor.window()
        width = min(self._theme.px(_WIDTH), window.width() - 16)
        rows = sum(row.heightForWidth(width - 2) if row.hasHeightForWidth() else row.sizeHint().height() for row in self.rows)
        self._list.setMinimumHeight(0)
        layout = self.layout()
        assert layout is not None
        self.setFixedWidth(width)
        self._scroll.hide()
        layout.activate()
        head = height_for(layout, width)
        self._scroll.setVisible(bool(self.rows))
        height = min(head + rows + 2, self._theme.px(_HIGHEST), window.height() - self._anchor.height() - 16)
        self.setFixedHeight(max(height, self._theme.px(96)))
        corner = self._anchor.mapTo(window, QPoint(self._anchor.width(), 0))
        left = min(max(8, corner.x() - width), window.width() - width - 8)
        self.move(window.mapToGlobal(QPoint(left, corner.y() - self.height() - 6)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.raised)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, QRectF(self.rect()), self._theme.tokens.raised, self._theme.tokens.hairline, radius=0)
        painter.end()
