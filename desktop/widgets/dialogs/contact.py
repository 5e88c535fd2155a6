"""What a contact sheet shall be: its title, its form, and whether it tells the prompts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.settings import Settings
from desktop.domain.task import Task
from desktop.engine.export import sheet_items
from desktop.qt.theme import Theme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.contact_sheet import SheetForm, SheetWish
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink, PlainLabel

MOST = 2000
"""So many files go on one sheet."""

FORM_WORDS = {
    SheetForm.PDF: words_of("PDF to print or send"),
    SheetForm.HTML: words_of("Web page in one file (HTML)"),
    SheetForm.CSV: words_of("Table for spreadsheets (CSV)"),
}


class ContactSheet(Sheet):
    """Asks what to make of the saved files of `tasks`; `wanted` carries a :class:`SheetWish`."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, tasks: Sequence[Task], settings: Settings) -> None:
        self._tasks = tasks
        self._safe = settings.client_safe
        self._form = SheetForm.PDF
        count = len(sheet_items(tasks, prompts=False))
        subtitle = tr_n(
            "{n} saved file with size, model, date and checksum.", "{n} saved files with size, model, date and checksum.", count
        )
        super().__init__(theme, parent, tr("Contact sheet"), subtitle, width=480)
        self.name = Field(theme, name=tr("Title"), text=_title(tasks))
        self.name.setMaxLength(120)
        self.form = ChoiceButton(theme, tr(FORM_WORDS[self._form]), name=tr("Form"))
        for form, words in FORM_WORDS.items():
            self.form.choices.addAction(tr(words), partial(self.show_form, form))
        self.prompts = Check(theme, tr("With the prompts"))
        self.prompts.setVisible(not settings.client_safe and any(task.prompt for task in tasks))
        self.body.addWidget(PlainLabel(theme, tr("Title"), font=theme.fonts.section, ink=Ink.MUTED))
        self.body.addWidget(self.name)
        row = QHBoxLayout()
        row.addWidget(self.form)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.prompts)
        self.foot.addStretch(1)
        self.add_cancel()
        self.go = self.add_primary(tr("Save the sheet…"))
        self.go.clicked.connect(self._on_go)
        self.go.setEnabled(0 < count <= MOST)
        if count > MOST:
            self.complain(tr("A contact sheet holds {most} files at most. Select fewer tasks.", most=f"{MOST:,}"))
        self.name.setFocus()
        self.name.selectAll()

    def show_form(self, form: SheetForm) -> None:
        """Make it of another form."""
        self._form = form
        self.form.show_text(tr(FORM_WORDS[form]))

    def _on_go(self) -> None:
        prompts = self.prompts.isChecked() and not self.prompts.isHidden()
        wish = SheetWish(
            items=tuple(sheet_items(self._tasks, prompts=prompts, safe=self._safe)),
            title=" ".join(self.name.text().split()) or tr("Contact sheet"),
            form=self._form,
            prompts=prompts,
            family=QFontInfo(self.theme.fonts.body).family(),
            today=datetime.now(UTC),
        )
        self.accept()
        self.wanted.emit(wish)


def _title(tasks: Sequence[Task]) -> str:
    """Return the project that all tasks share, else plain words."""
    projects = {task.project for task in tasks}
    only = next(iter(projects)) if len(projects) == 1 else None
    return only or tr("Contact sheet")
