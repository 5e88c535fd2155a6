"""Rules of asking: budgets, batches, pauses, stops, and what answers of every kind leave behind. Time is turned by hand."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.domain.account import Account
from desktop.domain.badge import badge_of
from desktop.domain.events import TasksChanged
from desktop.domain.problem import ProblemKind
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.engine.api import Reach
from desktop.engine.clock import Clock
from desktop.engine.parts import Tempo
from desktop.engine.reach import unreachable
from desktop.providers.base import ApiReply, ApiRequest
from desktop.storage.secrets import SecretStore
from desktop.storage.trouble import DatabaseTrouble
from tests.fakes.clock import ManualClock
from tests.fakes.engine_parts import Answers, Rig, ScriptedProvider, at_work, ids_of, reply, tripo

EARNEST = Tempo()
OFFLINE = unreachable(Reach.OFFLINE, "api.example")
REFUSED = unreachable(Reach.REFUSED, "api.example")


class Stage:
    """An engine on a manual clock, whose providers answer as the test says; `everyone` holds those of earlier connections too."""

    def __init__(self, rig: Rig, everyone: list[tuple[str, ScriptedProvider]]) -> None:
        self.rig = rig
        self.everyone = everyone

    def provider(self, name: str = "Studio") -> ScriptedProvider:
        return dict(self.everyone)[name]

    async def one(self, task_id: str = "t1") -> tuple[Account, Task]:
        account = await self.rig.scripted()
        (task,) = await self.rig.track(account, [task_id])
        return account, task

    async def task(self, task: Task) -> Task:
        return await self.rig.task(task.id)


def on_stage(folder: Path, plot: Answers, use: Callable[[Stage], Awaitable[None]], secrets: SecretStore | None = None) -> None:
    """Run `use` with an engine whose providers answer by `plot`."""
    everyone: list[tuple[str, ScriptedProvider]] = []

    def client(account: Account, clock: Clock) -> ScriptedProvider:
        everyone.append((account.name, ScriptedProvider(clock, plot)))
        return everyone[-1][1]

    async def run() -> None:
        async with at_work(folder, clock=ManualClock(), tempo=EARNEST, client=client, secrets=secrets) as rig:
            await use(Stage(rig, everyone))

    asyncio.run(run())


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


# -- pauses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", [{"retry_after": "7"}, {"x_ratelimit_reset": "7"}, {"retry_after": "Sun, 22 Nov 2026 09:00:07 GMT"}]
)
def test_after_429_an_account_is_not_asked_for_as_long_as_it_said(tmp_path: Path, header: dict[str, str]) -> None:
    async def use(stage: Stage) -> None:
        account, task = await stage.one()
        await stage.rig.track(account, ["t2", "t3"])
        await stage.rig.quiet()
        provider = stage.provider()
        assert len(provider.asked) == 1
        await stage.rig.engine.check([task.id])
        await stage.rig.advance(6.9)
        assert len(provider.asked) == 1
        provider.answers = tripo()
        await stage.rig.advance(1.0)
        assert len(provider.asked) > 1
        (state,) = stage.rig.engine.accounts()
        assert state.slow_until is None
        assert badge_of(await stage.task(task)) is Badge.GENERATING

    on_stage(tmp_path, lambda _: reply({"code": 2000, "message": "slow down"}, 429, **header), use)


def test_an_account_that_asks_for_a_pause_says_so_and_its_tasks_do_not(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.quiet()
        (state,) = stage.rig.engine.accounts()
        assert state.problem is not None
        assert state.problem.kind is ProblemKind.SLOW_DOWN
        assert state.slow_until is not None
        assert (await stage.task(task)).problem is None

    on_stage(tmp_path, lambda _: reply({}, 429, retry_after="30"), use)


def test_pauses_grow_up_to_five_minutes_where_the_provider_names_none(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        await stage.one()
        await stage.rig.advance(3000.0)
        waits = gaps(stage.provider().times)
        assert all(1.0 <= wait <= 301.0 for wait in waits)
        assert all(wait <= 2.0 ** (n + 1) + 0.5 for n, wait in enumerate(waits))
        assert max(waits) > 60.0

    on_stage(tmp_path, lambda _: reply({}, 429), use)


def test_questions_that_fail_together_count_as_one_failure(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted("crun", "Studio")
        gate = stage.provider().gate = asyncio.Event()
        await stage.rig.track(account, [f"5f0c7f3e-0000-4000-8000-00000000000{n}" for n in range(4)])
        await stage.rig.advance(1.0)
        assert len(stage.provider().asked) == 4
        gate.set()
        await stage.rig.quiet()
        (state,) = stage.rig.engine.accounts()
        assert state.slow_until is not None
        assert (state.slow_until - stage.rig.clock.now()).total_seconds() <= 2.0

    on_stage(tmp_path, lambda _: reply({"message": "overloaded"}, 500), use)


def test_a_slow_or_refusing_account_holds_up_no_other(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        for name in ("Slow", "Quick"):
            account = await stage.rig.scripted("tripo", name, f"https://{name.lower()}.example/v3")
            await stage.rig.track(account, [f"{name}-1"])
        stage.provider("Slow").answers = lambda _: reply({}, 429, retry_after="3600")
        stage.provider("Quick").answers = tripo()
        await stage.rig.advance(60.0)
        assert len(stage.provider("Slow").asked) <= 2
        assert len(stage.provider("Quick").asked) >= 5

    on_stage(tmp_path, tripo(), use)


# -- budgets and batches ---------------------------------------------------------------------------------------------


def test_an_account_is_never_asked_more_often_than_its_budget(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted("crun", "Studio")
        tasks = await stage.rig.track(account, [f"5f0c7f3e-0000-4000-8000-{n:012d}" for n in range(60)])
        for _ in range(3):
            await stage.rig.engine.check([task.id for task in tasks])
            await stage.rig.engine.edit_account(account.id, name="Studio")
            await stage.rig.advance(2.0)
        times = [at for _, provider in stage.everyone for at, _, _ in provider.asked]
        assert len(times) > 20
        assert all(later - earlier >= 1.0 - 1e-6 for earlier, later in zip(times, times[8:], strict=False))

    on_stage(tmp_path, lambda _: reply({"code": 200, "data": {"status": "processing"}}), use)


@pytest.mark.parametrize(("provider", "most"), [("tripo", 100), ("midjourney", 50)])
def test_many_tasks_are_asked_about_in_batches_of_the_dialect(tmp_path: Path, provider: str, most: int) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted(provider)
        await stage.rig.track(account, [f"17{n:014d}" for n in range(most + 20)])
        await stage.rig.advance(2.0)
        sizes = [len(ids) for ids in stage.provider().ids()]
        assert sizes[0] == most
        assert max(sizes) == most
        assert len({i for ids in stage.provider().ids() for i in ids}) == most + 20

    def plot(request: ApiRequest) -> ApiReply:
        if provider == "tripo":
            return tripo()(request)  # type: ignore[return-value]  # it raises nothing
        listed = [{"id": i, "status": "IN_PROGRESS", "progress": "3%", "action": "IMAGINE"} for i in ids_of(request)]
        return reply(listed if request.method == "POST" else listed[0])

    on_stage(tmp_path, plot, use)


@pytest.mark.parametrize("status", [404, 405])
def test_batches_are_given_up_where_the_gateway_lacks_them(tmp_path: Path, status: int) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted()
        await stage.rig.track(account, ["a", "b", "c"])
        await stage.rig.advance(5.0)
        methods = [request.method for _, request, _ in stage.provider().asked]
        assert methods[0] == "POST"
        assert set(methods[1:]) == {"GET"}
        assert {task.remote for task in await stage.rig.tasks()} == {Remote.GENERATING}

    def plot(request: ApiRequest) -> ApiReply:
        return reply({"code": 0, "error": "no route"}, status) if request.method == "POST" else tripo()(request)  # type: ignore[return-value]

    on_stage(tmp_path, plot, use)


def test_one_refused_id_does_not_keep_answers_from_the_others(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted()
        await stage.rig.track(account, ["good", "bad", "fine"])
        await stage.rig.advance(5.0)
        found = {task.ref.task_id: badge_of(task) for task in await stage.rig.tasks()}
        assert found == {"good": Badge.GENERATING, "fine": Badge.GENERATING, "bad": Badge.NEEDS_YOU}

    def plot(request: ApiRequest) -> ApiReply:
        if "bad" in ids_of(request):
            return reply({"code": 1004, "message": "One of your parameter is invalid"}, 400)
        return tripo()(request)  # type: ignore[return-value]  # it raises nothing

    on_stage(tmp_path, plot, use)


# -- keys ------------------------------------------------------------------------------------------------------------


def test_a_rejected_key_stops_the_account_until_the_key_changes(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account, task = await stage.one()
        others = await stage.rig.track(account, ["t2", "t3"])
        await stage.rig.advance(1.0)
        provider = stage.provider()
        asked = len(provider.asked)
        late = (await stage.rig.track(account, ["late"]))[0]
        await stage.rig.advance(1000.0)
        assert len(provider.asked) == asked
        for number in (task.id, *(other.id for other in others), late.id):
            said = (await stage.rig.task(number)).problem
            assert said is not None
            assert said.kind is ProblemKind.KEY_REJECTED
        stage.provider().answers = tripo()
        await stage.rig.engine.set_key(account.id, "tsk_" + "b" * 30, session_only=True)
        await stage.rig.advance(3.0)
        assert {badge_of(each) for each in await stage.rig.tasks()} == {Badge.GENERATING}
        assert provider.asked[-1][2] == "tsk_" + "b" * 30
        assert stage.rig.engine.accounts()[0].problem is None

    on_stage(tmp_path, lambda _: reply({"code": 1002, "message": "Authentication failed"}, 401), use)


def test_without_a_key_nothing_is_asked_and_every_task_says_so(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted(key="")
        tasks = await stage.rig.track(account, ["t1", "t2"])
        await stage.rig.advance(100.0)
        assert stage.provider().asked == []
        assert {badge_of(task) for task in await stage.rig.tasks()} == {Badge.NEEDS_YOU}
        await stage.rig.engine.set_key(account.id, "tsk_" + "b" * 30, session_only=True)
        await stage.rig.advance(1.0)
        assert {badge_of(await stage.task(task)) for task in tasks} == {Badge.GENERATING}

    on_stage(tmp_path, tripo(), use)


class LockedKeyring:
    """A keyring that can be unlocked by a test."""

    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        del service, username
        if self.locked:
            from keyring.errors import KeyringLocked

            raise KeyringLocked
        return "tsk_" + "c" * 30

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password

    def delete_password(self, service: str, username: str) -> None:
        del service, username


def test_a_locked_keyring_stops_the_account_until_the_user_checks_again(tmp_path: Path) -> None:
    keyring = LockedKeyring()

    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted(key="")
        (task,) = await stage.rig.track(account, ["t1"])
        said = (await stage.rig.until(lambda tasks: tasks[0].problem is not None))[0].problem
        assert said is not None
        assert said.kind is ProblemKind.KEYRING_LOCKED
        assert stage.provider().asked == []
        keyring.locked = False
        await stage.rig.engine.check([task.id])
        await stage.rig.advance(1.0)
        await stage.rig.until(lambda tasks: badge_of(tasks[0]) is Badge.GENERATING)

    secrets = SecretStore({}, lambda: keyring)
    try:
        on_stage(tmp_path, tripo(), use, secrets)
    finally:
        secrets.close()


# -- odd answers -----------------------------------------------------------------------------------------------------


def test_not_found_is_believed_after_three_times_well_apart(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(59.0)
        assert badge_of(await stage.task(task)) is Badge.WAITING
        await stage.rig.advance(10.0)
        after = await stage.task(task)
        assert badge_of(after) is Badge.NEEDS_YOU
        assert after.problem is not None
        assert after.problem.kind is ProblemKind.NOT_FOUND
        assert len(stage.provider().asked) == 3
        assert all(gap >= 30.0 for gap in gaps(stage.provider().times))
        await stage.rig.advance(590.0)
        assert len(stage.provider().asked) == 3

    on_stage(tmp_path, lambda _: reply({"code": 2001, "message": "Task not found"}, 404), use)


def test_an_unknown_word_keeps_being_asked_about_slowly_and_is_kept(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(600.0)
        after = await stage.task(task)
        assert (after.remote, after.remote_raw, badge_of(after)) == (Remote.UNKNOWN, "marinating", Badge.WAITING)
        assert 8 <= len(stage.provider().asked) <= 11

    on_stage(tmp_path, tripo("marinating"), use)


def test_success_without_files_is_looked_at_again_for_two_minutes(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(115.0)
        assert badge_of(await stage.task(task)) is Badge.FINISHED_NOT_SAVED
        asked = len(stage.provider().asked)
        assert asked >= 10
        await stage.rig.advance(20.0)
        after = await stage.task(task)
        assert badge_of(after) is Badge.NEEDS_YOU
        assert after.problem is not None
        assert after.problem.kind is ProblemKind.NO_FILE_LISTED
        await stage.rig.advance(500.0)
        assert len(stage.provider().asked) <= asked + 3

    on_stage(tmp_path, tripo("success", output={}, create_time=1_500_000_000), use)


@pytest.mark.parametrize(
    "body", ["<html><title>Just a moment…</title></html>", "", '{"code": 0, "data": {"task_', [1, [2], None], "null", {"data": 7}]
)
def test_a_reply_nobody_can_read_loses_nothing(tmp_path: Path, body: object) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        stage.provider().answers = tripo("running", progress=30)
        await stage.rig.engine.check([task.id])
        await stage.rig.advance(5.0)
        before = await stage.task(task)
        assert before.progress == 30
        stage.provider().answers = lambda _: reply(body)
        await stage.rig.advance(100.0)
        after = await stage.task(task)
        assert (after.remote, after.remote_raw, after.progress) == (before.remote, "running", 30)
        assert after.problem is not None
        assert badge_of(after) is Badge.GENERATING
        stage.provider().answers = tripo("running", progress=60)
        await stage.rig.advance(400.0)
        assert (await stage.task(task)).progress == 60
        assert (await stage.task(task)).problem is None

    on_stage(tmp_path, tripo(), use)


def test_an_error_of_our_own_is_logged_and_the_account_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted()
        await stage.rig.track(account, ["poison", "good"])
        await stage.rig.advance(130.0)
        found = {task.ref.task_id: badge_of(task) for task in await stage.rig.tasks()}
        assert found["good"] is Badge.GENERATING
        poisoned = [ids for ids in stage.provider().ids() if "poison" in ids]
        assert 2 <= len(poisoned) <= 5
        assert not stage.rig.running.done()

    def plot(request: ApiRequest) -> ApiReply:
        if "poison" in ids_of(request):
            raise ZeroDivisionError("a bug")
        return tripo()(request)  # type: ignore[return-value]  # it raises nothing

    on_stage(tmp_path, plot, use)
    assert any(record.exc_info is not None for record in caplog.records)


def test_a_full_disk_stops_no_lane(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(1.0)
        full = DatabaseTrouble("The disk that holds the task list is full.")
        stage.rig.store.refuse = lambda _: full
        stage.provider().answers = tripo("running", progress=50)
        await stage.rig.advance(60.0)
        assert stage.rig.notices("storage") == [full.sentence]
        stage.rig.store.refuse = lambda _: None
        await stage.rig.advance(60.0)
        assert stage.rig.notices("storage") == [full.sentence, None]
        assert (await stage.rig.store.get([task.id]))[0].progress == 50

    on_stage(tmp_path, tripo(), use)


def test_quitting_writes_what_the_disk_refused_before(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        stage.rig.store.refuse = lambda _: DatabaseTrouble("full")
        await stage.rig.advance(0.5)
        stage.rig.store.refuse = lambda _: None
        stage.rig.running.cancel()
        await asyncio.wait([stage.rig.running])
        assert (await stage.rig.store.get([task.id]))[0].remote is Remote.GENERATING

    on_stage(tmp_path, tripo(), use)


# -- offline ---------------------------------------------------------------------------------------------------------


def test_offline_is_one_notice_for_all_accounts_and_no_error_of_a_task(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        for name in ("One", "Two", "Three"):
            account = await stage.rig.scripted("tripo", name, f"https://{name.lower()}.example/v3")
            await stage.rig.track(account, [f"{name}-1", f"{name}-2"])
        await stage.rig.advance(200.0)
        assert stage.rig.engine.budget().offline
        assert len([text for text in stage.rig.notices("offline") if text]) == 1
        assert all(task.problem is None for task in await stage.rig.tasks())
        for _, provider in stage.everyone:
            provider.answers = tripo()
        for _ in range(70):
            await stage.rig.advance(0.5)
            if not stage.rig.engine.budget().offline:
                break
        await stage.rig.advance(2.0)
        assert not stage.rig.engine.budget().offline
        assert len(stage.rig.notices("offline")) == 2
        assert {badge_of(task) for task in await stage.rig.tasks()} == {Badge.GENERATING}

    on_stage(tmp_path, lambda _: OFFLINE, use)


def test_a_provider_that_is_down_is_not_taken_for_being_offline(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(100.0)
        assert not stage.rig.engine.budget().offline
        assert stage.rig.notices("offline") == []
        assert (await stage.task(task)).problem is None
        (state,) = stage.rig.engine.accounts()
        assert state.problem is not None
        assert state.problem.kind is ProblemKind.UNREACHABLE

    on_stage(tmp_path, lambda _: REFUSED, use)


# -- pausing, removing, resting --------------------------------------------------------------------------------------


def test_a_paused_task_is_not_asked_about_until_it_is_resumed(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(1.0)
        await stage.rig.engine.pause([task.id])
        asked = len(stage.provider().asked)
        await stage.rig.advance(300.0)
        assert len(stage.provider().asked) == asked
        await stage.rig.engine.resume([task.id])
        await stage.rig.advance(1.0)
        assert len(stage.provider().asked) == asked + 1

    on_stage(tmp_path, tripo(), use)


def test_a_removed_task_is_not_asked_about(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(1.0)
        await stage.rig.engine.remove([task.id])
        asked = len(stage.provider().asked)
        await stage.rig.advance(300.0)
        assert len(stage.provider().asked) == asked
        assert await stage.rig.tasks() == []

    on_stage(tmp_path, tripo(), use)


def test_an_ended_task_is_asked_about_no_more_and_leaves_memory(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.advance(400.0)
        assert len(stage.provider().asked) == 1
        assert stage.rig.engine.budget().watched == 0
        assert stage.rig.engine.budget().next_check_at is None
        stage.rig.store.reads.clear()
        assert badge_of(await stage.task(task)) is Badge.FAILED
        assert stage.rig.store.reads == [task.id]
        await stage.rig.engine.check([task.id])
        await stage.rig.advance(1.0)
        assert len(stage.provider().asked) == 2

    on_stage(tmp_path, tripo("failed", error_code=1, error_msg="internal"), use)


def test_a_task_that_comes_to_rest_while_the_list_is_read_is_not_left_out(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account, ended = await stage.one("ended")
        await stage.rig.advance(1.0)
        gate = stage.provider().gate = asyncio.Event()
        (ending,) = await stage.rig.track(account, ["ending"])
        await stage.rig.advance(1.0)
        stage.rig.store.read_gate = asyncio.Event()
        reading = asyncio.create_task(stage.rig.engine.tasks([ended.id, ending.id]))
        await asyncio.sleep(0)
        gate.set()
        async with asyncio.timeout(5.0):
            while len(stage.rig.store.commits) < 2:
                stage.rig.heard.clear()
                await stage.rig.heard.wait()
        assert isinstance(stage.rig.clock, ManualClock)
        await stage.rig.clock.settle()
        stage.rig.store.read_gate.set()
        assert [task.id for task in await reading] == [ended.id, ending.id]

    on_stage(tmp_path, tripo("failed", error_code=1), use)


def test_five_hundred_quiet_tasks_cost_next_to_nothing(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted()
        await stage.rig.track(account, [f"t{n}" for n in range(500)])
        await stage.rig.advance(120.0)
        asked = len(stage.provider().asked)
        changes = sum(isinstance(event, TasksChanged) for event in stage.rig.events)
        wakes = 0
        clock = stage.rig.clock
        assert isinstance(clock, ManualClock)
        for _ in range(60):
            wakes += clock.sleeping
            await stage.rig.advance(1.0)
        assert wakes / 60 < 8
        assert len(stage.provider().asked) - asked <= 16
        assert sum(isinstance(event, TasksChanged) for event in stage.rig.events) - changes <= 16

    on_stage(tmp_path, tripo("queued", create_time=1_700_000_000), use)


def test_a_task_whose_file_failed_still_says_that_the_key_is_rejected(tmp_path: Path) -> None:
    async def use(stage: Stage) -> None:
        _, task = await stage.one()
        await stage.rig.until(lambda tasks: bool(tasks[0].files) and tasks[0].files[0].state is FileState.FAILED)
        stage.provider().answers = lambda _: reply({"code": 1002}, 401)
        await stage.rig.engine.check([task.id])
        await stage.rig.advance(1.0)
        assert badge_of(await stage.task(task)) is Badge.NEEDS_YOU

    on_stage(tmp_path, tripo("success", output={"model_url": "http://10.0.0.1/x.glb"}), use)


def test_a_key_that_comes_back_escaped_is_kept_nowhere(tmp_path: Path) -> None:
    key = "Ab+cd/EF12345678=="
    escaped = key.replace("+", r"\u002B").replace("/", r"\/").replace("=", r"\u003D")
    body = (
        r'{"id":"1712345678901234","action":"IMAGINE","status":"FAILURE","progress":"0%","prompt":"a fox --secret KEY",'
        r'"failReason":"bad header mj-api-secret KEY","imageUrl":"https://x.example/KEY.png"}'
    ).replace("KEY", escaped)

    async def use(stage: Stage) -> None:
        account = await stage.rig.scripted("midjourney", base_url="https://gw.example.com", key=key)
        await stage.rig.track(account, ["1712345678901234"])
        await stage.rig.quiet()
        (task,) = await stage.rig.tasks()
        assert task.final
        assert "a fox" in task.prompt
        assert key not in repr(task)
        assert key not in await stage.rig.engine.raw_reply(task.id)

    on_stage(tmp_path, lambda _: reply(body), use)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
