"""Films: looped or not, wound by a slider, by seconds and by single frames."""

from typing import TYPE_CHECKING, override

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.look import Look
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.controls import Hairline
from desktop.widgets.labels import tooltip
from desktop.widgets.previews.folding import timeline
from desktop.widgets.previews.item import Item
from desktop.widgets.previews.player import Player
from desktop.widgets.previews.stage import House, Key, Modifiers, Stage
from desktop.widgets.previews.transport import Loudness, PlayButton, Slider, TimeLabel

if TYPE_CHECKING:
    from collections.abc import Callable

SKIP = 5.0
"""Seconds a step forward or back is long."""

_MOST_ENLARGED = 2.0
_USUAL_RATE = 30.0


class VideoStage(Stage):
    """Plays a film, silent until somebody wants its sound."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        theme = house.theme
        self.player: Player | None = None
        self._rate = _USUAL_RATE
        self._span = (0.0, 0.0)
        self.screen_area = Screen(theme)
        self.play = PlayButton(theme)
        self.back = Button(theme, "‹")
        self.on = Button(theme, "›")
        _name(self.back, tr("One frame back"), ",")
        _name(self.on, tr("One frame on"), ".")
        self.slider = Slider(tr("Place in the film"))
        self.slider.setSingleStep(1000)
        self.slider.setPageStep(5000)
        self.time = TimeLabel(theme)
        self.loop = Button(theme, tr("Loop"))
        self.loop.setCheckable(True)
        self.loop.setChecked(True)
        self.loop.setToolTip(tooltip(tr("Begin again at the end (R)")))
        self.loudness = Loudness(theme, muted=True)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.play.clicked.connect(self.toggle)
        self.back.clicked.connect(self.step_back)
        self.on.clicked.connect(self.step_on)
        self.slider.chosen.connect(self._on_chosen)
        self.loop.clicked.connect(self._apply)
        self.loudness.changed.connect(self._apply)
        self.screen_area.clicked = self.toggle

    def _lay_out(self) -> None:
        line = timeline(self.house.theme, room=220)
        line.fill((self.play, self.back, self.on, self.slider), (self.time, self.loop, self.loudness), wide=self.slider)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.screen_area, 1)
        column.addWidget(Hairline(self.house.theme))
        column.addWidget(line)

    @override
    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        self.release()
        look = looks[0]
        self._rate = (look.frame_rate if look is not None else None) or _USUAL_RATE
        self.setAccessibleName(tr("Film {name}", name=items[0].name))
        try:
            self.player = Player(self, items[0].path, pictures=True)
        except ImportError:
            self.failed.emit(tr("Films can't be played on this system: a part of it (libpulse) is missing. Use “Open with”."))
            return
        self.player.moved.connect(self._on_moved)
        self.player.lasted.connect(self._on_lasted)
        self.player.played.connect(self._on_played)
        self.player.pictured.connect(self._on_pictured)
        self.player.failed.connect(self._on_failed)
        self._on_lasted((look.seconds if look is not None else None) or 0.0)
        self._apply()
        if self.house.theme.moving:
            self.player.play()
        else:
            self.player.pause()

    @override
    def release(self) -> None:
        if self.player is not None:
            self.player.release()
            self.player = None
        self._span = (0.0, 0.0)
        self.screen_area.show_image(None)
        self.play.show_playing(playing=False)
        self.slider.setValue(0)
        self.time.show_times(0, 0)

    def toggle(self) -> None:
        """Play, or pause."""
        if self.player is not None:
            (self.player.pause if self.player.playing else self.player.play)()

    def step_back(self) -> None:
        """Show the frame before."""
        self._step(-0.5)

    def step_on(self) -> None:
        """Show the next frame."""
        self._step(1.5)

    def _step(self, frames: float) -> None:
        """Go to the middle of a frame: that is inside it however times were rounded."""
        if self.player is None:
            return
        self.player.pause()
        begin, end = self._span
        length = end - begin if end > begin else 1 / self._rate
        self.player.seek(begin + frames * length)

    def skip(self, seconds: float) -> None:
        """Go some seconds on, or back."""
        if self.player is not None:
            self.player.seek(self.player.position + seconds)

    def _apply(self, _change: object = None) -> None:
        if self.player is not None:
            self.player.set_loop(on=self.loop.isChecked())
            self.player.set_muted(on=self.loudness.muted)
            self.player.set_volume(self.loudness.level)

    def _on_chosen(self, milliseconds: int) -> None:
        if self.player is not None:
            self.player.seek(milliseconds / 1000)

    def _on_moved(self, seconds: float) -> None:
        self.slider.show_value(round(seconds * 1000))
        self.time.show_times(seconds, self.slider.maximum() / 1000)

    def _on_lasted(self, seconds: float) -> None:
        if seconds > 0:
            self.slider.setRange(0, round(seconds * 1000))
            self.time.show_times(self.player.position if self.player is not None else 0, seconds)

    def _on_played(self, playing: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.play.show_playing(playing=playing)

    def _on_pictured(self, frame: tuple[QImage, float, float]) -> None:
        image, begin, end = frame
        self._span = (begin, end)
        first = not self.screen_area.shows
        self.screen_area.show_image(image)
        if first:
            self.measured.emit((image.width(), image.height()))

    def _on_failed(self) -> None:
        self.failed.emit(tr("This video can't be played here."))

    @override
    def press(self, key: Key, modifiers: Modifiers) -> bool:
        if self.loudness.press(key, modifiers):
            return True
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        match key:
            case Qt.Key.Key_K | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.toggle()
            case Qt.Key.Key_Comma:
                self.step_back()
            case Qt.Key.Key_Period:
                self.step_on()
            case Qt.Key.Key_J:
                self.skip(-SKIP)
            case Qt.Key.Key_L:
                self.skip(SKIP)
            case Qt.Key.Key_Left if shifted:
                self.skip(-SKIP)
            case Qt.Key.Key_Right if shifted:
                self.skip(SKIP)
            case Qt.Key.Key_R:
                self.loop.click()
            case _:
                return False
        return True


class Screen(QWidget):
    """Paints the frame that is to be seen. `clicked` is called on a click."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self.clicked: Callable[[], None] = self.repaint
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def shows(self) -> bool:
        """Whether there is a frame."""
        return self._image is not None

    @property
    def image(self) -> QImage | None:
        """The frame shown."""
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show a frame."""
        self._image = image
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.field if self._theme.dark else self._theme.tokens.hairline)
        if self._image is not None and not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(_fitted(self._image, QRectF(self.rect()), self.devicePixelRatioF()), self._image)
        painter.end()


def _fitted(image: QImage, area: QRectF, dpr: float) -> QRectF:
    scale = min(area.width() / image.width(), area.height() / image.height(), _MOST_ENLARGED / dpr)
    width, height = image.width() * scale, image.height() * scale
    return QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)


def _name(button: Button, name: str, key: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(tooltip(tr("{name} ({key})", name=name, key=key)))
