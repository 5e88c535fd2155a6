"""Labels that show text exactly as typed: nothing here reads markup, mnemonics or anything but letters."""

from enum import Enum, auto
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.menus import Menu


class Ink(Enum):
    """Which text colour of the theme a label has."""

    TEXT = auto()
    MUTED = auto()
    WARNING = auto()
    DANGER = auto()


def ink_colour(theme: Theme, ink: Ink) -> QColor:
    """Return the colour an ink has at the moment."""
    tokens = theme.tokens
    return {Ink.TEXT: tokens.text, Ink.MUTED: tokens.muted, Ink.WARNING: tokens.warning, Ink.DANGER: tokens.danger}[ink]


def tooltip(text: str) -> str:
    """Return `text` as a tooltip that shows exactly these letters (Qt would read markup otherwise)."""
    from html import escape  # late: the first frame needs labels, and none of this

    return f"<qt>{escape(text)}</qt>" if text else ""


class PlainLabel(QLabel):
    """A label that shows its text letter by letter, in a colour of the theme."""

    def __init__(self, theme: Theme, text: str = "", *, font: QFont | None = None, ink: Ink = Ink.TEXT, wrap: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font or theme.fonts.body)
        self.setWordWrap(wrap)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:  # what can be selected would begin where its letters say
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.setText(text)
        self._recolour()
        theme.changed.connect(self._recolour)

    def set_ink(self, ink: Ink) -> None:
        """Change the text's colour."""
        self._ink = ink
        self._recolour()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().contextMenuEvent(event)
            return
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.selectedText().replace("\u2029", "\n")
        menu.addAction(tr("Copy"), partial(_copy, chosen)).setEnabled(bool(chosen))
        menu.addAction(tr("Select all"), self._select_all).setEnabled(bool(self.text()))
        menu.popup(event.globalPos())

    def _select_all(self) -> None:
        self.setSelection(0, len(self.text()))

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, ink_colour(self._theme, self._ink))
        palette.setColor(QPalette.ColorRole.Text, ink_colour(self._theme, self._ink))
        self.setPalette(palette)


class ElidedLabel(PlainLabel):
    """A one-line label that ends in "…" where it does not fit, and then shows all of it as a tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        font: QFont | None = None,
        ink: Ink = Ink.TEXT,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        self._mode = mode
        super().__init__(theme, text, font=font, ink=ink)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def shown_text(self) -> str:
        """Return what fits of the text."""
        return self.fontMetrics().elidedText(_one_line(self.text()), self._mode, self.contentsRect().width())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(ink_colour(self._theme, self._ink))
        painter.setFont(self.font())
        shown = self.shown_text()
        painter.drawText(self.contentsRect(), int(QStyle.visualAlignment(self.layoutDirection(), self.alignment())), shown)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(tooltip(self.text()) if self.shown_text() != self.text() else "")
        return super().event(event)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text
