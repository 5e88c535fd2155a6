"""Links from anywhere: what is understood, and everything else refused in a sentence."""

import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.link import (
    LONGEST,
    MOST_IDS,
    AddAsked,
    FileAsked,
    RaiseAsked,
    Refused,
    ShowAsked,
    add_link,
    asked_of,
    command_for,
    read_link,
    show_link,
)
from desktop.domain.recognise import recognise

ONE, TWO = "1ec04ced-4b87-44f6-a1b2-000000000001", "1ec04ced-4b87-44f6-a1b2-000000000002"
KEYS = ("sk-abcdefghijkl0123", "ak_abcdefghijklmnopqrst", "tsk_abcdef0123", "sk-byts-abcdef0123", "whsec_abcdef0123")
_ids = st.lists(
    st.one_of(st.uuids().map(str), st.from_regex(r"task_[0-9][A-Za-z0-9]{3,40}", fullmatch=True)), min_size=1, max_size=MOST_IDS
)
_names = st.text(string.ascii_letters + string.digits + " &=%+#?/项目é“”'\"", max_size=80).map(lambda name: " ".join(name.split()))


@pytest.mark.parametrize("link", ["outtray:", "outtray://", "OUTTRAY:///", " outtray://?\n", "outtray:/"])
def test_a_bare_link_raises_the_window(link: str) -> None:
    assert read_link(link) == RaiseAsked()


@pytest.mark.parametrize(
    "link",
    [
        f"outtray://add?provider=tripo&id={ONE}&id={TWO}",
        f"outtray://add/?id={ONE},{TWO}&provider=Tripo",
        f"OutTray://ADD?id={ONE}%2C%20{TWO}&&provider=tripo3d&project=&account=",
        f"outtray://add?id={ONE}+{TWO}+{ONE}&provider=tripo",
    ],
)
def test_ids_may_repeat_or_stand_together(link: str) -> None:
    assert read_link(link) == AddAsked(ids=(ONE, TWO), provider="tripo")


@given(_ids, st.sampled_from(["", "crun", "tripo", "bytespike", "midjourney"]), _names, _names)
def test_a_link_is_read_as_what_it_was_made_of(ids: list[str], provider: str, account: str, project: str) -> None:
    asked = AddAsked(ids=tuple(dict.fromkeys(ids)), provider=provider, account=account, project=project)
    assert read_link(add_link(ids, provider=provider, account=account, project=project)) == asked


@given(st.uuids())
def test_a_task_to_show_is_read_as_it_was_made(task: object) -> None:
    assert read_link(show_link(str(task))) == ShowAsked(str(task))
    assert read_link(show_link(12)) == ShowAsked("12")


@given(st.text() | st.text(alphabet="outray:/?&=%add openidtask0123kysecr\x00\u202e\ud800").map("outtray://add?{}".format))
def test_whatever_comes_is_read_without_an_error_and_what_is_refused_says_why(text: str) -> None:
    for what in (text, f"outtray:{text}", f"outtray://open?{text}", f"file://{text}"):
        asked = asked_of(what)
        assert not isinstance(asked, Refused) or asked.sentence.endswith((".", "?"))
        command_for([what])


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "form", ["outtray://add?id={one}&key={key}", "outtray://add?id={key}", "outtray://open?task={key}", "outtray://{key}"]
)
def test_a_link_never_carries_a_key(form: str, key: str) -> None:
    for link in (form.format(one=ONE, key=key), form.format(one=ONE, key=quote(key).replace("s", "%73").replace("a", "%61"))):
        asked = read_link(link)
        assert isinstance(asked, Refused)
        assert "never needs a key" in asked.sentence
        assert key not in asked.sentence


