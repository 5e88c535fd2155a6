"""The engine's events reach Qt gathered, each task once, in its newest state."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.events import AccountsChanged, Budget, BudgetChanged, Notice, TasksAdded, TasksChanged, TasksRemoved
from desktop.qt.bridge import EngineBridge
from tests.fakes.engine import FakeEngine
from tests.fakes.tasks import plain_task, sample_accounts


class Heard(list[tuple[str, object]]):
    """Everything a bridge said, in order."""

    def __init__(self, bridge: EngineBridge) -> None:
        super().__init__()
        bridge.tasks_added.connect(self.on_added)
        bridge.tasks_changed.connect(self.on_changed)
        bridge.tasks_removed.connect(self.on_removed)
        bridge.accounts_changed.connect(self.on_accounts)
        bridge.budget_changed.connect(self.on_budget)
        bridge.notice_raised.connect(self.on_notice)

    def on_added(self, tasks: object) -> None:
        self.append(("added", tasks))

    def on_changed(self, tasks: object) -> None:
        self.append(("changed", tasks))

    def on_removed(self, ids: object) -> None:
        self.append(("removed", ids))

    def on_accounts(self, accounts: object) -> None:
        self.append(("accounts", accounts))

    def on_budget(self, budget: object) -> None:
        self.append(("budget", budget))

    def on_notice(self, notice: object) -> None:
        self.append(("notice", notice))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def bridge(qapp: QApplication, engine: FakeEngine) -> Iterator[EngineBridge]:
    bridge = EngineBridge(engine)
    yield bridge
    bridge.close()


ONE, TWO = plain_task(1), plain_task(2)


def test_a_burst_of_changes_is_one_signal_with_each_task_once(engine: FakeEngine, bridge: EngineBridge, qtbot: QtBot) -> None:
    heard = Heard(bridge)
    newest = replace(ONE, progress=99)
    for progress in range(100):
        engine.publish(TasksChanged((replace(ONE, progress=progress),)))
    engine.publish(TasksChanged((TWO,)))
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("changed", (newest, TWO))]


def test_a_task_that_came_and_changed_at_once_is_only_added(engine: FakeEngine, bridge: EngineBridge) -> None:
    heard = Heard(bridge)
    engine.publish(TasksAdded((ONE,)))
    engine.publish(TasksChanged((replace(ONE, progress=5),)))
    bridge.flush()
    assert heard == [("added", (replace(ONE, progress=5),))]


def test_a_task_that_changed_and_left_is_only_removed(engine: FakeEngine, bridge: EngineBridge) -> None:
    heard = Heard(bridge)
    engine.publish(TasksAdded((ONE,)))
    engine.publish(TasksChanged((TWO,)))
    engine.publish(TasksRemoved((1, 2)))
    bridge.flush()
    assert heard == [("removed", (1, 2))]


def test_a_task_that_left_and_came_back_is_added_after_it_is_removed(engine: FakeEngine, bridge: EngineBridge) -> None:
    heard = Heard(bridge)
    engine.publish(TasksRemoved((1,)))
    engine.publish(TasksAdded((ONE,)))
    bridge.flush()
    assert [what for what, _ in heard] == ["removed", "added"]


def test_of_accounts_budget_and_notices_the_newest_is_told(engine: FakeEngine, bridge: EngineBridge) -> None:
    heard = Heard(bridge)
    accounts, offline = sample_accounts(), Notice("network", "You are offline.")
    engine.publish(AccountsChanged(()))
    engine.publish(AccountsChanged(accounts))
    engine.publish(BudgetChanged(Budget(watched=1)))
    engine.publish(BudgetChanged(Budget(watched=2)))
    engine.publish(Notice("network", None))
    engine.publish(offline)
    bridge.flush()
    assert heard == [("accounts", accounts), ("budget", Budget(watched=2)), ("notice", offline)]


def test_numbers_beyond_32_bits_arrive_whole(engine: FakeEngine, bridge: EngineBridge) -> None:
    heard = Heard(bridge)
    engine.publish(TasksRemoved((2**40,)))
    bridge.flush()
    assert heard == [("removed", (2**40,))]


def test_nothing_is_told_twice(engine: FakeEngine, bridge: EngineBridge) -> None:
    heard = Heard(bridge)
    engine.publish(TasksAdded((ONE,)))
    bridge.flush()
    bridge.flush()
    assert len(heard) == 1


def test_a_closed_bridge_hears_nothing(engine: FakeEngine, bridge: EngineBridge) -> None:
    other = EngineBridge(engine)
    heard = Heard(other)
    other.close()
    engine.publish(TasksAdded((ONE,)))
    other.flush()
    assert heard == []
