"""The list model: a written contract, a list as its oracle, and figures at 100,000 rows."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import override

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop.domain.events import TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.query import Group, Listing, ListQuery, Order, Section, View
from desktop.domain.status import Badge
from desktop.domain.task import Cost, Task
from desktop.qt.bridge import EngineBridge
from desktop.qt.roles import Role
from desktop.qt.spawn import Spawner
from desktop.qt.task_model import PAGE, TaskListModel
from tests.fakes.engine import FakeEngine
from tests.fakes.tasks import NOW, badge_tasks, plain_task
from tests.qt.conftest import Run

MANY = 100_000


class ListEngine(FakeEngine):
    """Answers every query with `order`, and notes what it was asked for; `gate` holds back answers while it is set."""

    def __init__(self, order: Sequence[int] = ()) -> None:
        super().__init__()
        self.order = list(order)
        self.records: dict[int, Task] = {}
        self.asked: list[list[int]] = []
        self.queries: list[ListQuery] = []
        self.gate: asyncio.Event | None = None
        self.groups: tuple[Section, ...] = ()

    def record(self, number: int) -> Task:
        return self.records.get(number) or plain_task(number)

    @override
    async def listing(self, query: ListQuery) -> Listing:
        self.queries.append(query)
        order, groups = list(self.order), self.groups
        await self._wait()
        return Listing(order, groups)

    @override
    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        self.asked.append(list(ids))
        found = [self.record(number) for number in ids if number in self.order or len(self.order) == MANY]
        await self._wait()
        return found

    async def _wait(self) -> None:
        if self.gate is not None:
            await self.gate.wait()


class Failures(list[tuple[str, BaseException]]):
    def __call__(self, name: str, error: BaseException) -> None:
        self.append((name, error))


class Stage:
    """A model over an engine, watched by Qt's own tester."""

    def __init__(self, engine: FakeEngine, *, tested: bool = True) -> None:
        self.engine = engine
        self.failures = Failures()
        self.spawner = Spawner(self.failures)
        self.bridge = EngineBridge(engine)
        self.model = TaskListModel(engine, self.bridge, self.spawner, lambda: NOW)
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.tester = QAbstractItemModelTester(self.model, mode, self.model) if tested else None
        self.resets = 0
        self.changed_rows: list[tuple[int, int]] = []
        self.model.modelReset.connect(self._on_reset)
        self.model.dataChanged.connect(self._on_data_changed)

    async def show(self, query: ListQuery = ListQuery()) -> None:  # noqa: B008 - frozen
        before = self.resets
        self.model.set_query(query)
        await until(lambda: self.resets > before)
        assert self.failures == []

    async def settle(self) -> None:
        """Wait until the model shows what the engine answers and nothing is under way."""
        self.bridge.flush()
        timers = (self.model._list_timer, self.model._page_timer)
        if timers[0].isActive():
            timers[0].start(0)
        await until(lambda: not self.spawner.names and not any(timer.isActive() for timer in timers))
        assert self.failures == []

    def end(self) -> None:
        self.model.close()
        self.bridge.close()

    def _on_reset(self) -> None:
        self.resets += 1

    def _on_data_changed(self, first: object, last: object, roles: object) -> None:
        assert Role.TASK in roles  # type: ignore[operator]
        self.changed_rows.append((first.row(), last.row()))  # type: ignore[attr-defined]


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - Qt's timers set no asyncio event
        await asyncio.sleep(0.001)


@pytest.fixture
def stages(qapp: QApplication) -> Iterator[list[Stage]]:
    made: list[Stage] = []
    yield made
    for stage in made:
        stage.end()


def staged(stages: list[Stage], engine: FakeEngine, *, tested: bool = True) -> Stage:
    stage = Stage(engine, tested=tested)
    stages.append(stage)
    return stage


