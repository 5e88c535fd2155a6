"""Where every request of a rehearsal arrives: faults strike, a provider or the file host answers, the record is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import monotonic

from desktop.rehearsal.bytespike import ByteSpike
from desktop.rehearsal.crun import Crun
from desktop.rehearsal.faults import Expired, FaultBook, Retagged, Target
from desktop.rehearsal.files import FileHost
from desktop.rehearsal.links import Links
from desktop.rehearsal.media import Media
from desktop.rehearsal.midjourney import Gateway, Midjourney
from desktop.rehearsal.record import Record, Seen
from desktop.rehearsal.sample import Sample, SampleFile, Server
from desktop.rehearsal.service import Keys, Service
from desktop.rehearsal.sockets import Answered, Delivered
from desktop.rehearsal.tripo import TripoV2, TripoV3
from desktop.rehearsal.turns import Scene, reply_of
from desktop.rehearsal.walk import Phase, Tasks
from desktop.rehearsal.wire import Ask, Reply, json_reply


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What outlives a stop and a new start."""

    tasks: Tasks
    media: Media
    faults: FaultBook
    record: Record
    keys: Mapping[Server, Keys]
    secret: bytes
    link_seconds: float | None
    gateway: Gateway
    clock: Callable[[], float]


class Desk:
    """Answers the requests of all servers of a rehearsal; `origins` are their addresses."""

    def __init__(self, state: State, origins: Mapping[Server, str]) -> None:
        self._state = state
        self._origins = origins
        links = Links(state.secret, origins[Server.FILES], state.link_seconds)
        tasks, keys = state.tasks, state.keys
        self._host = FileHost(tasks, state.media, links)
        self._services: dict[str, Service] = {
            Server.CRUN: Crun(keys[Server.CRUN], tasks, links),
            Server.TRIPO: TripoV3(Server.TRIPO, keys[Server.TRIPO], tasks, links),
            Server.TRIPO_V2: TripoV2(Server.TRIPO_V2, keys[Server.TRIPO_V2], tasks, links),
            Server.BYTESPIKE: ByteSpike(keys[Server.BYTESPIKE], tasks, links),
            Server.MIDJOURNEY: Midjourney(
                keys[Server.MIDJOURNEY], tasks, links, self._host, origins[Server.MIDJOURNEY], state.gateway
            ),
        }

    async def answer(self, server: Server, ask: Ask) -> Answered:
        """Answer a request that came to `server`."""
        now = self._state.clock()
        wanted = self._wanted(server, ask, now)
        target = self._target(server, ask, wanted)
        strike = self._state.faults.strike(target)
        scene = Scene(
            trouble=partial(self._trouble, server, ask),
            due=partial(self._due, server, ask, now),
            expired=partial(self._due, server, ask, now, expired=True),
            retagged=partial(self._due, server, ask, now, retagged=True),
            other_medium=self._host.other_medium(wanted[1]) if wanted else None,
            elsewhere=self._origins[Server.ELSEWHERE] + ask.target,
            now=now,
            has_maintenance=server is Server.CRUN,
        )
        reply = reply_of(strike.turn, scene)
        to_its_end = strike.turn in (None, Expired(), Retagged()) and _reaches_end(reply)
        note = _Note(self._state.record, server, ask, wanted, target.task_ids, reply, now, monotonic(), to_its_end)
        return Answered(reply=reply, outcome=note, latency=strike.latency, bytes_per_second=strike.bytes_per_second)

    def _due(self, server: Server, ask: Ask, now: float, *, expired: bool = False, retagged: bool = False) -> Reply:
        service = self._services.get(server)
        if service is not None:
            return service.answer(ask, now)
        if server is Server.ELSEWHERE and self._host.wanted(ask) is None:
            return json_reply({})
        return self._host.answer(ask, now, expired=expired, retagged=retagged)

    def _trouble(self, server: Server, ask: Ask, status: int) -> Reply:
        service = self._services.get(server)
        return service.trouble(status) if service else self._host.trouble(status, ask)

    def _wanted(self, server: Server, ask: Ask, now: float) -> tuple[Sample, SampleFile] | None:
        """Return the file a request is for; a gateway's image route gives a finished task's first."""
        if server not in self._services:
            return self._host.wanted(ask)
        if server is not Server.MIDJOURNEY or ask.segments[:2] != ("mj", "image"):
            return None
        entry = self._state.tasks.known(server, ask.segments[-1])
        if entry is None or not entry.sample.files or entry.stage(now).phase is not Phase.ENDED:
            return None
        return entry.sample, entry.sample.files[0]

    def _target(self, server: Server, ask: Ask, wanted: tuple[Sample, SampleFile] | None) -> Target:
        if wanted is not None:
            sample, file = wanted
            return Target(server, frozenset({sample.task_id}), frozenset({file.key, file.file_name}))
        service = self._services.get(server)
        ids = service.asked(ask) if service else ()
        entries = {task_id: self._state.tasks.known(server, task_id) for task_id in ids}
        return Target(server, frozenset(entry.sample.task_id if entry else task_id for task_id, entry in entries.items()))


@dataclass(slots=True)
class _Note:
    """Writes one request into the record once it has ended."""

    record: Record
    server: Server
    ask: Ask
    wanted: tuple[Sample, SampleFile] | None
    task_ids: frozenset[str]
    reply: Reply
    at: float
    began: float
    to_its_end: bool
    announced: bool = False

    def ending(self) -> None:
        self.announced = True
        self.record.ending()

    def ended(self, delivered: Delivered) -> None:
        self.record.note(
            Seen(
                server=self.server,
                method=self.ask.method,
                path=self.ask.path,
                query_names=tuple(name for name, _ in self.ask.query),
                headers=self.ask.headers,
                target=self.ask.target,
                body=self.ask.body,
                at=self.at,
                began=self.began,
                ended=monotonic(),
                status=delivered.status,
                sent=delivered.sent,
                complete=delivered.whole and self.to_its_end,
                task_ids=tuple(sorted(self.task_ids)),
                file=self.wanted[1].key if self.wanted else "",
                link_age=self.reply.link_age,
                link_expired=self.reply.link_expired,
            ),
            announced=self.announced,
        )


def _reaches_end(reply: Reply) -> bool:
    if reply.status != 206:
        return reply.status == 200
    span, _, size = dict(reply.headers)["Content-Range"].partition("/")
    return int(span.rpartition("-")[2]) + 1 == int(size)
