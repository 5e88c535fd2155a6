"""What the benchmarks of saving fetch: films and pictures on a server of our own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.media import write_film, write_picture
from tests.benchmarks.saving_run import Layer, Order
from tests.benchmarks.web_server import web_server

SLOTS = 4
FILMS, FILM_BYTES = 8, 64_000_000
PICTURES = 500
GIGABIT = 125_000_000
"""Bytes a second of all connections below `/slow` together."""

_WARM = "warm.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A server at `url` that serves `files`, and a folder to save into."""

    url: str
    files: Path
    folder: Path

    def films(self) -> tuple[str, ...]:
        """Make the films; return their paths."""
        return self._made(FILMS, "mp4")

    def pictures(self, kind: str) -> tuple[str, ...]:
        """Make the pictures ("jpg", "png"); return their paths."""
        return self._made(PICTURES, kind)

    def order(self, paths: tuple[str, ...], *, layer: Layer = Layer.SAVER, window: bool = False, proof: bool = True) -> Order:
        """Return the order to save these by a program that is at work already."""
        return Order(
            url=self.url,
            paths=paths,
            slots=SLOTS,
            folder=str(self.folder),
            warm=f"/{_WARM}",
            layer=layer,
            window=window,
            proof=proof,
        )

    def _made(self, count: int, kind: str) -> tuple[str, ...]:
        names = [f"{number}.{kind}" for number in range(count)]
        for path in (self.files / name for name in names):
            if kind == "mp4":
                write_film(path, FILM_BYTES)
            else:
                write_picture(path)
        return tuple(f"/{name}" for name in names)


@contextmanager
def site() -> Iterator[Site]:
    """Open the site; remove all of it after."""
    with (
        tempfile.TemporaryDirectory(prefix="outtray-bench-") as temporary,
        web_server(Path(temporary) / "web", GIGABIT // SLOTS) as web,
    ):
        write_picture(web.files / _WARM)
        yield Site(url=web.url, files=web.files, folder=Path(temporary))
