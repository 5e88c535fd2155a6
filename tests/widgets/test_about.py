"""What the program says of itself, and the licences of what it brings along."""

from pathlib import Path

import pytest

from desktop import __version__
from desktop.storage.build import Build, Channel
from desktop.widgets.dialogs.about import LICENCES, AboutSheet, LicencesSheet, origin_words
from tests.widgets.conftest import Ui


def test_about_names_the_version_and_the_licence(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        window.dialogs.about()
        sheet = window.dialogs.sheet("about")
        assert isinstance(sheet, AboutSheet)
        assert __version__ in sheet.subtitle.text()
        assert "MIT" in sheet.subtitle.text()

    ui.run(story)


@pytest.mark.parametrize("channel", Channel)
def test_a_copy_that_somebody_else_updates_says_who(channel: Channel) -> None:
    assert origin_words(Build(channel=channel, updated_by="Debian")) == "Installed and updated by Debian."


def test_the_licences_of_a_frozen_copy_can_be_read(ui: Ui, tmp_path: Path) -> None:
    (tmp_path / LICENCES).write_text("Qt 6\n    LGPL-3.0\n", encoding="utf-8")

    async def story() -> None:
        window = await ui.open()
        sheet = LicencesSheet(ui.theme, window, tmp_path, ui.spawner)
        sheet.open()
        await ui.until(lambda: "LGPL-3.0" in sheet.text.toPlainText())
        assert not sheet.trouble.text()

    ui.run(story)


def test_licences_that_are_gone_are_said_to_be_and_what_to_do(ui: Ui, tmp_path: Path) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = LicencesSheet(ui.theme, window, tmp_path / "gone", ui.spawner)
        sheet.open()
        await ui.until(lambda: "Install Outtray again" in sheet.trouble.text())

    ui.run(story)
