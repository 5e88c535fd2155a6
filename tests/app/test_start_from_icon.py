"""Why a start comes to nothing, told to somebody who clicked an icon: in a small window, in the system's language, once."""

import io
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from desktop.widgets.lone_sentence import is_read
from tests.fakes.display import screen
from tests.fakes.outtray import ROOT, Outtray

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the screen is an X server's")

_STARTS = """
import errno, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
import desktop.app, desktop.window_app
from desktop.__main__ import main

really = QMessageBox.exec

def stays(box):
    QTimer.singleShot(0, lambda: print("up", flush=True))
    return really(box)

def shown(box):
    print("window:", box.text(), flush=True)

def broken(*_):
    raise {error}

QMessageBox.exec = shown
{breaks}
sys.argv = ["outtray", "--profile", *sys.argv[1:]]
main()
"""
"""A start whose small window closes at once and tells what it said."""


_NO_WINDOW = "desktop.app._show_window = broken"
_STAYS = f"QMessageBox.exec = stays; {_NO_WINDOW}"
_TROUBLE_SEEN = """
from desktop.widgets.main_window import MainWindow
def seen(window, sentence, show=MainWindow.show_trouble):
    show(window, sentence)
    QTimer.singleShot(0, lambda: print("trouble:", sentence, flush=True))
MainWindow.show_trouble = seen
"""
_FULL = f"""{_TROUBLE_SEEN}
import desktop.owner
def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device", "/x")
desktop.owner.open_profile = full
"""
_ENGINE_STOPS = f"""{_TROUBLE_SEEN}
import desktop.window_life
from desktop.engine.engine import Engine
def said(engine, at_work, say=desktop.window_life._say_stopped):
    say(engine, at_work)
    print("stopped", flush=True)
desktop.window_life._say_stopped = said
async def run(self):
    raise {{error}}
Engine.run = run
"""


@pytest.fixture(scope="module")
def display() -> Iterator[Mapping[str, str]]:
    with screen() as environ:
        yield {**environ, "CI": ""}  # who runs the tests may have set it; the program shows nothing by itself then


