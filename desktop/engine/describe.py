"""Files that describe themselves: tags in a PNG, the time of completion, a description beside each file.

What of this does not work is a remark on the file, never a reason not to save it. All of it blocks: call it in a thread.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from desktop.domain.language import tr, words_of
from desktop.domain.settings import Settings
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task
from desktop.engine.attempts import Arrived
from desktop.engine.signatures import PNG
from desktop.storage.bare_links import source_of
from desktop.storage.files import os_problem
from desktop.storage.png_text import OWN, NotTagged, embed, read_tags
from desktop.storage.sidecars import (
    NotOurs,
    Sidecar,
    cleaned,
    is_sidecar_of,
    read_sidecar,
    sidecar_of_tags,
    sidecar_path,
    tag_text,
    withdraw_sidecar,
    write_sidecar,
)

NO_TAGS = words_of("Its title and prompt could not be written into it.")
NO_TIME = words_of("Its time could not be set to when it was finished.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A file as it is on the disk after :meth:`Describer.before_naming`: size, SHA-256, and remarks on what did not work."""

    size: int
    sha256: str
    notes: tuple[str, ...] = ()


class Describer:
    """Describes saved files as the settings have it.

    `clean` takes keys out of a text, `account_name` names an account by our id (empty where it is none), `now` is the time in UTC.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        clean: Callable[[str], str],
        version: str,
        *,
        account_name: Callable[[str | None], str],
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._clean = clean
        self._version = version
        self._account_name = account_name
        self._now = now

    def before_naming(self, task: Task, file: ResultFile, arrived: Arrived) -> Described:
        """Tag the unfinished file and set its time; return what it is by then.

        Raises OSError only where the file could not be left whole: then it must not get its name.
        """
        settings = self._settings()
        described, notes = Described(size=arrived.size, sha256=arrived.sha256), list[str]()
        if settings.embed and arrived.media_type == PNG.mime:
            described, told = self._tagged(task, file, arrived, described)
            notes += told
        if settings.completion_times and not _set_time(arrived.part, task.finished_at or task.born_at):
            notes.append(NO_TIME)
        return replace(described, notes=tuple(notes))

    def after_naming(
        self, path: Path, task: Task, file: ResultFile, arrived: Arrived, described: Described, *, url: str = ""
    ) -> tuple[str, ...]:
        """Write the description of the file that is named `path`, or is about to be; return remarks. Never raises.

        `url` is the link it came from. Before the file has its name it is still `arrived.part`; a name that is then refused to it
        is given up by :meth:`withdraw`.
        """
        if not self._settings().sidecars:
            return ()
        whole = replace(
            self._sidecar(task, file, arrived),
            size=described.size,
            sha256=described.sha256,
            served_sha256=arrived.sha256 if described.sha256 != arrived.sha256 else "",
            source=source_of(url or next(iter(file.urls), "")),
            saved_at=self._now(),
        )
        return self._written(path, whole, arrived.part)

    def withdraw(self, path: Path, task: Task, file: ResultFile) -> None:
        """Delete the description beside `path`, a name that this file did not get, unless it is not its own. Never raises."""
        withdraw_sidecar(path, task.ref, file.part)

    def is_ours(self, path: Path, task: Task, file: ResultFile) -> bool:
        """Tell whether the description beside `path`, or the tags in it, say that it is this file. Never raises."""
        if is_sidecar_of(path, task.ref, file.part):
            return True
        tagged = sidecar_of_tags(read_tags(path), size=0)
        return tagged is not None and (tagged.ref, tagged.part) == (task.ref, file.part)

    def add_equal(self, path: Path, task: Task, file: ResultFile) -> tuple[str, ...]:
        """Say in the description of `path` that it holds the bytes of `file` too; return remarks. Never raises."""
        sidecar = read_sidecar(sidecar_path(path)) if self._settings().sidecars else None
        if sidecar is None or sidecar.ref != task.ref or file.part in sidecar.held_parts:
            return ()
        return self._written(path, replace(sidecar, equal_parts=(*sidecar.equal_parts, (file.part, file.name))))

    def mark(self, task: Task) -> None:
        """Say in the descriptions beside the saved files of `task` how the user marked it. Never raises."""
        if not self._settings().sidecars:
            return
        for path in {Path(file.path) for file in task.files if file.state is FileState.SAVED and file.path}:
            sidecar = read_sidecar(sidecar_path(path))
            if sidecar is None or sidecar.ref != task.ref:
                continue
            marked = replace(
                sidecar, own_tags=task.own_tags, starred=task.starred, archived=task.archived, project=task.project or ""
            )
            if marked != sidecar:
                self._written(path, marked)

    def _written(self, path: Path, sidecar: Sidecar, like: Path | None = None) -> tuple[str, ...]:
        name = sidecar_path(path).name
        clean = cleaned(sidecar, self._clean)
        if clean is None:
            return (words_of("No description was written beside it, because the id of its task holds a key."),)
        try:
            write_sidecar(path, clean, like)
        except NotOurs:
            return (tr("No description was written beside it, because another “{name}” is there.", name=name),)
        except OSError as error:
            reason = tr(os_problem(error, path.parent).fact("reason")) or tr("the disk is full")
            return (tr("The description “{name}” could not be written beside it: {reason}.", name=name, reason=reason),)
        return ()

    def _tagged(self, task: Task, file: ResultFile, arrived: Arrived, described: Described) -> tuple[Described, tuple[str, ...]]:
        sidecar = cleaned(self._sidecar(task, file, arrived), self._clean)
        if sidecar is None:
            return described, ()
        entries = {
            OWN: tag_text(sidecar),
            "Title": sidecar.title,
            "Description": sidecar.prompt,
            "Software": f"Outtray {self._version}",
        }
        try:
            tagged = embed(arrived.part, entries)
        except NotTagged:
            return described, (NO_TAGS,)
        return (_read(arrived.part), ()) if tagged else (described, ())

    def _sidecar(self, task: Task, file: ResultFile, arrived: Arrived) -> Sidecar:
        return Sidecar(
            ref=task.ref,
            part=file.part,
            size=arrived.size,
            version=self._version,
            account=self._account_name(task.account_id),
            title=task.title,
            prompt=task.prompt,
            model=task.model,
            action=task.action,
            tags=task.tags,
            own_tags=task.own_tags,
            starred=task.starred,
            archived=task.archived,
            project=task.project or "",
            task_kind=task.kind,
            status=task.remote_raw,
            cost=task.cost,
            parts=tuple(f.part for f in task.files),
            added_at=task.added_at,
            created_at=task.created_at,
            finished_at=task.finished_at,
            name=file.name,
            kind=arrived.kind,
            media_type=arrived.media_type,
            served_sha256=arrived.sha256,
            width=arrived.width,
            height=arrived.height,
            seconds=arrived.seconds,
            made_from=file.made_from,
        )


def _read(path: Path) -> Described:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        return Described(size=file.tell(), sha256=digest)


def _set_time(path: Path, at: datetime) -> bool:
    """Set when a file was changed last; return whether that worked."""
    with contextlib.suppress(OSError, OverflowError, ValueError):
        os.utime(path, (at.timestamp(), at.timestamp()))
        return True
    return False
