"""Upkeep: moved files are noticed, removed tasks forgotten, copies made."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.badge import badge_of
from desktop.domain.events import Notice
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.engine.board import Board
from desktop.engine.presence import look_for_files
from desktop.engine.upkeep import COPY_SECONDS, Upkeep
from desktop.storage.tasks import TaskStore
from tests.fakes.clock import ManualClock
from tests.fakes.records import a_file, a_task


def _saved(path: Path, task_id: str) -> Task:
    return a_task(
        task_id=task_id, remote=Remote.DONE, final=True, files=(a_file("model", FileState.SAVED, path=str(path), sha256="aa"),)
    )


def _open(folder: Path) -> TaskStore:
    return TaskStore.open(folder / "tasks.db", folder / "copies", datetime.now(UTC))[0]


def test_a_saved_file_that_is_no_longer_there_is_called_moved_and_not_wanted_again(tmp_path: Path) -> None:
    async def story() -> None:
        store, clock = _open(tmp_path), ManualClock()
        board = Board(store, clock)
        kept, lost = tmp_path / "kept.glb", tmp_path / "lost.glb"
        kept.write_bytes(b"x")
        tasks = [replace(_saved(path, path.name), id=0) for path in (kept, lost)]
        await board.add(tasks)
        gone = await look_for_files(board, await store.saved_paths(), tmp_path)
        assert [Path(file.path).name for file in gone] == ["lost.glb"]
        badges = [badge_of(task) for task in await store.get([1, 2])]
        assert badges == [Badge.SAVED, Badge.FILE_MOVED]
        await store.close()

    asyncio.run(story())


def test_files_moved_out_of_a_folder_that_is_set_no_more_are_noticed(tmp_path: Path) -> None:
    async def story() -> None:
        store, clock = _open(tmp_path), ManualClock()
        board = Board(store, clock)
        former = tmp_path / "former" / "2026-11-21" / "tripo"
        former.mkdir(parents=True)
        (tmp_path / "former" / "2026-11-20").mkdir()
        (former / "lamp.glb").write_bytes(b"x")
        await board.add([replace(_saved(former / "lamp.glb", "lamp"), id=0)])
        former.rename(tmp_path / "elsewhere")
        (tmp_path / "former" / "2026-11-21").rmdir()
        assert len(await look_for_files(board, await store.saved_paths(), tmp_path / "set now")) == 1
        assert [badge_of(task) for task in await store.get([1])] == [Badge.FILE_MOVED]
        await store.close()

    asyncio.run(story())


def test_nothing_is_said_of_files_on_a_drive_that_is_away(tmp_path: Path) -> None:
    async def story() -> None:
        store, clock = _open(tmp_path), ManualClock()
        board = Board(store, clock)
        away = Path("/nowhere-mounted/Team/2026-11-21/tripo/lamp.glb")
        await board.add([replace(_saved(away, "away"), id=0)])
        assert await look_for_files(board, await store.saved_paths(), tmp_path) == []
        assert await look_for_files(board, await store.saved_paths(), Path("/nowhere-mounted/Team")) == []
        await store.close()

    asyncio.run(story())


@pytest.mark.parametrize("place", ["2026-11-21/tripo/lamp.glb", "lamp.glb"], ids=["in folders", "flat"])
def test_the_empty_mount_point_of_a_drive_that_is_away_is_not_taken_for_the_drive(tmp_path: Path, place: str) -> None:
    async def story() -> None:
        store, root = _open(tmp_path), tmp_path / "media" / "drive"
        root.mkdir(parents=True)
        board = Board(store, ManualClock())
        await board.add([replace(_saved(root / place, "away"), id=0)])
        assert await look_for_files(board, await store.saved_paths(), root) == []
        (root / "other.txt").write_text("x")
        assert len(await look_for_files(board, await store.saved_paths(), root)) == 1
        await store.close()

    asyncio.run(story())


def test_a_file_that_was_missing_and_is_there_again_is_saved_again(tmp_path: Path) -> None:
    async def story() -> None:
        store, path = _open(tmp_path), tmp_path / "files" / "lamp.glb"
        path.parent.mkdir()
        board = Board(store, ManualClock())
        await board.add([replace(_saved(path, "back"), id=0)])

        async def badge_after_a_look() -> Badge:
            await look_for_files(board, await store.saved_paths(), path.parent.parent)
            return badge_of((await store.get([1]))[0])

        assert await badge_after_a_look() is Badge.FILE_MOVED
        assert await badge_after_a_look() is Badge.FILE_MOVED
        path.write_bytes(b"x")
        assert await badge_after_a_look() is Badge.SAVED
        await store.close()

    asyncio.run(story())


def test_the_days_copy_is_made_in_a_run_that_lasts_longer(tmp_path: Path) -> None:
    async def story() -> None:
        store, clock = _open(tmp_path), ManualClock()
        board = Board(store, clock)
        await board.add([replace(a_task(), id=0)])
        notices: list[Notice] = []
        upkeep = asyncio.create_task(Upkeep(store, board, clock, notices.append, lambda: (tmp_path,), Settings).run())
        before = set((tmp_path / "copies").glob("*"))
        async with asyncio.timeout(10):
            while not notices:
                await clock.advance(COPY_SECONDS)
        assert set(notices) == {Notice("copies", None)}
        assert set((tmp_path / "copies").glob("*")) - before
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)
        await store.close()

    asyncio.run(story())
