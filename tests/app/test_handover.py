"""The owner's socket against everything that may come in, and what its clients make of what comes out."""

import asyncio
import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from pathlib import Path

import pytest

from desktop.engine.handover import HandoverServer
from desktop.engine.handover_client import VERSION, Json, NoOwner, OwnerGone, TooLong, hand_over


class Owner:
    """A real server over a few verbs of its own; `ended` tells which of them came to their end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.ended: list[str] = []
        self.go_on = threading.Event()
        self._ready = threading.Event()
        self._stop: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    async def verb(self, name: str, args: Json) -> AsyncGenerator[Json]:
        try:
            match name:
                case "echo":
                    yield {"data": args}
                    yield {"exit": 0}
                case "watch":
                    for number in range(1_000_000):
                        yield {"event": "changed", "task": {"id": number}}
                        await asyncio.sleep(0.001)
                case "slow":
                    yield {"say": "Starting."}
                    await asyncio.to_thread(self.go_on.wait, 10)
                    yield {"say": "x" * 1_000_000}
                    self.ended.append("slow to its end")
                    yield {"exit": 0}
                case "list":
                    yield {"data": [{"id": number, "title": "ü" * 50} for number in range(50_000)]}
                    yield {"exit": 0}
                case "flood":
                    for _ in range(100):
                        yield {"say": "x" * 1_000_000}
                    yield {"exit": 0}
                case _:
                    return
        finally:
            self.ended.append(name)

    async def _serve(self) -> None:
        server = HandoverServer(self.address, self.verb)
        await server.start()
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._stop = lambda: loop.call_soon_threadsafe(stop.set)
        self._ready.set()
        await stop.wait()
        await server.close()

    def __enter__(self) -> "Owner":
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with contextlib.suppress(RuntimeError):  # its loop is closed: it has ended already
            self._stop()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def ends(self, name: str) -> bool:
        return until(lambda: name in self.ended)


def until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    with Owner(str(tmp_path / "run" / "owner.sock")) as owner:
        yield owner


def talk(owner: Owner, request: bytes) -> list[Json]:
    """Send bytes as they are; return the lines that come back until the other side closes."""
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as connection:
        connection.settimeout(15)
        connection.connect(owner.address)
        with contextlib.suppress(ConnectionError):
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        received = b""
        with contextlib.suppress(ConnectionError):
            while chunk := connection.recv(65536):
                received += chunk
    return [json.loads(line) for line in received.splitlines()]


def answers(owner: Owner) -> bool:
    return list(hand_over(owner.address, "echo", {"text": "wie geht’s"})) == [{"data": {"text": "wie geht’s"}}, {"exit": 0}]


@pytest.mark.parametrize(
    "request_",
    [
        b"",
        b"\n",
        b"hello\n",
        b"\xff\xfe\x00\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"{" * 100 + b"\n",
        b"[" * 200_000 + b"\n",
        b'{"v": 1, "verb": "echo"',
        b'"a string"\n',
        b"null\n",
        b'{"v": 1}\n',
        b'{"v": 1, "verb": {"a": []}, "args": "none"}\n',
    ],
    ids=lambda request_: repr(request_[:30]),
)
def test_garbage_is_survived(owner: Owner, request_: bytes) -> None:
    talk(owner, request_)
    assert answers(owner)


def test_a_line_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.handover.LINE_LIMIT", 100_000)
    with Owner(str(tmp_path / "owner.sock")) as owner:
        assert talk(owner, b"x" * 1_000_000) == []
        assert answers(owner)


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_is_refused_with_a_sentence(owner: Owner, version: object) -> None:
    lines = talk(owner, json.dumps({"v": version, "verb": "echo", "args": {}}).encode() + b"\n")
    assert lines == [{"say": "The running Outtray is of another version. Quit it, then try again."}, {"exit": 1}]
    assert VERSION == 1


def test_a_client_that_hangs_up_ends_its_watch(owner: Owner) -> None:
    lines = hand_over(owner.address, "watch", {})
    assert next(lines) == {"event": "changed", "task": {"id": 0}}
    lines.close()  # type: ignore[attr-defined]  # a generator, though it says iterator
    assert owner.ends("watch")
    assert answers(owner)


def test_a_client_that_hangs_up_leaves_other_verbs_to_their_end(owner: Owner) -> None:
    lines = hand_over(owner.address, "slow", {})
    assert next(lines) == {"say": "Starting."}
    lines.close()  # type: ignore[attr-defined]
    owner.go_on.set()
    assert owner.ends("slow to its end")


def test_an_owner_that_ends_sends_followers_away_and_waits_for_work(owner: Owner) -> None:
    watching, working = hand_over(owner.address, "watch", {}), hand_over(owner.address, "slow", {})
    next(watching)
    next(working)
    closing = threading.Thread(target=owner.close)
    closing.start()
    with pytest.raises(OwnerGone):
        for _ in watching:
            pass
    owner.go_on.set()
    assert list(working)[-1] == {"exit": 0}
    closing.join(10)
    with pytest.raises(NoOwner):
        list(hand_over(owner.address, "echo", {}))


def test_an_idle_client_does_not_hold_up_the_end(owner: Owner) -> None:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as idle:
        idle.connect(owner.address)
        assert answers(owner)
        begun = time.monotonic()
        owner.close()
        assert time.monotonic() - begun < 0.8


@pytest.mark.parametrize("verb", ["list", "flood", "watch"])
def test_a_client_that_does_not_read_does_not_hold_up_the_end(owner: Owner, verb: str) -> None:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as stuck:
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stuck.connect(owner.address)
        stuck.sendall(json.dumps({"v": VERSION, "verb": verb, "args": {}}).encode() + b"\n")
        assert stuck.recv(1) == b"{"
        begun = time.monotonic()
        owner.close()
        assert time.monotonic() - begun < 3


def test_an_answer_that_is_being_read_slowly_arrives_whole_though_the_owner_ends(owner: Owner) -> None:
    lines = hand_over(owner.address, "list", {})
    closing = threading.Thread(target=owner.close)
    first = next(lines)
    closing.start()
    assert next(lines) == {"exit": 0}
    data = first["data"]
    assert isinstance(data, list)
    assert len(data) == 50_000
    assert data[1] == {"id": 1, "title": "ü" * 50}
    closing.join(10)


def test_a_long_list_is_encoded_while_others_are_served(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    dumps = json.dumps

    def watched(value: object, *, ensure_ascii: bool = True) -> str:
        sizes.append(len(value) if isinstance(value, list | tuple) else 0)
        return dumps(value, ensure_ascii=ensure_ascii)

    monkeypatch.setattr("desktop.engine.handover.json.dumps", watched)
    (data, _) = list(hand_over(owner.address, "list", {}))
    assert isinstance(data["data"], list)
    assert len(data["data"]) == 50_000
    assert max(sizes) <= 500


@pytest.mark.parametrize(("verb", "gone"), [("echo", True), ("watch", False)])
def test_an_owner_that_is_stopped_counts_as_gone_to_all_but_followers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str, *, gone: bool
) -> None:
    monkeypatch.setattr("desktop.engine.handover_client.SILENCE_SECONDS", 0.2)
    address = str(tmp_path / "owner.sock")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as stopped:
        stopped.bind(address)
        stopped.listen()
        with pytest.raises(OwnerGone if gone else TimeoutError):
            list(hand_over(address, verb, {}, deadline=None if gone else time.monotonic() + 1))


def test_an_owner_without_time_for_a_verb_gives_no_exit_code(owner: Owner) -> None:
    with pytest.raises(OwnerGone):
        list(hand_over(owner.address, "not now", {}))


def test_a_deadline_ends_the_wait(owner: Owner) -> None:
    with pytest.raises(TimeoutError):
        list(hand_over(owner.address, "slow", {}, deadline=time.monotonic() + 0.2))
    owner.go_on.set()


def test_long_texts_arrive_whole_and_too_long_ones_are_refused(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "ü" * 5_000_000
    assert next(hand_over(owner.address, "echo", {"text": text})) == {"data": {"text": text}}
    monkeypatch.setattr("desktop.engine.handover_client.LINE_LIMIT", 1000)
    with pytest.raises(TooLong):
        list(hand_over(owner.address, "echo", {"text": "x" * 1000}))


def test_a_stale_socket_is_replaced(tmp_path: Path) -> None:
    address = tmp_path / "run" / "owner.sock"
    address.parent.mkdir(mode=0o700)
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as dead:
        dead.bind(str(address))
    with pytest.raises(NoOwner):
        list(hand_over(str(address), "echo", {}))
    with Owner(str(address)) as owner:
        assert answers(owner)
    assert not address.exists()


def test_nothing_is_sent_to_a_socket_of_another_user(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with pytest.raises(NoOwner):
        list(hand_over(owner.address, "echo", {"text": "private"}))
    assert owner.ended == []
