"""The settings: where results go and how they are named, saving, and the look."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QWidget

from desktop.domain.naming import Template, TemplateError, facts_of, file_path, parse
from desktop.domain.settings import DEFAULT_TEMPLATE, Scheme, Settings
from desktop.domain.task import Task
from desktop.domain.wording import count_words
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field, NumberField
from desktop.widgets.labels import ElidedLabel, Ink, PlainLabel

SCHEME_WORDS = {Scheme.SYSTEM: "As the system", Scheme.LIGHT: "Light", Scheme.DARK: "Dark"}
_EXAMPLES = 3


def example_paths(template: str, tasks: Sequence[Task], account_names: dict[str, str]) -> list[str] | str:
    """Return what files of `tasks` would be called, or the sentence that says what is wrong with the template."""
    parsed = parse(template)
    match parsed:
        case TemplateError(sentence):
            return sentence
        case Template():
            return [str(_example(parsed, task, account_names)) for task in tasks if task.files][:_EXAMPLES]


def _example(template: Template, task: Task, account_names: dict[str, str]) -> PurePosixPath:
    file = task.files[0]
    name = account_names.get(task.account_id or "", "")
    zone = task.born_at.astimezone().tzinfo
    return file_path(template, facts_of(task, file, index=0, account_name=name, zone=zone), PurePosixPath(file.name).suffix)


class SettingsSheet(Sheet):
    """The settings dialog. `examples` are tasks whose names show what the template does; `stored` carries the new settings."""

    stored = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        engine: EngineApi,
        spawner: Spawner,
        *,
        default_folder: Path,
        examples: Sequence[Task] = (),
    ) -> None:
        super().__init__(theme, parent, "Settings", width=600)
        self._engine = engine
        self._spawner = spawner
        self._settings = engine.settings()
        self._examples = tuple(examples)
        self._names = {state.account.id: state.account.name for state in engine.accounts()}
        self._scheme = self._settings.scheme
        self._make_controls(default_folder)
        self._lay_out()
        self._show_examples()

    def _make_controls(self, default_folder: Path) -> None:
        theme, settings = self.theme, self._settings
        self.folder = Field(theme, name="Folder for results", placeholder=str(default_folder), text=settings.folder)
        self.choose = Button(theme, "Choose…", name="")
        self.choose.setAccessibleName("Choose the folder for results")
        self.choose.clicked.connect(self.choose_folder)
        self.template = Field(theme, name="File names", placeholder=DEFAULT_TEMPLATE, text=settings.template)
        self.template.textChanged.connect(self._show_examples)
        self.examples = [ElidedLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED) for _ in range(_EXAMPLES)]
        self.fault = PlainLabel(theme, font=theme.fonts.detail, ink=Ink.DANGER, wrap=True)
        self.auto_save = Check(theme, "Save results as soon as they are finished", checked=settings.auto_save)
        self._slots = settings.save_slots
        self.slots = ChoiceButton(theme, _slot_words(settings.save_slots), name="Files saved at once")
        for count in range(1, 9):
            self.slots.choices.addAction(_slot_words(count)).setData(count)
        self.slots.choices.triggered.connect(self._on_slots)
        self.reserve = NumberField(theme, name="Space to leave free, in MB", most=99_999, value=settings.reserve_mb)
        self.scheme = ChoiceButton(theme, SCHEME_WORDS[settings.scheme], name="Look")
        for scheme, word in SCHEME_WORDS.items():
            self.scheme.choices.addAction(word).setData(scheme.value)
        self.scheme.choices.triggered.connect(self._on_scheme)
        self.compact = Check(theme, "Compact rows", checked=settings.compact)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        form.addRow(self._label("Folder"), row)
        form.addRow(self._label("File names"), self.template)
        form.addRow("", self.fault)
        for label in self.examples:
            form.addRow("", label)
        form.addRow(self._label("Saving"), self.auto_save)
        form.addRow(self._label("At once"), self.slots)
        room = QHBoxLayout()
        room.setSpacing(8)
        room.addWidget(self.reserve)
        room.addWidget(PlainLabel(self.theme, "MB", ink=Ink.MUTED))
        room.addStretch(1)
        form.addRow(self._label("Leave free"), room)
        form.addRow(self._label("Look"), self.scheme)
        form.addRow("", self.compact)
        self.body.addLayout(form)
        self.foot.addStretch(1)
        self.add_cancel()
        self.save = self.add_primary("Save")
        self.save.clicked.connect(self._on_save)

    def _label(self, text: str) -> PlainLabel:
        label = PlainLabel(self.theme, text, ink=Ink.MUTED)
        label.setMinimumHeight(28)
        return label

    def choose_folder(self) -> None:
        """Let the user choose the folder."""
        chooser = QFileDialog(self, "Folder for results", self.folder.text() or self.folder.placeholderText())
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.folder.setText)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _on_scheme(self, action: QAction) -> None:
        self._scheme = Scheme(action.data())
        self.scheme.show_text(SCHEME_WORDS[self._scheme])

    def _on_slots(self, action: QAction) -> None:
        self._slots = int(action.data())
        self.slots.show_text(_slot_words(self._slots))

    def _show_examples(self) -> None:
        paths = example_paths(self.template.text() or DEFAULT_TEMPLATE, self._examples, self._names)
        wrong = isinstance(paths, str)
        self.fault.setText(paths if isinstance(paths, str) else "")
        self.fault.setVisible(wrong)
        for index, label in enumerate(self.examples):
            shown = not isinstance(paths, str) and index < len(paths)
            label.setText(paths[index] if shown else "")
            label.setVisible(shown)
        self.save.setEnabled(not wrong)

    def _on_save(self) -> None:
        self._spawner.spawn(self._store(), name="settings")

    async def _store(self) -> None:
        settings: Settings = replace(
            self._settings,
            folder=self.folder.text().strip(),
            template=self.template.text().strip() or DEFAULT_TEMPLATE,
            auto_save=self.auto_save.isChecked(),
            save_slots=self._slots,
            reserve_mb=self.reserve.value(),
            scheme=self._scheme,
            compact=self.compact.isChecked(),
        )
        if settings.folder and not Path(settings.folder).is_absolute():
            self.complain("Give the whole path of the folder, or choose it.")
            return
        try:
            await self._engine.change_settings(settings)
        except Refusal as refusal:
            self.complain(str(refusal))
            return
        self.stored.emit(settings)
        self.accept()


def _slot_words(count: int) -> str:
    return count_words(count, "file")
