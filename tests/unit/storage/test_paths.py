"""The profile's folders, and a socket's path that is short enough."""

import os
import socket
from pathlib import Path

import pytest

from desktop.storage.paths import Profile, default_profile, downloads_folder, resources
from desktop.storage.trouble import StorageTrouble


def test_every_folder_is_made_for_this_user_alone_and_twice_is_fine(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "a" / "profile")
    profile.prepare()
    profile.logs.chmod(0o755)
    profile.prepare()
    for folder in (profile.root, profile.logs, profile.thumbnails, profile.backups, profile.socket.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_socket_lies_in_the_profile_where_its_path_is_short_enough() -> None:
    profile = Profile(Path("/home/me/.local/share/Outtray"))
    assert profile.socket_in({"XDG_RUNTIME_DIR": "/run/user/1000"}) == profile.root / "run" / "owner.sock"


@pytest.mark.parametrize("runtime", ["/run/user/1000", "/" + "r" * 200, ""])
def test_a_deep_profile_gets_a_short_socket_of_its_own(runtime: str) -> None:
    environ = {"XDG_RUNTIME_DIR": runtime}
    paths = {Profile(Path("/deep" * 40) / name).socket_in(environ) for name in "ab"}
    assert len(paths) == 2
    for path in paths:
        assert len(os.fsencode(path)) <= 107
        assert path.is_absolute()


def test_a_socket_can_be_bound_in_a_deep_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    profile = Profile(tmp_path / ("d" * 120))
    profile.prepare()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(profile.socket))


def test_the_default_profile_is_this_user_s_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_profile().root == tmp_path / "Outtray"
    assert downloads_folder().name == "Outtray"


def test_the_resources_are_found_in_a_checkout() -> None:
    assert resources().name == "resources"
    assert resources().is_dir()


def _mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o7777


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_folder_that_holds_other_things_keeps_its_mode(tmp_path: Path, rounds: int) -> None:
    (tmp_path / "logs").mkdir(mode=0o755)
    (tmp_path / "thesis.txt").write_text("mine")
    tmp_path.chmod(0o755)
    for _ in range(rounds):
        Profile(tmp_path).prepare()
        Profile(tmp_path).lock_file.touch()
    assert (_mode(tmp_path), _mode(tmp_path / "logs")) == (0o755, 0o755)
    assert _mode(tmp_path / "copies") == 0o700


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777])
def test_a_folder_that_others_may_write_to_is_refused_and_left_alone(tmp_path: Path, mode: int) -> None:
    (tmp_path / "of-another-program").mkdir()
    tmp_path.chmod(mode)
    with pytest.raises(StorageTrouble, match="Choose another folder with --profile"):
        Profile(tmp_path).prepare()
    assert _mode(tmp_path) == mode
    assert [entry.name for entry in tmp_path.iterdir()] == ["of-another-program"]


def test_an_empty_folder_for_everybody_s_files_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    with pytest.raises(StorageTrouble):
        Profile(tmp_path).prepare()
    assert _mode(tmp_path) == 0o1777


@pytest.mark.parametrize("names", [(), ("tasks.db", "tasks.db-wal", "owner.lock", "settings.toml", "window.ini")])
def test_an_empty_folder_and_a_profile_become_this_user_s_alone(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).touch()
    tmp_path.chmod(0o777)
    Profile(tmp_path).prepare()
    assert _mode(tmp_path) == 0o700


def test_a_link_in_the_place_of_the_socket_s_folder_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    profile = Profile(tmp_path / ("d" * 120))
    profile.socket.parent.symlink_to(elsewhere)
    with pytest.raises(StorageTrouble, match="Remove it"):
        profile.prepare()
    assert _mode(elsewhere) == 0o755
