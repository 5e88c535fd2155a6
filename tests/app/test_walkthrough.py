"""A new user in the real window, from the first run to the second start: tools/walkthrough.py on a display of its own."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from desktop.storage.png_text import without_tags
from tests.fakes.display import screen
from tests.fakes.session import MISSING_SESSION, session

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
SECONDS = 280
PICTURE = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(sys.argv)
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


def _missing() -> str:
    """Return which of the programs this test talks to are not on this machine."""
    programs = [*MISSING_SESSION, *(name for name in ("Xvfb", "xdotool") if shutil.which(name) is None)]
    if not any(Path(place, "at-spi-bus-launcher").exists() for place in ("/usr/libexec", "/usr/lib/at-spi2-core")):
        programs.append("at-spi2-core")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        programs.append("python3-pyatspi")
    return ", ".join(programs)


def _user(environment: dict[str, str], home: Path) -> dict[str, str]:
    """Return the environment of a user who has nothing yet."""
    kept = {name: value for name, value in environment.items() if not name.startswith(("XDG_", "OUTTRAY_", "LC_", "LANG"))}
    home.mkdir()
    return kept | {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_SCALE_FACTOR": "1",
    }


def _walked(folder: Path) -> tuple[dict[str, Any], str]:
    """Let the walkthrough run; return what it met, and the errors of all programs."""
    python, here = sys.executable, Path(__file__).parent
    picture = folder / "screen.png"
    plan = folder / "plan.json"
    plan.write_text(
        json.dumps(
            {
                "outtray": [python, "-m", "desktop", "--profile", str(folder / "profile")],
                "rehearsal": [python, "-m", "tests.app.rehearsal_driver"],
                "neighbour": [python, str(here / "drop_target.py")],
                "picture": [python, "-c", PICTURE, str(picture)],
            }
        )
    )
    with screen() as environment, session(_user(environment, folder / "home"), folder / "run") as told:
        command = [SYSTEM_PYTHON, str(ROOT / "tools" / "walkthrough.py"), str(plan)]
        done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, f"{done.stderr}\n{done.stdout}\nThe screen is in {picture}."
    met = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(met, dict)
    return met, done.stderr


@pytest.mark.timeout(SECONDS + 40)
@pytest.mark.skipif(bool(_missing()), reason=f"needs {_missing()}")
def test_a_new_user_connects_pastes_sees_all_saved_finds_drags_undoes_and_comes_back(tmp_path: Path) -> None:
    met, errors = _walked(tmp_path)
    assert met["nameless"] == []
    assert met["not reached"] == []

    assert met["found"] == sorted(
        3 * ["crun.ai · Studio 1"] + 3 * ["Tripo · Studio 2"] + 2 * ["ByteSpike · Studio 3"] + 2 * ["Midjourney · Studio 4"]
    )
    folder = tmp_path / "home" / "Downloads" / "Outtray"
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert sorted(hashlib.sha256(without_tags(path.read_bytes())).hexdigest() for path in files) == met["served"]["sha256"]
    assert met["served again"] == met["served"], "nothing was saved twice"

    (dropped,) = met["dropped"]
    assert Path(unquote(urlsplit(dropped).path)) in files
    assert "Market poster" in unquote(dropped)

    assert met["exit"] == [0, 0]
    assert "Traceback" not in errors
