"""Texts, letter by letter."""

from functools import partial
from operator import attrgetter
from typing import override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.look import Look
from desktop.qt.theme import Theme
from desktop.widgets.controls import Area, Ground
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.previews.item import Item
from desktop.widgets.previews.reading import read_text
from desktop.widgets.previews.stage import House, Stage
from desktop.widgets.scroll_bar import SlimScrollBar

_WALK = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})


class TextStage(Stage):
    """Shows the beginning of a text."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._turn = 0
        self.text = _Text(house.theme)
        self.note = PlainLabel(house.theme, font=house.theme.fonts.detail, ink=Ink.MUTED, wrap=True)
        self.setFocusProxy(self.text)
        area = Area(house.theme, Ground.BACKGROUND)
        inner = QVBoxLayout(area)
        inner.setContentsMargins(20, 14, 8, 14)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    @override
    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        self.release()
        item = items[0]
        self.text.setAccessibleName(tr("Text {name}", name=item.name) if item.path else tr("Answer"))
        if item.path:
            self.house.spawner.spawn(self._fetch(self._turn, item.path), name="text")
        else:
            self._show(item.task.text_result or "", whole=True)

    @override
    def release(self) -> None:
        self._turn += 1
        self.text.clear()
        self.note.hide()

    async def _fetch(self, turn: int, path: str) -> None:
        read = await in_daemon_thread("outtray-text", partial(read_text, path))
        if turn != self._turn:
            return
        if read is None:
            self.failed.emit(tr("This text can't be read. It may have been moved or deleted."))
        else:
            self._show(read[0], whole=read[1])

    def _show(self, text: str, *, whole: bool) -> None:
        self.text.setPlainText(text)
        self.note.setVisible(not whole)
        self.note.setText("" if whole else tr("Only the first 200 KB are shown. Use “Open with” to see all of it."))


class _Text(QPlainTextEdit):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.fonts.body)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBar(SlimScrollBar(theme, attrgetter("background")))
        self._recolour()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self._theme.tokens.background)
        palette.setColor(QPalette.ColorRole.Text, self._theme.tokens.text)
        self.setPalette(palette)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _WALK:
            event.accept()
            return True
        return super().event(event)
