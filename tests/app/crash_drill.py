"""The crash drill's parts: what is killed and when, and what must hold after every kill. Run by test_crash_drill."""

import asyncio
import random
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from desktop.domain.query import ListQuery
from desktop.domain.status import FileState
from desktop.domain.task import Task
from desktop.rehearsal.catalogue import good_samples
from desktop.rehearsal.faults import Fault, Slow
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, SampleFile, Server
from desktop.storage.paths import resources
from desktop.storage.png_text import without_tags
from desktop.storage.tasks import TaskStore
from tests.fakes.outtray import PATIENCE, Outtray
from tests.fakes.records import NOW

UNFINISHED = (".part", ".new", ".outtray-new")
"""What the names of unfinished files and of unfinished descriptions end with."""

LARGE = 1_500_000
LARGE_BYTES_PER_SECOND = 900_000
ENDLESS = 3_000_000
ENDLESS_BYTES_PER_SECOND = 300_000
"""So slow that the transfer is noted on the disk before it is over, and goes on from there after a kill."""


def drill_samples(count: int) -> list[Sample]:
    """Return `count` samples of all systems; the first file of each fourth is large and comes slowly, over more than a second."""
    samples = []
    for number, sample in enumerate(good_samples(count, seed="crash")):
        text = f"{sample.text}\n(take {number})" if sample.text else ""
        first, *others = sample.files
        if number % 4 == 0:
            first = replace(first, pad=LARGE, faults=(Fault(behaviour=Slow(LARGE_BYTES_PER_SECOND)),))
        samples.append(replace(sample, text=text, files=(first, *others)))
    return samples


def slow_sample(seed: str) -> Sample:
    """Return a finished task whose one file takes ten seconds."""
    fault = Fault(behaviour=Slow(ENDLESS_BYTES_PER_SECOND))
    file = SampleFile(key="image-1", media="reef.jpg", pad=ENDLESS, faults=(fault,))
    return Sample(server=Server.TRIPO, task_id=make_id(Server.TRIPO, seed), prompt=seed, files=(file,), age=60.0)


