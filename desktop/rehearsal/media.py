"""The bytes behind each file of a rehearsal."""

from pathlib import Path, PurePosixPath
from threading import Lock

from desktop.rehearsal.marks import MARKS
from desktop.rehearsal.sample import Sample, SampleFile
from desktop.rehearsal.wire import Body


class Media:
    """Sample media from a folder, marked for each task and file. Safe to use from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._plain: dict[str, bytes] = {}
        self._made: dict[tuple[str, str, str], tuple[Body, str]] = {}

    def check(self, sample: Sample) -> None:
        """Raise ValueError where a file of `sample` has no medium in the folder."""
        for file in sample.files:
            if PurePosixPath(file.media).suffix not in MARKS or not (self._folder / file.media).is_file():
                raise ValueError(f"There is no sample medium {file.media} in {self._folder}.")

    def plain(self, name: str) -> bytes:
        """Return a medium as it lies in the folder."""
        with self._lock:
            if name not in self._plain:
                self._plain[name] = (self._folder / name).read_bytes()
            return self._plain[name]

    def body(self, sample: Sample, file: SampleFile) -> Body:
        """Return the file as it is served."""
        return self._get(sample, file)[0]

    def sha256(self, sample: Sample, file: SampleFile) -> str:
        """Return the SHA-256 in hex of the file as it is served."""
        return self._get(sample, file)[1]

    def _get(self, sample: Sample, file: SampleFile) -> tuple[Body, str]:
        key = (sample.server, sample.task_id, file.key)
        with self._lock:
            made = self._made.get(key)
        if made is None:
            mark = MARKS[PurePosixPath(file.media).suffix]
            body = mark(self.plain(file.media), "/".join(key), file.pad)
            made = (body, body.sha256())
            with self._lock:
                self._made[key] = made
        return made
