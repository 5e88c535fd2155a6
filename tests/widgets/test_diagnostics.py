"""First aid in the window: findings come in, can be copied and saved; each problem's details can be copied."""

import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog

from desktop.domain.finding import Finding, Health
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.status import Badge
from desktop.engine.doctor.check import Check
from desktop.engine.doctor.details import task_details
from desktop.engine.doctor.doctor import Doctor, Patient
from desktop.engine.trust import SystemTrust
from desktop.storage.build import Build
from desktop.storage.paths import Profile
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore
from desktop.widgets.command_table import WindowAct
from desktop.widgets.dialogs.diagnostics import DiagnosticsSheet
from desktop.widgets.trouble_view import TroubleView
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import badge_tasks, sample_accounts
from tests.widgets.conftest import Ui

FINE = Finding(name="extra", title="Extra", said="It works, with ak_PLANTED0123456789.")
BAD = Finding(name="extra", title="Extra", health=Health.TROUBLE, said="It is broken.", hint="Mend it.")


def doctors(folder: Path, found: Callable[[], Finding]) -> Callable[[], Doctor]:
    """Return what makes doctors who look at a profile that there is not, and at something of our own."""

    def make() -> Doctor:
        patient = Patient(
            profile=Profile(folder / "profile"),
            version="1.2.3",
            environ={},
            build=Build(),
            home=folder,
            downloads=folder / "Downloads",
            secrets=SecretStore({}),
            redactor=Redactor(),
            trust=SystemTrust(),
            extra=[Check("extra", "Extra", found)],
            offline=True,
        )
        return Doctor(patient)

    return make


async def opened(ui: Ui, window: Workspace, make: Callable[[], Doctor]) -> DiagnosticsSheet:
    """Open the diagnostics by their command, and wait for what they find."""
    window.dialogs.make_doctor = make
    window.commands.action(WindowAct.DIAGNOSTICS).trigger()
    sheet = await ui.sheet(window, "diagnostics")
    assert isinstance(sheet, DiagnosticsSheet)
    await ui.until(sheet.copy.isEnabled)
    return sheet


def test_findings_are_listed_and_read_aloud_with_their_state(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: BAD))
        model = sheet.rows.findings
        spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
        assert "Extra, Trouble: It is broken. Mend it." in spoken
        assert any(text.startswith("Task list, Fine: ") for text in spoken)
        assert sheet.trouble.text().endswith("found trouble.")
        assert model.finding(sheet.rows.currentIndex().row()) is not None
        assert QAccessible.queryAccessibleInterface(sheet.rows).text(QAccessible.Text.Name) == "What was found"
        assert sheet.rows.hasFocus()
        sheet.accept()

    ui.run(story)


@pytest.mark.parametrize("found", [BAD, replace(FINE, health=Health.NOTE)])
def test_the_first_of_the_worst_is_chosen(ui: Ui, tmp_path: Path, found: Finding) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: found))
        chosen = sheet.rows.findings.finding(sheet.rows.currentIndex().row())
        assert chosen is not None
        assert chosen.health is found.health
        sheet.accept()

    ui.run(story)


def test_notes_are_not_called_all_well(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: replace(FINE, health=Health.NOTE)))
        assert "No trouble was found" in sheet.trouble.text()
        assert "note" in sheet.trouble.text()
        sheet.accept()

    ui.run(story)


def test_copying_gives_plain_text_without_secrets(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: FINE))
        sheet.copy.click()
        await ui.until(lambda: "[Fine] Extra: It works" in ui.clipboard())
        assert "PLANTED" not in ui.clipboard()
        sheet.accept()

    ui.run(story)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a file dialog without a screen
@pytest.mark.parametrize("ticked", [False, True])
def test_what_is_in_a_report_is_said_before_it_is_saved(ui: Ui, tmp_path: Path, *, ticked: bool) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: FINE))
        for word in ("no keys", "no results", "no titles and prompts", "2,000 lines of the log"):
            assert word in sheet.contents.text()
        sheet.with_work.setChecked(ticked)
        sheet.save.click()
        picker = sheet.picker
        assert isinstance(picker, QFileDialog)
        assert picker.selectedFiles()[0].endswith(".zip")
        picker.fileSelected.emit(str(tmp_path / "out.zip"))
        picker.reject()
        await ui.until(lambda: sheet.trouble.text().startswith("Saved as"))
        with zipfile.ZipFile(tmp_path / "out.zip") as archive:
            assert ("tasks.json" in archive.namelist()) is ticked
        sheet.accept()

    ui.run(story)


