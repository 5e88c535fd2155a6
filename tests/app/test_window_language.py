"""The window speaks the language of the settings, also where the first frame could not know it."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.domain.language import tr
from desktop.engine.engine import Engine
from desktop.engine.parts import Tempo
from desktop.owner import Opened, open_profile
from desktop.qt.loop import loop_factory
from desktop.qt.theme import Theme
from desktop.qt.translation import Translation
from desktop.storage.paths import Profile, resources
from desktop.storage.secrets import SecretStore
from desktop.widgets.command_table import WindowAct
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from desktop.window_life import live


def test_content_speaks_the_language_of_the_settings_though_there_was_no_glance(qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    profile.root.mkdir()
    profile.settings_file.write_text('[settings]\nlanguage = "zh_CN"\n', encoding="utf-8")
    translation = Translation(qapp, resources() / "translations", pseudo="")
    translation.use("")
    said: list[str] = []

    def opened() -> Opened:
        return open_profile(profile, folder=tmp_path / "saved", tempo=Tempo(), secrets=SecretStore({}), resting=True)

    async def story() -> None:
        theme = Theme(qapp)
        window = MainWindow(theme, WindowMemory(None))

        async def look(_engine: Engine) -> None:
            assert window.workspace is not None
            said.append(window.workspace.commands.action(WindowAct.SETTINGS).text())
            said.append(tr("Settings…"))
            window.quit_requested.emit()

        await live(window, theme, opened, look, speak=translation.use)

    try:
        with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
            runner.run(asyncio.wait_for(story(), 30))
    finally:
        translation.close()
    assert said == ["设置…", "设置…"]
