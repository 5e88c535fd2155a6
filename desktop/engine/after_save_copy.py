"""After saving: a copy of each file, with the description beside it, in a folder of the user's choice."""

import contextlib
import filecmp
import os
import shutil
from hashlib import sha256
from itertools import count
from pathlib import Path

from desktop.domain.language import sentences, tr, tr_n, words_of
from desktop.domain.problem import ProblemKind
from desktop.domain.settings import ProjectRules
from desktop.engine.after_save_acts import PREFIX, Done, Failed, Outcome, Saved
from desktop.engine.daemon import in_daemon_thread
from desktop.storage.files import numbered, os_problem, place
from desktop.storage.sidecars import sidecar_path

CHUNK_BYTES = 1024 * 1024
HINT = words_of("Copy what is missing by hand.")


class CopyFiles:
    """Copies files; nothing is ever replaced, and what is there already is not copied twice."""

    async def do(self, saved: Saved) -> Outcome:
        """Copy what was saved of a task into the folder of its rules."""
        folder = _folder(saved.rules)
        if not folder.is_absolute():
            return Failed(
                tr(
                    "{prefix}“{folder}” is no full path, so nothing was copied. Choose the folder again in Settings.",
                    prefix=tr(PREFIX),
                    folder=folder,
                )
            )
        paths = saved.paths
        faults = await in_daemon_thread("copy", lambda: _copy_all(paths, folder))
        if not faults:
            return Done()
        path, reason = faults[0]
        facts = {"prefix": tr(PREFIX), "file": path.name, "folder": folder, "reason": reason}
        if len(faults) == 1:
            return Failed(sentences(tr("{prefix}“{file}” could not be copied to “{folder}”: {reason}.", **facts), tr(HINT)))
        said = tr_n(
            "{prefix}“{file}” (and {n} other file) could not be copied to “{folder}”: {reason}.",
            "{prefix}“{file}” (and {n} other files) could not be copied to “{folder}”: {reason}.",
            len(faults) - 1,
            **facts,
        )
        return Failed(sentences(said, tr(HINT)))


def _folder(rules: ProjectRules) -> Path:
    return Path(rules.copy_to).expanduser()


def _copy_all(paths: tuple[Path, ...], folder: Path) -> list[tuple[Path, str]]:
    """Copy files into one folder; return those that could not be copied, each with the reason."""
    faults = []
    for path in paths:
        try:
            if not path.is_file():
                faults.append((path, tr("it is no longer where it was saved")))
                continue
            folder.mkdir(exist_ok=True)  # not those above it: the drive may be away
            copy_with_sidecar(path, folder)
        except OSError as error:
            faults.append((path, _reason(error, folder)))
    return faults


def copy_with_sidecar(source: Path, folder: Path) -> Path:
    """Copy a file and the description beside it; return where the copy is. Raises OSError."""
    copy = _copied(source, folder / source.name)
    sidecar, beside = sidecar_path(source), sidecar_path(copy)
    if sidecar.is_file() and not os.path.lexists(beside):
        _copied(sidecar, beside)
    return copy


def _copied(source: Path, wanted: Path) -> Path:
    """Return the copy of a file under a name like `wanted`: one that is equal and there already, else a new one."""
    for number in count(1):
        target = numbered(wanted, number)
        if not os.path.lexists(target):
            break
        with contextlib.suppress(FileNotFoundError):  # a link to nowhere: the name is taken
            if filecmp.cmp(source, target, shallow=False):
                return target
    part = wanted.with_name(f".outtray-copy-{sha256(os.fsencode(source)).hexdigest()[:16]}.part")
    part.unlink(missing_ok=True)  # an earlier run was killed
    try:
        with source.open("rb") as read, part.open("xb") as write:
            shutil.copyfileobj(read, write, CHUNK_BYTES)
        kept = source.stat()
        os.utime(part, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        return place(part, wanted)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _reason(error: OSError, folder: Path) -> str:
    if isinstance(error, FileExistsError):
        return tr("a file is in that folder's place")
    found = os_problem(error, folder)
    if found.kind is ProblemKind.DISK_FULL:
        return tr("the disk is full")
    return tr("that folder can't be written, because {reason}", reason=tr(found.fact("reason")) or tr("it is not there"))
