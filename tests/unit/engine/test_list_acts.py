"""Marks, projects and lists of a running engine: stored, published, found, told beside the files, and nothing unsaved hidden."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.events import TasksChanged
from desktop.domain.query import Group, ListQuery, View
from desktop.domain.report import MarkChange
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.engine.board import Board, Update
from desktop.engine.ports import Refusal
from desktop.engine.upkeep import COPY_SECONDS, Upkeep
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.storage.sidecars import sidecar_path
from desktop.storage.tasks import TaskStore
from tests.fakes.clock import ManualClock
from tests.fakes.engine_parts import Rig
from tests.fakes.records import a_file, a_task
from tests.unit.engine.test_engine import finished, play


def test_marks_are_found_and_told_beside_the_files_and_come_back_from_there(tmp_path: Path) -> None:
    async def use(rig: Rig, _rehearsal: Rehearsal, tasks: list[Task]) -> None:
        (task,) = await rig.until_badges(Badge.SAVED)
        await rig.engine.mark([task.id], MarkChange(starred=True, add_tags=(" hero  shot ", "", "hero shot", "client")))
        await rig.engine.set_project([task.id], "Winter ")
        (marked,) = await rig.engine.tasks([task.id])
        assert (marked.starred, marked.own_tags, marked.project) == (True, ("hero shot", "client"), "Winter")
        assert any(isinstance(event, TasksChanged) and marked in event.tasks for event in rig.events)
        for query in (
            ListQuery(view=View.STARRED),
            ListQuery(tag="client"),
            ListQuery(text="hero sh"),
            ListQuery(project="Winter"),
        ):
            assert list(await rig.engine.ids(query)) == [task.id], query
        path = Path(marked.files[0].path or "")
        told = json.loads(sidecar_path(path).read_text())["task"]
        assert (told["own_tags"], told["starred"], told["project"]) == (["hero shot", "client"], True, "Winter")
        await rig.engine.remove([task.id])
        await rig.store.purge_removed()
        await rig.engine.rebuild(path.parent)
        (again,) = await rig.engine.tasks(await rig.engine.ids(ListQuery()))
        assert (again.starred, again.own_tags, again.project) == (True, ("hero shot", "client"), "Winter")
        await rig.engine.mark([again.id], MarkChange(starred=False, drop_tags=(" client ",)))
        await rig.engine.set_project([again.id], " ")
        (bare,) = await rig.engine.tasks([again.id])
        assert (bare.starred, bare.own_tags, bare.project) == (False, ("hero shot",), None)

    play(tmp_path, [finished()], use)


def test_what_was_archived_is_in_the_archive_when_it_comes_back_from_its_files(tmp_path: Path) -> None:
    async def use(rig: Rig, _rehearsal: Rehearsal, tasks: list[Task]) -> None:
        (task,) = await rig.until_badges(Badge.SAVED)
        await rig.engine.mark([task.id], MarkChange(archived=True))
        await rig.engine.remove([task.id])
        await rig.store.purge_removed()
        await rig.engine.rebuild(Path(task.files[0].path or "").parent)
        assert not await rig.engine.ids(ListQuery())
        assert len(await rig.engine.ids(ListQuery(view=View.ARCHIVE))) == 1

    play(tmp_path, [finished()], use)


def test_an_archived_task_is_still_watched_and_saved(tmp_path: Path) -> None:
    sample = replace(finished(), waiting=0.5, generating=1.0)

    async def use(rig: Rig, _rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.engine.mark([tasks[0].id], MarkChange(archived=True))
        assert not await rig.engine.ids(ListQuery())
        for view in (View.ALL, View.ARCHIVE):
            assert await rig.engine.all_ids(ListQuery(view=view)) == [tasks[0].id]
        async with asyncio.timeout(20):
            while not list(await rig.engine.ids(ListQuery(view=View.ARCHIVE, badge=Badge.SAVED))):
                rig.heard.clear()
                await rig.heard.wait()
        counts = await rig.engine.counts()
        assert (counts.views[View.ALL], counts.views[View.ARCHIVE]) == (0, 1)

    play(tmp_path, [sample], use)


def test_lists_come_in_groups_and_the_trash_needs_a_window(tmp_path: Path) -> None:
    async def use(rig: Rig, _rehearsal: Rehearsal, tasks: list[Task]) -> None:
        saved = await rig.until_badges(Badge.SAVED)
        await rig.engine.set_project([saved[0].id], "Winter")
        listing = await rig.engine.listing(ListQuery(group=Group.PROJECT))
        assert [(section.key, section.count) for section in listing.sections] == [("Winter", 1), ("", 1)]
        assert (await rig.engine.facets(ListQuery())).badges == {Badge.SAVED: 2}
        assert await rig.engine.count(ListQuery(badge=Badge.SAVED)) == 2
        with pytest.raises(Refusal, match="in the window"):
            await rig.engine.trash([saved[0].id])

    play(tmp_path, [finished(1), finished(2)], use)


def test_what_is_saved_and_old_is_archived_once_and_nothing_unsaved_ever(tmp_path: Path) -> None:
    async def story() -> None:
        clock = ManualClock()
        store, _ = TaskStore.open(tmp_path / "tasks.db", tmp_path / "copies", clock.now())
        board = Board(store, clock)
        saved = a_file(state=FileState.SAVED, path=str(tmp_path / "a.png"))
        (tmp_path / "a.png").write_bytes(b"x")
        born = clock.now() - timedelta(days=40)
        done = replace(a_task(), remote=Remote.DONE, final=True, seen=True, added_at=born)
        numbered = [replace(done, id=0, ref=replace(done.ref, task_id=name)) for name in ("saved", "open", "young")]
        old, unsaved, young = numbered
        stored = await board.add(
            [
                replace(old, files=(saved,)),
                replace(unsaved, files=(a_file(),)),
                replace(young, files=(saved,), added_at=clock.now() - timedelta(days=29, hours=23)),
            ]
        )
        ids = {task.ref.task_id: task.id for task, _ in stored}
        settings = Settings(archive_after_days=30)
        upkeep = asyncio.create_task(Upkeep(store, board, clock, lambda _: None, lambda: (tmp_path,), lambda: settings).run())

        async def archived(*names: str) -> None:
            async with asyncio.timeout(10):
                while set(await store.ids(ListQuery(view=View.ARCHIVE), clock.now())) != {ids[name] for name in names}:
                    pass

        await archived("saved")
        async with asyncio.timeout(10):
            while await store.fact("archived_until") is None:
                pass
        await board.apply([Update(ids["saved"], MarkChange(archived=False))])
        await clock.advance(COPY_SECONDS + 1)
        await archived("young")
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)
        await store.close()

    asyncio.run(story())
