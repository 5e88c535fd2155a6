"""Sound and moving pictures, played by Qt's multimedia part, which is loaded when something is first played."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QImage

from desktop.qt.settle import settle

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_HUSHED = "qt.multimedia.ffmpeg.mediadataholder.info=false"
"""Qt's category under which FFmpeg prints the name and the tags of each file it opens: the session's journal must not have them."""


class Player(QObject):
    """Plays one file; times in seconds. Make it in a slot, not in a coroutine, and :meth:`release` it.

    `moved` carries where it is, `lasted` how long it is, `played` whether it runs, `pictured` a frame as (image, begin, end);
    `failed` is emitted where the file can't be played. Raises ImportError where this system lacks what playing needs.
    """

    moved = Signal(float)
    lasted = Signal(float)
    played = Signal(bool)
    pictured = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject, path: str, *, pictures: bool) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink

        super().__init__(parent)
        QLoggingCategory.setFilterRules(_HUSHED)
        self._gain = 1.0
        self._volume = 1.0
        self._playing = QMediaPlayer.PlaybackState.PlayingState
        self._player = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        settle(self._player, self._sound)
        self._player.setAudioOutput(self._sound)
        self._frames: _Frames | None = None
        if pictures:
            sink = QVideoSink(self)
            settle(sink)
            self._frames = _Frames()
            self._frames.done.connect(self.pictured, Qt.ConnectionType.QueuedConnection)
            sink.videoFrameChanged.connect(self._frames.take)
            self._player.setVideoSink(sink)
        self._player.positionChanged.connect(self._on_position)
        self._player.durationChanged.connect(self._on_duration)
        self._player.playbackStateChanged.connect(self._on_state)
        self._player.errorOccurred.connect(self._on_error)
        self._player.setSource(QUrl.fromLocalFile(path))

    @property
    def position(self) -> float:
        """Where it is."""
        return self._player.position() / 1000

    @property
    def duration(self) -> float:
        """How long it is, 0 while that is not known."""
        return self._player.duration() / 1000

    @property
    def playing(self) -> bool:
        """Whether it runs."""
        return self._player.playbackState() is self._playing

    def play(self) -> None:
        """Let it run."""
        self._player.play()

    def pause(self) -> None:
        """Hold it; a film that never ran shows its first frame."""
        self._player.pause()

    def seek(self, seconds: float) -> None:
        """Go to a time."""
        end = self.duration
        self._player.setPosition(round(max(0.0, min(seconds, end) if end else seconds) * 1000))

    def set_loop(self, *, on: bool) -> None:
        """Begin again at the end, or stop there."""
        from PySide6.QtMultimedia import QMediaPlayer

        self._player.setLoops(QMediaPlayer.Loops.Infinite.value if on else QMediaPlayer.Loops.Once.value)

    def set_volume(self, volume: float) -> None:
        """Set how loud it is, 0 to 1 as ears feel it."""
        self._volume = volume
        self._apply_volume()

    def set_gain(self, decibels: float) -> None:
        """Make it quieter than it is by decibels (0 or less)."""
        self._gain = 10 ** (min(0.0, decibels) / 20)
        self._apply_volume()

    @property
    def output(self) -> float:
        """The factor the sound is played with, 0 to 1."""
        return self._sound.volume()

    def set_muted(self, *, on: bool) -> None:
        """Silence it, or not."""
        self._sound.setMuted(on)

    def release(self) -> None:
        """Stop and let go of the file; nothing is emitted any more."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        if self._frames is not None:
            self._frames.stop()
        self._player.stop()
        self._player.setSource(QUrl())
        self._player.setVideoSink(None)  # type: ignore[arg-type]  # the stub does not know that none is allowed
        self.deleteLater()

    def _apply_volume(self) -> None:
        from PySide6.QtMultimedia import QtAudio

        scales = QtAudio.VolumeScale
        linear = QtAudio.convertVolume(self._volume, scales.LogarithmicVolumeScale, scales.LinearVolumeScale)
        self._sound.setVolume(linear * self._gain)

    def _on_position(self, milliseconds: int) -> None:
        self.moved.emit(milliseconds / 1000)

    def _on_duration(self, milliseconds: int) -> None:
        self.lasted.emit(milliseconds / 1000)

    def _on_state(self, state: object) -> None:
        self.played.emit(state is self._playing)

    def _on_error(self, _error: object, _text: str) -> None:
        self.failed.emit()


class _Frames(QObject):
    """Makes images of frames in a thread: turning one of 4K takes a quarter of a second. Only the newest frame counts."""

    done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Condition()
        self._waiting: QVideoFrame | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False

    def take(self, frame: "QVideoFrame") -> None:
        """Take the frame that is to be seen now."""
        from PySide6.QtMultimedia import QVideoFrame

        if not frame.isValid() or self._stopped:
            return
        with self._lock:
            self._waiting = QVideoFrame(frame)
            self._lock.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=partial(_turn_frames, self), name="outtray-frames", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Take no more frames."""
        with self._lock:
            self._stopped = True
            self._waiting = None
            self._lock.notify()

    def next(self) -> "QVideoFrame | None":
        """Wait for a frame and return it; None once stopped."""
        with self._lock:
            self._lock.wait_for(lambda: self._stopped or self._waiting is not None)
            frame, self._waiting = self._waiting, None
            return None if self._stopped else frame

    def give(self, image: QImage, begin: float, end: float) -> None:
        """Hand on an image."""
        with self._lock:
            if not self._stopped:
                self.done.emit((image, begin, end))


def _turn_frames(frames: _Frames) -> None:
    while (frame := frames.next()) is not None:
        image = frame.toImage()
        if not image.isNull():
            frames.give(image, frame.startTime() / 1e6, frame.endTime() / 1e6)
        del frame