def ended(process: subprocess.Popen[str], seconds: float = 5) -> tuple[int, str, str]:
    """Wait so long for the end of a process; return its exit code and what else it said."""
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return process.returncode, out, err


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def starting(
    outtray: Outtray,
    display: Mapping[str, str],
    *,
    breaks: str = "",
    error: str = "KeyError('x')",
    language: str = "C",
    what: Sequence[str] = (),
) -> subprocess.Popen[str]:
    """Start the window with `breaks` done to it before, as a desktop does: no terminal."""
    system = {"LANG": f"{language}.UTF-8", "LC_ALL": f"{language}.UTF-8", "LANGUAGE": language, "CI": display.get("CI", "")}
    command = [sys.executable, "-c", _STARTS.format(error=error, breaks=breaks), str(outtray.profile.root), *what]
    environ = {**os.environ, **outtray.environ, **display, **system, "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, encoding="utf-8")


def started(
    outtray: Outtray,
    display: Mapping[str, str],
    *,
    breaks: str = "",
    error: str = "KeyError('x')",
    language: str = "C",
    what: Sequence[str] = (),
) -> tuple[int, str, str]:
    """Start the window with `breaks` done to it before; return the exit code, the standard output and the errors."""
    with starting(outtray, display, breaks=breaks, error=error, language=language, what=what) as process:
        return ended(process, 60)


def test_an_error_of_outtrays_own_is_said_in_a_window_too(outtray: Outtray, display: Mapping[str, str]) -> None:
    code, out, err = started(outtray, display, breaks="desktop.app._show_window = broken", error="KeyError('x')")
    sentence = f"Outtray stopped because of an error of its own (KeyError). The log in “{outtray.profile.logs}” has it."
    assert (code, out, err.splitlines()) == (1, f"window: {sentence}\n", [sentence])
    assert any("KeyError" in log.read_text() for log in outtray.profile.logs.iterdir())


def test_where_there_is_no_display_it_stays_with_the_terminal(outtray: Outtray) -> None:
    none = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    code, out, err = started(outtray, none, breaks="desktop.app.Application.window = broken", error="KeyError('x')")
    assert (code, out) == (1, "")
    assert err.startswith("Outtray stopped because of an error of its own (KeyError).")


def test_what_is_wrong_with_the_profile_is_said_in_the_systems_language(outtray: Outtray, display: Mapping[str, str]) -> None:
    root = outtray.profile.root
    root.mkdir(parents=True)
    (root / "of-another-program").touch()
    root.chmod(0o1777)
    code, out, err = started(outtray, display, language="zh_CN")
    assert code == 1
    assert "其他用户" in out
    assert str(root) in out
    assert "Other users may write to" in err


def test_a_folder_without_permission_names_no_switch_of_the_command_line(outtray: Outtray, display: Mapping[str, str]) -> None:
    breaks = "desktop.app.Profile.prepare = broken"
    code, out, _ = started(outtray, display, breaks=breaks, error="PermissionError(13, 'Permission denied')")
    assert code == 1
    assert out.startswith(f"window: The profile folder “{outtray.profile.root}” can't be used: Permission denied.")
    assert "--profile" not in out


def test_what_the_window_itself_has_said_is_not_said_again(outtray: Outtray, display: Mapping[str, str]) -> None:
    error = "desktop.app.StorageTrouble('This list was made by a newer Outtray.')"
    code, out, err = started(outtray, display, breaks="desktop.app._show_window = broken", error=error)
    assert (code, out, err) == (1, "", "This list was made by a newer Outtray.\n")


def test_a_profile_without_room_is_said_in_the_window_and_a_session_that_ends_meets_no_second_one(
    outtray: Outtray, display: Mapping[str, str]
) -> None:
    root = outtray.profile.root
    sentence = f"The profile folder “{root}” can't be used: No space left on device. Make room on its drive, then try again."
    with starting(outtray, display, breaks=_FULL) as process:
        said = line_of(process)
        process.send_signal(signal.SIGTERM)
        code, out, err = ended(process)
    assert said == f"trouble: {sentence}"
    assert (code, out, err) == (1, "", sentence + "\n")


@pytest.mark.parametrize("error", ["OSError(5, 'Input/output error')", "KeyError('x')"])
def test_an_engine_that_stopped_opens_no_second_window_when_the_user_has_left(
    outtray: Outtray, display: Mapping[str, str], error: str
) -> None:
    with starting(outtray, display, breaks=_ENGINE_STOPS.format(error=error)) as process:
        said = line_of(process)
        process.send_signal(signal.SIGTERM)
        code, out, err = ended(process)
    kind = error.partition("(")[0]
    assert (said, code, out) == ("stopped", 1, "")
    assert err.splitlines() == [
        f"Outtray stopped because of an error of its own ({kind}). The log in “{outtray.profile.logs}” has it."
    ]


def test_a_lock_that_cannot_be_made_is_said_in_a_window_as_none_was_there(outtray: Outtray, display: Mapping[str, str]) -> None:
    breaks = "import desktop.storage.owner_lock; desktop.storage.owner_lock.ProfileLock.acquire = broken"
    code, out, _ = started(outtray, display, breaks=breaks, error="PermissionError(13, 'Permission denied')")
    assert code == 1
    assert out.startswith(f"window: The profile folder “{outtray.profile.root}” can't be used: Permission denied.")


def test_ctrl_c_ends_the_small_window_at_once(outtray: Outtray, display: Mapping[str, str]) -> None:
    with starting(outtray, display, breaks=_STAYS) as process:
        said = line_of(process)
        process.send_signal(signal.SIGINT)
        code, _, _ = ended(process)
    assert (said, code) == ("up", -signal.SIGINT)


def test_a_small_window_that_nobody_closes_goes_by_itself(outtray: Outtray, display: Mapping[str, str]) -> None:
    short = "import desktop.widgets.lone_sentence; desktop.widgets.lone_sentence.SHOWN_MS = 50"
    with starting(outtray, display, breaks=f"{short}; {_STAYS}") as process:
        said = line_of(process)
        code, _, _ = ended(process)
    assert (said, code) == ("up", 1)


def test_an_automatic_run_gets_no_window(outtray: Outtray, display: Mapping[str, str]) -> None:
    code, out, err = started(outtray, {**display, "CI": "true"}, breaks=_NO_WINDOW)
    assert (code, out) == (1, "")
    assert err.startswith("Outtray stopped because of an error of its own (KeyError).")


@pytest.mark.parametrize("which", range(3))
def test_one_terminal_among_the_streams_has_a_reader(which: int) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0), os.fdopen(theirs, "w") as terminal:
        closed = io.StringIO()
        closed.close()
        others = (None, closed, io.StringIO())
        assert is_read(*others[:which], terminal, *others[which:])
        assert not is_read(*others)


def test_a_start_whose_output_goes_into_a_pipe_is_still_read_where_its_input_is_a_terminal(
    outtray: Outtray, display: Mapping[str, str]
) -> None:
    breaks = f"sys.stdin.isatty = lambda: True; {_NO_WINDOW}"
    code, out, err = started(outtray, display, breaks=breaks)
    assert (code, out) == (1, "")
    assert err.startswith("Outtray stopped")


def test_an_owner_without_a_window_is_told_in_one_except_to_a_start_at_login(outtray: Outtray, display: Mapping[str, str]) -> None:
    sentence = "This profile is in use by “outtray watch”, which has no window."
    with outtray.started("watch") as watch:
        _wait(outtray.profile.socket.exists)
        clicked = started(outtray, display)
        opened = started(outtray, display, what=("open", "outtray:"))
        at_login = started(outtray, display, what=("--hidden",))
        watch.interrupt()
    for code, out, err in (clicked, opened):
        assert (code, out) == (1, f"window: {err}")
        assert err.startswith(sentence)
    assert at_login == (1, "", clicked[2])


def test_an_answer_that_the_running_window_shows_is_not_shown_again(outtray: Outtray, display: Mapping[str, str]) -> None:
    with starting(outtray, display, breaks=_FULL) as owner:
        said = line_of(owner)
        code, out, err = started(outtray, display)
        owner.send_signal(signal.SIGTERM)
        ended(owner)
    assert (code, out, f"trouble: {err}") == (1, "", f"{said}\n")
