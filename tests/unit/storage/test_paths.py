"""The profile's folders, and a socket's path that is short enough."""

import os
import socket
from pathlib import Path

import pytest

from desktop.storage.paths import Profile, default_profile, downloads_folder, resources


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
