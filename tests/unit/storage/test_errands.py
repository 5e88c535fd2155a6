"""What is to be done after saving: noted with the state itself, once for each task, for ever."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.storage.errands import Errand
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, file, task

LATER = NOW + timedelta(minutes=1)


def _with(before: Task, *states: FileState, **fields: object) -> Task:
    files = tuple(file(str(number), state) for number, state in enumerate(states))
    return replace(before, remote=Remote.DONE, final=True, files=files, **fields)  # type: ignore[arg-type]


async def _stored(store: TaskStore, *states: FileState, name: str = "t") -> Task:
    return (await store.add([_with(task(name), *states)]))[0][0]


def test_a_task_that_becomes_saved_is_noted_with_that_moment(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[list[Errand]]:
        stored = await _stored(store, FileState.SAVING, FileState.WANTED)
        seen = [await store.errands()]
        await store.save([TaskWrite(_with(stored, FileState.SAVED, FileState.SAVING), NOW)])
        seen.append(await store.errands())
        await store.save([TaskWrite(_with(stored, FileState.SAVED, FileState.SAVED), LATER)])
        return [*seen, await store.errands()]

    assert on_store(tmp_path, use) == [[], [], [Errand(1, LATER)]]


def test_a_result_in_words_is_saved_without_a_file(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[Errand]:
        [(stored, _)] = await store.add([task("t")])
        await store.save([TaskWrite(_with(stored, may_lack_files=True), NOW)])
        return await store.errands()

    assert on_store(tmp_path, use) == [Errand(1, NOW)]


def test_a_task_that_was_saved_before_is_not_noted_again(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[Errand]:
        stored = await _stored(store, FileState.SAVING)
        await store.save([TaskWrite(_with(stored, FileState.SAVED), NOW)])
        await store.set_errand(Errand(stored.id, NOW), over=True)
        for state in (FileState.MISSING, FileState.SAVING, FileState.SAVED):
            await store.save([TaskWrite(_with(stored, state), LATER)])
        return await store.errands()

    assert on_store(tmp_path, use) == []


def test_a_task_that_arrives_saved_is_never_noted(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[Errand]:
        stored = await _stored(store, FileState.SAVED)
        for state in (FileState.MISSING, FileState.SAVED):
            await store.save([TaskWrite(_with(stored, state), LATER)])
        return await store.errands()

    assert on_store(tmp_path, use) == []


def test_what_a_saved_task_still_needs_is_there_after_a_restart(tmp_path: Path) -> None:
    async def save(store: TaskStore) -> None:
        stored = await _stored(store, FileState.SAVING)
        await store.save([TaskWrite(_with(stored, FileState.SAVED), NOW)])
        await store.set_errand(Errand(stored.id, NOW, ("copy", "command")), over=False)

    async def look(store: TaskStore) -> list[Errand]:
        return await store.errands()

    on_store(tmp_path, save)
    assert on_store(tmp_path, look) == [Errand(1, NOW, ("copy", "command"))]


def test_the_note_and_the_state_are_on_disk_together_or_not_at_all(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        stored = await _stored(store, FileState.SAVING)
        with closing(sqlite3.connect(tmp_path / "tasks.db")) as other:
            other.execute("CREATE TRIGGER no_errand BEFORE INSERT ON errand BEGIN SELECT RAISE (ABORT, 'no'); END")
        with pytest.raises(Exception, match="task list"):
            await store.save([TaskWrite(_with(stored, FileState.SAVED), NOW)])
        assert (await store.get([stored.id]))[0].files[0].state is FileState.SAVING

    on_store(tmp_path, use)


def test_errands_come_in_the_order_of_saving_and_for_the_tasks_asked_for(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> tuple[list[int], list[int]]:
        stored = [await _stored(store, FileState.SAVING, name=name) for name in "abc"]
        for number, t in enumerate(reversed(stored)):
            await store.save([TaskWrite(_with(t, FileState.SAVED), NOW + timedelta(seconds=number))])
        return [e.task_id for e in await store.errands()], [e.task_id for e in await store.errands([1, 3, 99])]

    assert on_store(tmp_path, use) == ([3, 2, 1], [3, 1])


def test_a_removed_task_needs_nothing_until_it_is_back_and_a_purged_one_never(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[int]:
        stored = await _stored(store, FileState.SAVING)
        await store.save([TaskWrite(_with(stored, FileState.SAVED), NOW)])
        counts = []
        for act in (store.remove, store.restore, store.remove):
            await act([stored.id])
            counts.append(len(await store.errands()))
        await store.purge_removed()
        await store.set_errand(Errand(stored.id, NOW), over=False)
        return [*counts, len(await store.errands())]

    assert on_store(tmp_path, use) == [0, 1, 0, 0]
