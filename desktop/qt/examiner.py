"""Looks into files by way of helper processes, so that a hostile or broken file harms nobody."""

import asyncio
import os
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.domain.status import MediaKind
from desktop.engine.daemon import DaemonThreads, post
from desktop.qt.findings import Finding, Trouble
from desktop.qt.helper import media_environment
from desktop.qt.helper_lane import Errand, Lane, look_of
from desktop.qt.look import Look
from desktop.qt.look_cache import Kept, LookCache

POSTER_SIDE = 512
"""The shorter side of pictures in the cache, in px."""

IDLE_SECONDS = 45.0
"""How long a helper without work is kept."""

_SWEEP_EVERY = 200
_MOST_FAILED = 2000
_WITHOUT_SCREEN = ("offscreen", "minimal")

LIMITS: Mapping[MediaKind, float] = {
    MediaKind.IMAGE: 10.0,
    MediaKind.AUDIO: 20.0,
    MediaKind.VIDEO: 20.0,
    MediaKind.MODEL: 20.0,
    MediaKind.TEXT: 10.0,
    MediaKind.OTHER: 10.0,
}
"""The seconds a helper may take for one file; then it is killed."""

type Told = Callable[[Look], None]
"""Called once, in a thread of the examiner's."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a file already: the name of its content, and what was found in it (None: it must be examined)."""

    key: str
    look: Look | None


