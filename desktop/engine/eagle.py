"""After saving: the files go into Eagle, the picture library, through its local API (api.eagle.cool, /api/item/addFromPaths).

Its server runs while Eagle does, listens at port 41595 and wants no key from this computer.
"""

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from desktop.domain.language import tr, words_of
from desktop.domain.task import ResultFile
from desktop.domain.wording import provider_name, title_of
from desktop.engine.after_save_acts import PREFIX, Clean, Done, Failed, Outcome, Saved, Waits
from desktop.engine.handover_client import Json
from desktop.engine.poster import NotPosted, Poster
from desktop.engine.reach import Reach

EAGLE_URL = "http://localhost:41595"
ADD_PATH = "/api/item/addFromPaths"

TOLD_AFTER = timedelta(minutes=10)
"""How long files wait for Eagle before the user is told."""

WAITING = words_of("After saving: Eagle isn't running; the files are handed over when it is.")
ARRIVED = words_of("After saving: Eagle has the files now.")

_NOT_RUNNING = frozenset({Reach.REFUSED, Reach.OFFLINE})


class HandToEagle:
    """Hands the files of a task to Eagle; they wait while it is closed."""

    def __init__(self, poster: Poster, clean: Clean, url: str = EAGLE_URL) -> None:
        self._poster = poster
        self._clean = clean
        self._url = url

    async def do(self, saved: Saved) -> Outcome:
        """Hand the files of a task over, all in one request."""
        if not saved.paths:
            return Done()
        try:
            posted = await self._poster.post(self._url + ADD_PATH, {"items": self._items(saved)})
        except NotPosted as error:
            if error.kind in _NOT_RUNNING:
                return Waits()
            return Failed(
                tr(
                    "{prefix}Eagle did not say whether it has the files. Look there, and add what is missing by hand.",
                    prefix=tr(PREFIX),
                )
            )
        if posted.status == 200 and _field(posted.body, "status") == "success":
            return Done(ARRIVED if WAITING in saved.task.notes else "")
        said = self._clean(_field(posted.body, "message") or _field(posted.body, "data")).strip().rstrip(".")
        if not said:
            return Failed(tr("{prefix}Eagle did not take the files. Add them there by hand.", prefix=tr(PREFIX)))
        facts = {"prefix": tr(PREFIX), "reason": said[:200]}
        return Failed(tr("{prefix}Eagle did not take the files: {reason}. Add them there by hand.", **facts))

    def _items(self, saved: Saved) -> list[Json]:
        task = saved.task
        tags = dict.fromkeys(filter(None, (*task.tags, provider_name(task.ref.provider), task.model, task.project or "")))
        annotation = "\n".join(
            filter(None, (task.prompt or title_of(task), f"{provider_name(task.ref.provider)} {task.ref.task_id}"))
        )
        shared: Json = {"tags": [self._clean(tag) for tag in tags], "annotation": self._clean(annotation)}
        first = {path: file for file, path in reversed(saved.files)}
        return [
            {"path": str(path), "name": self._clean(_stem(path)), "website": _site(first[path]), **shared} for path in saved.paths
        ]


def _stem(path: Path) -> str:
    return path.stem or path.name


def _site(file: ResultFile) -> str:
    """Return the server that a file came from; the rest of its link may be a key to it."""
    with suppress(ValueError):
        parts = urlsplit(file.urls[0] if file.urls else "")
        if parts.scheme in ("http", "https") and parts.hostname:
            return f"{parts.scheme}://{parts.hostname}/"
    return ""


def _field(body: bytes, name: str) -> str:
    """Return a text of Eagle's reply; empty where it has none of that name."""
    try:
        reply = json.loads(body)
    except ValueError:
        return ""
    value = reply.get(name) if isinstance(reply, dict) else None
    return value if isinstance(value, str) else ""
