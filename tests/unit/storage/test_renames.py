"""The journal of renames, and telling from the disk what a killed run had moved."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage import files
from desktop.storage.files import copy_name
from desktop.storage.moves import Whereabouts, find_out, free_target, move_both
from desktop.storage.renames import KEPT_BATCHES, Rename, RenameState
from desktop.storage.sidecars import sidecar_path
from desktop.storage.tasks import TaskStore
from tests.unit.storage.opened import on_store


def test_a_batch_is_written_in_order_and_settled_line_by_line(tmp_path: Path) -> None:
    wanted = [Rename(7, "model", "/a/x.glb", "/b/x.glb"), Rename(8, "1", "/a/y.png", "/b/y.png")]

    async def use(store: TaskStore) -> None:
        first, second = await store.begin_renames(wanted)
        assert [first.rename, second.rename] == wanted
        assert first.batch == second.batch
        await store.settle_renames([first.id], RenameState.DONE)
        await store.retarget_renames([second.id], "/b/y (2).png")
        (open_line,) = await store.planned_renames()
        assert (open_line.id, open_line.rename.new) == (second.id, "/b/y (2).png")
        assert [line.state for line in await store.renames_of(first.batch)] == [RenameState.DONE, RenameState.PLANNED]
        assert await store.renames_of(first.batch + 1) == []

    on_store(tmp_path, use)


def test_old_batches_are_forgotten_but_never_one_that_is_open(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        (still_open,) = await store.begin_renames([Rename(1, "1", "/a", "/b")])
        (closed,) = await store.begin_renames([Rename(2, "1", "/a", "/b")])
        await store.settle_renames([closed.id], RenameState.DONE)
        for _ in range(KEPT_BATCHES + 1):
            (line,) = await store.begin_renames([Rename(3, "1", "/a", "/b")])
            await store.settle_renames([line.id], RenameState.DONE)
        assert await store.planned_renames() == [still_open]
        assert await store.renames_of(closed.batch) == []

    on_store(tmp_path, use)


def written(path: Path, data: bytes = b"result") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_description_moves_along_and_both_names_must_be_free(tmp_path: Path) -> None:
    old = written(tmp_path / "a.png")
    written(sidecar_path(old), b"{}")
    written(tmp_path / "b.png.json", b"foreign")
    target = free_target(old, tmp_path / "b.png", frozenset())
    assert target.name == "b (2).png"
    move_both(old, target, frozenset(), files.move)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b (2).png", "b (2).png.json", "b.png.json"]


def test_a_result_that_looks_like_a_description_is_left_where_it_is(tmp_path: Path) -> None:
    old = written(tmp_path / "a.png")
    other = written(tmp_path / "a.png.json", b'{"result": 1}')
    move_both(old, tmp_path / "b.png", frozenset({str(other)}), files.move)
    assert other.exists()


def test_a_link_or_a_folder_in_a_file_s_place_is_not_moved(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(written(tmp_path / "real.png"))
    (tmp_path / "b.png").mkdir()
    for name in ("a.png", "b.png", "gone.png"):
        with pytest.raises(FileNotFoundError):
            free_target(tmp_path / name, tmp_path / "c.png", frozenset())


class Site:
    """Two folders between which a file was being moved when the process was killed."""

    def __init__(self, one: Path, other: Path) -> None:
        self.old, self.new = one / "old" / "x.png", other / "new" / "y.png"
        for path in (self.old, self.new):
            path.parent.mkdir(parents=True)

    def look(self, *saved: Path) -> Whereabouts:
        return find_out(self.old, self.new, frozenset(map(str, saved)), files.move)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, tmp_path)


def test_a_file_under_its_new_name_has_moved_and_its_description_follows(site: Site) -> None:
    written(site.new)
    written(sidecar_path(site.old), b"{}")
    assert site.look() is Whereabouts.MOVED
    assert sidecar_path(site.new).read_bytes() == b"{}"
    assert not sidecar_path(site.old).exists()


def test_a_file_under_its_old_name_has_stayed_and_a_rest_of_its_copy_goes(site: Site) -> None:
    written(site.old)
    rest = written(copy_name(site.new), b"res")
    assert site.look() is Whereabouts.STAYED
    assert not rest.exists()


def test_a_file_with_both_names_loses_the_old_one(site: Site) -> None:
    os.link(written(site.old), site.new)
    assert site.look() is Whereabouts.MOVED
    assert not site.old.exists()
    assert site.new.read_bytes() == b"result"


def test_another_file_of_the_new_name_is_not_taken_for_ours(site: Site) -> None:
    written(site.old)
    written(site.new)
    assert site.look() is Whereabouts.STAYED, "the same bytes on the same drive are another file"
    assert site.old.exists()
    site.old.unlink()
    assert site.look(site.new) is Whereabouts.STAYED, "it is another result's"


def test_a_file_on_a_drive_that_is_away_is_looked_for_again_later(site: Site) -> None:
    shutil.rmtree(site.new.parent)
    assert site.look() is Whereabouts.UNKNOWN
    site.new.parent.mkdir()
    assert site.look() is Whereabouts.STAYED, "both drives are there, and the file is gone"


@pytest.fixture
def drives(tmp_path: Path) -> Iterator[Site]:
    """Two drives where this system has a second one at hand, else two folders."""
    memory = Path("/dev/shm")
    second = memory / f"outtray-test-{os.getpid()}" if memory.is_dir() else tmp_path / "second"
    second.mkdir()
    yield Site(tmp_path, second)
    shutil.rmtree(second)


def test_a_copy_that_was_to_take_its_file_s_place_on_another_drive_takes_it(drives: Site) -> None:
    if drives.old.parent.stat().st_dev == drives.new.parent.stat().st_dev:
        return
    written(drives.old)
    written(drives.new)
    assert drives.look() is Whereabouts.MOVED
    assert not drives.old.exists()
    written(drives.old, b"changed")
    assert drives.look() is Whereabouts.STAYED
    assert drives.old.exists()


def test_a_move_to_another_drive_keeps_bytes_and_time(drives: Site) -> None:
    written(drives.old)
    os.utime(drives.old, (1_700_000_000, 1_700_000_000))
    files.move(drives.old, drives.new)
    assert not drives.old.exists()
    assert drives.new.read_bytes() == b"result"
    assert drives.new.stat().st_mtime == 1_700_000_000
    assert [p.name for p in drives.new.parent.iterdir()] == ["y.png"]
