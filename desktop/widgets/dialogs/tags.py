"""The tags of one task or of several, as chips; new ones are completed from those in use."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.domain.language import tr, tr_n
from desktop.domain.task import Task
from desktop.qt.icons import Glyph
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.flow import Flow
from desktop.widgets.labels import Ink, PlainLabel

LONGEST = 60
_OFFERED = 12
_GAP = 6


class TagsSheet(Sheet):
    """Shows the user's tags of `tasks`, and those in use as offers. `chosen` carries (tags to add, tags to drop)."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, tasks: Sequence[Task], used: Sequence[str]) -> None:
        subtitle = "" if len(tasks) == 1 else tr_n("For {n} task.", "For {n} tasks.", len(tasks))
        super().__init__(theme, parent, tr("Tags"), subtitle, width=480)
        self._count = len(tasks)
        self._had = Counter(tag for task in tasks for tag in dict.fromkeys(task.own_tags))
        self._now = dict(self._had)
        self._used = used
        self.field = _TagField(theme, name=tr("New tag"), placeholder=tr("Type a tag, then Enter"))
        self.field.setMaxLength(LONGEST)
        completer = QCompleter(list(used), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.entered.connect(self.add)
        self.chips = _Chips()
        self.offers = _Chips()
        self.offers_name = PlainLabel(theme, tr("In use"), font=theme.fonts.section, ink=Ink.MUTED)
        for widget in (self.chips, self.field, self.offers_name, self.offers):
            self.body.addWidget(widget)
        self.foot.addStretch(1)
        self.add_cancel()
        self.go = self.add_primary(tr("Save the tags"))
        self.go.clicked.connect(self._on_go)
        self._show()
        self.field.setFocus()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags shown as chips."""
        return tuple(self._now)

    def add(self, text: str) -> None:
        """Give all tasks a tag, or several with commas between them."""
        for part in text.split(","):
            tag = " ".join(part.split()).lstrip("#")[:LONGEST]
            if tag:
                self._now[self._spelled(tag)] = self._count
        self.field.clear()
        self._show()

    def drop(self, tag: str) -> None:
        """Take a tag away from all tasks."""
        self._now.pop(tag, None)
        self._show()
        self.field.setFocus()

    def _spelled(self, tag: str) -> str:
        """Return a tag as it is spelled where it is in use."""
        folded = tag.casefold()
        return next((known for known in (*self._now, *self._used) if known.casefold() == folded), tag)

    def _show(self) -> None:
        self.chips.show_buttons([self._chip(tag, count) for tag, count in self._now.items()])
        self.chips.setVisible(bool(self._now))
        offers = [tag for tag in self._used if tag not in self._now][:_OFFERED]
        self.offers.show_buttons([self._offer(tag) for tag in offers])
        self.offers.setVisible(bool(offers))
        self.offers_name.setVisible(bool(offers))
        self.fit()

    def _chip(self, tag: str, count: int) -> Button:
        text = tag if count == self._count else tr("{tag} ({n} of {all})", tag=tag, n=f"{count:,}", all=f"{self._count:,}")
        chip = Button(self.theme, text, glyph=Glyph.CLOSE)
        chip.setAccessibleName(tr("Take away the tag {tag}", tag=text))
        chip.setMaximumWidth(400)
        chip.clicked.connect(partial(self.drop, tag))
        return chip

    def _offer(self, tag: str) -> Button:
        offer = Button(self.theme, tag)
        offer.setAccessibleName(tr("Add the tag {tag}", tag=tag))
        offer.setMaximumWidth(400)
        offer.clicked.connect(partial(self.add, tag))
        return offer

    def _on_go(self) -> None:
        if self.field.text().strip():
            self.add(self.field.text())
        added = tuple(tag for tag, count in self._now.items() if count > self._had[tag])
        dropped = tuple(tag for tag in self._had if tag not in self._now)
        if added or dropped:
            self.chosen.emit((added, dropped))
        self.accept()


class _TagField(Field):
    """A field that hands over what was typed at Enter or a comma; Enter in the empty field is the dialog's."""

    entered = Signal(object)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter or event.text() == ",") and self.text().strip():
            self.entered.emit(self.text())
        else:
            super().keyPressEvent(event)


class _Chips(QWidget):
    """Buttons one after the other, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(spacing=_GAP)
        self.setLayout(self._flow)

    def show_buttons(self, buttons: Sequence[Button]) -> None:
        """Show other buttons."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for button in buttons:
            self._flow.addWidget(button)
        self.updateGeometry()
