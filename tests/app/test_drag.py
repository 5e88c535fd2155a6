"""Saved files dragged with a real pointer out of the real window, into another program's."""

import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.fakes.display import screen

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OUTSIDE = (1350, 250)
NOWHERE = (1350, 800)
DOUBLE_CLICK = 0.5
"""A press so many seconds after a click is no double click."""

MISSING = ", ".join(name for name in ("Xvfb", "xdotool") if shutil.which(name) is None)

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {MISSING}")


class Stage:
    """A screen with our window and another program's on it, and a hand on the pointer."""

    def __init__(self, environment: dict[str, str], window: subprocess.Popen[str], target: subprocess.Popen[str]) -> None:
        self._environment = environment
        self.window = window
        self.target = target
        self.places: dict[str, list[int]] = {}

    def ask(self, question: str) -> Any:
        """Ask our window."""
        assert self.window.stdin is not None
        self.window.stdin.write(f"{question}\n")
        self.window.stdin.flush()
        return _line(self.window.stdout)

    def until(self, question: str, wanted: object) -> None:
        """Ask until the answer is `wanted`."""
        deadline = time.monotonic() + 15
        while (answer := self.ask(question)) != wanted:
            assert time.monotonic() < deadline, f"{question}: {answer}"

    def until_said(self, part: str) -> None:
        """Ask until our window says a sentence with `part` in it."""
        deadline = time.monotonic() + 15
        while part not in (said := self.ask("said")):
            assert time.monotonic() < deadline, said

    def pointer(self, *words: object) -> None:
        """Move the pointer and its buttons, as xdotool is told."""
        subprocess.run(["xdotool", *map(str, words)], env=self._environment, check=True, timeout=10)

    def take(self, *names: str) -> None:
        """Select rows, and press the button on the last of them."""
        self.pointer("mousemove", *self.places[names[0]], "click", 1)
        for name in names[1:]:
            self.pointer("keydown", "ctrl", "mousemove", *self.places[name], "click", 1, "keyup", "ctrl")
        self.pointer("sleep", DOUBLE_CLICK, "mousemove", *self.places[names[-1]], "mousedown", 1)

    def carry(self, place: tuple[int, int] | list[int]) -> None:
        """Carry what is held to a place, in steps as a hand does."""
        x, y = self.places["task 1"]
        for step in range(1, 9):
            self.pointer("mousemove", x + (place[0] - x) * step // 8, y + (place[1] - y) * step // 8, "sleep", "0.02")
        self.pointer("mousemove", place[0] + 3, place[1] + 3, "sleep", "0.05", "mousemove", *place)

    def drop(self) -> None:
        """Let go."""
        self.pointer("sleep", "0.1", "mouseup", 1)


def _line(stream: IO[str] | None) -> Any:
    assert stream is not None
    return json.loads(stream.readline())


@contextlib.contextmanager
def _stage(folder: Path) -> Iterator[Stage]:
    with screen() as environment:
        environment |= {"PYTHONPATH": str(ROOT), "QT_SCALE_FACTOR": "1"}
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
        with (
            subprocess.Popen([sys.executable, str(HERE / "drop_target.py")], **pipes) as target,
            subprocess.Popen([sys.executable, str(HERE / "drag_driver.py"), str(folder)], **pipes) as window,
        ):
            try:
                stage = Stage(environment, window, target)
                assert _line(target.stdout) == "ready"
                deadline = time.monotonic() + 20
                while not stage.places and time.monotonic() < deadline:
                    stage.places = stage.ask("where")
                yield stage
            finally:
                window.kill()
                target.kill()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One screen for all drags."""
    with _stage(tmp_path_factory.mktemp("drag")) as made:
        yield made


def test_saved_files_of_several_tasks_arrive_in_another_program_as_real_files(stage: Stage) -> None:
    stage.take("task 2", "task 1")
    stage.carry(OUTSIDE)
    stage.drop()
    got = _line(stage.target.stdout)
    paths = [Path(url.removeprefix("file://").replace("%23", "#")) for url in got["urls"]]
    assert [path.name for path in paths] == [f"{n} red fox #{m}.png" for n in (2, 1) for m in (1, 2)]
    assert all(path.is_file() for path in paths)
    assert got["text/uri-list"].count("file:///") == 4
    assert got["copy only"] is True
    assert stage.ask("said") == ""


def test_the_loop_and_other_threads_go_on_while_something_is_dragged(stage: Stage) -> None:
    stage.take("task 1")
    stage.carry(OUTSIDE)
    stage.ask("beats")
    time.sleep(0.6)
    held = stage.ask("beats")
    stage.drop()
    _line(stage.target.stdout)
    time.sleep(0.3)
    after = stage.ask("beats")
    assert held["loop"] >= 20
    assert held["thread"] >= 20
    assert max(held["loop silence"], held["thread silence"]) < 0.25
    assert after["loop"] >= 10


def test_a_task_that_is_not_saved_says_why_it_cannot_be_dragged(stage: Stage) -> None:
    stage.take("task 3")
    stage.carry(NOWHERE)
    stage.drop()
    stage.until_said("isn't saved yet")


def test_a_file_that_is_lost_is_not_handed_over_and_says_so(stage: Stage) -> None:
    stage.take("task 4")
    stage.carry(OUTSIDE)
    stage.drop()
    stage.until_said("isn't where it was saved")


def test_a_task_dropped_on_a_project_of_the_side_bar_moves_there(stage: Stage) -> None:
    stage.take("task 3")
    stage.carry(stage.places["Zoo"])
    stage.drop()
    stage.until("project 3", "Zoo")
    stage.until("said", "1 task moved to “Zoo”.")
