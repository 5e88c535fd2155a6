"""What a running Outtray tells of itself when it is asked by `outtray doctor`: how providers answered, what its window is like."""

import contextlib
import json
import os
import time
from collections.abc import AsyncGenerator, Callable

from desktop.engine.handover_client import Json
from desktop.engine.tally import Tally
from desktop.storage.redaction import Redactor

VERB = "doctor"
"""What the owner of a profile is asked for."""

type Run = Callable[[str, Json], AsyncGenerator[Json]]
"""Carries a verb out, as :meth:`desktop.engine.verbs.Verbs.run` does."""


class LiveFacts:
    """Facts that only the process at work knows. The window adds its own."""

    def __init__(self, tally: Tally, redactor: Redactor) -> None:
        self._tally = tally
        self._redactor = redactor
        self._began = time.monotonic()
        self._sources: dict[str, Callable[[], Json]] = {}

    def add(self, name: str, source: Callable[[], Json]) -> None:
        """Tell of something else too: `source` is called on the engine's loop, whenever somebody asks."""
        self._sources[name] = source

    def told(self) -> Json:
        """Return everything as a record without secrets."""
        facts: Json = {"process": os.getpid(), "seconds at work": round(time.monotonic() - self._began)}
        facts["providers"] = self._tally.told()
        facts |= {name: source() for name, source in self._sources.items()}
        clean: Json = json.loads(self._redactor.raw(facts))
        return clean

    def beside(self, run: Run) -> Run:
        """Return what carries out every verb as `run` does, and this one as well: it needs neither engine nor database."""

        async def with_doctor(verb: str, args: Json) -> AsyncGenerator[Json]:
            if verb == VERB:
                yield {"data": self.told()}
                yield {"exit": 0}
                return
            async with contextlib.aclosing(run(verb, args)) as lines:
                async for line in lines:
                    yield line

        return with_doctor
