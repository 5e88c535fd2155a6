"""What a file in the inbox says, and the words beside one that failed."""

import json

import pytest

from desktop.domain.inbox import Order, Taken, Unreadable, failed_words, missing_of, read_order, reason_of
from desktop.domain.recognise import recognise
from desktop.domain.status import IdKind

UUID = "1ec04ced-4b87-44f6-a296-beea80777941"
OTHER = "8d5d6c3f-7a4e-4a67-9d2f-2f1b3b0a6f55"
KEY = "tsk_" + "Qz7" * 10


def order(**fields: object) -> Order:
    """Return what a JSON file with these fields asks for."""
    return read_order("x.json", json.dumps(fields).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_every_encoding_that_editors_write(encoding: str) -> None:
    (found,) = recognise(read_order("x.txt", f"{UUID}\n".encode(encoding)).text).found
    assert found.task_id == UUID


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b" \r\n", "empty"), (b"\x89PNG\r\n\x1a\n\xff", "UTF-8"), (b"\xff\xfe\x00\xd8", "UTF-16")]
)
def test_what_is_no_text_is_said(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_order("x.txt", data)


def test_the_documented_form_says_whose_the_ids_are_and_where_they_go() -> None:
    read = order(ids=[UUID, " 7 ", 7], account="Studio", provider="Tripo", project=" Lamp ", id_kind="task_id", note=[1])
    assert read == Order(ids=(UUID, "7"), account="tripo/Studio", provider="tripo", project="Lamp", id_kind=IdKind.TASK_ID)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ids": UUID}, "“ids” must be a list"),
        ({"ids": []}, "“ids” must be a list"),
        ({"ids": [UUID, True]}, "“ids” must be a list"),
        ({"ids": [{"id": UUID}]}, "“ids” must be a list"),
        ({"ids": [""]}, "Each of “ids”"),
        ({"ids": ["a\nb"]}, "Each of “ids”"),
        ({"ids": [UUID], "provider": "nobody"}, "“provider” must be one of these: crun"),
        ({"ids": [UUID], "provider": 1}, "“provider” must be a text"),
        ({"ids": [UUID], "account": ["x"]}, "“account” must be a text"),
        ({"ids": [UUID], "project": 3}, "“project” must be a text"),
        ({"ids": [UUID], "id_kind": "mine"}, "“id_kind” must be one of these: task_id"),
    ],
)
def test_a_field_of_another_type_refuses_the_file(fields: dict[str, object], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        order(**fields)


@pytest.mark.parametrize("text", [json.dumps([{"task_id": UUID}]), json.dumps({"code": 0, "data": {"task_id": UUID}}), "[]", "{}"])
def test_any_other_json_goes_to_the_recogniser_as_it_is(text: str) -> None:
    assert read_order("x.JSON", text.encode()) == Order(text=text)


def test_json_a_line_has_no_flaw_and_half_a_document_has_one() -> None:
    lines = f'{{"task_id": "{UUID}"}}\n{{"task_id": "{OTHER}"}}\n'
    assert read_order("x.json", lines.encode()).flaw == ""
    broken = read_order("x.json", f'{{"ids": [\n"{UUID}",\n"{OTHER}'.encode())
    assert "line 3" in broken.flaw
    assert UUID in broken.text


def test_listed_ids_of_a_named_provider_are_its_own_whatever_their_form() -> None:
    read = order(ids=["my lamp", "lamp-render-1", UUID], provider="bytespike")
    found = {each.task_id: each for each in recognise(read.examined(owned=False)).found}
    assert found["lamp-render-1"].providers == ("bytespike",)
    assert found["lamp-render-1"].id_kind is IdKind.OUT_TASK_ID
    assert read.examined(owned=True).splitlines() == list(read.ids)
    assert missing_of(read, found) == ("my lamp",)


def test_an_id_written_otherwise_than_listed_is_not_missing() -> None:
    assert missing_of(Order(ids=(UUID.upper(),)), [UUID]) == ()


def test_the_reason_names_the_lines_that_were_added_and_those_that_were_not() -> None:
    data = f"# renders\n{UUID.upper()}\nsee {OTHER}, too\nlamp\n".encode()
    said = reason_of(Taken(added=(UUID,), unclear=((OTHER, "two accounts could own it"),), missing=("lamp",)), data)
    assert f"Added:\n  line 2: {UUID}\n" in said
    assert f"  line 3: {OTHER} (two accounts could own it)" in said
    assert "  line 4: lamp\n" in said
    assert 'like this: {"account": "tripo/Studio", "ids": ["…"]}' in said
    assert "not all of it" in said


def test_the_reason_names_the_line_of_a_key_and_never_the_key() -> None:
    data = f"{UUID}\nkey = {KEY}\n".encode()
    said = reason_of(Taken(added=(UUID,), keys=(KEY,)), data)
    assert "Line 2 holds an API key" in said
    assert KEY[:12] not in said
    assert KEY[-4:] not in said


def test_a_file_without_ids_is_told_what_would_do() -> None:
    taken = Taken()
    assert not taken.whole
    assert "No task id was found" in reason_of(taken, b"Dear diary")


def test_only_what_was_taken_altogether_is_whole() -> None:
    assert Taken(added=("a",)).whole
    assert Taken(known=("a",)).whole
    assert not Taken(added=("a",), flaw="x").whole
    assert not Taken(added=("a",), keys=("k",)).whole
    assert not Taken(known=("a",), missing=("b",)).whole


def test_lines_are_found_in_one_pass_over_a_long_file() -> None:
    ids = [f"render-{number:05d}" for number in range(20_000)]
    said = reason_of(Taken(added=tuple(ids), missing=("x y",)), "\n".join(ids).encode())
    assert "line 20000: render-19999" in said


def test_one_failed_file_is_named_and_several_are_counted() -> None:
    assert "“a.txt”" in failed_words(["a.txt"])
    assert failed_words(["a.txt", "b.txt"]).startswith("2 files")
