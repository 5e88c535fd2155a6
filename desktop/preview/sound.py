"""Sounds: peaks, loudness and length, and as a picture the cover in the file, else the waveform."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtMultimedia import QAudioBuffer, QAudioDecoder, QAudioFormat, QMediaMetaData, QMediaPlayer

from desktop.preview.loudness import Loudness
from desktop.preview.poster import save_poster
from desktop.preview.request import Request
from desktop.qt.findings import Finding, Trouble
from desktop.qt.settle import settle

_CODES = {
    QAudioFormat.SampleFormat.UInt8: "B",
    QAudioFormat.SampleFormat.Int16: "h",
    QAudioFormat.SampleFormat.Int32: "i",
    QAudioFormat.SampleFormat.Float: "f",
}
_COVERS = (QMediaMetaData.Key.CoverArtImage, QMediaMetaData.Key.ThumbnailImage)
_GROUND = ("#4A2272", "#7A2D76", "#BD3F79")
_BARS = 48
_LEAST_BAR = 0.03


class Sound(QObject):
    """Listens to one file, then calls `done` once.

    The player tells the length and the cover; the decoder then gives every sample, in the file's own format (QAudioDecoder of
    Qt 6.12 stops after an empty buffer where it has to resample).
    """

    def __init__(self, request: Request, done: Callable[[Finding], None]) -> None:
        super().__init__()
        self._request = request
        self._done: Callable[[Finding], None] | None = done
        self._meter: Loudness | None = None
        self._cover = QImage()
        self._player = QMediaPlayer()
        self._decoder = QAudioDecoder()
        settle(self._player, self._decoder)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_player_error, Qt.ConnectionType.QueuedConnection)
        self._decoder.bufferReady.connect(self._on_buffer)
        self._decoder.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._decoder.error.connect(self._on_decoder_error, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._player.setSource(QUrl.fromLocalFile(self._request.path))

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is not QMediaPlayer.MediaStatus.LoadedMedia:
            return
        facts = self._player.metaData()
        for key in _COVERS:
            cover = facts.value(key)
            if isinstance(cover, QImage) and not cover.isNull():
                self._cover = cover
                break
        self._decoder.setSource(QUrl.fromLocalFile(self._request.path))
        QTimer.singleShot(0, self._decoder, self._decoder.start)

    def _on_buffer(self) -> None:
        while self._decoder.bufferAvailable():
            buffer = self._decoder.read()
            if self._meter is None:
                self._meter = self._meter_for(buffer)
            data = buffer.constData()
            if self._meter is not None and data is not None:
                self._meter.add(memoryview(data).cast("B"))

    def _meter_for(self, buffer: QAudioBuffer) -> Loudness | None:
        form = buffer.format()
        code = _CODES.get(form.sampleFormat())
        if code is None or form.sampleRate() <= 0 or form.channelCount() <= 0:
            return None
        length = self._player.duration()
        return Loudness(form.sampleRate(), form.channelCount(), code, length / 1000 if length > 0 else None)

    def _on_player_error(self) -> None:
        self._end(Finding(trouble=Trouble.BROKEN))

    def _on_decoder_error(self) -> None:
        """Take what was heard before a damaged place: the window plays that far as well."""
        self._finish()

    def _finish(self) -> None:
        meter = self._meter
        if self._done is None:
            return
        if meter is None or meter.seconds <= 0:
            self._end(Finding(trouble=Trouble.BROKEN))
            return
        wave = meter.waveform()
        picture = waveform_picture(wave, self._request.side) if self._cover.isNull() else self._cover
        poster = save_poster(picture, self._request.poster, self._request.side)
        self._end(Finding(seconds=round(meter.seconds, 3), waveform=wave, loudness=meter.integrated(), poster=poster))

    def _end(self, finding: Finding) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        self._decoder.stop()
        for part in (self._decoder, self._player, self):
            part.deleteLater()
        done(finding)


def waveform_picture(wave: Sequence[float], side: int) -> QImage:
    """Return a square picture of a waveform: white bars on the colours of sound."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(QPointF(0, 0), QPointF(side, side))
    for at, colour in zip((0.0, 0.5, 1.0), _GROUND, strict=True):
        ground.setColorAt(at, QColor(colour))
    painter.fillRect(image.rect(), ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 225))
    count, highest = min(_BARS, len(wave)), max(wave, default=0.0) or 1.0
    pitch = side * 0.88 / max(count, 1)
    for bar in range(count):
        part = wave[bar * len(wave) // count : (bar + 1) * len(wave) // count]
        half = max(_LEAST_BAR, sum(part) / len(part) / highest) * side * 0.3
        left = side * 0.06 + bar * pitch + pitch * 0.2
        painter.drawRoundedRect(QRectF(left, side / 2 - half, pitch * 0.6, 2 * half), pitch * 0.3, pitch * 0.3)
    painter.end()
    return image
