import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app import Application
from desktop.cli import main
from desktop.entry import asks_for_window, run
from desktop.start import Start
from tests.fakes.outtray import Outtray

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("argv", "asked"),
    [
        ([], (None, False, ())),
        (["--profile", "/tmp/mine"], ("/tmp/mine", False, ())),
        (["open"], (None, False, ())),
        (["open", "--"], (None, False, ())),
        (["--hidden"], (None, True, ())),
        (["--profile", "/tmp/mine", "--hidden", "open"], ("/tmp/mine", True, ())),
        (["open", "outtray://add?id=x1", "a.txt", ""], (None, False, ("outtray://add?id=x1", "a.txt"))),
        (["open", "--", "--profile", "-x"], (None, False, ("--profile", "-x"))),
    ],
)
def test_a_start_for_the_window_is_read_without_a_parser(argv: list[str], asked: object) -> None:
    assert asks_for_window(argv) == asked


@pytest.mark.parametrize(
    "argv",
    [
        ["list"],
        ["--profile"],
        ["--profile", "--version"],
        ["--profile", "x", "list"],
        ["--version"],
        [""],
        ["open", "--help"],
        ["open", "outtray:", "--profile", "x"],
        ["--hidden", "list"],
    ],
)
def test_anything_else_is_read_by_the_command_line(argv: list[str]) -> None:
    assert asks_for_window(argv) is None


def test_both_readers_of_the_command_line_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[Start] = []

    def window(_: Application, start: Start) -> int:
        starts.append(start)
        return 0

    monkeypatch.setattr(Application, "window", window)
    for argv in (["--profile", "/p", "--hidden"], ["--profile", "/p", "open", "--", "outtray:", "-x.txt"]):
        assert run(argv) == 0
        assert main(argv, Application()) == 0
    assert starts[0] == starts[1] == Start(profile=Path("/p"), hidden=True)
    assert starts[2] == starts[3] == Start(profile=Path("/p"), what=("outtray:", "-x.txt"))


def test_hidden_goes_with_the_window_alone(outtray: Outtray) -> None:
    done = outtray.run("--hidden", "list")
    assert (done.code, "goes with no other verb" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("what", "absolute"),
    [
        ("ids.txt", "{here}/ids.txt"),
        ("../ids.txt", "{above}/ids.txt"),
        ("/tmp/ids.txt", "/tmp/ids.txt"),
        ("outtray://add?id=x1", "outtray://add?id=x1"),
        ("OUTTRAY:", "OUTTRAY:"),
        ("file:///tmp/ids.txt", "file:///tmp/ids.txt"),
        ("https://example.org", "https://example.org"),
        ("a b:c.txt", "{here}/a b:c.txt"),
        ("\udcff.txt", "file://{here}/%FF.txt"),
    ],
)
def test_paths_mean_the_folder_of_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str, absolute: str) -> None:
    monkeypatch.chdir(tmp_path)
    start = Start(profile=tmp_path, what=(what,))
    assert start.absolute == (absolute.format(here=tmp_path, above=tmp_path.parent),)


def test_the_way_to_the_window_loads_no_parser_and_none_of_the_engines_records() -> None:
    """Each of these would delay the first frame."""
    late = (
        "argparse",
        "asyncio",
        "httpx",
        "keyring",
        "desktop.cli",
        "desktop.domain.link",
        "desktop.engine.ports",
        "desktop.engine.engine",
    )
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
