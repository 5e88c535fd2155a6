"""The loop is held to asyncio's contract by CPython's own suites."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RUNNER = ROOT / "tests" / "conformance" / "run_cpython_suites.py"

ALLOWED: dict[str, str] = {}
"""Tests of CPython that may fail, each with the reason. None does."""


ABSENT = ["staggered"] if sys.version_info < (3, 13) else []
"""Suites that CPython itself came without: test_staggered joined its test package in 3.13."""


@pytest.mark.timeout(180)
def test_the_loop_passes_cpythons_own_suites(capsys: pytest.CaptureFixture[str]) -> None:
    figures = _figures()
    if "missing" in figures:
        pytest.fail(figures["missing"], pytrace=False)
    failed: dict[str, str] = figures["failed"]
    with capsys.disabled():
        sys.stdout.write(
            f"\nCPython {figures['python']} asyncio suites on the mended loop: {figures['run']} run on {figures['loops']} loops, "
            f"{len(failed)} failed, {len(figures['skipped'])} skipped by CPython itself\n"
        )
    unexpected = {test: text for test, text in failed.items() if test not in ALLOWED}
    assert not unexpected, "\n\n".join(f"{test}\n{text}" for test, text in unexpected.items())
    assert figures["absent"] == ABSENT
    assert figures["run"] > 300
    assert figures["loops"] > 300
    assert set(failed) == set(ALLOWED), "An exception is listed that passes now: take it off the list."


def _figures() -> dict[str, Any]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    done = subprocess.run(
        [sys.executable, str(RUNNER)],
        cwd=ROOT,
        env={**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=170,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
