"""What the program tells of itself to whoever packages it; here from the sources, without a screen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def told(*checks: str, code: int = 0) -> list[dict[str, Any]]:
    """Run the checks; return their facts."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--self-check", *checks],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_facts_come_a_line_each() -> None:
    build, words, pictures = told("build", "language=zh_CN", "pictures")
    assert (build["frozen"], build["channel"], build["ran"]) == (False, "source", True)
    assert (words["ours"], words["qt"]) == ("设置", "取消")
    assert pictures["icons"]["application"] > 20
    assert pictures["pictures"]["citrus.webp"][0] == "webp"


def test_the_helper_and_the_player_show_a_sample() -> None:
    helper, film = told("helper=tide.mp4", "film=tide.mp4")
    assert helper["found"]["width"] == film["width"] == 640
    assert min(helper["colours"], film["colours"]) > 100


def test_what_is_missing_is_told_and_not_passed_over(tmp_path: Path) -> None:
    listed = tmp_path / "modules.txt"
    listed.write_text("desktop.domain.task\ndesktop.domain.no_such_module\n")
    nonsense, imports, helper = told("nonsense", f"imports={listed}", "helper=none.png", code=1)
    assert (nonsense["ran"], "error" in nonsense) == (False, True)
    assert imports["count"] == 2
    assert list(imports["failed"]) == ["desktop.domain.no_such_module"]
    assert helper["found"] == {"trouble": "gone"}
    assert helper["colours"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="it takes a shell script")
def test_what_others_are_given_is_told(tmp_path: Path) -> None:
    noting = tmp_path / "note"
    noting.write_text('#!/bin/sh\n{ env; echo END; } >"${1#file://}"\n')
    noting.chmod(0o755)
    (facts,) = told(f"foreign={noting}")
    assert facts["subprocess"]["PATH"] == facts["qprocess"]["PATH"] == os.environ["PATH"]
