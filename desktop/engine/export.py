"""Tasks and files as tables for other programs: CSV for spreadsheets, JSON for scripts. Qt-free; nothing here touches the disk."""

import base64
import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from pathlib import PurePath
from typing import Final

from desktop.domain.badge import badge_of
from desktop.domain.discretion import discreet, shown_file, shown_tags, shown_title
from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.status import BADGE_WORDS, FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.domain.wording import extent_words, provider_name, size_words
from desktop.engine.task_json import iso, task_json

type CellValue = str | int | float | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would calculate (owasp.org, "CSV Injection")."""

_BETWEEN: Final = "; "


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, without which Excel reads it in the system's own code page.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers are written as they are; None is an
    empty cell.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: CellValue) -> CellValue:
    if isinstance(value, str):
        clean = value.replace("\0", "")
        return f"'{clean}" if clean.lstrip(" ").startswith(_FORMULA) else clean
    return value


def tasks_csv(tasks: Sequence[Task], accounts: Mapping[str, AccountState], *, private: bool = False) -> bytes:
    """Return tasks as CSV, one a line. `accounts` has them by id.

    `private` leaves out prompts and what is made of them (provider tags, file names and paths), costs and accounts. A cost
    that was not reported is an empty cell, never 0.
    """
    columns = [column for column in _columns(accounts, safe=private) if not (private and column.private)]
    return csv_bytes([column.heading for column in columns], ([column.cell(task) for column in columns] for task in tasks))


def tasks_json(tasks: Sequence[Task], accounts: Mapping[str, AccountState], now: datetime, *, private: bool = False) -> bytes:
    """Return tasks as a JSON list of the records that `outtray list --json` prints, with the user's marks.

    `private` leaves out prompts and what is made or quotes of them, costs and accounts. Every record
    holds its `task_id`: the file can be pasted to track them anew.
    """
    records = []
    for task in tasks:
        record = dict(task_json(_private(task) if private else task, {} if private else accounts, now)) | {
            "kind": task.kind.value,
            "model": task.model,
            "prompt": task.prompt,
            "tags": _tags(task, safe=private),
            "starred": task.starred,
            "archived": task.archived,
        }
        for name in ("prompt", "cost", "account") if private else ():
            del record[name]
        records.append(record)
    return json.dumps(records, ensure_ascii=False, indent=2).encode("utf-8", errors="replace") + b"\n"


def _private(task: Task) -> Task:
    """Return `task` as a client may see it: neither its title nor its files are called by its prompt, and nothing quotes that."""
    files = tuple(replace(file, name=shown_file(file, safe=True), path=None) for file in task.files)
    return discreet(replace(task, title=shown_title(task, safe=True), files=files), safe=True)


def _tags(task: Task, *, safe: bool) -> list[str]:
    return list(dict.fromkeys((*shown_tags(task, safe=safe), *task.own_tags)))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its heading, what stands in it, and whether a client is not to see it."""

    heading: str
    cell: Callable[[Task], CellValue]
    private: bool = False


def _columns(accounts: Mapping[str, AccountState], *, safe: bool) -> list[_Column]:
    def account(task: Task) -> CellValue:
        state = accounts.get(task.account_id or "")
        return state.account.name if state is not None else ""

    return [
        _Column(tr("Title"), lambda task: shown_title(task, safe=safe)),
        _Column(tr("Status"), lambda task: tr(BADGE_WORDS[badge_of(task)])),
        _Column(tr("Provider"), lambda task: provider_name(task.ref.provider)),
        _Column(tr("Account"), account, private=True),
        _Column(tr("Model"), lambda task: task.model),
        _Column(tr("Kind"), lambda task: task.kind.value),
        _Column(tr("Prompt"), lambda task: task.prompt, private=True),
        _Column(tr("Project"), lambda task: task.project),
        _Column(tr("Tags"), lambda task: _BETWEEN.join(_tags(task, safe=safe))),
        _Column(tr("Starred"), lambda task: tr("yes") if task.starred else ""),
        _Column(tr("Task id"), lambda task: task.ref.task_id),
        _Column(tr("Created"), lambda task: iso(task.born_at)),
        _Column(tr("Finished"), lambda task: iso(task.finished_at)),
        _Column(tr("Estimated cost"), lambda task: task.cost.estimated, private=True),
        _Column(tr("Charged cost"), lambda task: task.cost.charged, private=True),
        _Column(tr("Unit of cost"), _unit, private=True),
        _Column(tr("Files saved"), lambda task: len(_saved(task))),
        _Column(tr("Bytes"), lambda task: sum(file.size or 0 for file in _saved(task))),
        _Column(tr("Files"), lambda task: _BETWEEN.join(file.path or "" for file in _saved(task)), private=True),
    ]


def _unit(task: Task) -> str:
    known = task.cost.charged is not None or task.cost.estimated is not None
    return task.cost.unit if known else tr("not reported")


