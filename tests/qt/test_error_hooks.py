"""Uncaught errors reach the log by every door."""

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Iterator
from typing import override

import pytest
from PySide6.QtCore import QObject, Signal, qWarning

from desktop.qt.error_hooks import install_error_hooks, loop_error_handler
from tests.qt.conftest import Run

LOG = logging.getLogger("outtray.test")


class Sender(QObject):
    sent = Signal()


class Records(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[logging.LogRecord] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record)


@pytest.fixture
def records() -> Iterator[Records]:
    records = Records()
    LOG.addHandler(records)
    restore = install_error_hooks(LOG)
    yield records
    restore()
    LOG.removeHandler(records)


def _errors(records: Records) -> list[str]:
    return [str(record.exc_info[1]) for record in records.kept if record.exc_info]


def _fail(text: str = "no") -> None:
    raise ValueError(text)


def test_an_error_in_a_slot_is_logged(qapp: QObject, records: Records) -> None:
    sender = Sender()
    sender.sent.connect(lambda: _fail("slot"))
    sender.sent.emit()
    assert _errors(records) == ["slot"]


def test_an_error_in_a_thread_is_logged_with_its_name(records: Records) -> None:
    thread = threading.Thread(target=_fail, args=("thread",), name="saver-3")
    thread.start()
    thread.join()
    assert _errors(records) == ["thread"]
    assert "saver-3" in records.kept[-1].getMessage()


def test_an_error_in_a_finaliser_is_logged(records: Records) -> None:
    class Bad:
        def __del__(self) -> None:
            _fail("finaliser")

    Bad()
    gc.collect()
    assert _errors(records) == ["finaliser"]


def test_errors_of_callbacks_and_unawaited_tasks_are_logged(run: Run, records: Records) -> None:
    async def fail() -> None:
        _fail("task")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(loop_error_handler(LOG))
        loop.call_soon(_fail, "callback")
        await asyncio.wait({loop.create_task(fail())})
        gc.collect()

    run(main())
    assert sorted(_errors(records)) == ["callback", "task"]


def test_qt_messages_are_logged(qapp: QObject, records: Records) -> None:
    qWarning("a bad cursor")
    assert [(record.levelname, record.getMessage()) for record in records.kept] == [("WARNING", "default: a bad cursor")]


def test_restoring_puts_back_what_was_there() -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    install_error_hooks(LOG)()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
