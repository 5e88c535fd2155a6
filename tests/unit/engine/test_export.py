"""Tables for other programs: no formula runs, nothing private leaks, nothing unknown becomes zero."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import override

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.problem import ProblemKind, problem
from desktop.domain.recognise import recognise
from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task
from desktop.domain.wording import short_id
from desktop.engine.export import CellValue, csv_bytes, sheet_csv, sheet_html, sheet_items, tasks_csv, tasks_json
from tests.fakes.tasks import many_tasks, sample_accounts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ACCOUNTS = {state.account.id: state for state in sample_accounts()}


def saved(name: str, **fields: object) -> Task:
    file = ResultFile(
        part="1", name=name, kind=MediaKind.IMAGE, state=FileState.SAVED, path=f"/r/{name}", size=1_200_000, width=640, height=480,
        sha256="ab" * 32,
    )  # fmt: skip
    return replace(many_tasks(1)[0], files=(file,), **fields)  # type: ignore[arg-type]  # fields of Task, named by the tests


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert tasks_csv([saved("狐.png")], {}).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_bytes([], [[text]]).decode("utf-8-sig").removeprefix("\r\n"), newline=""))
    assert row == ["'" + text]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_of_text_can_be_calculated_and_none_is_lost(cells: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(["h"], [cells]).decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert len(rows[1]) == len(cells)
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows[1])


def test_numbers_stay_numbers_even_below_zero() -> None:
    values: list[CellValue] = [-1.5, 3, None]
    assert csv_bytes(["a", "b", "c"], [values]).decode("utf-8-sig").splitlines()[1] == "-1.5,3,"


def test_a_cost_that_was_not_reported_is_empty_and_said_so_and_a_free_one_is_zero() -> None:
    unknown, free = read(tasks_csv([saved("a.png", cost=Cost()), saved("b.png", cost=Cost(charged=0.0))], {}))
    assert (unknown["Charged cost"], unknown["Unit of cost"]) == ("", "not reported")
    assert (free["Charged cost"], free["Unit of cost"]) == ("0.0", "credits")


def test_what_a_client_may_not_see_is_not_written() -> None:
    task = saved("a.png", prompt="secret fox", cost=Cost(charged=5), account_id=next(iter(ACCOUNTS)))
    name = ACCOUNTS[next(iter(ACCOUNTS))].account.name
    for data in (tasks_csv([task], ACCOUNTS, private=True), tasks_json([task], ACCOUNTS, NOW, private=True)):
        assert b"secret fox" not in data
        assert name.encode() not in data
        assert b"ost" not in data.replace(b"host", b"")
    assert b"secret fox" in tasks_csv([task], ACCOUNTS)


def prompted() -> list[Task]:
    """Tasks whose titles, files, tags and problems all tell the prompt."""
    prompt = "secret fox in the snow"
    task = saved("secret fox in the snow.png", prompt=prompt, title="", tags=("secret",), own_tags=("approved",))
    said = problem(ProblemKind.GENERATION_FAILED, provider="crun", reason="secret fox is no word")
    lost = problem(ProblemKind.FILE_MISSING, path="/r/secret fox.png")
    files = tuple(replace(f, state=FileState.MISSING, problem=lost) for f in task.files)
    failed = replace(task, title=prompt[:12], files=(), remote=Remote.FAILED, problem=said)
    return [task, failed, replace(task, files=(*task.files, *files))]


def test_nothing_that_is_made_of_a_prompt_reaches_a_client() -> None:
    tasks = prompted()
    items = sheet_items(tasks, prompts=True, safe=True)
    assert items[0].name == f"Picture {short_id(tasks[0].ref.task_id)} 1.png"
    assert items[0].path == "/r/secret fox in the snow.png", "the picture itself is read from there"
    for data in (
        tasks_csv(tasks, ACCOUNTS, private=True),
        tasks_json(tasks, ACCOUNTS, NOW, private=True),
        sheet_csv(items, prompts=True),
        sheet_html("Foxes", "", items, {}),
    ):
        assert b"secret" not in data
        assert b"Picture " in data
    assert b"approved" in tasks_csv(tasks, ACCOUNTS, private=True)
    for data in (tasks_csv(tasks, ACCOUNTS), tasks_json(tasks, ACCOUNTS, NOW)):
        assert data.count(b"secret") > 3


def test_tags_of_both_kinds_and_marks_are_written() -> None:
    task = saved("a.png", tags=("anime",), own_tags=("fox", "anime"), starred=True)
    (row,) = read(tasks_csv([task], {}))
    assert (row["Tags"], row["Starred"]) == ("anime; fox", "yes")
    (record,) = json.loads(tasks_json([task], {}, NOW))
    assert (record["tags"], record["starred"]) == (["anime", "fox"], True)


def test_an_exported_list_can_be_pasted_to_track_it_anew() -> None:
    tasks = [
        saved(f"{n}.png", ref=replace(task.ref, task_id=f"{n:08x}-1111-4222-8333-444455556666"))
        for n, task in enumerate(many_tasks(3))
    ]
    wanted = {task.ref.task_id for task in tasks}
    for data in (tasks_json(tasks, {}, NOW), tasks_csv(tasks, {})):
        found = recognise(data.decode("utf-8-sig"))
        assert {each.task_id for each in found.found} == wanted


def test_a_sheet_has_a_card_for_each_saved_file_alone() -> None:
    task = saved("a.png", prompt="fox")
    lost = replace(
        task, files=(replace(task.files[0], state=FileState.MISSING), replace(task.files[0], state=FileState.WANTED, path=None))
    )
    items = sheet_items([task, lost], prompts=False)
    assert [item.name for item in items] == ["a.png"]
    assert items[0].prompt == ""
    assert items[0].facts == "1.2 MB · 640 × 480"
    assert sheet_items([task], prompts=True)[0].prompt == "fox"


def test_a_sheet_as_csv_has_the_checksum_and_the_prompt_only_where_wanted() -> None:
    items = sheet_items([saved("a.png", prompt="fox")], prompts=True)
    assert read(sheet_csv(items, prompts=True))[0]["Prompt"] == "fox"
    (row,) = read(sheet_csv(items, prompts=False))
    assert "Prompt" not in row
    assert (row["SHA-256"], row["Bytes"]) == ("ab" * 32, "1200000")


class Page(HTMLParser):
    """Collects what a browser would read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.words = ""
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.sources.extend(value or "" for name, value in attrs if name in ("src", "href", "srcset", "action"))

    @override
    def handle_data(self, data: str) -> None:
        self.words += data


HOSTILE = '<script>alert(1)</script><img src=x onerror="a()">" & \'{style}'


def test_a_page_shows_every_text_as_it_is_and_runs_nothing() -> None:
    items = sheet_items([saved(f"{n}.png", prompt=HOSTILE, model=HOSTILE, title=HOSTILE) for n in range(3)], prompts=True)
    page = Page(sheet_html(HOSTILE, HOSTILE, [replace(item, name=HOSTILE, sha256=HOSTILE) for item in items], {}).decode())
    assert set(page.tags) <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "h1",
        "h2",
        "p",
        "figure",
        "figcaption",
        "div",
    }
    assert page.sources == []
    assert page.words.count(HOSTILE) >= 3 * 3


def test_a_page_needs_nothing_but_itself() -> None:
    items = sheet_items([saved("a.png")], prompts=False)
    page = Page(sheet_html("Zoo", "1 file", items, {items[0].path: b"\x89PNGx"}).decode())
    assert [source.split(",")[0] for source in page.sources] == ["data:image/png;base64"]
