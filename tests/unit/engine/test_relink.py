"""Moved files are found again by what they say of themselves, else by hash; nothing is fetched, nothing is taken for another."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from desktop.domain.badge import badge_of
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.engine.board import Board
from desktop.engine.folder_scan import Patience, files_below
from desktop.engine.presence import look_for_files
from desktop.engine.relink import FOUND, FOUND_CHANGED, find_moved, lost_files, search
from desktop.storage.png_text import read_tags
from desktop.storage.sidecars import sidecar_path
from desktop.storage.tasks import TaskStore
from tests.unit.engine.test_rebuild import finished, on_board, save_all

BARE = Settings(sidecars=False, embed=False)


def paths_of(task: Task) -> list[Path]:
    return [Path(file.path or "") for file in task.files]


def saved_to(folder: Path, number: int = 1, settings: Settings | None = None) -> Task:
    return save_all(finished(number), folder / "files", settings)


def found_again(folder: Path, *tasks: Task) -> tuple[int, list[Task]]:
    """Look for the moved files of all `tasks` below `folder / "files"`; return how many were found, and the tasks."""

    async def story(board: Board, store: TaskStore) -> tuple[int, list[Task]]:
        ids = [task.id for task, _ in await board.add(tasks)]
        return await find_moved(board, store, ids, [folder / "files"]), await store.get(ids)

    return on_board(folder, story)


def move(path: Path, folder: Path, name: str = "", *, sidecar: bool = True) -> Path:
    target = folder / (name or path.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
    if sidecar and sidecar_path(path).exists():
        sidecar_path(path).rename(sidecar_path(target))
    return target


def test_a_moved_file_is_found_in_its_new_place(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    moved = [move(path, tmp_path / "files" / "sorted" / "lamps") for path in paths_of(task)]
    count, (found,) = found_again(tmp_path, task)
    assert count == 3
    assert paths_of(found) == moved
    assert [(f.state, f.notes, f.sha256) for f in found.files] == [(FileState.SAVED, (FOUND,), f.sha256) for f in task.files]
    assert badge_of(found) is Badge.SAVED


def test_a_file_that_says_nothing_is_found_by_its_hash_under_any_name_and_ending(tmp_path: Path) -> None:
    task = saved_to(tmp_path, settings=BARE)
    (tmp_path / "files" / "decoy.glb").write_bytes(b"x" * (task.files[0].size or 0))
    moved = [move(path, tmp_path / "files" / "b", f"renamed {n}.bin") for n, path in enumerate(paths_of(task))]
    _, (found,) = found_again(tmp_path, task)
    assert paths_of(found) == moved


def test_a_file_moved_without_its_sidecar_is_found_all_the_same(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    moved = [move(path, tmp_path / "files" / "b", sidecar=False) for path in paths_of(task)]
    _, (found,) = found_again(tmp_path, task)
    assert paths_of(found) == moved


def test_a_converted_file_stays_missing_even_with_the_sidecar_there(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    for path in paths_of(task):
        path.rename(path.with_suffix(".webp")).write_bytes(b"converted")
    count, (found,) = found_again(tmp_path, task)
    assert count == 0
    assert [f.path for f in found.files] == [f.path for f in task.files]


def _annotated(path: Path, size: tuple[int, int] = (40, 30)) -> Path:
    """Rewrite a picture as another program does that keeps its texts and adds one of its own."""
    info = PngImagePlugin.PngInfo()
    for keyword, text in read_tags(path).items():
        info.add_itxt(keyword, text)
    info.add_itxt("Rating", "5 of 5")
    target = path.with_name(f"rated {path.name}")
    with Image.open(path) as image:
        image.resize(size).save(target, "PNG", pnginfo=info)
    path.unlink()
    return target


def test_a_picture_whose_tags_were_kept_is_found_although_other_bytes_changed(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    was = paths_of(task)[1]
    rated = _annotated(was)
    count, (found,) = found_again(tmp_path, task)
    assert count == 1
    file = found.files[1]
    assert (file.path, file.notes) == (str(rated), (FOUND_CHANGED,))
    assert (file.size, file.sha256) == (rated.stat().st_size, sha256(rated.read_bytes()).hexdigest())


def test_a_cut_out_of_a_picture_is_not_taken_for_it(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    _annotated(paths_of(task)[1], (20, 20))
    assert found_again(tmp_path, task)[0] == 0


def test_a_file_of_another_task_is_not_taken_for_a_lost_one(tmp_path: Path) -> None:
    first, second = saved_to(tmp_path, 1, BARE), saved_to(tmp_path, 2, BARE)
    twin = replace(second.files[0], sha256=first.files[0].sha256, size=first.files[0].size)
    paths_of(second)[0].write_bytes(paths_of(first)[0].read_bytes())
    paths_of(first)[0].unlink()
    count, (found, _) = found_again(tmp_path, first, replace(second, files=(twin,)))
    assert (count, found.files[0].path) == (0, first.files[0].path)


def test_a_described_copy_of_equal_bytes_belongs_to_whom_it_names(tmp_path: Path) -> None:
    first, second = saved_to(tmp_path, 1), saved_to(tmp_path, 2)
    paths_of(second)[0].write_bytes(paths_of(first)[0].read_bytes())
    paths_of(first)[0].unlink()
    assert found_again(tmp_path, first)[0] == 0


def test_a_file_that_is_there_is_not_looked_for(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    copy = tmp_path / "files" / "copy.glb"
    copy.write_bytes(paths_of(task)[0].read_bytes())
    count, (found,) = found_again(tmp_path, task)
    assert (count, found.files) == (0, task.files)


def test_a_file_that_is_back_where_it_was_counts_as_found(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    was = replace(task, files=tuple(replace(f, state=FileState.MISSING) for f in task.files))
    count, (found,) = found_again(tmp_path, was)
    assert (count, found.files) == (3, task.files)


def test_a_note_that_it_was_found_is_kept_once_beside_the_others(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    noted = replace(task.files[0], notes=("Cut once.", FOUND))
    moved = move(paths_of(task)[0], tmp_path / "files" / "again")
    _, (found,) = found_again(tmp_path, replace(task, files=(noted,)))
    assert (found.files[0].path, found.files[0].notes) == (str(moved), ("Cut once.", FOUND))


def test_a_start_finds_what_was_moved_and_marks_what_was_not(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    model, rendered, front = paths_of(task)
    moved = move(model, tmp_path / "files" / "sorted")
    rendered.unlink()
    other = move(front, tmp_path / "other root")

    async def story(board: Board, store: TaskStore) -> list[str]:
        await board.add([task])
        changed = await look_for_files(board, await store.saved_paths(), tmp_path / "files", tmp_path / "other root")
        again = await look_for_files(board, await store.saved_paths(), tmp_path / "files", tmp_path / "other root")
        assert again == [], "what is missing is looked for once"
        (found,) = await store.get([1])
        assert [f.state for f in found.files] == [FileState.SAVED, FileState.MISSING, FileState.SAVED]
        assert [f.path for f in found.files] == [str(moved), str(rendered), str(other)]
        assert [f.notes for f in found.files] == [(FOUND,), (), (FOUND,)]
        return [file.part for file in changed]

    assert on_board(tmp_path, story) == ["model", "rendered", "front"]


def test_a_file_marked_missing_is_found_when_the_user_asks(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    was = tuple(replace(f, state=FileState.MISSING) for f in task.files)
    moved = [move(path, tmp_path / "files" / "sorted") for path in paths_of(task)]
    count, (found,) = found_again(tmp_path, replace(task, files=was))
    assert (count, paths_of(found), badge_of(found)) == (3, moved, Badge.SAVED)


def test_a_file_that_is_being_saved_again_meanwhile_is_left_alone(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    busy = tuple(replace(f, state=FileState.SAVING) for f in task.files)
    for path in paths_of(task):
        move(path, tmp_path / "files" / "sorted")
    assert found_again(tmp_path, replace(task, files=busy))[0] == 0


# -- bounds --------------------------------------------------------------------------------------------------------------


def _names(seen: Iterator[object]) -> list[str]:
    return [one.path.name for one in seen]  # type: ignore[attr-defined]  # of Seen


def test_a_scan_passes_over_what_is_hidden_linked_unfinished_or_closed(tmp_path: Path) -> None:
    for name in (
        "a/x.png",
        "a/x.png.json",
        ".hidden/x.png",
        "$RECYCLE.BIN/x.png",
        "a/.x.png",
        "a/y.png.outtray-1-2.part",
        "b/z.glb",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "file").symlink_to(tmp_path / "b" / "z.glb")
    seen = list(files_below([tmp_path, tmp_path / "a", tmp_path / "nowhere"], Patience(100, 60)))
    assert [(one.path.name, one.has_sidecar) for one in seen] == [("x.png", True), ("x.png.json", False), ("z.glb", False)]


def test_a_scan_ends_after_so_many_files_and_so_much_time(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.png").touch()
    assert len(_names(files_below([tmp_path], Patience(4, 60)))) == 4
    assert _names(files_below([tmp_path], Patience(100, -1))) == []


def test_a_search_that_ran_out_of_time_finds_nothing_and_says_so_by_nothing(tmp_path: Path) -> None:
    task = saved_to(tmp_path, settings=BARE)
    lost = lost_files([replace(task, id=1)], {str(path) for path in paths_of(task)})
    for path in paths_of(task):
        move(path, tmp_path / "files" / "b")
    assert search(lost, [tmp_path / "files"], (), Patience(100, -1)) == {}
    assert len(search(lost, [tmp_path / "files"], (), Patience(100, 60))) == 3


@pytest.mark.parametrize("hostile", [b"[" * 100_000, b"{}", b"\xff"])
def test_hostile_descriptions_on_the_way_hold_up_nothing(tmp_path: Path, hostile: bytes) -> None:
    task = saved_to(tmp_path, settings=BARE)
    moved = move(paths_of(task)[0], tmp_path / "files" / "b")
    sidecar_path(moved).write_bytes(hostile)
    assert found_again(tmp_path, replace(task, files=task.files[:1]))[0] == 1


def test_the_disk_is_looked_through_while_the_loop_goes_on(tmp_path: Path) -> None:
    task = saved_to(tmp_path)
    for path in paths_of(task):
        move(path, tmp_path / "files" / "b")

    async def story(board: Board, store: TaskStore) -> int:
        await board.add([task])
        turns = 0
        looking = asyncio.create_task(find_moved(board, store, [1], [tmp_path / "files"]))
        while not looking.done():
            turns += 1
            await asyncio.sleep(0)
        assert await looking == 3
        return turns

    assert on_board(tmp_path, story) > 10
