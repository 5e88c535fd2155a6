"""Small pictures of saved results: decoded in two threads, kept by their bytes, never in the way of a frame."""

from collections import OrderedDict
from typing import override

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.qt.decoding import ALLOCATION_LIMIT_MB, Wish, decode

_THREADS = 2
_LONGEST_QUEUE = 32
"""Wishes kept waiting, the newest; older ones belong to rows scrolled away and are wished again when those come back."""

_PREFERRED_PARTS = ("rendered", "cover", "grid", "thumbnail")


class Thumbnails(QObject):
    """Pixmaps of saved pictures.

    :meth:`pixmap` answers at once from memory, or starts decoding and answers None; `ready` then carries the task's number.
    At most `limit` bytes of pixmaps are kept, those used last.
    """

    ready = Signal(object)

    def __init__(self, limit: int = 64_000_000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(ALLOCATION_LIMIT_MB)
        self._limit = limit
        self._bytes = 0
        self._kept: OrderedDict[Wish, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[Wish, int] = OrderedDict()
        self._running: dict[Wish, int] = {}
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._herald = _Herald(self)
        self._herald.decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)
        self.decoded_count = 0

    def pixmap(self, task_id: int, path: str, size: QSize, dpr: float, *, stamp: str = "", radius: float = 6) -> QPixmap | None:
        """Return the picture in `path` filling `size` (device-independent px) with round corners, None while it is not there.

        A file that is no picture stays None and is not tried again until its `stamp` (SHA-256) changes.
        """
        wish = Wish(path, size.width(), size.height(), dpr, radius, stamp)
        if wish in self._kept:
            self._kept.move_to_end(wish)
            return self._kept[wish]
        if wish not in self._running:
            self._waiting[wish] = task_id
            self._waiting.move_to_end(wish)
            if len(self._waiting) > _LONGEST_QUEUE:
                self._waiting.popitem(last=False)
            self._start()
        return None

    def close(self) -> None:
        """Start nothing more and wait for what is being decoded."""
        self._waiting.clear()
        self._herald.decoded.disconnect(self._on_decoded)
        self._pool.clear()
        self._pool.waitForDone()

    def _start(self) -> None:
        while self._waiting and len(self._running) < _THREADS:
            wish, task_id = self._waiting.popitem()
            self._running[wish] = task_id
            self._pool.start(_Decoding(wish, self._herald))

    def _on_decoded(self, outcome: object) -> None:
        assert isinstance(outcome, _Outcome)
        self.decoded_count += 1
        task_id = self._running.pop(outcome.wish)
        self._keep(outcome.wish, None if outcome.image is None else QPixmap.fromImage(outcome.image))
        self._start()
        if outcome.image is not None:
            self.ready.emit(task_id)

    def _keep(self, wish: Wish, pixmap: QPixmap | None) -> None:
        self._kept[wish] = pixmap
        self._bytes += _cost(pixmap)
        while self._bytes > self._limit and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _cost(dropped)


class _Outcome:
    """What a wish came to."""

    __slots__ = ("image", "wish")

    def __init__(self, wish: Wish, image: QImage | None) -> None:
        self.wish = wish
        self.image = image


class _Herald(QObject):
    """Carries outcomes from the worker threads to the GUI thread."""

    decoded = Signal(object)


class _Decoding(QRunnable):
    """One wish, decoded in a thread of the pool."""

    def __init__(self, wish: Wish, herald: _Herald) -> None:
        super().__init__()
        self._wish = wish
        self._herald = herald

    @override
    def run(self) -> None:
        image: QImage | None = None
        try:
            image = decode(self._wish)
        finally:
            self._herald.decoded.emit(_Outcome(self._wish, image))


def thumbnail_source(task: Task) -> ResultFile | None:
    """Return the saved picture that stands for a task: a rendering, a cover or a grid before any other; None without one."""
    pictures = [f for f in task.files if f.state is FileState.SAVED and f.kind is MediaKind.IMAGE and f.path]
    named = (f for f in pictures if any(word in f.part for word in _PREFERRED_PARTS))
    return next(named, pictures[0] if pictures else None)


def _cost(pixmap: QPixmap | None) -> int:
    return 200 if pixmap is None else pixmap.width() * pixmap.height() * 4 + 200
