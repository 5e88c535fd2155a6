"""A profile that can't be opened, met by somebody who double-clicked: the window says so instead of vanishing."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.owner import Opened
from desktop.qt.loop import loop_factory
from desktop.qt.theme import Theme
from desktop.storage.trouble import DatabaseTrouble, StorageTrouble
from desktop.widgets.labels import PlainLabel
from desktop.widgets.main_window import MainWindow
from desktop.widgets.trouble_view import TroubleView
from desktop.widgets.window_memory import WindowMemory
from desktop.window_life import live

SENTENCE = "This list was made by a newer Outtray. Install that version, or choose another folder with --profile."


def test_a_list_that_cannot_be_opened_is_said_in_the_window_until_the_user_quits(qapp: QApplication, tmp_path: Path) -> None:
    def refused() -> Opened:
        raise DatabaseTrouble(SENTENCE)

    async def story() -> list[str]:
        theme = Theme(qapp)
        window = MainWindow(theme, WindowMemory(tmp_path / "window.ini"))
        window.show()
        running = asyncio.ensure_future(live(window, theme, refused))
        view: TroubleView | None = None
        while view is None:
            await asyncio.sleep(0.005)
            windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
            view = next((c for w in windows if isinstance(c := w.centralWidget(), TroubleView)), None)
        said = [label.text() for label in view.findChildren(PlainLabel)]
        view.quit.click()
        try:
            await running
        except StorageTrouble as trouble:
            said.append(trouble.sentence)
        return said

    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        said = runner.run(story())
    assert said[1:] == [SENTENCE, SENTENCE]