class Examiner:
    """Says what is in a file and whether it may be opened in the window; remembers it on disk in `folder`.

    Files are opened by helper processes alone, two at most, one file at a time each, with limits of time and memory. One helper
    is for pictures, sound and film; the other for models, and for the former while the first one is busy. Helpers start when they
    are needed and end when they are idle. Whatever a file does to them, the answer is a :class:`Look`.

    `cache_mb` tells the most megabytes the folder may take. `environ` is the environment of the helper that renders models (it
    wants a screen); `limits` are seconds by kind.
    """

    def __init__(
        self,
        folder: Path,
        *,
        cache_mb: Callable[[], int] = lambda: 1000,
        environ: Mapping[str, str] | None = None,
        limits: Mapping[MediaKind, float] = LIMITS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.cache = LookCache(folder)
        self.limits = limits
        self.idle_seconds = idle_seconds
        self.guard = threading.Condition()
        self.closed = False
        self._cache_mb = cache_mb
        self._environ = dict(os.environ if environ is None else environ)
        self._line: deque[Errand] = deque()
        self._told: dict[str, list[Told]] = {}
        self._failed: OrderedDict[str, Trouble] = OrderedDict()
        self._rendered_anew: set[str] = set()
        self._lanes: list[Lane] = []
        self._disk = DaemonThreads("thumbnail cache")
        self._until_sweep = 1
        self.examined = 0

    # -- what the window uses ------------------------------------------------------------------------------------------

    async def look(self, path: str, kind: MediaKind, *, side: int = POSTER_SIDE, stamp: str = "", large: bool = False) -> Look:
        """Return what is in the file at `path`; from the cache where the same content was looked at before.

        `stamp` is the file's SHA-256 where it is known (`ResultFile.sha256`), else its path, size and time stand for its content.
        `large` tells that the user agreed to open a file of more than :data:`desktop.qt.look.LARGE_BYTES`.
        """
        found = await self._disk.run(partial(self.find, path, kind, side=side, stamp=stamp, strict=True))
        if found.look is not None and not (large and found.look.needs_consent):
            return found.look
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Look] = loop.create_future()
        self.ask(found.key, path, kind, lambda look: _settle(loop, answer, look), side=side, large=large, first=True)
        return await answer

    async def empty(self) -> int:
        """Forget all that was found, and its pictures; return how many bytes that freed on the disk."""
        with self.guard:
            self._failed.clear()
        return await self._disk.run(self.cache.empty)

    def poster(self, path: str, kind: MediaKind, stamp: str) -> str | None:
        """Return the path of the picture that is kept of a file. Reads the disk: call it in a worker thread."""
        look = self.find(path, kind, stamp=stamp).look
        return look.poster if look is not None else None

    def find(self, path: str, kind: MediaKind, *, side: int = POSTER_SIDE, stamp: str = "", strict: bool = False) -> Found:
        """Return what is known of a file without opening it. Reads the disk: call it in a worker thread.

        `strict` says that a file which can't be asked is gone; else what was found in it counts, where its `stamp` tells that.
        """
        try:
            keys = self.cache.keys(path, kind, "" if strict and not Path(path).exists() else stamp, side)
        except (OSError, ValueError):
            return Found("", self.refused(Trouble.GONE, kind))
        with self.guard:
            failed = self._failed.get(keys.own)
        if failed is not None:
            return Found(keys.own, self.refused(failed, kind))
        noted = self.cache.read(keys.content) if keys.content else None
        for key, kept in ((keys.content, noted), (keys.own, self.cache.read(keys.own) if keys.own else None)):
            if kept is not None and keys.speaks_of(kept) and not self._wants_screen(key, kept, kind):
                return Found(key, look_of(kept.finding, kept.poster, kind))
        stands = noted is None or keys.speaks_of(noted)
        return Found(keys.content if keys.content and stands else keys.own, None)

    def ask(
        self,
        key: str,
        path: str,
        kind: MediaKind,
        told: Told,
        *,
        side: int = POSTER_SIDE,
        large: bool = False,
        first: bool = False,
    ) -> None:
        """Have a file examined, before all others where it is the `first`. `key` is from :meth:`find`."""
        with self.guard:
            if not self.closed:
                errand = Errand(key, path, kind, side, large)
                waiting = self._told.setdefault(key + "!" * large, [])
                waiting.append(told)
                if len(waiting) == 1:
                    self._line.appendleft(errand) if first else self._line.append(errand)
                elif first and errand in self._line:
                    self._line.remove(errand)
                    self._line.appendleft(errand)
                self._start_lanes()
                self.guard.notify_all()
                return
        told(self.refused(Trouble.CLOSING, kind))

    def forget(self, key: str) -> None:
        """Have a file examined anew next time: its picture in the cache is damaged. Touches the disk."""
        self.cache.forget(key)

    def helpers(self) -> tuple[int, ...]:
        """Return the process numbers of the helpers that run."""
        with self.guard:
            return tuple(lane.helper.pid for lane in self._lanes if lane.helper is not None)

    def close(self) -> None:
        """End the helpers; whoever waits for a look gets one that says that Outtray is closing."""
        with self.guard:
            self.closed = True
            left = [(told, errand.kind) for errand in self._line for told in self._told.pop(errand.key + "!" * errand.large, ())]
            self._line.clear()
            helpers = [lane.helper for lane in self._lanes if lane.helper is not None]
            self.guard.notify_all()
        for helper in helpers:
            helper.kill()
        for told, kind in left:
            told(self.refused(Trouble.CLOSING, kind))

    # -- what the lanes use --------------------------------------------------------------------------------------------

    def next_errand(self, lane: Lane) -> Errand | None:
        """Return what `lane` shall do next, None where there was nothing for a while, or all is over."""
        with self.guard:
            lane.busy = False
            while not self.closed:
                errand = next((e for e in self._line if lane.takes(e)), None)
                if errand is not None:
                    self._line.remove(errand)
                    lane.busy = True
                    self.guard.notify_all()
                    return errand
                if not self.guard.wait(self.idle_seconds if lane.helper is not None else None):
                    return None
            return None

    def first_choice(self, errand: Errand) -> bool:
        """Tell whether another lane stands ready for what is not this lane's own. Called under the guard."""
        return any(not lane.busy and lane.flavour == errand.flavour for lane in self._lanes)

    def waits(self, flavour: str) -> bool:
        """Tell whether anything of a flavour waits. Called under the guard."""
        return any(errand.flavour == flavour for errand in self._line)

    def environment(self, flavour: str) -> dict[str, str]:
        """Return the environment of a new helper."""
        return media_environment() if flavour == "media" else self._environ

    def without_screen(self) -> None:
        """Render no models from now on: there is no screen that a helper could use."""
        self._environ = media_environment()

    def settle(self, errand: Errand, look: Look, trouble: Trouble | None = None) -> None:
        """Tell whoever asked."""
        own = self._own_key(errand) if trouble in (Trouble.CRASHED, Trouble.TOO_SLOW, Trouble.LACKING) else ""
        with self.guard:
            if own and trouble is not None:
                self._failed[own] = trouble
                while len(self._failed) > _MOST_FAILED:
                    self._failed.popitem(last=False)
            self.examined += 1
            waiting = self._told.pop(errand.key + "!" * errand.large, ())
        for told in waiting:
            told(look)

    def sweep_is_due(self) -> int | None:
        """Return the most bytes the cache may have, now and then; None otherwise."""
        with self.guard:
            self._until_sweep -= 1
            if self._until_sweep > 0:
                return None
            self._until_sweep = _SWEEP_EVERY
        return self._cache_mb() * 1_000_000

    def refused(self, trouble: Trouble, kind: MediaKind) -> Look:
        """Return the look of a file that could not be examined."""
        return look_of(Finding(trouble=trouble), None, kind)

    # -- what is known -------------------------------------------------------------------------------------------------

    def _wants_screen(self, key: str, kept: Kept, kind: MediaKind) -> bool:
        """Tell whether a model that was looked at without a screen is to be rendered now that there is one: once."""
        if kind is not MediaKind.MODEL or kept.poster is not None or kept.finding.trouble is not None or not self._has_screen():
            return False
        with self.guard:
            first = key not in self._rendered_anew
            self._rendered_anew.add(key)
        return first

    def _own_key(self, errand: Errand) -> str:
        with suppress(OSError, ValueError):
            return self.cache.keys(errand.path, errand.kind, "", errand.side).own
        return ""

    def _has_screen(self) -> bool:
        return self._environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in _WITHOUT_SCREEN

    def _start_lanes(self) -> None:
        if not self._lanes:
            self._lanes = [Lane(self, "media"), Lane(self, "model")]
            for lane in self._lanes:
                lane.start()


def _settle(loop: asyncio.AbstractEventLoop, answer: "asyncio.Future[Look]", look: Look) -> None:
    def settle() -> None:
        if not answer.done():
            answer.set_result(look)

    post(loop, settle)
