"""What only a process of its own can show: the exit, the environment."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]

HANGING_JOB = """
import asyncio, threading
from PySide6.QtWidgets import QApplication
from desktop.qt.loop import loop_factory

app = QApplication([])

async def main():
    began = threading.Event()
    asyncio.get_running_loop().run_in_executor(None, lambda: (began.set(), threading.Event().wait(60)))
    await asyncio.to_thread(began.wait)

with asyncio.Runner(loop_factory=loop_factory(app, job_grace_s=0.2)) as runner:
    runner.run(main())
print("main is over")
"""

CHOSEN_QT = """
import os, sys
import desktop.qt.loop
print(os.environ["QT_API"], sorted(name for name in sys.modules if name.startswith(("PyQt", "PySide")) and "." not in name))
"""

IMPORT_ALONE = """
import threading
import desktop.qt.loop, desktop.qt.spawn, desktop.qt.error_hooks
from PySide6.QtCore import QCoreApplication
print(QCoreApplication.instance(), threading.active_count())
"""


def _python(program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_job_that_hangs_does_not_hold_the_process() -> None:
    started = time.monotonic()
    assert _python(HANGING_JOB) == "main is over"
    assert time.monotonic() - started < 10


def test_qt_api_of_the_users_environment_does_not_matter() -> None:
    assert _python(CHOSEN_QT, QT_API="pyqt5") == "pyqt5 ['PySide6']"


def test_importing_makes_no_application_and_no_thread() -> None:
    assert _python(IMPORT_ALONE) == "None 1"
