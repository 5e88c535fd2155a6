"""What every pretended provider has in common: two keys, tasks, links, and its own words for trouble."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from desktop.rehearsal.links import Links
from desktop.rehearsal.sample import Sample, SampleFile, Server
from desktop.rehearsal.walk import Entry, Tasks
from desktop.rehearsal.wire import Ask, Reply


@dataclass(frozen=True, slots=True)
class Keys:
    """The two keys a server accepts: the one its tasks belong to, and another account's."""

    own: str = field(repr=False)
    other: str = field(repr=False)


class Service(ABC):
    """One pretended provider: answers a request, without a socket."""

    def __init__(self, server: Server, keys: Keys, tasks: Tasks, links: Links) -> None:
        self.server = server
        self._keys = keys
        self._tasks = tasks
        self._links = links

    def answer(self, ask: Ask, now: float) -> Reply:
        """Answer a request at `now`, unix seconds."""
        key = self.key_of(ask)
        if not self.is_open(ask) and (not key or key not in (self._keys.own, self._keys.other)):
            return self.trouble(401)
        return self.route(ask, now, own=key != self._keys.other)

    def is_open(self, ask: Ask) -> bool:
        """Return whether a request needs no key."""
        del ask
        return False

    @abstractmethod
    def key_of(self, ask: Ask) -> str:
        """Return the key a request carries where this provider looks for it."""

    @abstractmethod
    def route(self, ask: Ask, now: float, *, own: bool) -> Reply:
        """Answer a request that carries the server's own key, or the other one."""

    @abstractmethod
    def asked(self, ask: Ask) -> tuple[str, ...]:
        """Return the ids a request is about."""

    @abstractmethod
    def trouble(self, status: int) -> Reply:
        """Return an HTTP error in this provider's words."""

    def link(self, entry: Entry, file: SampleFile, now: float) -> str:
        """Return a fresh link to a file."""
        return self._links.make(self.server, entry.sample.task_id, file.file_name, now)


def links_of(service: Service, entry: Entry, now: float, *prefixes: str) -> list[str]:
    """Return fresh links to the files whose keys begin with one of `prefixes` (without: all), in order."""
    chosen = [file for file in entry.sample.files if not prefixes or file.key.startswith(prefixes)]
    return [service.link(entry, file, now) for file in chosen]


def reason_of(sample: Sample, otherwise: str) -> str:
    """Return the words for a bad end."""
    return sample.reason or otherwise
