import subprocess
import sys
from pathlib import Path

import pytest

from desktop.entry import asks_for_window
from tests.fakes.outtray import Outtray

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("argv", [[], ["--profile", "/tmp/mine"]])
def test_a_start_without_a_verb_asks_for_the_window(argv: list[str]) -> None:
    assert asks_for_window(argv)


@pytest.mark.parametrize(
    "argv", [["list"], ["--profile"], ["--profile", "--version"], ["--profile", "x", "list"], ["--version"], [""]]
)
def test_anything_else_is_read_by_the_command_line(argv: list[str]) -> None:
    assert not asks_for_window(argv)


def test_the_way_to_the_window_loads_no_parser_and_none_of_the_engines_records() -> None:
    """Each of these would delay the first frame."""
    late = ("argparse", "asyncio", "httpx", "keyring", "desktop.cli", "desktop.engine.ports", "desktop.engine.engine")
    script = f"import sys, desktop.entry; print(*(name for name in {late!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_an_error_of_our_own_is_a_sentence_and_the_log_has_the_rest(outtray: Outtray) -> None:
    script = (
        "import sys; from desktop.entry import run; from desktop.app import Application\n"
        "def broken(self, profile): raise LookupError('a fox')\n"
        "Application.window = broken; sys.exit(run([]))"
    )
    environ = outtray.environ | {"OUTTRAY_PROFILE": str(outtray.profile.root)}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "an error of its own (LookupError)" in done.stderr
    assert "Traceback" not in done.stderr
    assert "a fox" in "".join(path.read_text() for path in (outtray.profile.root / "logs").iterdir())
