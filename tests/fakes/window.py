"""The real program with its window in a process of its own, which tells what it shows (tests/app/opening_driver.py)."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from tests.fakes.outtray import PATIENCE, ROOT, Outtray

DRIVER = ROOT / "tests" / "app" / "opening_driver.py"
type Shown = dict[str, Any]
type Start = Callable[..., "Window"]


def until(true: Callable[[], bool]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


class Window:
    """A window that is asked over the pipes of its process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def do(self, line: str) -> Shown:
        """Have the window do something; return what it shows."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, self.process.communicate()[1]
        shown: Shown = json.loads(answer)
        return shown

    def until(self, true: Callable[[Shown], object]) -> Shown:
        """Wait until what the window shows is so, and return it."""
        end = time.monotonic() + PATIENCE
        while not true(shown := self.do("look")):
            assert time.monotonic() < end, shown
            time.sleep(0.02)
        return shown


@contextmanager
def windows(outtray: Outtray, *, expected: Callable[[str], bool] = lambda _line: False) -> Iterator[Start]:
    """Yield what starts Outtray with a command line, in an environment.

    At the end each must quit in order, having said nothing but lines that are `expected`.
    """
    begun: list[subprocess.Popen[str]] = []
    with ExitStack() as stack:

        def start(*args: str, environ: Mapping[str, str] | None = None) -> Window:
            process = subprocess.Popen(
                [sys.executable, str(DRIVER), "--profile", str(outtray.profile.root), *args],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=outtray.work,
                env={**outtray.environ, **(environ or {})},
            )
            stack.callback(process.kill)
            begun.append(process)
            return Window(process)

        yield start
        for process in begun:
            process.terminate()
            _, errors = process.communicate(timeout=PATIENCE)
            assert (process.returncode, [line for line in errors.splitlines() if not expected(line)]) == (0, [])
