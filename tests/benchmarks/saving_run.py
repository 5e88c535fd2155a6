"""Orders to save files in a process of their own, and what that took."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]


class Layer(StrEnum):
    """How much of Outtray saves: the whole with its list of tasks; what fetches, describes and names; what fetches."""

    SAVER = "saver"
    SHELF = "shelf"
    FETCHER = "fetcher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Save what is at `url` + each of `paths` into `folder`, `slots` at a time; without paths, rest for a while.

    `warm` is saved before that and not measured, so that what a running program has done long ago does not count. `window`: on the
    window's loop. Without `proof` nothing is hashed or verified.
    """

    url: str
    paths: tuple[str, ...]
    slots: int
    folder: str
    warm: str = ""
    layer: Layer = Layer.SAVER
    window: bool = False
    proof: bool = True

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """Return the order that `told` is the JSON of."""
        return cls(**{**told, "paths": tuple(told["paths"]), "layer": Layer(told["layer"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an order took: wall seconds, seconds of a processor, bytes of memory above those of its beginning.

    `late` is by how many seconds each tick of a timer of 5 ms on the window's thread was late, the least first. `read_from_disk`
    and `read_from_memory` are how long reading all films once more took, as many at a time.
    """

    seconds: float
    processor: float
    memory: int
    late: list[float]
    read_from_disk: float
    read_from_memory: float


def carry_out(order: Order) -> Taken:
    """Save in a new process, into a folder of its own that is removed after."""
    with fresh_folder(Path(order.folder)) as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.saving_child"],
            input=json.dumps(asdict(replace(order, folder=str(folder)))),
            cwd=ROOT,
            env=without_proxies(),
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise RuntimeError("The files were not saved.")
        expect(folder / "results", len(order.paths) + bool(order.warm))
        return Taken(**json.loads(done.stdout))


def without_proxies() -> dict[str, str]:
    """Return the environment without proxies."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


@contextmanager
def fresh_folder(within: Path) -> Iterator[Path]:
    """Return an empty folder that is removed after; before and after, nothing is left for the disk to do."""
    os.sync()
    with tempfile.TemporaryDirectory(dir=within) as folder:
        yield Path(folder)
    os.sync()


def expect(folder: Path, files: int) -> None:
    """Make sure that so many results are in `folder`."""
    found = [path for path in folder.rglob("*.*") if path.suffix in (".mp4", ".png", ".jpg")]
    if len(found) != files:
        raise RuntimeError(f"There are {len(found)} files instead of {files}.")