class Bodies:
    """Every body that a file of the drill may have: those served, lyrics, and the quarters of the grid."""

    def __init__(self, rehearsal: Rehearsal, samples: Iterable[Sample]) -> None:
        self._rehearsal = rehearsal
        self._texts = {sha256(text.encode()).hexdigest() for sample in samples for text in (sample.text, sample.text.strip())}
        with Image.open(resources() / "samples" / "grid.jpg") as grid:
            boxes = [(x, y, x + 512, y + 512) for x in (0, 512) for y in (0, 512)]
            self._tiles = {grid.crop(box).tobytes() for box in boxes}
        self._known: dict[tuple[str, int, int, int], str] = {}

    def whole(self, path: Path) -> str:
        """Return the SHA-256 of what is in a file, without our tags; raises AssertionError where nobody ever sent that."""
        stat = path.stat()
        seen = (str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if seen not in self._known:
            data = path.read_bytes()
            bare = without_tags(data) if path.suffix == ".png" else data
            digest = sha256(bare).hexdigest()
            served = {value for one in self._rehearsal.samples for value in self._rehearsal.served_sha256s(one.task_id).values()}
            assert digest in served | self._texts or self._is_tile(bare), f"{path.name} ({len(data)} bytes) is not what was served"
            self._known[seen] = digest
        return self._known[seen]

    def _is_tile(self, data: bytes) -> bool:
        with suppress(OSError), Image.open(BytesIO(data)) as picture:
            return picture.tobytes() in self._tiles
        return False


@dataclass(slots=True)
class Figures:
    """What the drill did, for its report."""

    kills: int = 0
    adds_killed: int = 0
    missed: int = 0
    acknowledged: set[str] = field(default_factory=set)


class Drill:
    """One user whose Outtray is killed again and again."""

    def __init__(self, outtray: Outtray, rehearsal: Rehearsal, samples: Sequence[Sample], seed: int) -> None:
        self.figures = Figures()
        self.saved = outtray.home / "Downloads" / "Outtray"
        self._outtray = outtray
        self._rehearsal = rehearsal
        self.samples = list(samples)
        self._bodies = Bodies(rehearsal, samples)
        self._rng = random.Random(seed)
        self._handles = {str(c.server): f"{c.provider}/{c.name}" for c in rehearsal.connections}
        self._added: set[str] = set()

    # -- processes ---------------------------------------------------------------------------------------------------

    def _start(self, *args: str) -> subprocess.Popen[str]:
        """Start Outtray; what it says of trouble is kept in a file, where it can't be held up by a full pipe."""
        with (self._outtray.folder / "said.txt").open("a") as said:
            return subprocess.Popen(
                self._outtray.command(*args),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                text=True,
                cwd=self._outtray.work,
                env=self._outtray.environ,
            )

    def _add_some(self) -> tuple[subprocess.Popen[str], list[Sample]]:
        """Start adding one or two tasks of a system; their work at the provider begins now."""
        waiting = [sample for sample in self.samples if sample.added_id not in self.figures.acknowledged]
        first = self._rng.choice(waiting)
        alike = [s for s in waiting if (s.server, s.id_kind) == (first.server, first.id_kind)][: self._rng.randint(1, 2)]
        return self._add(alike), alike

    def _add(self, samples: Sequence[Sample]) -> subprocess.Popen[str]:
        for sample in samples:
            if sample.added_id not in self._added:
                self._added.add(sample.added_id)
                self._rehearsal.add(sample)
        ids = [sample.added_id for sample in samples]
        account, kind = self._handles[samples[0].server], str(samples[0].id_kind)
        options = ["--id-kind", kind] if samples[0].server is Server.BYTESPIKE else []
        return self._start("add", *ids, "--account", account, *options)

    def _acknowledge(self, process: subprocess.Popen[str], samples: Sequence[Sample]) -> None:
        if process.wait(PATIENCE) == 0:
            self.figures.acknowledged.update(sample.added_id for sample in samples)

    def _kill(self, process: subprocess.Popen[str]) -> bool:
        """Kill a process; return whether it was still there to be killed."""
        alive = process.poll() is None
        process.kill()
        process.wait(PATIENCE)
        self.figures.kills += alive
        self.figures.missed += not alive
        return alive

    # -- rounds ------------------------------------------------------------------------------------------------------

    @property
    def _left(self) -> bool:
        return len(self.figures.acknowledged) < len(self.samples)

    def round(self) -> None:
        """Start Outtray, kill it at a random moment, and see what it left."""
        if self._left and self._rng.random() < 0.35:
            self._round_of_adding()
        else:
            self._round_of_watching()
        self.check()

    def long_round(self, slow: Sample) -> None:
        """Let Outtray live until it has noted how far the transfer of a slow task's file is, and kill it then."""
        self.samples.append(slow)
        self._acknowledge(self._add([slow]), [slow])
        watch = self._start("watch")
        until = time.monotonic() + PATIENCE / 4
        while not self._is_noted(slow) and time.monotonic() < until and watch.poll() is None:
            time.sleep(0.05)
        time.sleep(self._rng.uniform(0.0, 0.5))
        self._kill(watch)
        self.check()

    def _is_noted(self, slow: Sample) -> bool:
        """Tell whether the database, which is in use, knows where the transfer of a task's file goes on."""
        query = "SELECT 1 FROM file JOIN task ON task.id = file.task_id WHERE task.task_id = ? AND file.resume IS NOT NULL"
        with closing(sqlite3.connect(f"{self._outtray.profile.database.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query, (slow.task_id,)).fetchone() is not None

    def _round_of_adding(self) -> None:
        process, samples = self._add_some()
        time.sleep(self._rng.uniform(0.05, 0.6))
        self.figures.adds_killed += self._kill(process)
        self._acknowledge(process, samples)

    def _round_of_watching(self) -> None:
        asked = self._rehearsal.record.count()
        watch = self._start("watch")
        adding = self._add_some() if self._left and self._rng.random() < 0.3 else None
        if self._rng.random() < 0.6:  # in the middle of its work, however slowly this machine starts it
            self._rehearsal.record.wait_for(lambda record: record.count() > asked, 2.0)
            time.sleep(self._rng.uniform(0.05, 0.8))
        else:
            time.sleep(self._rng.uniform(0.05, 1.2))
        self._kill(watch)
        if adding is not None:
            self._acknowledge(*adding)

    def add_the_rest(self) -> None:
        """Add what no process has acknowledged, as its user would."""
        left = [sample for sample in self.samples if sample.added_id not in self.figures.acknowledged]
        for server, kind in sorted({(sample.server, sample.id_kind) for sample in left}):
            alike = [sample for sample in left if (sample.server, sample.id_kind) == (server, kind)]
            self._acknowledge(self._add(alike), alike)
        assert not self._left, "a task could not be added"

    # -- what must hold ----------------------------------------------------------------------------------------------

    def final_files(self) -> list[Path]:
        """Return the files that have their final names."""
        files = [path for path in self.saved.rglob("*") if path.is_file()]
        return [path for path in files if not path.name.startswith(".") and path.suffix not in (".json", *UNFINISHED)]

    def unfinished_files(self) -> list[Path]:
        """Return what is neither a file under its final name nor a description of one."""
        return [
            path for path in self.saved.rglob("*") if path.is_file() and (path.suffix in UNFINISHED or path.name.startswith("."))
        ]

    def check(self) -> None:
        """Raise AssertionError for a file that is not whole, a damaged database, a task lost or doubled, a result lost."""
        for path in self.final_files():
            self._bodies.whole(path)
        said = (self._outtray.folder / "said.txt").read_text()
        assert "Traceback" not in said, said
        tasks = self._stored()
        times = Counter(task.ref.task_id for task in tasks)
        assert [task_id for task_id, count in times.items() if count > 1] == [], "a task is on the list twice"
        assert self.figures.acknowledged <= set(times), "a task that was acknowledged is lost"
        for task in tasks:
            for file in task.files:
                if file.state is FileState.SAVED:
                    assert file.path is not None, f"{file.part} of {task.ref.task_id} is said to be saved nowhere"
                    assert Path(file.path).is_file(), f"{file.part} of {task.ref.task_id} is said to be saved and is not there"

    def _stored(self) -> list[Task]:
        """Read the tasks from a copy of the database: its own recovery is left to the next start."""
        database, copy = self._outtray.profile.database, self._outtray.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        if not database.exists():
            return []
        for path in database.parent.glob(f"{database.name}*"):
            if path.is_file() and not path.name.endswith("-shm"):
                shutil.copyfile(path, copy / path.name)
        with closing(sqlite3.connect(copy / database.name)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

        async def read() -> list[Task]:
            store, note = TaskStore.open(copy / database.name, copy / "backups", NOW)
            try:
                assert note is None, note
                return await store.get(list(await store.ids(ListQuery(), NOW)))
            finally:
                await store.close()

        return asyncio.run(read())

    def bodies_saved(self) -> Counter[str]:
        """Return how many files there are of each body."""
        return Counter(self._bodies.whole(path) for path in self.final_files())
