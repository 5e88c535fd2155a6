"""The demo's window used through the accessibility bus, as a screen reader uses it, on a display of its own."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.status import BADGE_WORDS
from desktop.domain.wording import provider_name
from tests.fakes.display import screen

ROOT = Path(__file__).parents[2]
READER = ROOT / "tools" / "read_window.py"
SYSTEM_PYTHON = "/usr/bin/python3"
PROVIDERS = [provider_name(provider) for provider in ("crun", "tripo", "bytespike", "midjourney")]


def _missing() -> str:
    """Return which of the programs this test talks to are not on this machine."""
    programs = [name for name in ("Xvfb", "dbus-run-session", "xdotool") if shutil.which(name) is None]
    if not any(Path(place, "at-spi-bus-launcher").exists() for place in ("/usr/libexec", "/usr/lib/at-spi2-core")):
        programs.append("at-spi2-core")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        programs.append("python3-pyatspi")
    return ", ".join(programs)


@pytest.mark.skipif(bool(_missing()), reason=f"needs {_missing()}")
def test_the_window_can_be_used_by_a_screen_reader(tmp_path: Path) -> None:
    demo = [sys.executable, "-m", "desktop", "demo", "--dir", str(tmp_path)]
    with screen() as environment:
        told = environment | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANG": "C.UTF-8"}
        told.pop("DBUS_SESSION_BUS_ADDRESS", None)
        command = ["dbus-run-session", "--", SYSTEM_PYTHON, str(READER), *demo]
        done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    met = json.loads(done.stdout.splitlines()[-1])

    assert met["unnamed"] == []
    row = re.compile(f"({'|'.join(BADGE_WORDS.values())}), .+, ({'|'.join(map(re.escape, PROVIDERS))})(, .+)?")
    assert len(met["rows"]) == 16
    assert [said for said in met["rows"] if not row.fullmatch(said)] == []
    assert "All, 16" in met["side bar"]
    assert "Saved" in met["details"]
    assert any(said.startswith("Task id: ") for said in met["details"])
    assert met["toggled"] == [False, True, False]
    assert met["found"] == [["1711217942120945", "Midjourney · Client A", "the form of the id", "New"]]
    assert met["exit"] == 0
    assert "Traceback" not in done.stderr
