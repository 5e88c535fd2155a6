"""The profile: its task list, and the process that has it open."""

import contextlib
import os
import time
from collections.abc import Callable
from datetime import datetime

from desktop.domain.finding import Finding, Health
from desktop.domain.language import sentences, tr, tr_n
from desktop.domain.wording import date_words, size_words
from desktop.engine.handover_client import Json, NoOwner, OwnerGone, TooLong, address_of, hand_over
from desktop.engine.live_facts import VERB
from desktop.storage.checkup import Checkup, look_at, newest_layout
from desktop.storage.owner_lock import ProfileLock, is_owned
from desktop.storage.paths import Profile

ANSWER_SECONDS = 5.0


def database_found(profile: Profile, now: datetime, told: Callable[[Checkup], None] | None = None) -> Finding:
    """Return how the task list is: sound, of which layout, how large, with copies. `told` gets what was seen."""
    title = tr("Task list")
    seen = look_at(profile, now)
    if told is not None:
        told(seen)
    copy = date_words(seen.good_copy) if seen.good_copy is not None else ""
    facts = [
        ("file", str(profile.database)),
        ("size", size_words(seen.size)),
        ("layout", f"{seen.layout} of {newest_layout()}"),
        ("tasks", str(seen.tasks)),
        ("copies", str(seen.copies)),
        ("newest sound copy", f"{seen.good_copy:%Y-%m-%d %H:%M}Z" if seen.good_copy else "none"),
    ]
    rebuild = tr("There is no sound copy. Start Outtray, then bring the list back with “Rebuild from folder…”.")
    if not seen.exists:
        said, hint, health = tr("There is no task list yet. Outtray makes it at its first start."), "", Health.OK
        if seen.good_copy:
            said = tr("The task list is missing, but there is a copy of it. Outtray restores it when it starts.")
            health = Health.NOTE
        elif seen.copies:
            said, hint, health = tr("The task list is missing."), rebuild, Health.TROUBLE
        known = (facts[0], *facts[4:])
        return Finding(name="database", title=title, health=health, said=said, hint=hint, facts=known)
    if seen.trouble is not None:
        hint = ""
        if seen.damaged and copy:
            hint = tr("Start Outtray again: it restores the copy of {day} by itself, and keeps the damaged file.", day=copy)
        elif seen.damaged:
            hint = rebuild
        elif not seen.too_new:
            hint = tr("Close what uses it, check the permissions of its folder, then look again.")
        return Finding(name="database", title=title, health=Health.TROUBLE, said=seen.trouble, hint=hint, facts=tuple(facts))
    facts += [(f"{provider} {badge}", str(count)) for provider, badge, count in seen.states]
    size = size_words(seen.size)
    said = tr_n("The task list is sound: {n} task, {size}.", "The task list is sound: {n} tasks, {size}.", seen.tasks, size=size)
    if seen.tasks and not seen.good_copy:
        lacks = tr("There is no sound copy of it yet; Outtray makes one a day.")
        return Finding(name="database", title=title, health=Health.NOTE, said=sentences(said, lacks), facts=tuple(facts))
    return Finding(name="database", title=title, said=said, facts=tuple(facts))


def owner_found(profile: Profile, told: Callable[[Json], None]) -> Finding:
    """Return who has the profile open; `told` gets what a running Outtray says of itself."""
    title = tr("Running Outtray")
    if not profile.root.exists():
        said = tr("There is no profile in “{folder}” yet. Outtray makes it at its first start.", folder=profile.root)
        return Finding(name="owner", title=title, said=said)
    try:
        owned = is_owned(profile.lock_file)
    except OSError as error:
        return Finding(
            name="owner",
            title=title,
            health=Health.TROUBLE,
            said=tr("Whether Outtray runs can't be told: {reason}.", reason=error.strerror or str(error)),
            hint=tr("Mend the permissions of the profile's folder, or choose another with --profile."),
        )
    if not owned:
        return Finding(name="owner", title=title, said=tr("No Outtray runs over this profile."))
    pid = ProfileLock(profile.lock_file).owner_pid
    facts = (("process", str(pid or "–")), ("this process", "yes" if pid == os.getpid() else "no"))
    if pid == os.getpid():
        return Finding(name="owner", title=title, said=tr("This window has the profile open."), facts=facts)
    try:
        live = _asked(profile)
    except (NoOwner, OwnerGone, TooLong, TimeoutError, OSError, ValueError):
        return Finding(
            name="owner",
            title=title,
            health=Health.TROUBLE,
            said=tr("Another Outtray (process {pid}) has the profile open but doesn't answer.", pid=pid or "–"),
            hint=tr("Quit it, or end that process, then try again."),
            facts=facts,
        )
    if live is not None:
        told(live)
    said = tr("Outtray runs over this profile (process {pid}) and answers.", pid=pid or "–")
    return Finding(name="owner", title=title, said=said, facts=facts)


def _asked(profile: Profile) -> Json | None:
    """Return what the owner tells of itself; None where it is too old to know this verb. Raises as :func:`hand_over` does."""
    lines = hand_over(address_of(profile), VERB, {}, deadline=time.monotonic() + ANSWER_SECONDS)
    with contextlib.closing(lines):  # type: ignore[type-var]  # a generator, whatever its annotation says
        for line in lines:
            if isinstance(data := line.get("data"), dict):
                return data
            if "exit" in line:
                return None
    return None
