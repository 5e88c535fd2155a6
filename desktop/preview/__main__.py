"""The helper process: `python -m desktop.preview media|model`, started by :mod:`desktop.qt.helper` alone."""

import os
import sys
import threading
import traceback
from types import TracebackType
from typing import BinaryIO

from desktop.preview.confine import confine

MEMORY_MB = {"media": 1536, "model": 3072}
"""What each flavour may take for data; OpenGL drivers want more."""

_ABANDONED_SECONDS = 2.0


def main(flavour: str) -> None:
    """Answer requests on the standard input until it ends."""
    with os.fdopen(os.dup(1), "wb", buffering=0) as answers:
        os.dup2(2, 1)  # what libraries print must not get between the answers
        sys.excepthook = _die
        confine(MEMORY_MB[flavour])
        _serve(sys.stdin.buffer, answers)


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    from PySide6.QtCore import QCoreApplication, QObject, Signal
    from PySide6.QtGui import QGuiApplication

    from desktop.domain.identity import APP_NAME
    from desktop.preview.service import Service

    class Ear(QObject):
        asked = Signal(object)
        ended = Signal()

    QCoreApplication.setApplicationName(APP_NAME)  # what Qt caches stands under it, beside the window's
    app = QGuiApplication(sys.argv[:1])
    ear = Ear()
    service = Service(lambda line: _write(answers, line))
    ear.asked.connect(service.serve)
    ear.ended.connect(app.quit)

    def listen() -> None:
        for line in requests:
            ear.asked.emit(line)
        ear.ended.emit()
        threading.Timer(_ABANDONED_SECONDS, os._exit, (0,)).start()  # the parent is gone, and whatever runs is for nobody

    threading.Thread(target=listen, daemon=True).start()
    _write(answers, b"{}\n")
    app.exec()
    os._exit(0)  # libraries that were at work are not taken down piece by piece


def _write(answers: BinaryIO, line: bytes) -> None:
    while line:
        line = line[answers.write(line) :]


def _die(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End at the first error nobody expected, also where Qt would go on: the parent reads that as a crash."""
    traceback.print_exception(kind, error, trace)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
