"""The inbox of a real engine over real folders."""

import asyncio
import importlib
import itertools
import json
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.account import Account
from desktop.domain.intake import Intake
from desktop.domain.query import ListQuery
from desktop.domain.settings import Settings
from desktop.engine.inbox_notices import ADDED, TOPIC, UNTAKEN, InboxNotices
from desktop.storage.inbox import InboxFolder, Seen, owner_name, unfit_sentence
from desktop.storage.trouble import StorageTrouble
from tests.fakes.engine_parts import Rig, at_work

UUID = "1ec04ced-4b87-44f6-a296-beea80777941"
OTHER = "8d5d6c3f-7a4e-4a67-9d2f-2f1b3b0a6f55"
THIRD = "0b9f3c9e-51a5-4f0a-8f2a-6f5d8b0d5c11"
KEY = "tsk_" + "Qz7" * 10
PATIENCE = 15.0


def inbox_of(folder: Path) -> Path:
    """Return a new inbox beside the profile."""
    inbox = folder / "inbox"
    inbox.mkdir()
    return inbox


def put(inbox: Path, name: str, text: str | bytes) -> None:
    """Put a file into the inbox as the guide says: under another name first."""
    fresh = inbox / f"{name}.tmp"
    fresh.write_bytes(text.encode() if isinstance(text, str) else text)
    fresh.rename(inbox / name)


async def until(condition: Callable[[], bool], said: object = "") -> None:
    """Return once a condition holds."""
    try:
        async with asyncio.timeout(PATIENCE):
            for _ in itertools.takewhile(lambda _: not condition(), itertools.count()):
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"It never came to that. {said}") from None


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


async def tracked(rig: Rig) -> dict[str, str | None]:
    """Return the ids on the list, each with its project."""
    tasks = await rig.engine.tasks(await rig.engine.ids(ListQuery()))
    return {task.ref.task_id: task.project for task in tasks}


@asynccontextmanager
async def watching(tmp_path: Path, inbox: Path | None = None, *, accounts: int = 1) -> AsyncIterator[tuple[Rig, Path]]:
    """Run an engine that watches an inbox, with Tripo accounts that nothing answers for."""
    chosen = inbox if inbox is not None else inbox_of(tmp_path)
    settings = Settings(inbox=str(chosen), reserve_mb=1, paused=True)
    async with at_work(tmp_path / "profile", settings=settings) as rig:
        for number in range(accounts):
            await rig.scripted(name=f"Studio {number}")
        yield rig, chosen


def reason(inbox: Path, name: str) -> str:
    """Return the text beside a file that failed."""
    return (inbox / "failed" / f"{name}.reason.txt").read_text(encoding="utf-8")


