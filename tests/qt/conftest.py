"""Fixtures for tests of Qt code: asyncio over the mended loop, on the one application of the run."""

import asyncio
import os
from collections.abc import Coroutine, Iterator
from typing import Any, Protocol

import pytest
from PySide6.QtWidgets import QApplication

from desktop.qt.loop import loop_factory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Run(Protocol):
    """Runs a coroutine to its end on the mended loop; more than `within` seconds is a TimeoutError."""

    def __call__[T](self, coro: Coroutine[Any, Any, T], *, within: float = 20) -> T: ...


@pytest.fixture
def qt_runner(qapp: QApplication) -> Iterator[asyncio.Runner]:
    """A runner over the mended loop; its clean-up (tasks, generators, jobs) happens when the test ends."""
    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        yield runner


@pytest.fixture
def run(qt_runner: asyncio.Runner) -> Run:
    """`run(coroutine)` returns what the coroutine returns."""

    def run_one[T](coro: Coroutine[Any, Any, T], *, within: float = 20) -> T:
        return qt_runner.run(asyncio.wait_for(coro, within))

    return run_one
