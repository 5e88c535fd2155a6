"""One song: its cover, its name, its waveform."""

from collections.abc import Callable
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.qt.icons import glyph_of, paint_glyph
from desktop.qt.look import Look
from desktop.qt.theme import Theme
from desktop.widgets.labels import ElidedLabel, Ink
from desktop.widgets.paint import paint_frame
from desktop.widgets.previews.item import Item
from desktop.widgets.previews.transport import TimeLabel
from desktop.widgets.previews.waveform import Waveform

if TYPE_CHECKING:
    from desktop.widgets.previews.player import Player

_RADIUS = 9.0
_SIGN = 96
_LOW = 200
_ANY = 16_777_215


class Poster(QWidget):
    """A picture fitted into its place, else the sign of a kind of file; a `roomy` place is as large for the sign."""

    def __init__(self, theme: Theme, *, side: int, roomy: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._kind = MediaKind.OTHER
        self._side = side
        self._roomy = roomy
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def show_poster(self, image: QImage | None, kind: MediaKind) -> None:
        """Show `image`, or where there is none the sign of `kind`."""
        self._image, self._kind = image, kind
        self.setMaximumHeight(_ANY if image is not None or self._roomy else _SIGN)
        self.updateGeometry()
        self.update()

    @property
    def shows_picture(self) -> bool:
        """Whether there is a picture."""
        return self._image is not None

    @override
    def sizeHint(self) -> QSize:
        side = self._side if self._image is not None or self._roomy else _SIGN
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        if self._image is not None and self._image.width() and self._image.height():
            scale = min(area.width() / self._image.width(), area.height() / self._image.height())
            width, height = self._image.width() * scale, self._image.height() * scale
            box = QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)
            path = QPainterPath()
            path.addRoundedRect(box, _RADIUS, _RADIUS)
            painter.setClipPath(path)
            painter.drawImage(box, self._image)
        else:
            side = min(area.width(), area.height(), float(_SIGN))
            box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
            painter.setPen(QPen(self._theme.tokens.hairline, 1))
            painter.setBrush(self._theme.tokens.field)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
            inset = side * 0.31
            paint_glyph(painter, glyph_of(self._kind), box.adjusted(inset, inset, -inset, -inset), self._theme.tokens.muted)
        painter.end()


class Song(QWidget):
    """A card with one song. `chosen` is called with the song when somebody clicks on it."""

    def __init__(self, theme: Theme, letter: str, chosen: Callable[["Song"], None]) -> None:
        super().__init__()
        self._theme = theme
        self._chosen = chosen
        self._active = True
        self._alone = True
        self.player: Player | None = None
        self.loudness: float | None = None
        self.letter = letter
        self.cover = Poster(theme, side=180, roomy=True)
        self.name = ElidedLabel(theme, font=theme.fonts.title)
        self.state = ElidedLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED)
        self.wave = Waveform(theme, tr("Place in song {letter}", letter=letter))
        self.time = TimeLabel(theme)
        self._lay_out()
        theme.changed.connect(self.update)

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.name, 1)
        words.addWidget(self.time)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.cover, 3)
        column.addLayout(words)
        column.addWidget(self.state)
        column.addWidget(self.wave, 2)

    def show_song(self, item: Item, look: Look | None, *, alone: bool) -> None:
        """Show a song; where it is not alone, with its letter."""
        self._alone = alone
        self.loudness = look.loudness if look is not None else None
        seconds = (look.seconds if look is not None else None) or (item.file.seconds if item.file is not None else None) or 0.0
        name = item.name
        self.name.setText(name if alone else tr("{letter} · {name}", letter=self.letter, name=name))
        self.wave.setAccessibleName(tr("Place in {name}", name=name))
        self.wave.setRange(0, max(1, round(seconds * 1000)))
        self.wave.setValue(0)
        self.wave.show_peaks(look.waveform if look is not None else ())
        self.time.show_times(0, seconds)
        self.state.setVisible(not alone and not self.cover.isHidden())

    def set_active(self, *, active: bool) -> None:
        """Show whether this is the song one hears."""
        self._active = active
        self.state.setText(tr("You hear this one") if active else tr("Press {letter} to hear this one", letter=self.letter))
        self.update()

    def let_go(self) -> None:
        """Stop and close the file."""
        if self.player is not None:
            self.player.release()
            self.player = None
        self.wave.setValue(0)
        self.cover.show_poster(None, MediaKind.AUDIO)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.height() < self._theme.px(_LOW)
        edge = 8 if narrow else 20
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(4 if narrow else 12)
        self.cover.setVisible(not narrow)
        self.state.setVisible(not narrow and not self._alone)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._chosen(self)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._alone:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        paint_frame(painter, QRectF(self.rect()), tokens.raised, tokens.accent if self._active else tokens.hairline, radius=12)
        if self._active:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()