def titles(model: TaskListModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


# -- a query -------------------------------------------------------------------------------------------------------


def test_rows_come_with_their_first_page(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([3, 1, 2])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        assert titles(stage.model) == ["Picture 3", "Picture 1", "Picture 2"]
        assert engine.asked == [[3, 1, 2]]

    run(main())


def test_the_rows_of_before_stay_until_the_new_ones_are_known(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        engine.gate, engine.order = asyncio.Event(), [2]
        stage.model.set_query(ListQuery(text="two"))
        await asyncio.sleep(0)
        assert stage.model.rowCount() == 2
        engine.gate.set()
        await until(lambda: stage.resets == 2)
        assert stage.model.ids() == [2]

    run(main())


def test_of_queries_in_a_row_only_the_last_is_shown(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1])
    engine.gate = asyncio.Event()

    async def main() -> None:
        stage = staged(stages, engine)
        for text in ("f", "fo", "fox"):
            stage.model.set_query(ListQuery(text=text))
            await asyncio.sleep(0)
        assert engine.gate is not None
        engine.gate.set()
        await stage.settle()
        assert stage.resets == 1
        assert [query.text for query in engine.queries] == ["f", "fox"]

    run(main())


def test_an_engine_that_fails_is_reported_and_asked_again(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1])

    async def main() -> None:
        stage = staged(stages, engine)
        engine.order = None  # type: ignore[assignment]  # makes the answer fail
        stage.model.set_query(ListQuery())
        await until(lambda: bool(stage.failures))
        stage.failures.clear()
        engine.order = [1]
        await stage.show()
        assert stage.model.ids() == [1]

    run(main())


# -- following the engine ------------------------------------------------------------------------------------------


def test_a_changed_task_changes_its_row_alone(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2, 3])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        stage.changed_rows.clear()
        engine.publish(TasksChanged((replace(plain_task(2), progress=40),)))
        await stage.settle()
        assert stage.changed_rows == [(1, 1)]
        task = stage.model.task_at(1)
        assert task is not None
        assert task.progress == 40
        assert stage.resets == 1

    run(main())


def test_progress_does_not_ask_for_the_order_again(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2, 3])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show(ListQuery(view=View.SAVED, text="fox"))
        engine.publish(TasksChanged((replace(plain_task(2), progress=40),)))
        await stage.settle()
        assert len(engine.queries) == 1

    run(main())


@pytest.mark.parametrize(
    ("query", "moves"),
    [
        (ListQuery(), False),
        (ListQuery(view=View.ACTIVE), True),
        (ListQuery(badge=Badge.SAVED), True),
        (ListQuery(order=Order.STATUS), True),
    ],
)
def test_a_new_badge_asks_for_the_order_where_the_query_looks_at_badges(
    run: Run, stages: list[Stage], query: ListQuery, moves: bool
) -> None:
    engine = ListEngine([1, 2, 3])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show(query)
        engine.publish(TasksChanged((replace(plain_task(2), files=(), may_lack_files=False),)))
        await stage.settle()
        assert (len(engine.queries) == 2) is moves

    run(main())


def test_added_and_removed_tasks_come_and_go_without_a_reset(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2, 3])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        engine.order = [4, 1, 3]
        engine.publish(TasksAdded((plain_task(4),)))
        engine.publish(TasksRemoved((2,)))
        await stage.settle()
        assert titles(stage.model) == ["Picture 4", "Picture 1", "Picture 3"]
        assert stage.resets == 1

    run(main())


def test_a_burst_of_additions_asks_for_the_order_few_times(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        for number in range(2, 202):
            engine.order.insert(0, number)
            engine.publish(TasksAdded((plain_task(number),)))
            stage.bridge.flush()
        await stage.settle()
        assert stage.model.rowCount() == 201
        assert len(engine.queries) <= 3

    run(main())


def test_persistent_indexes_stay_with_their_tasks(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(20))

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        held = {number: QPersistentModelIndex(stage.model.index(number, 0)) for number in range(20)}
        engine.order = [*range(19, 5, -1), 100, 0, 3]
        stage.model.refresh()
        await stage.settle()
        for number, index in held.items():
            row = stage.model.row_of(number)
            assert index.isValid() is (row is not None)
            assert row is None or index.row() == row

    run(main())


def test_a_change_published_while_a_page_is_on_its_way_wins(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(PAGE + 10))

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        engine.gate = asyncio.Event()
        assert stage.model.task_at(PAGE + 5) is None
        await until(lambda: len(engine.asked) == 2)
        engine.publish(TasksChanged((replace(plain_task(PAGE + 5), title="newer"),)))
        stage.bridge.flush()
        engine.gate.set()
        await stage.settle()
        task = stage.model.task_at(PAGE + 5)
        assert task is not None
        assert task.title == "newer"

    run(main())


def test_a_task_that_is_gone_is_not_asked_for_again_and_again(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        stage.model._records.clear()
        engine.order = [1]
        assert stage.model.task_at(1) is None
        await stage.settle()
        assert stage.model.ids() == [1]
        assert engine.asked[1:] == [[1, 2]]

    run(main())


def test_a_closed_model_asks_nothing_more(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(PAGE * 2))

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show()
        stage.model.task_at(PAGE)
        stage.model.refresh()
        stage.model.close()
        stage.model.set_query(ListQuery(text="x"))
        await stage.settle()
        assert len(engine.queries) == 1
        assert len(engine.asked) == 1

    run(main())


# -- groups --------------------------------------------------------------------------------------------------------

BY_PROJECT = ListQuery(group=Group.PROJECT)


def test_groups_come_with_the_rows_and_are_none_of_them(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2, 3])
    engine.groups = (Section("Citrus market", 2), Section("", 1))

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show(BY_PROJECT)
        sections = stage.model.sections
        assert stage.model.rowCount() == 3
        assert [sections.heading(at, NOW) for at in range(2)] == ["Citrus market", "No project"]
        assert [sections.number_at(row) for row in range(3)] == [0, 0, 1]
        role = Qt.ItemDataRole.AccessibleDescriptionRole
        assert [stage.model.index(row, 0).data(role) for row in range(3)] == [
            "Citrus market, 1 of 2",
            "Citrus market, 2 of 2",
            "No project, 1 of 1",
        ]

    run(main())


def test_a_task_that_changes_its_project_regroups_without_a_reset(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2])
    engine.groups = (Section("A", 1), Section("B", 1))

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show(BY_PROJECT)
        told: list[int] = []
        stage.model.regrouped.connect(lambda: told.append(stage.model.rowCount()))
        engine.groups = (Section("A", 2),)
        engine.publish(TasksChanged((replace(plain_task(2), project="A"),)))
        await stage.settle()
        assert told == [2]
        assert [part.count for part in stage.model.sections.parts] == [2]
        assert stage.resets == 1

    run(main())


