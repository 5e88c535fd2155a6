"""Tolerant fields: numbers, times and percentages in all their spellings."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.providers.fields import amount, decode, items, mapping, moment, one_line, percent, text, whole

NOON = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("65%", 65),
        (" 65 % done", 65),
        ("65.9%", 65),
        ("65", 65),
        ("0%", 0),
        ("100%", 100),
        ("250%", 100),
        (65, 65),
        (65.7, 65),
        (0.65, 65),
        (1.0, 100),
        (1, 1),
        (0, 0),
        (101, 100),
        (-1, None),
        ("-5%", None),
        ("", None),
        ("0.65", 65),
        ("1", 1),
        ("Waiting to start", None),
        ("fast", None),
        ("nan", None),
        (float("nan"), None),
        (float("inf"), None),
        (10**400, None),
        (True, None),
        (None, None),
        ([65], None),
    ],
)
def test_progress_is_a_percentage_or_nothing(value: object, expected: int | None) -> None:
    assert percent(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        NOON.timestamp(),
        int(NOON.timestamp()),
        str(int(NOON.timestamp())),
        int(NOON.timestamp()) * 1000,
        int(NOON.timestamp()) * 1_000_000,
        int(NOON.timestamp()) * 1_000_000_000,
        "2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00",
        "2026-11-20 10:00:00+00:00",
        "2026-11-20T11:00:00.000000000+01:00",
        " 20261120T100000Z ",
    ],
)
def test_a_time_is_read_in_every_unit(value: object) -> None:
    assert moment(value) == NOON


@pytest.mark.parametrize(
    "value",
    [
        0,
        -1,
        "0",
        "",
        "soon",
        None,
        True,
        1,
        86400,
        10**400,
        1e30,
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "1970-01-01",
        [],
        {},
    ],
)
def test_a_filler_is_no_time(value: object) -> None:
    assert moment(value) is None


def test_numbers_are_finite_and_amounts_not_negative() -> None:
    assert amount("1.5") == 1.5
    assert amount(-1) is None
    assert amount("many") is None
    assert whole("2001") == 2001
    assert whole(2001.5) is None
    assert whole(True) is None
    assert whole(10**30) is None


def test_texts_are_trimmed_and_free_of_control_characters() -> None:
    assert text(" a\x00\x1b[0mb\r\n\tc ") == "a[0mb\n\tc"
    assert text(7) == "7"
    assert text(None) == text(True) == text([]) == text(1.5) == ""
    assert text("abc", 2) == "ab"
    assert one_line("\n  \n a   b \n c") == "a b"
    assert one_line("x" * 300, 10) == "x" * 9 + "…"


def test_what_is_encoded_twice_is_opened() -> None:
    assert mapping('{"a": 1}') == {"a": 1}
    assert mapping("[1]") == mapping("{a") == mapping(None) == {}
    assert items('["a"]') == ["a"]
    assert items(None) == []
    assert items("a") == ["a"]


def test_json_is_decoded_without_what_cannot_be_written_again() -> None:
    assert decode('{"a": NaN, "b": 1e999, "c": "\\ud800", "d": "\\ud83d\\ude00"}') == {"a": None, "b": None, "c": "?", "d": "😀"}
    for bad in ("", "{", "[" * 200 + "]" * 200, "[" * 100_000, "9" * 5000):
        with pytest.raises(ValueError, match=r"\w"):
            decode(bad)


@given(value=st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists))
def test_every_reader_takes_every_value(value: object) -> None:
    for reader in (percent, moment, amount, whole, text, mapping, items):
        reader(value)
