"""What the tests of the rehearsal share: a clock they set, and a client that asks as each dialect asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, Server

MEDIA = Path(__file__).parents[3] / "resources" / "samples"
BEGIN = 1_795_300_000.0


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


class Client:
    """Asks a rehearsal's providers, with their keys."""

    def __init__(self, rehearsal: Rehearsal, http: httpx.Client) -> None:
        self.rehearsal = rehearsal
        self.http = http

    def headers(self, server: Server, *, other: bool = False) -> dict[str, str]:
        key = self.rehearsal.key(server, other=other)
        return {"x-api-key": key} if server is Server.CRUN else {"Authorization": f"Bearer {key}"}

    def ask(self, sample: Sample, *, other: bool = False, headers: dict[str, str] | None = None) -> httpx.Response:
        base = self.rehearsal.base_urls[sample.server]
        sent = self.headers(sample.server, other=other) if headers is None else headers
        match sample.server:
            case Server.CRUN:
                return self.http.get(f"{base}/api/v1/client/job/TaskInfo", params={"task_id": sample.task_id}, headers=sent)
            case Server.TRIPO:
                return self.http.get(f"{base}/tasks/{sample.task_id}", headers=sent)
            case Server.TRIPO_V2:
                return self.http.get(f"{base}/task/{sample.task_id}", headers=sent)
            case Server.BYTESPIKE:
                return self.http.post(f"{base}/v1/tasks/query", json={str(sample.id_kind): sample.added_id}, headers=sent)
            case _:
                return self.http.get(f"{base}/mj/task/{sample.task_id}/fetch", headers=sent)

    def task(self, sample: Sample) -> dict[str, Any]:
        """Return the task's part of the reply."""
        reply = self.ask(sample).json()
        found = reply.get("data", reply)
        assert isinstance(found, dict)
        return found

    def links(self, sample: Sample) -> list[str]:
        """Return every link in the reply about a task, in its order."""
        return [text for text in strings(self.task(sample)) if text.startswith("http")]


def strings(value: object) -> Iterator[str]:
    """Yield every string inside decoded JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@contextmanager
def running(*samples: Sample, **options: Any) -> Iterator[tuple[Client, Clock]]:
    """Run a rehearsal of `samples`, with a clock to move."""
    clock = Clock()
    with (
        Rehearsal(samples, media=MEDIA, clock=clock, **options) as rehearsal,
        httpx.Client(trust_env=False, timeout=10) as http,
    ):
        yield Client(rehearsal, http), clock
