"""Why a start comes to nothing, told to somebody who clicked an icon: in a small window, in the system's language, once."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest

from tests.fakes.display import screen
from tests.fakes.outtray import ROOT, Outtray

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the screen is an X server's")

_STARTS = """
import sys
from PySide6.QtWidgets import QMessageBox
import desktop.app, desktop.window_app
from desktop.__main__ import main

def shown(box):
    print("window:", box.text(), flush=True)

def broken(*_):
    raise {error}

QMessageBox.exec = shown
{breaks}
sys.argv = ["outtray", "--profile", sys.argv[1]]
main()
"""
"""A start whose small window closes at once and tells what it said."""


@pytest.fixture(scope="module")
def display() -> Iterator[Mapping[str, str]]:
    with screen() as environ:
        yield environ


def started(
    outtray: Outtray, display: Mapping[str, str], *, breaks: str = "", error: str = "", language: str = "C"
) -> tuple[int, str, str]:
    """Start the window with `breaks` done to it before; return the exit code, the standard output and the errors."""
    system = {"LANG": f"{language}.UTF-8", "LC_ALL": f"{language}.UTF-8", "LANGUAGE": language}
    command = [sys.executable, "-c", _STARTS.format(error=error, breaks=breaks), str(outtray.profile.root)]
    environ = {**os.environ, **outtray.environ, **display, **system, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


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
