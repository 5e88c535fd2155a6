"""Whether Qt works here, found out without harm: with parts of it taken away for real."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.finding import Health
from desktop.qt.fitness import previews_found, window_found
from desktop.qt.system_libraries import PACKAGES, missing_in, missing_libraries, named_with_packages, package_of

ROOT = Path(__file__).parents[2]
OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def fake_ldd(folder: Path, *missing: str) -> dict[str, str]:
    """Return an environment whose ldd misses libraries."""
    lines = "".join(f"echo '\t{name} => not found'\n" for name in missing)
    program = folder / "ldd"
    program.write_text(f"#!/bin/sh\n{lines}echo '\tlibc.so.6 => /lib/libc.so.6 (0x0)'\n", encoding="utf-8")
    program.chmod(0o700)
    return {**OFFSCREEN, "PATH": f"{folder}:{os.environ['PATH']}"}


def test_a_window_can_be_shown_here() -> None:
    found = window_found(OFFSCREEN, None)
    facts = dict(found.facts)
    assert (found.health, found.hint) == (Health.OK, "")
    assert facts["platform"] == "offscreen"
    assert {"webp", "png", "svg"} <= set(facts["pictures"].split())
    assert facts["film and sound"]
    assert re.fullmatch(r"\d+x\d+ at \d.*", facts["screens"])


def test_no_display_is_a_note() -> None:
    found = window_found({name: value for name, value in OFFSCREEN.items() if name != "QT_QPA_PLATFORM"}, "There is none.")
    assert found.health is Health.NOTE
    assert "no display" in found.said


def test_a_display_that_does_not_answer_ends_the_child_and_not_us() -> None:
    found = window_found({**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4077"}, None)
    assert found.health is Health.TROUBLE
    assert "(xcb)" in found.said
    assert ":4077" in dict(found.facts)["Qt said"]


def test_a_folder_without_plugins_is_told(tmp_path: Path) -> None:
    found = window_found({**OFFSCREEN, "QT_QPA_PLATFORM_PLUGIN_PATH": str(tmp_path)}, None)
    # Qt looks into its own folder as well, so this alone does no harm; with a platform that is nowhere it can't start.
    assert found.health is Health.OK
    found = window_found({**OFFSCREEN, "QT_QPA_PLATFORM_PLUGIN_PATH": str(tmp_path), "QT_QPA_PLATFORM": "nowhere"}, None)
    assert found.health is Health.TROUBLE
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" in found.hint


def test_a_library_that_the_linker_misses_is_named_with_its_package(tmp_path: Path) -> None:
    environ = fake_ldd(tmp_path, "libxcb-cursor.so.0", "libstrange.so.3")
    found = window_found({**environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4077"}, None)
    assert found.health is Health.TROUBLE
    assert found.said == "No window can be shown: the system lacks libstrange.so.3, libxcb-cursor.so.0 (libxcb-cursor0)."


def test_a_frozen_programs_own_libraries_are_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ldd"
    program.write_text(f"#!/bin/sh\n[ \"$LD_LIBRARY_PATH\" = {tmp_path} ] || echo 'libpulse.so.0 => not found'\n", encoding="utf-8")
    program.chmod(0o700)
    environ = {**OFFSCREEN, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert dict(window_found(environ, None).facts)["missing libraries"] == "libpulse.so.0"
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert "missing libraries" not in dict(window_found(environ, None).facts)


def test_a_qt_that_can_not_be_loaded_names_the_library(tmp_path: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'PySide6.QtWidgets':\n"
        "            raise ImportError('libEGL.so.1: cannot open shared object file: No such file or directory')\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nexport PYTHONPATH="{tmp_path}:$PYTHONPATH"\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    code = (
        "import os, sys; sys.executable = sys.argv[1]\n"
        "from desktop.qt.fitness import window_found\n"
        "found = window_found(dict(os.environ), None); print(found.said); print(found.hint)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(program)], cwd=ROOT, env=OFFSCREEN, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("No window can be shown: the system lacks libEGL.so.1 (libegl1).\nInstall the packages")


def test_a_qt_that_is_not_there_is_said_to_be_that(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text(
        '#!/bin/sh\necho \'{"begins": "core"}\'\n'
        'echo \'{"step": "core", "error": "ModuleNotFoundError: No module named PySide6"}\'\n',
        encoding="utf-8",
    )
    program.chmod(0o700)
    code = (
        "import os, sys; sys.executable = sys.argv[1]\n"
        "from desktop.qt.fitness import window_found; print(window_found(dict(os.environ), None).said)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(program)], cwd=ROOT, env=OFFSCREEN, capture_output=True, text=True, check=True
    )
    assert done.stdout == "Qt (PySide6) is not installed, so no window can be shown.\n"


def test_the_helper_of_previews_starts_and_one_that_does_not_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    assert previews_found(OFFSCREEN).health is Health.OK
    monkeypatch.setattr(sys, "executable", "/bin/false")
    found = previews_found(OFFSCREEN)
    assert (found.health, found.said) == (Health.TROUBLE, "The helper that makes previews doesn't start: it ended at once.")


def test_looking_at_qt_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    environ = {**OFFSCREEN, "HOME": str(tmp_path)}
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        environ.pop(name, None)
    assert window_found(environ, None).health is Health.OK
    assert previews_found(environ).health is Health.OK
    assert list(tmp_path.iterdir()) == []


def test_media_alone_missing_is_no_reason_not_to_start(tmp_path: Path) -> None:
    plugin = tmp_path / "qt" / "plugins" / "multimedia" / "libffmpegmediaplugin.so"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    window, media = missing_libraries(tmp_path / "qt", "xcb", fake_ldd(tmp_path, "libpulse.so.0"))
    assert (window, media) == ([], ["libpulse.so.0"])


def test_every_package_is_named_as_the_set_up_names_it() -> None:
    script = (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8")
    named = {
        name.strip().removesuffix(".so*"): package
        for names, package in re.findall(r"^ +(lib[^)]+)\) echo (\S+) ;;$", script, re.MULTILINE)
        for name in names.split("|")
    }
    assert len(named) > 30
    assert named == PACKAGES


def test_what_is_not_known_has_no_package() -> None:
    assert package_of("libnew.so.1") == ""
    assert named_with_packages(["libEGL.so.1", "libnew.so.1"]) == "libEGL.so.1 (libegl1), libnew.so.1"
    assert missing_in("ImportError: libEGL.so.1: cannot open shared object file: No such file") == ["libEGL.so.1"]
    assert missing_in("No module named libEGL.so.1") == []
