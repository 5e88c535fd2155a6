"""Giving saved files the names that the settings make of them now, after showing which."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr, tr_n, words_of
from desktop.engine.ports import EngineApi, NamedFile, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.names_table import NamesTable
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import Ink

_LATER = words_of(
    "Files are moved below the folder for results where the template makes folders. Undo gives them their names back."
)


class RenameSheet(Sheet):
    """Shows the plan; `confirmed` carries the numbers of the tasks when it is to be carried out."""

    confirmed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, engine: EngineApi, spawner: Spawner, ids: Sequence[int]) -> None:
        super().__init__(theme, parent, tr("Rename to match"), tr("Reading the names…"), width=760)
        self._engine = engine
        self._ids = tuple(ids)
        self.table = NamesTable(theme)
        self.table.hide()
        self.body.addWidget(self.table)
        self.foot.addStretch(1)
        self.cancel = self.add_cancel()
        self.go = self.add_primary(tr("Rename"))
        self.go.setEnabled(False)
        self.go.clicked.connect(self._on_go)
        self._reading = spawner.spawn(self._read(), name="plan of new names")
        self.finished.connect(self._on_finished)

    async def _read(self) -> None:
        try:
            plan = await self._engine.plan_renames(self._ids)
        except Refusal as refusal:
            self._say(tr("The new names can't be told."))
            self.complain(str(refusal))
            return
        self._show(plan)

    def _show(self, plan: Sequence[NamedFile]) -> None:
        able = sum(not named.fault for named in plan)
        if not plan:
            self._say(tr("These files have the names that the settings make of them already."))
            self.cancel.show_text(tr("Close"))
            return
        self._say(tr(_LATER) if able else tr("None of these files can have its new name."))
        self.table.show_files(sorted(plan, key=lambda named: not named.fault))
        self.table.show()
        self.go.show_text(tr_n("Rename {n} file", "Rename {n} files", able) if able else tr("Rename"))
        self.go.setEnabled(able > 0)
        if able:
            self.go.setFocus()
        if able < len(plan):
            self.complain(
                tr_n(
                    "{n} file can't have the new name; the table says why.",
                    "{n} files can't have the new name; the table says why.",
                    len(plan) - able,
                ),
                Ink.WARNING,
            )
        self.fit()

    def _say(self, sentence: str) -> None:
        self.subtitle.setText(sentence)

    def _on_go(self) -> None:
        self.confirmed.emit(self._ids)
        self.accept()

    def _on_finished(self) -> None:
        self._reading.cancel()
