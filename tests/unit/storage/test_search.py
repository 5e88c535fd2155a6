"""Search: words, prefixes, ids, Chinese and Japanese, and whatever a user may type."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.query import ListQuery
from desktop.storage.search import match_expression
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, file, task

SAMPLES = (
    task("d6951e2c-44b0-4f6e-9a55-0c2f3bb1f55d", title="Red fox in snow", prompt="Ein Fuchs, Öl auf Leinwand, café noir"),
    task("ak-night_0017", title="Midnight Addiction", tags=("synthwave", "3:12"), prompt="don't stop (never)"),
    task("zh-1", prompt="一只赤狐在雪地里奔跑，油画风格"),
    task("ja-1", prompt="雪の中を走る赤いキツネ", title="カフェSuno歌曲"),
    task("ko-1", prompt="눈 속의 여우가 달린다"),
    task("file-1", files=(file("harbour-view"),)),
    task("sign-1", title="🦊 → 100 %"),
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")

    async def fill(store: TaskStore) -> None:
        await store.add(SAMPLES)

    on_store(folder, fill)
    return folder


def found(folder: Path, text: str) -> set[str]:
    async def use(store: TaskStore) -> set[str]:
        ids = await store.ids(ListQuery(text=text), NOW)
        return {t.ref.task_id.split("-")[0] for t in await store.get(ids)}

    return on_store(folder, use)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("fox", {"d6951e2c"}),
        ("FOX snow", {"d6951e2c"}),
        ("snow red fo", {"d6951e2c"}),
        ("fo red", set()),
        ("cafe", {"d6951e2c"}),
        ("OL", {"d6951e2c"}),
        ("synth", {"ak"}),
        ("d6951e2c", {"d6951e2c"}),
        ("d6951e2c-44b0-4f", {"d6951e2c"}),
        ("ak-night_00", {"ak"}),
        ("harbour-view.p", {"file"}),
        ("don't", {"ak"}),
        ("3:12", {"ak"}),
        ("狐", {"zh"}),
        ("赤狐", {"zh"}),
        ("赤", {"zh", "ja"}),
        ("雪地", {"zh"}),
        ("雪地里奔跑", {"zh"}),
        ("雪地奔跑", set()),
        ("油画 赤狐", {"zh"}),
        ("里油画", set()),
        ("キツネ", {"ja"}),
        ("走る", {"ja"}),
        ("ｷﾂﾈ", {"ja"}),
        ("カフェ", {"ja"}),
        ("suno", {"ja"}),
        ("Suno歌", {"ja"}),
        ("여우", {"ko"}),
        ("달린다", {"ko"}),
        ("🦊", {"sign"}),
        ("→", {"sign"}),
        ("- fox", {"d6951e2c"}),
    ],
)
def test_what_is_typed_finds_what_is_meant(search: Path, text: str, ids: set[str]) -> None:
    assert found(search, text) == ids


def test_blank_text_finds_everything(search: Path) -> None:
    assert len(found(search, "  ")) == len(SAMPLES)


SIGNS = tuple("\"'*()^-+:{}[]%_;\\\0\ud800")


@pytest.mark.parametrize("text", [*SIGNS, "a AND", "OR", "NOT", "NEAR(a, b)", '"fox', 'a"b', "^fox", "fox*", "grams:fox"])
def test_signs_of_the_query_language_are_plain_text(search: Path, text: str) -> None:
    found(search, text)


@given(st.text(st.characters(), max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_the_index_complain(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (words, grams, tokenize = 'unicode61 remove_diacritics 2')")
        expression = match_expression(text)
        if expression is not None:
            connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()


def test_a_changed_title_is_found_by_its_new_words_alone(tmp_path: Path) -> None:
    async def use(store: TaskStore) -> list[int]:
        [(stored, _)] = await store.add([task("t1", title="heron")])
        await store.save([TaskWrite(replace(stored, title="egret"), NOW)])
        return [len(await store.ids(ListQuery(text=word), NOW)) for word in ("heron", "egret")]

    assert on_store(tmp_path, use) == [0, 1]
