"""Keeping awake on Linux: each desktop's service on a real message bus, held while something is saved and no longer."""

import gc
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress

import pytest

pytest.importorskip("jeepney", reason="D-Bus is Linux's")

from jeepney import (  # type: ignore[import-untyped]  # as the next one: it ships no types
    HeaderFields,
    MatchRule,
    Message,
    message_bus,
    new_error,
    new_method_return,
)
from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]

from desktop.engine.inhibitor import SystemInhibitor
from desktop.engine.wakefulness import ENDING, SAVING, Wakefulness, needs_awake
from tests.fakes.records import NOW

GNOME, POWER, LOGIND = "org.gnome.SessionManager", "org.freedesktop.PowerManagement", "org.freedesktop.login1"
NOWHERE = "unix:path=/nowhere"


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "It never came to that."
        time.sleep(0.005)


@contextmanager
def _bus() -> Iterator[str]:
    """Run a message bus of our own; yields its address."""
    program = shutil.which("dbus-daemon")
    assert program is not None, "install dbus (make setup)"
    with subprocess.Popen([program, "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class Desktop:
    """Answers as a session manager, a power manager or systemd-logind does, and knows what is held: cookie to arguments."""

    def __init__(self, address: str, name: str, refuses: Container[object] = ()) -> None:
        self._bus = open_dbus_connection(address, enable_fds=True)
        bus = Proxy(message_bus, self._bus, timeout=5)
        bus.RequestName(name)
        bus.AddMatch(MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged"))
        self._name = name
        self._refuses = refuses
        self._owners: dict[int, str] = {}
        self._locks: dict[int, int] = {}
        self.held: dict[int, tuple[object, ...]] = {}
        self.asked: list[tuple[object, ...]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)
        self._bus.close()
        for lock in self._locks.values():
            os.close(lock)

    def _serve(self) -> None:
        while not self._stop.is_set():
            with suppress(TimeoutError):
                self._answer(self._bus.receive(timeout=0.02))
            for cookie, lock in list(self._locks.items()):
                with suppress(BlockingIOError):
                    assert os.read(lock, 1) == b""  # the other end was closed
                    os.close(self._locks.pop(cookie))
                    del self.held[cookie]

    def _answer(self, message: Message) -> None:
        fields, body = message.header.fields, message.body
        match fields.get(HeaderFields.member):
            case "NameOwnerChanged" if not body[2]:
                for cookie in [cookie for cookie, owner in self._owners.items() if owner == body[0]]:
                    del self._owners[cookie], self.held[cookie]
            case "Inhibit" if body[0] in self._refuses:
                self.asked.append(body)
                self._bus.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
            case "Inhibit":
                self.asked.append(body)
                self._grant(message, len(self.asked), fields[HeaderFields.sender])
            case "Uninhibit" | "UnInhibit":
                del self._owners[body[0]], self.held[body[0]]
                self._bus.send(new_method_return(message))

    def _grant(self, message: Message, cookie: int, owner: str) -> None:
        self.held[cookie] = message.body
        if self._name != LOGIND:
            self._owners[cookie] = owner
            self._bus.send(new_method_return(message, "u", (cookie,)))
            return
        ours, theirs = os.pipe()
        os.set_blocking(ours, False)
        self._locks[cookie] = ours
        self._bus.send(new_method_return(message, "h", (theirs,)))
        os.close(theirs)


@contextmanager
def _desktop(monkeypatch: pytest.MonkeyPatch, name: str, refuses: Container[object] = ()) -> Iterator[Desktop]:
    """Run a desktop on a bus of its own, and make it this process's."""
    with _bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NOWHERE if name == LOGIND else address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address if name == LOGIND else NOWHERE)
        monkeypatch.delenv("XDG_SESSION_DESKTOP", raising=False)
        desktop = Desktop(address, name, refuses)
        try:
            yield desktop
        finally:
            desktop.close()


ASKED: dict[str, tuple[object, ...]] = {
    GNOME: ("Outtray", 42, SAVING, 4),  # 4: not to be suspended
    POWER: ("Outtray", SAVING),
    LOGIND: ("sleep:idle", "Outtray", SAVING, "block"),
}


@pytest.mark.parametrize("name", ASKED)
def test_each_desktop_is_asked_in_our_name_while_something_is_saved_and_no_longer(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with _desktop(monkeypatch, name) as desktop:
        wakefulness = Wakefulness(SystemInhibitor())
        for _ in range(2):
            wakefulness.update(needs_awake([], 1, NOW))
            _until(wakefulness.state)
            assert list(desktop.held.values()) == [ASKED[name]]
            wakefulness.update(needs_awake([], 0, NOW))
            _until(lambda: not desktop.held)
            _until(lambda: not wakefulness.state())
        wakefulness.close()


@pytest.mark.parametrize("name", ASKED)
def test_closing_lets_the_computer_sleep(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with _desktop(monkeypatch, name) as desktop:
        wakefulness = Wakefulness(SystemInhibitor())
        wakefulness.update(SAVING)
        _until(wakefulness.state)
        wakefulness.close(5)
        _until(lambda: not desktop.held)


KILLED = """
import sys, time
from desktop.engine.inhibitor import SystemInhibitor
inhibitor = SystemInhibitor()
print(inhibitor.take("Saving results"), flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("name", ASKED)
def test_a_process_that_is_killed_keeps_nobody_awake(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with _desktop(monkeypatch, name) as desktop:
        with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "True\n"
            assert list(desktop.held.values()) == [ASKED[name]]
            child.kill()
        _until(lambda: not desktop.held)


def test_who_may_only_keep_an_idle_computer_awake_does_that(monkeypatch: pytest.MonkeyPatch) -> None:
    with _desktop(monkeypatch, LOGIND, refuses=("sleep:idle",)) as desktop:
        inhibitor = SystemInhibitor()
        assert inhibitor.take(ENDING)
        assert list(desktop.held.values()) == [("idle", "Outtray", ENDING, "block")]
        inhibitor.release()
        _until(lambda: not desktop.held)


def test_where_nothing_can_be_inhibited_one_line_in_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NOWHERE)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", NOWHERE)
    caplog.set_level(logging.INFO)
    inhibitor = SystemInhibitor()
    assert [inhibitor.take(SAVING), inhibitor.take(SAVING)] == [False, False]
    assert [record.message[:35] for record in caplog.records] == ["this computer can't be kept awake: "]
    inhibitor.release()


def test_a_service_that_is_gone_when_it_should_be_released_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    inhibitor = SystemInhibitor()
    with _desktop(monkeypatch, GNOME):
        assert inhibitor.take(SAVING)
    inhibitor.release()


def test_a_bus_without_any_such_service_is_left_with_no_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with _bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        assert not SystemInhibitor().take(SAVING)
        gc.collect()  # a socket left open warns now, which fails the test
