"""A trap of PySide: objects of Python whose signals other threads connect to."""

from PySide6.QtCore import QObject


def settle(*senders: QObject) -> None:
    """Let PySide find out here and now that Python overrides none of what Qt calls when a signal is connected or disconnected.

    It asks once for each object, with the GIL, in the thread that happens to come first. Qt calls it holding its own lock, so a
    thread of the multimedia backend that waits for the GIL there, and a call of ours that holds it and waits for that lock, stop
    each other for good (seen as a dead window when a song was closed). Call it before such objects are at work.
    """
    for sender in senders:
        link = sender.objectNameChanged.connect(_nothing)
        sender.objectNameChanged.disconnect(link)


def _nothing(_name: str) -> None:
    """Hear of nothing."""
