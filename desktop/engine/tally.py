"""How providers answered in this run, counted for a report: requests, answers by class, how long they took."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import override

from desktop.domain.account import Account
from desktop.engine.api import ApiClient
from desktop.engine.clock import Clock
from desktop.engine.reach import ApiUnreachable
from desktop.engine.trust import SystemTrust
from desktop.providers.base import ApiReply, ApiRequest

type Json = dict[str, object]


@dataclass(slots=True)
class _Count:
    requests: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0


class Tally:
    """Counts by provider. Used on the engine's loop alone."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}

    def count(self, provider: str, outcome: str, seconds: float) -> None:
        """Note a request: `outcome` is the class of its answer ("2xx", "429") or how it failed ("timeout")."""
        found = self._counts.setdefault(provider, _Count())
        found.requests += 1
        found.answers[outcome] += 1
        found.seconds += seconds
        found.slowest = max(found.slowest, seconds)

    def told(self) -> Json:
        """Return the counts as a record; the times are milliseconds."""
        return {
            provider: {
                "requests": found.requests,
                "answers": dict(sorted(found.answers.items())),
                "mean ms": round(found.seconds / found.requests * 1000),
                "slowest ms": round(found.slowest * 1000),
            }
            for provider, found in sorted(self._counts.items())
        }


class CountedClient(ApiClient):
    """An API client whose answers are counted."""

    def __init__(self, account: Account, clock: Clock, tally: Tally, *, version: str, trust: SystemTrust) -> None:
        super().__init__(account, clock, version=version, trust=trust)
        self._provider = account.provider
        self._tally = tally

    @override
    async def send(self, request: ApiRequest, key: str | None) -> ApiReply:
        began = time.monotonic()
        try:
            reply = await super().send(request, key)
        except ApiUnreachable as trouble:
            self._tally.count(self._provider, trouble.kind.value, time.monotonic() - began)
            raise
        self._tally.count(self._provider, _class_of(reply.status), time.monotonic() - began)
        return reply


def _class_of(status: int) -> str:
    """Return a status as it is counted: those that tell something of a key or a pace by themselves, others by hundreds."""
    return str(status) if status in (401, 403, 404, 429) else f"{status // 100}xx"
