"""The core works in an interpreter where PySide6, shiboken6 and qasync cannot be imported: its modules load, its tests pass.

Left out of the second run are property tests (marker `hypothesis`) and those whose names tell that they are about volume, which
would double their minutes and show nothing about imports; every module and every other test of the core is in.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ("domain", "providers", "storage", "engine", "rehearsal")
VOLUME = ("time_grows", "five_hundred", "five_megabytes", "five_thousand", "twenty_thousand", "after_kills")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

IMPORT_ALL = """
import importlib, sys
import tests.fakes.no_qt
for name in sys.argv[1:]:
    importlib.import_module(name)
print(sorted(name for name in sys.modules if name.partition(".")[0] in tests.fakes.no_qt.ABSENT))
"""


def _modules() -> list[str]:
    paths = [path for package in CORE for path in (ROOT / "desktop" / package).rglob("*.py")]
    paths += [ROOT / "desktop" / f"{name}.py" for name in ("app", "cli", "cli_parser", "demo", "owner", "terminal")]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]


def test_the_core_and_the_command_line_are_imported_without_qt() -> None:
    modules = _modules()
    assert len(modules) > 100
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL, *modules], env=ENVIRONMENT, capture_output=True, text=True)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "[]\n")


def test_the_absence_is_real() -> None:
    code = "import tests.fakes.no_qt, desktop.qt.loop"
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "is absent here on purpose" in done.stderr


@pytest.mark.timeout(300)
def test_the_core_passes_its_tests_without_qt() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "tests.fakes.no_qt", "-p", "no:pytest-qt"]
    chosen = ["-m", "not hypothesis", "-k", f"not ({' or '.join(VOLUME)})"]
    done = subprocess.run(
        [*command, *chosen, *(f"tests/unit/{name}" for name in CORE)], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 300
