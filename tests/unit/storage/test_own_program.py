"""A frozen program goes on reading its own file when another one comes to its path."""

import marshal
import os
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from desktop.storage import own_program
from desktop.storage.own_program import HeldProgram, Installed, held_program, hold_program

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a file is replaced while it is in use")


def packed(path: Path, words: str) -> Path:
    """Write a program's archive: a module before the one that is asked for, as long as `words`, moves its place."""
    codes = {name: compile(f"said = {said!r}", name, "exec") for name, said in (("earlier", words), ("later", "as it was"))}
    import_module("PyInstaller.archive.writers").ZlibArchiveWriter(str(path), [(name, "", "PYMODULE") for name in codes], codes)
    return path


def holding(program: Path, monkeypatch: pytest.MonkeyPatch) -> HeldProgram:
    """Let this process be the frozen program that was started from `program`, as its start leaves it."""
    importers = ModuleType("pyimod02_importers")
    importers.__dict__["pyz_archive"] = import_module("PyInstaller.loader.pyimod01_archive").ZlibArchiveReader(str(program))
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)
    monkeypatch.setattr(sys, "executable", str(program))
    hold_program()
    held = held_program()
    assert held is not None
    return held


def updated(program: Path) -> None:
    packed(program.with_name("new"), "much longer than before").replace(program)


def installed_again(program: Path) -> None:
    Path(shutil.copy2(program, program.with_name("again"))).replace(program)


@pytest.mark.parametrize(
    ("happens", "found"),
    [
        (lambda _: None, Installed.SAME),
        (Path.touch, Installed.SAME),
        (installed_again, Installed.SAME),
        (updated, Installed.OTHER),
        (Path.unlink, Installed.GONE),
    ],
)
def test_a_look_tells_what_is_installed_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Path], None], found: Installed
) -> None:
    held = holding(packed(tmp_path / "outtray", "short"), monkeypatch)
    try:
        happens(held.path)
        assert held.look() is found
    finally:
        os.close(held.descriptor)


@pytest.mark.parametrize("gone", [False, True])
def test_a_module_is_found_after_an_update_or_a_removal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, gone: bool) -> None:
    program = packed(tmp_path / "outtray", "short")
    importers = ModuleType("pyimod02_importers")
    reader = import_module("PyInstaller.loader.pyimod01_archive").ZlibArchiveReader(str(program))
    importers.__dict__["pyz_archive"] = reader
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)
    hold_program()
    if gone:
        program.unlink()
    else:
        packed(tmp_path / "new", "much longer than before").replace(program)
    assert "as it was" in reader.extract("later").co_consts
    assert marshal.loads(reader.extract("earlier", raw=True)).co_consts[0] == "short"


def test_where_descriptors_have_no_paths_none_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = packed(tmp_path / "outtray", "short")
    reader = import_module("PyInstaller.loader.pyimod01_archive").ZlibArchiveReader(str(program))
    monkeypatch.setattr(own_program, "_HELD", tmp_path / "no proc")
    own_program.hold_archive(reader)
    assert reader._filename == str(program)
    opened = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink() and link.readlink() == program]
    assert opened == []


def test_where_nothing_is_frozen_nothing_happens() -> None:
    hold_program()
    assert held_program() is None
