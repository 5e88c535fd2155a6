"""Takes files out of the trash again, none over another, and says in words what had to stay there."""

import contextlib
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from desktop.domain.language import sentences, tr_n
from desktop.storage.moves import Mover
from desktop.storage.sidecars import sidecar_path
from desktop.storage.trash_info import in_trash
from desktop.storage.trashings import TrashLine, TrashState

logger = logging.getLogger(__name__)


class Fate(Enum):
    """What became of a file that was to be put back: it is `BACK` now, or had been `THERE`.

    `LEFT`: it is in the trash, and can't be moved; `HIDDEN`: nothing says where in the trash it is; `GONE`: not in it any more.
    """

    BACK = auto()
    THERE = auto()
    LEFT = auto()
    HIDDEN = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line, with where its file is in the trash as far as that was found out."""

    line: TrashLine
    fate: Fate


def put_back(lines: Sequence[TrashLine], move: Mover) -> list[Outcome]:
    """Move files to where they were, their descriptions with them; return what became of each. Blocks."""
    unknown = [line.path for line in lines if not line.trashed]
    found = in_trash([*unknown, *(str(sidecar_path(Path(path))) for path in unknown)]) if unknown else {}
    return [_put_one_back(line, found, move) for line in lines]


def _put_one_back(line: TrashLine, found: Mapping[str, Path], move: Mover) -> Outcome:
    """Move one file; `found` says where those are in the trash whose place was not noted."""
    path = Path(line.path)
    there = os.path.lexists(path)
    if not line.trashed:
        if there and line.state is TrashState.PLANNED:  # it never went
            return Outcome(line, Fate.THERE)
        if path_found := found.get(line.path):
            line = line.moved(str(path_found), str(found.get(str(sidecar_path(path)), "")))
        else:
            return Outcome(line, Fate.THERE if there else Fate.HIDDEN)
    trashed = Path(line.trashed)
    if not os.path.lexists(trashed) and trashed.parent.is_dir():
        return Outcome(line, Fate.THERE if there else Fate.GONE)
    try:
        move(trashed, path)
    except OSError as error:
        logger.info("“%s” was not put back", path, exc_info=error)
        return Outcome(line, Fate.LEFT)
    _forget_note(trashed)
    if line.described:
        with contextlib.suppress(OSError):
            move(Path(line.described), sidecar_path(path))
            _forget_note(Path(line.described))
    return Outcome(line, Fate.BACK)


def numbers_of(outcomes: Sequence[Outcome], *fates: Fate) -> list[int]:
    """Return the lines that came to one of `fates`."""
    return [outcome.line.id for outcome in outcomes if outcome.fate in fates]


def count_back(outcomes: Sequence[Outcome]) -> int:
    """Return how many files are back now."""
    return len(numbers_of(outcomes, Fate.BACK))


def left_words(outcomes: Sequence[Outcome], advice: str) -> str:
    """Return what did not come back and where it is, `advice` for what is still there; empty where all came back."""

    def of(fate: Fate) -> list[TrashLine]:
        return [outcome.line for outcome in outcomes if outcome.fate is fate]

    said = []
    if left := of(Fate.LEFT):
        first = tr_n(
            "“{name}” could not be put back. It is in the trash: “{place}”.",
            "{n} files could not be put back. They are in the trash, the first is “{place}”.",
            len(left),
            name=Path(left[0].path).name,
            place=left[0].trashed,
        )
        said += [first, advice]
    if hidden := of(Fate.HIDDEN):
        said.append(
            tr_n(
                "Take “{name}” out of the trash yourself: the system doesn't tell where it is in it.",
                "Take {n} files out of the trash yourself, “{name}” first: the system doesn't tell where they are in it.",
                len(hidden),
                name=Path(hidden[0].path).name,
            )
        )
    if gone := of(Fate.GONE):
        name = Path(gone[0].path).name
        said.append(
            tr_n("“{name}” is not in the trash any more.", "{n} files are not in the trash any more.", len(gone), name=name)
        )
    return sentences(*said)


def _forget_note(trashed: Path) -> None:
    """Delete what the system noted of a file that has left the trash (freedesktop.org, Trash specification; $I on Windows)."""
    notes = []
    if trashed.parent.name == "files":
        notes.append(trashed.parent.parent / "info" / f"{trashed.name}.trashinfo")
    if trashed.name.startswith("$R"):
        notes.append(trashed.with_name(f"$I{trashed.name[2:]}"))
    for note in notes:
        with contextlib.suppress(OSError):
            note.unlink()
