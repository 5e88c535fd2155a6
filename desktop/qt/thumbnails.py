"""Small pictures of saved files of every kind: decoded in two threads, kept by their bytes, never in the way of a frame."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import override

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from desktop.domain.status import MediaKind
from desktop.qt.decoding import Wish, decode
from desktop.qt.examiner import Examiner, Found
from desktop.qt.look import WINDOW_PICTURE_MB, Look

_THREADS = 2
_CLOSE_MS = 500
_LONGEST_QUEUE = 32
"""Wishes kept waiting, the newest; older ones most likely belong to rows scrolled away."""

_MOST_ASKED = 3
"""Files handed to the helpers at a time: one each, and one in the wings. The others wait here, where a newer wish goes first."""

_MOST_PASSED_OVER = 2000
_A_TURN = 16


class Thumbnails(QObject):
    """Pixmaps of saved files.

    :meth:`pixmap` answers at once from memory, or starts work and answers None; `ready` then carries the task's number, and once
    more for wishes that were passed over because newer ones came: whoever still shows such a task wishes again.
    At most `limit` bytes of pixmaps are kept, those used last.

    The pictures come from the `examiner`'s cache; files that it does not know yet are examined by its helpers. Without an examiner
    only pictures are shown, decoded here: for files that are our own.
    """

    ready = Signal(object)

    def __init__(self, limit: int = 64_000_000, parent: QObject | None = None, *, examiner: Examiner | None = None) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(WINDOW_PICTURE_MB)
        self._examiner = examiner
        self._limit = limit
        self._bytes = 0
        self._kept: OrderedDict[Wish, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[Wish, int] = OrderedDict()
        self._running: dict[Wish, int] = {}
        self._unknown: OrderedDict[Wish, tuple[int, str]] = OrderedDict()
        self._asked: dict[Wish, int] = {}
        self._damaged: set[str] = set()
        self._passed_over: OrderedDict[int, None] = OrderedDict()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._herald = _Herald(self)
        self._herald.decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)
        self._herald.examined.connect(self._on_examined, Qt.ConnectionType.QueuedConnection)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._remind)
        self.decoded_count = 0

    def pixmap(
        self,
        task_id: int,
        path: str,
        size: QSize,
        dpr: float,
        *,
        stamp: str = "",
        radius: float = 6,
        kind: MediaKind = MediaKind.IMAGE,
    ) -> QPixmap | None:
        """Return the picture of the file at `path` covering `size` (device-independent px), or None so far.

        A file that has no picture stays None and is not tried again until its `stamp` (SHA-256) changes.
        """
        wish = Wish(path, size.width(), size.height(), dpr, radius, stamp, kind)
        if wish in self._kept:
            self._kept.move_to_end(wish)
            return self._kept[wish]
        if wish in self._unknown:
            self._unknown.move_to_end(wish)
        elif wish not in self._running and wish not in self._asked:
            self._wait(wish, task_id)
        return None

    def close(self) -> None:
        """Start nothing more and wait for what is being decoded; a drive that hangs is waited for no longer than a moment."""
        self._waiting.clear()
        self._unknown.clear()
        self._later.stop()
        self._herald.decoded.disconnect(self._on_decoded)
        self._herald.examined.disconnect(self._on_examined)
        self._pool.clear()
        if not self._pool.waitForDone(_CLOSE_MS):
            for part in (self._pool, self._herald):  # deleted, they would wait for it, or be missed by it
                part.setParent(QCoreApplication.instance())

    # -- work, from the newest wish to the oldest ----------------------------------------------------------------------

    def _wait(self, wish: Wish, task_id: int) -> None:
        self._waiting[wish] = task_id
        self._waiting.move_to_end(wish)
        if len(self._waiting) > _LONGEST_QUEUE:
            _, passed = self._waiting.popitem(last=False)
            self._pass_over(passed)
        self._start()

    def _start(self) -> None:
        while self._waiting and len(self._running) < _THREADS:
            wish, task_id = self._waiting.popitem()
            self._running[wish] = task_id
            self._pool.start(_Decoding(wish, self._examiner, self._herald))
        while self._unknown and len(self._asked) < _MOST_ASKED:
            wish, (task_id, key) = self._unknown.popitem()
            self._ask(wish, task_id, key)
        if self._passed_over and not self._waiting and not self._unknown:
            self._later.start()

    def _ask(self, wish: Wish, task_id: int, key: str) -> None:
        assert self._examiner is not None
        self._asked[wish] = task_id
        self._examiner.ask(key, wish.path, wish.kind, partial(_tell, self._herald, wish))

    def _on_decoded(self, outcome: object) -> None:
        assert isinstance(outcome, _Outcome)
        task_id = self._running.pop(outcome.wish)
        if outcome.found is not None and (outcome.found.look is None or outcome.damaged):
            self._examine(outcome, task_id)
        else:
            self._settle(outcome.wish, task_id, outcome.image)
        self._start()

    def _examine(self, outcome: "_Outcome", task_id: int) -> None:
        """Have a file examined that the cache does not know, or whose picture there is damaged: once."""
        assert outcome.found is not None
        assert self._examiner is not None
        if outcome.damaged:
            if outcome.found.key in self._damaged:
                self._settle(outcome.wish, task_id, None)
                return
            self._damaged.add(outcome.found.key)
        self._unknown[outcome.wish] = (task_id, outcome.found.key)
        if len(self._unknown) > _LONGEST_QUEUE:
            _, (passed, _) = self._unknown.popitem(last=False)
            self._pass_over(passed)

    def _on_examined(self, told: object) -> None:
        assert isinstance(told, tuple)
        wish, look = told
        assert isinstance(wish, Wish)
        assert isinstance(look, Look)
        task_id = self._asked.pop(wish)
        if look.poster is None:
            self._settle(wish, task_id, None)
            self._start()
        else:
            self._wait(wish, task_id)

    def _settle(self, wish: Wish, task_id: int, image: QImage | None) -> None:
        self.decoded_count += 1
        self._keep(wish, None if image is None else QPixmap.fromImage(image))
        if image is not None:
            self.ready.emit(task_id)

    def _pass_over(self, task_id: int) -> None:
        self._passed_over[task_id] = None
        self._passed_over.move_to_end(task_id)
        if len(self._passed_over) > _MOST_PASSED_OVER:
            self._passed_over.popitem(last=False)

    def _remind(self) -> None:
        """Tell of wishes that were passed over, a few at a time, once nothing else is to do."""
        for _ in range(min(_A_TURN, len(self._passed_over))):
            task_id, _nothing = self._passed_over.popitem()
            self.ready.emit(task_id)
        if self._passed_over and not self._waiting and not self._unknown:
            self._later.start()

    def _keep(self, wish: Wish, pixmap: QPixmap | None) -> None:
        self._kept[wish] = pixmap
        self._bytes += _cost(pixmap)
        while self._bytes > self._limit and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _cost(dropped)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a wish came to: a picture; or what is known of the file, and whether its picture in the cache is `damaged`."""

    wish: Wish
    image: QImage | None = None
    found: Found | None = None
    damaged: bool = False


