"""What wakes the event loop: one posted Qt event, one precise timer."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_LONGEST_WAIT_MS: Final = 24 * 3600 * 1000


class Pulse(QObject):
    """Calls `turn` inside the Qt event loop: soon after `post`, or when a deadline set by `arm` is reached.

    Posted events take their place among Qt's own, so neither side starves the other; a zero timer would wait for Qt to be idle.
    """

    _posted_to_qt = Signal()

    def __init__(self, turn: Callable[[], None]) -> None:
        super().__init__()
        self._turn = turn
        self._pending = False
        self._armed_for: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_deadline)
        self._posted_to_qt.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def post(self) -> None:
        """Have `turn` called soon; safe from any thread. One event at most is under way."""
        if not self._pending:
            self._pending = True
            self._posted_to_qt.emit()

    def arm(self, when: float, now: float) -> None:
        """Have `turn` called at `when`, never before (seconds of one clock); an earlier deadline already set stays."""
        if self._armed_for is None or when < self._armed_for:
            self._armed_for = when
            wait_ms = math.ceil((when - now) * 1000)
            self._timer.start(min(max(wait_ms, 0), _LONGEST_WAIT_MS))

    def stop(self) -> None:
        """Call `turn` no more and let go of it."""
        self._timer.stop()
        self._timer.timeout.disconnect()
        self._posted_to_qt.disconnect()
        self._turn = _nothing

    def _on_posted(self) -> None:
        self._pending = False
        self._turn()

    def _on_deadline(self) -> None:
        self._armed_for = None
        self._turn()


def _nothing() -> None:
    """Stand in for the turn of a closed loop."""
