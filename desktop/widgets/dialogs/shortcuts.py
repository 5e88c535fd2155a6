"""All shortcuts, by what they are about; searchable, and copied as plain text."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.command import Command, folded
from desktop.widgets.command_rows import CommandRows, keys_words
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink, PlainLabel

SHOWN = 14
_WIDTH = 560


def shortcuts_text(shortcuts: Sequence[Command]) -> str:
    """Return shortcuts as lines of text under headings, the keys in a column."""
    wide = max((len(keys_words(each.keys)) for each in shortcuts), default=0)
    lines: list[str] = []
    topic = ""
    for each in shortcuts:
        if each.topic != topic:
            topic = each.topic
            lines += [*([""] if lines else []), topic]
        lines.append(f"  {keys_words(each.keys):<{wide}}  {each.name}")
    return "\n".join(lines) + "\n"


class ShortcutsSheet(Sheet):
    """The shortcuts. What is typed narrows them, by name, English name, topic or keys."""

    def __init__(self, theme: Theme, parent: QWidget, shortcuts: Sequence[Command]) -> None:
        super().__init__(theme, parent, tr("Keyboard shortcuts"), width=_WIDTH)
        self._shortcuts = tuple(shortcuts)
        self.field = Field(theme, name=tr("Search shortcuts"), placeholder=tr("Search: copy, Ctrl+S, F5…"))
        self.rows = CommandRows(theme, tr("Shortcuts"), headings=True, all_keys=True)
        self.rows.ringed = True
        self.none = PlainLabel(theme, tr("No shortcut matches."), ink=Ink.MUTED)
        self.copy = Button(theme, tr("Copy as text"))
        self.body.addWidget(self.field)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.none)
        self.foot.addWidget(self.copy)
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.copy.clicked.connect(self._on_copy)
        self.field.textChanged.connect(self._find)
        theme.changed.connect(self._fit_rows)
        self._fit_rows()
        self._find("")
        self.field.setFocus()

    def _fit_rows(self) -> None:
        self.rows.show_at_most(SHOWN)

    def _find(self, typed: str) -> None:
        words = folded(typed).split()
        found = [each for each in self._shortcuts if all(word in _letters(each) for word in words)]
        self.rows.show_commands(found)
        self.rows.setVisible(bool(found))
        self.none.setVisible(not found)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(shortcuts_text(self._shortcuts))
        self.complain(tr("Copied."), Ink.MUTED)


def _letters(shortcut: Command) -> str:
    return folded(" ".join((shortcut.name, shortcut.english, shortcut.topic, *shortcut.keys, keys_words(shortcut.keys))))
