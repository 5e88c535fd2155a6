"""The task store: identity, round trips, history, replies, removal."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from desktop.domain.history import HistoryEntry
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task, TaskRef
from desktop.storage.tasks import SavedPath, TaskStore, TaskWrite
from desktop.storage.trouble import DatabaseClosed
from tests.fakes.tasks import badge_tasks
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, file, ref, task, tasks


@given(first=tasks, second=tasks)
@settings(max_examples=60, deadline=None)
def test_every_field_of_a_task_comes_back_after_a_restart(first: Task, second: Task) -> None:
    async def add(store: TaskStore) -> Task:
        return (await store.add([first]))[0][0]

    async def change(store: TaskStore) -> None:
        await store.save([TaskWrite(replace(second, id=stored.id, ref=stored.ref), NOW)])

    async def get(store: TaskStore) -> list[Task]:
        return await store.get([stored.id])

    with tempfile.TemporaryDirectory() as folder:
        stored = on_store(Path(folder), add)
        assert on_store(Path(folder), get) == [replace(first, id=stored.id)]
        on_store(Path(folder), change)
        assert on_store(Path(folder), get) == [replace(second, id=stored.id, ref=stored.ref)]


def test_every_badge_s_sample_comes_back(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> tuple[list[Task], list[Task]]:
        added = [stored for stored, _ in await store.add([replace(t, id=0) for t in badge_tasks().values()])]
        return added, await store.get([t.id for t in added])

    added, found = on_store(tmp_path, use)
    assert found == [replace(t, files=tuple(replace(f, received=0) for f in t.files)) for t in added]


def test_half_a_surrogate_pair_from_json_is_stored_readably(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> Task:
        [(stored, _)] = await store.add([task("t", prompt="fox \ud83e\udd8a \ud83e end", tags=("\ud800",))])
        return (await store.get([stored.id]))[0]

    found = on_store(tmp_path, use)
    assert found.prompt == "fox 🦊 \ufffd end"


def test_numbers_beyond_64_bits_are_no_error(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> Task:
        [(stored, _)] = await store.add([replace(task("t"), queue_position=10**30)])
        return (await store.get([stored.id]))[0]

    assert on_store(tmp_path, use).queue_position == 2**63 - 1


def test_a_reference_is_tracked_once(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[tuple[Task, bool]]:
        await store.add([task("t1", title="first")])
        return await store.add([task("t1", title="again"), task("t2"), task("t2")])

    (old, old_new), (fresh, fresh_new), (twin, twin_new) = on_store(tmp_path, use)
    assert (old.title, old_new, fresh_new, twin_new) == ("first", False, True, False)
    assert twin.id == fresh.id != old.id


def test_the_same_id_at_another_origin_is_another_task(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[bool]:
        other = replace(task("t1"), ref=ref("t1", origin="https://other.example"))
        return [new for _, new in await store.add([task("t1"), other])]

    assert on_store(tmp_path, use) == [True, True]


def test_adding_is_all_or_nothing(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> dict[TaskRef, int]:
        naive = replace(task("t2"), added_at=NOW.replace(tzinfo=None))
        with pytest.raises(TypeError):
            await store.add([task("t1"), naive])
        return await store.find([ref("t1")])

    assert on_store(tmp_path, use) == {}


def test_a_removed_task_is_out_of_sight_and_comes_back_as_it_was(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        [(stored, _)] = await store.add([task("t1", title="fox", files=(file(),))])
        await store.remove([stored.id])
        assert await store.get([stored.id]) == []
        assert await store.find([stored.ref]) == {}
        assert await store.find_by_task_id("t1") == []
        assert await store.open_tasks() == []
        await store.restore([stored.id])
        assert await store.get([stored.id]) == [stored]

    on_store(tmp_path, use)


def test_adding_a_removed_task_again_restores_it_for_the_account_given_now(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> tuple[Task, Task, bool]:
        [(stored, _)] = await store.add([task("t1", title="fox", account_id="old")])
        await store.remove([stored.id])
        [(back, new)] = await store.add([task("t1", account_id="new")])
        assert await store.get([stored.id]) == [back]
        return stored, back, new

    stored, back, new = on_store(tmp_path, use)
    assert new
    assert back == replace(stored, account_id="new")


def test_purging_deletes_removed_tasks_with_all_that_is_theirs(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        (one, _), (two, _) = await store.add([task("t1", title="fox", files=(file(),)), task("t2", title="owl")])
        await store.save([TaskWrite(one, NOW, raw="{}")])
        await store.remove([one.id])
        assert await store.purge_removed() == (1, [])
        await store.restore([one.id])
        assert await store.get([one.id, two.id]) == [two]
        assert await store.history(one.id) == []
        assert await store.raw(one.id) == ""
        [(again, new)] = await store.add([task("t1")])
        assert new
        assert again.id > two.id, "a number is never given twice"

    on_store(tmp_path, use)
    with closing(sqlite3.connect(tmp_path / "tasks.db")) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("search", "file", "reply")]
    assert counts == [2, 0, 0]


def test_history_has_a_line_for_each_change_of_state_and_no_other(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[HistoryEntry]:
        [(stored, _)] = await store.add([task("t1")])
        running = replace(stored, remote=Remote.GENERATING, remote_raw="running")
        await store.save([TaskWrite(running, NOW + timedelta(seconds=1))])
        await store.save([TaskWrite(replace(running, progress=50), NOW + timedelta(seconds=2))])
        done = replace(running, remote=Remote.DONE, remote_raw="success", files=(file(state=FileState.SAVED),))
        await store.save([TaskWrite(done, NOW + timedelta(seconds=3))])
        return await store.history(stored.id)

    assert on_store(tmp_path, use) == [
        HistoryEntry(NOW, Remote.WAITING, "", "none"),
        HistoryEntry(NOW + timedelta(seconds=1), Remote.GENERATING, "running", "none"),
        HistoryEntry(NOW + timedelta(seconds=3), Remote.DONE, "success", "saved"),
    ]


def test_the_last_reply_is_kept_until_another_comes(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[str]:
        [(stored, _)] = await store.add([task("t1")])
        seen = [await store.raw(stored.id)]
        for raw in ('{"n": 1}', None, '{"n": 2}'):
            await store.save([TaskWrite(stored, NOW, raw)])
            seen.append(await store.raw(stored.id))
        return seen

    assert on_store(tmp_path, use) == ["", '{"n": 1}', '{"n": 1}', '{"n": 2}']


def test_saving_a_task_that_was_purged_is_passed_over(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[Task]:
        [(stored, _)] = await store.add([task("t1")])
        await store.save(
            [TaskWrite(replace(stored, id=99, files=(file(),)), NOW, "{}"), TaskWrite(replace(stored, title="x"), NOW)]
        )
        return await store.get([99, stored.id])

    assert [t.title for t in on_store(tmp_path, use)] == ["x"]


def test_open_tasks_are_those_that_still_need_the_provider_or_a_file(tmp_path: Path) -> None:
    cases = {
        "waiting": (task("waiting"), True),
        "done-unsaved": (task("done-unsaved", remote=Remote.DONE, final=True, files=(file(),)), True),
        "done-failed-file": (task("done-failed-file", remote=Remote.DONE, final=True, files=(file(state=FileState.FAILED),)), True),
        "done-no-file-yet": (task("done-no-file-yet", remote=Remote.DONE, final=True), True),
        "needs-input": (task("needs-input", remote=Remote.NEEDS_INPUT), True),
        "saved": (task("saved", remote=Remote.DONE, final=True, files=(file(state=FileState.SAVED),)), False),
        "rest-gone": (
            task("rest-gone", remote=Remote.DONE, final=True, files=(file("1", FileState.SAVED), file("2", FileState.GONE))),
            False,
        ),
        "failed": (task("failed", remote=Remote.FAILED, final=True), False),
        "words-only": (replace(task("words-only", remote=Remote.DONE, final=True), may_lack_files=True), False),
    }

    async def use(store: TaskStore) -> set[str]:
        await store.add([case for case, _ in cases.values()])
        return {t.ref.task_id for t in await store.open_tasks()}

    assert on_store(tmp_path, use) == {name for name, (_, is_open) in cases.items() if is_open}


def test_questions_by_reference_provider_id_project_and_path(tmp_path: Path) -> None:
    saved = replace(file(state=FileState.SAVED), path="/r/1.png", size=7)

    async def use(store: TaskStore) -> None:
        (one, _), (two, _) = await store.add([task("t1", project="Spring", files=(saved, file("2"))), task("t2", project="Autumn")])
        assert await store.find([two.ref, ref("unknown"), one.ref]) == {one.ref: one.id, two.ref: two.id}
        assert await store.find_by_task_id("t2") == [two.id]
        assert await store.projects() == ["Autumn", "Spring"]
        assert await store.saved_paths() == [SavedPath(one.id, "1", "/r/1.png", 7)]
        assert [t.id for t in await store.get([two.id, 99, one.id])] == [two.id, one.id]

    on_store(tmp_path, use)


def test_a_closed_store_answers_with_a_sentence(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> TaskStore:
        await store.close()
        for ask in (store.get([1]), store.add([task("t")])):
            with pytest.raises(DatabaseClosed, match="closing"):
                await ask
        return store

    on_store(tmp_path, use)
