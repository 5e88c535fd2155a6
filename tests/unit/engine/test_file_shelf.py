"""Rules of the shelf: names from the template, nothing replaced, nothing left behind."""

import asyncio
import errno
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.problem import ProblemKind
from desktop.domain.settings import Settings
from desktop.domain.status import IdKind, MediaKind
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.engine.attempts import Heard, SavedFile
from desktop.engine.clock import SystemClock
from desktop.engine.drives import Drives
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.fetch import Fetcher
from desktop.engine.file_shelf import FileShelf
from desktop.engine.names import Names
from tests.fakes.engine_parts import MEDIA, WatchedStore, describer, files_in
from tests.fakes.records import a_file, a_task
from tests.unit.engine.wire import http_server

GLB = (MEDIA / "lamp.glb").read_bytes()


class Owners:
    """The settings and the one account a shelf asks for."""

    def __init__(self) -> None:
        self.set = Settings(reserve_mb=1, template="{task:8}{part}", sidecars=False)

        self.claims: set[str] = set()

    def settings(self) -> Settings:
        return self.set

    async def claimed(self, paths: Sequence[str]) -> set[str]:
        return self.claims & set(paths)

    def account(self, account_id: str | None) -> Account | None:
        if account_id is None:
            return None
        return Account(id="a1", provider="tripo", name="Studio", base_url="http://127.0.0.1:1", header=HeaderStyle.BEARER)


def on_shelf(folder: Path, use: Callable[[FileShelf, Owners], Awaitable[None]]) -> None:
    """Run `use` with a shelf below `folder / "files"`."""

    async def run() -> None:
        owners, fetcher = Owners(), Fetcher(3, version="test")
        try:
            names = Names(owners, folder / "files", folder)
            described = describer(owners, SystemClock())
            store = WatchedStore.at(folder.with_name(f"{folder.name}-profile"), SystemClock())
            shelf = FileShelf(owners, names, described, fetcher, folder / "rescued", owners.claimed, Drives(store))
            try:
                await use(shelf, owners)
            finally:
                await store.close()
        finally:
            await fetcher.close(1.0)

    asyncio.run(run())


def model(*parts: str) -> Task:
    task = replace(a_task(), ref=TaskRef("tripo", "http://127.0.0.1:1", IdKind.TASK_ID, "1ec04ced-4b87"))
    return replace(task, files=tuple(a_file(part) for part in parts or ("model",)))


HEARD = Heard(lambda _received, _size: None, lambda _point: None)


