"""The first frame shows its rows exactly as the list does: nothing jumps when the list takes their place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.domain.settings import Settings
from desktop.storage.glance import Glance
from desktop.widgets.glance_rows import GlancedRows
from desktop.widgets.scroll_bar import WIDTH
from tests.fakes.tasks import NOW, many_tasks, sample_accounts
from tests.widgets.conftest import Ui

SETTINGS = Settings()
OTHERS = (SETTINGS, replace(SETTINGS, compact=True), replace(SETTINGS, text_percent=150), replace(SETTINGS, client_safe=True))


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("settings", OTHERS)
def test_the_rows_of_the_first_frame_are_those_of_the_list(
    ui: Ui, qapp: QApplication, settings: Settings, direction: Qt.LayoutDirection
) -> None:
    tasks = many_tasks(30)

    async def story() -> None:
        qapp.setLayoutDirection(direction)
        ui.theme.follow(settings)
        window = await ui.open(tasks, sample_accounts())
        window.on_settings((SETTINGS, settings))
        await ui.until(lambda: window.model.rowCount() == len(tasks))
        view = window.list
        window.grab()  # so that the panes have the widths of the settings
        listed = view.viewport().grab().toImage()
        accounts = tuple(state.account for state in sample_accounts())
        rows = GlancedRows(ui.theme, Glance(tuple(reversed(tasks)), accounts, settings), window)
        rows._delegate._now = lambda: NOW
        rows.resize(view.size())
        left = WIDTH if direction is Qt.LayoutDirection.RightToLeft else 0
        seen = rows.grab(QRect(QPoint(left, 0), view.viewport().size())).toImage()
        assert seen.convertToFormat(QImage.Format.Format_RGB32) == listed.convertToFormat(QImage.Format.Format_RGB32)
        rows.deleteLater()

    try:
        ui.run(story)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        ui.theme.follow(SETTINGS)