def test_groups_that_stay_are_not_told_again(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine([1, 2])
    engine.groups = (Section("A", 2),)

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show(BY_PROJECT)
        told: list[int] = []
        stage.model.regrouped.connect(lambda: told.append(1))
        stage.model.refresh()
        await stage.settle()
        assert told == []

    run(main())


@pytest.mark.parametrize(
    ("change", "query", "moves"),
    [
        ({"archived": True}, ListQuery(), True),
        ({"starred": True}, ListQuery(), False),
        ({"starred": True}, ListQuery(view=View.STARRED), True),
        ({"project": "A"}, ListQuery(), False),
        ({"project": "A"}, BY_PROJECT, True),
        ({"prompt": "a fox"}, ListQuery(group=Group.PROMPT), True),
        ({"own_tags": ("hero",)}, ListQuery(tag="hero"), True),
        ({"cost": Cost(charged=3)}, ListQuery(order=Order.COST), True),
        ({"finished_at": NOW}, ListQuery(order=Order.FINISHED), True),
        ({"model": "x"}, ListQuery(order=Order.MODEL), True),
        ({"progress": 40}, ListQuery(order=Order.SIZE, group=Group.DAY), False),
    ],
)
def test_a_change_asks_for_the_order_where_the_query_looks_at_it(
    run: Run, stages: list[Stage], change: dict[str, object], query: ListQuery, moves: bool
) -> None:
    engine = ListEngine([1, 2, 3])

    async def main() -> None:
        stage = staged(stages, engine)
        await stage.show(query)
        engine.publish(TasksChanged((replace(plain_task(2), **change),)))  # type: ignore[arg-type]  # fields of Task
        await stage.settle()
        assert (len(engine.queries) == 2) is moves

    run(main())


# -- an oracle -----------------------------------------------------------------------------------------------------

numbers = st.integers(1, 40)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(numbers, min_size=1, max_size=12), st.integers(0, 40)),
        st.tuples(st.just("remove"), st.lists(numbers, min_size=1, max_size=12), st.just(0)),
        st.tuples(st.just("change"), st.lists(numbers, min_size=1, max_size=3), st.integers(0, 99)),
        st.tuples(st.just("shuffle"), st.lists(numbers, max_size=1), st.integers(0, 1000)),
    ),
    min_size=1,
    max_size=8,
)