def holding(folder: Path, text: str) -> list[str]:
    """Return the names of the files anywhere below a folder that hold a text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if text.encode() in path.read_bytes())


@pytest.fixture(autouse=True)
def _profile(tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()


def test_files_are_added_from_and_moved_to_done_with_one_gathered_notice(tmp_path: Path) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            put(inbox, "a.txt", f"{UUID}\n{OTHER}\n")
            put(inbox, "b.csv", f"task_id,prompt\n{THIRD},a lamp\n")
            await until(lambda: names(inbox) == ["done"], rig.events)
            assert names(inbox / "done") == ["a.txt", "b.csv"]
            assert set(await tracked(rig)) == {UUID, OTHER, THIRD}
            await until(lambda: "3 tasks were added from the inbox." in rig.notices(ADDED), rig.events)
            await until(lambda: rig.notices(ADDED)[-1] is None)
            assert rig.notices(UNTAKEN) == rig.notices(TOPIC) == []

    asyncio.run(story())


def test_a_json_file_says_account_and_project(tmp_path: Path) -> None:
    async def story() -> None:
        async with watching(tmp_path, accounts=2) as (rig, inbox):
            put(inbox, "a.json", json.dumps({"ids": [UUID], "account": "tripo/Studio 1", "project": "Lamp"}))
            await until(lambda: names(inbox / "done") == ["a.json"], rig.events)
            (task,) = await rig.tasks()
            assert (task.ref.task_id, task.project) == (UUID, "Lamp")
            account = rig.engine.account(task.account_id)
            assert account is not None
            assert account.name == "Studio 1"

    asyncio.run(story())


def test_ids_known_already_are_put_into_the_project_and_nothing_is_doubled(tmp_path: Path) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            put(inbox, "a.txt", UUID)
            await until(lambda: names(inbox / "done") == ["a.txt"])
            put(inbox, "a.txt", json.dumps({"ids": [UUID], "project": "Lamp"}))
            put(inbox, "a.json", json.dumps({"ids": [UUID], "provider": "tripo", "project": "Lamp"}))
            await until(lambda: len(names(inbox / "done")) == 3, names(inbox / "failed"))
            assert await tracked(rig) == {UUID: "Lamp"}
            assert rig.notices(ADDED)[0] == "1 task was added from the inbox."

    asyncio.run(story())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", "nothing of interest", "No task id was found"),
        ("b.txt", b"\x89PNG\r\n\x1a\n\xff\xfe", "UTF-8"),
        ("c.json", json.dumps({"ids": [UUID], "account": "tripo/Nobody"}), "no account “tripo/Nobody”"),
        ("d.json", json.dumps({"ids": UUID}), "“ids” must be a list"),
        ("e.json", json.dumps({"ids": [UUID], "account": "Studio 0", "provider": "crun"}), "no account “crun/Studio 0”"),
        ("f.json", json.dumps({"ids": [UUID], "account": "tripo/Studio 0", "provider": "crun"}), "different providers"),
        ("g.txt", b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_can_not_be_taken_goes_to_failed_with_the_reason(
    tmp_path: Path, name: str, data: str | bytes, said: str
) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            put(inbox, name, data)
            await until(lambda: names(inbox / "failed") == [name, f"{name}.reason.txt"], rig.events)
            assert said in reason(inbox, name)
            assert "Nothing of this file was added." in reason(inbox, name)
            assert await tracked(rig) == {}
            await until(lambda: len(rig.notices(UNTAKEN)) == 1)
            assert f"“{name}”" in str(rig.notices(UNTAKEN))

    asyncio.run(story())


def test_what_is_clear_is_added_and_the_reason_tells_the_rest(tmp_path: Path) -> None:
    async def story() -> None:
        async with watching(tmp_path, accounts=2) as (rig, inbox):
            put(inbox, "a.txt", f"https://api.tripo3d.ai/v2/openapi/task/{UUID}\n1320098173412546\n")
            await until(lambda: names(inbox / "failed") == ["a.txt", "a.txt.reason.txt"], rig.events)
            said = reason(inbox, "a.txt")
            assert "1 task of this file was added" in said
            assert f"line 1: {UUID}" in said.partition("Not added")[2]
            assert list(await tracked(rig)) == ["1320098173412546"]

    asyncio.run(story())


def test_a_key_is_not_added_and_stands_nowhere_but_in_its_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            put(inbox, "a.txt", f"{UUID}\n{KEY}\n")
            put(inbox, "b.json", json.dumps({"ids": [OTHER, KEY]}))
            await until(lambda: len(names(inbox / "failed")) == 4, rig.events)
            assert set(await tracked(rig)) == {UUID, OTHER}
            assert "Line 2 holds an API key" in reason(inbox, "a.txt")
            assert holding(tmp_path, KEY) == ["a.txt", "b.json"]
            assert KEY not in caplog.text
            assert KEY not in str(rig.events)

    with caplog.at_level("DEBUG"):
        asyncio.run(story())


def test_a_file_that_is_still_written_is_left_alone(tmp_path: Path) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            put(inbox, "other.txt", THIRD)
            with (inbox / "slow.txt").open("w", encoding="utf-8") as file:
                for number in range(60):
                    file.write(f"{UUID[:-2]}{number:02d}\n")
                    file.flush()
                    await asyncio.sleep(0.02)
                    assert (inbox / "slow.txt").exists()
            await until(lambda: names(inbox / "done") == ["other.txt", "slow.txt"], rig.events)
            assert len(await tracked(rig)) == 61

    asyncio.run(story())


def test_what_is_written_into_a_claimed_file_is_added_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            examine = rig.engine.examine
            put(inbox, "a.txt", f"{UUID}\n")
            writer = (inbox / "a.txt").open("a", encoding="utf-8")
            asked = 0

            async def slowly(text: str, **more: object) -> Intake:
                nonlocal asked
                asked += 1
                found = await examine(text, **more)  # type: ignore[arg-type]  # as it was called
                if asked == 1:
                    writer.write(f"{OTHER}\n")
                    writer.close()
                return found

            monkeypatch.setattr(rig.engine, "examine", slowly)
            await until(lambda: names(inbox / "done") == ["a.txt"], rig.events)
            assert set(await tracked(rig)) == {UUID, OTHER}

    asyncio.run(story())


def test_what_a_killed_run_had_claimed_is_taken_by_the_next(tmp_path: Path) -> None:
    async def story() -> None:
        inbox = inbox_of(tmp_path)
        put(inbox, "a.json", json.dumps({"ids": [UUID], "provider": "tripo"}))
        killed = InboxFolder(inbox, "outtray")
        assert killed.claim(killed.look()[0]) is not None
        async with watching(tmp_path, inbox) as (rig, _):
            await until(lambda: names(inbox / "done") == ["a.json"], rig.events)
            assert list(await tracked(rig)) == [UUID]

    asyncio.run(story())


def test_while_the_list_can_not_be_written_a_file_waits_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            add = rig.engine.add

            async def refuse(*_rows: object, **_more: object) -> list[object]:
                raise StorageTrouble("The disk that holds the task list is full. Make room, then try again.")

            monkeypatch.setattr(rig.engine, "add", refuse)
            put(inbox, "a.txt", UUID)
            await until(lambda: bool(rig.notices(TOPIC)), rig.events)
            assert "disk" in str(rig.notices(TOPIC)[-1])
            monkeypatch.setattr(rig.engine, "add", add)
            await until(lambda: names(inbox / "done") == ["a.txt"], rig.events)
            await until(lambda: rig.notices(TOPIC)[-1] is None)
            assert names(inbox / "failed") == []

    asyncio.run(story())


def test_a_folder_that_is_away_is_said_once_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            inbox.rename(tmp_path / "away")
            await until(lambda: bool(rig.notices(TOPIC)), rig.events)
            put(tmp_path / "away", "a.txt", UUID)
            (tmp_path / "away").rename(inbox)
            await until(lambda: names(inbox / "done") == ["a.txt"], rig.events)
            said, over = rig.notices(TOPIC)
            assert over is None
            assert f"“{inbox}” isn't available" in str(said)

    asyncio.run(story())


@pytest.mark.parametrize("taken", ["done", "failed", ".taking"])
def test_a_file_where_a_folder_of_the_inbox_would_be_is_named(tmp_path: Path, taken: str) -> None:
    async def story() -> None:
        inbox = inbox_of(tmp_path)
        (inbox / taken).write_text("of the user")
        put(inbox, "a.txt", UUID if taken != "failed" else "nothing of interest")
        async with watching(tmp_path, inbox) as (rig, _):
            await until(lambda: bool(rig.notices(TOPIC)), rig.events)
            assert f"“{inbox / taken}” isn't available (a file is in its place)" in str(rig.notices(TOPIC)[-1])
            assert (inbox / taken).read_text() == "of the user"
            (inbox / taken).unlink()
            await until(lambda: bool(names(inbox / "done") + names(inbox / "failed")), rig.events)

    asyncio.run(story())


def test_a_file_that_can_not_be_moved_is_said_and_taken_once_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held_by_its_program(_self: InboxFolder, seen: Seen) -> Path | None:
        raise PermissionError(13, "Permission denied", seen.name)

    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            with monkeypatch.context() as patch:
                patch.setattr(InboxFolder, "claim", held_by_its_program)
                put(inbox, "a.txt", UUID)
                await until(lambda: bool(rig.notices(TOPIC)), rig.events)
                assert "“a.txt” can't be moved out" in str(rig.notices(TOPIC)[-1])
                assert names(inbox) == ["a.txt"]
            await until(lambda: names(inbox / "done") == ["a.txt"], rig.events)
            await until(lambda: rig.notices(TOPIC)[-1] is None, rig.events)

    asyncio.run(story())


def test_the_folder_is_watched_and_left_as_the_settings_say(tmp_path: Path) -> None:
    async def story() -> None:
        inbox = inbox_of(tmp_path)
        put(inbox, "a.txt", UUID)
        async with watching(tmp_path, Path()) as (rig, _):
            await rig.engine.change_settings(replace(rig.engine.settings(), inbox=str(inbox)))
            await until(lambda: names(inbox / "done") == ["a.txt"], rig.events)
            await rig.engine.change_settings(replace(rig.engine.settings(), inbox=""))
            put(inbox, "b.txt", OTHER)
            await asyncio.sleep(0.4)
            assert (inbox / "b.txt").exists()

    asyncio.run(story())


def test_a_folder_for_results_is_no_inbox(tmp_path: Path) -> None:
    async def story() -> None:
        results = tmp_path / "profile" / "files"
        results.mkdir()
        put(results, "a.json", json.dumps({"ids": [UUID]}))
        async with watching(tmp_path, results) as (rig, _):
            await until(lambda: bool(rig.notices(TOPIC)), rig.events)
            assert "results are saved to" in str(rig.notices(TOPIC)[-1])
            assert names(results) == ["a.json"]

    asyncio.run(story())


@pytest.mark.parametrize("step", ["held", "look", "claim", "read", "size"])
def test_a_drive_that_hangs_is_said_and_left_when_another_inbox_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    let_go = threading.Event()
    real = getattr(InboxFolder, step)

    def hangs(folder: InboxFolder, *given: object) -> object:
        if folder.root.name == "inbox":
            let_go.wait(PATIENCE)
        return real(folder, *given)

    async def story() -> None:
        monkeypatch.setattr("desktop.engine.inbox.ANSWER_SECONDS", 0.05)
        monkeypatch.setattr(InboxFolder, step, hangs)
        async with watching(tmp_path) as (rig, inbox):
            put(inbox, "slow.txt", THIRD)
            await until(lambda: "doesn't answer" in str(rig.notices(TOPIC)), rig.events)
            other = tmp_path / "other"
            other.mkdir()
            put(other, "a.txt", UUID)
            await rig.engine.change_settings(replace(rig.engine.settings(), inbox=str(other)))
            await until(lambda: names(other / "done") == ["a.txt"], rig.events)
            assert rig.notices(TOPIC)[-1] is None
            assert rig.notices(UNTAKEN) == []
            assert not (inbox / "failed").exists()

    try:
        asyncio.run(story())
    finally:
        let_go.set()


def test_what_waits_for_the_list_is_given_back_when_the_inbox_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_rows: object, **_more: object) -> list[object]:
        raise StorageTrouble("The disk that holds the task list is full. Make room, then try again.")

    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            monkeypatch.setattr(rig.engine, "add", refuse)
            put(inbox, "a.txt", UUID)
            await until(lambda: bool(rig.notices(TOPIC)), rig.events)
            assert names(inbox) == [".taking"]
            await rig.engine.change_settings(replace(rig.engine.settings(), inbox=""))
            await until(lambda: names(inbox) == ["a.txt"], rig.events)

    asyncio.run(story())


def test_a_file_taken_away_while_it_is_read_troubles_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            examine = rig.engine.examine

            async def taken_meanwhile(text: str, **more: object) -> Intake:
                (inbox / ".taking" / "outtray" / "a.txt").unlink(missing_ok=True)
                return await examine(text, **more)  # type: ignore[arg-type]  # as it was called

            monkeypatch.setattr(rig.engine, "examine", taken_meanwhile)
            monkeypatch.setattr(InboxFolder, "size", lambda _folder, _path: len(UUID))
            put(inbox, "a.txt", UUID)
            await until(lambda: bool(rig.notices(ADDED)), rig.events)
            put(inbox, "b.txt", OTHER)
            await until(lambda: names(inbox / "done") == ["b.txt"], rig.events)
            assert rig.notices(TOPIC) == rig.notices(UNTAKEN) == []

    asyncio.run(story())


def test_thousands_of_ids_are_judged_beside_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where: list[threading.Thread] = []

    def noted(name: str) -> None:
        module, _, attribute = name.rpartition(".")
        real = getattr(importlib.import_module(module), attribute)

        def instead(*given: object, **named: object) -> object:
            where.append(threading.current_thread())
            return real(*given, **named)

        monkeypatch.setattr(name, instead)

    for name in ("desktop.domain.resolve.refs_of", "desktop.domain.resolve.resolve", "desktop.engine.inbox.missing_of"):
        noted(name)

    async def story() -> None:
        async with watching(tmp_path) as (_, inbox):
            put(inbox, "a.txt", UUID)
            await until(lambda: names(inbox / "done") == ["a.txt"])

    asyncio.run(story())
    assert len(where) == 3
    assert threading.main_thread() not in where


@pytest.mark.parametrize("inside", ["Results", "Results/tripo", "results/Tripo/x"])
def test_a_folder_within_the_results_is_no_inbox(tmp_path: Path, inside: str) -> None:
    assert "results are saved to" in unfit_sentence(tmp_path / inside, [tmp_path / "Results"])
    assert unfit_sentence(tmp_path / "Results-inbox", [tmp_path / "Results"]) == ""


@pytest.mark.parametrize("folder", [Path.home(), Path("/"), Path("inbox"), Path.home() / "x" / ".."])
def test_folders_with_other_files_of_the_users_are_no_inbox(folder: Path) -> None:
    assert unfit_sentence(folder, ())


def test_each_profile_claims_under_a_name_of_its_own_and_always_the_same(tmp_path: Path) -> None:
    assert owner_name(tmp_path / "a") == owner_name(tmp_path / "a") != owner_name(tmp_path / "b")


def test_an_empty_file_waits_for_its_content_before_it_counts_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (_, inbox):
            for name in ("a.txt", "b.txt"):
                (inbox / name).touch()
            put(inbox, "other.txt", THIRD)
            await until(lambda: names(inbox / "done") == ["other.txt"])
            (inbox / "a.txt").write_text(UUID)
            await until(lambda: names(inbox / "done") == ["a.txt", "other.txt"])
            assert (inbox / "b.txt").exists()
            monkeypatch.setattr("desktop.engine.inbox.EMPTY_SECONDS", 0)
            await until(lambda: "b.txt" in names(inbox / "failed"))
            assert "The file is empty." in reason(inbox, "b.txt")

    asyncio.run(story())


def test_what_failed_is_not_told_again_when_something_else_is_added() -> None:
    said: list[str] = []
    notices = InboxNotices(lambda notice: said.append(notice.topic), lambda notice: said.append(notice.topic))
    notices.failed("a.txt")
    notices.tell(0, 60)
    notices.added(1)
    notices.tell(1, 60)
    assert said == [UNTAKEN, ADDED]


def test_one_file_that_can_not_be_understood_does_not_stop_the_watching(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with watching(tmp_path) as (rig, inbox):
            account_of = rig.engine.account_of

            def odd(handle: str) -> Account:
                if "odd" in handle:
                    raise ZeroDivisionError
                return account_of(handle)

            monkeypatch.setattr(rig.engine, "account_of", odd)
            put(inbox, "a.json", json.dumps({"ids": [UUID], "account": "tripo/odd"}))
            await until(lambda: "a.json" in names(inbox / "failed"), rig.events)
            put(inbox, "b.json", json.dumps({"ids": [UUID], "account": "tripo/Studio 0"}))
            await until(lambda: names(inbox / "done") == ["b.json"], rig.events)
            assert "error of its own" in reason(inbox, "a.json")

    asyncio.run(story())
    assert "could not be taken" in caplog.text
