"""Lines for scripts, each with a button that copies it."""

import math
from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.domain.snippets import Snippet
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import TextBox
from desktop.widgets.labels import Ink, PlainLabel

_WIDTH = 680
_AROUND = 16
"""What a box has around its text, in px: its frame and its padding, twice each, and a pixel of air on both sides."""


class LineBox(TextBox):
    """A box for one line that can't be changed; broken between words where it can be, and as high as that asks for."""

    def __init__(self, theme: Theme, name: str, line: str) -> None:
        super().__init__(theme, name=name, read_only=True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(line)
        self.setFixedHeight(theme.px(2 * _AROUND))  # about one line, so that the dialog is placed as high as it will be
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        above = self.document().documentMargin()  # the one below is in the last block's height
        text = self.blockBoundingRect(self.document().firstBlock()).height()
        self.setFixedHeight(math.ceil(above + text) + _AROUND)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class ScriptsSheet(Sheet):
    """Shows lines for scripts. `inbox_asked` is emitted when the user wants to choose the inbox first."""

    inbox_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget, lines: Sequence[Snippet]) -> None:
        about = tr("Lines to copy into scripts. They reach the Outtray that is running, or write the list while none is.")
        super().__init__(theme, parent, tr("For scripts"), about, width=_WIDTH)
        self.boxes: list[LineBox] = []
        self.copies: list[Button] = []
        self.choose = Button(theme, tr("Choose the inbox…"))
        self.choose.hide()
        self.choose.clicked.connect(self._on_choose)
        for snippet in lines:
            self.body.addWidget(PlainLabel(theme, snippet.title, ink=Ink.MUTED, wrap=True))
            self.body.addLayout(self._row(snippet))
        about_codes = tr(
            "The exit code is 0 when every id is on the list, 1 when one is unclear or nothing was found. "
            "Remarks come on standard error. With --json the answer is a list with an entry for each id."
        )
        self.body.addWidget(PlainLabel(theme, about_codes, font=theme.fonts.detail, ink=Ink.MUTED, wrap=True))
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def _row(self, snippet: Snippet) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if not snippet.line:
            self.choose.show()
            row.addWidget(self.choose)
            row.addStretch(1)
            return row
        box = LineBox(self.theme, snippet.title, snippet.line)
        copy = Button(self.theme, tr("Copy"))
        copy.setAccessibleName(tr("Copy: {name}", name=snippet.title))
        copy.clicked.connect(partial(self._on_copy, snippet))
        row.addWidget(box, 1)
        row.addWidget(copy)
        self.boxes.append(box)
        self.copies.append(copy)
        return row

    def _on_copy(self, snippet: Snippet) -> None:
        QGuiApplication.clipboard().setText(snippet.line)
        self.complain(tr("Copied: {name}", name=snippet.title), Ink.MUTED)

    def _on_choose(self) -> None:
        self.accept()
        self.inbox_asked.emit()
