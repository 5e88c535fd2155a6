"""The folders that this program writes to: whether they are there, writable, with room, on a drive of this computer."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.finding import Finding, Health
from desktop.domain.language import sentences, tr
from desktop.domain.settings import Settings
from desktop.domain.wording import size_words
from desktop.storage.paths import Profile

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs", "fuse.rclone"}
    | {"fuse.gvfsd-fuse", "fuse.glusterfs"}
)
"""File systems of other computers, as /proc/self/mounts names them."""

_MOUNTS = Path("/proc/self/mounts")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder and what it is for: `name` for the facts, `words` for users."""

    name: str
    words: str
    path: Path


def places_of(profile: Profile, settings: Settings | None, downloads: Path) -> list[Place]:
    """Return the folders in use: the profile's, its logs', and those that results are saved to."""
    found = [Place("profile", tr("the profile"), profile.root), Place("logs", tr("the logs"), profile.logs)]
    given = settings or Settings()
    root = Path(given.folder).expanduser() if given.folder else downloads
    found.append(Place("results", tr("results"), root))
    others = [folder for _, folder in given.provider_folders] + [given.fallback_folder]
    others += [folder for rules in given.projects for folder in (rules.folder, rules.copy_to)]
    found += [Place(f"results {n}", tr("results"), Path(f).expanduser()) for n, f in enumerate(filter(None, others), 2)]
    if given.inbox:
        found.append(Place("inbox", tr("the inbox"), Path(given.inbox).expanduser()))
    return found


def places_found(places: list[Place], reserve_mb: int, mounts: str | None = None) -> Finding:
    """Return what is wrong with `places`; nothing is created. `mounts` is the system's list of mounts (None: read it)."""
    faults: list[str] = []
    notes: list[str] = []
    facts: list[tuple[str, str]] = []
    table = _mounts() if mounts is None else mounts
    for place in places:
        try:
            fault, note, told = _looked_at(place, reserve_mb, table)
        except OSError as error:
            reason = error.strerror or str(error)
            fault = tr("“{path}” ({what}) can't be used: {reason}.", path=place.path, what=place.words, reason=reason)
            note, told = "", [(place.name, str(place.path))]
        faults.append(fault)
        notes.append(note)
        facts += told
    faults, notes = list(filter(None, faults)), list(filter(None, notes))
    title = tr("Folders")
    if faults:
        hint = tr("Make the folder writable, make room, or choose another folder in the settings.")
        return Finding(name="places", title=title, health=Health.TROUBLE, said=sentences(*faults), hint=hint, facts=tuple(facts))
    if notes:
        return Finding(name="places", title=title, health=Health.NOTE, said=sentences(*notes), facts=tuple(facts))
    return Finding(name="places", title=title, said=tr("All folders can be written to and have room."), facts=tuple(facts))


def _looked_at(place: Place, reserve_mb: int, mounts: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return what is wrong with a place, what is to be known of it, and facts. Raises OSError."""
    there = _nearest(place.path)
    facts = [(place.name, f"{place.path}{'' if there == place.path else ' (not made yet)'}")]
    if (fault := _fault(place, there)) is not None:
        return fault, "", facts
    free = shutil.disk_usage(there).free
    facts.append((f"{place.name} free", size_words(free)))
    low, note = "", ""
    if free < reserve_mb * 1_000_000:
        size = size_words(free)
        low = tr("The drive of “{path}” ({what}) has only {size} left.", path=place.path, what=place.words, size=size)
    if (kind := network_kind(there, mounts)) is not None:
        facts.append((f"{place.name} drive", kind))
        note = tr("“{path}” ({what}) is on a network drive ({kind}).", path=place.path, what=place.words, kind=kind)
        if place.name == "profile":  # sqlite.org/wal.html: "WAL does not work over a network filesystem"
            note = sentences(note, tr("The task list may be damaged there; keep the profile on a drive of this computer."))
    return low, note, facts


def _nearest(path: Path) -> Path:
    """Return `path`, or the nearest folder above it that is there."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _fault(place: Place, there: Path) -> str | None:
    if there == place.path and not there.is_dir():
        return tr("“{path}” ({what}) is a file, not a folder.", path=place.path, what=place.words)
    if not os.access(there, os.W_OK | os.X_OK) or _read_only(there):
        return tr("“{path}” ({what}) can't be written to.", path=place.path, what=place.words)
    return None


def _read_only(folder: Path) -> bool:
    """Tell whether nobody may write here, which the system's own answer hides from an administrator."""
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY) or not folder.stat().st_mode & 0o222


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def network_kind(folder: Path, mounts: str) -> str | None:
    """Return the kind of network drive that a folder is on; None where it is on none, or that can't be told."""
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return "network" if drive == 4 or folder.anchor.startswith("\\\\") else None  # DRIVE_REMOTE, learn.microsoft.com
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if len(point) >= len(best) and (folder == Path(point) or Path(point) in folder.parents):
            best, kind = point, fields[2]
    return kind if kind in NETWORK else None
