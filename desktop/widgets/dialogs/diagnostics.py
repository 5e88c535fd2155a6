"""First aid in the window: what the checks find, to be copied, and a report to be saved for those who help."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.finding import Finding, Health
from desktop.domain.language import sentences, tr, tr_n
from desktop.engine.doctor.doctor import Doctor, bundle_name
from desktop.engine.doctor.report import contents_words
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.check import Check
from desktop.widgets.dialogs.finding_rows import FindingRows
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import Ink, PlainLabel

type MakeDoctor = Callable[[], Doctor]
"""Makes who examines; each examines once."""


class DiagnosticsSheet(Sheet):
    """Lists the checks with their states as they come in. Nothing is written until the user saves a report."""

    def __init__(self, theme: Theme, parent: QWidget, make_doctor: MakeDoctor, spawner: Spawner) -> None:
        words = tr("Looks at this installation. Nothing is changed, and no key is sent anywhere.")
        words = sentences(words, tr("Your keychain may ask for its password."))
        super().__init__(theme, parent, tr("Diagnostics"), words, width=640)
        self._make = make_doctor
        self._spawner = spawner
        self._doctor: Doctor | None = None
        self.picker: QFileDialog | None = None
        self.rows = FindingRows(theme)
        self.contents = PlainLabel(theme, contents_words(), font=theme.fonts.detail, ink=Ink.MUTED, wrap=True)
        self.with_work = Check(theme, tr("Include titles and prompts of the newest tasks"))
        self.body.addWidget(self.rows)
        self.body.addSpacing(4)
        self.body.addWidget(self.contents)
        self.body.addWidget(self.with_work)
        self.copy = self._button(tr("Copy"), self._on_copy)
        self.save = self._button(tr("Save a report…"), self._on_save)
        self.again = self._button(tr("Check again"), self._begin)
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self._begin()
        self.finished.connect(self._on_finished)
        self.rows.setFocus()

    def _button(self, text: str, run: Callable[[], None]) -> Button:
        button = Button(self.theme, text)
        button.clicked.connect(run)
        self.foot.addWidget(button)
        return button

    def _begin(self) -> None:
        self._start(self._examine(), "diagnostics")

    def _start(self, work: Coroutine[object, object, None], name: str) -> None:
        """Do one thing at a time; it ends with this sheet."""
        self._set_ready(ready=False)
        self._work = self._spawner.spawn(work, name=name)

    async def _examine(self) -> None:
        from desktop.engine.daemon import in_daemon_thread

        self.complain(tr("Checking…"), Ink.MUTED)
        doctor = self._doctor = await in_daemon_thread("diagnostics", self._make)
        self.rows.begin([(check.name, check.title) for check in doctor.checks()])
        await doctor.examine(self.rows.hear)
        self._set_ready(ready=True)
        self.rows.show_worst()
        self.complain(*_summary(doctor.findings))

    def _set_ready(self, *, ready: bool) -> None:
        for button in (self.copy, self.save, self.again):
            button.setEnabled(ready)

    def _on_copy(self) -> None:
        if self._doctor is not None:
            self._start(self._copied(self._doctor), "copy diagnostics")

    async def _copied(self, doctor: Doctor) -> None:
        self.complain(tr("Taking keys and names out…"), Ink.MUTED)
        QGuiApplication.clipboard().setText(await doctor.report())
        self.complain(sentences(tr("Copied."), *doctor.remarks), Ink.MUTED)
        self._set_ready(ready=True)

    def _on_save(self) -> None:
        picker = self.picker = QFileDialog(self, tr("Save a report"), str(Path.home() / bundle_name(datetime.now(UTC))))
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setNameFilters(["ZIP (*.zip)"])
        picker.setDefaultSuffix("zip")
        picker.fileSelected.connect(self.save_to)
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def save_to(self, path: str) -> None:
        """Write the report to `path`."""
        if self._doctor is not None:
            self._start(self._saved(self._doctor, Path(path)), "save diagnostics")

    async def _saved(self, doctor: Doctor, path: Path) -> None:
        self.complain(tr("Taking keys and names out…"), Ink.MUTED)
        try:
            await doctor.save(path, with_work=self.with_work.isChecked())
        except OSError as error:
            reason = error.strerror or str(error)
            self.complain(tr("The report can't be saved: {reason}. Choose another place.", reason=reason))
        else:
            saved = tr("Saved as “{path}”. Look into it before you send it.", path=path)
            self.complain(sentences(saved, *doctor.remarks), Ink.MUTED)
        self._set_ready(ready=True)

    def _on_finished(self) -> None:
        self._work.cancel()


def _summary(findings: list[Finding]) -> tuple[str, Ink]:
    troubles = sum(finding.health is Health.TROUBLE for finding in findings)
    if troubles:
        return tr_n("{n} check found trouble.", "{n} checks found trouble.", troubles), Ink.DANGER
    notes = sum(finding.health is Health.NOTE for finding in findings)
    if notes:
        return tr_n(
            "No trouble was found; {n} check has a note.", "No trouble was found; {n} checks have a note.", notes
        ), Ink.MUTED
    return tr("Everything that was checked works."), Ink.MUTED
