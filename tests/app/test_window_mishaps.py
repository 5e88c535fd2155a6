"""What comes over a running window: an error of its own, and another program at the place it was started from."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.engine.parts import Tempo
from desktop.engine.ports import Refusal
from desktop.owner import open_profile
from desktop.qt.loop import loop_factory
from desktop.qt.theme import Theme
from desktop.storage.own_program import held_program, hold_program
from desktop.storage.paths import Profile
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from desktop.widgets.workspace import Workspace
from desktop.window_life import live

MISHAP = "That failed because of an error inside Outtray. Nothing saved is lost; Help > Diagnostics saves a report."
NEWER = "A newer Outtray is installed. Quit and open it again to use it."


def lived(qapp: QApplication, folder: Path, story: Callable[[Workspace], Coroutine[None, None, None]]) -> None:
    """Let `story` happen in a window over a real profile."""

    async def whole() -> None:
        window = MainWindow(Theme(qapp), WindowMemory(folder / "window.ini"))
        window.show()
        profile = Profile(folder / "profile")
        running = asyncio.ensure_future(live(window, window._theme, lambda: open_profile(profile, folder=folder, tempo=Tempo())))
        await until(lambda: window.workspace is not None)
        assert window.workspace is not None
        try:
            await asyncio.wait_for(story(window.workspace), 20)
        finally:
            window.end()
            await running

    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        runner.run(whole())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110  # the window does not tell
        await asyncio.sleep(0.005)


async def told(workspace: Workspace, sentence: str) -> None:
    await until(lambda: sentence in workspace.banners.texts())


def test_an_error_of_its_own_is_said_in_the_window_and_logged(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing() -> None:
        raise ValueError("nobody expected this")

    async def story(workspace: Workspace) -> None:
        await until(lambda: workspace.dialogs.make_doctor is not None)
        workspace.acts.start(failing(), "fail")
        await told(workspace, MISHAP)
        banner = workspace.banners.banner("mishap")
        assert banner is not None
        banner.buttons[0].click()
        await until(lambda: workspace.dialogs.sheet("diagnostics") is not None)

    with caplog.at_level(logging.ERROR):
        lived(qapp, tmp_path, story)
    assert "nobody expected this" in caplog.text


def test_a_refusal_that_nobody_caught_is_said_as_it_is(qapp: QApplication, tmp_path: Path) -> None:
    async def refusing() -> None:
        raise Refusal("Your keychain is locked. Unlock it, then try again.")

    async def story(workspace: Workspace) -> None:
        await until(lambda: workspace.dialogs.make_doctor is not None)
        workspace.acts._spawner.spawn(refusing(), name="refuse")
        await until(lambda: workspace.toast.label.text() == "Your keychain is locked. Unlock it, then try again.")
        assert MISHAP not in workspace.banners.texts()

    lived(qapp, tmp_path, story)


def test_an_update_under_a_frozen_window_is_said_in_it(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "outtray"
    program.write_bytes(b"the one that runs")
    importers = ModuleType("pyimod02_importers")
    importers.__dict__["pyz_archive"] = SimpleNamespace(_filename=str(program))
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)
    monkeypatch.setattr(sys, "executable", str(program))
    hold_program()
    held = held_program()
    assert held is not None

    async def story(workspace: Workspace) -> None:
        newer = tmp_path / "new"
        newer.write_bytes(b"the one that was installed since")
        newer.replace(program)
        await told(workspace, NEWER)

    try:
        lived(qapp, tmp_path, story)
    finally:
        os.close(held.descriptor)
