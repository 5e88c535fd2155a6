"""Errors of the program's own that nobody expected: the log has each, and the user is told of some."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

APART_SECONDS = 60.0
"""How far what is told lies apart."""

type _Place = tuple[type[BaseException], str, int]
"""What makes two errors the same one: kind, file, line."""


class Mishaps(QObject):
    """Emits `happened` for an error that :meth:`note` was given: later, in its own thread, from the loop and nowhere else.

    Never for the same error again, at most once in APART_SECONDS of `steady`, and not any more once it is closed.
    """

    happened = Signal()
    _noted = Signal(object)

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._steady = steady
        self._known: set[_Place] = set()
        self._last: float | None = None
        self._closed = False
        self._noted.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def note(self, error: BaseException) -> None:
        """Take an error, from any thread."""
        place = _place(error)
        if not self._closed and place not in self._known:
            self._noted.emit(place)

    def close(self) -> None:
        """Tell nothing more: the program ends."""
        self._closed = True

    def _tell(self, place: _Place) -> None:
        now = self._steady()
        if self._closed or (self._last is not None and now - self._last < APART_SECONDS):
            return
        self._known.add(place)
        self._last = now
        self.happened.emit()


def _place(error: BaseException) -> _Place:
    """Return where an error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (type(error), trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else (type(error), "", 0)
