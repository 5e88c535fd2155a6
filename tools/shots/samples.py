"""The profile the pictures are taken of: what the rehearsal saved in earnest, and beside it a task for each other badge."""

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.demo import Demo
from desktop.domain.account import Account
from desktop.domain.badge import badge_of, is_settled
from desktop.domain.problem import problem
from desktop.domain.query import ListQuery
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import Cost, Task
from desktop.domain.wording import provider_name
from desktop.engine.engine import Engine
from desktop.engine.parts import Tempo
from desktop.engine.verbs import Verbs
from desktop.owner import open_profile, running
from desktop.storage.paths import Profile, resources
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.fakes.tasks import badge_tasks
from tools.shots.chinese import CHINESE

PROFILE = "profile"
SAVED = "Outtray"
SECONDS = 60

_PROJECTS = {"lamp": "Lamp kit", "Lighthouse": "Harbour film", "Harbour": "Harbour film", "citrus": "Market posters"}
_TAGS = {"lamp": ("approved",), "citrus": ("client", "print"), "town": ("approved", "client")}
_STARRED = ("Lighthouse", "town", "cup")
_PER_DAY = 7
"""Of the tasks of the rehearsal so many were added each day."""


def rehearse(base: Path) -> None:
    """Fill a profile below `base` with the samples, watched and saved by the engine as ever."""
    asyncio.run(_rehearse(base))


def dress(base: Path, place: Profile, language: str) -> None:
    """Copy the profile of `base` to `place`, and add what the samples lack, as of now."""
    shutil.copytree(base / PROFILE, place.root)
    place.prepare()
    asyncio.run(_dress(place, language))


async def _rehearse(base: Path) -> None:
    place = Profile(base / PROFILE)
    with Demo(resources() / "samples") as demo:
        opened = open_profile(place, folder=base / SAVED, tempo=Tempo(haste=0.2, miss_seconds=1.0))
        async with running(opened, Verbs(opened.engine, opened.clock, "the pictures")):
            await opened.engine.ready()
            await demo.connect(opened.engine)
            async with asyncio.timeout(SECONDS):
                while not all(map(is_settled, await _all(opened.engine))):  # noqa: ASYNC110  # looks as a user does, who has no event
                    await asyncio.sleep(0.1)


async def _all(engine: Engine) -> list[Task]:
    return await engine.tasks(await engine.ids(ListQuery()))


async def _dress(place: Profile, language: str) -> None:
    now = datetime.now(UTC)
    store, _ = TaskStore.open(place.database, place.backups, now)
    try:
        rehearsed = await store.get(await store.ids(ListQuery(), now))
        accounts = {task.ref.provider: (task.account_id, task.ref.origin) for task in rehearsed}
        there = {badge_of(task) for task in rehearsed}
        posed = [_posed(task, accounts) for badge, task in badge_tasks(now).items() if badge not in there]
        added = [task for task, _ in await store.add(posed)]
        marked = [_marked(_aged(task, index), language) for index, task in enumerate(_mixed(rehearsed))]
        await store.save([TaskWrite(task, now) for task in (*marked, *(_marked(task, language) for task in added))])
    finally:
        await store.close()


def _posed(task: Task, accounts: Mapping[str, tuple[str | None, str]]) -> Task:
    """Return a sample of the tests as a task of the account that its provider has here."""
    account_id, origin = accounts[task.ref.provider]
    ref = replace(task.ref, origin=origin)
    cost = Cost(estimated=12) if badge_of(task) is Badge.GENERATING else task.cost
    named = {"provider": provider_name(task.ref.provider)}
    said = task.problem and problem(task.problem.kind, **dict(task.problem.facts) | named)
    return replace(task, id=0, account_id=account_id, ref=ref, cost=cost, kind=_kind(task), prompt=task.title, problem=said)


def _aged(task: Task, index: int) -> Task:
    """Return a task of the rehearsal as if it were of an earlier hour or day."""
    age = timedelta(days=index // _PER_DAY, minutes=0.8 * (index % _PER_DAY + 1) ** 2.2)
    moved = {
        name: at - age
        for name in ("added_at", "created_at", "finished_at", "checked_at")
        if (at := getattr(task, name)) is not None
    }
    return replace(task, **moved)


def _mixed(tasks: Sequence[Task]) -> list[Task]:
    """Return what has pictures and what has none in turn, two and one, as a day brings them."""
    pictures = [task for task in tasks if badge_of(task) is Badge.SAVED and task.files]
    others = [task for task in tasks if task not in pictures]
    mixed: list[Task] = []
    while pictures or others:
        mixed += [*pictures[:2], *others[:1]]
        del pictures[:2], others[:1]
    return mixed


def _marked(task: Task, language: str) -> Task:
    """Return a task with a project, tags and a star, its words in `language`."""
    said = f"{task.title} {task.prompt}"
    project = next((name for word, name in _PROJECTS.items() if word in said), None)
    tags = next((tags for word, tags in _TAGS.items() if word in said), ())
    marked = replace(task, project=project, own_tags=tags, starred=any(word in said for word in _STARRED))
    return _in_chinese(marked) if language.startswith("zh") else marked


def _in_chinese(task: Task) -> Task:
    def said(text: str) -> str:
        return CHINESE.get(text, text)

    tags = tuple(map(said, task.own_tags))
    project = said(task.project) if task.project else None
    title = CHINESE.get(task.title, "" if task.prompt in CHINESE else task.title)
    return replace(task, title=title, prompt=said(task.prompt), project=project, own_tags=tags)


def _kind(task: Task) -> MediaKind:
    if task.kind is not MediaKind.OTHER:
        return task.kind
    return MediaKind.VIDEO if task.model.startswith("veo") else MediaKind.IMAGE


def saving_part(task: Task) -> str | None:
    """Return the part of a posed task that is being saved."""
    return next((file.part for file in task.files if file.state in (FileState.QUEUED, FileState.SAVING) and file.size), None)


def keys_for(accounts: Sequence[Account]) -> dict[str, str]:
    """Return a key for each account that nobody could use."""
    return {account.id: f"sample-key-of-{account.provider}-{number:04d}" for number, account in enumerate(accounts)}
