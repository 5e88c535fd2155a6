"""The switch between list, grid and columns, with what fits each: compact rows, or the size of pictures."""

from functools import partial
from typing import override

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from desktop.domain.language import tr, words_of
from desktop.domain.settings import Layout, Settings
from desktop.qt.icons import Glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.paint import paint_ring
from desktop.widgets.task_grid.layout import LEAST_PX, MOST_PX

_STEP, _PAGE = 16, 48
_WIDTH = 96
_TELL_MS = 400

LAYOUTS: dict[Layout, tuple[str, Glyph, str]] = {
    Layout.LIST: (words_of("List"), Glyph.LIST, "Ctrl+1"),
    Layout.GRID: (words_of("Grid"), Glyph.GRID, "Ctrl+2"),
    Layout.COLUMNS: (words_of("Columns"), Glyph.COLUMNS, "Ctrl+3"),
}


class LayoutSwitch(QWidget):
    """Three buttons, of which one is down, and beside them "Compact rows" or a slider.

    `layout_chosen` carries a :class:`Layout`, `compact_toggled` a bool. `picture_moved` carries the width of pictures in px while
    the slider is moved, `picture_chosen` the one it was left at.
    """

    layout_chosen = Signal(object)
    compact_toggled = Signal(bool)
    picture_moved = Signal(int)
    picture_chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._buttons = {layout: self._button(theme, layout) for layout in LAYOUTS}
        self.density = Button(theme, glyph=Glyph.DENSITY, name=tr("Compact rows"))
        self.density.setCheckable(True)
        self.density.toggled.connect(self.compact_toggled)
        self.slider = PictureSlider(theme)
        self.slider.valueChanged.connect(self._on_slider)
        self._later = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._later.timeout.connect(self._on_left)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for control in (self.slider, self.density, *self._buttons.values()):
            row.addWidget(control)
        row.insertSpacing(2, 4)
        self.show_settings(Settings())

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The three buttons, from the list on."""
        return tuple(self._buttons.values())

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All controls, in the order the keyboard walks through them."""
        return (self.slider, self.density, *self.buttons)

    def show_settings(self, settings: Settings) -> None:
        """Show what the settings say, without telling."""
        for layout, button in self._buttons.items():
            button.setChecked(layout is settings.layout)
            button.update()
        with QSignalBlocker(self.density), QSignalBlocker(self.slider):
            self.density.setChecked(settings.compact)
            if not self._later.isActive():
                self.slider.setValue(settings.thumbnail_px)
        self.density.update()
        self.slider.setVisible(settings.layout is Layout.GRID)
        self.density.setVisible(settings.layout is not Layout.GRID)

    def _button(self, theme: Theme, layout: Layout) -> Button:
        word, glyph, keys = LAYOUTS[layout]
        button = Button(theme, glyph=glyph, name=tr(word))
        button.setCheckable(True)
        button.clicked.connect(partial(self.layout_chosen.emit, layout))
        action = QAction(tr(word), self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(button.click)
        self.addAction(action)
        return button

    def _on_slider(self, px: int) -> None:
        self.picture_moved.emit(px)
        self._later.start()

    def _on_left(self) -> None:
        self.picture_chosen.emit(self.slider.value())


class PictureSlider(QSlider):
    """How large pictures are, in px. A ring shows where the keyboard is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setRange(LEAST_PX, MOST_PX)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(tr("Size of pictures"))
        self.setToolTip(tr("Size of pictures"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, self.rect().toRectF(), self._theme.tokens.accent)
            painter.end()
