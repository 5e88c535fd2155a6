"""What stands where the list has nothing to show: the first run, a view without tasks, a search without a match."""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.scroll_bar import slim

if TYPE_CHECKING:
    from desktop.domain.query import ListQuery


class TrayTile(QWidget):
    """The open tray on a soft square."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFixedSize(QSize(self._theme.px(76), self._theme.px(76)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tokens.selection)
        area, edge = QRectF(self.rect()), self.width() * 18 / 76
        painter.drawRoundedRect(area, edge, edge)
        paint_glyph(painter, Glyph.TRAY, area.adjusted(edge, edge, -edge, -edge), self._theme.tokens.accent)
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
        self.clear_button = Button(theme, tr("Clear search"))
        self.clear_button.clicked.connect(self.cleared)
        self.add_button = Button(theme, tr("Add tasks"), look=Look.PRIMARY)
        self.add_button.clicked.connect(self.add_clicked)
        self.connect_button = Button(theme, tr("Connect a provider"))
        self.connect_button.clicked.connect(self.connect_clicked)
        self.samples_button = Button(theme, tr("Try with sample tasks"))
        self.samples_button.clicked.connect(self._try_samples)
        self.samples_text = PlainLabel(
            theme,
            tr("The sample tasks run on this computer, in a window of their own. Nothing of them stays when you close it."),
            font=theme.fonts.detail,
            ink=Ink.MUTED,
            wrap=True,
        )
        for widget in (self.samples_button, self.samples_text):
            widget.setVisible(on_try_samples is not None)
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

    def show_query(self, query: "ListQuery", *, narrowed: bool = False) -> None:
        """Show why `query` selects nothing; `narrowed` where there are filters to clear."""
        from desktop.widgets.empty_words import empty_sentence, selects_all

        self.sentence.setText(empty_sentence(query))
        words = tr("Clear search") if query.text.strip() else tr("Clear filters") if narrowed else tr("Show all tasks")
        self.clear_button.show_text(words)
        self.clear_button.setVisible(not selects_all(query))
        self.setCurrentWidget(self._plain)

    def _try_samples(self) -> None:
        if self._on_try_samples is not None:
            self._on_try_samples()

    def _first_page(self) -> QWidget:
        theme = self._theme
        self._title = PlainLabel(theme, tr("No tasks yet"))
        self._text = PlainLabel(
            theme,
            tr("Paste task ids, drop a file, or send them from a script. Results are saved here before they disappear."),
            ink=Ink.MUTED,
            wrap=True,
        )
        for label in (self._title, self._text, self.samples_text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(12)
        for button in (self.add_button, self.connect_button, self.samples_button):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        page, column = _centred()
        for widget in (TrayTile(theme), self._title, self._text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addLayout(self._buttons)
        column.setAlignment(self._buttons, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.samples_text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        theme.changed.connect(self._arrange)
        return _scrolled(page, theme)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return that this makes no window wider: the buttons go below each other where there is little room."""
        return QSize(240, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Fit the words, and put the buttons below each other where they would not fit beside each other."""
        font = QFont(self._theme.fonts.heading)
        font.setPixelSize(self._theme.px(18))
        self._title.setFont(font)
        room = max(200, self.width() - 48)
        for label in (self._text, self.samples_text):
            label.setFixedWidth(min(self._theme.px(420), room))
            label.setMinimumHeight(label.heightForWidth(label.width()))
        shown = [button for button in (self.add_button, self.connect_button, self.samples_button) if not button.isHidden()]
        wide = sum(button.sizeHint().width() for button in shown) + self._buttons.spacing() * (len(shown) - 1)
        down = wide > room
        self._buttons.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)

    def _plain_page(self) -> QWidget:
        page, column = _centred()
        self.sentence.setMinimumWidth(200)
        column.addWidget(self.sentence)
        column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page


def _scrolled(page: QWidget, theme: Theme) -> QWidget:
    """Return `page` in an area that scrolls where large text leaves too little room."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    slim(area, theme, attrgetter("background"))
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def _centred() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(12)
    column.setContentsMargins(24, 24, 24, 24)
    column.addStretch(1)
    return page, column
