"""The command palette: a field, and below it the commands that what is typed may mean."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr, tr_n
from desktop.qt.theme import Theme
from desktop.widgets.command import Command, matching
from desktop.widgets.command_rows import COMMAND, CommandRows, said_of
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink, PlainLabel

SHOWN = 10
"""Rows in sight."""

_WIDTH = 600
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}


class Palette(Sheet):
    """Finds one of `commands` by a few letters. `picked` carries it once the palette has closed.

    The keyboard stays in the field: arrows choose, Return does, Escape leaves. What is chosen is said to assistive programs.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(theme, parent, tr("Commands"), width=_WIDTH)
        self._commands = tuple(commands)
        self.field = Field(theme, name=tr("Find a command"), placeholder=tr("Type a few letters of a command, view or project"))
        self.rows = CommandRows(theme, tr("Commands"))
        self.rows.ringed = True
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = PlainLabel(theme, tr("No command matches. Try other words."), ink=Ink.MUTED)
        self.body.addWidget(self.field)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.none)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.rows.clicked.connect(self._on_clicked)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._fit_rows)
        self._find("")
        self._fit_rows()
        self.field.setFocus()

    def _fit_rows(self) -> None:
        self.rows.show_at_most(SHOWN)

    def _find(self, typed: str) -> None:
        found = matching(self._commands, typed)
        self.rows.show_commands(found)
        self.rows.setVisible(bool(found))
        self.none.setVisible(not found)
        self.field.setAccessibleDescription(tr_n("{n} command", "{n} commands", len(found)))

    def _on_current(self, current: QModelIndex) -> None:
        command = current.data(COMMAND)
        if isinstance(command, Command) and self.isVisible():
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self.field, said_of(command, self.rows.commands.keys(command)))
            )

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.pick()

    def pick(self) -> None:
        """Close and let the chosen command be done; where it can't be done now, say why and stay."""
        command = self.rows.chosen()
        if command is None:
            return
        if not command.enabled:
            self.complain(tr("“{command}” can't be done now: {reason}.", command=command.name, reason=command.why_not), Ink.MUTED)
            return
        self.accept()
        self.picked.emit(command)

    def place(self) -> None:
        """Stand below the top of the window, as wide as the text asks for."""
        window = self.parentWidget()
        if window is not None:
            frame = window.window()
            left = (frame.width() - self.width()) // 2
            self.move(frame.mapToGlobal(QPoint(left, min(self.theme.px(56), max(0, frame.height() - self.height())))))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _STEPS:
                self.rows.step(_STEPS[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.pick()
                return True
        return super().eventFilter(watched, event)
