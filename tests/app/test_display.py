"""No display, or one that doesn't answer: a sentence instead of Qt's abort."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.display import missing_display
from tests.fakes.display import screen

DEAD = ":4711"


OTHERS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM")


def _bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OTHERS}


def _outtray(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    environment = _bare() | environ
    command = [sys.executable, "-m", "desktop", "--profile", str(folder / "profile"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "There is no display here"),
        ({"DISPLAY": DEAD}, f"The display {DEAD} doesn't answer."),
        ({"WAYLAND_DISPLAY": "wayland-stale"}, "The display wayland-stale doesn't answer."),
        ({"WAYLAND_DISPLAY": "/nowhere/wayland-0", "DISPLAY": DEAD}, f"The display {DEAD} doesn't answer."),
    ],
)
def test_without_a_display_the_window_says_so_and_names_the_terminals_way(
    tmp_path: Path, environ: dict[str, str], said: str
) -> None:
    done = _outtray(tmp_path, **environ)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "outtray watch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_display_that_answers_is_taken() -> None:
    with screen() as environment:
        assert missing_display({"DISPLAY": environment["DISPLAY"]}, "linux") is None


@pytest.mark.parametrize("session", ["x11", "wayland"])
def test_a_stale_compositor_is_passed_over_for_a_display_that_answers(tmp_path: Path, session: str) -> None:
    stale = {"WAYLAND_DISPLAY": "wayland-stale", "XDG_RUNTIME_DIR": str(tmp_path), "XDG_SESSION_TYPE": session}
    with screen() as environment:
        environ = stale | {"DISPLAY": environment["DISPLAY"]}
        assert missing_display(environ, "linux") is None
        program = "from PySide6.QtGui import QGuiApplication; print(QGuiApplication([]).platformName())"
        command = [sys.executable, "-c", program]
        shown = subprocess.run(command, env=_bare() | environ, capture_output=True, text=True, timeout=60, check=False)
    assert (shown.returncode, shown.stdout) == (0, "xcb\n"), "Qt goes the same way"


def test_a_compositor_is_found_by_its_name_its_path_or_as_the_sessions_own(tmp_path: Path) -> None:
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path)}
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        assert missing_display({"WAYLAND_DISPLAY": "wayland-0", **runtime}, "linux") is not None, "nobody listens"
        compositor.listen()
        assert missing_display({"WAYLAND_DISPLAY": "wayland-0", **runtime}, "linux") is None
        assert missing_display({"WAYLAND_DISPLAY": str(tmp_path / "wayland-0")}, "linux") is None
        assert missing_display({"XDG_SESSION_TYPE": "wayland", **runtime}, "linux") is None
        assert missing_display({"XDG_SESSION_TYPE": "x11", **runtime}, "linux") is not None, "Qt doesn't look there"
        assert missing_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux") is not None, "in which folder isn't known"


def test_a_compositor_with_a_queue_of_callers_is_there(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as compositor, socket.socket(socket.AF_UNIX) as caller:
        compositor.bind(str(tmp_path / "busy"))
        compositor.listen(0)
        caller.connect(str(tmp_path / "busy"))
        assert missing_display({"WAYLAND_DISPLAY": str(tmp_path / "busy")}, "linux") is None


def test_an_inherited_connection_is_trusted() -> None:
    assert missing_display({"WAYLAND_DISPLAY": "wayland-stale", "WAYLAND_SOCKET": "7"}, "linux") is None
    assert missing_display({"WAYLAND_SOCKET": "7"}, "linux") is not None, "Qt doesn't ask for a compositor"


def test_other_systems_and_chosen_platforms_are_not_asked() -> None:
    assert missing_display({}, "darwin") is None
    assert missing_display({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None
    assert missing_display({"DISPLAY": ""}, "linux") is not None
