"""Profiles for the window's benchmarks: 100,000 saved tasks with pictures, a single task, 500 tasks that gave no news for a day."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from desktop.domain.account import Account
from desktop.domain.status import MediaKind, Remote
from desktop.domain.task import Task
from desktop.qt.examiner import Examiner
from desktop.rehearsal.rehearsal import Connection, Rehearsal
from desktop.rehearsal.sample import Ending, Sample, Server
from desktop.storage.paths import Profile
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore
from tests.fakes.tasks import many_tasks

SIDE = 320
QUIET_FOR = timedelta(hours=30)


async def with_pictures(folder: Path, count: int, pictures: int) -> None:
    """Fill a profile with `count` saved tasks that show `pictures` different pictures in turn, all known to its cache."""
    made = [_picture(folder.with_name(f"{folder.name}-results") / f"{number}.png", number) for number in range(pictures)]
    tasks = [_showing(task, *made[task.id % pictures]) for task in many_tasks(count, now=datetime.now(UTC))]
    await _fill(Profile(folder), tasks)
    examiner = Examiner(Profile(folder).thumbnails)
    try:
        await asyncio.gather(*(examiner.look(str(path), MediaKind.IMAGE, stamp=digest) for path, digest in made))
    finally:
        examiner.close()


async def quiet(folder: Path, count: int, rehearsal: Rehearsal) -> dict[str, str]:
    """Fill a profile with `count` tasks that have been quiet at a rehearsal provider for more than a day.

    Returns the variables of the environment that hold its key.
    """
    connection = next(each for each in rehearsal.connections if each.server is Server.CRUN)
    for number in range(count):
        rehearsal.add(Sample(server=Server.CRUN, task_id=_named(number), ending=Ending.NEVER_ENDS, age=QUIET_FOR.total_seconds()))
    account = _account(connection)
    now = datetime.now(UTC)
    tasks = [_quiet(task, account, _named(number), now) for number, task in enumerate(many_tasks(count, now=now))]
    profile = Profile(folder)
    await _fill(profile, tasks)
    settings, _ = SettingsStore.open(profile.settings_file, now)
    settings.write_accounts([account])
    return {"OUTTRAY_KEY_CRUN_STUDIO": connection.key}


def _named(number: int) -> str:
    return f"quiet-{number:08d}"


def _account(connection: Connection) -> Account:
    return Account(
        id="crun/studio",
        provider="crun",
        name="Studio",
        base_url=connection.base_url,
        header=connection.header,
        colour=connection.colour,
    )


def _quiet(task: Task, account: Account, task_id: str, now: datetime) -> Task:
    old = now - QUIET_FOR
    return replace(
        task,
        ref=replace(task.ref, origin=account.origin, task_id=task_id),
        account_id=account.id,
        remote=Remote.GENERATING,
        remote_raw="processing",
        final=False,
        files=(),
        added_at=old,
        created_at=old,
        quiet_since=old,
        checked_at=old,
    )


def _showing(task: Task, path: Path, digest: str) -> Task:
    return replace(task, files=tuple(replace(file, path=str(path), sha256=digest) for file in task.files))


def _picture(path: Path, number: int) -> tuple[Path, str]:
    """Make a picture that no other looks like; return its place and its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ground = Image.linear_gradient("L").resize((SIDE, SIDE))
    Image.merge("RGB", (ground, ground.rotate(number % 360), ground.point(lambda value: (value * (number + 1)) % 256))).save(path)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


async def _fill(profile: Profile, tasks: Sequence[Task]) -> None:
    profile.prepare()
    store, _ = TaskStore.open(profile.database, profile.backups, datetime.now(UTC))
    for start in range(0, len(tasks), 10_000):
        await store.add(tasks[start : start + 10_000])
    await store.close()
