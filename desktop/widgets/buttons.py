"""Buttons of the design, and the ones that open a menu of choices."""

from enum import Enum, auto
from typing import override

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.menus import Menu
from desktop.widgets.paint import aligned, button_fill, paint_frame, paint_ring, placed

BUTTON_HEIGHT = 32
"""Height of a button at 100 % text, in px."""


class Look(Enum):
    """How a button presents itself. There is one PRIMARY at a time."""

    PLAIN = auto()
    PRIMARY = auto()
    QUIET = auto()


class Button(QPushButton):
    """A push button of the design: 32 px high, radius 7, with an optional glyph, menu arrow and check mark.

    A glyph without a text needs `name`, which assistive programs read and the tooltip shows.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        look: Look = Look.PLAIN,
        glyph: Glyph | None = None,
        name: str = "",
        menu: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._look = look
        self._glyph = glyph
        self._arrow = menu
        self._label = ""
        self._ring = False
        self.setFont(theme.fonts.title if look is Look.PRIMARY else theme.fonts.body)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.show_text(text)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(tooltip(name))
        theme.changed.connect(self._restyle)

    @property
    def label(self) -> str:
        """The text shown."""
        return self._label

    def show_text(self, text: str) -> None:
        """Show `text`, letter by letter."""
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _colours(self) -> tuple[QColor, QColor | None, QColor]:
        """Return the fill, the border (None: none) and the text colour of this moment."""
        tokens = self._theme.tokens
        hot = self.isDown() or self.isChecked()
        if self._look is Look.PRIMARY and self.isEnabled():
            fill = tokens.primary_pressed if hot else tokens.primary_hover if self.underMouse() else tokens.primary
            return fill, None, tokens.accent_text
        text = (
            tokens.text if self.isEnabled() else self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        )
        if self._look is Look.QUIET:
            fill = tokens.selection if hot else tokens.hover if self.underMouse() else QColor(Qt.GlobalColor.transparent)
            return fill, None, text
        fill = tokens.selection if hot else tokens.hover if self.underMouse() and self.isEnabled() else button_fill(self._theme)
        return fill, tokens.hairline, text

    def _text_width(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self._label) if self._label else 0

    @override
    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = self._text_width() + px(24 if self._label else 18)
        if self._glyph is not None:
            width += px(16) + (px(6) if self._label else 0)
        if self._arrow:
            width += px(14)
        return QSize(max(width, px(34)), px(BUTTON_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() == Qt.Key.Key_Down and self.menu() is not None:
            self.showMenu()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, border, text = self._colours()
        paint_frame(painter, QRectF(self.rect()), fill, border)
        if self._ring and self.hasFocus():
            ring = self._theme.tokens.accent_text if self._look is Look.PRIMARY else self._theme.tokens.accent
            paint_ring(painter, QRectF(self.rect()), ring, inset=2.0 if self._look is Look.PRIMARY else 0.0)
        self._paint_content(painter, text)
        painter.end()

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        px, whole, direction = self._theme.px, QRectF(self.rect()), self.layoutDirection()
        pad, middle = px(12 if self._label else 9), whole.center().y()
        area = whole.adjusted(pad, 0, -pad, 0)
        if self._glyph is not None:
            side = px(16)
            paint_glyph(painter, self._glyph, placed(direction, whole, QRectF(area.left(), middle - side / 2, side, side)), colour)
            area.adjust(side + (px(6) if self._label else 0), 0, 0, 0)
        if self._arrow:
            side = px(10)
            chevron = QRectF(area.right() - side, middle - side / 2, side, side)
            paint_glyph(painter, Glyph.CHEVRON_DOWN, placed(direction, whole, chevron), colour)
            area.adjust(0, 0, -px(14), 0)
        painter.setPen(colour)
        painter.setFont(self.font())
        flags = aligned(direction, middle=not self._arrow and self._glyph is None)
        text = QFontMetrics(self.font()).elidedText(self._label, Qt.TextElideMode.ElideRight, round(area.width()) + 1)
        painter.drawText(placed(direction, whole, area), flags, text)


class ChoiceButton(Button):
    """A button that opens a menu of choices and shows the one taken, as "Newest first ▾"."""

    def __init__(self, theme: Theme, text: str = "", *, name: str = "") -> None:
        super().__init__(theme, text, menu=True)
        self._name = name
        self._menu = Menu(theme, self)
        self.setMenu(self._menu)
        self.show_text(text)

    @property
    def choices(self) -> Menu:
        """The menu; callers fill it."""
        return self._menu

    @override
    def show_text(self, text: str) -> None:
        super().show_text(text)
        name = getattr(self, "_name", "")
        if name:
            self.setAccessibleName(f"{name}: {text}" if text else name)
