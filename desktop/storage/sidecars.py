"""What a saved file says of itself: a JSON document beside it, `name.ext.json`, and the same in short inside a PNG.

Only the fields named here are ever written. Each text goes through the caller's `clean`, which takes keys out, and through
:func:`~desktop.storage.bare_links.without_signatures`; of the link a file came from only host and path are told, and of the path
nothing that opens a door (:func:`~desktop.storage.bare_links.source_of`).
"""

import contextlib
import errno
import json
import math
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

from desktop.domain.status import IdKind, MediaKind
from desktop.domain.task import Cost, TaskRef
from desktop.storage.atomic import write_whole
from desktop.storage.bare_links import without_signatures
from desktop.storage.documents import Fields
from desktop.storage.values import plain

SCHEMA: Final = 1
"""The schema of the documents. New fields leave it as it is; readers pass over what they don't know."""

APPLICATION: Final = "Outtray"
MOST_BYTES: Final = 1_000_000
"""A document larger than this is none of ours."""

UNFINISHED: Final = ".outtray-new"
"""What the name of an unfinished description ends with. It begins with a dot, so that it is hidden, and is the same each time."""

_MOST_TEXT: Final = 200_000


class NotOurs(Exception):
    """Something that is no description of ours has the name that one should get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """The description of one saved file and of the task it is from; all that can be brought back from it.

    `parts` are the names of all files of the task in order, `equal_parts` those of them (part and name) whose bytes are the same
    and which are stored in this one file. `sha256` is of the file, `served_sha256` of the bytes as they came, where these differ.
    `source` is host and path of the link it came from. `status` is the provider's own last word.
    """

    ref: TaskRef
    part: str
    size: int
    version: str = ""
    account: str = ""
    title: str = ""
    prompt: str = ""
    model: str = ""
    action: str = ""
    tags: tuple[str, ...] = ()
    own_tags: tuple[str, ...] = ()
    starred: bool = False
    archived: bool = False
    project: str = ""
    task_kind: MediaKind = MediaKind.OTHER
    status: str = ""
    cost: Cost = field(default_factory=Cost)
    parts: tuple[str, ...] = ()
    added_at: datetime | None = None
    created_at: datetime | None = None
    finished_at: datetime | None = None
    saved_at: datetime | None = None
    name: str = ""
    kind: MediaKind = MediaKind.OTHER
    media_type: str = ""
    sha256: str = ""
    served_sha256: str = ""
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    source: str = ""
    made_from: str = ""
    equal_parts: tuple[tuple[str, str], ...] = ()

    @property
    def held_parts(self) -> tuple[str, ...]:
        """Every part of the task whose bytes the file holds."""
        return (self.part, *(part for part, _ in self.equal_parts))


# -- writing -------------------------------------------------------------------------------------------------------------


def sidecar_path(path: Path) -> Path:
    """Return where the description of the file at `path` is."""
    return path.with_name(f"{path.name}.json")


def write_sidecar(path: Path, sidecar: Sidecar, like: Path | None = None) -> None:
    """Write the description of the file at `path` beside it, as readable to others as the file itself.

    `sidecar` must have been through :func:`cleaned`. `like` is where the file is while it has not got its name. Raises NotOurs
    where the name is taken by something else, be it the description of another result, and OSError.
    """
    target = sidecar_path(path)
    if _is_taken(target) and not _is_empty(target) and not is_sidecar_of(path, sidecar.ref, sidecar.part):
        raise NotOurs(target.name)
    data = (json.dumps(document(sidecar), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    if len(data) > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(target))
    # Whatever becomes of it in a loss of power, the list has it all: two flushes a file are not worth that.
    write_whole(target, data, target.with_name(f".{target.name}{UNFINISHED}"), durable=False)
    with contextlib.suppress(OSError):  # a drive without permissions
        target.chmod(_permissions(path if like is None else like, path))


def withdraw_sidecar(path: Path, ref: TaskRef, part: str) -> None:
    """Delete the description beside `path` if it is that of this part, and of no other. Never raises."""
    beside = read_sidecar(sidecar_path(path))
    if beside is not None and (beside.ref, beside.held_parts) == (ref, (part,)):
        with contextlib.suppress(OSError):
            sidecar_path(path).unlink()


def is_sidecar_of(path: Path, ref: TaskRef, part: str) -> bool:
    """Tell whether the description beside `path` says that the file holds this part. Never raises."""
    beside = read_sidecar(sidecar_path(path))
    return beside is not None and beside.ref == ref and part in beside.held_parts


def _permissions(first: Path, otherwise: Path) -> int:
    try:
        found = first.stat()
    except FileNotFoundError:
        found = otherwise.stat()
    return stat.S_IMODE(found.st_mode)


def _is_taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _is_empty(path: Path) -> bool:
    """Tell whether nothing is lost with a file: a crash may leave one of ours without content."""
    found = path.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def cleaned(sidecar: Sidecar, clean: Callable[[str], str]) -> Sidecar | None:
    """Return a description without keys and signatures; None where its very ids hold one, so that it would name nothing."""

    def say(text: str) -> str:
        return without_signatures(clean(plain(text)))[:_MOST_TEXT]

    ref = sidecar.ref
    names = (ref.provider, ref.origin, ref.task_id, *sidecar.held_parts)
    if any(say(name) != name for name in names):
        return None
    return replace(
        sidecar,
        account=say(sidecar.account),
        title=say(sidecar.title),
        prompt=say(sidecar.prompt),
        model=say(sidecar.model),
        action=say(sidecar.action),
        tags=tuple(map(say, sidecar.tags)),
        own_tags=tuple(map(say, sidecar.own_tags)),
        project=say(sidecar.project),
        status=say(sidecar.status),
        cost=replace(sidecar.cost, unit=say(sidecar.cost.unit)),
        parts=tuple(map(say, sidecar.parts)),
        name=say(sidecar.name),
        media_type=say(sidecar.media_type),
        source=say(sidecar.source),
        made_from=say(sidecar.made_from),
        equal_parts=tuple((part, say(name)) for part, name in sidecar.equal_parts),
    )


def document(sidecar: Sidecar) -> dict[str, object]:
    """Return the document of a description, field by field."""
    ref, cost = sidecar.ref, sidecar.cost
    task: dict[str, object] = {
        "provider": ref.provider,
        "origin": ref.origin,
        "account": sidecar.account,
        "id_kind": ref.id_kind.value,
        "task_id": ref.task_id,
        "kind": sidecar.task_kind.value,
        "title": sidecar.title,
        "prompt": sidecar.prompt,
        "model": sidecar.model,
        "action": sidecar.action,
        "tags": list(sidecar.tags),
        "own_tags": list(sidecar.own_tags),
        "starred": sidecar.starred,
        "archived": sidecar.archived,
        "project": sidecar.project,
        "status": sidecar.status,
        "added_at": _time_text(sidecar.added_at),
        "created_at": _time_text(sidecar.created_at),
        "finished_at": _time_text(sidecar.finished_at),
        "cost": {"estimated": _finite(cost.estimated), "charged": _finite(cost.charged), "unit": cost.unit},
        "parts": list(sidecar.parts),
    }
    file: dict[str, object] = {
        "part": sidecar.part,
        "name": sidecar.name,
        "kind": sidecar.kind.value,
        "media_type": sidecar.media_type,
        "bytes": sidecar.size,
        "sha256": sidecar.sha256,
        "served_sha256": sidecar.served_sha256,
        "width": sidecar.width,
        "height": sidecar.height,
        "seconds": _finite(sidecar.seconds),
        "source": sidecar.source,
        "saved_at": _time_text(sidecar.saved_at),
        "made_from": sidecar.made_from,
        "equal_parts": [{"part": part, "name": name} for part, name in sidecar.equal_parts],
    }
    return {"schema": SCHEMA, "application": APPLICATION, "version": sidecar.version, "task": task, "file": file}


def tag_text(sidecar: Sidecar) -> str:
    """Return what a PNG carries of its description: the ids and what a list shows, on one line.

    Whose account and which project it was stay out of the picture: it may be given away. Nor can it hold its own size and hash.
    """
    whole = document(sidecar)
    task, file = cast("dict[str, object]", whole["task"]), cast("dict[str, object]", whole["file"])
    short = {
        **whole,
        "task": {name: task[name] for name in _TAGGED_TASK},
        "file": {name: file[name] for name in ("part", "name", "kind", "served_sha256")},
    }
    return json.dumps(short, ensure_ascii=False, separators=(",", ":"))


_TAGGED_TASK: Final = ("provider", "origin", "id_kind", "task_id", "kind", "model", "action", "created_at", "finished_at")


def _time_text(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


# -- reading -------------------------------------------------------------------------------------------------------------


def read_sidecar(path: Path) -> Sidecar | None:
    """Return the description at `path`; None where there is none that can be understood. Whatever it holds, never raises."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        return None if len(data) > MOST_BYTES else _sidecar(_loaded(data.decode("utf-8-sig")), size=None)
    except (OSError, ValueError, RecursionError):
        return None


