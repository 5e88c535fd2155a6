"""After saving: an address of the user's choice is told, as JSON without keys and links."""

from hashlib import sha256
from http import HTTPStatus

from desktop.domain.language import sentences, tr, tr_n
from desktop.domain.wording import title_of
from desktop.engine.after_save_acts import PREFIX, Clean, Done, Failed, Outcome, Saved
from desktop.engine.clock import Clock
from desktop.engine.handover_client import Json
from desktop.engine.poster import NotPosted, Poster, host_of
from desktop.engine.reach import Reach
from desktop.engine.task_json import iso

PAUSES = (2.0, 10.0)
"""Seconds between the tries."""

DELIVERY_HEADER = "Outtray-Delivery"
"""Carries what is the same whenever the same task is told: a program that ended in between tells it again."""

_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_FOR_GOOD = frozenset({None, Reach.TLS, Reach.GARBAGE})


class TellWebhook:
    """Tells the webhook of the rules, three times at most."""

    def __init__(self, poster: Poster, clock: Clock, clean: Clean) -> None:
        self._poster = poster
        self._clock = clock
        self._clean = clean

    async def do(self, saved: Saved) -> Outcome:
        """Tell of a task that it is saved."""
        url, delivery = saved.rules.webhook, delivery_of(saved)
        record = saved_record(saved, delivery, self._clean)
        why, again = await self._once(url, record, delivery)
        count = 1
        for pause in PAUSES:
            if not again:
                break
            await self._clock.sleep(pause)
            why, again = await self._once(url, record, delivery)
            count += 1
        if not why:
            return Done()
        said = tr("{prefix}the webhook was not told: {reason}.", prefix=tr(PREFIX), reason=self._clean(why))
        tries = tr_n("It was tried {n} time.", "It was tried {n} times.", count) if count > 1 else ""
        return Failed(sentences(said, tries, tr("Check its address in Settings.")))

    async def _once(self, url: str, record: Json, delivery: str) -> tuple[str, bool]:
        """Return why the webhook could not be told (nothing where it was), and whether trying again may help."""
        try:
            status = (await self._poster.post(url, record, {DELIVERY_HEADER: delivery})).status
        except NotPosted as error:
            return error.why, error.kind not in _FOR_GOOD
        if 200 <= status < 300:
            return "", False
        if 300 <= status < 400:
            return tr(
                "{host} sends us on to another address ({status}), which is not followed", host=host_of(url), status=status
            ), False
        return tr("{host} answered {status}", host=host_of(url), status=_status_words(status)), status >= 500 or status in _LATER


def delivery_of(saved: Saved) -> str:
    """Return what is the same for each try to tell of this task, and for no other task."""
    ref = saved.task.ref
    facts = (ref.provider, ref.origin, ref.id_kind.value, ref.task_id, iso(saved.saved_at))
    return sha256(repr(facts).encode(errors="replace")).hexdigest()[:32]


def saved_record(saved: Saved, delivery: str, clean: Clean) -> Json:
    """Return what a webhook is told of a task: nothing but these fields, and no key or link in them."""
    task = saved.task
    return {
        "event": "task.saved",
        "version": 1,
        "delivery": delivery,
        "id": task.id,
        "provider": task.ref.provider,
        "task_id": clean(task.ref.task_id),
        "id_kind": task.ref.id_kind.value,
        "title": clean(title_of(task)),
        "project": clean(task.project) if task.project is not None else None,
        "kind": task.kind.value,
        "files": [
            {"part": f.part, "name": clean(path.name), "path": clean(str(path)), "bytes": f.size, "sha256": f.sha256}
            for f, path in saved.files
        ],
        "created_at": iso(task.born_at),
        "finished_at": iso(task.finished_at),
        "saved_at": iso(saved.saved_at),
    }


def _status_words(status: int) -> str:
    try:
        return f"“{status} {HTTPStatus(status).phrase}”"
    except ValueError:
        return str(status)
