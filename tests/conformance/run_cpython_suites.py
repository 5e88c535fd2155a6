"""Run CPython's own asyncio suites over the mended loop, in this process, and print the figures as one JSON line.

A process of its own, because the suites need an event loop policy and an application to themselves. The last line of standard
output is a JSON object: `run` (tests that ran), `loops` (loops they took from us), `absent` (suites this Python lacks), `failed`
(test id to traceback), `skipped` (test id to reason), `python` (version); or `missing` (a sentence) where Python comes without any.

With `--stock` the same suites run over qasync's own loop, for comparison; with `-v` each test is named on standard error.
"""

import asyncio
import importlib
import importlib.util
import json
import os
import platform
import sys
import unittest
import warnings
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, override

from PySide6.QtWidgets import QApplication

from desktop.qt.loop import loop_factory

SUITES = ("timeouts", "taskgroups", "streams", "queues", "locks", "waitfor", "threads", "staggered")
NO_SUITES = (
    "This Python comes without its own test suite (the module test.test_asyncio), so the loop cannot be held to it. "
    "Install it (Debian: libpython3-testsuite) or use a Python from python.org, pyenv or uv."
)

type LoopFactory = Callable[[], asyncio.AbstractEventLoop]


class CountingFactory:
    """Makes loops and counts them, as proof that the suites ran on ours."""

    def __init__(self, make: LoopFactory) -> None:
        self._make = make
        self.made = 0

    def __call__(self) -> asyncio.AbstractEventLoop:
        self.made += 1
        return self._make()


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    factory = CountingFactory(_stock_factory(app) if "--stock" in sys.argv else loop_factory(app))
    try:
        events = importlib.import_module("test.test_asyncio.test_events")
    except ModuleNotFoundError:
        _say({"missing": NO_SUITES})
        return 0
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"asyncio|test")
    present = [name for name in SUITES if importlib.util.find_spec(f"test.test_asyncio.test_{name}")]
    suites = _all_suites(events, factory, present)
    result = unittest.TextTestRunner(stream=sys.stderr, verbosity=2 if "-v" in sys.argv else 1).run(suites)
    failed = {test.id(): text for test, text in (*result.failures, *result.errors)}
    failed |= {test.id(): "passes although it is marked as an expected failure" for test in result.unexpectedSuccesses}
    skipped = {test.id(): reason for test, reason in result.skipped}
    _say(
        {
            "run": result.testsRun - len(skipped),
            "loops": factory.made,
            "absent": sorted(set(SUITES) - set(present)),
            "failed": failed,
            "skipped": skipped,
            "python": platform.python_version(),
        }
    )
    return 0


def _say(figures: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")


def _all_suites(events: ModuleType, factory: LoopFactory, present: Sequence[str]) -> unittest.TestSuite:
    suite = unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(_event_loop_tests(events, factory))])
    for name in present:
        module = importlib.import_module(f"test.test_asyncio.test_{name}")
        _use_loop(module, factory)
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(module))
    return suite


def _event_loop_tests(events: ModuleType, factory: LoopFactory) -> type[unittest.TestCase]:
    """Return the loop tests of test_events over our loop: the mixins, as CPython's own class for the selector loop takes them."""
    mixin = events.EventLoopTestsMixin if sys.platform == "win32" else events.UnixEventLoopTestsMixin
    body: dict[str, Any] = {"create_event_loop": lambda _: factory(), "__module__": events.__name__}
    return type("QtLoopTests", (mixin, events.SubprocessTestsMixin, events.test_utils.TestCase), body)


def _use_loop(module: ModuleType, factory: LoopFactory) -> None:
    """Make every way of getting a loop in `module` lead to `factory`; its own tearDownModule undoes the policy."""

    def set_up() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            asyncio.set_event_loop_policy(_policy(factory))

    setattr(module, "setUpModule", set_up)  # noqa: B010 - unittest's hook, which a module may have or not
    for case in _async_cases(module):
        case.loop_factory = staticmethod(factory)  # type: ignore[attr-defined] # since Python 3.13, whose types mypy does not read here


def _async_cases(module: ModuleType) -> Iterator[type[unittest.IsolatedAsyncioTestCase]]:
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, unittest.IsolatedAsyncioTestCase):
            yield thing


def _policy(factory: LoopFactory) -> Any:
    class Policy(asyncio.DefaultEventLoopPolicy):
        @override
        def new_event_loop(self) -> asyncio.AbstractEventLoop:
            return factory()

    return Policy()


def _stock_factory(app: object) -> LoopFactory:
    qasync = importlib.import_module("qasync")
    return lambda: qasync.QEventLoop(app)


if __name__ == "__main__":
    sys.exit(main())
