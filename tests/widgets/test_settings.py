"""The settings dialog: what it stores, and that a template is shown at work before it is kept."""

from desktop.domain.settings import Scheme
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.dialogs.settings.sheet import SettingsSheet
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import Ui


async def opened(ui: Ui, window: Workspace) -> SettingsSheet:
    window.open_settings()
    sheet = await ui.sheet(window, "settings")
    assert isinstance(sheet, SettingsSheet)
    return sheet


def choose(button: ChoiceButton, data: object) -> None:
    next(action for action in button.choices.actions() if action.data() == data).trigger()


def test_what_was_chosen_is_stored_and_put_in_force(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        sheet = await opened(ui, window)
        sheet.saving.folder.show_path("/renders/Client")
        sheet.saving.auto_save.setChecked(False)
        sheet.look.compact.setChecked(True)
        choose(sheet.saving.slots, 5)
        choose(sheet.look.scheme, Scheme.DARK.value)
        sheet.save.click()
        await ui.until(lambda: window.dialogs.sheet("settings") is None)
        stored = ui.engine.settings()
        assert (stored.folder, stored.auto_save, stored.save_slots, stored.compact) == ("/renders/Client", False, 5, True)
        assert ui.theme.dark
        assert window.list.rowHeight(0) == 44
        assert window.bar.density.isChecked()
        assert window.status.place.text().startswith("Saved to Client")

    ui.run(story)


def test_cancel_changes_nothing(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.saving.folder.show_path("/elsewhere")
        sheet.reject()
        assert ui.engine.called("change_settings") == []

    ui.run(story)


def test_half_a_path_is_no_folder(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.saving.folder.show_path("Renders")
        sheet.save.click()
        await ui.until(lambda: "whole path" in sheet.trouble.text())
        assert ui.engine.called("change_settings") == []
        sheet.reject()

    ui.run(story)


def test_the_density_button_is_remembered(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        window.bar.density.click()
        await ui.until(lambda: ui.engine.settings().compact)
        assert window.list.rowHeight(0) == 44

    ui.run(story)
