"""Says what a link or a file asked for that was not done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr, tr_n
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import Ink, PlainLabel

MOST_SAID = 5


class NotOpenedSheet(Sheet):
    """Sentences, and a button that closes. It stays until it is closed: nobody asked for it in this window."""

    def __init__(self, theme: Theme, parent: QWidget, sentences: Sequence[str]) -> None:
        super().__init__(theme, parent, tr("Not opened"), width=560)
        self.said = tuple(sentences[:MOST_SAID])
        for sentence in self.said:
            label = PlainLabel(theme, sentence, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(label)
        if left := len(sentences) - len(self.said):
            more = tr_n("{n} more was not opened.", "{n} more were not opened.", left)
            self.body.addWidget(PlainLabel(theme, more, ink=Ink.MUTED, wrap=True))
        self.setAccessibleDescription(" ".join(self.said))
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()
