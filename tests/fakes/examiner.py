"""An examiner that opens nothing."""

from desktop.domain.status import MediaKind
from desktop.qt.look import Look


class BlindExaminer:
    """Finds that no file may be opened but those of the kinds in `fit`; its cache holds three megabytes until it is emptied."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fit = {MediaKind.IMAGE}
        self.cached = 3_000_000

    async def look(self, path: str, kind: MediaKind, *, side: int = 512, stamp: str = "", large: bool = False) -> Look:
        del side, stamp, large
        self.asked.append(path)
        if kind in self.fit:
            return Look(ok=True)
        return Look(ok=False, sentence="This file is not looked at.")

    async def empty(self) -> int:
        freed, self.cached = self.cached, 0
        return freed

    def poster(self, path: str, kind: MediaKind, stamp: str) -> str | None:
        del path, kind, stamp
        return None
