"""Which way to start at login a copy takes, and what the desktop's portal is asked in a Flatpak."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, override

import pytest
from jeepney import DBusAddress, new_signal  # type: ignore[import-untyped]  # it ships no types

from desktop import __version__
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.login import login_entry, mend_login, program
from desktop.engine.login_portal import BackgroundPortal
from desktop.storage.build import Build, Channel
from desktop.storage.desktop_entry import exec_arguments, keys_in
from desktop.storage.login import LoginTrouble, XdgAutostart
from tests.fakes.session_bus import Service, on_bus

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a session bus and its portals are Linux's")


class Portal(Service):
    """Answers what is asked of it as the user would."""

    name = "org.freedesktop.portal.Desktop"

    def __init__(self, *, grants: bool) -> None:
        self._grants = grants
        self.asked: list[dict[str, Any]] = []
        self._handle = ""

    @override
    def answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        options = {name: value for name, (_, value) in body[1].items()}
        self.asked.append(options)
        self._handle = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        return "o", (self._handle,)

    @override
    async def after(self, member: str) -> None:
        result = {"background": ("b", True), "autostart": ("b", self._grants and self.asked[-1]["autostart"])}
        address = DBusAddress(self._handle, self.name, "org.freedesktop.portal.Request")
        await self.send(new_signal(address, "Response", "ua{sv}", (0 if self._grants else 1, result)))


def put(folder: Path, *, on: bool, grants: bool = True, service: bool = True) -> list[dict[str, Any]]:
    portal = Portal(grants=grants)

    async def story() -> None:
        if service:
            await portal.start()
        try:
            entry = BackgroundPortal(folder / "outtray" / "login", ("outtray", "--hidden"))
            await in_daemon_thread("ask", lambda: entry.put(on=on))
        finally:
            if service:
                await portal.stop()

    with on_bus(folder):
        asyncio.run(story())
    return portal.asked


@linux
def test_the_portal_is_asked_and_its_answer_is_what_counts(tmp_path: Path) -> None:
    entry = BackgroundPortal(tmp_path / "outtray" / "login", ())
    assert not entry.is_on()
    (asked,) = put(tmp_path, on=True)
    assert (asked["autostart"], asked["commandline"]) == (True, ["outtray", "--hidden"])
    assert entry.is_on()
    (asked,) = put(tmp_path, on=False)
    assert asked["autostart"] is False
    assert not entry.is_on()


@linux
@pytest.mark.parametrize("ask", [lambda at: put(at, on=True, grants=False), lambda at: put(at, on=True, service=False)])
def test_a_portal_that_refuses_or_is_not_there_is_a_sentence(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    with pytest.raises(LoginTrouble) as caught:
        ask(tmp_path)
    assert "when you sign in" in caught.value.sentence
    assert not BackgroundPortal(tmp_path / "outtray" / "login", ()).is_on()


@linux
def test_a_portal_that_does_not_end_it_leaves_it_on(tmp_path: Path) -> None:
    put(tmp_path, on=True)
    with pytest.raises(LoginTrouble):
        put(tmp_path, on=False, grants=False)
    assert BackgroundPortal(tmp_path / "outtray" / "login", ()).is_on()


def test_a_checkout_starts_its_own_environments_program_and_a_package_the_one_all_may_start() -> None:
    assert program(Build(channel=Channel.DEB)) == ("/usr/bin/outtray",)
    (own,) = program(Build())
    assert Path(own).is_file()
    assert Path(own).parent == Path(sys.executable).parent


def test_a_frozen_copy_is_started_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/home/ada/outtray/outtray")
    assert program(Build(channel=Channel.PORTABLE)) == ("/home/ada/outtray/outtray",)


@linux
def test_the_entry_lies_where_the_desktop_looks(tmp_path: Path) -> None:
    entry = login_entry(Build(channel=Channel.DEB), {"XDG_CONFIG_HOME": str(tmp_path)})
    assert isinstance(entry, XdgAutostart)
    entry.put(on=True)
    keys = keys_in((tmp_path / "autostart" / "outtray.desktop").read_text())
    assert exec_arguments(keys["Exec"]) == ["/usr/bin/outtray", "--hidden"]
    assert keys[XdgAutostart.VERSION] == __version__
    source = login_entry(Build(), {"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path / "a profile")
    assert source is not None
    source.put(on=True)
    keys = keys_in((tmp_path / "autostart" / "outtray.desktop").read_text())
    assert exec_arguments(keys["Exec"])[-3:] == ["--profile", str(tmp_path / "a profile"), "--hidden"]
    assert XdgAutostart.VERSION not in keys, "a checkout takes no installed copy's place"
    assert isinstance(login_entry(Build(channel=Channel.FLATPAK), {}), BackgroundPortal)


def test_a_start_is_not_stopped_by_an_entry_that_can_not_be_mended(tmp_path: Path) -> None:
    (tmp_path / "outtray.desktop").mkdir()
    mend_login(XdgAutostart(tmp_path, ("/usr/bin/outtray",)))
