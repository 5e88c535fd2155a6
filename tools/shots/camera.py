"""Keeps what the screen shows, once it stands still."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.main_window import MainWindow

PAUSE = 0.16
"""Seconds between two looks."""

LOOKS = 14
"""So many at most, where something moves all the time."""

STILL = 1
"""So many looks in a row must show the same."""

type Shown = QWidget | QRect | QImage | None
"""What a picture is of: a widget, a place on the screen, the window with what stands over it (None), or painted already."""


class Camera:
    """Takes pictures of `window` and of what stands over it, into `folder`. Files are written in a thread."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._writer = ThreadPoolExecutor(max_workers=1)

    async def keep(self, name: str, shown: Shown) -> None:
        """Keep the picture of a state."""
        picture = shown if isinstance(shown, QImage) else await self._still(shown)
        self._writer.submit(_write, picture, self._folder / f"{name}.png")

    async def done(self) -> None:
        """Return once every picture is on the disk."""
        await asyncio.to_thread(self._writer.shutdown)

    async def _still(self, shown: QWidget | QRect | None) -> QImage:
        before, still = self._seen(shown), 0
        for _ in range(LOOKS):
            await asyncio.sleep(PAUSE)
            seen = self._seen(shown)
            still = still + 1 if seen == before else 0
            before = seen
            if still == STILL:
                break
        return before

    def _seen(self, shown: QWidget | QRect | None) -> QImage:
        """Return what the screen shows there."""
        screen = self._window.screen()
        place = self._place(shown).intersected(screen.geometry())
        return screen.grabWindow(0, place.x(), place.y(), place.width(), place.height()).toImage()

    def _place(self, shown: QWidget | QRect | None) -> QRect:
        if isinstance(shown, QRect):
            return shown
        if shown is not None:
            return QRect(shown.mapToGlobal(QPoint(0, 0)), shown.size())
        place = self._window.geometry()
        for over in QApplication.topLevelWidgets():
            if over.isVisible():
                place = place.united(over.geometry())
        return place


def _write(picture: QImage, path: Path) -> None:
    if not picture.save(str(path), "PNG", 70):  # type: ignore[call-overload]  # the stub wants bytes
        raise OSError(f"“{path}” can't be written.")