def paths_in(folder: Path) -> list[Path]:
    """Return every file below `folder`."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def save(shelf: FileShelf, task: Task, file: ResultFile, url: str, heard: Heard = HEARD) -> SavedFile:
    """Fetch a file and give it its name, as the saver does."""
    root = shelf.root_of(task)
    arrived = await shelf.fetch(task, file, url, root, heard)
    try:
        return await shelf.keep(task, file, arrived, root)
    except asyncio.CancelledError:
        await shelf.discard(arrived.part)
        raise


async def write(shelf: FileShelf, task: Task, file: ResultFile) -> SavedFile:
    """Write a text and give it its name."""
    root = shelf.root_of(task)
    return await shelf.keep(task, file, await shelf.write(task, file, root), root)


async def serve_model(_request: web.BaseRequest) -> web.Response:
    return web.Response(body=GLB, content_type="model/gltf-binary")


def test_a_file_gets_its_name_from_the_template_and_keeps_its_bytes(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        del owners
        async with http_server(serve_model) as url:
            task = model()
            saved = await save(shelf, task, task.files[0], f"{url}/x")
        assert saved.path.parent == tmp_path / "files"
        assert saved.path.suffix == ".glb"
        assert (saved.size, saved.sha256) == (len(GLB), sha256(GLB).hexdigest())
        assert files_in(tmp_path) == [saved.path.name]

    on_shelf(tmp_path, use)


def test_files_of_the_same_name_never_replace_one_another(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        owners.set = replace(owners.set, template="lamp")
        async with http_server(serve_model) as url:
            task = model()
            await asyncio.gather(*(save(shelf, task, task.files[0], f"{url}/{n}") for n in range(3)))
        assert files_in(tmp_path) == ["lamp (2).glb", "lamp (3).glb", "lamp.glb"]

    on_shelf(tmp_path, use)


def test_a_file_that_a_killed_run_had_named_already_is_taken_up_instead_of_saved_again(tmp_path: Path) -> None:
    task = replace(model(), files=(a_file(),))

    async def be_killed(shelf: FileShelf, owners: Owners) -> None:
        owners.set = replace(owners.set, template="lamp", sidecars=True)
        async with http_server(serve_model) as url:
            await save(shelf, task, task.files[0], f"{url}/x")

    async def go_on(shelf: FileShelf, owners: Owners) -> None:
        owners.set = replace(owners.set, template="lamp", sidecars=True)
        async with http_server(serve_model) as url:
            again = await save(shelf, task, task.files[0], f"{url}/x")
            assert again.path == tmp_path / "files" / "lamp.glb"
            assert again.path.with_name("lamp.glb.json").is_file()
            owners.claims = {str(again.path)}
            other = await save(shelf, replace(task, id=2), task.files[0], f"{url}/x")
            assert other.path.name == "lamp (2).glb", "what this run saved is somebody's"

    async def with_an_owner(shelf: FileShelf, owners: Owners) -> None:
        owners.set = replace(owners.set, template="lamp")
        owners.claims = {str(tmp_path / "files" / name) for name in ("lamp.glb", "lamp (2).glb")}
        async with http_server(serve_model) as url:
            assert (await save(shelf, task, task.files[0], f"{url}/x")).path.name == "lamp (3).glb"

    async def beside_the_users_own(shelf: FileShelf, owners: Owners) -> None:
        owners.set = replace(owners.set, template="mine", sidecars=True)
        mine = tmp_path / "files" / "mine.glb"
        mine.write_bytes(GLB)
        async with http_server(serve_model) as url:
            assert (await save(shelf, task, task.files[0], f"{url}/x")).path.name == "mine (2).glb"

    for use in (be_killed, go_on, with_an_owner, beside_the_users_own):
        on_shelf(tmp_path, use)


def test_words_are_written_as_a_text_file(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        del owners
        file = ResultFile(part="lyrics", name="lyrics.txt", kind=MediaKind.TEXT, text="Ebbe, nimm’s langsam")
        saved = await write(shelf, replace(model(), files=(file,)), file)
        assert saved.path.read_text() == "Ebbe, nimm’s langsam"
        assert saved.path.suffix == ".txt"
        assert saved.size == saved.path.stat().st_size

    on_shelf(tmp_path, use)


def test_what_a_killed_run_left_of_a_file_is_removed_and_nothing_else_is(tmp_path: Path) -> None:
    folder, task = tmp_path / "files", model("model", "mesh")
    foreign = [folder / "lamp.part", folder / "lamp.glb.outtray-0badf00d-00000000.part"]

    async def be_killed(shelf: FileShelf, _owners: Owners) -> None:
        async with http_server(serve_model) as url:
            for file in task.files:
                await shelf.fetch(task, file, f"{url}/x", shelf.root_of(task), HEARD)

    async def save_one(shelf: FileShelf, _owners: Owners) -> None:
        async with http_server(serve_model) as url:
            await save(shelf, task, task.files[0], f"{url}/x")

    on_shelf(tmp_path, be_killed)
    left = [path for path in folder.iterdir() if path.suffix == ".part"]
    assert len(left) == 2
    for path in foreign:
        path.write_bytes(b"not ours")
    on_shelf(tmp_path, save_one)
    still = {path for path in folder.iterdir() if path.suffix == ".part"}
    assert still > set(foreign)
    assert len(still) == 3, "the other file's leftover waits for its own save"


def test_a_folder_that_is_a_file_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        (tmp_path / "files").write_text("in the way")
        async with http_server(serve_model) as url:
            task = model()
            with pytest.raises(FetchFault) as caught:
                await save(shelf, task, task.files[0], f"{url}/x")
        assert caught.value.kind is FaultKind.FOLDER_GONE
        assert files_in(tmp_path) == ["files"]

    on_shelf(tmp_path, use)


def test_a_file_is_named_by_the_settings_of_the_moment_it_gets_its_name(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        async def change_template(_request: web.BaseRequest) -> web.Response:
            owners.set = replace(owners.set, template="{provider}/other")
            return web.Response(body=GLB)

        owners.set = replace(owners.set, template="lamp", sidecars=False)
        async with http_server(change_template) as url:
            task = model()
            first = await save(shelf, task, task.files[0], f"{url}/1")
            second = await save(shelf, task, task.files[0], f"{url}/2")
        assert first.path == tmp_path / "files" / "tripo" / "other.glb"
        assert second.path.name == "other (2).glb"

    on_shelf(tmp_path, use)


def test_a_disk_without_room_names_the_folder_that_was_chosen_and_what_is_kept_free(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        owners.set = Settings(reserve_mb=10**9, template="{project}/{task:8}{part}")
        async with http_server(serve_model) as url:
            task = model()
            for saving in (
                save(shelf, task, task.files[0], f"{url}/x"),
                write(shelf, task, replace(task.files[0], urls=(), text="words")),
            ):
                with pytest.raises(FetchFault) as caught:
                    await saving
                facts = dict(caught.value.problem.facts)
                assert (caught.value.kind, facts["folder"]) == (FaultKind.DISK_FULL, str(tmp_path / "files"))
                assert facts["reserve"] == "1000000 GB"

    on_shelf(tmp_path, use)


def test_a_file_that_cannot_get_its_name_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_part: Path, _wanted: Path, *, synced: bool) -> Path:
        del synced
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop.engine.placing.place_new", full)

    async def use(shelf: FileShelf, owners: Owners) -> None:
        del owners
        async with http_server(serve_model) as url:
            task = model()
            with pytest.raises(FetchFault) as caught:
                await save(shelf, task, task.files[0], f"{url}/x")
        assert caught.value.problem.kind is ProblemKind.DISK_FULL
        assert files_in(tmp_path) == []

    on_shelf(tmp_path, use)


@pytest.mark.parametrize("moment", range(8))
def test_calling_a_save_off_leaves_a_whole_file_or_none(tmp_path: Path, moment: int) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        del owners
        async with http_server(serve_model) as url:
            for attempt in range(6):
                task = model()
                saving = asyncio.create_task(save(shelf, task, task.files[0], f"{url}/{attempt}"))
                await asyncio.wait([saving], timeout=0.001 * moment + 0.0003 * attempt)
                saving.cancel()
                with suppress(asyncio.CancelledError):
                    await saving
                said = [] if saving.cancelled() else [saving.result().path]
                async with asyncio.timeout(10):  # what came whole too late is removed in a thread
                    while (found := paths_in(tmp_path / "files")) != said:  # noqa: ASYNC110  # a thread sets no asyncio event
                        await asyncio.sleep(0.002)
                for path in found:
                    assert path.read_bytes() == GLB
                    path.unlink()

    on_shelf(tmp_path, use)


def test_more_slots_are_more_workers(tmp_path: Path) -> None:
    async def use(shelf: FileShelf, owners: Owners) -> None:
        at_once = asyncio.Semaphore(0)
        open_all = asyncio.Event()

        async def held(request: web.BaseRequest) -> web.Response:
            at_once.release()
            await open_all.wait()
            return await serve_model(request)

        owners.set = replace(owners.set, save_slots=6)
        shelf.settings_changed()
        async with http_server(held) as url:
            task = model()
            saves = [asyncio.create_task(save(shelf, task, task.files[0], f"{url}/{n}")) for n in range(7)]
            async with asyncio.timeout(10.0):
                for _ in saves:
                    await at_once.acquire()
            open_all.set()
            await asyncio.gather(*saves)

    on_shelf(tmp_path, use)
