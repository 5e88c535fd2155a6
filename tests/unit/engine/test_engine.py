"""Rules of the whole engine, against the rehearsal providers over real sockets."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.account import Account
from desktop.domain.badge import badge_of, problem_of
from desktop.domain.events import Notice, TasksChanged
from desktop.domain.problem import ProblemKind
from desktop.domain.problems import words
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import detail_line
from desktop.engine.renaming import Renaming
from desktop.rehearsal import faults as f
from desktop.rehearsal.builders import images, model, single, songs
from desktop.rehearsal.catalogue import good_samples
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Ending, Sample, SampleFile, Server
from desktop.storage.png_text import without_tags
from desktop.storage.secrets import SecretStore
from desktop.storage.trouble import StorageTrouble
from tests.fakes.engine_parts import MEDIA, Rig, at_work, files_in, no_keyring

SETTINGS = Settings(reserve_mb=1)
BY_HAND = Settings(reserve_mb=1, auto_save=False)
ENDS = (Badge.SAVED, Badge.FAILED, Badge.GONE, Badge.PARTLY_SAVED, Badge.NEEDS_YOU, Badge.BLOCKED)


def finished(number: int = 1, server: Server = Server.TRIPO, *files: SampleFile, **fields: object) -> Sample:
    """Return a sample that has ended before anybody asks."""
    kinds = {Server.TRIPO: MediaKind.MODEL}
    given = {
        "server": server,
        "task_id": make_id(server, f"finished-{number}"),
        "prompt": f"Lamp {number}",
        "kind": kinds.get(server, MediaKind.IMAGE),
        "action": {Server.TRIPO: "text_to_model", Server.MIDJOURNEY: "UPSCALE"}.get(server, ""),
        "files": files or (single("image", "city.png") if server is not Server.TRIPO else model()[:1]),
        "waiting": 0.0,
        "generating": 1.0,
        "age": 60.0,
        **fields,
    }
    return Sample(**given)  # type: ignore[arg-type]  # the fields of a sample


def big(seconds_to_fetch: float = 60.0) -> tuple[SampleFile, ...]:
    """Return a file that takes long to be fetched."""
    rate = 2_000_000 / seconds_to_fetch
    return (SampleFile(key="image", media="city.png", pad=2_000_000, faults=(f.Fault(behaviour=f.Slow(rate)),)),)


def _bytes(file: ResultFile) -> bytes:
    """Return what lies where a file was saved."""
    assert file.path is not None
    return Path(file.path).read_bytes()


def play(
    folder: Path,
    samples: Sequence[Sample],
    use: Callable[[Rig, Rehearsal, list[Task]], Awaitable[None]],
    *,
    settings: Settings = SETTINGS,
    link_seconds: float | None = None,
) -> None:
    """Run `use` with an engine that tracks `samples`."""

    async def run(rehearsal: Rehearsal) -> None:
        async with at_work(folder, settings=settings) as rig:
            accounts = await rig.connect(rehearsal, *{str(sample.server) for sample in samples})
            tasks = await rig.track_samples(accounts, samples)
            await use(rig, rehearsal, tasks)

    with Rehearsal(samples, media=MEDIA, link_seconds=link_seconds) as rehearsal:
        asyncio.run(run(rehearsal))


# -- the whole way ---------------------------------------------------------------------------------------------------


def test_every_file_of_every_system_arrives_whole_and_within_the_budgets(tmp_path: Path) -> None:
    samples = [replace(sample, waiting=0.0, generating=0.5, age=60.0) for sample in good_samples(30)]

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del tasks
        saved = await rig.until_badges(Badge.SAVED)
        served = sorted(sha for sample in samples for sha in rehearsal.served_sha256s(sample.task_id).values())
        kept = [file for task in saved for file in task.files if file.text is None and not file.made_from]
        assert all(file.sha256 == sha256(_bytes(file)).hexdigest() for file in kept)
        assert all(file.served_sha256 == sha256(without_tags(_bytes(file))).hexdigest() for file in kept)
        assert {file.served_sha256 for file in kept} <= set(served)
        assert sum(sample.expect_files for sample in samples) == len(kept)
        assert not [name for name in files_in(tmp_path / "files") if name.endswith(".part")]
        assert rehearsal.record.busiest_second(Server.CRUN) <= 8
        assert rehearsal.record.most_at_once(Server.FILES) <= SETTINGS.save_slots
        assert not any(rehearsal.record.holding(known.key, Server.FILES, Server.ELSEWHERE) for known in rehearsal.connections)

    play(tmp_path, samples, use, link_seconds=5.0)


def test_crun_is_never_asked_more_than_eight_times_a_second(tmp_path: Path) -> None:
    samples = [finished(n, Server.CRUN, ending=Ending.NEVER_ENDS) for n in range(40)]

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        for _ in range(2):
            await rig.engine.check([task.id for task in tasks])
            await rig.until(lambda _: rehearsal.record.count(Server.CRUN) >= 16)
        assert rehearsal.record.busiest_second(Server.CRUN) <= 8

    play(tmp_path, samples, use)


def test_a_slow_account_does_not_hold_up_a_fast_one(tmp_path: Path) -> None:
    slow = [finished(n, Server.CRUN, faults=(f.Fault(behaviour=f.Latency(8.0)),)) for n in range(6)]
    fast = [finished(n, Server.MIDJOURNEY) for n in range(6)]

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        quick = {task.id for task in tasks if task.ref.provider == "midjourney"}
        found = await rig.until(lambda all_: all(badge_of(task) is Badge.SAVED for task in all_ if task.id in quick))
        assert {badge_of(task) for task in found if task.id not in quick} == {Badge.WAITING}

    play(tmp_path, [*slow, *fast], use)


def test_lyrics_are_saved_beside_the_songs(tmp_path: Path) -> None:
    song = Sample(
        server=Server.CRUN,
        task_id=make_id(Server.CRUN, "song"),
        title="Tide",
        text="Salt on the window",
        kind=MediaKind.AUDIO,
        files=songs(),
        waiting=0,
        generating=1,
        age=60,
    )

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del rehearsal, tasks
        (task,) = await rig.until_badges(Badge.SAVED)
        words_of_it = [file for file in task.files if file.kind is MediaKind.TEXT]
        assert words_of_it
        assert b"Salt on the window" in _bytes(words_of_it[0])

    play(tmp_path, [song], use)


# -- file hosts in trouble -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        f.Truncated(),
        f.Truncated(lies=True),
        f.ServerError(503),
        f.TooMany(),
        f.Dropped(),
        f.Refused(403),
        f.Expired(),
        f.Refused(404),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
def test_trouble_of_a_file_host_that_passes_costs_nothing(tmp_path: Path, trouble: f.Behaviour) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del tasks
        (task,) = await rig.until_badges(Badge.SAVED)
        assert task.files[0].served_sha256 == rehearsal.served_sha256(task.ref.task_id, "model")
        assert len(files_in(tmp_path / "files")) == 1
        assert rehearsal.record.count(Server.FILES) >= 2

    (file,) = model()[:1]
    broken = replace(file, faults=(f.Fault(behaviour=trouble, times=1),))
    play(tmp_path, [finished(1, Server.TRIPO, broken)], use)


def test_a_file_that_is_gone_leaves_the_rest_partly_saved(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del tasks
        (task,) = await rig.until_badges(Badge.PARTLY_SAVED)
        assert sorted(file.state for file in task.files) == [FileState.GONE, FileState.SAVED, FileState.SAVED]
        assert rehearsal.record.count(Server.FILES, status=404) == 3
        assert "gone" in detail_line(task, rig.clock.now()).lower()

    first, *rest = images("citrus.webp", "reef.jpg", "dusk.png")
    lost = replace(first, faults=(f.Fault(behaviour=f.Refused(404)),))
    play(tmp_path, [finished(1, Server.CRUN, lost, *rest)], use)


@pytest.mark.parametrize("kind", ["html", "json", "media"])
def test_wrong_bytes_are_never_saved_and_said_in_a_sentence(tmp_path: Path, kind: str) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del rehearsal, tasks
        (task,) = await rig.until_badges(Badge.FAILED)
        said = problem_of(task)
        assert said is not None
        assert said.kind is ProblemKind.WRONG_BYTES
        assert "instead of" in words(said).title
        assert files_in(tmp_path / "files") == []

    (file,) = model()[:1]
    wrong = replace(file, faults=(f.Fault(behaviour=f.WrongBytes(kind)),))  # type: ignore[arg-type]  # one of its three words
    play(tmp_path, [finished(1, Server.TRIPO, wrong)], use)


def test_files_of_the_same_name_are_numbered(tmp_path: Path) -> None:
    samples = [finished(n, Server.CRUN, prompt="The same name") for n in range(3)]

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del rehearsal, tasks
        saved = await rig.until_badges(Badge.SAVED)
        assert sorted(Path(task.files[0].path or "").name for task in saved) == ["same (2).png", "same (3).png", "same.png"]

    play(tmp_path, samples, use, settings=replace(SETTINGS, template="same"))


# -- the user's acts -------------------------------------------------------------------------------------------------


def test_without_automatic_saving_nothing_is_saved_until_asked(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until_badges(Badge.FINISHED_NOT_SAVED)
        assert rehearsal.record.count(Server.FILES) == 0
        await rig.engine.save([tasks[0].id])
        found = await rig.until(lambda all_: badge_of(next(t for t in all_ if t.id == tasks[0].id)) is Badge.SAVED)
        assert {badge_of(task) for task in found if task.id != tasks[0].id} == {Badge.FINISHED_NOT_SAVED}
        await rig.engine.change_settings(replace(rig.engine.settings(), auto_save=True))
        await rig.until_badges(Badge.SAVED)

    play(tmp_path, [finished(1), finished(2)], use, settings=BY_HAND)


def test_pausing_stops_a_save_at_once_and_resuming_goes_on(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until_badges(Badge.SAVING)
        await rig.until(lambda all_: all_[0].files[0].received > 0)
        await rig.engine.pause([tasks[0].id])
        assert badge_of(await rig.task(tasks[0].id)) is Badge.PAUSED
        assert files_in(tmp_path / "files") == []
        assert rig.engine.budget().saving == 0
        rehearsal.clear_faults()
        await rig.engine.resume([tasks[0].id])
        (task,) = await rig.until_badges(Badge.SAVED)
        assert len(files_in(tmp_path / "files")) == 1
        assert task.files[0].served_sha256 == rehearsal.served_sha256(task.ref.task_id, "image")

    play(tmp_path, [finished(1, Server.CRUN, *big())], use)


def test_removing_a_task_while_it_is_saved_leaves_nothing_of_it(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until(lambda all_: all_[0].files != () and all_[0].files[0].received > 0)
        await rig.engine.remove([tasks[0].id])
        assert await rig.tasks() == []
        assert files_in(tmp_path / "files") == []
        rehearsal.clear_faults()
        await rig.engine.restore([tasks[0].id])
        await rig.until_badges(Badge.SAVED)
        assert len(files_in(tmp_path / "files")) == 1

    play(tmp_path, [finished(1, Server.CRUN, *big())], use)


def test_a_new_run_continues_what_was_under_way(tmp_path: Path) -> None:
    secrets = SecretStore({}, no_keyring)
    slow = finished(1, Server.CRUN, *big())
    waiting = finished(2, Server.CRUN, age=0.0, waiting=0.0, generating=3.0)

    async def first(rehearsal: Rehearsal) -> Account:
        async with at_work(tmp_path, settings=BY_HAND, secrets=secrets) as rig:
            accounts = await rig.connect(rehearsal, "crun")
            tasks = await rig.track_samples(accounts, [slow, waiting])
            await rig.until(lambda all_: bool(next(t for t in all_ if t.id == tasks[0].id).files))
            await rig.engine.save([tasks[0].id])
            await rig.until(lambda all_: any(file.received for task in all_ for file in task.files))
        assert files_in(tmp_path / "files") == []
        return accounts["crun"]

    async def second(rehearsal: Rehearsal) -> None:
        rehearsal.clear_faults()
        async with at_work(tmp_path, settings=BY_HAND, secrets=secrets) as rig:
            found = await rig.until(lambda all_: all(t.files for t in all_) and any(badge_of(t) is Badge.SAVED for t in all_))
            assert {t.ref.task_id: badge_of(t) for t in found} == {
                slow.task_id: Badge.SAVED,
                waiting.task_id: Badge.FINISHED_NOT_SAVED,
            }
            assert len(files_in(tmp_path / "files")) == 1

    with Rehearsal([slow, waiting], media=MEDIA) as rehearsal:
        asyncio.run(first(rehearsal))
        asyncio.run(second(rehearsal))
    secrets.close()


def test_what_a_listener_hears_the_store_has(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del rehearsal
        seen: list[bool] = []

        def heard(event: object) -> None:
            if isinstance(event, TasksChanged):
                written = {write.task.id: write.task for commit in rig.store.commits for write in commit}
                seen.extend(_same_state(task, written[task.id]) for task in event.tasks)

        rig.engine.subscribe(heard)
        await rig.engine.save([task.id for task in tasks])
        await rig.until_badges(Badge.SAVED)
        assert seen
        assert all(seen)

    play(tmp_path, [finished(n) for n in range(4)], use)


def _same_state(shown: Task, stored: Task) -> bool:
    return (shown.remote, badge_of(shown), [file.state for file in shown.files]) == (
        stored.remote,
        badge_of(stored),
        [file.state for file in stored.files],
    )


def test_an_old_link_is_not_used_when_a_key_is_needed_for_a_new_one(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until_badges(Badge.FINISHED_NOT_SAVED)
        rehearsal.set_fault(f.Refused(401), server=Server.CRUN)
        rehearsal.set_fault(f.Expired(), server=Server.FILES, times=1)
        await rig.engine.save([tasks[0].id])
        (task,) = await rig.until_badges(Badge.NEEDS_YOU)
        assert task.problem is not None
        assert task.problem.kind is ProblemKind.KEY_REJECTED
        assert task.files[0].state is FileState.WANTED
        rehearsal.clear_faults()
        await rig.engine.change_settings(SETTINGS)
        assert task.account_id is not None
        await rig.engine.set_key(task.account_id, rehearsal.key(Server.CRUN), session_only=True)
        await rig.until_badges(Badge.SAVED)

    play(tmp_path, [finished(1, Server.CRUN)], use, settings=BY_HAND)


def test_an_account_says_where_its_key_lies_once_it_is_given_even_without_tasks(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, _: list[Task]) -> None:
        account = await rig.engine.add_account("tripo", "Second", base_url=rehearsal.base_urls[Server.TRIPO])
        await rig.engine.set_key(account.id, rehearsal.key(Server.TRIPO), session_only=True)
        (state,) = [each for each in rig.engine.accounts() if each.account.id == account.id]
        assert (state.key_source, state.key_hint) == ("session", rehearsal.key(Server.TRIPO)[-4:])

    play(tmp_path, [], use)


def test_stopping_the_engine_in_the_middle_of_everything_is_quick_and_clean(tmp_path: Path) -> None:
    samples = [finished(n, Server.CRUN, *big()) for n in range(6)] + [finished(n, ending=Ending.NEVER_ENDS) for n in range(20)]

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        del rehearsal, tasks
        await rig.until(lambda all_: sum(badge_of(task) is Badge.SAVING for task in all_) >= SETTINGS.save_slots)
        async with asyncio.timeout(3.0):
            rig.running.cancel()
            await asyncio.wait([rig.running])
        stored = await rig.store.open_tasks()
        assert len(stored) == 26
        assert FileState.SAVING not in {file.state for task in stored for file in task.files}
        assert files_in(tmp_path / "files") == []

    play(tmp_path, samples, use)


def test_nothing_waits_for_a_drive_that_hangs_while_a_broken_off_rename_is_set_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: Renaming) -> int:
        await asyncio.Event().wait()
        return 0

    async def story() -> None:
        async with asyncio.timeout(10), at_work(tmp_path):
            pass  # it was ready, and it ended

    monkeypatch.setattr(Renaming, "recover", hang)
    asyncio.run(story())


def test_what_hinders_setting_a_broken_off_rename_right_is_said_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: Renaming) -> int:
        raise StorageTrouble("The disk is full.")

    async def story() -> None:
        async with asyncio.timeout(10), at_work(tmp_path) as rig:
            heard: list[str] = []
            while not heard:
                await asyncio.sleep(0.005)
                rig.engine.subscribe(lambda event: heard.append(event.text or "") if isinstance(event, Notice) else None)()
            assert heard[0].startswith("The disk is full. ")
            assert not rig.running.done()

    monkeypatch.setattr(Renaming, "recover", refuse)
    asyncio.run(story())