def do(engine: ListEngine, act: str, which: list[int], how: int) -> None:
    """Do one act to the engine's list and publish it."""
    fresh = [number for number in dict.fromkeys(which) if number not in engine.order]
    known = [number for number in dict.fromkeys(which) if number in engine.order]
    match act:
        case "add":
            at = how % (len(engine.order) + 1)
            engine.order[at:at] = fresh
            engine.publish(TasksAdded(tuple(engine.record(number) for number in fresh)))
        case "remove":
            engine.order = [number for number in engine.order if number not in known]
            engine.publish(TasksRemoved(tuple(known)))
        case "change":
            for number in known:
                engine.records[number] = replace(engine.record(number), title=f"{number} at {how}", progress=how)
            engine.publish(TasksChanged(tuple(engine.record(number) for number in known)))
        case _:
            engine.order.sort(key=lambda number: hash((number, how)))
            if engine.order:
                first = engine.order[0]
                engine.records[first] = replace(engine.record(first), added_at=NOW - timedelta(hours=how))
                engine.publish(TasksChanged((engine.record(first),)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=acts, start=st.lists(numbers, unique=True, max_size=40))
def test_the_model_shows_what_a_plain_list_would(
    run: Run, qapp: QApplication, script: list[tuple[str, list[int], int]], start: list[int]
) -> None:
    engine = ListEngine(start)

    async def main() -> None:
        stage = Stage(engine)
        await stage.show()
        for act, which, how in script:
            do(engine, act, which, how)
            stage.model.refresh()
            await stage.settle()
            assert stage.model.ids() == engine.order
        for row in range(stage.model.rowCount()):
            stage.model.task_at(row)
        await stage.settle()
        assert [stage.model.task_at(row) for row in range(len(engine.order))] == [engine.record(n) for n in engine.order]
        assert stage.resets == 1
        stage.end()

    run(main())


# -- figures -------------------------------------------------------------------------------------------------------


def test_100_000_rows_show_within_100_ms(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(MANY))

    async def main() -> float:
        stage = staged(stages, engine, tested=False)
        started = time.perf_counter()
        await stage.show()
        first = stage.model.index(0, 0).data(Role.TASK)
        took = time.perf_counter() - started
        assert first == plain_task(0)
        assert len(engine.asked) == 1
        return took

    assert run(main()) < 0.1


def test_scrolling_asks_only_for_the_pages_looked_at(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(MANY))

    async def main() -> None:
        stage = staged(stages, engine, tested=False)
        await stage.show()
        for row in range(50_100, 50_114):
            stage.model.index(row, 0).data(Role.TASK)
        await stage.settle()
        assert engine.asked[1:] == [list(range(50_000, 50_200))]
        assert stage.model.index(50_105, 0).data(Role.TASK) == plain_task(50_105)

    run(main())


def test_pages_passed_by_in_a_jump_are_not_asked_for(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(MANY))

    async def main() -> None:
        stage = staged(stages, engine, tested=False)
        await stage.show()
        for row in range(PAGE, MANY, PAGE):
            stage.model.index(row, 0).data(Role.TASK)
        await stage.settle()
        assert len(engine.asked) - 1 <= 3
        assert engine.asked[1][0] == MANY - PAGE

    run(main())


def test_memory_holds_some_thousand_records_only(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(MANY))

    async def main() -> None:
        stage = staged(stages, engine, tested=False)
        await stage.show()
        for page in range(1, 40):
            stage.model.task_at(page * PAGE)
            await stage.settle()
        assert len(stage.model._records) <= 20 * PAGE

    run(main())


def test_a_row_at_the_top_of_100_000_is_announced_within_50_ms(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(1, MANY))

    async def main() -> float:
        stage = staged(stages, engine, tested=False)
        await stage.show()
        engine.order.insert(0, 0)
        started = time.perf_counter()
        await stage.model._list_once(ListQuery())
        took = time.perf_counter() - started
        assert stage.model.id_at(0) == 0
        return took

    assert run(main()) < 0.05


# -- words ---------------------------------------------------------------------------------------------------------


def test_a_row_reads_aloud_its_badge_title_provider_and_detail(run: Run, stages: list[Stage]) -> None:
    engine = FakeEngine(badge_tasks().values())

    async def main() -> list[str]:
        stage = staged(stages, engine)
        await stage.show()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [stage.model.index(row, 0).data(role) for row in range(stage.model.rowCount())]

    spoken = run(main())
    assert "Saved, Midnight Addiction, crun.ai, 2 files, 9.4 MB" in spoken
    assert "Partly saved, Poster: citrus market, risograph, 3 inks, crun.ai, 4 of 5 files" in spoken
    assert "Generating, Red fox asleep in fresh snow, dusk light, crun.ai, 18 s so far, usually about 40 s" in spoken


def test_a_row_being_fetched_says_so(run: Run, stages: list[Stage]) -> None:
    engine = ListEngine(range(MANY))

    async def main() -> None:
        stage = staged(stages, engine, tested=False)
        await stage.show()
        index = stage.model.index(MANY - 1, 0)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Loading"
        assert index.data(Role.TASK) is None

    run(main())


def test_hostile_titles_become_one_plain_line(run: Run, stages: list[Stage]) -> None:
    engine = FakeEngine([plain_task(1, title="<b>a</b>\n\tb\x00\u202egnp.exe")])

    async def main() -> str:
        stage = staged(stages, engine)
        await stage.show()
        return str(stage.model.index(0, 0).data())

    assert run(main()) == "<b>a</b> bgnp.exe"
