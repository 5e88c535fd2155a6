"""What stands where the list has nothing to show: the first run, a view without tasks, a search without a match."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.query import ListQuery, View
from desktop.domain.status import BADGE_WORDS
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import Ink, PlainLabel

_VIEW_SENTENCES = {
    View.ALL: "No tasks here.",
    View.ACTIVE: "Nothing is being made or saved.",
    View.NOT_SAVED: "Nothing is waiting to be saved.",
    View.EXPIRES_SOON: "Nothing is about to expire.",
    View.AT_RISK: "Nothing is at risk: every result will be saved before it is gone.",
    View.NEEDS_YOU: "Nothing needs you.",
    View.SAVED: "Nothing is saved yet.",
}


def empty_sentence(query: ListQuery) -> str:
    """Return why a query shows nothing."""
    if query.text.strip():
        return f"No tasks match “{' '.join(query.text.split())}”."
    if query.badge is not None:
        return f"No tasks are “{BADGE_WORDS[query.badge]}” here."
    if query.project is not None:
        return f"No tasks in “{query.project}”."
    if query.account_id is not None:
        return "No tasks of this account."
    return _VIEW_SENTENCES[query.view]


class TrayTile(QWidget):
    """The open tray on a soft square."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(76, 76))
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tokens.selection)
        painter.drawRoundedRect(QRectF(self.rect()), 18, 18)
        paint_glyph(painter, Glyph.TRAY, QRectF(18, 18, 40, 40), self._theme.tokens.accent)
        painter.end()


class EmptyView(QStackedWidget):
    """The first-run page, or a sentence with "Clear search" or "Show all". `on_try_samples` is called for the sample tasks."""

    add_clicked = Signal()
    connect_clicked = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme, on_try_samples: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._on_try_samples = on_try_samples
        self.sentence = PlainLabel(theme, font=theme.fonts.body, ink=Ink.MUTED, wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear_button = Button(theme, "Clear search")
        self.clear_button.clicked.connect(self.cleared)
        self.add_button = Button(theme, "Add tasks", look=Look.PRIMARY)
        self.add_button.clicked.connect(self.add_clicked)
        self.connect_button = Button(theme, "Connect a provider")
        self.connect_button.clicked.connect(self.connect_clicked)
        self.samples_button = Button(theme, "Try with sample tasks")
        self.samples_button.clicked.connect(self._try_samples)
        self.samples_button.setVisible(on_try_samples is not None)
        self._first = self._first_page()
        self._plain = self._plain_page()
        self.addWidget(self._first)
        self.addWidget(self._plain)

    @property
    def first_run(self) -> bool:
        """Whether the first-run page is shown."""
        return self.currentWidget() is self._first

    def show_first_run(self) -> None:
        """Show the page of an empty list of tasks."""
        self.setCurrentWidget(self._first)

    def show_query(self, query: ListQuery) -> None:
        """Show why `query` selects nothing."""
        self.sentence.setText(empty_sentence(query))
        self.clear_button.show_text("Clear search" if query.text.strip() else "Show all tasks")
        self.clear_button.setVisible(query != ListQuery(order=query.order))
        self.setCurrentWidget(self._plain)

    def _try_samples(self) -> None:
        if self._on_try_samples is not None:
            self._on_try_samples()

    def _first_page(self) -> QWidget:
        font = QFont(self._theme.fonts.heading)
        font.setPixelSize(18)
        title = PlainLabel(self._theme, "No tasks yet", font=font)
        text = PlainLabel(
            self._theme,
            "Paste task ids, drop a file, or send them from a script. Results are saved here before they disappear.",
            ink=Ink.MUTED,
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setFixedWidth(420)
        text.setMinimumHeight(text.heightForWidth(420))
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.add_button, self.connect_button, self.samples_button):
            buttons.addWidget(button)
        page, column = _centred()
        for widget in (TrayTile(self._theme), title, text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.setAlignment(buttons, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _plain_page(self) -> QWidget:
        page, column = _centred()
        self.sentence.setMinimumWidth(200)
        column.addWidget(self.sentence)
        column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page


def _centred() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(12)
    column.setContentsMargins(24, 24, 24, 24)
    column.addStretch(1)
    return page, column
