"""An examiner that opens nothing."""

from desktop.domain.status import MediaKind
from desktop.qt.look import Look


class BlindExaminer:
    """Finds that no file may be opened; its cache holds three megabytes until it is emptied."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.cached = 3_000_000

    async def look(self, path: str, kind: MediaKind, *, side: int = 512, stamp: str = "", large: bool = False) -> Look:
        del kind, side, stamp, large
        self.asked.append(path)
        return Look(ok=False, sentence="This file is not looked at.")

    async def empty(self) -> int:
        freed, self.cached = self.cached, 0
        return freed

    def poster(self, path: str, kind: MediaKind, stamp: str) -> str | None:
        del path, kind, stamp
        return None
