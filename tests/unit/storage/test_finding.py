"""Groups, orders in both directions, the archive, stars, tags and facets: the same answers as counting by hand gives."""

import contextlib
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.domain.query import FACET_DAYS, Group, ListQuery, Order, View
from desktop.domain.status import Badge, FileState, MediaKind, Remote
from desktop.domain.task import Cost, Task
from desktop.storage.connections import open_reader, open_writer
from desktop.storage.listing import select_listing
from desktop.storage.migrations import MIGRATIONS, migrate
from desktop.storage.rows import FILE_COLUMNS, file_cells, task_cells
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.fakes.engine import FakeEngine
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, file, task

MODELS = ("nano-banana", "", "Veo 3", "sora-2", "veo 3")
PROJECTS = (None, "Spring", "autumn", "Winter film")
PROMPTS = ("red fox\nsecond line", "", "Owl at night", "red fox\nother")


def mixed() -> list[Task]:
    """Return tasks of every mixture that matters, none like another."""
    return [_mixed(number) for number in range(48)]


def _mixed(n: int) -> Task:
    saved = file(state=FileState.SAVED)
    files = ((), (replace(saved, size=100 * (n % 7) or None),), (file(expires_at=NOW + timedelta(minutes=20 * n)),))[n % 3]
    made = task(f"t{n:02}", title=f"Title {n * 7 % 10}", prompt=PROMPTS[n % 4], project=PROJECTS[n // 2 % 4], files=files)
    return replace(
        made,
        ref=replace(made.ref, provider=("crun", "tripo", "midjourney")[n // 3 % 3]),
        model=MODELS[n % 5],
        kind=list(MediaKind)[n % 6],
        tags=("16:9", "pop") if n % 4 == 1 else (),
        own_tags=("hero", "pop") if n % 5 == 2 else (),
        starred=n % 6 == 0,
        archived=n % 11 == 3,
        remote=(Remote.FAILED if n % 2 else Remote.WAITING) if n % 3 == 0 else Remote.DONE,
        final=n % 3 > 0,
        cost=Cost(charged=float(n % 4) if n % 5 else None, estimated=2.5 if n % 2 else None),
        added_at=NOW - timedelta(hours=31 * (n // 2)),
        finished_at=NOW - timedelta(minutes=n // 3) if n % 4 else None,
    )


def compared(folder: Path, queries: Sequence[ListQuery]) -> None:
    """Ask the store and the engine in memory the same."""

    async def use(store: TaskStore) -> None:
        stored = [each for each, _ in await store.add(mixed())]
        fake = FakeEngine(stored, now=NOW)
        for query in queries:
            ours, theirs = await store.listing(query, NOW), await fake.listing(query)
            assert list(ours.ids) == list(theirs.ids), query
            assert ours.sections == theirs.sections, query
            assert list(await store.ids(query, NOW)) == list(ours.ids), query
            assert await store.facets(query, NOW) == await fake.facets(query), query
            assert await store.count(query, NOW) == await fake.count(query), query
        counts, by_hand = await store.counts(NOW), await fake.counts()
        assert (counts.views, counts.projects) == (by_hand.views, dict(sorted(by_hand.projects.items())))

    on_store(folder, use)


def test_every_order_in_every_group_in_both_directions(tmp_path: Path) -> None:
    compared(
        tmp_path,
        [ListQuery(order=o, group=g, backwards=b) for o, g, b in itertools.product(Order, Group, (False, True))],
    )


def test_every_view_and_every_filter_narrow_the_list_and_the_facets(tmp_path: Path) -> None:
    narrow: tuple[dict[str, object], ...] = (
        {},
        {"badge": Badge.SAVED},
        {"provider": "tripo"},
        {"kind": MediaKind.IMAGE},
        {"model": "Veo 3"},
        {"tag": "pop"},
        {"days": 7},
        {"days": 3, "tag": "hero"},
        {"project": "Spring"},
        {"provider": "crun", "badge": Badge.FAILED, "days": 30},
        {"text": "fox"},
        {"text": "hero", "kind": MediaKind.AUDIO},
    )
    views = [view for view in View if view is not View.AT_RISK]
    compared(tmp_path, [ListQuery(view=view, group=Group.DAY, **one) for view in views for one in narrow])  # type: ignore[arg-type]  # fields


def test_risk_names_its_tasks_itself(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        (one, _), (other, _), *_ = await store.add([task("a"), task("b"), task("c")])
        await store.save([TaskWrite(replace(other, archived=True), NOW)])
        assert list(await store.ids(ListQuery(view=View.AT_RISK), NOW, {one.id, other.id})) == [one.id]

    on_store(tmp_path, use)


@pytest.mark.parametrize(("hours", "days"), [(0, ["2026-11-21", "2026-11-20"]), (9, ["2026-11-22", "2026-11-21"])])
def test_days_are_those_of_the_zone(tmp_path: Path, hours: int, days: list[str]) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([task("late", minutes_ago=10), task("early", minutes_ago=60 * 23)])

    on_store(tmp_path, use)
    with contextlib.closing(open_reader(tmp_path / "tasks.db")) as connection:
        listing = select_listing(connection, ListQuery(group=Group.DAY), NOW, zone=timezone(timedelta(hours=hours)))
    assert [section.key for section in listing.sections] == days


@pytest.mark.parametrize("born", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_a_day_out_of_all_reason_is_still_a_group(tmp_path: Path, born: datetime) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([replace(task("t"), created_at=born)])
        listing = await store.listing(ListQuery(group=Group.DAY), NOW)
        assert [section.count for section in listing.sections] == [1]

    on_store(tmp_path, use)


def test_what_is_archived_is_counted_in_the_archive_alone(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        [(stored, _)] = await store.add([task("t", project="Spring")])
        await store.save([TaskWrite(replace(stored, archived=True, starred=True), NOW)])
        counts = await store.counts(NOW)
        assert {view for view, count in counts.views.items() if count} == {View.ARCHIVE}
        assert (counts.projects, counts.accounts) == ({}, {})
        assert [open_task.id for open_task in await store.open_tasks()] == [stored.id]

    on_store(tmp_path, use)


def test_a_search_finds_projects_providers_and_the_users_tags_by_their_beginning(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        [(stored, _)] = await store.add([task("t", title="Lamp", project="Winter film")])
        await store.save([TaskWrite(replace(stored, own_tags=("hero shot",)), NOW)])
        for text in ("wint", "cru", "hero sh", "film lamp"):
            assert list(await store.ids(ListQuery(text=text), NOW)) == [stored.id], text
        await store.save([TaskWrite(replace(stored, project=None), NOW)])
        assert not await store.ids(ListQuery(text="wint"), NOW)

    on_store(tmp_path, use)


@pytest.mark.parametrize(("text", "found"), [("🦊", ["a"]), ("snow 🦊", ["a"]), ("🦉", []), ("!!", ["b"]), ("snow !", ["a", "b"])])
def test_a_search_finds_emoji_and_signs_alone(tmp_path: Path, text: str, found: list[str]) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([task("a", prompt="a🦊in snow"), task("b", prompt="snow!!", minutes_ago=1)])
        ids = await store.ids(ListQuery(text=text), NOW)
        assert [each.ref.task_id for each in await store.get(ids)] == found

    on_store(tmp_path, use)


def test_a_fact_is_kept_changed_and_forgotten(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        assert await store.fact("seen") is None
        await store.set_fact("seen", "1")
        await store.set_fact("seen", "2")
        assert await store.fact("seen") == "2"

    on_store(tmp_path, use)

    async def again(store: TaskStore) -> None:
        assert await store.fact("seen") == "2"
        await store.set_fact("seen", None)
        assert await store.fact("seen") is None

    on_store(tmp_path, again)


def test_what_no_task_has_any_more_is_forgotten_with_the_removed(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        (gone, _), _ = await store.add([replace(task("a", prompt="once"), own_tags=("rare",)), task("b", prompt="kept")])
        await store.remove([gone.id])
        assert await store.purge_removed() == (1, [])
        assert not (await store.facets(ListQuery(), NOW)).tags
        assert [s.key for s in (await store.listing(ListQuery(group=Group.PROMPT), NOW)).sections] == ["kept"]

    on_store(tmp_path, use)
    with contextlib.closing(open_reader(tmp_path / "tasks.db")) as connection:
        assert [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("tagset", "line")] == [
            0,
            1,
        ]  # own words


def test_facets_name_the_spans_of_days(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> None:
        await store.add([task("new"), task("old", minutes_ago=60 * 24 * 10)])
        assert (await store.facets(ListQuery(days=1), NOW)).days == dict(zip(FACET_DAYS, (1, 1, 2), strict=True))

    on_store(tmp_path, use)


def test_a_second_layout_is_brought_to_the_third_with_its_tasks(tmp_path: Path) -> None:
    """Everything but the marks must be found as if the task had been stored by this version."""
    path = tmp_path / "tasks.db"
    connection = open_writer(path)
    migrate(connection, MIGRATIONS[:2])
    known = {row["name"] for row in connection.execute("PRAGMA table_info(task)")}
    samples = [replace(each, own_tags=(), starred=False, archived=False) for each in mixed()]
    for number, each in enumerate(samples, start=1):
        cells = {name: value for name, value in task_cells(each).items() if name in known}
        connection.execute(
            f"INSERT INTO task (id, {', '.join(cells)}) VALUES (?{', ?' * len(cells)})",  # own words
            (number, *cells.values()),
        )
        for position, held in enumerate(each.files):
            cells_of_file = file_cells(number, position, held)
            connection.execute(
                f"INSERT INTO file ({', '.join(FILE_COLUMNS)}) VALUES ({', '.join('?' * len(FILE_COLUMNS))})",  # own words
                cells_of_file,
            )
        connection.execute("INSERT INTO search (rowid, words, grams) VALUES (?, 'old', '')", (number,))
    connection.close()

    async def use(store: TaskStore) -> None:
        fake = FakeEngine([replace(each, id=number) for number, each in enumerate(samples, start=1)], now=NOW)
        for query in (
            ListQuery(),
            ListQuery(group=Group.PROMPT, order=Order.SIZE),
            ListQuery(group=Group.PROJECT, order=Order.COST),
            ListQuery(tag="pop"),
            ListQuery(text="spr"),
            ListQuery(text="png"),
        ):
            if query.text != "png":
                assert (await store.listing(query, NOW)).sections == (await fake.listing(query)).sections
                assert list(await store.ids(query, NOW)) == list((await fake.listing(query)).ids), query
            else:
                assert await store.ids(query, NOW)
            assert await store.facets(ListQuery(), NOW) == await fake.facets(ListQuery())

    on_store(tmp_path, use)


def test_retention_takes_what_is_saved_and_old_each_once(tmp_path: Path) -> None:
    saved = {"remote": Remote.DONE, "final": True, "files": (file(state=FileState.SAVED),)}
    samples = [
        replace(task("old", minutes_ago=600), **saved),  # type: ignore[arg-type]  # fields of it
        replace(task("starred", minutes_ago=600), **saved, starred=True),  # type: ignore[arg-type]  # fields of it
        replace(task("young", minutes_ago=5), **saved),  # type: ignore[arg-type]  # fields of it
        replace(task("unsaved", minutes_ago=600), remote=Remote.DONE, final=True, files=(file(),)),
    ]

    async def use(store: TaskStore) -> None:
        (old, _), *_ = await store.add(samples)
        limit = NOW - timedelta(minutes=60)
        assert await store.saved_between(None, limit) == [old.id]
        assert await store.saved_between(limit, limit) == []
        [(late, _)] = await store.add([task("saved late", minutes_ago=900)])
        await store.save([TaskWrite(replace(late, **saved), NOW)])  # type: ignore[arg-type]  # fields of it
        assert await store.saved_between(limit, limit) == []
        assert late.id in await store.saved_between(limit, NOW)

    on_store(tmp_path, use)
