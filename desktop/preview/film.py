"""Films: the first frame that shows something, and how long and how fast it plays."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaMetaData, QMediaPlayer, QVideoFrame, QVideoSink

from desktop.preview.poster import save_poster
from desktop.preview.request import Request
from desktop.qt.findings import Finding, Trouble
from desktop.qt.settle import settle

_PLACES = (0.1, 0.3, 0.5, 0.7)
"""Where to look next, as shares of the length, while every frame so far was dark or empty."""

_PATIENCE_MS = 1500
"""How long a place may take to give a frame before the next one is tried."""

_LEAST_LIGHT = 20.0
_LEAST_SPREAD = 6.0
"""A frame shows something where its mean brightness (0 to 255) and the mean distance from that are above these."""

_SAMPLE = 32


class Film(QObject):
    """Looks into one film, then calls `done` once."""

    def __init__(self, request: Request, done: Callable[[Finding], None]) -> None:
        super().__init__()
        self._request = request
        self._done: Callable[[Finding], None] | None = done
        self._best: QImage | None = None
        self._best_score = -1.0
        self._places = list(_PLACES)
        self._from = -1
        self._sink = QVideoSink()
        self._player = QMediaPlayer()
        settle(self._sink, self._player)
        self._player.setVideoSink(self._sink)
        self._timer = QTimer(singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._try_next)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._timer.start()
        self._player.setSource(QUrl.fromLocalFile(self._request.path))
        self._player.play()

    def stop(self) -> None:
        """Give everything back."""
        self._timer.stop()
        self._player.stop()
        self._player.setVideoSink(None)  # type: ignore[arg-type]  # None is what takes the sink off
        self._player.deleteLater()
        self._sink.deleteLater()
        self.deleteLater()

    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._done is None or not frame.isValid() or frame.startTime() < self._from:
            return
        image = frame.toImage()
        if image.isNull():
            return
        light, spread = _light(image)
        score = min(light, 80.0) + 4 * spread
        if score > self._best_score:
            self._best, self._best_score = image, score
        if light >= _LEAST_LIGHT and spread >= _LEAST_SPREAD:
            self._finish()
        elif self._player.duration() > 0:
            QTimer.singleShot(0, self, self._try_next)

    def _try_next(self) -> None:
        if self._done is None:
            return
        length = self._player.duration()
        if not self._places or length <= 0:
            self._finish()
            return
        place = int(length * self._places.pop(0))
        self._from = place * 1000 - 500_000  # frames from before the jump may still come: µs against ms
        self._timer.start()
        self._player.setPosition(place)
        self._player.play()

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        match status:
            case QMediaPlayer.MediaStatus.LoadedMedia if not self._player.hasVideo():
                QTimer.singleShot(0, self, self._finish)
            case QMediaPlayer.MediaStatus.EndOfMedia:
                QTimer.singleShot(0, self, self._try_next)
            case _:
                pass

    def _finish(self) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        sound_alone = self._player.hasAudio() and not self._player.hasVideo()
        finding = Finding(trouble=Trouble.BROKEN) if self._best is None and not sound_alone else self._found()
        self.stop()
        done(finding)

    def _found(self) -> Finding:
        image, length = self._best, self._player.duration()
        rate = self._player.metaData().value(QMediaMetaData.Key.VideoFrameRate)
        return Finding(
            width=image.width() if image else None,
            height=image.height() if image else None,
            seconds=length / 1000 if length > 0 else None,
            frame_rate=float(rate) if isinstance(rate, int | float) and rate > 0 else None,
            poster=image is not None and save_poster(image, self._request.poster, self._request.side),
        )


def _light(image: QImage) -> tuple[float, float]:
    """Return a picture's mean brightness and the mean distance from it, 0 to 255."""
    small = image.scaled(_SAMPLE, _SAMPLE).convertToFormat(QImage.Format.Format_Grayscale8)
    values = bytes(small.constBits())
    mean = sum(values) / len(values)
    return mean, sum(abs(value - mean) for value in values) / len(values)
