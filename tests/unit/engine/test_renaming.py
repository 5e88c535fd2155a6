"""Renaming saved files: one act, undone as one, and no file lost whenever the process is killed."""

import asyncio
import errno
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import override

import pytest

from desktop.domain.settings import Settings
from desktop.domain.status import FileState, IdKind, Remote
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine.board import Board, Update
from desktop.engine.names import SHORTENED, Names
from desktop.engine.ports import Refusal, Renamed
from desktop.engine.renaming import Renaming
from desktop.storage import files
from desktop.storage.renames import Rename, RenameLine, RenameState
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import DatabaseTrouble
from tests.fakes.clock import ManualClock
from tests.fakes.records import a_file, a_task
from tests.unit.engine.test_names import Household


class Killed(BaseException):
    """The process ends here."""


class Steps:
    """Counts what is done, one step before and one after each act, and ends the process at step `deadly`."""

    def __init__(self, deadly: int = -1) -> None:
        self.deadly = deadly
        self.count = 0

    def __call__(self) -> None:
        if self.deadly <= self.count and self.deadly >= 0:
            raise Killed
        self.count += 1


class JournalledStore(TaskStore):
    """The real store, that may die before and after each line it writes of a rename."""

    steps: Steps

    @override
    async def begin_renames(self, wanted: Sequence[Rename]) -> list[RenameLine]:
        self.steps()
        lines = await super().begin_renames(wanted)
        self.steps()
        return lines

    @override
    async def retarget_renames(self, lines: Sequence[int], new: str) -> None:
        self.steps()
        await super().retarget_renames(lines, new)
        self.steps()

    @override
    async def settle_renames(self, lines: Sequence[int], state: RenameState) -> None:
        self.steps()
        await super().settle_renames(lines, state)
        self.steps()


class MortalBoard(Board):
    """The real board, that may die before and after it writes."""

    steps: Steps

    @override
    async def apply(self, updates: Sequence[Update]) -> list[Task]:
        self.steps()
        changed = await super().apply(updates)
        self.steps()
        return changed


class Desk:
    """A profile in a folder, with files saved below `root`."""

    def __init__(self, folder: Path, deadly: int = -1) -> None:
        self.steps = Steps()
        self.root = folder.resolve() / "files"
        self.house = Household(template="{title}")
        self.store, _ = JournalledStore.open(folder / "tasks.db", folder / "copies", ManualClock().now())
        self.store.steps = self.steps
        self.board = MortalBoard(self.store, ManualClock())
        self.board.steps = self.steps
        self.renaming = Renaming(self.store, self.board, Names(self.house, None, self.root), self._move)
        self.deadly = deadly

    def _move(self, old: Path, new: Path) -> None:
        self.steps()
        files.move(old, new)
        self.steps()

    def template(self, text: str, **given: object) -> None:
        self.house.set = Settings(template=text, **given)  # type: ignore[arg-type]  # the tests name fields freely

    async def saved(self, title: str, *names: str, **given: object) -> Task:
        """Track a task whose files are saved below the root under `names`, each with a description beside it."""
        result: list[ResultFile] = []
        for n, name in enumerate(names):
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_bytes(f"bytes of {title} {n}".encode())
                path.with_name(path.name + ".json").write_text(title)
            result.append(a_file(f"p{n}", FileState.SAVED, path=str(path)))
        plain = a_task("tripo", "x", remote=Remote.DONE, final=True, title=title, files=tuple(result), **given)
        ((task, _),) = await self.board.add([replace(plain, id=0, ref=TaskRef("tripo", "https://a", IdKind.TASK_ID, title))])
        return task

    async def paths(self, task: Task) -> list[str]:
        (stored,) = await self.store.get([task.id])
        return [str(Path(f.path or "").relative_to(self.root)) for f in stored.files]

    def there(self) -> list[str]:
        return sorted(str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.suffix != ".json")

    async def end(self) -> None:
        await self.board.close()
        await self.store.close()


def at_desk(folder: Path, use: Callable[[Desk], Awaitable[None]]) -> None:
    async def run() -> None:
        desk = Desk(folder)
        try:
            await use(desk)
        finally:
            await desk.end()

    asyncio.run(run())


