"""The ground of every dialog: heading, a line below it, content, and a foot with buttons. Opened, never executed."""

from typing import override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, Look
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.scrolled import Scrolled, height_for

_EDGE = 24
"""The least room around a dialog on the screen, in px."""

_LEAST = 120
"""The least height of what scrolls, in px at 100 % text."""


class Sheet(QDialog):
    """A window-modal dialog that dims the window it belongs to, and deletes itself when it closes.

    Content goes into `body`, buttons into `foot`. `complain` shows a sentence above the foot.
    """

    def __init__(self, theme: Theme, parent: QWidget, title: str, subtitle: str = "", *, width: int = 560) -> None:
        super().__init__(parent)
        self.theme = theme
        self._dimmed = False
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._designed_width = width
        column = QVBoxLayout(self)
        column.setContentsMargins(21, 20, 21, 20)
        column.setSpacing(8)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(PlainLabel(theme, title, font=theme.fonts.heading))
        self.subtitle = PlainLabel(theme, subtitle, ink=Ink.MUTED, wrap=True)
        self.subtitle.setVisible(bool(subtitle))
        column.addWidget(self.subtitle)
        self._page = QWidget()
        self.body = QVBoxLayout(self._page)
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.setSpacing(8)
        self._view = Scrolled(theme, self._page)
        self._page.installEventFilter(self)
        column.addWidget(self._view, 1)
        self.trouble = PlainLabel(theme, ink=Ink.DANGER, wrap=True)
        self.trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(10)
        column.addLayout(self.foot)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """Be as wide as the text asks for, but no wider than the screen."""
        room = self.screen().availableGeometry().width() - 2 * _EDGE
        self.setFixedWidth(min(self.theme.px(self._designed_width), max(room, self._designed_width)))
        self.update()

    def complain(self, sentence: str, ink: Ink = Ink.DANGER) -> None:
        """Show a sentence; an empty one takes it away."""
        self.trouble.set_ink(ink)
        self.trouble.setText(sentence)
        self.trouble.setAccessibleName(sentence)
        self.trouble.setVisible(bool(sentence))

    def fit(self) -> None:
        """Be as high as the content needs at this width; where the screen has no room for that, the content scrolls."""
        layout = self.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        content = height_for(self.body, self.width() - margins.left() - margins.right())
        self._view.setFixedHeight(content)
        layout.activate()
        height = height_for(layout, self.width())
        room = self.screen().availableGeometry().height() - _EDGE
        if height > room:
            self._view.setFixedHeight(max(self.theme.px(_LEAST), content - (height - room)))
            layout.activate()
            height = height_for(layout, self.width())
        self.resize(self.width(), height)
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Move back where growing pushed the foot below the window, or a side beyond it, or off the screen."""
        parent = self.parentWidget()
        if not self.isVisible() or parent is None:
            return
        room = self.screen().availableGeometry()
        within = parent.window().frameGeometry().intersected(room)
        frame = self.frameGeometry()
        lowest = within.bottom() if frame.height() <= within.height() else room.bottom()
        widest = within.right() if frame.width() <= within.width() else room.right()
        top = max(room.top(), lowest - frame.height() + 1) if frame.bottom() > lowest else frame.top()
        left = max(room.left(), widest - frame.width() + 1) if frame.right() > widest else frame.left()
        if (left, top) != (frame.left(), frame.top()):
            self.move(left, top)

    def add_cancel(self, text: str = "") -> Button:
        """Put the button that closes without doing anything into the foot; it says "Cancel" where nothing else is given."""
        button = Button(self.theme, text or tr("Cancel"))
        button.clicked.connect(self.reject)
        self.foot.addWidget(button)
        return button

    def add_primary(self, text: str) -> Button:
        """Put the one primary button into the foot."""
        button = Button(self.theme, text, look=Look.PRIMARY)
        self.foot.addWidget(button)
        return button

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None and not self._dimmed:
            self._dimmed = True
            self.finished.connect(parent.activateWindow)
            if parent.findChild(Scrim) is None:
                self.finished.connect(Scrim(parent).deleteLater)

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Polish):
            self.fit()
        return handled

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.theme.tokens.hairline)
        painter.setBrush(self.theme.tokens.background)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Scrim(QWidget):
    """Dims a window while a dialog is open over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.42)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.end()
