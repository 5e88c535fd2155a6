"""The ground of every dialog: heading, a line below it, content, and a foot with buttons. Opened, never executed."""

from typing import override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import Ink, PlainLabel


class Sheet(QDialog):
    """A window-modal dialog that deletes itself when it closes.

    Content goes into `body`, buttons into `foot`. `complain` shows a sentence above the foot.
    """

    def __init__(self, theme: Theme, parent: QWidget, title: str, subtitle: str = "", *, width: int = 560) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(21, 20, 21, 20)
        column.setSpacing(8)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(PlainLabel(theme, title, font=theme.fonts.heading))
        self.subtitle = PlainLabel(theme, subtitle, ink=Ink.MUTED, wrap=True)
        self.subtitle.setVisible(bool(subtitle))
        column.addWidget(self.subtitle)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.setSpacing(8)
        column.addLayout(self.body, 1)
        self.trouble = PlainLabel(theme, ink=Ink.DANGER, wrap=True)
        self.trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(10)
        column.addLayout(self.foot)
        theme.changed.connect(self.update)

    def complain(self, sentence: str, ink: Ink = Ink.DANGER) -> None:
        """Show a sentence; an empty one takes it away."""
        self.trouble.set_ink(ink)
        self.trouble.setText(sentence)
        self.trouble.setAccessibleName(sentence)
        self.trouble.setVisible(bool(sentence))

    def fit(self) -> None:
        """Be as high as the content needs at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
            self.resize(self.width(), height)

    def add_cancel(self, text: str = "Cancel") -> Button:
        """Put the button that closes without doing anything into the foot."""
        button = Button(self.theme, text)
        button.clicked.connect(self.reject)
        self.foot.addWidget(button)
        return button

    def add_primary(self, text: str) -> Button:
        """Put the one primary button into the foot."""
        button = Button(self.theme, text, look=Look.PRIMARY)
        self.foot.addWidget(button)
        return button

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Polish):
            self.fit()
        return handled

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.tokens.background)
        painter.end()


class Scrim(QWidget):
    """Dims the window while a dialog is open over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._open = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self.hide()

    def watch(self, sheet: Sheet) -> None:
        """Stay until `sheet` is closed."""
        self._open += 1
        sheet.finished.connect(self._on_finished)
        self._cover()
        self.show()
        self.raise_()

    def _on_finished(self) -> None:
        self._open = max(0, self._open - 1)
        self.setVisible(self._open > 0)

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._cover()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.42)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.end()
