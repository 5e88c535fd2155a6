"""A way to narrow the list as a chip: a button with a menu of values and their counts, and a cross while one is chosen."""

from collections.abc import Callable, Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.language import tr, tr_n
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import BUTTON_HEIGHT, Button, ChoiceButton, Look
from desktop.widgets.filter_words import Choice
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import button_fill, paint_frame

_WIDEST = 240
_CROSS = 26


class Chip(QWidget):
    """`opened` tells that its menu is about to show; `chosen` carries the value taken there, None for any.

    Delete and Backspace on the button do what the cross does.
    """

    opened = Signal()
    chosen = Signal(object)

    def __init__(self, theme: Theme, word: str, *, height: int = BUTTON_HEIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._word = word
        self._height = height
        self._shown: list[Choice] = []
        self._active = False
        self.button = _Face(theme, word)
        self.clear_button = _Cross(theme, tr("Clear “{filter}”", filter=word))
        self.clear_button.clicked.connect(self._on_clear)
        self.clear_button.hide()
        self.button.installEventFilter(self)
        self._group: QActionGroup | None = None
        self.button.choices.aboutToShow.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.clear_button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def active(self) -> bool:
        """Whether a value is chosen."""
        return self._active

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Its buttons, in the order the keyboard walks through them."""
        return (self.button, self.clear_button)

    def show_value(self, words: str, name: str) -> None:
        """Show the value chosen (empty: none); `name` is what assistive programs read."""
        had_focus = self.clear_button.hasFocus()
        self._active = bool(words)
        self.clear_button.setVisible(self._active)
        self.button.show_text(words or self._word)
        self.button.setAccessibleName(name)
        self.button.setToolTip(tooltip(name) if self._active else "")
        if had_focus and not self._active:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
        self.update()

    def show_choices(
        self,
        choices: Sequence[Choice],
        value: object,
        *,
        counted: bool,
        left_out: int = 0,
        icon: Callable[[object], QIcon] | None = None,
    ) -> None:
        """Fill the menu, of which `value` is the chosen one; while it is open, what stays keeps its place.

        Where there is no choice, it says that there is none, or that it is not `counted` yet.
        """
        menu = self.button.choices
        if self._group is not None and choices and [c.value for c in choices] == [c.value for c in self._shown]:
            for action, choice in zip(self._group.actions()[1:], choices, strict=True):
                action.setText(_entry(choice))
        else:
            menu.empty()
            self._fill(choices, counted=counted, left_out=left_out, icon=icon)
        self._shown = list(choices)
        assert self._group is not None
        for action in self._group.actions():
            action.setChecked(action.data() == value)

    def _fill(self, choices: Sequence[Choice], *, counted: bool, left_out: int, icon: Callable[[object], QIcon] | None) -> None:
        menu = self.button.choices
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._on_action)
        self._add(Choice(None, tr("All")), None)
        menu.addSeparator()
        for choice in choices:
            self._add(choice, icon)
        if not choices:
            menu.addAction(tr("Nothing to choose from") if counted else tr("Counting…")).setEnabled(False)
        if left_out:
            menu.addSeparator()
            said = tr_n("{n} more: type its name into the search", "{n} more: type their names into the search", left_out)
            menu.addAction(said).setEnabled(False)

    def _add(self, choice: Choice, icon: Callable[[object], QIcon] | None) -> None:
        assert self._group is not None
        action = self.button.choices.addAction(_entry(choice))
        action.setCheckable(True)
        action.setData(choice.value)
        if icon is not None:
            action.setIcon(icon(choice.value))
        self._group.addAction(action)

    def forget_choices(self) -> None:
        """Make the menu anew when it is next filled."""
        self._shown = []
        self.button.choices.empty()
        if self._group is not None:
            self._group.deleteLater()
            self._group = None

    def _on_action(self, action: QAction) -> None:
        self.chosen.emit(action.data())

    def _on_clear(self) -> None:
        self.chosen.emit(None)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(self._height))
        self.button.setFixedHeight(self.height() - 2)
        self.clear_button.setFixedHeight(self.height() - 2)
        self.updateGeometry()
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        if self._active and pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_clear()
            return True
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = tokens.selection if self._active else button_fill(self._theme)
        paint_frame(painter, QRectF(self.rect()), fill, tokens.accent if self._active else tokens.hairline)
        painter.end()


def _entry(choice: Choice) -> str:
    """Return a menu's line: the value on one side, its count on the other."""
    words = choice.words.replace("&", "&&").replace("\t", " ")
    return words if choice.count is None else f"{words}\t{choice.count:,}"


class _Face(ChoiceButton):
    """The button of a chip: as wide as its text, within reason; the chip paints its frame."""

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(self._theme.px(_WIDEST), self._theme.px(BUTTON_HEIGHT)))

    @override
    def _colours(self) -> tuple[QColor, QColor | None, QColor]:
        tokens = self._theme.tokens
        hot = self.isDown() or self.underMouse()
        chip = self.parentWidget()
        quiet = QColor(Qt.GlobalColor.transparent)
        return tokens.hover if hot and not (isinstance(chip, Chip) and chip.active) else quiet, None, tokens.text


class _Cross(Button):
    """The cross of a chip."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, glyph=Glyph.CLOSE, name=name, look=Look.QUIET)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_CROSS), super().sizeHint().height())

    @override
    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        side = self._theme.px(12)
        middle = QRectF(self.rect()).center()
        paint_glyph(painter, Glyph.CLOSE, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), colour)
