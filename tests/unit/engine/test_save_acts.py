"""Rules of what a user does about saving, with the whole engine against the rehearsal providers over real sockets."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.badge import badge_of
from desktop.domain.problem import ProblemKind
from desktop.domain.query import ListQuery, View
from desktop.domain.settings import ProjectRules, Settings
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import Task
from desktop.engine.ports import Refusal
from desktop.engine.verbs import Verbs
from desktop.rehearsal import faults as f
from desktop.rehearsal.builders import images, model, songs
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, SampleFile, Server
from tests.fakes.engine_parts import MEDIA, Rig, at_work, files_in

SETTINGS = Settings(reserve_mb=1, sidecars=False, embed=False)
SLOWLY = (f.Fault(behaviour=f.Slow(400_000.0)),)


def sample(name: str, *files: SampleFile, server: Server = Server.CRUN, **fields: object) -> Sample:
    """Return a task that ended before anybody asks."""
    given: dict[str, object] = {
        "files": files or images("city.png"),
        "waiting": 0.0,
        "generating": 1.0,
        "age": 60.0,
        "kind": MediaKind.MODEL if server is Server.TRIPO else MediaKind.IMAGE,
        "action": {Server.TRIPO: "text_to_model", Server.MIDJOURNEY: "IMAGINE"}.get(server, ""),
        **fields,
    }
    return Sample(server=server, task_id=make_id(server, name), prompt=name, **given)  # type: ignore[arg-type]


def large(key: str = "image-1") -> SampleFile:
    """Return a file of 2 MB that takes 5 s."""
    return SampleFile(key=key, media="city.png", pad=2_000_000, faults=SLOWLY)


def play(
    folder: Path,
    samples: Sequence[Sample],
    use: Callable[[Rig, Rehearsal, list[Task]], Awaitable[None]],
    *,
    settings: Settings = SETTINGS,
    roots_by_settings: bool = False,
    link_seconds: float | None = None,
) -> None:
    """Run `use` with an engine that tracks `samples`."""

    async def run(rehearsal: Rehearsal) -> None:
        async with at_work(folder, settings=settings, roots_by_settings=roots_by_settings) as rig:
            accounts = await rig.connect(rehearsal, *{str(sample.server) for sample in samples})
            await use(rig, rehearsal, await rig.track_samples(accounts, samples))

    with Rehearsal(samples, media=MEDIA, link_seconds=link_seconds) as rehearsal:
        asyncio.run(run(rehearsal))


async def under_way(rig: Rig, least: int = 600_000) -> Task:
    """Return the first task once so much of its first file came."""
    return (await rig.until(lambda tasks: bool(tasks) and tasks[0].files != () and tasks[0].files[0].received > least))[0]


# -- pausing, going on, giving up ------------------------------------------------------------------------------------


def test_a_held_file_stops_at_once_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        task = await under_way(rig)
        await rig.engine.hold_files(task.id, ["1"], held=True)
        held = await rig.task(task.id)
        assert badge_of(held) is Badge.PAUSED
        assert held.files[0].resume is not None
        kept = held.files[0].resume.size
        assert kept >= 256 * 1024
        rehearsal.clear_faults()
        await rig.engine.hold_files(task.id, ["1"], held=False)
        (saved,) = await rig.until_badges(Badge.SAVED)
        assert saved.files[0].sha256 == rehearsal.served_sha256(task.ref.task_id, "image-1")
        assert f"bytes={kept}-" in [seen.headers.get("range") for seen in rehearsal.record.all(Server.FILES)]
        assert len(files_in(tmp_path / "files")) == 1

    play(tmp_path, [sample("Harbour", large())], use)


def test_cancelling_gives_up_what_is_not_saved_and_deletes_what_came_of_it(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        task = await under_way(rig)
        await rig.engine.cancel([task.id])
        assert badge_of(await rig.task(task.id)) is Badge.CANCELLED
        assert files_in(tmp_path / "files") == []
        rehearsal.clear_faults()
        await rig.engine.want_files(task.id, ["1"])
        await rig.until_badges(Badge.SAVED)

    play(tmp_path, [sample("Harbour", large())], use)


def test_a_file_given_up_leaves_its_task_saved_without_it(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        task = await under_way(rig)
        await rig.engine.drop_files(task.id, ["1"])
        (task,) = await rig.until_badges(Badge.SAVED)
        assert [(file.part, file.state, file.chosen) for file in task.files] == [
            ("1", FileState.WANTED, False),
            ("2", FileState.SAVED, True),
        ]

    play(tmp_path, [sample("Harbour", large(), SampleFile(key="image-2", media="reef.jpg"))], use)


def test_a_paused_account_sends_nothing_and_saves_nothing_until_it_goes_on(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        task = await under_way(rig)
        assert task.account_id is not None
        await rig.engine.pause_account(task.account_id, paused=True)
        asked = rehearsal.record.count(Server.CRUN), rehearsal.record.count(Server.FILES)
        await rig.engine.check([task.id])
        await rig.engine.save([task.id])
        assert rig.engine.budget().saving == 0
        await asyncio.sleep(0.3)
        assert (rehearsal.record.count(Server.CRUN), rehearsal.record.count(Server.FILES)) == asked
        rehearsal.clear_faults()
        await rig.engine.pause_account(task.account_id, paused=False)
        await rig.until_badges(Badge.SAVED)

    play(tmp_path, [sample("Harbour", large())], use)


def test_pausing_everything_lasts_into_the_next_run(tmp_path: Path) -> None:
    async def first(rehearsal: Rehearsal) -> None:
        async with at_work(tmp_path, settings=SETTINGS) as rig:
            accounts = await rig.connect(rehearsal, "crun")
            await rig.track_samples(accounts, rehearsal.samples)
            await under_way(rig)
            await rig.engine.pause_all(paused=True)
            assert rig.engine.budget().saving == 0
            assert rig.notices("paused")[-1] is not None

    async def second(rehearsal: Rehearsal) -> None:
        asked = rehearsal.record.count(Server.CRUN)
        async with at_work(tmp_path, settings=replace(SETTINGS, paused=True)) as rig:
            await asyncio.sleep(0.3)
            assert rig.notices("paused") != []
            assert rehearsal.record.count(Server.CRUN) == asked
            (state,) = rig.engine.accounts()
            await rig.engine.set_key(state.account.id, rehearsal.key(Server.CRUN), session_only=True)
            rehearsal.clear_faults()
            await rig.engine.pause_all(paused=False)
            await rig.until_badges(Badge.SAVED)
            assert rig.notices("paused")[-1] is None

    with Rehearsal([sample("Harbour", large())], media=MEDIA) as rehearsal:
        asyncio.run(first(rehearsal))
        asyncio.run(second(rehearsal))


def test_acts_on_a_task_that_is_gone_say_so(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        for act in (
            rig.engine.hold_files(99, ["model"], held=True),
            rig.engine.drop_files(99, ["model"]),
            rig.engine.want_files(99, ["model"]),
        ):
            with pytest.raises(Refusal, match="no longer on the list"):
                await act
        with pytest.raises(Refusal, match="no longer connected"):
            await rig.engine.pause_account("nobody", paused=True)

    play(tmp_path, [sample("Harbour")], use)


# -- which parts -----------------------------------------------------------------------------------------------------


def test_parts_left_out_are_not_saved_and_are_once_they_are_chosen_again(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        (task,) = await rig.until_badges(Badge.SAVED)
        assert {file.part for file in task.files if file.state is FileState.SAVED} == {"model", "rendered_image"}
        await rig.engine.change_settings(replace(rig.engine.settings(), left_out=()))
        await rig.engine.want_files(task.id, [file.part for file in task.files])
        (task,) = await rig.until(lambda all_: all(file.state is FileState.SAVED for file in all_[0].files))
        assert len(task.files) == 6

    left_out = replace(SETTINGS, left_out=("tripo:views",))
    play(tmp_path, [sample("Lamp", *model(), server=Server.TRIPO)], use, settings=left_out)


def test_a_part_left_out_while_it_waits_is_not_saved(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until(lambda all_: bool(all_[0].files))
        await rig.engine.change_settings(replace(rig.engine.settings(), left_out=("suno:covers",), auto_save=True))
        (task,) = await rig.until_badges(Badge.SAVED)
        assert {file.part for file in task.files if file.state is FileState.SAVED} == {"audio-1", "audio-2"}
        assert len(task.files) == 4

    play(tmp_path, [sample("Tide", *songs(), kind=MediaKind.AUDIO)], use, settings=replace(SETTINGS, auto_save=False))


def test_a_grid_brings_its_four_tiles_beside_it(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        (task,) = await rig.until_badges(Badge.SAVED)
        assert [file.part for file in task.files] == ["image", "tile-1", "tile-2", "tile-3", "tile-4"]
        assert len(files_in(tmp_path / "files")) == 5
        assert rehearsal.record.count(Server.FILES) == 1
        assert {(file.width, file.height) for file in task.files[1:]} == {(task.files[0].width // 2, task.files[0].height // 2)}  # type: ignore[operator]

    play(tmp_path, [sample("Fox", *a_grid(), server=Server.MIDJOURNEY)], use)


def a_grid() -> tuple[SampleFile, ...]:
    """Return a picture of even sides, large enough to be a grid."""
    return (SampleFile(key="image", media="grid.jpg"),)


# -- folders ---------------------------------------------------------------------------------------------------------


def test_projects_and_providers_have_folders_of_their_own(tmp_path: Path) -> None:
    settings = replace(
        SETTINGS,
        folder=str(tmp_path / "all"),
        provider_folders=(("tripo", str(tmp_path / "models")),),
        projects=(ProjectRules(name="Autumn", folder=str(tmp_path / "autumn")),),
    )

    async def run(rehearsal: Rehearsal) -> None:
        async with at_work(tmp_path, settings=settings, roots_by_settings=True) as rig:
            accounts = await rig.connect(rehearsal, "crun", "tripo")
            await rig.track_samples(accounts, rehearsal.samples[:2])
            rows = await rig.engine.examine(rehearsal.samples[2].added_id, account_id=accounts["crun"].id)
            await rig.engine.add(rows.rows, project="Autumn")
            await rig.until_badges(Badge.SAVED)
        assert [len(files_in(tmp_path / name)) for name in ("all", "models", "autumn")] == [1, 1, 1]

    samples = [sample("a"), sample("b", SampleFile(key="model", media="lamp.glb"), server=Server.TRIPO), sample("c")]
    with Rehearsal(samples, media=MEDIA) as rehearsal:
        asyncio.run(run(rehearsal))


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount a file system of its own, which only root may."""
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield folder
    finally:
        if folder.is_mount():
            unmount(folder)