@pytest.mark.parametrize("name", ["key", "api_key", "apikey", "X-API-Key", "token", "secret", "authorization", "password"])
def test_a_parameter_called_like_a_key_is_refused_whatever_it_holds(name: str) -> None:
    asked = read_link(f"outtray://add?id={ONE}&{name}=x")
    assert isinstance(asked, Refused)
    assert "never needs a key" in asked.sentence


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("outtray://delete?task=1", "doesn't know what the link"),
        ("outtray:add?id=x1", "doesn't know what the link"),
        (f"outtray://add@host?id={ONE}", "doesn't know what the link"),
        (f"outtray://add:80?id={ONE}", "doesn't know what the link"),
        (f"outtray://add/more?id={ONE}", "doesn't know what the link"),
        (f"outtray://add?id={ONE}#here", "doesn't know what the link"),
        (f"outtray://add?id={ONE}&url=https://example.org", "“url”"),
        (f"outtray://open?task=1&id={ONE}", "“id”"),
        ("outtray://open?task=1&task=2", "more than once"),
        (f"outtray://add?id={ONE}&provider=crun&provider=tripo", "more than once"),
        (f"outtray://add?id={ONE}&provider=acme", "“acme” is no provider"),
        ("outtray://add", "names no task"),
        ("outtray://add?provider=tripo&id=%20,", "names no task"),
        ("outtray://add?id=https%3A%2F%2Fexample.org%2Fx", "no task id"),
        ("outtray://add?id=../../etc/passwd", "no task id"),
        ("outtray://add?id=--profile", "no task id"),
        ("outtray://add?id=a%3Cb%3E", "no task id"),
        (f"outtray://add?id={'x1' * 65}", "no task id"),
        (f"outtray://add?id={ONE}&project={'p' * 81}", "longer than 80"),
        (f"outtray://add?id={ONE}%", "damaged"),
        (f"outtray://add?id={ONE}%zz", "damaged"),
        (f"outtray://add?id={ONE}&project=%ff%fe", "damaged"),
        (f"outtray://add?id={ONE}%0A", "can't be seen"),
        (f"outtray://add?id={ONE}&project=%E2%80%AEgpj", "can't be seen"),
        (f"outtray://add?id={ONE}&project=\u202egpj", "can't be seen"),
        (f"outtray://add?id={ONE}%00", "can't be seen"),
        (f"outtray://add?id={ONE}&project=Fox%E3%85%A4", "can't be seen"),
        (f"outtray://add?id={ONE}&account=\u2800", "can't be seen"),
        ("outtray://add?id=" + ",".join(f"task_{n}x" for n in range(MOST_IDS + 1)), "201 tasks"),
        ("outtray://add?id=" + "x" * LONGEST, "too long"),
    ],
)
def test_what_is_not_known_is_refused_with_what_it_was(link: str, said: str) -> None:
    asked = read_link(link)
    assert isinstance(asked, Refused)
    assert said in asked.sentence


def test_escapes_are_decoded_once() -> None:
    assert read_link(f"outtray://add?id={ONE}&project=100%2525") == AddAsked(ids=(ONE,), project="100%25")


def test_the_text_of_a_link_is_recognised_as_its_providers() -> None:
    text = AddAsked(ids=(ONE, "my-render-001", "word"), provider="bytespike").text
    assert [(found.task_id, found.providers) for found in recognise(text).found] == [
        (one, ("bytespike",)) for one in (ONE, "my-render-001", "word")
    ]


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("/tmp/my ids.txt", "/tmp/my ids.txt"),
        ("file:///tmp/my%20ids.txt", "/tmp/my ids.txt"),
        ("FILE://localhost/tmp/a.csv", "/tmp/a.csv"),
        ("file:/tmp/100%2525.log", "/tmp/100%25.log"),
    ],
)
def test_a_file_is_named_by_its_path_or_its_address(what: str, path: str) -> None:
    assert asked_of(what, windows=False) == FileAsked(path)


@pytest.mark.parametrize(("what", "path"), [("C:\\ids.txt", "C:\\ids.txt"), ("file:///C:/my%20ids.txt", "C:/my ids.txt")])
def test_windows_has_paths_of_its_own(what: str, path: str) -> None:
    assert asked_of(what, windows=True) == FileAsked(path)


@pytest.mark.parametrize(
    "what",
    ["", "ids.txt", "~/ids.txt", "https://example.org/ids.txt", "file://server/ids.txt", "file:ids.txt", "/tmp/a\0.txt", "/a\nb"],
)
def test_no_address_is_fetched_and_no_other_computer_asked(what: str) -> None:
    assert isinstance(asked_of(what, windows=False), Refused)


@pytest.mark.parametrize(
    "what",
    [
        "file:///%5C%5Cserver/share/ids.txt",
        "file:/%2F%2Fserver/share/ids.txt",
        "file:///C:%2F%2Fserver/ids.txt",
        r"\\.\pipe\ids.txt",
        r"\\?\UNC\server\share\ids.txt",
        "//./COM1/ids.txt",
    ],
)
def test_on_windows_no_address_names_another_computer_and_no_path_a_device(what: str) -> None:
    assert isinstance(asked_of(what, windows=True), Refused)
    assert asked_of(r"\\server\share\ids.txt", windows=True) == FileAsked(r"\\server\share\ids.txt")


@pytest.mark.parametrize("what", ["/tmp/\ud800.txt", f"/{'x' * 256}.txt", "/x" * 3000 + ".txt"])
def test_a_path_that_no_system_has_is_not_even_looked_for(what: str) -> None:
    assert isinstance(asked_of(what, windows=False), Refused)


def test_a_refused_address_is_not_shown_with_what_it_carries() -> None:
    asked = asked_of("https://example.org/ids?api_key=sk-abcdefghijkl0123")
    assert isinstance(asked, Refused)
    assert "“https://example.org/ids”" in asked.sentence


def test_the_terminals_command_does_what_the_link_does() -> None:
    link = add_link([ONE, TWO], provider="tripo", account="My studio", project="It's")
    assert command_for([link]) == f"outtray add --account 'tripo/My studio' --project 'It'\"'\"'s' -- {ONE} {TWO}"
    assert command_for(["outtray:", "/a b.txt", show_link(3)]) == "outtray add --file '/a b.txt'; outtray show -- 3"
