"""Adding tasks: one box takes anything, a table shows what it is taken for, and only then something is added."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import override

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.intake import Choice, FoundKey, Intake, IntakeRow, IntakeState
from desktop.domain.language import sentences, tr, tr_n
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.brought import Brought
from desktop.widgets.dialogs.clipboard_offer import ClipboardOffer
from desktop.widgets.dialogs.intake_table import HEAD, ROW, IntakeTable
from desktop.widgets.dialogs.pasted_files import Unreadable, dropped_paths, read_files, takes
from desktop.widgets.dialogs.project_choice import ProjectChoice
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import TextBox
from desktop.widgets.labels import Ink, PlainLabel

_DELAY_MS = 120
SETTLE_MS = 600
"""How long what a link or a file brought stands there before it can be added: a click on its way was meant for something else."""

_MOST_ROWS, _FEWEST_ROWS = 8, 3
_AROUND_TABLE = 420
"""What the dialog needs besides the table's rows, in px, with everything shown."""


class IntakeBox(TextBox):
    """The box; dropped files go to the dialog."""

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class AddTasksSheet(Sheet):
    """The add dialog.

    `added` carries the tasks after adding; `key_found` a :class:`FoundKey` the user wants stored; `show_asked` the numbers of tasks
    that are tracked already.
    """

    added = Signal(object)
    key_found = Signal(object)
    show_asked = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, engine: EngineApi, spawner: Spawner, *, projects: Sequence[str], text: str = ""
    ) -> None:
        subtitle = tr("Paste ids, JSON, a curl command, a log or a link. Drop a file. Nothing is sent before you press Add.")
        super().__init__(theme, parent, tr("Add tasks"), subtitle, width=760)
        self._engine = engine
        self._spawner = spawner
        self._keys: tuple[FoundKey, ...] = ()
        self._round = 0
        self._adding = False
        self._chosen = False
        self.brought: Brought | None = None
        self.box = IntakeBox(theme, name=tr("Ids, JSON, a log or links"), placeholder=tr("Paste here…"))
        self.box.setFixedHeight(96)
        self.table = IntakeTable(theme)
        self.table.rows_model.accounts = {state.account.id: state.account for state in engine.accounts()}
        self.project = ProjectChoice(theme, projects)
        self.found = PlainLabel(theme, ink=Ink.MUTED, wrap=True)
        self.offer = ClipboardOffer(theme)
        self.origin = PlainLabel(theme, ink=Ink.WARNING, wrap=True)
        self._lay_out()
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._examine)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._refresh)
        self.box.textChanged.connect(self._delay.start)
        self.box.textChanged.connect(self.offer.withdraw)
        self.offer.taken.connect(self.box.setPlainText)
        self.table.choice_made.connect(self._on_choice)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._add_now)
        self.setAcceptDrops(True)
        self._show_rows(())
        if text:
            self.box.setPlainText(text)
        self.box.setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(self.origin)
        self.origin.hide()
        self.body.addWidget(self.box)
        self.body.addWidget(self.offer)
        self._key_row = QWidget()
        row = QHBoxLayout(self._key_row)
        row.setContentsMargins(0, 4, 0, 4)
        self.key_words = PlainLabel(self.theme, ink=Ink.DANGER, wrap=True)
        self.store_key = Button(self.theme, tr("Store as a key…"))
        self.store_key.clicked.connect(self._on_store_key)
        row.addWidget(self.key_words, 1)
        row.addWidget(self.store_key)
        self.body.addWidget(self._key_row)
        self._key_row.hide()
        self.body.addWidget(self.table)
        self.body.addWidget(self.found)
        self.foot.addWidget(self.project)
        self.foot.addStretch(1)
        self.show_tracked = Button(self.theme, tr("Show them"))
        self.show_tracked.clicked.connect(self._on_show_tracked)
        self.foot.addWidget(self.show_tracked)
        self.add_cancel()
        self.add = self.add_primary(tr("Add tasks"))
        self.add.clicked.connect(self._add_now)

    # -- reading what is in the box --------------------------------------------------------------------------------

    @property
    def untouched(self) -> bool:
        """Whether there is nothing of the user's here: the box is empty or as a link or a file filled it, and no row was chosen."""
        text = self.box.toPlainText()
        filled = self.brought is not None and text == self.brought.text
        return not (self._adding or self._chosen) and (filled or not text.strip())

    def bring(self, brought: Brought) -> None:
        """Show what a link or a file brought, in place of what is in the box, and say that."""
        self.brought = brought
        self.origin.setText(brought.words)
        self.origin.setAccessibleName(brought.words)
        self.origin.show()
        self.box.setPlainText(brought.text)
        if self.project.project() is None:
            self.project.choose(brought.project)
        self.box.setFocus()
        self._settling.start()
        self._refresh()

    def take_files(self, data: QMimeData) -> None:
        """Read dropped files into the box."""
        paths = dropped_paths(data)
        if paths:
            self._spawner.spawn(self._read(paths), name="dropped files")

    async def _read(self, paths: list[Path]) -> None:
        try:
            text = await asyncio.to_thread(read_files, paths)
        except Unreadable as trouble:
            self.complain(str(trouble))
            return
        before = self.box.toPlainText()
        self.box.setPlainText(f"{before}\n{text}" if before.strip() else text)

    def _examine(self) -> None:
        self._round += 1
        self._spawner.spawn(self._look(self.box.toPlainText(), self._round), name="intake")

    async def _look(self, text: str, number: int) -> None:
        intake = await self._examined(text) if text.strip() else Intake()
        if number == self._round and not self._adding:
            self.complain("")
            self._chosen = False
            self._show_keys(intake.keys)
            self._show_rows(intake.rows)

    async def _examined(self, text: str) -> Intake:
        """Find ids in `text`. Where a link named the account, that takes what it could own; the user may choose otherwise."""
        intake = await self._engine.examine(text)
        account_id = self.brought.account_id if self.brought is not None else None
        if account_id is None:
            return intake
        choices = {row.task_id: row.choices for row in intake.rows}
        named = (await self._engine.examine(text, account_id=account_id)).rows
        return replace(intake, rows=tuple(_by_link(row, choices.get(row.task_id, ()), account_id) for row in named))

    def _show_keys(self, keys: tuple[FoundKey, ...]) -> None:
        self._keys = keys
        self._key_row.setVisible(bool(keys))
        if keys:
            self.key_words.setText(_key_words(keys))

    def _show_rows(self, rows: Sequence[IntakeRow]) -> None:
        self.table.rows_model.show_rows(rows)
        self._refresh()

    def _refresh(self) -> None:
        rows = self.table.rows_model.rows
        count = {state: sum(row.state is state for row in rows) for state in IntakeState}
        new = count[IntakeState.NEW]
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(min(len(rows), self._most_rows()) * self.theme.px(ROW) + self.theme.px(HEAD))
        self.found.setText(self._summary(count))
        self.found.setVisible(bool(self.found.text()))
        self.add.show_text(tr_n("Add {n} task", "Add {n} tasks", new) if new else tr("Add tasks"))
        self.add.setEnabled(new > 0 and not self._adding and not self._settling.isActive())
        tracked = count[IntakeState.TRACKED]
        self.show_tracked.setVisible(tracked > 0 and new == 0)
        self.fit()

    def _most_rows(self) -> int:
        """Return how many rows the table shows at once: fewer on a low screen."""
        return min(
            _MOST_ROWS,
            max(_FEWEST_ROWS, (self.screen().availableGeometry().height() - self.theme.px(_AROUND_TABLE)) // self.theme.px(ROW)),
        )

    def _summary(self, count: dict[IntakeState, int]) -> str:
        if not self.table.rows_model.rows:
            return tr("No ids found in this.") if self.box.toPlainText().strip() and not self._keys else ""
        parts = []
        if count[IntakeState.TRACKED]:
            parts.append(tr_n("{n} already tracked.", "{n} already tracked.", count[IntakeState.TRACKED]))
        if count[IntakeState.UNCLEAR]:
            parts.append(
                tr_n(
                    "{n} unclear: choose whose they are, or they are left out.",
                    "{n} unclear: choose whose they are, or they are left out.",
                    count[IntakeState.UNCLEAR],
                )
            )
        return sentences(*parts)

    # -- choosing and adding ---------------------------------------------------------------------------------------

    def _on_choice(self, made: tuple[int, Choice]) -> None:
        number, choice = made
        self._chosen = True
        row = self.table.rows_model.rows[number]
        self._spawner.spawn(self._choose(row, choice), name="choice")

    async def _choose(self, row: IntakeRow, choice: Choice) -> None:
        chosen = replace(row, choice=choice, choices=row.choices or (choice,), state=IntakeState.NEW, reason=tr("you chose it"))
        if choice.account_id is not None:
            again = await self._engine.examine(row.task_id, account_id=choice.account_id)
            known = next((r for r in again.rows if r.task_id == row.task_id and r.state is IntakeState.TRACKED), None)
            chosen = known or chosen
        rows = self.table.rows_model.rows
        if row in rows:
            self.table.rows_model.replace_row(rows.index(row), chosen)
            self._refresh()

    def _on_store_key(self) -> None:
        if self._keys:
            self.key_found.emit(self._keys[0])

    def forget_key(self, key: FoundKey) -> None:
        """Take a stored key out of the box."""
        self.box.setPlainText(self.box.toPlainText().replace(key.value, ""))

    def _on_show_tracked(self) -> None:
        ids = [row.tracked_id for row in self.table.rows_model.rows if row.tracked_id is not None]
        self.show_asked.emit(tuple(ids))
        self.accept()

    def _add_now(self) -> None:
        if self.project.nameless:
            self.complain(tr("Give the new project a name, or choose “No project”."))
            self.project.name.setFocus()
        elif self.add.isEnabled():
            self._adding = True
            self.add.setEnabled(False)
            self._spawner.spawn(self._add(), name="add")

    async def _add(self) -> None:
        rows = [row for row in self.table.rows_model.rows if row.state is IntakeState.NEW]
        try:
            tasks = await self._engine.add(rows, project=self.project.project())
        except Refusal as refusal:
            self.complain(str(refusal))
            return
        finally:
            self._adding = False
            self._refresh()
        self.added.emit(tuple(tasks))
        self.accept()

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasUrls():
            self.take_files(event.mimeData())
        else:
            self.box.insertPlainText(event.mimeData().text())
        event.acceptProposedAction()


def _by_link(row: IntakeRow, choices: Sequence[Choice], account_id: str) -> IntakeRow:
    """Return a row whose account a link named, with what else it could be."""
    if row.choice is None or row.choice.account_id != account_id or row.state is not IntakeState.NEW:
        return row
    return replace(row, reason=tr("the link says so"), choices=tuple(dict.fromkeys((row.choice, *row.choices, *choices))))


def _key_words(keys: Sequence[FoundKey]) -> str:
    if len(keys) == 1:
        return tr("{key} looks like an API key. Keys are never added as tasks.", key=keys[0].masked)
    return tr_n(
        "{key} and {n} more looks like an API key. Keys are never added as tasks.",
        "{key} and {n} more looks like an API key. Keys are never added as tasks.",
        len(keys) - 1,
        key=keys[0].masked,
    )
