"""One helper process at a time, and the thread that feeds it."""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.status import MediaKind
from desktop.qt.findings import LASTING, Finding, Trouble, from_json
from desktop.qt.helper import Helper, HelperGone, HelperSlow
from desktop.qt.look import LARGE_BYTES, Look
from desktop.qt.look_words import large_words, trouble_words

if TYPE_CHECKING:
    from desktop.qt.examiner import Examiner

_log = logging.getLogger(__name__)

_SWEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Errand:
    """A file to be examined: `key` names its content, `side` is of its picture, `large` tells that the user agreed to its size."""

    key: str
    path: str
    kind: MediaKind
    side: int
    large: bool

    @property
    def flavour(self) -> str:
        """The flavour of helper it needs."""
        return "model" if self.kind is MediaKind.MODEL else "media"


class Lane:
    """A thread with at most one helper, which does one errand after the other."""

    def __init__(self, examiner: "Examiner", flavour: str) -> None:
        self._examiner = examiner
        self.flavour = flavour
        self.helper: Helper | None = None
        self.busy = False
        self._of = flavour

    def takes(self, errand: Errand) -> bool:
        """Tell whether an errand is this lane's: its own kind, or sound and pictures while nobody else can. Under the guard."""
        if errand.flavour == self.flavour:
            return True
        return self.flavour == "model" and not self._examiner.waits("model") and not self._examiner.first_choice(errand)

    def start(self) -> None:
        """Start the thread, which works until the examiner is closed."""
        threading.Thread(target=self._work, name=f"{self.flavour} helper", daemon=True).start()

    def _work(self) -> None:
        while not self._examiner.closed:
            errand = self._examiner.next_errand(self)
            if errand is None:
                self._dismiss()
                continue
            try:
                self._do(errand)
            except Exception:  # noqa: BLE001  # the lane serves everybody: what it stumbles over is told, and it goes on
                _log.exception("A file could not be examined")
        self._dismiss()

    def _do(self, errand: Errand) -> None:
        look, trouble = self._examiner.refused(Trouble.CRASHED, errand.kind), None
        try:
            look, trouble = self._seen(errand)
        finally:
            self._examiner.settle(errand, look, trouble)
        if self.helper is not None and (limit := self._examiner.sweep_is_due()) is not None:
            with suppress(HelperGone, HelperSlow):
                self.helper.ask({"sweep": str(self._examiner.cache.folder), "limit": limit}, _SWEEP_SECONDS)

    def _seen(self, errand: Errand) -> tuple[Look, Trouble | None]:
        try:
            size = Path(errand.path).stat().st_size
            if size > LARGE_BYTES and not errand.large:
                return Look(ok=False, needs_consent=True, sentence=large_words(size // 1_000_000)), None
            finding, poster = self._examine(errand, size)
        except OSError:
            finding, poster = Finding(trouble=Trouble.GONE), None
        return look_of(finding, poster, errand.kind), finding.trouble

    def _examine(self, errand: Errand, size: int) -> tuple[Finding, str | None]:
        cache = self._examiner.cache
        keys = cache.keys(errand.path, errand.kind, "", errand.side)
        key = errand.key
        if key != keys.own and (size > LARGE_BYTES or not cache.is_named_after(key, errand.path)):
            key = keys.own  # edited since it was saved: what is in it now is nothing to others of that SHA-256
        picture = cache.room(key)
        try:
            finding = self._asked(errand, picture)
            if finding.trouble is None or finding.trouble in LASTING:
                changed = cache.keys(errand.path, errand.kind, "", errand.side) != keys
                return finding, cache.keep(keys.own if changed else key, finding, keys, picture)
            return finding, None
        finally:
            with suppress(OSError):
                picture.unlink(missing_ok=True)

    def _asked(self, errand: Errand, picture: Path) -> Finding:
        question = {"path": errand.path, "kind": errand.kind.value, "side": errand.side, "poster": str(picture)}
        try:
            helper = self._ready(errand.flavour)
        except (OSError, HelperGone, HelperSlow):
            return Finding(trouble=self._unless_closing(Trouble.NO_HELPER))
        try:
            return from_json(helper.ask(question, self._examiner.limits[errand.kind]))
        except HelperSlow:
            trouble = Trouble.TOO_SLOW
        except (HelperGone, ValueError, TypeError):
            trouble = Trouble.CRASHED
        helper.kill()
        self._forget_helper()
        return Finding(trouble=self._unless_closing(trouble))

    def _unless_closing(self, trouble: Trouble) -> Trouble:
        return Trouble.CLOSING if self._examiner.closed else trouble

    def _ready(self, flavour: str) -> Helper:
        """Return a helper of a flavour, a new one if need be. Raises OSError, HelperGone or HelperSlow where none starts."""
        if self.helper is not None and self._of == flavour and self.helper.alive:
            return self.helper
        self._dismiss()
        try:
            return self._started(flavour)
        except (HelperGone, HelperSlow):
            if flavour == "media" or self._examiner.closed:
                raise
        self._examiner.without_screen()
        return self._started(flavour)

    def _started(self, flavour: str) -> Helper:
        helper = Helper(flavour, self._examiner.environment(flavour))
        with self._examiner.guard:
            self.helper, self._of = helper, flavour
            closed = self._examiner.closed
        try:
            if closed:
                raise HelperGone
            helper.greet()
        except (HelperGone, HelperSlow):
            helper.kill()
            self._forget_helper()
            raise
        return helper

    def _dismiss(self) -> None:
        if (helper := self.helper) is not None:
            self._forget_helper()
            helper.end()

    def _forget_helper(self) -> None:
        with self._examiner.guard:
            self.helper = None


def look_of(finding: Finding, poster: str | None, kind: MediaKind) -> Look:
    """Return a finding as the window is told it; `poster` is where its picture is."""
    trouble = finding.trouble
    return Look(
        ok=trouble is None,
        sentence="" if trouble is None else trouble_words(trouble, kind),
        width=finding.width,
        height=finding.height,
        seconds=finding.seconds,
        frame_rate=finding.frame_rate,
        triangles=finding.triangles,
        waveform=finding.waveform,
        loudness=finding.loudness,
        poster=poster,
    )
