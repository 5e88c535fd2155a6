"""The lines of the files box: a file each, and one for the four views of a model. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.discretion import shown_file
from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile
from desktop.domain.wording import extent_words, size_words
from desktop.widgets.choices import OPEN

_VIEWS = ("front", "left", "back", "right")
_SETTLED = (FileState.WANTED, FileState.QUEUED, FileState.SAVED, FileState.GONE)


class FileAct(StrEnum):
    """What can be done with the files of a line."""

    OPEN = words_of("Open")
    REVEAL = words_of("Show in folder")
    WANT = words_of("Save it")
    HOLD = words_of("Pause")
    RELEASE = words_of("Resume")
    DROP = words_of("Don't save it")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the box: what it is called, what stands right of it, remarks below it, and the files it stands for.

    In client-safe mode (`safe`) it has no remarks, for they may name files.
    """

    name: str
    state: str
    files: tuple[ResultFile, ...]
    safe: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the line's saved files are."""
        return tuple(file.path for file in self.files if file.state is FileState.SAVED and file.path)

    @property
    def failed(self) -> bool:
        """Whether saving failed."""
        return any(file.state is FileState.FAILED and file.chosen for file in self.files)

    @property
    def unwanted(self) -> bool:
        """Whether the user does not want it saved."""
        return not any(file.chosen for file in self.files) and all(file.state in OPEN for file in self.files)

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks on its files, each once."""
        return () if self.safe else tuple(dict.fromkeys(tr(note) for file in self.files for note in file.notes))

    def parts(self, act: FileAct) -> tuple[str, ...]:
        """Return the parts that an act fits."""
        return tuple(file.part for file in self.files if _fits(act, file))

    def acts(self) -> list[FileAct]:
        """Return the acts that fit."""
        return [act for act in FileAct if self.parts(act)]


def _fits(act: FileAct, file: ResultFile) -> bool:
    is_open = file.state in OPEN
    match act:
        case FileAct.OPEN | FileAct.REVEAL:
            return file.state is FileState.SAVED and bool(file.path)
        case FileAct.WANT:
            return is_open and not file.chosen
        case FileAct.HOLD:
            return is_open and file.chosen and not file.held
        case FileAct.RELEASE:
            return is_open and file.chosen and file.held
        case FileAct.DROP:
            return is_open and file.chosen


def file_lines(files: Sequence[ResultFile], *, safe: bool = False) -> list[FileLine]:
    """Return a line for each file; front, left, back and right share one while all four are there and fare alike.

    `safe` for client-safe mode.
    """
    by_part = {file.part: file for file in files}
    views = tuple(by_part[part] for part in _VIEWS if part in by_part)
    alike = len(views) == len(_VIEWS) and len({_fare(file) for file in views}) == 1 and views[0].state in _SETTLED
    single = [file for file in files if not (alike and file.part in _VIEWS)]
    lines = [FileLine(shown_file(file, safe=safe), file_words(file), (file,), safe) for file in single]
    if alike:
        lines.append(FileLine(" · ".join(_VIEWS), _views_words(views), views, safe))
    return lines


def _fare(file: ResultFile) -> tuple[object, ...]:
    return file.state, file.problem, file.chosen, file.held


def _views_words(views: Sequence[ResultFile]) -> str:
    """Return "4 files", with their size once they are saved."""
    count = len(views)
    match views[0].state:
        case FileState.SAVED:
            return tr_n("{n} file, {size}", "{n} files, {size}", count, size=size_words(sum(file.size or 0 for file in views)))
        case FileState.GONE:
            return tr_n("{n} file, gone", "{n} files, gone", count)
        case _ if not views[0].chosen:
            return tr("Not wanted")
        case _ if views[0].held:
            return tr_n("{n} file, paused", "{n} files, paused", count)
        case _:
            return tr_n("{n} file", "{n} files", count)


def file_words(file: ResultFile) -> str:
    """Return what stands right of a file's name: its measures and size, or how far it is."""
    match file.state:
        case FileState.SAVED:
            measures = extent_words(file.width, file.height, file.seconds)
            return " · ".join(filter(None, (measures, size_words(file.size))))
        case FileState.GONE:
            return tr("Gone")
        case FileState.MISSING:
            return tr("Moved")
        case _ if not file.chosen:
            return tr("Not wanted")
        case _ if file.held:
            return tr("Paused at {share}", share=_share(file)) if file.received and file.size else tr("Paused")
        case FileState.SAVING:
            return _share(file) if file.size else tr("Saving")
        case FileState.FAILED:
            return tr("Not saved")
        case FileState.WANTED | FileState.QUEUED:
            return size_words(file.size) if file.size else tr("Not saved yet")


def _share(file: ResultFile) -> str:
    return tr("{percent} %", percent=min(99, file.received * 100 // file.size)) if file.size else ""
