"""Outtray as it is started, which tells on demand what its window shows: run by test_opening with the command line to start.

Lines read: "look", "press" (the dialog's primary button), "close" (the dialog), "add" (opens the add dialog), "type TEXT" (into
it), "linger" (its end takes long from now on), "event URL" (what macOS sends), "early URL" (the same, before the window is
furnished), "grab PATH". Each is answered by a line of JSON.
"""

import asyncio
import json
import os
import sys
import threading
from typing import override

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.__main__ import leave
from desktop.entry import run
from desktop.qt.spawn import Spawner
from desktop.widgets.dialogs.add_tasks import AddTasksSheet
from desktop.widgets.dialogs.confirm import ConfirmSheet
from desktop.widgets.dialogs.not_opened import NotOpenedSheet
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.main_window import MainWindow

type Told = dict[str, object]

came: list[str] = []
"""The token of the environment at each time the window was asked to come forward."""


def _note_activations() -> None:
    """Look on at what the program does with the real window."""
    plain = MainWindow.activateWindow

    def noting(window: QWidget) -> None:
        came.append(os.environ.get("XDG_ACTIVATION_TOKEN", ""))
        plain(window)

    setattr(MainWindow, "activateWindow", noting)  # noqa: B010  # mypy lets no method be assigned


def _linger() -> None:
    """Let the window's process be there for a while after its window has gone, as it is where its tasks end slowly."""
    plain = Spawner.close

    async def late(spawner: Spawner, deadline: float) -> tuple[str, ...]:
        await asyncio.sleep(3.0)
        return await plain(spawner, deadline)

    setattr(Spawner, "close", late)  # noqa: B010  # mypy lets no method be assigned


class Commands(threading.Thread):
    """Reads commands and has the window's thread carry each out."""

    def __init__(self) -> None:
        super().__init__(daemon=True)

    @override
    def run(self) -> None:
        for line in sys.stdin:
            if line.startswith("early "):
                _send_early(line.removeprefix("early ").strip())
                continue
            done = threading.Event()
            while (app := QApplication.instance()) is None or not _furnished():
                threading.Event().wait(0.01)
            QTimer.singleShot(0, app, lambda line=line, done=done: _answer(line.rstrip("\n"), done))
            done.wait()


def _send_early(url: str) -> None:
    """Send an event before there is more than the application; the answer tells whether that was so."""
    while (app := QApplication.instance()) is None:
        threading.Event().wait(0.001)
    early = not _furnished()
    QApplication.postEvent(app, QFileOpenEvent(QUrl(url)))
    sys.stdout.write(json.dumps({"early": early}) + "\n")
    sys.stdout.flush()


def _furnished() -> bool:
    return any(isinstance(widget, MainWindow) and widget.workspace is not None for widget in QApplication.topLevelWidgets())


def _answer(line: str, done: threading.Event) -> None:
    word, _, rest = line.partition(" ")
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    workspace, sheet = window.workspace, _sheet()
    assert workspace is not None
    if word == "press" and isinstance(sheet, AddTasksSheet):
        sheet.add.click()
    elif word == "press" and isinstance(sheet, ConfirmSheet):
        sheet.verb.click()
    elif word == "close" and sheet is not None:
        sheet.reject()
    elif word == "type" and isinstance(sheet, AddTasksSheet):
        sheet.box.setPlainText(rest)
    elif word == "add":
        workspace.add_tasks()
    elif word == "linger":
        _linger()
    elif word == "event":
        app = QApplication.instance()
        assert app is not None
        QApplication.postEvent(app, QFileOpenEvent(QUrl(rest)))
    elif word == "grab":
        (sheet or window).grab().save(rest)
    told: Told = {"selected": [task.id for task in workspace.selection.tasks], "came": came, "visible": window.isVisible()}
    told["sheets"] = sum(isinstance(w, Sheet) and w.isVisible() for w in QApplication.topLevelWidgets())
    told["saying"] = workspace.toast.label.text() if workspace.toast.isVisible() else ""
    sys.stdout.write(json.dumps(told | _shown(sheet)) + "\n")
    sys.stdout.flush()
    done.set()


def _sheet() -> Sheet | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible()), None)


def _shown(sheet: Sheet | None) -> Told:
    match sheet:
        case AddTasksSheet():
            rows = [
                (row.task_id, row.state.value, row.choice.provider if row.choice else "") for row in sheet.table.rows_model.rows
            ]
            said = sheet.origin.text() if not sheet.origin.isHidden() else ""
            reasons = [row.reason for row in sheet.table.rows_model.rows]
            names = {account.id: account.name for account in sheet.table.rows_model.accounts.values()}
            owners = [names.get((row.choice.account_id if row.choice else None) or "", "") for row in sheet.table.rows_model.rows]
            choices = [sorted(names.get(c.account_id or "", "") for c in row.choices) for row in sheet.table.rows_model.rows]
            return {
                "sheet": "add",
                "text": sheet.box.toPlainText(),
                "rows": rows,
                "said": said,
                "project": sheet.project.project(),
                "reasons": reasons,
                "owners": owners,
                "choices": choices,
                "ready": sheet.add.isEnabled(),
            }
        case NotOpenedSheet():
            return {"sheet": "not opened", "said": " ".join(sheet.said)}
        case Sheet():
            return {"sheet": sheet.objectName(), "said": " ".join(label.text() for label in sheet.findChildren(QLabel))}
        case None:
            return {"sheet": ""}


if __name__ == "__main__":
    _note_activations()
    Commands().start()
    leave(run(sys.argv[1:]))