class _Herald(QObject):
    """Carries outcomes from the worker threads to the GUI thread."""

    decoded = Signal(object)
    examined = Signal(object)


def _tell(herald: _Herald, wish: Wish, look: Look) -> None:
    with suppress(RuntimeError):  # the window is gone, and its herald with it
        herald.examined.emit((wish, look))


class _Decoding(QRunnable):
    """One wish, decoded in a thread of the pool."""

    def __init__(self, wish: Wish, examiner: Examiner | None, herald: _Herald) -> None:
        super().__init__()
        self._wish = wish
        self._examiner = examiner
        self._herald = herald

    @override
    def run(self) -> None:
        outcome = _Outcome(self._wish)
        try:
            outcome = self._decoded()
        finally:
            self._herald.decoded.emit(outcome)

    def _decoded(self) -> _Outcome:
        wish = self._wish
        if self._examiner is None:
            return _Outcome(wish, decode(wish, wish.path) if wish.kind is MediaKind.IMAGE else None)
        found = self._examiner.find(wish.path, wish.kind, stamp=wish.stamp)
        if found.look is None or found.look.poster is None:
            return _Outcome(wish, None, found)
        image = decode(wish, found.look.poster)
        if image is None:
            self._examiner.forget(found.key)
        return _Outcome(wish, image, found, damaged=image is None)


def _cost(pixmap: QPixmap | None) -> int:
    return 200 if pixmap is None else pixmap.width() * pixmap.height() * 4 + 200
