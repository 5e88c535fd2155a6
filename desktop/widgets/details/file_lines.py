"""The lines of the files box: a file each, and one for the four views of a model. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.status import FileState
from desktop.domain.task import ResultFile
from desktop.domain.wording import count_words, size_words

_VIEWS = ("front", "left", "back", "right")
_SETTLED = (FileState.WANTED, FileState.QUEUED, FileState.SAVED, FileState.GONE)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the box: what it is called, what stands right of it, and the files it stands for."""

    name: str
    state: str
    files: tuple[ResultFile, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the line's saved files are."""
        return tuple(file.path for file in self.files if file.state is FileState.SAVED and file.path)

    @property
    def failed(self) -> bool:
        """Whether saving failed."""
        return any(file.state is FileState.FAILED for file in self.files)


def file_lines(files: Sequence[ResultFile]) -> list[FileLine]:
    """Return a line for each file; front, left, back and right share one while all four are there and fare alike."""
    by_part = {file.part: file for file in files}
    views = tuple(by_part[part] for part in _VIEWS if part in by_part)
    alike = len(views) == len(_VIEWS) and len({(file.state, file.problem) for file in views}) == 1 and views[0].state in _SETTLED
    lines = [FileLine(file.name, file_words(file), (file,)) for file in files if not (alike and file.part in _VIEWS)]
    if alike:
        lines.append(FileLine(" · ".join(_VIEWS), _views_words(views), views))
    return lines


def _views_words(views: Sequence[ResultFile]) -> str:
    """Return "4 files", with their size once they are saved."""
    words = count_words(len(views), "file")
    match views[0].state:
        case FileState.SAVED:
            return f"{words}, {size_words(sum(file.size or 0 for file in views))}"
        case FileState.GONE:
            return f"{words}, gone"
        case _:
            return words


def file_words(file: ResultFile) -> str:
    """Return what stands right of a file's name: its size, or how far it is."""
    match file.state:
        case FileState.SAVED:
            return size_words(file.size)
        case FileState.SAVING:
            return f"{min(99, file.received * 100 // file.size)} %" if file.size else "Saving"
        case FileState.GONE:
            return "Gone"
        case FileState.MISSING:
            return "Moved"
        case FileState.FAILED:
            return "Not saved"
        case FileState.WANTED | FileState.QUEUED:
            return size_words(file.size) if file.size else "Not saved yet"