def test_files_get_the_names_of_now_and_their_former_ones_back(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        boat = await desk.saved("Boat", "2026/old/a.glb", "2026/old/b.png")
        lamp = await desk.saved("Lamp", "2026/c.glb")
        desk.template("{title}/{title}{part}")
        done = await desk.renaming.rename([boat.id, lamp.id])
        assert (done.count, done.sentence) == (3, "3 files renamed.")
        assert await desk.paths(boat) == ["Boat/Boat p0.glb", "Boat/Boat p1.png"]
        assert desk.there() == ["Boat", "Boat/Boat p0.glb", "Boat/Boat p1.png", "Lamp", "Lamp/Lamp.glb"], "emptied folders are gone"
        assert (desk.root / "Boat" / "Boat p0.glb.json").read_text() == "Boat", "a description goes along"
        back = await desk.renaming.undo(done.batch)
        assert (back.count, back.sentence) == (3, "3 files named as before.")
        assert desk.there() == ["2026", "2026/c.glb", "2026/old", "2026/old/a.glb", "2026/old/b.png"]
        assert await desk.paths(lamp) == ["2026/c.glb"]
        with pytest.raises(Refusal, match="nothing to undo"):
            await desk.renaming.undo(done.batch)
        assert (await desk.renaming.undo(back.batch)).count == 3, "what was undone can be done again"
        assert await desk.paths(lamp) == ["Lamp/Lamp.glb"]

    at_desk(tmp_path, use)


def test_a_plan_names_what_would_move_and_says_what_can_t(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        right = await desk.saved("Right", "Right.glb")
        numbered = await desk.saved("Twice", "Twice (2).glb")
        wrong = await desk.saved("Wrong", "x.glb")
        gone = await desk.saved("Gone", "y.glb")
        (desk.root / "y.glb").unlink()
        plan = await desk.renaming.plan([right, numbered, wrong, gone])
        assert [(p.task_id, p.title, p.old, p.new, p.fault) for p in plan] == [
            (wrong.id, "Wrong", desk.root / "x.glb", "Wrong.glb", ""),
            (gone.id, "Gone", desk.root / "y.glb", "Gone.glb", "“y.glb” is no longer where it was saved."),
        ]

    at_desk(tmp_path, use)


def test_a_file_that_is_gone_is_named_and_the_others_are_renamed(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        tasks = [await desk.saved(f"T{n}", f"x{n}.glb") for n in range(12)]
        (desk.root / "x3.glb").unlink()
        done = await desk.renaming.rename([t.id for t in tasks])
        assert done.sentence == "11 of 12 files renamed. “x3.glb” is no longer where it was saved."
        assert await desk.paths(tasks[3]) == ["x3.glb"]
        assert await desk.paths(tasks[11]) == ["T11.glb"]
        for name in ("T0.glb", "T1.glb"):
            (desk.root / name).unlink()
        again = await desk.renaming.undo(done.batch)
        assert again.sentence == "9 of 11 files named as before. “T1.glb”, “T0.glb” are no longer where they were saved."

    at_desk(tmp_path, use)


def test_a_file_that_can_t_be_moved_is_said_in_words(tmp_path: Path) -> None:
    def refuses(old: Path, new: Path) -> None:
        if old.name == "busy.glb":
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[attr-defined]  # as Windows sets it
            raise error
        code = {"full.glb": errno.ENOSPC, "locked.glb": errno.EROFS}.get(old.name)
        if code is not None:
            raise OSError(code, os.strerror(code))
        files.move(old, new)

    async def use(desk: Desk) -> None:
        renaming = Renaming(desk.store, desk.board, Names(desk.house, None, desk.root), refuses)
        ids = [(await desk.saved(f"T{n}", n)).id for n in ("busy.glb", "full.glb", "locked.glb", "fine.glb")]
        done = await renaming.rename(ids)
        assert done.count == 1
        for words in (
            "1 of 4 files renamed.",
            "“busy.glb” stays where it is: another program uses it. Close that, then rename again.",
            f"“full.glb” stays where it is: there is not enough space in “{desk.root}”.",
            f"“locked.glb” can't be moved to “{desk.root}” (it is read-only).",
        ):
            assert words in done.sentence
        assert desk.there() == ["Tfine.glb.glb", "busy.glb", "full.glb", "locked.glb"]

    at_desk(tmp_path, use)


def test_a_file_that_goes_while_it_is_moved_is_looked_for_in_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_by: list[int] = []
    really = Path.exists

    def exists(path: Path, *, follow_symlinks: bool = True) -> bool:
        if path.name == "x.glb":
            looked_by.append(threading.get_ident())
        return really(path, follow_symlinks=follow_symlinks)

    def goes(old: Path, new: Path) -> None:
        old.unlink()
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(old))

    async def use(desk: Desk) -> None:
        task = await desk.saved("Boat", "x.glb")
        monkeypatch.setattr(Path, "exists", exists)
        done = await Renaming(desk.store, desk.board, Names(desk.house, None, desk.root), goes).rename([task.id])
        assert done.sentence == "0 of 1 file renamed. “x.glb” is no longer where it was saved."
        assert looked_by
        assert threading.get_ident() not in looked_by

    at_desk(tmp_path, use)


def test_nothing_is_replaced_and_places_are_swapped(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        one = await desk.saved("B", "A.glb")
        two = await desk.saved("C", "B.glb")
        three = await desk.saved("Foreign", "x.glb")
        (desk.root / "Foreign.glb").write_bytes(b"somebody's")
        await desk.renaming.rename([one.id, two.id, three.id])
        assert (await desk.paths(one), await desk.paths(two)) == (["B.glb"], ["C.glb"]), "each goes after the one in its way"
        assert await desk.paths(three) == ["Foreign (2).glb"]
        assert (desk.root / "Foreign.glb").read_bytes() == b"somebody's"
        assert (desk.root / "B.glb").read_bytes() == b"bytes of B 0"

    at_desk(tmp_path, use)


def test_two_that_want_each_other_s_place_both_keep_their_bytes(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        one, two = await desk.saved("B", "A.glb"), await desk.saved("A", "B.glb")
        assert (await desk.renaming.rename([one.id, two.id])).count == 2
        for task in (one, two):
            (path,) = await desk.paths(task)
            assert path.startswith(task.title)
            assert (desk.root / path).read_bytes() == f"bytes of {task.title} 0".encode()
        assert (await desk.renaming.rename([one.id, two.id])).sentence == "There was nothing to rename."

    at_desk(tmp_path, use)


def test_parts_that_share_their_bytes_move_as_one(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        task = await desk.saved("Song", "x.glb", "x.glb")
        desk.template("{title}{part}")
        done = await desk.renaming.rename([task.id])
        assert done.sentence == "1 file renamed."
        assert await desk.paths(task) == ["Song p0.glb", "Song p0.glb"]
        assert (await desk.renaming.rename([task.id])).count == 0, "its name is right for one of them"
        await desk.renaming.undo(done.batch)
        assert await desk.paths(task) == ["x.glb", "x.glb"]

    at_desk(tmp_path, use)


def test_notes_stay_and_tell_of_a_shortened_name_while_it_is(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        task = await desk.saved("w" * 300, "x.glb")
        noted = replace(task, files=(replace(task.files[0], notes=("Kept.",)),))
        ((task, _),) = await desk.board.add([replace(noted, id=0, ref=replace(noted.ref, task_id="noted"))])
        await desk.renaming.rename([task.id])
        (long,) = await desk.store.get([task.id])
        assert long.files[0].notes == ("Kept.", SHORTENED)
        desk.template("{title:9}")
        await desk.renaming.rename([task.id])
        (short,) = await desk.store.get([task.id])
        assert short.files[0].notes == ("Kept.",)

    at_desk(tmp_path, use)


def test_a_new_folder_for_a_project_takes_its_files_and_other_folders_are_left(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        task = await desk.saved("Boat", "day/Boat.glb")
        far = desk.root.parent / "elsewhere" / "deep" / "Far.glb"
        far.parent.mkdir(parents=True)
        far.write_bytes(b"far")
        other = replace(
            task, id=0, ref=replace(task.ref, task_id="far"), title="Far", files=(replace(task.files[0], path=str(far)),)
        )
        ((other, _),) = await desk.board.add([other])
        assert (await desk.renaming.rename([task.id, other.id])).count == 2
        assert desk.there() == ["Boat.glb", "Far.glb"]
        assert far.parent.is_dir(), "only folders below a folder of ours are removed"

    at_desk(tmp_path, use)


def test_a_journal_that_can_t_be_written_moves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_wanted: Sequence[Rename]) -> list[RenameLine]:
        raise DatabaseTrouble("The disk that holds the task list is full. Make room, then try again.")

    async def use(desk: Desk) -> None:
        task = await desk.saved("Boat", "x.glb")
        monkeypatch.setattr(desk.store, "begin_renames", full)
        with pytest.raises(Refusal, match="Make room"):
            await desk.renaming.rename([task.id])
        assert desk.there() == ["x.glb"]

    at_desk(tmp_path, use)


def test_a_rename_that_nobody_waits_for_still_ends_what_it_began(tmp_path: Path) -> None:
    async def use(desk: Desk) -> None:
        task = await desk.saved("Boat", "x.glb")
        loop, begun, told = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        go_on = threading.Event()

        def slowly(old: Path, new: Path) -> None:
            loop.call_soon_threadsafe(begun.set)
            assert go_on.wait(10)
            files.move(old, new)

        desk.board.subscribe(lambda _: told.set())
        renaming = asyncio.create_task(
            Renaming(desk.store, desk.board, Names(desk.house, None, desk.root), slowly).rename([task.id])
        )
        await begun.wait()
        renaming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await renaming
        go_on.set()
        await asyncio.wait_for(told.wait(), 10)
        assert await desk.paths(task) == ["Boat.glb"]

    at_desk(tmp_path, use)


async def _first_life(folder: Path, deadly: int, *, undo: bool) -> int:
    """Rename (and undo, where asked) until the process dies; return how many steps that took."""
    desk = Desk(folder)
    tasks = [
        await desk.saved("B", "A.glb"),
        await desk.saved("C", "B.glb"),
        await desk.saved("Two", "d/p.glb", "d/q.glb", "d/p.glb"),
    ]
    (desk.root / "C.glb").write_bytes(b"foreign")
    desk.template("{title}{part}")
    ids = [task.id for task in tasks]
    before: Renamed | None = await desk.renaming.rename(ids) if undo else None
    desk.steps.count, desk.steps.deadly = 0, deadly
    try:
        if before is None:
            await desk.renaming.rename(ids)
        else:
            await desk.renaming.undo(before.batch)
    except Killed:
        pass
    desk.steps.deadly = -1
    await desk.store.close()
    return desk.steps.count


def _hold_to_disk(desk: Desk, tasks: Sequence[Task]) -> None:
    """Check that each file is where the list says, whole, its description beside it, and that nothing else is there."""
    claimed: set[str] = set()
    for task in tasks:
        for n, file in enumerate(task.files):
            path = Path(file.path or "")
            assert file.state is FileState.SAVED
            assert path.read_bytes() == f"bytes of {task.title} {n % 2}".encode()
            assert path.with_name(path.name + ".json").read_text() == task.title
            claimed.add(str(path.relative_to(desk.root)))
    assert len(claimed) == 4
    assert {name for name in desk.there() if name.endswith(".glb")} == claimed | {"C.glb"}, "no second copy, nothing replaced"
    assert (desk.root / "C.glb").read_bytes() == b"foreign"
    assert not list(desk.root.rglob("*.part"))


async def _second_life(folder: Path) -> None:
    """Start again, and hold the list and the disk to each other."""
    desk = Desk(folder)
    ids = [1, 2, 3]
    try:
        desk.template("{title}{part}")
        await desk.renaming.recover()
        _hold_to_disk(desk, await desk.store.get(ids))
        assert await desk.store.planned_renames() == []
        assert await desk.renaming.recover() == 0
        await desk.renaming.rename(ids)
        _hold_to_disk(desk, await desk.store.get(ids))
        assert await desk.renaming.plan(await desk.store.get(ids)) == []
    finally:
        await desk.end()


@pytest.mark.parametrize("undo", [False, True])
def test_a_kill_between_any_two_steps_loses_nothing(tmp_path: Path, *, undo: bool) -> None:
    steps = asyncio.run(_first_life(tmp_path / "whole", -1, undo=undo))
    assert steps > 16
    for deadly in range(steps + 1):
        folder = tmp_path / str(deadly)
        asyncio.run(_first_life(folder, deadly, undo=undo))
        asyncio.run(_second_life(folder))