def sidecar_of_tags(tags: Mapping[str, str], size: int) -> Sidecar | None:
    """Return the description that a PNG of `size` bytes carries (:func:`tag_text`, its title and prompt beside). Never raises."""
    try:
        sidecar = _sidecar(_loaded(tags.get(APPLICATION, "")), size=size)
    except (ValueError, RecursionError):
        return None
    if sidecar is None:
        return None
    return replace(sidecar, title=tags.get("Title", ""), prompt=tags.get("Description", ""), media_type="image/png")


def _loaded(text: str) -> object:
    return json.loads(text)


def _sidecar(value: object, size: int | None) -> Sidecar | None:
    whole, task, file = Fields(value), Fields(Fields(value).get("task")), Fields(Fields(value).get("file"))
    schema, size = whole.whole("schema"), file.whole("bytes") if size is None else size
    provider, origin, task_id, part = task.text("provider"), task.text("origin"), task.text("task_id"), file.text("part")
    kind = task.text("id_kind")
    if whole.text("application") != APPLICATION or not schema or size is None:
        return None
    if not (provider and origin and task_id and part) or kind not in IdKind:
        return None
    cost = Fields(task.get("cost"))
    return Sidecar(
        ref=TaskRef(provider, origin, IdKind(kind), task_id),
        part=part,
        size=size,
        version=whole.text("version"),
        account=task.text("account"),
        title=task.text("title"),
        prompt=task.text("prompt"),
        model=task.text("model"),
        action=task.text("action"),
        tags=task.texts("tags"),
        own_tags=task.texts("own_tags"),
        starred=task.get("starred") is True,
        archived=task.get("archived") is True,
        project=task.text("project"),
        task_kind=task.kind("kind"),
        status=task.text("status"),
        cost=Cost(cost.number("estimated"), cost.number("charged"), cost.text("unit") or "credits"),
        parts=task.texts("parts"),
        added_at=task.time("added_at"),
        created_at=task.time("created_at"),
        finished_at=task.time("finished_at"),
        saved_at=file.time("saved_at"),
        name=file.text("name"),
        kind=file.kind("kind"),
        media_type=file.text("media_type"),
        sha256=file.digest("sha256"),
        served_sha256=file.digest("served_sha256"),
        width=file.whole("width"),
        height=file.whole("height"),
        seconds=file.number("seconds"),
        source=file.text("source"),
        made_from=file.text("made_from"),
        equal_parts=tuple((f.text("part"), f.text("name")) for f in map(Fields, file.items("equal_parts")) if f.text("part")),
    )
