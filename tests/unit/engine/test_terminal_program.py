"""How each copy of Outtray is started in a terminal."""

import os
from pathlib import Path

import pytest

from desktop.engine.terminal_program import FLATPAK, terminal_command
from desktop.storage.build import Build, Channel
from desktop.storage.paths import default_profile


def program(folder: Path, name: str) -> Path:
    """Make a program."""
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("channel", "command"), [(Channel.DEB, ("outtray",)), (Channel.FLATPAK, FLATPAK)])
def test_a_package_is_started_by_its_name(channel: Channel, command: tuple[str, ...]) -> None:
    assert terminal_command(Build(channel=channel), None) == command


def test_a_portable_copy_is_started_by_its_path_unless_the_search_path_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    running = program(tmp_path, "outtray")
    build = Build(channel=Channel.PORTABLE)
    assert terminal_command(build, None, running=running, frozen=True) == (str(running),)
    monkeypatch.setenv("PATH", f"/usr/bin{os.pathsep}{tmp_path}")
    assert terminal_command(build, None, running=running, frozen=True) == ("outtray",)


def test_another_outtray_on_the_search_path_is_not_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old").mkdir()
    program(tmp_path / "old", "outtray")
    monkeypatch.setenv("PATH", str(tmp_path / "old"))
    running = program(tmp_path, "outtray")
    assert terminal_command(Build(), None, running=running, frozen=True) == (str(running),)


def test_where_the_window_s_program_has_no_terminal_its_neighbour_is_named(tmp_path: Path) -> None:
    running, terminal = program(tmp_path, "Outtray"), program(tmp_path, "outtray-cli")
    assert terminal_command(Build(channel=Channel.PORTABLE), None, running=running, frozen=True) == (str(terminal),)


def test_a_checkout_is_started_by_its_script_or_by_python(tmp_path: Path) -> None:
    python = program(tmp_path, "python")
    assert terminal_command(Build(), None, running=python, frozen=False) == (str(python), "-m", "desktop")
    script = program(tmp_path, "outtray")
    assert terminal_command(Build(), None, running=python, frozen=False) == (str(script),)


def test_only_another_profile_than_the_default_one_is_named(tmp_path: Path) -> None:
    deb = Build(channel=Channel.DEB)
    assert terminal_command(deb, default_profile().root) == ("outtray",)
    assert terminal_command(deb, tmp_path) == ("outtray", "--profile", str(tmp_path))
