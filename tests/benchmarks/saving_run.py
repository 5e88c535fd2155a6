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

from tests.benchmarks.web_server import without_proxies

ROOT = Path(__file__).parents[2]


class Layer(StrEnum):
    """How much of Outtray saves: the whole with its list of tasks, or what fetches and names files alone."""

    SAVER = "saver"
    SHELF = "shelf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Save what is at `url` + each of `paths` into `folder`, `slots` at a time.

    `warm` is saved before that and not measured, so that what a running program has done long ago does not count. `window`: on the
    window's loop. Without `proof` nothing is hashed or verified.
    """

    url: str
    paths: tuple[str, ...]
    slots: int
    folder: str = ""
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
    """What an order took: wall seconds, seconds of a processor, memory above that of its beginning.

    `late` is by how many seconds each tick of a timer of 5 ms on the window's thread was late, the least first.
    """

    seconds: float
    processor: float
    memory: int
    late: list[float]


def carry_out(order: Order) -> Taken:
    """Save in a new process."""
    with fresh_folder(order.folder) as folder:
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


@contextmanager
def fresh_folder(near: str) -> Iterator[Path]:
    """Return an empty folder in `near`, with nothing left for the disk to do; remove it after."""
    os.sync()
    with tempfile.TemporaryDirectory(dir=near) as folder:
        yield Path(folder)
    os.sync()


def expect(folder: Path, files: int) -> None:
    """Make sure that so many results are in `folder`."""
    found = [path for path in folder.rglob("*.*") if path.suffix in (".mp4", ".png", ".jpg")]
    assert len(found) == files, f"{len(found)} files instead of {files}"
