"""Finding a setting: which rows of which sections say what was typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFormLayout, QGridLayout, QLabel, QLayout, QLineEdit, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.command import folded
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.paint import paint_ring


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a section: its widgets, and all that they say, folded."""

    widgets: tuple[QWidget, ...]
    text: str

    def control(self) -> QWidget | None:
        """Return what the keyboard goes to; None for a row of words alone."""
        return next((widget for widget in self.widgets if _takes_keyboard(widget)), None)


def rows_of(page: Page) -> list[Row]:
    """Return the rows of a page, and of a page within it."""
    rows = [row for nested in page.findChildren(Page) for row in _rows(nested)]
    return [*(row for row in _rows(page) if not any(isinstance(widget, Page) for widget in row.widgets)), *rows]


def found_in(rows: Sequence[Row], title: str, typed: str) -> list[Row] | None:
    """Return the rows that say every word typed; none of them where only the section's `title` does; None where nothing does."""
    words = folded(typed).split()
    found = [row for row in rows if all(word in row.text for word in words)]
    if found:
        return found
    return [] if all(word in folded(title) for word in words) else None


def _rows(page: Page) -> Iterator[Row]:
    form = page.form
    for place in range(form.rowCount()):
        parts: list[QWidget] = []
        for role in (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole):
            item = form.itemAt(place, role)
            if item is None:
                continue
            layout, widget = item.layout(), item.widget()
            if isinstance(layout, QGridLayout):
                yield from (_row([each]) for each in _widgets(layout))
            elif layout is not None:
                parts += _widgets(layout)
            elif widget is not None:
                parts += _with_inner(widget)
        if parts:
            yield _row(parts)


def _row(widgets: Sequence[QWidget]) -> Row:
    return Row(tuple(widgets), folded(" ".join(_said(widget) for widget in widgets)))


def _widgets(layout: QLayout) -> list[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [each for widget in widgets if widget is not None for each in _with_inner(widget)]


def _with_inner(widget: QWidget) -> list[QWidget]:
    return [widget, *widget.findChildren(QWidget)]


def _said(widget: QWidget) -> str:
    """Return what a widget says, the choices of its menu included."""
    texts = [widget.accessibleName()]
    if isinstance(widget, QLabel | QAbstractButton):
        texts.append(widget.text())
    if isinstance(widget, QLineEdit):
        texts.append(widget.placeholderText())
    if isinstance(widget, ChoiceButton):
        texts += [action.text() for action in widget.choices.actions()]
    return " ".join(texts)


def _takes_keyboard(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


class Marks(QWidget):
    """Rings around the rows of a page that were found."""

    def __init__(self, theme: Theme, page: Page) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._rows: list[Row] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def rows(self) -> list[Row]:
        """The rows ringed."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Ring other rows."""
        self._rows = list(rows)
        self.setVisible(bool(rows))
        self.follow()

    def follow(self) -> None:
        """Be as large as the page, above all on it."""
        self.setGeometry(self._page.rect())
        self.raise_()
        self.update()

    def _rect(self, row: Row) -> QRect:
        whole = QRect()
        for widget in row.widgets:
            if widget.isVisible():
                whole = whole.united(QRect(widget.mapTo(self._page, QPoint(0, 0)), widget.size()))
        return whole

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self._rows:
            rect = QRectF(self._rect(row)).adjusted(-4, -2, 4, 2).intersected(QRectF(self.rect()))
            paint_ring(painter, rect, self._theme.tokens.warning, radius=6)
        painter.end()
