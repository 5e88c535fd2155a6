"""The window with its icon in the tray, on a screen and a bus of its own: run by test_tray, which tells it what to do.

Reads commands from stdin, one a line, and answers each with a line of JSON: how the window stands.
"""

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.domain.events import Budget
from desktop.qt.spawn import Spawner
from desktop.widgets import outside, tray
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks
from tests.widgets.conftest import Ui


def _state(ui: Ui, window: Workspace, out: outside.Outside) -> dict[str, object]:
    frame, guard = window.window(), window.guard
    return {
        "visible": frame.isVisible(),
        "minimised": frame.isMinimized(),
        "there": out.tray.there,
        "tip": out.tray.tip,
        "asked": guard.stay_sheet is not None,
        "quits": len(ui.quits),
    }


def _obey(command: str, ui: Ui, window: Workspace, out: outside.Outside) -> None:
    match command:
        case "close":
            window.window().close()
        case "restore":
            out.come_forward()
        case "minimise":
            assert window.guard.stay_sheet is not None
            window.guard.stay_sheet.minimise.click()
        case "risk":
            ui.engine.set_budget(replace(ui.engine.budget(), at_risk=frozenset({1, 2})))
        case "look":
            pass
        case _:
            raise AssertionError(command)


def main(ini: str, *, wished: bool) -> None:
    for module in (outside, tray):
        setattr(module, "LOOK_MS", 100)  # noqa: B010  # it is a constant to the type checker
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    ui = Ui(app, Path(ini))

    async def story() -> None:
        window = await ui.open(many_tasks(3))
        ui.engine._settings = replace(ui.engine.settings(), tray=wished)
        ui.engine.set_budget(Budget(watched=3))
        window.window().activateWindow()
        spawner = Spawner(lambda _, error: ui.errors.append(error))
        out = outside.Outside(window, ui.engine, ui._bridges[0], ui.theme, spawner, ui._now)
        lines: asyncio.Queue[str] = asyncio.Queue()
        rest = bytearray()

        def read() -> None:
            data = os.read(0, 4096)
            rest.extend(data)
            *whole, last = bytes(rest).split(b"\n")
            rest[:] = last
            for line in whole:
                lines.put_nowait(line.decode())
            if not data:
                lines.put_nowait("end")

        asyncio.get_running_loop().add_reader(0, read)
        while (command := await lines.get()) != "end":
            _obey(command, ui, window, out)
            await asyncio.sleep(0.05)
            sys.stdout.write(json.dumps(_state(ui, window, out)) + "\n")
            sys.stdout.flush()
        asyncio.get_running_loop().remove_reader(0)
        out.stop()
        await spawner.close(2)

    ui.run(story, within=60)
    ui.close()


if __name__ == "__main__":
    main(sys.argv[1], wished=sys.argv[2] == "tray")