def test_a_report_that_can_not_be_saved_says_so(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: FINE))
        sheet.save_to(str(tmp_path / "none" / "out.zip"))
        await ui.until(lambda: sheet.trouble.text().startswith("The report can't be saved"))
        assert sheet.save.isEnabled()
        sheet.accept()

    ui.run(story)


@pytest.mark.parametrize("act", ["copy", "save", "again"])
def test_closing_while_a_report_is_made_ends_that_without_an_error(ui: Ui, tmp_path: Path, act: str) -> None:
    began, go_on = threading.Event(), threading.Event()

    async def story() -> None:
        window = await ui.open()
        make = doctors(tmp_path, lambda: FINE)
        sheet = await opened(ui, window, make)
        gone: list[bool] = []
        sheet.destroyed.connect(lambda: gone.append(True))

        def slow(*_: object) -> object:
            began.set()
            go_on.wait()
            return None

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("desktop.engine.doctor.privacy.private_texts", slow)
            patch.setattr("desktop.engine.doctor.doctor.settings_at", slow)
            match act:
                case "copy":
                    sheet.copy.click()
                case "save":
                    sheet.save_to(str(tmp_path / "out.zip"))
                case _:
                    sheet.again.click()
            await ui.until(began.is_set)
            assert not any(button.isEnabled() for button in (sheet.copy, sheet.save, sheet.again)), "one thing at a time"
            assert sheet.trouble.text() in ("Taking keys and names out…", "Checking…")
            sheet.reject()
            await ui.until(lambda: gone)
            go_on.set()
            await ui.until(lambda: not any("diagnostics" in name for name in ui.spawner.names))
        assert not (tmp_path / "out.zip").exists()

    ui.run(story)


def test_checking_again_examines_anew(ui: Ui, tmp_path: Path) -> None:
    answers = iter([BAD, FINE])

    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window, doctors(tmp_path, lambda: next(answers)))
        sheet.again.click()
        await ui.until(lambda: FINE in [sheet.rows.findings.finding(row) for row in range(sheet.rows.findings.rowCount())])
        sheet.accept()

    ui.run(story)


def test_a_problems_details_are_copied_without_prompt_and_key(ui: Ui) -> None:
    task = badge_tasks()[Badge.NEEDS_YOU]
    secret = "ak_PLANTED0123456789abcdef"
    task = replace(
        task, prompt="a lamp nobody knows", remote_raw=f"denied {secret}", problem=problem(ProblemKind.KEY_REJECTED, account="x")
    )

    async def story() -> None:
        window = await ui.open([task], sample_accounts())
        await ui.select(window, task.id)
        await ui.until(window.details.one.problem.copy.isVisible)
        window.details.one.problem.copy.click()
        text = ui.clipboard()
        assert window.details.one.problem.title.text() in text
        assert task.ref.task_id in text
        assert "Outtray: " in text
        assert "PLANTED" not in text
        assert "lamp nobody" not in text
        assert window.toast.isVisible()

    ui.run(story)


def test_a_problems_details_tell_no_names(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada-lovelace")
    monkeypatch.setenv("LOGNAME", "ada-lovelace")
    monkeypatch.setattr("desktop.engine.doctor.details.this_host", lambda: "engine-room")
    task = badge_tasks()[Badge.NEEDS_YOU]
    said = "no room in /home/ada-lovelace/Renders on engine-room for “Kim” of Ada-Lovelace"
    trouble = problem(ProblemKind.PROVIDER_TROUBLE, reason=said)
    account = replace(sample_accounts()[0].account, name="Kim")
    text = task_details(replace(task, title="Kim", text_result="la la la, moon"), trouble, account, [], ui.now)
    assert "~/Renders on [host] for “[private]” of [user]" in text
    assert task.ref.task_id in text
    assert "Kim" not in text


def test_a_profile_that_can_not_be_opened_has_details_to_copy(ui: Ui) -> None:
    view = TroubleView(ui.theme, "The disk token=ak_PLANTED0123456789 is gone.")
    view.copy.click()
    assert "is gone" in ui.clipboard()
    assert "PLANTED" not in ui.clipboard()
    assert view.copy.label == "Copied"
    view.deleteLater()
