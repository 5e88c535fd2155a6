"""Rules of the watcher: each task in the lane of its account, orphans said and adopted."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from desktop.domain.account import Account
from desktop.domain.badge import badge_of
from desktop.domain.problem import ProblemKind
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.engine.clock import Clock
from desktop.engine.parts import Tempo
from tests.fakes.clock import ManualClock
from tests.fakes.engine_parts import Rig, ScriptedProvider, at_work, tripo

UNSAVED = Settings(auto_save=False, reserve_mb=1)
FINISHED = tripo("success", output={"model_url": "https://files.example/lamp.glb"})


class Providers:
    """The scripted providers of a run, the newest last."""

    def __init__(self) -> None:
        self.all: list[ScriptedProvider] = []
        self.answers = tripo()

    def client(self, account: Account, clock: Clock) -> ScriptedProvider:
        del account
        self.all.append(ScriptedProvider(clock, self.answers))
        return self.all[-1]

    def asked(self) -> int:
        return sum(len(provider.asked) for provider in self.all)


def watching(folder: Path, use: Callable[[Rig, Providers], Awaitable[None]], answers: object = None) -> None:
    """Run `use` with an engine on a manual clock that saves nothing by itself."""
    providers = Providers()
    providers.answers = FINISHED if answers is FINISHED else tripo()

    async def run() -> None:
        async with at_work(folder, clock=ManualClock(), tempo=Tempo(), settings=UNSAVED, client=providers.client) as rig:
            await use(rig, providers)

    asyncio.run(run())


def kind(task: Task) -> ProblemKind | None:
    return task.problem.kind if task.problem is not None else None


def test_removing_an_account_leaves_its_tasks_and_adding_it_again_adopts_them(tmp_path: Path) -> None:
    async def use(rig: Rig, providers: Providers) -> None:
        account = await rig.scripted()
        await rig.track(account, ["t1", "t2"])
        await rig.advance(1.0)
        await rig.engine.remove_account(account.id)
        left = await rig.tasks()
        assert {(kind(task), task.account_id, badge_of(task)) for task in left} == {(ProblemKind.NO_ACCOUNT, None, Badge.NEEDS_YOU)}
        asked = providers.asked()
        await rig.advance(100.0)
        assert providers.asked() == asked
        again = await rig.scripted(name="Another name")
        await rig.advance(1.0)
        assert {(kind(task), task.account_id, badge_of(task)) for task in await rig.tasks()} == {(None, again.id, Badge.GENERATING)}

    watching(tmp_path, use)


def test_a_task_at_rest_whose_account_was_replaced_can_still_be_checked(tmp_path: Path) -> None:
    async def use(rig: Rig, providers: Providers) -> None:
        account = await rig.scripted()
        (task,) = await rig.track(account, ["t1"])
        await rig.advance(1.0)
        await rig.engine.remove_account(account.id)
        again = await rig.scripted()
        asked = providers.asked()
        await rig.engine.check([task.id])
        await rig.advance(1.0)
        assert providers.asked() > asked
        assert (await rig.task(task.id)).account_id == again.id

    providers = Providers()
    providers.answers = tripo("failed", error_code=1)

    async def run() -> None:
        async with at_work(tmp_path, clock=ManualClock(), tempo=Tempo(), settings=UNSAVED, client=providers.client) as rig:
            await use(rig, providers)

    asyncio.run(run())


def test_a_task_without_an_account_says_so_at_once(tmp_path: Path) -> None:
    async def use(rig: Rig, providers: Providers) -> None:
        intake = await rig.engine.examine("tripo 1ec04ced-4b87-44f6-a296-beee80777941")
        rows = [replace(row, choice=row.choice or row.choices[0]) for row in intake.rows]
        (task,) = await rig.engine.add(rows)
        assert (kind(task), badge_of(task)) == (ProblemKind.NO_ACCOUNT, Badge.NEEDS_YOU)
        assert providers.asked() == 0

    watching(tmp_path, use)


def test_tasks_whose_account_is_gone_at_the_start_say_so_or_are_adopted(tmp_path: Path) -> None:
    async def first(rig: Rig, providers: Providers) -> None:
        del providers
        for name in ("One", "Two"):
            account = await rig.scripted(name=name, base_url=f"https://{name.lower()}.example/v3")
            await rig.track(account, [name])
        one, _ = (state.account for state in rig.engine.accounts())
        rig.settings.write_accounts((replace(one, id="made-anew"),))

    async def second(rig: Rig, providers: Providers) -> None:
        await rig.engine.set_key("made-anew", "tsk_" + "d" * 30, session_only=True)
        await rig.advance(2.0)
        found = {task.ref.task_id: (task.account_id, badge_of(task)) for task in await rig.tasks()}
        assert found == {"One": ("made-anew", Badge.GENERATING), "Two": (None, Badge.NEEDS_YOU)}
        assert providers.asked() > 0

    watching(tmp_path, first)
    watching(tmp_path, second)


def test_a_new_key_has_every_waiting_task_asked_about_again(tmp_path: Path) -> None:
    async def use(rig: Rig, providers: Providers) -> None:
        account = await rig.scripted()
        (task,) = await rig.track(account, ["t1"])
        await rig.advance(1.0)
        asked = providers.asked()
        await rig.engine.set_key(account.id, "tsk_" + "e" * 30, session_only=True)
        await rig.advance(1.0)
        assert providers.asked() == asked + 1
        assert (await rig.task(task.id)).files[0].state is FileState.WANTED

    watching(tmp_path, use, FINISHED)


def test_a_paused_account_is_not_asked(tmp_path: Path) -> None:
    async def use(rig: Rig, providers: Providers) -> None:
        account = await rig.scripted()
        rig.settings.write_accounts((replace(account, paused=True),))

    async def paused(rig: Rig, providers: Providers) -> None:
        (state,) = rig.engine.accounts()
        await rig.engine.set_key(state.account.id, "tsk_" + "e" * 30, session_only=True)
        await rig.track(state.account, ["t1"])
        await rig.advance(100.0)
        assert providers.asked() == 0
        assert rig.engine.budget().next_check_at is None

    watching(tmp_path, use)
    watching(tmp_path, paused)
