"""The real window over an engine in memory, for test_drag to drag out of: it answers questions while a drag is held.

Lines read: "where" (places on the screen), "beats" (how the loop and a thread fared since the last asking), "said" (the toast),
"project N" (the project of a task), "quit". Each is answered by a line of JSON.
"""

import asyncio
import json
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.settings import Scheme
from desktop.domain.status import FileState
from desktop.domain.task import Task
from desktop.qt.bridge import EngineBridge
from desktop.qt.loop import loop_factory
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.main_window import MainWindow
from desktop.widgets.window_memory import WindowMemory
from desktop.widgets.workspace import Workspace
from tests.fakes.engine import FakeEngine
from tests.fakes.examiner import BlindExaminer
from tests.fakes.tasks import many_tasks

BEAT = 0.01


def tasks_in(folder: Path) -> list[Task]:
    """Return four tasks: two with two files each on disk, one that is not saved, one whose file is lost."""
    tasks = []
    for task in many_tasks(4):
        paths = [folder / f"{task.id} red fox #{n}.png" for n in (1, 2)]
        files = tuple(replace(task.files[0], part=str(n), state=FileState.SAVED, path=str(path)) for n, path in enumerate(paths))
        if task.id <= 2:
            for path in paths:
                picture = QImage(160, 120, QImage.Format.Format_RGB32)
                picture.fill(Qt.GlobalColor.darkCyan)
                picture.save(str(path))
        elif task.id == 3:
            files = tuple(replace(file, state=FileState.WANTED, path=None) for file in files)
        tasks.append(replace(task, files=files, project="Zoo" if task.id == 1 else None))
    return tasks


class Beats:
    """Counts beats of the loop and of a thread, and the longest silence of each in seconds."""

    def __init__(self) -> None:
        self.reset()
        threading.Thread(target=self._drum, daemon=True).start()

    def reset(self) -> dict[str, float]:
        """Return what was counted since the last asking, and begin anew."""
        told = dict(getattr(self, "_told", {}))
        self._told = {"loop": 0.0, "loop silence": 0.0, "thread": 0.0, "thread silence": 0.0}
        return told

    async def beat(self) -> None:
        """Beat on the loop until cancelled."""
        last = time.monotonic()
        while True:
            await asyncio.sleep(BEAT)
            last = self._count("loop", last)

    def _drum(self) -> None:
        last = time.monotonic()
        while True:
            time.sleep(BEAT)
            last = self._count("thread", last)

    def _count(self, name: str, last: float) -> float:
        now, told = time.monotonic(), self._told
        told[name] += 1
        told[f"{name} silence"] = max(told[f"{name} silence"], now - last)
        return now


def main(folder: Path) -> None:
    """Show the window until told to quit."""
    app = QApplication(sys.argv[:1])
    with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
        runner.run(_serve(app, folder))


async def _serve(app: QApplication, folder: Path) -> None:
    theme, thumbnails, spawner = Theme(app, Scheme.LIGHT), Thumbnails(), Spawner(_on_error)
    engine = FakeEngine(tasks_in(folder))
    bridge = EngineBridge(engine)
    window = Workspace(engine, bridge, theme, spawner, thumbnails, BlindExaminer(), default_folder=folder)
    frame = MainWindow(theme, WindowMemory(folder / "window.ini"))
    frame.furnish(window)
    frame.setGeometry(0, 0, 1100, 700)
    frame.show()
    questions: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_listen, args=(loop, questions), daemon=True).start()
    beats = Beats()
    beating = asyncio.create_task(beats.beat())
    while (question := await questions.get()) != "quit":
        match question.split():
            case ["where"]:
                answer: object = _places(window)
            case ["beats"]:
                answer = beats.reset()
            case ["said"]:
                answer = window.toast.label.text() if window.toast.isVisible() else ""
            case ["project", number]:
                answer = engine.task(int(number)).project
            case _:
                answer = None
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    beating.cancel()
    window.stop()
    bridge.close()
    thumbnails.close()
    await spawner.close(1)


def _places(window: Workspace) -> dict[str, tuple[int, int]]:
    """Return where the rows of tasks and the project are on the screen; nothing before they are shown."""
    rows = {f"task {n}": window.model.row_of(n) for n in (1, 2, 3, 4)}
    side = window.side
    lines = [row for row in range(side.model().rowCount()) if side.model().index(row, 0).data() == "Zoo"]
    if None in rows.values() or not lines:
        return {}
    found = {
        name: _middle(window.list.viewport(), window.list.visualRect(window.model.index(row or 0, 0)).center(), 150)
        for name, row in rows.items()
    }
    return found | {"Zoo": _middle(side.viewport(), side.visualRect(side.model().index(lines[0], 0)).center())}


def _middle(viewport: QWidget, point: QPoint, across: int | None = None) -> tuple[int, int]:
    place = viewport.mapToGlobal(point if across is None else QPoint(across, point.y()))
    return place.x(), place.y()


def _listen(loop: asyncio.AbstractEventLoop, questions: asyncio.Queue[str]) -> None:
    for line in sys.stdin:
        loop.call_soon_threadsafe(questions.put_nowait, line.strip())
    loop.call_soon_threadsafe(questions.put_nowait, "quit")


def _on_error(name: str, error: BaseException) -> None:
    sys.stderr.write(f"{name}: {error!r}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
