"""The list's queries: views, filters, orders, counts, and that they stay fast."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.badge import badge_of
from desktop.domain.query import VIEW_BADGES, Group, ListQuery, Order, View
from desktop.domain.status import Badge, FileState, Remote
from desktop.domain.task import Task
from desktop.storage.rows import STATUS_ORDER
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.fakes.tasks import badge_tasks
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, file, task


def names(folder: Path, tasks: list[Task], query: ListQuery) -> list[str]:
    async def use(store: TaskStore) -> list[str]:
        await store.add(tasks)
        ids = await store.ids(query, NOW)
        assert ids.typecode == "q"
        return [t.ref.task_id for t in await store.get(ids)]

    return on_store(folder, use)


@pytest.mark.parametrize("view", [View.ACTIVE, View.NOT_SAVED, View.NEEDS_YOU, View.SAVED])
def test_a_view_shows_exactly_its_badges(tmp_path: Path, view: View) -> None:
    samples = [replace(t, id=0) for t in badge_tasks().values()]
    expected = {t.ref.task_id for t in samples if badge_of(t) in VIEW_BADGES[view]}
    shown = names(tmp_path, samples, ListQuery(view=view))
    assert expected
    assert set(shown) == expected


@pytest.mark.parametrize("badge", list(Badge))
def test_a_badge_filter_shows_that_badge_alone(tmp_path: Path, badge: Badge) -> None:
    samples = badge_tasks()
    shown = names(tmp_path, [replace(t, id=0) for t in samples.values()], ListQuery(badge=badge))
    assert shown == [samples[badge].ref.task_id]


def test_every_badge_has_its_place_in_the_order_by_status() -> None:
    assert sorted(STATUS_ORDER) == sorted(Badge)


ORDERED = [
    task(
        "b-young", title="Äpfel", minutes_ago=1, files=(file(expires_at=NOW + timedelta(hours=2)),), remote=Remote.DONE, final=True
    ),
    task("c-old", title="banana", minutes_ago=30),
    task(
        "a-mid", title="Cherry", minutes_ago=5, files=(file(expires_at=NOW + timedelta(minutes=2)),), remote=Remote.DONE, final=True
    ),
    task("d-saved", prompt="aaa", minutes_ago=2, remote=Remote.DONE, final=True, files=(file(state=FileState.SAVED),)),
]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, ["b-young", "d-saved", "a-mid", "c-old"]),
        (Order.OLDEST, ["c-old", "a-mid", "d-saved", "b-young"]),
        (Order.TITLE, ["d-saved", "c-old", "a-mid", "b-young"]),
        (Order.STATUS, ["b-young", "a-mid", "c-old", "d-saved"]),
        (Order.EXPIRES, ["a-mid", "b-young", "d-saved", "c-old"]),
    ],
)
def test_orders(tmp_path: Path, order: Order, expected: list[str]) -> None:
    assert names(tmp_path, ORDERED, ListQuery(order=order)) == expected


def test_expires_soon_goes_by_the_clock_and_leaves_out_what_is_safe_or_lost(tmp_path: Path) -> None:
    soon, later = NOW + timedelta(minutes=59), NOW + timedelta(minutes=61)
    samples = [
        task("soon", remote=Remote.DONE, final=True, files=(file(expires_at=soon),)),
        task("later", remote=Remote.DONE, final=True, files=(file(expires_at=later),)),
        task("over", remote=Remote.DONE, final=True, files=(file(expires_at=NOW - timedelta(minutes=1)),)),
        task("saved", remote=Remote.DONE, final=True, files=(file(state=FileState.SAVED, expires_at=soon),)),
        task("failed", remote=Remote.FAILED, final=True, files=(file(expires_at=soon),)),
        task("gone", remote=Remote.DONE, final=True, files=(file(state=FileState.GONE, expires_at=soon),)),
    ]
    assert set(names(tmp_path, samples, ListQuery(view=View.EXPIRES_SOON))) == {"soon", "over"}


def test_filters_add_up(tmp_path: Path) -> None:
    samples = [
        task("1", title="fox", project="Spring", account_id="a"),
        task("2", title="fox", project="Spring", account_id="b"),
        task("3", title="fox", project="Autumn", account_id="a"),
        task("4", title="owl", project="Spring", account_id="a"),
    ]
    assert names(tmp_path, samples, ListQuery(text="fox", project="Spring", account_id="a")) == ["1"]


def test_counts_equal_what_each_view_lists(tmp_path: Path) -> None:
    samples = [replace(t, id=0, project="Lamps" if n % 2 else None) for n, t in enumerate(badge_tasks().values())]
    samples.append(task("failed", remote=Remote.FAILED, final=True, files=(file(expires_at=NOW),)))

    async def use(store: TaskStore) -> None:
        added = await store.add(samples)
        await store.remove([added[0][0].id])
        counts = await store.counts(NOW)
        assert set(counts.views) == set(View)
        for view in View:
            assert counts.views[view] == len(await store.ids(ListQuery(view=view), NOW)), view
        for project, count in counts.projects.items():
            assert count == len(await store.ids(ListQuery(project=project), NOW))
        for account, count in counts.accounts.items():
            assert count == len(await store.ids(ListQuery(account_id=account), NOW))
        assert sum(counts.accounts.values()) == counts.views[View.ALL] == len(samples) - 1

    on_store(tmp_path, use)


def test_a_saved_change_moves_a_task_between_views(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        [(stored, _)] = await store.add([task("t")])
        assert (await store.counts(NOW)).views[View.ACTIVE] == 1
        await store.save([TaskWrite(replace(stored, remote=Remote.FAILED, final=True), NOW)])
        counts = await store.counts(NOW)
        assert (counts.views[View.ACTIVE], counts.views[View.ALL]) == (0, 1)

    on_store(tmp_path, use)


QUERIES = {
    **{f"order by {order}": ListQuery(order=order) for order in Order},
    **{f"group by {group}": ListQuery(group=group) for group in Group},
    **{f"view {view}": ListQuery(view=view) for view in View},
    "project": ListQuery(project="Project 3"),
    "account and badge": ListQuery(account_id="a2", badge=Badge.WAITING),
    "text": ListQuery(text="picture harbour 77"),
    "prefix": ListQuery(text="harb"),
    "chinese": ListQuery(text="赤狐"),
}


def test_twenty_thousand_tasks_are_listed_and_counted_at_once(tmp_path: Path) -> None:
    def sample(n: int) -> Task:
        bare = task(f"task_{n:06}", title=f"Picture {n}", prompt="harbour at dusk 雪地赤狐", project=f"Project {n % 9}")
        kind = n % 4
        remote = (Remote.WAITING, Remote.DONE, Remote.DONE, Remote.FAILED)[kind]
        files = (file(state=FileState.SAVED),) if kind == 1 else (file(expires_at=NOW + timedelta(minutes=n)),) if kind == 2 else ()
        return replace(
            bare, account_id=f"a{n % 4}", remote=remote, final=kind > 0, files=files, added_at=NOW - timedelta(seconds=n)
        )

    async def use(store: TaskStore) -> dict[str, float]:
        await store.add([sample(n) for n in range(20_000)])
        slow: dict[str, float] = {}
        for name, query in QUERIES.items():
            best = min([await timed(store, query) for _ in range(3)])
            if best > 0.05:
                slow[name] = best
        started = time.perf_counter()
        await store.counts(NOW)
        if (taken := time.perf_counter() - started) > 0.1:
            slow["counts"] = taken
        return slow

    async def timed(store: TaskStore, query: ListQuery) -> float:
        started = time.perf_counter()
        await store.ids(query, NOW)
        return time.perf_counter() - started

    assert on_store(tmp_path, use) == {}
