"""Pictures: fitted or at any zoom, alone or beside another one; read in threads, no larger than they are looked at."""

from functools import partial
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.look import Look
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Ink, PlainLabel, tooltip
from desktop.widgets.previews.canvas import STEP, Canvas
from desktop.widgets.previews.item import Item
from desktop.widgets.previews.reading import Picture, read_picture
from desktop.widgets.previews.stage import House, Key, Modifiers, Stage

if TYPE_CHECKING:
    import asyncio

_PAN = 60.0
_SOON_MS = 120


class PictureStage(Stage):
    """Shows a picture, or two of them to compare."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._items: tuple[Item, ...] = ()
        self._reads: list[asyncio.Task[None]] = []
        self._turn = 0
        self.canvas = Canvas(house.theme)
        self.percent = PlainLabel(house.theme, font=house.theme.fonts.detail, ink=Ink.MUTED)
        self.size_button = Button(house.theme, tr("100 %"))
        self.size_button.setToolTip(tooltip(tr("Fit, or one pixel for one pixel (Z); nearer and farther with + and −")))
        self.size_button.clicked.connect(self.toggle_size)
        self.compare_button = Button(house.theme, tr("Compare"))
        self.compare_button.setCheckable(True)
        self.compare_button.setToolTip(
            tooltip(
                tr("Compare with the picture you looked at last (C); hold X to see it alone, Shift with ← and → moves the divider")
            )
        )
        self.compare_button.clicked.connect(self.compare_asked)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._refine)
        self.canvas.posed.connect(self._on_posed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)

    @override
    def tools(self) -> tuple[QWidget, ...]:
        return (self.percent, self.size_button, self.compare_button)

    @override
    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        self._turn += 1
        self._stop_reading()
        kept = self._items[:1] == items[:1]
        self._items = items
        comparing = len(items) > 1
        self.canvas.compare(on=comparing)
        self.compare_button.setChecked(comparing)
        if not kept:
            self.canvas.reset()
        for place in range(len(items)):
            self._read(place, finer=False)
        first = tr("Picture {name}", name=items[0].name)
        both = tr("Pictures {one} and {other}, compared", one=items[0].name, other=items[-1].name)
        self.setAccessibleName(both if comparing else first)

    @override
    def release(self) -> None:
        self._turn += 1
        self._stop_reading()
        self._soon.stop()
        self._items = ()
        for place in (0, 1):
            self.canvas.show_picture(None, place)

    def toggle_size(self) -> None:
        """Show the picture pixel by pixel, or fit it again."""
        self.canvas.set_zoom(1.0 if self.canvas.fitted else None)

    def _stop_reading(self) -> None:
        for read in self._reads:
            read.cancel()
        self._reads.clear()

    def _room(self) -> QSize:
        return self.canvas.room().toSize().expandedTo(QSize(64, 64))

    def _read(self, place: int, *, finer: bool) -> None:
        room = None if finer else self._room()
        self._reads = [read for read in self._reads if not read.done()]
        self._reads.append(self.house.spawner.spawn(self._fetch(self._turn, place, room), name="large picture"))

    async def _fetch(self, turn: int, place: int, room: QSize | None) -> None:
        picture = await in_daemon_thread("outtray-picture", partial(read_picture, self._items[place].path, room))
        if turn == self._turn:
            self._on_read(place, picture)

    def _on_read(self, place: int, picture: Picture | None) -> None:
        if picture is None:
            if self.canvas.picture(place) is None or place == 0:
                self.failed.emit(tr("This picture can't be shown here."))
            return
        self.canvas.show_picture(picture, place)
        if place == 0:
            self.measured.emit((picture.size.width(), picture.size.height()))
            self._show_zoom()
        self._soon.start()

    def _on_posed(self) -> None:
        self._show_zoom()
        self._soon.start()

    def _show_zoom(self) -> None:
        self.size_button.show_text(tr("100 %") if self.canvas.fitted else tr("Fit"))
        shown = self.canvas.picture() is not None
        self.percent.setText(tr("{percent} %", percent=round(self.canvas.zoom() * 100)) if shown else "")

    def _refine(self) -> None:
        """Read again what is looked at more closely than it was read."""
        if any(not read.done() for read in self._reads):
            self._soon.start()
            return
        relative = 1.0 if self.canvas.fitted else self.canvas.zoom() / max(1e-6, self._fit_zoom())
        for place in range(len(self._items)):
            picture = self.canvas.picture(place)
            if picture is None or picture.whole:
                continue
            room = self._room()
            fits = picture.size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            if fits.width() * relative > picture.image.width() * 1.05:
                self._read(place, finer=relative > 1.05)

    def _fit_zoom(self) -> float:
        picture = self.canvas.picture()
        if picture is None:
            return 1.0
        room = self.canvas.room()
        return min(1.0, room.width() / picture.size.width(), room.height() / picture.size.height())

    @override
    def press(self, key: Key, modifiers: Modifiers) -> bool:
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self._pressed_arrow(key):
            return True
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.canvas.set_zoom(self.canvas.zoom() * STEP)
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self.canvas.set_zoom(self.canvas.zoom() / STEP)
            case Qt.Key.Key_Z:
                self.toggle_size()
            case Qt.Key.Key_0:
                self.canvas.set_zoom(None)
            case Qt.Key.Key_C:
                self.compare_asked.emit()
            case Qt.Key.Key_X:
                self.canvas.flip(on=True)
            case _:
                return False
        return True

    def _pressed_arrow(self, key: Key) -> bool:
        ways = {
            Qt.Key.Key_Left: (1, 0),
            Qt.Key.Key_Right: (-1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        if key not in ways:
            return False
        dx, dy = ways[key]
        if self.canvas.comparing and dx:
            self.canvas.move_divider(self.canvas.divider - dx * 0.05)
        else:
            self.canvas.shift(dx * _PAN, dy * _PAN)
        return True

    @override
    def let_go(self, key: Key) -> None:
        if key == Qt.Key.Key_X:
            self.canvas.flip(on=False)