def _saved(task: Task) -> list[ResultFile]:
    return [file for file in task.files if file.state is FileState.SAVED and file.path]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One saved file on a contact sheet. `extent` is in words ("1024 × 1024", "0:12"); `sha256` and `prompt` may be empty."""

    name: str
    path: str
    kind: MediaKind
    size: int | None
    extent: str
    model: str
    provider: str
    made_at: datetime
    sha256: str
    prompt: str

    @property
    def facts(self) -> str:
        """Size and extent in words: "1.2 MB · 1024 × 1024"."""
        return " · ".join(filter(None, (size_words(self.size), self.extent)))

    @property
    def source(self) -> str:
        """Provider and model in words."""
        return " · ".join(filter(None, (self.provider, self.model)))


def sheet_items(tasks: Sequence[Task], *, prompts: bool, safe: bool = False) -> list[SheetItem]:
    """Return every saved file of `tasks` for a contact sheet, in their order; without `prompts` they are empty.

    `safe`: no name is made of a prompt.
    """
    return [
        SheetItem(
            name=_safe_name(task, file) if safe else PurePath(file.path or file.name).name,
            path=file.path or "",
            kind=file.kind,
            size=file.size,
            extent=extent_words(file.width, file.height, file.seconds),
            model=task.model,
            provider=provider_name(task.ref.provider),
            made_at=task.finished_at or task.born_at,
            sha256=file.sha256 or "",
            prompt=task.prompt if prompts and not safe else "",
        )
        for task in tasks
        for file in _saved(task)
    ]


def _safe_name(task: Task, file: ResultFile) -> str:
    return f"{shown_title(task, safe=True)} {shown_file(file, safe=True)}"


def sheet_csv(items: Sequence[SheetItem], *, prompts: bool) -> bytes:
    """Return a contact sheet as CSV, one file a line."""
    heading = [tr("Name"), tr("Bytes"), tr("Extent"), tr("Provider"), tr("Model"), tr("Made"), "SHA-256"]
    if prompts:
        heading.append(tr("Prompt"))
    rows = ([i.name, i.size, i.extent, i.provider, i.model, iso(i.made_at), i.sha256, i.prompt] for i in items)
    return csv_bytes(heading, (row[: len(heading)] for row in rows))


def sheet_html(title: str, subtitle: str, items: Sequence[SheetItem], pictures: Mapping[str, bytes]) -> bytes:
    """Return a contact sheet as one page that needs nothing but itself: no script, no address outside it.

    `pictures` are JPEG or PNG thumbnails by the items' paths; a file without one shows its kind. Every text is escaped.
    """
    cards = "".join(_card(item, pictures.get(item.path)) for item in items)
    page = (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="generator" content="Outtray">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style></head>'
        "<body><header><h1>{title}</h1><p>{subtitle}</p></header><main>{cards}</main></body></html>\n"
    )
    filled = page.format(title=escape(title), subtitle=escape(subtitle), style=_STYLE, cards=cards)
    return filled.encode("utf-8", errors="replace")


def _card(item: SheetItem, picture: bytes | None) -> str:
    if picture is None:
        shown = f'<div class="none">{escape(PurePath(item.name).suffix.lstrip(".").upper() or item.kind.value)}</div>'
    else:
        form = "png" if picture.startswith(b"\x89PNG") else "jpeg"
        shown = f'<img alt="{escape(item.name)}" src="data:image/{form};base64,{base64.b64encode(picture).decode()}">'
    day = item.made_at.astimezone().date().isoformat()
    lines = "".join(f"<p>{escape(line)}</p>" for line in (item.facts, item.source, day) if line)
    digest = f'<p class="hash">SHA-256 {escape(item.sha256)}</p>' if item.sha256 else ""
    prompt = f'<p class="prompt">{escape(item.prompt)}</p>' if item.prompt else ""
    return f"<figure>{shown}<figcaption><h2>{escape(item.name)}</h2>{lines}{digest}{prompt}</figcaption></figure>"


_STYLE: Final = (
    "body{font:14px/1.45 system-ui,sans-serif;margin:32px;color:#1b1f26;background:#fff}"
    "h1{font-size:22px;margin:0}header p{color:#5c6573;margin:4px 0 24px}"
    "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:24px}"
    "figure{margin:0;break-inside:avoid}img,.none{width:100%;height:180px;object-fit:contain;background:#f6f7f9;border-radius:6px}"
    ".none{display:flex;align-items:center;justify-content:center;color:#5c6573;font-size:20px}"
    "h2{font-size:14px;margin:8px 0 2px;overflow-wrap:anywhere}figcaption p{margin:0;color:#5c6573;overflow-wrap:anywhere}"
    ".hash{font:11px/1.4 ui-monospace,monospace}.prompt{margin-top:6px!important;color:#1b1f26!important;white-space:pre-wrap}"
    "@media(prefers-color-scheme:dark){body{background:#1c1f24;color:#e8ebf0}img,.none{background:#12151a}"
    "header p,figcaption p,.none{color:#98a2b1}.prompt{color:#e8ebf0!important}}"
    "@media print{body{margin:0;background:#fff;color:#000}}"
)