def unmount(folder: Path) -> None:
    """Take a drive away, whatever is open on it."""
    subprocess.run(["umount", "-l", str(folder)], check=True)


def content(path: str | None) -> bytes:
    """Return what is in a saved file."""
    assert path is not None
    return Path(path).read_bytes()


def empty(path: str | None) -> None:
    """Damage a saved file."""
    assert path is not None
    Path(path).write_bytes(b"")


def test_a_disk_that_fills_in_mid_save_pauses_its_folder_with_one_message_and_goes_on_by_itself(tmp_path: Path) -> None:
    def whole(task: Task, rehearsal: Rehearsal) -> bool:
        path = Path(task.files[0].path or "")
        return sha256(path.read_bytes()).hexdigest() == rehearsal.served_sha256(task.ref.task_id, "image-1")

    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        ballast = tmp_path / "small" / "ballast"
        await under_way(rig)
        ballast.write_bytes(bytes(3_600_000))
        found = await rig.until_badges(Badge.NEEDS_YOU, Badge.SAVED)
        waiting = [task for task in found if badge_of(task) is Badge.NEEDS_YOU]
        assert waiting
        assert {task.files[0].problem.kind for task in waiting if task.files[0].problem} == {ProblemKind.DISK_FULL}
        assert len([notice for notice in folder_notices(rig) if notice]) == 1
        ballast.unlink()
        saved = await rig.until_badges(Badge.SAVED)
        assert all(whole(task, rehearsal) for task in saved)
        assert folder_notices(rig)[-1] is None

    with small_disk(tmp_path / "small", 6) as disk:
        settings = replace(SETTINGS, folder=str(disk), reserve_mb=0)
        play(tmp_path, [sample(name, large()) for name in ("a", "b")], use, settings=settings, roots_by_settings=True)


