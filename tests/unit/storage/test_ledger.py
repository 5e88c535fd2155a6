"""Sums of costs: what is counted, what never is, and where a day ends."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.domain.status import Remote
from desktop.domain.task import Cost, Task, TaskRef
from desktop.storage.ledger import select_ledger
from desktop.storage.tasks import TaskStore
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, task

BERLIN = ZoneInfo("Europe/Berlin")


def costing(name: str, cost: Cost, *, at: datetime = NOW, provider: str = "crun", **fields: object) -> Task:
    made = task(name)
    ref = TaskRef(provider, f"https://{provider}.example", made.ref.id_kind, name)
    return replace(made, ref=ref, cost=cost, created_at=at, **fields)  # type: ignore[arg-type]  # fields of Task, named by the tests


def lines(
    folder: Path, tasks: list[Task], by: LedgerBy, since: datetime | None = None, zone: ZoneInfo = BERLIN
) -> list[LedgerLine]:
    async def use(store: TaskStore) -> list[LedgerLine]:
        await store.add(tasks)
        return await store._database.read(lambda c: select_ledger(c, by, since, zone))

    return on_store(folder, use)


def test_a_cost_that_was_not_reported_is_in_no_sum_and_in_its_own_count(tmp_path: Path) -> None:
    tasks = [costing("a", Cost(charged=5)), costing("b", Cost()), costing("c", Cost(estimated=2)), costing("d", Cost(charged=0))]
    (line,) = lines(tmp_path, tasks, LedgerBy.PROVIDER)
    assert (line.tasks, line.charged, line.charged_tasks) == (4, 5, 2)
    assert (line.estimated, line.estimated_tasks, line.unreported) == (2, 1, 1)


def test_what_was_charged_is_not_counted_as_estimated_too(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, [costing("a", Cost(estimated=3, charged=4))], LedgerBy.PROVIDER)
    assert (line.charged, line.estimated, line.estimated_tasks) == (4, 0, 0)


def test_units_and_providers_are_never_summed_together(tmp_path: Path) -> None:
    tasks = [
        costing("a", Cost(charged=1, unit="credits")),
        costing("b", Cost(charged=2, unit="coins")),
        costing("c", Cost(charged=4, unit="credits"), provider="tripo"),
    ]
    found = {(line.provider, line.unit): line.charged for line in lines(tmp_path, tasks, LedgerBy.PROJECT)}
    assert found == {("crun", "credits"): 1, ("crun", "coins"): 2, ("tripo", "credits"): 4}


@pytest.mark.parametrize("remote", [Remote.FAILED, Remote.BLOCKED, Remote.TIMED_OUT])
def test_what_a_failed_task_was_charged_is_told(tmp_path: Path, remote: Remote) -> None:
    tasks = [costing("a", Cost(charged=5), remote=remote), costing("b", Cost(charged=7), remote=Remote.DONE)]
    (line,) = lines(tmp_path, tasks, LedgerBy.PROVIDER)
    assert (line.charged, line.failed_charged) == (12, 5)


def test_projects_and_models_without_a_name_come_last(tmp_path: Path) -> None:
    tasks = [costing("a", Cost()), costing("b", Cost(), project="zoo", model="v2"), costing("c", Cost(), project="Ant", model="v2")]
    assert [line.key for line in lines(tmp_path, tasks, LedgerBy.PROJECT)] == ["Ant", "zoo", ""]
    assert [(line.key, line.tasks) for line in lines(tmp_path / "m", tasks, LedgerBy.MODEL)] == [("v2", 2), ("", 1)]


def test_a_day_is_one_of_the_given_zone_in_summer_and_in_winter(tmp_path: Path) -> None:
    times = [
        datetime(2026, 1, 10, 22, 59, tzinfo=UTC),
        datetime(2026, 1, 10, 23, 0, tzinfo=UTC),
        datetime(2026, 7, 10, 21, 59, tzinfo=UTC),
        datetime(2026, 7, 10, 22, 0, tzinfo=UTC),
        datetime(2026, 11, 10, 22, 59, tzinfo=UTC),
        datetime(2026, 11, 10, 23, 1, tzinfo=UTC),
    ]
    found = lines(tmp_path, [costing(str(n), Cost(charged=1), at=at) for n, at in enumerate(times)], LedgerBy.DAY)
    assert [line.key for line in found] == ["2026-11-11", "2026-11-10", "2026-07-11", "2026-07-10", "2026-01-11", "2026-01-10"]


def test_tasks_of_one_day_are_one_line_and_zones_off_by_quarters_work(tmp_path: Path) -> None:
    nepal = ZoneInfo("Asia/Kathmandu")
    times = [
        datetime(2026, 1, 10, 18, 14, tzinfo=UTC),
        datetime(2026, 1, 10, 18, 15, tzinfo=UTC),
        datetime(2026, 1, 10, 20, tzinfo=UTC),
    ]
    found = lines(tmp_path, [costing(str(n), Cost(charged=1), at=at) for n, at in enumerate(times)], LedgerBy.DAY, zone=nepal)
    assert [(line.key, line.tasks) for line in found] == [("2026-01-11", 2), ("2026-01-10", 1)]


def test_tasks_created_before_since_are_left_out(tmp_path: Path) -> None:
    tasks = [costing("old", Cost(charged=1), at=NOW - timedelta(days=2)), costing("new", Cost(charged=2))]
    (line,) = lines(tmp_path, tasks, LedgerBy.PROVIDER, since=NOW - timedelta(days=1))
    assert line.charged == 2


def test_removed_tasks_are_left_out_and_archived_ones_are_not(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[LedgerLine]:
        added = await store.add([costing("gone", Cost(charged=1)), costing("kept", Cost(charged=2), archived=True)])
        await store.remove([added[0][0].id])
        return await store.ledger(LedgerBy.PROVIDER)

    (line,) = on_store(tmp_path, use)
    assert line.charged == 2


def test_an_empty_list_costs_nothing(tmp_path: Path) -> None:
    assert [line for by in LedgerBy for line in lines(tmp_path / by.value, [], by)] == []


def test_twenty_thousand_tasks_are_summed_in_a_moment(tmp_path: Path) -> None:
    tasks = [costing(str(n), Cost(charged=n % 7), at=NOW - timedelta(hours=n % 9000), model=f"m{n % 5}") for n in range(20_000)]

    async def use(store: TaskStore) -> dict[LedgerBy, float]:
        await store.add(tasks)
        took = {}
        for by in LedgerBy:
            tries = []
            for _ in range(3):
                began = time.perf_counter()
                await store.ledger(by)
                tries.append(time.perf_counter() - began)
            took[by] = min(tries)
        return took

    took = on_store(tmp_path, use)
    assert max(took.values()) < 0.1, took
