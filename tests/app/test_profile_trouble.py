"""What is said of a profile folder that can't be used."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.app import Application
from desktop.engine.ports import OwnRun
from desktop.start import Start
from desktop.storage.paths import Profile
from tests.fakes.display import screen
from tests.fakes.outtray import ROOT, Outtray


@pytest.mark.parametrize(("number", "hint"), [(errno.ENOSPC, "Make room on its drive"), (errno.EROFS, "Make its drive writable")])
def test_a_drives_trouble_is_not_a_matter_of_permissions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    def full(_profile: Profile) -> None:
        raise OSError(number, os.strerror(number))

    said: list[object] = []
    monkeypatch.setattr(Profile, "prepare", full)
    code = Application().answer(tmp_path, "list", {}, OwnRun(label="“outtray list”"), lambda line: said.append(line["say"]), None)
    assert code == 1
    assert said == [f"The profile folder “{tmp_path}” can't be used: {os.strerror(number)}. {hint}, then try again."]


def test_a_folder_that_others_may_write_to_is_said_and_kept_as_it_is(outtray: Outtray) -> None:
    root = outtray.profile.root
    root.mkdir(parents=True)
    (root / "of-another-program").touch()
    root.chmod(0o1777)
    done = outtray.run("list")
    assert done.code == 1
    assert (
        done.err == f"Other users may write to “{root}”, so no profile can be kept there. Choose another folder with --profile.\n"
    )
    assert root.stat().st_mode & 0o7777 == 0o1777


@pytest.mark.skipif(sys.platform != "linux", reason="the screen is an X server's")
def test_a_start_from_an_icon_says_it_in_a_window_for_nobody_reads_its_terminal(outtray: Outtray) -> None:
    root = outtray.profile.root
    root.mkdir(parents=True)
    (root / "of-another-program").touch()
    root.chmod(0o1777)
    command = [sys.executable, "-m", "desktop", "--profile", str(root)]
    with screen() as display:
        environ = {**os.environ, **outtray.environ, **display, "CI": ""}
        nothing = subprocess.DEVNULL
        started = subprocess.Popen(command, cwd=ROOT, env=environ, stdin=nothing, stdout=nothing, stderr=subprocess.PIPE)
        with started:
            shown = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Outtray$"]
            window = subprocess.run(shown, env=environ, capture_output=True, text=True, check=True, timeout=30).stdout.split()[0]
            subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", "Escape"], env=environ, check=True, timeout=30)
            assert started.wait(30) == 1
            assert started.stderr is not None
            assert b"Other users may write to" in started.stderr.read()


def test_a_windows_errors_are_not_told_together_with_the_search_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(_place: Profile, _start: Start, _at_work: Callable[[], None]) -> int:
        return 7 if sys.exception() is None else 1

    monkeypatch.setattr("desktop.app._show_window", show)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert Application().window(Start(profile=tmp_path / "profile")) == 7
