"""`outtray doctor` in the terminal: a table of what was found, or JSON, and the report where one was asked for."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.finding import Finding, Health, health_words
from desktop.engine.daemon import in_daemon_thread
from desktop.terminal import Terminal, plain

if TYPE_CHECKING:
    from desktop.engine.doctor.doctor import Doctor

_STYLES = {Health.OK: "green", Health.NOTE: "yellow", Health.TROUBLE: "red"}
_PIPE_WIDTH = 4000


def see_doctor(doctor: "Doctor", terminal: Terminal, to: Path | None, *, as_json: bool) -> int:
    """Examine, print what was found, and save the report to `to`; return 0 where nothing is in trouble, else 1."""
    if sys.stderr.isatty():
        terminal.say("Checking; this takes up to a minute. Your keychain may ask for its password…")
    return asyncio.run(_seen(doctor, terminal, to, as_json=as_json))


async def _seen(doctor: "Doctor", terminal: Terminal, to: Path | None, *, as_json: bool) -> int:
    findings = await doctor.examine(_nothing)
    if as_json:
        terminal.nothing(await doctor.record())
    else:
        _print(findings)
    saved = to is None or await _saved(doctor, terminal, to)
    return 0 if saved and not doctor.trouble else 1


def _nothing(_finding: Finding) -> None:
    """Wait for the others: the table comes as one."""


async def _saved(doctor: "Doctor", terminal: Terminal, to: Path) -> bool:
    from desktop.engine.doctor.doctor import bundle_name

    place = await in_daemon_thread("where to save", lambda: _place(to, bundle_name(datetime.now(UTC))))
    try:
        await doctor.save(place)
    except OSError as error:
        terminal.say(f"The report can't be saved as “{place}”: {error.strerror or error}. Choose another place.")
        return False
    terminal.say(f"Saved the report as “{place}”. It holds no keys, prompts or results; look into it before you send it.")
    for remark in doctor.remarks:
        terminal.say(remark)
    return True


def _place(to: Path, name: str) -> Path:
    place = to.expanduser().absolute()
    return place / name if place.is_dir() else place


def _print(findings: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("State", "Check", "Found"):
        table.add_column(heading, no_wrap=heading == "State", overflow="fold")
    for finding in findings:
        said = Text(plain(finding.said))
        if finding.hint:
            said.append("\n" + plain(finding.hint), style="yellow" if finding.health is Health.TROUBLE else "")
        table.add_row(Text(health_words(finding.health), style=_STYLES[finding.health]), Text(plain(finding.title)), said)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    console.print(table)
    told = next((dict(finding.facts) for finding in findings if finding.name == "versions"), {})
    console.print(Text("  ".join(f"{name} {value}" for name, value in told.items() if len(value) < 60)), soft_wrap=True)
