"""The trash: files go with their tasks and come back, none over another, and none is lost whenever the process is killed."""

import asyncio
import contextlib
import errno
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import pytest

from desktop.domain.events import EngineEvent, Notice, TasksAdded, TasksRemoved
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.engine.board import Board
from desktop.engine.ports import Refusal
from desktop.engine.save_queue import Job
from desktop.engine.trashing import Trashing
from desktop.storage.sidecars import Sidecar, write_sidecar
from desktop.storage.tasks import TaskStore
from desktop.storage.trashings import TrashLine
from desktop.storage.trouble import DatabaseTrouble
from tests.fakes.clock import ManualClock
from tests.fakes.records import a_file, a_task


class Killed(BaseException):
    """The process ends here."""


@dataclass
class BinFolder:
    """A trash as freedesktop.org has it; it refuses the names in `refuses` and ends the process after `deadly` files."""

    folder: Path
    refuses: set[str] = field(default_factory=set)
    deadly: int = -1
    late: bool = False
    silent: bool = False
    notes: bool = True
    count: int = 0

    def move(self, path: Path) -> Path | None:
        if self.count == self.deadly and not self.late:
            raise Killed
        if path.name in self.refuses:
            raise OSError(errno.ENOTSUP, "no trash here", str(path))
        self.count += 1
        for part in ("files", "info"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        target = self.folder / "files" / f"{self.count}-{path.name}"
        if self.notes:
            note = f"[Trash Info]\nPath={quote(str(path))}\nDeletionDate=2026-01-01T00:00:{self.count:02}\n"
            (self.folder / "info" / f"{target.name}.trashinfo").write_text(note)
        path.rename(target)
        if self.count - 1 == self.deadly:
            raise Killed
        return None if self.silent else target

    def files(self) -> list[str]:
        return [name for name in self.held() if not name.endswith(".trashinfo")]

    def held(self) -> list[str]:
        return sorted(path.name.partition("-")[2] for path in self.folder.rglob("*") if path.is_file())


@dataclass
class Scene:
    store: TaskStore
    board: Board
    trash: BinFolder
    trashing: Trashing
    folder: Path
    heard: list[EngineEvent]
    notices: list[Notice]

    async def saved(self, name: str, *parts: str) -> Task:
        """Put a task on the list whose parts are saved, each with a description beside it."""
        paths = {part: self.folder / f"{name}-{part}.png" for part in parts}
        made = a_task()
        files = tuple(a_file(part, state=FileState.SAVED, path=str(path)) for part, path in paths.items())
        bare = replace(
            made, id=0, ref=replace(made.ref, task_id=name), title=name, remote=Remote.DONE, final=True, seen=True, files=files
        )
        [(stored, _)] = await self.board.add([bare])
        for part, path in paths.items():
            path.write_text(f"{name} {part}")
            write_sidecar(path, Sidecar(ref=stored.ref, part=part, size=1))
        return stored


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@asynccontextmanager
async def _nothing_saves(_job: Callable[[Job], bool]) -> AsyncIterator[None]:
    yield


def play(tmp_path: Path, story: Callable[[Scene], Awaitable[None]], *, trash: bool = True) -> None:
    async def run() -> None:
        clock = ManualClock()
        store, _ = TaskStore.open(tmp_path / "tasks.db", tmp_path / "copies", clock.now())
        try:
            board = Board(store, clock)
            heard: list[EngineEvent] = []
            board.subscribe(heard.append)
            bin_folder = BinFolder(tmp_path / "Trash")
            notices: list[Notice] = []
            trashing = Trashing(store, board, _nothing_saves, bin_folder if trash else None, notify=notices.append)
            folder = tmp_path / "renders"
            folder.mkdir(exist_ok=True)
            await story(Scene(store, board, bin_folder, trashing, folder, heard, notices))
        finally:
            await store.close()

    asyncio.run(run())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_go_with_their_descriptions_and_the_task_and_all_come_back(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        one, other = await scene.saved("fox", "a", "b"), await scene.saved("owl", "a")
        before = names(scene.folder)
        done = await scene.trashing.trash([one.id, other.id])
        assert (done.files, done.sentence) == (3, "3 files moved to the trash.")
        assert names(scene.folder) == []
        assert await scene.store.get([one.id, other.id]) == []
        back = await scene.trashing.untrash(done.batch)
        assert (back.files, back.sentence) == (3, "3 files are back from the trash.")
        assert names(scene.folder) == before
        assert scene.trash.held() == []
        assert (scene.folder / "fox-b.png").read_text() == "fox b"
        assert [task.title for task in await scene.store.get([one.id, other.id])] == ["fox", "owl"]
        assert isinstance(scene.heard[-2], TasksRemoved)
        assert isinstance(scene.heard[-1], TasksAdded)
        with pytest.raises(Refusal):
            await scene.trashing.untrash(done.batch)

    play(tmp_path, story)


def test_without_a_window_nothing_is_moved(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a")
        with pytest.raises(Refusal, match="in the window"):
            await scene.trashing.trash([task.id])
        assert len(names(scene.folder)) == 2

    play(tmp_path, story, trash=False)


def test_a_drive_without_a_trash_is_said_and_nothing_moves(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a")
        scene.trash.refuses = {"fox-a.png"}
        with pytest.raises(Refusal, match=r"“fox-a\.png” can't be moved to the trash"):
            await scene.trashing.trash([task.id])
        assert names(scene.folder) == ["fox-a.png", "fox-a.png.json"]
        assert await scene.store.get([task.id])
        assert await scene.trashing.recover() == 0

    play(tmp_path, story)


def test_a_task_stays_whole_where_one_of_its_files_cannot_go(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        whole, part = await scene.saved("fox", "a"), await scene.saved("owl", "a", "b")
        scene.trash.refuses = {"owl-b.png"}
        done = await scene.trashing.trash([whole.id, part.id])
        assert done.files == 1
        assert "1 file moved to the trash." in done.sentence
        assert "1 task stays on the list." in done.sentence
        assert [name for name in names(scene.folder) if name.endswith("png")] == ["owl-a.png", "owl-b.png"]
        assert [task.title for task in await scene.store.get([whole.id, part.id])] == ["owl"]

    play(tmp_path, story)


def test_a_file_that_another_task_has_too_stays(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        one, other = await scene.saved("fox", "a", "b"), await scene.saved("owl", "a")
        shared = replace(other.files[0], path=one.files[0].path)
        [(third, _)] = await scene.board.add([replace(other, id=0, ref=replace(other.ref, task_id="3"), files=(shared,))])
        done = await scene.trashing.trash([one.id])
        assert (done.files, done.sentence) == (1, "1 file moved to the trash. 1 file stays: another task has it too.")
        assert (scene.folder / "fox-a.png").exists()
        assert third.id in [task.id for task in await scene.store.get([third.id])]
        with pytest.raises(Refusal, match="has a saved file of its own"):
            await scene.trashing.trash([999])

    play(tmp_path, story)


def test_what_comes_back_replaces_nothing_and_comes_with_a_second_undo(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a")
        done = await scene.trashing.trash([task.id])
        (scene.folder / "fox-a.png").write_text("mine")
        back = await scene.trashing.untrash(done.batch)
        assert (back.files, back.left) == (0, 1)
        place = scene.trash.folder / "files" / "1-fox-a.png"
        assert back.sentence.startswith(f"“fox-a.png” could not be put back. It is in the trash: “{place}”. Move away")
        assert (scene.folder / "fox-a.png").read_text() == "mine"
        assert await scene.store.get([task.id])
        (scene.folder / "fox-a.png").unlink()
        again = await scene.trashing.untrash(done.batch)
        assert (again.files, again.left, again.sentence) == (1, 0, "1 file is back from the trash.")
        assert (scene.folder / "fox-a.png").read_text() == "fox a"
        assert scene.trash.held() == []

    play(tmp_path, story)


def test_where_the_system_does_not_tell_the_notes_of_the_trash_do(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.trash.silent = True
        task = await scene.saved("fox", "ä b")
        done = await scene.trashing.trash([task.id])
        back = await scene.trashing.untrash(done.batch)
        assert (back.files, back.sentence) == (1, "1 file is back from the trash.")
        assert names(scene.folder) == ["fox-ä b.png", "fox-ä b.png.json"]
        assert scene.trash.held() == []

    play(tmp_path, story)


def test_where_nothing_tells_the_user_is_asked_to_take_the_file_out(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        scene.trash.silent, scene.trash.notes = True, False
        task = await scene.saved("fox", "a")
        done = await scene.trashing.trash([task.id])
        back = await scene.trashing.untrash(done.batch)
        assert back.files == 0
        assert back.sentence.startswith("Take “fox-a.png” out of the trash yourself")
        assert await scene.store.get([task.id])

    play(tmp_path, story)


# -- what is wrong while files move --------------------------------------------------------------------------------------


def full_after(notes: int, real: Callable[[TrashLine], Awaitable[None]]) -> Callable[[TrashLine], Awaitable[None]]:
    """Return what notes a few lines, then finds the disk full."""
    left = iter(range(notes))

    async def note(line: TrashLine) -> None:
        if next(left, None) is None:
            raise DatabaseTrouble("The disk is full.")
        await real(line)

    return note


async def _full(*_anything: object) -> None:
    raise DatabaseTrouble("The disk is full.")


@pytest.mark.parametrize("notes", range(6))
def test_everything_is_put_back_where_the_list_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: int
) -> None:
    async def story(scene: Scene) -> None:
        one, other = await scene.saved("fox", "a", "b"), await scene.saved("owl", "a")
        before = names(scene.folder)
        monkeypatch.setattr(scene.store, "note_trashed", full_after(notes, scene.store.note_trashed))
        with pytest.raises(Refusal, match=r"The disk is full\. Nothing was moved to the trash\."):
            await scene.trashing.trash([one.id, other.id])
        monkeypatch.undo()
        assert (names(scene.folder), scene.trash.held()) == (before, [])
        assert len(await scene.store.get([one.id, other.id])) == 2
        assert await scene.trashing.recover() == 0

    play(tmp_path, story)


def test_everything_is_put_back_where_tasks_cannot_leave_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a", "b")
        before = names(scene.folder)
        monkeypatch.setattr(scene.board, "remove", _full)
        with pytest.raises(Refusal, match=r"The disk is full\."):
            await scene.trashing.trash([task.id])
        monkeypatch.undo()
        assert (names(scene.folder), scene.trash.held()) == (before, [])
        assert (await scene.trashing.trash([task.id])).files == 2

    play(tmp_path, story)


def test_an_undo_that_the_list_cannot_take_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a")
        done = await scene.trashing.trash([task.id])
        monkeypatch.setattr(scene.board, "restore", _full)
        back = await scene.trashing.untrash(done.batch)
        assert (back.left, back.sentence) == (1, "The disk is full. Then choose Undo again.")
        monkeypatch.undo()
        await scene.trashing.untrash(done.batch)
        assert await scene.store.get([task.id])
        assert names(scene.folder) == ["fox-a.png", "fox-a.png.json"]

    play(tmp_path, story)


def test_what_a_killed_run_left_in_the_trash_is_said_until_it_is_back(tmp_path: Path) -> None:
    ids: list[int] = []

    async def story(scene: Scene) -> None:
        ids.append((await scene.saved("fox", "a", "b")).id)
        scene.trash.deadly = 2  # the first file and its description went
        with contextlib.suppress(Killed):
            await scene.trashing.trash(ids)
        (scene.folder / "fox-a.png").write_text("mine")

    async def next_start(scene: Scene) -> None:
        assert await scene.trashing.recover() == 0
        [notice] = scene.notices
        assert notice.topic == "trash"
        assert notice.text is not None
        assert f"“{scene.trash.folder / 'files' / '1-fox-a.png'}”" in notice.text
        assert (scene.folder / "fox-a.png").read_text() == "mine"

    async def the_start_after_it(scene: Scene) -> None:
        assert await scene.trashing.recover() == 0
        assert len(scene.notices) == 1
        (scene.folder / "fox-a.png").unlink()
        assert await scene.trashing.recover() == 1
        assert scene.notices[-1] == Notice("trash", None)
        assert (scene.folder / "fox-a.png").read_text() == "fox a"

    for act in (story, next_start, the_start_after_it):
        play(tmp_path, act)


def test_what_was_left_is_put_back_before_anything_else_goes(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        one, other = await scene.saved("fox", "a", "b"), await scene.saved("owl", "a")
        scene.trash.deadly = 2
        with contextlib.suppress(Killed):
            await scene.trashing.trash([one.id])
        scene.trash.deadly = -1
        assert (await scene.trashing.trash([other.id])).files == 1
        assert [name for name in names(scene.folder) if name.endswith("png")] == ["fox-a.png", "fox-b.png"]

    play(tmp_path, story)


def test_a_task_of_which_a_file_stayed_in_the_trash_says_where(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a", "b")
        scene.trash.refuses = {"fox-b.png"}
        move = scene.trash.move

        def and_another_takes_its_name(path: Path) -> Path | None:
            where = move(path)
            path.write_text("mine")
            return where

        scene.trash.move = and_another_takes_its_name  # type: ignore[method-assign]  # what another program does meanwhile
        with pytest.raises(Refusal, match=r"“fox-a\.png” could not be put back\. It is in the trash: “.*1-fox-a\.png”"):
            await scene.trashing.trash([task.id])
        (scene.folder / "fox-a.png").unlink()
        assert await scene.trashing.recover() == 1
        assert (scene.folder / "fox-a.png").read_text() == "fox a"

    play(tmp_path, story)


# -- what is no saved file -----------------------------------------------------------------------------------------------


def test_a_folder_in_a_files_place_stays_with_all_that_is_in_it(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        task = await scene.saved("fox", "a", "b")
        for part in ("a", "b"):
            (scene.folder / f"fox-{part}.png").unlink()
        (scene.folder / "fox-a.png").mkdir()
        (scene.folder / "fox-a.png" / "precious").write_text("mine")
        with pytest.raises(Refusal, match=r"^The files are not there any more\. Remove takes tasks off the list\.$"):
            await scene.trashing.trash([task.id])
        assert (scene.folder / "fox-a.png" / "precious").exists()
        assert scene.trash.held() == []
        assert await scene.store.get([task.id])

    play(tmp_path, story)


def test_a_task_without_a_file_to_move_stays_on_the_list(tmp_path: Path) -> None:
    """Undo brings back what has files in the trash: nothing else may leave with them."""

    async def story(scene: Scene) -> None:
        one, other = await scene.saved("fox", "a"), await scene.saved("owl", "a")
        (scene.folder / "owl-a.png").unlink()
        done = await scene.trashing.trash([one.id, other.id])
        assert done.sentence == "1 file moved to the trash. 1 task stays on the list."
        assert [task.title for task in await scene.store.get([one.id, other.id])] == ["owl"]

    play(tmp_path, story)


def test_what_looks_like_a_description_and_is_a_saved_file_itself_stays(tmp_path: Path) -> None:
    async def story(scene: Scene) -> None:
        one, other = await scene.saved("fox", "a"), await scene.saved("owl", "a")
        beside = replace(other.files[0], path=str(scene.folder / "fox-a.png.json"))
        await scene.board.add([replace(other, id=0, ref=replace(other.ref, task_id="3"), files=(beside,))])
        await scene.trashing.trash([one.id])
        assert "fox-a.png.json" in names(scene.folder)
        assert scene.trash.files() == ["fox-a.png"]

    play(tmp_path, story)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("deadly", range(6))
def test_no_file_is_lost_and_no_task_is_half_gone_whenever_the_process_is_killed(
    tmp_path: Path, deadly: int, *, late: bool
) -> None:
    """Also where it was killed after a file was moved and before that could be noted: the trash itself has notes."""
    ids: list[int] = []

    async def story(scene: Scene) -> None:
        ids.extend([(await scene.saved("fox", "a", "b")).id, (await scene.saved("owl", "a")).id])
        scene.trash.deadly, scene.trash.late = deadly, late
        with contextlib.suppress(Killed):
            await scene.trashing.trash(ids)

    async def afterwards(scene: Scene) -> None:
        await scene.trashing.recover()
        on_list = {task.title for task in await scene.store.get(ids)}
        there = {name for name in names(scene.folder) if name.endswith(".png")}
        held = {name for name in scene.trash.held() if name.endswith(".png")}
        assert (there, held) == ({"fox-a.png", "fox-b.png", "owl-a.png"}, set())
        assert on_list == {"fox", "owl"}

    play(tmp_path, story)
    play(tmp_path, afterwards)