def folder_notices(rig: Rig) -> list[str | None]:
    return rig.notices(f"folder:{rig.folder / 'small'}")


def test_what_would_be_lost_is_rescued_while_its_folder_is_away(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        (task,) = await rig.until_badges(Badge.SAVED)
        assert Path(task.files[0].path or "").is_relative_to(tmp_path / "rescued")
        assert str(tmp_path / "rescued") in task.files[0].notes[0]

    (tmp_path / "away").write_text("a file where the folder should be")
    lost_soon = sample("Lamp", SampleFile(key="model", media="lamp.glb"), server=Server.TRIPO)
    settings = replace(SETTINGS, folder=str(tmp_path / "away"))
    play(tmp_path, [lost_soon], use, settings=settings, roots_by_settings=True)


# -- at risk ---------------------------------------------------------------------------------------------------------


def test_a_paused_result_near_its_end_is_at_risk_and_stands_in_that_view(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until(lambda all_: bool(all_[0].files))
        await rig.engine.pause([tasks[0].id])
        query = ListQuery(view=View.AT_RISK)
        assert list(await rig.engine.ids(query)) == [tasks[0].id]
        assert (await rig.engine.counts()).views[View.AT_RISK] == 1
        assert rig.engine.budget().at_risk == {tasks[0].id}
        await rig.engine.resume([tasks[0].id])
        await rig.engine.save([tasks[0].id])
        await rig.until_badges(Badge.SAVED)
        assert list(await rig.engine.ids(query)) == []

    lamp = sample("Lamp", SampleFile(key="model", media="lamp.glb"), server=Server.TRIPO)
    play(tmp_path, [lamp], use, settings=replace(SETTINGS, auto_save=False))


# -- how fast --------------------------------------------------------------------------------------------------------


def test_the_speed_limit_counts_over_all_files_and_can_be_changed_while_they_come(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await under_way(rig, 100_000)
        await asyncio.sleep(1.5)
        received = sum(file.received for task in await rig.tasks() for file in task.files)
        assert received < 1_600_000
        await rig.engine.change_settings(replace(rig.engine.settings(), bandwidth_kb=0))
        async with asyncio.timeout(3.0):
            await rig.until_badges(Badge.SAVED)

    fast = [SampleFile(key="image-1", media="city.png", pad=3_000_000)]
    play(tmp_path, [sample(name, *fast) for name in ("a", "b")], use, settings=replace(SETTINGS, bandwidth_kb=400))


# -- what must not happen --------------------------------------------------------------------------------------------


def test_nothing_is_saved_under_the_mount_point_of_a_drive_that_is_away(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until(lambda all_: badge_of(min(all_, key=lambda task: task.id)) is Badge.SAVED)
        unmount(disk)
        assert files_in(disk) == []
        await rig.engine.save([task.id for task in tasks])
        found = await rig.until(lambda all_: Badge.NEEDS_YOU in {badge_of(task) for task in all_})
        waiting = next(task for task in found if badge_of(task) is Badge.NEEDS_YOU)
        assert waiting.files[0].problem is not None
        assert dict(waiting.files[0].problem.facts)["reason"] == "its drive is not connected"
        assert files_in(disk) == []

    with small_disk(tmp_path / "small", 8) as disk:
        settings = replace(SETTINGS, folder=str(disk), reserve_mb=0, save_slots=1)
        samples = [sample("a"), sample("b", large())]
        play(tmp_path, samples, use, settings=settings, roots_by_settings=True)


def test_equal_bytes_are_not_thrown_away_for_a_file_that_was_damaged_since(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        first = (await rig.until(lambda all_: all_[0].files != () and all_[0].files[0].state is FileState.SAVED))[0].files[0]
        empty(first.path)
        await rig.engine.want_files(tasks[0].id, ["2"])
        (task,) = await rig.until(lambda all_: all(file.state is FileState.SAVED for file in all_[0].files))
        assert task.files[1].path != first.path
        assert sha256(content(task.files[1].path)).hexdigest() == task.files[1].sha256

    async def keep_the_second_back(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until(lambda all_: len(all_[0].files) == 2)
        await rig.engine.drop_files(tasks[0].id, ["2"])
        await rig.engine.save([tasks[0].id])
        await use(rig, rehearsal, tasks)

    play(
        tmp_path, [sample("a", *images("reef.jpg", "reef.jpg"))], keep_the_second_back, settings=replace(SETTINGS, auto_save=False)
    )


def test_settings_that_cannot_be_written_leave_everything_going(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await under_way(rig)
        settings = rig.folder / "settings.toml"
        settings.unlink()
        settings.mkdir()
        with pytest.raises(Refusal, match="Nothing was changed"):
            await rig.engine.pause_all(paused=True)
        rehearsal.clear_faults()
        await rig.until_badges(Badge.SAVED)

    play(tmp_path, [sample("a", large())], use)


def test_another_folder_takes_what_the_first_one_could_not(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        await rig.until_badges(Badge.NEEDS_YOU)
        await rig.engine.change_settings(replace(rig.engine.settings(), folder=str(tmp_path / "healthy")))
        await rig.until_badges(Badge.SAVED)
        assert rig.notices(f"folder:{tmp_path / 'away'}")[-1] is None

    (tmp_path / "away").write_text("a file where the folder should be")
    settings = replace(SETTINGS, folder=str(tmp_path / "away"))
    play(tmp_path, [sample("a")], use, settings=settings, roots_by_settings=True)


def test_what_failed_after_saving_is_a_remark_that_the_terminal_says_and_the_task_stays_saved(tmp_path: Path) -> None:
    async def use(rig: Rig, rehearsal: Rehearsal, tasks: list[Task]) -> None:
        verbs = Verbs(rig.engine, rig.clock, "the test")
        lines = [line async for line in verbs.run("watch", {"until_saved": True})]
        assert lines[-1] == {"exit": 0}
        said = [str(line["say"]) for line in lines if "say" in line]
        assert any("exit code 7" in sentence and "“a”" in sentence for sentence in said)
        shown = [line async for line in verbs.run("show", {"ids": [str(tasks[0].id)]})]
        assert "exit code 7" in str(shown[0]["data"])

    rules = ProjectRules(name="", command=(sys.executable, "-c", "raise SystemExit(7)"))
    play(tmp_path, [sample("a")], use, settings=replace(SETTINGS, projects=(rules,)))
