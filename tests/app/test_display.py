"""No display, or one that doesn't answer: a sentence instead of Qt's abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.display import missing_display
from tests.fakes.display import screen

DEAD = ":4711"


def _outtray(folder: Path, *arguments: str, display: str | None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    environment |= {"DISPLAY": display} if display else {}
    command = [sys.executable, "-m", "desktop", "--profile", str(folder / "profile"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(("display", "said"), [(None, "There is no display here"), (DEAD, f"The display {DEAD} doesn't answer.")])
def test_without_a_display_the_window_says_so_and_names_the_terminals_way(tmp_path: Path, display: str | None, said: str) -> None:
    done = _outtray(tmp_path, display=display)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "outtray watch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_display_that_answers_is_taken() -> None:
    with screen() as environment:
        assert missing_display({"DISPLAY": environment["DISPLAY"]}, "linux") is None


def test_other_systems_and_chosen_platforms_are_not_asked() -> None:
    assert missing_display({}, "darwin") is None
    assert missing_display({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None
    assert missing_display({"DISPLAY": ""}, "linux") is not None
