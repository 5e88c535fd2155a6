"""Saved searches: a query becomes a readable line, and the line the same query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.query import Group, ListQuery, Order, View
from desktop.domain.saved_search import saved_query, saved_text
from desktop.domain.status import Badge, MediaKind

_some = st.none() | st.text(max_size=20)

queries = st.builds(
    ListQuery,
    view=st.sampled_from(View),
    text=st.text(max_size=30) | st.sampled_from(["kind:image", "text:x", 'a "b', "status:saved fox", "project:", "a:b c"]),
    badge=st.none() | st.sampled_from(Badge),
    project=_some,
    account_id=_some,
    provider=_some,
    kind=st.none() | st.sampled_from(MediaKind),
    model=_some,
    tag=_some,
    days=st.none() | st.integers(0, 100_000),
    order=st.sampled_from(Order),
    backwards=st.booleans(),
    group=st.sampled_from(Group),
)


@given(queries)
def test_a_query_comes_back_from_its_text(query: ListQuery) -> None:
    assert saved_query(saved_text(query)) == query


def test_the_text_is_readable() -> None:
    query = ListQuery(badge=Badge.SAVED, provider="tripo", project="Red fox", text="fox", order=Order.SIZE, group=Group.DAY)
    assert saved_text(query) == 'status:saved provider:tripo project:"Red fox" sort:size group:day fox'


@pytest.mark.parametrize("text", ["colour:red fox", "status:perfect", "days:many", "http://x.y/z", "fox:", "days:9999999"])
def test_what_names_nothing_known_is_searched_for(text: str) -> None:
    assert saved_query(text) == ListQuery(text=text)


def test_named_values_stand_anywhere_between_the_words() -> None:
    assert saved_query("red kind:image fox days:7") == ListQuery(text="red fox", kind=MediaKind.IMAGE, days=7)
