"""The quick view on a display of its own, with the helper process that looks into files first: run by test_quick_view.

Prints one line of JSON: what was seen of each model.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.settings import Scheme
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.qt.examiner import Examiner
from desktop.qt.loop import loop_factory
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.storage.paths import resources
from desktop.widgets.previews.model_stage import ModelStage
from desktop.widgets.previews.picture_stage import PictureStage
from desktop.widgets.previews.quick_view import QuickView
from desktop.widgets.previews.sign_stage import SignStage
from tests.fakes.tasks import plain_task

SAMPLES = resources() / "samples"
CORNERS = ((-1, -1, -1), (1, -1, -1), (1, 1, -1), (-1, 1, -1), (-1, -1, 1), (1, -1, 1), (1, 1, 1), (-1, 1, 1))
SIDES = ((1, 4, 3, 2), (5, 6, 7, 8), (1, 2, 6, 5), (2, 3, 7, 6), (3, 4, 8, 7), (4, 1, 5, 8))


def one(number: int, path: Path, kind: MediaKind) -> Task:
    """Return a task with one saved file."""
    file = ResultFile(part="1", name=path.name, kind=kind, state=FileState.SAVED, path=str(path), size=path.stat().st_size)
    return replace(plain_task(number, title=path.stem), kind=kind, files=(file,))


def cube(path: Path, size: float) -> Path:
    """Write a cube as an OBJ file."""
    points = [f"v {x * size} {y * size} {z * size}" for x, y, z in CORNERS]
    path.write_text("\n".join([*points, *(f"f {' '.join(map(str, side))}" for side in SIDES)]), encoding="utf-8")
    return path


def inked(image: QImage) -> int:
    """Return how many of the sampled points differ from the ground in the corner."""
    ground = image.pixelColor(4, 4)
    places = ((x, y) for x in range(0, image.width(), 6) for y in range(0, image.height(), 6))
    return sum(image.pixelColor(x, y) != ground for x, y in places)


class Driver:
    """Shows files one after the other and notes what is to be seen."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.spawner = Spawner(self._on_error)
        self.errors: list[str] = []
        self.left: list[str] = []
        self.thumbnails = Thumbnails()
        self.examiner = Examiner(folder / "cache")
        self.folder = folder
        self.host = QWidget()
        self.host.resize(1200, 800)
        self.host.show()
        theme = Theme(app, Scheme.DARK)
        self.view = QuickView(
            theme, self.examiner, self.thumbnails, self.spawner, open_with=_nothing, now=_now, parent=self.host
        )  # fmt: skip
        self.view.left.connect(self._on_left)

    async def work(self) -> dict[str, object]:
        """Lead the view through its states."""
        async with asyncio.timeout(60):
            return await self._all()

    async def _all(self) -> dict[str, object]:
        view = self.view
        view.show_tasks([one(1, SAMPLES / "reef.jpg", MediaKind.IMAGE)])
        await self._until(lambda: isinstance(view.stage, PictureStage) and view.stage.canvas.picture() is not None)
        lamp = await self._model(one(2, SAMPLES / "lamp.glb", MediaKind.MODEL))
        facts = view.head.facts.text()
        tools = [tool.isVisible() for tool in view.stage.tools()] if view.stage is not None else []
        turned = await self._after(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        wires = await self._after(Qt.Key.Key_W)
        await self._after(Qt.Key.Key_W)
        light = await self._after(Qt.Key.Key_G)
        await self._after(Qt.Key.Key_G)
        sizes = [
            await self._model(one(3 + n, cube(self.folder / f"{n}.obj", size), MediaKind.MODEL))
            for n, size in enumerate((0.004, 900))
        ]
        broken = self.folder / "broken.glb"
        broken.write_bytes((SAMPLES / "lamp.glb").read_bytes()[:9000])
        view.show_tasks([one(9, broken, MediaKind.MODEL)])
        await self._until(lambda: isinstance(view.stage, SignStage) and "cannot be read" in view.stage.why.text())
        said = view.stage.why.text() if isinstance(view.stage, SignStage) else ""
        again = await self._model(one(10, SAMPLES / "cup.glb", MediaKind.MODEL))
        await self._until(view.isActiveWindow)
        QTest.keyClick(view, Qt.Key.Key_Space)
        return {
            "facts": facts,
            "tools": tools,
            "lamp": inked(lamp),
            "turned": turned != lamp,
            "wires": inked(wires),
            "light": light.pixelColor(4, 4).lightness(),
            "dark": lamp.pixelColor(4, 4).lightness(),
            "sizes": [inked(image) for image in sizes],
            "broken": said,
            "again": inked(again),
            "left": self.left,
            "open": view.isVisible(),
            "errors": self.errors,
        }

    async def _model(self, task: Task) -> QImage:
        self.view.show_tasks([task])
        stage = None
        while not (isinstance(stage, ModelStage) and stage.ready and self.view.item is not None and self.view.item.task == task):
            await asyncio.sleep(0.02)
            stage = self.view.stage
        return await self._still()

    async def _after(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QImage:
        QTest.keyClick(self.view, key, modifiers)
        return await self._still()

    async def _still(self) -> QImage:
        """Return what the model's view shows once two looks are the same."""
        stage = self.view.stage
        assert isinstance(stage, ModelStage)
        assert stage.view is not None
        before = QImage()
        while before.isNull() or before != (now := stage.view.grabFramebuffer()):
            before = stage.view.grabFramebuffer()
            await asyncio.sleep(0.15)
        return now

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():  # noqa: ASYNC110  # looks on as a user does
            await asyncio.sleep(0.02)

    def close(self) -> None:
        """End what was started."""
        self.examiner.close()
        self.thumbnails.close()

    def _on_error(self, name: str, error: BaseException) -> None:
        self.errors.append(f"{name}: {error!r}")

    def _on_left(self) -> None:
        self.left.append("left")


def _nothing(_path: str, _anchor: QWidget) -> None:
    return


def _now() -> datetime:
    return datetime.now(UTC)


async def main(app: QApplication, folder: Path) -> None:
    """Drive the view and tell what was seen."""
    driver = Driver(app, folder)
    try:
        sys.stdout.write(json.dumps(await driver.work()) + "\n")
    finally:
        driver.close()
        await driver.spawner.close(2)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=loop_factory(application)) as runner:
        runner.run(main(application, Path(sys.argv[1])))
