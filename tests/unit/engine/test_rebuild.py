"""A lost list comes back from the files alone, and nothing is invented, doubled or fetched on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.advance import needs_file, needs_request
from desktop.domain.badge import badge_of
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState, IdKind, MediaKind, Remote
from desktop.domain.task import Cost, Task, TaskRef
from desktop.engine.attempts import Arrived
from desktop.engine.board import Board
from desktop.engine.describe import Describer
from desktop.engine.ports import Rebuilt, Refusal
from desktop.engine.rebuild import ON_DISK, rebuild
from desktop.engine.relink import FOUND
from desktop.storage.redaction import Redactor
from desktop.storage.sidecars import sidecar_path
from desktop.storage.tasks import TaskStore
from tests.fakes.clock import ManualClock
from tests.fakes.records import NOW, a_file, later

KEY = "tsk_PLANTED0tripo0PLANTED0tripo0PLANTED"
SIGNED = f"https://files.example/tripo/{KEY}/model.glb?Policy=PLANTED&Signature=PLANTED&Key-Pair-Id=PLANTED"
ORIGIN = "https://openapi.tripo3d.ai"
ACCOUNT = Account(id="a1", provider="tripo", name="Studio", base_url=f"{ORIGIN}/v3", header=HeaderStyle.BEARER)
PARTS = {"model": MediaKind.MODEL, "rendered": MediaKind.IMAGE, "front": MediaKind.IMAGE}


def picture(words: str) -> bytes:
    held = BytesIO()
    Image.new("RGB", (40, 30), f"#{sha256(words.encode()).hexdigest()[:6]}").save(held, "PNG")
    return held.getvalue()


def finished(number: int) -> Task:
    """Return a task with three parts, each with its own facts, none saved yet."""
    files = tuple(
        a_file(part, name=f"{part}{'.glb' if kind is MediaKind.MODEL else '.png'}", kind=kind, urls=(SIGNED,))
        for part, kind in PARTS.items()
    )
    return Task(
        id=0,
        ref=TaskRef("tripo", ORIGIN, IdKind.TASK_ID, f"task-{number}"),
        account_id="a1",
        project="Winter" if number % 2 else None,
        title=f"Lamp {number}",
        prompt=f"brass lamp {number}, key {KEY}, see {SIGNED}",
        model="v3.1",
        action="text_to_model",
        kind=MediaKind.MODEL,
        tags=("pbr", str(number)),
        remote=Remote.DONE,
        remote_raw="success",
        final=True,
        seen=True,
        progress=100,
        cost=Cost(30.0, 20.0 + number),
        added_at=later(-100 - number),
        created_at=later(-90 - number),
        finished_at=later(-80 - number),
        files=files,
    )


def save_all(task: Task, folder: Path, settings: Settings | None = None) -> Task:
    """Save every part of a task to the disk as a shelf does; return the task as it is then."""
    given = settings or Settings()
    by = Describer(lambda: given, Redactor([KEY]).without_keys, "1.2", account_name=lambda _: "Studio", now=lambda: NOW)
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for file in task.files:
        image = file.kind is MediaKind.IMAGE
        data = picture(task.ref.task_id + file.part) if image else f"glTF {task.ref.task_id}".encode()
        part = folder / f"{task.ref.task_id} {file.name}.part"
        part.write_bytes(data)
        arrived = Arrived(
            part=part,
            size=len(data),
            sha256=sha256(data).hexdigest(),
            media_type="image/png" if image else "model/gltf-binary",
            extension=part.suffix,
            kind=file.kind,
            width=40 if image else None,
            height=30 if image else None,
        )
        described = by.before_naming(task, file, arrived)
        path = part.rename(part.with_name(part.name.removesuffix(".part")))
        assert by.after_naming(path, task, file, arrived, described) == ()
        saved.append(
            replace(
                file,
                state=FileState.SAVED,
                path=str(path),
                size=described.size,
                sha256=described.sha256,
                media_type=arrived.media_type,
                served_sha256=arrived.sha256,
                width=arrived.width,
                height=arrived.height,
            )
        )
    return replace(task, files=tuple(saved))


def on_board[T](folder: Path, use: Callable[[Board, TaskStore], Awaitable[T]], profile: str = "profile") -> T:
    """Run `use` with the list of a profile below `folder`."""

    async def run() -> T:
        (folder / profile).mkdir(exist_ok=True)
        store, _ = TaskStore.open(folder / profile / "tasks.db", folder / profile / "copies", NOW)
        try:
            return await use(Board(store, ManualClock()), store)
        finally:
            await store.close()

    return asyncio.run(run())


def rebuilt(folder: Path, *before: Task, accounts: tuple[Account, ...] = (ACCOUNT,)) -> tuple[Rebuilt, list[Task]]:
    """Rebuild from `folder / files` onto a list that holds `before`; return the outcome and the list."""

    async def story(board: Board, store: TaskStore) -> tuple[Rebuilt, list[Task]]:
        await board.add(before)
        outcome = await rebuild(board, folder / "files", accounts, NOW)
        return outcome, await store.get(range(1, 200))

    return on_board(folder, story)


def known_of(task: Task) -> Task:
    """Return what a description tells of a task: all but the links, the secrets in its words, and our number."""
    hidden = task.prompt.replace(KEY, "[hidden]").replace(
        SIGNED.replace(KEY, "[hidden]"), "https://files.example/tripo/[hidden]/model.glb"
    )
    files = tuple(replace(f, urls=(), served_sha256=f.served_sha256 if f.served_sha256 != f.sha256 else None) for f in task.files)
    return replace(task, id=0, prompt=hidden, files=files)


def test_every_item_comes_back_after_the_database_is_lost(tmp_path: Path) -> None:
    tasks = [save_all(finished(n), tmp_path / "files" / f"2026-11-{n:02}") for n in range(1, 13)]
    outcome, found = rebuilt(tmp_path)
    assert outcome == Rebuilt(added=12, known=0, sentence="12 tasks came back.")
    by_id = {task.ref: task for task in found}
    for task in tasks:
        assert known_of(by_id[task.ref]) == known_of(task)
    assert {badge_of(task) for task in found} == {Badge.SAVED}
    assert not any(needs_request(task) or needs_file(task) for task in found), "nothing is fetched again"
    written = b"".join(path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file())
    assert b"PLANTED" not in written


def test_what_is_on_the_list_already_keeps_its_record(tmp_path: Path) -> None:
    tasks = [save_all(finished(n), tmp_path / "files") for n in range(1, 4)]
    mine = replace(tasks[0], title="My own title", project="Mine")
    outcome, found = rebuilt(tmp_path, mine)
    assert outcome == Rebuilt(added=2, known=1, sentence="2 tasks came back, 1 was on the list already.")
    assert found[0] == replace(mine, id=1)
    again, _ = rebuilt(tmp_path)
    assert again == Rebuilt(added=0, known=3, sentence="3 tasks are on the list already; no other came back.")


def test_moved_files_of_tasks_on_the_list_are_found(tmp_path: Path) -> None:
    task = save_all(finished(1), tmp_path / "files" / "elsewhere")
    was = tuple(replace(f, path=f"/gone/{f.name}", state=FileState.MISSING, notes=("old",)) for f in task.files)
    outcome, (found,) = rebuilt(tmp_path, replace(task, files=was))
    assert outcome.sentence == "1 task is on the list already; no other came back. 3 files of tasks on the list were found again."
    assert [(f.state, f.path, f.notes) for f in found.files] == [(FileState.SAVED, f.path, ("old", FOUND)) for f in task.files]


def test_what_failed_or_was_gone_is_saved_where_it_lies_on_the_disk(tmp_path: Path) -> None:
    task = save_all(finished(1), tmp_path / "files")
    states = (FileState.FAILED, FileState.GONE, FileState.SAVING)
    before = tuple(replace(f, state=s, path=None, sha256=None) for f, s in zip(task.files, states, strict=True))
    _, (found,) = rebuilt(tmp_path, replace(task, files=before))
    assert [f.state for f in found.files] == [FileState.SAVED, FileState.SAVED, FileState.SAVING], (
        "what is being saved is left alone"
    )
    assert [(f.path, f.sha256, f.notes) for f in found.files[:2]] == [(f.path, f.sha256, (ON_DISK,)) for f in task.files[:2]]


@pytest.mark.parametrize(("saved", "final"), [(3, True), (2, False)])
def test_an_older_list_learns_what_was_saved_since(tmp_path: Path, saved: int, *, final: bool) -> None:
    task = save_all(finished(1), tmp_path / "files")
    for file in task.files[saved:]:
        assert file.path is not None
        Path(file.path).unlink()
    waiting = replace(task, remote=Remote.WAITING, remote_raw="queued", final=False, files=(), progress=None)
    _, (found,) = rebuilt(tmp_path, waiting)
    assert [(f.part, f.state) for f in found.files] == [(f.part, FileState.SAVED) for f in task.files[:saved]]
    assert found.final is final, "the provider is asked for parts that are not here"


def test_parts_that_are_not_here_are_not_invented(tmp_path: Path) -> None:
    task = save_all(finished(1), tmp_path / "files")
    assert task.files[0].path is not None
    Path(task.files[0].path).unlink()
    _, (found,) = rebuilt(tmp_path)
    assert [f.part for f in found.files] == ["rendered", "front"]


def test_one_file_that_holds_two_parts_brings_both_back(tmp_path: Path) -> None:
    task = save_all(replace(finished(1), files=finished(1).files[:1]), tmp_path / "files")
    by = Describer(Settings, str, "1.2", account_name=lambda _: "", now=lambda: NOW)
    path = Path(task.files[0].path or "")
    assert by.add_equal(path, task, a_file("pbr", name="pbr.glb")) == ()
    _, (found,) = rebuilt(tmp_path)
    assert [(f.part, f.name, f.path) for f in found.files] == [("model", "model.glb", str(path)), ("pbr", "pbr.glb", str(path))]


def test_a_picture_without_its_sidecar_comes_back_by_its_tag(tmp_path: Path) -> None:
    task = save_all(finished(1), tmp_path / "files", Settings(sidecars=False))
    outcome, (found,) = rebuilt(tmp_path)
    assert outcome.added == 1
    assert (found.ref, found.title, found.account_id, found.finished_at) == (task.ref, "Lamp 1", None, task.finished_at)
    assert [(f.part, f.size, f.sha256) for f in found.files] == [(f.part, f.size, f.sha256) for f in task.files[2:0:-1]]


def test_a_file_that_is_not_as_saved_is_left_out_and_counted(tmp_path: Path) -> None:
    task = save_all(finished(1), tmp_path / "files")
    Path(task.files[0].path or "").write_bytes(b"converted by another tool")
    outcome, (found,) = rebuilt(tmp_path)
    assert [f.part for f in found.files] == ["rendered", "front"]
    assert outcome.sentence == "1 task came back. 1 file was left out: it is not as saved any more."


def test_an_account_is_known_by_address_and_name(tmp_path: Path) -> None:
    save_all(finished(1), tmp_path / "files")
    others = (replace(ACCOUNT, id="b", name="Client"), replace(ACCOUNT, id="c", base_url="https://elsewhere.example"))
    _, (found,) = rebuilt(tmp_path, accounts=others)
    assert found.account_id is None
    assert badge_of(found) is Badge.SAVED


def test_a_removed_task_comes_back_and_its_files_with_it(tmp_path: Path) -> None:
    task = save_all(finished(1), tmp_path / "files")
    lost = replace(task, files=tuple(replace(f, path="/gone/x") for f in task.files))

    async def story(board: Board, store: TaskStore) -> None:
        await board.add([lost])
        await board.remove([1])
        outcome = await rebuild(board, tmp_path / "files", (), NOW)
        (found,) = await store.get([1])
        assert (outcome.added, outcome.known) == (1, 0)
        assert [f.path for f in found.files] == [f.path for f in task.files]

    on_board(tmp_path, story)


def test_hidden_folders_and_links_are_not_followed(tmp_path: Path) -> None:
    save_all(finished(1), tmp_path / "files" / ".trash")
    save_all(finished(2), tmp_path / "outside")
    (tmp_path / "files" / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "files" / "round").symlink_to(tmp_path / "files", target_is_directory=True)
    outcome, found = rebuilt(tmp_path)
    assert (outcome.added, found) == (0, [])
    assert outcome.sentence == (
        f"No file below “{tmp_path / 'files'}” says which task it is of. Choose the folder that Outtray saved to; "
        "only files that were saved with a description can be brought back."
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is no folder that can be looked into"):
        rebuilt(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("provider", "nobody"), ("origin", "file:///etc"), ("origin", "https://a.example/path"), ("origin", "https://[x")],
)
def test_a_hostile_description_puts_nothing_on_the_list(tmp_path: Path, name: str, value: str) -> None:
    task = save_all(replace(finished(1), files=finished(1).files[:1]), tmp_path / "files")
    target = sidecar_path(Path(task.files[0].path or ""))
    told = {"provider": "tripo", "origin": ORIGIN}[name]
    target.write_text(target.read_text().replace(f'"{name}": "{told}"', f'"{name}": "{value}"'))
    outcome, found = rebuilt(tmp_path)
    assert (outcome.added, found) == (0, [])
