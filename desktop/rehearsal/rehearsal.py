"""The rehearsal itself: all pretended providers and their file host on loopback, in a thread and a loop of their own."""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from desktop.domain.account import HeaderStyle
from desktop.rehearsal.desk import Desk, State
from desktop.rehearsal.faults import Behaviour, Fault, FaultBook, Redirected
from desktop.rehearsal.media import Media
from desktop.rehearsal.midjourney import Gateway
from desktop.rehearsal.record import Record
from desktop.rehearsal.sample import API_SERVERS, Sample, Server
from desktop.rehearsal.service import Keys
from desktop.rehearsal.sockets import HOST, Answered, Listener, listen
from desktop.rehearsal.walk import Tasks
from desktop.rehearsal.wire import Ask

type _Stop = Callable[[], object]

_BASES: Mapping[Server, str] = {Server.TRIPO: "/v3", Server.TRIPO_V2: "/v2/openapi"}
_KEY_FORMS: Mapping[Server, tuple[str, int]] = {
    Server.CRUN: ("ak_", 16),
    Server.TRIPO: ("tsk_", 22),
    Server.TRIPO_V2: ("tsk_", 22),
    Server.BYTESPIKE: ("sk-byts-", 20),
    Server.MIDJOURNEY: ("sk-", 24),
}
_ACCOUNTS: Mapping[Server, tuple[str, str, str]] = {
    Server.CRUN: ("crun", "Studio", "blue"),
    Server.TRIPO: ("tripo", "Studio", "blue"),
    Server.TRIPO_V2: ("tripo", "Archive", "purple"),
    Server.BYTESPIKE: ("bytespike", "Client A", "orange"),
    Server.MIDJOURNEY: ("midjourney", "Client A", "orange"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What an account needs to speak to one of a rehearsal's providers. `name` and `colour` are suggestions."""

    server: Server
    provider: str
    name: str
    base_url: str
    header: HeaderStyle
    colour: str
    key: str = field(repr=False)


class Rehearsal:
    """Pretended providers on 127.0.0.1, each an origin of its own, with samples as their tasks.

    `media` is the folder of sample media. `keys` overrides the key of a server, by its name; the others are random.
    `link_seconds` overrides how long every link lives. `clock` gives unix seconds: samples walk and links end by it.
    `gateway` is whose ways the Midjourney gateway has. A sample's walk begins when the rehearsal starts, or when it is added.
    Start and stop from any thread, also as a context manager; started again it has the same addresses and goes on.
    Raises ValueError for a sample whose medium is not there.
    """

    def __init__(
        self,
        samples: Sequence[Sample] = (),
        *,
        media: Path,
        keys: Mapping[str, str] | None = None,
        link_seconds: float | None = None,
        faults: Sequence[Fault] = (),
        gateway: Gateway = Gateway.NEW_API,
        clock: Callable[[], float] = time.time,
    ) -> None:
        given = keys or {}
        self._state = State(
            tasks=Tasks(),
            media=Media(media),
            faults=FaultBook(faults),
            record=Record(),
            keys={server: Keys(given.get(server) or _new_key(server), _new_key(server)) for server in API_SERVERS},
            secret=secrets.token_bytes(32),
            link_seconds=link_seconds,
            gateway=gateway,
            clock=clock,
        )
        self._samples = list(samples)
        for sample in self._samples:
            self._state.media.check(sample)
        self._ports: dict[Server, int] = {}
        self._running: tuple[Thread, _Stop] | None = None

    @property
    def record(self) -> Record:
        """Every request so far."""
        return self._state.record

    # -- running ---------------------------------------------------------------------------------------------------

    def start(self) -> Self:
        """Listen, and let the samples begin. Returns itself; raises OSError where the ports can't be had."""
        if self._running is not None:
            return self
        ready: Future[_Stop] = Future()
        thread = Thread(target=self._run, args=(ready,), name="rehearsal", daemon=True)
        thread.start()
        self._running = (thread, ready.result())
        samples, self._samples = self._samples, []
        for sample in samples:
            self.add(sample)
        return self

    def stop(self) -> None:
        """End every connection and the thread; does nothing where it does not run."""
        if self._running is not None:
            thread, stop = self._running
            self._running = None
            stop()
            thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _run(self, ready: Future[_Stop]) -> None:
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._serve(ready))

    async def _serve(self, ready: Future[_Stop]) -> None:
        stopped = asyncio.Event()
        desk: Desk | None = None

        async def handle(server: Server, ask: Ask) -> Answered:
            assert desk is not None, "nobody knows the addresses before the desk is there"
            return await desk.answer(server, ask)

        listeners: list[Listener] = []
        try:
            for server in Server:
                listener = await listen(partial(handle, server), self._ports.get(server, 0))
                listeners.append(listener)
                self._ports[server] = listener.port
            desk = Desk(self._state, {server: self.origin(server) for server in Server})
        except BaseException as error:  # noqa: BLE001 - whatever it is, the thread that called start() shall raise it
            stopped.set()
            ready.set_exception(error)
        else:
            ready.set_result(partial(asyncio.get_running_loop().call_soon_threadsafe, stopped.set))
        await stopped.wait()
        await asyncio.gather(*(listener.close() for listener in listeners))

    # -- addresses and keys ----------------------------------------------------------------------------------------

    def origin(self, server: str) -> str:
        """Return `http://127.0.0.1:port` of a server. Raises KeyError before the first start."""
        return f"http://{HOST}:{self._ports[Server(server)]}"

    @property
    def base_urls(self) -> Mapping[str, str]:
        """The base URL of each provider: crun, tripo (V3), tripo-v2, bytespike, midjourney."""
        return {str(server): self.origin(server) + _BASES.get(server, "") for server in API_SERVERS}

    def key(self, server: str, *, other: bool = False) -> str:
        """Return the key that a server's tasks belong to, or another account's good key, which sees WRONG_KEY tasks alone."""
        keys = self._state.keys[Server(server)]
        return keys.other if other else keys.own

    @property
    def connections(self) -> tuple[Connection, ...]:
        """An account for each provider, ready to be connected; names and colours as in the demo."""
        return tuple(
            Connection(
                server=server,
                provider=provider,
                name=name,
                base_url=self.base_urls[server],
                header=self._header(server),
                colour=colour,
                key=self.key(server),
            )
            for server, (provider, name, colour) in _ACCOUNTS.items()
        )

    def _header(self, server: Server) -> HeaderStyle:
        if server is Server.MIDJOURNEY and self._state.gateway is not Gateway.NEW_API:
            return HeaderStyle.MJ_API_SECRET
        return HeaderStyle.X_API_KEY if server is Server.CRUN else HeaderStyle.BEARER

    # -- tasks and files -------------------------------------------------------------------------------------------

    def add(self, sample: Sample) -> None:
        """Create one more task, now. Raises ValueError for an id in use or a medium that is not there."""
        self._state.media.check(sample)
        self._state.tasks.add(sample, self._state.clock())
        for fault in sample.faults:
            self._state.faults.add(replace(fault, server=fault.server or sample.server, task_id=sample.task_id))
        for file in sample.files:
            for fault in file.faults:
                first_host = Server.FILES if isinstance(fault.behaviour, Redirected) else ""
                self._state.faults.add(replace(fault, server=fault.server or first_host, task_id=sample.task_id, file=file.key))

    def forget(self, task_id: str) -> None:
        """Lose a task, as a gateway that was started again."""
        self._state.tasks.forget(task_id)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The samples added so far; before the first start those it was made with."""
        return (*(entry.sample for entry in self._state.tasks.all()), *self._samples)

    def served_sha256s(self, task_id: str) -> Mapping[str, str]:
        """Return the SHA-256 in hex of every file of a task as it is served, by key; empty for a task it does not know."""
        mine = (sample for sample in self.samples if task_id in (sample.task_id, sample.out_task_id))
        return {file.key: self._state.media.sha256(sample, file) for sample in mine for file in sample.files}

    def served_sha256(self, task_id: str, key: str) -> str:
        """Return the SHA-256 of one file as it is served. Raises KeyError where there is none."""
        return self.served_sha256s(task_id)[key]

    @property
    def files_served(self) -> Mapping[tuple[str, str], str]:
        """The SHA-256 of each file that was sent to its end at least once, by task id and key."""
        done = {(seen.task_ids[0], seen.file) for seen in self.record.all() if seen.file and seen.task_ids and seen.complete}
        return {(task_id, key): self.served_sha256(task_id, key) for task_id, key in sorted(done)}

    # -- faults ----------------------------------------------------------------------------------------------------

    def set_fault(
        self,
        behaviour: Behaviour,
        *,
        server: str = "",
        task_id: str = "",
        file: str = "",
        times: int | None = None,
        after: int = 0,
    ) -> None:
        """Let `behaviour` strike from now on; :class:`~desktop.rehearsal.faults.Fault` says where and how often."""
        self._state.faults.add(Fault(behaviour=behaviour, server=server, task_id=task_id, file=file, times=times, after=after))

    def clear_faults(self) -> None:
        """End all faults, those of samples and files too."""
        self._state.faults.clear()


def _new_key(server: Server) -> str:
    prefix, size = _KEY_FORMS[server]
    return prefix + secrets.token_hex(size)
