"""Choosing a program for a file, over a real bus: with a desktop portal, and where there is none."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DRIVER = Path(__file__).with_name("open_with_driver.py")
ROOT = DRIVER.parents[2]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the portal is Linux's"),
    pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session"),
]


def _ask(path: Path, *words: str) -> dict[str, Any]:
    if "gone" not in words:
        path.write_bytes(b"x")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    command = ["dbus-run-session", "--", sys.executable, str(DRIVER), str(path), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_the_portal_is_asked_to_let_the_user_choose(tmp_path: Path) -> None:
    path = tmp_path / "red fox.png"
    told = _ask(path, "portal")
    assert told == {"member": "OpenFile", "file": str(path), "options": {"ask": True}, "window": "", "said": None}


def test_without_a_portal_the_user_hears_what_to_do_instead(tmp_path: Path) -> None:
    assert "Show the file in its folder" in _ask(tmp_path / "a.png")["said"]


def test_a_file_that_cannot_be_opened_is_said_to_be_so(tmp_path: Path) -> None:
    said = "“a.png” can't be opened (No such file or directory). Check that its drive is there."
    assert _ask(tmp_path / "a.png", "portal", "gone")["said"] == said
