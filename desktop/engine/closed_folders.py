"""Folders that can't take files for now: one sentence each, looked at again until they can."""

import asyncio
import contextlib
import itertools
import os
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from desktop.domain.events import Notice
from desktop.domain.language import sentences
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.wording import size_words
from desktop.engine.clock import Clock, sleep_unless
from desktop.storage.drives import check_drive
from desktop.storage.files import free_space, make_folder, os_problem

LOOK_SECONDS = (2.0, 5.0, 10.0, 30.0)
"""Pauses between looks at a folder; the last one repeats."""


@dataclass(slots=True)
class _Closed:
    why: Problem
    needs: int


class ClosedFolders:
    """Knows which root folders can't take files. `look` finds out (None: it can), `reopened` hears of each that can again."""

    def __init__(
        self,
        clock: Clock,
        notify: Callable[[Notice], None],
        look: Callable[[Path, int], Awaitable[Problem | None]],
        reopened: Callable[[Path], None],
        haste: float = 1.0,
    ) -> None:
        self._clock = clock
        self._notify = notify
        self._look = look
        self._reopened = reopened
        self._haste = haste
        self._closed: dict[Path, _Closed] = {}
        self._wake = asyncio.Event()

    def why(self, folder: Path) -> Problem | None:
        """Return why nothing can be saved in `folder` now; None where it can."""
        closed = self._closed.get(folder)
        return closed.why if closed is not None else None

    def close(self, folder: Path, why: Problem, needs: int) -> None:
        """Save nothing in `folder` until it has room for `needs` bytes and takes them; say so once."""
        known = self._closed.get(folder)
        self._closed[folder] = _Closed(why, max(needs, known.needs if known is not None else 0))
        if known is None or known.why.kind is not why.kind:
            wording = words(why)
            self._notify(Notice(f"folder:{folder}", sentences(wording.title, wording.hint), why))
        if known is None:
            self._wake.set()

    def forget_all_but(self, folders: Collection[Path]) -> None:
        """Say no more of folders that nothing waits for."""
        for folder in [folder for folder in self._closed if folder not in folders]:
            del self._closed[folder]
            self._notify(Notice(f"folder:{folder}", None))

    def look_now(self) -> None:
        """Look at every closed folder at once."""
        self._wake.set()

    async def run(self, after_look: Callable[[], None]) -> None:
        """Look until cancelled; `after_look` is called after each round."""
        while True:
            self._wake.clear()
            if not self._closed:
                await self._wake.wait()
            for seconds in itertools.chain(LOOK_SECONDS, itertools.repeat(LOOK_SECONDS[-1])):
                self._wake.clear()
                await sleep_unless(self._clock, seconds * self._haste, self._wake)
                await self._round()
                after_look()
                if not self._closed or self._wake.is_set():
                    break

    async def _round(self) -> None:
        for folder, closed in tuple(self._closed.items()):
            why = await self._look(folder, closed.needs)
            if folder not in self._closed:
                continue  # it was forgotten meanwhile
            if why is None:
                del self._closed[folder]
                self._notify(Notice(f"folder:{folder}", None))
                self._reopened(folder)
            elif why.kind is not closed.why.kind:
                self.close(folder, why, closed.needs)


def trouble_of(folder: Path, needs: int, reserve: int, device: int | None = None) -> Problem | None:
    """Return why `folder` can't take `needs` bytes with `reserve` left over; None where it can. Blocks, and writes a probe.

    `device` is where results were saved below it before.
    """
    probe = folder / f".outtray-{token_hex(4)}.part"
    try:
        check_drive(folder, device)
        make_folder(folder)
        free = free_space(folder)
        if free < needs + reserve:
            facts = {"needs": size_words(needs + reserve), "free": size_words(free), "reserve": size_words(reserve)}
            return problem(ProblemKind.DISK_FULL, folder=str(folder), **facts)
        handle = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, bytes(4096))
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return os_problem(error, folder)
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()
    return None
