"""What is drawn on a terminal: tables that fit, bars that move, a prompt that hides the key."""

import signal

import pytest
from rich.cells import cell_len

from desktop.rehearsal.builders import images
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.sample import Ending, Sample, Server
from tests.app.conftest import Rehearse
from tests.app.test_cli import CRUN, TRIPO, UUID
from tests.fakes.outtray import Outtray
from tests.fakes.terminal import on_terminal

PROMPT = "A brass task lamp with two arms, worn edges and a cord of cloth, ready for a game"


def settled(outtray: Outtray, rehearse: Rehearse) -> None:
    """Save one task with a long prompt, and leave one that fails."""
    lamp = Sample(server=Server.TRIPO, task_id=make_id(Server.TRIPO, "lamp"), prompt=PROMPT, files=images("reef.jpg"), age=60)
    tram = Sample(server=Server.TRIPO, task_id=make_id(Server.TRIPO, "tram"), prompt="Tram", ending=Ending.FAILED, age=60)
    rehearsal = rehearse(lamp, tram)
    outtray.connect(rehearsal)
    outtray.run("add", lamp.task_id, tram.task_id, "--account", "tripo/Studio")
    assert outtray.run("watch", "--until-saved").code == 1


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_tables_fit_the_terminal_and_cut_only_what_is_long(outtray: Outtray, rehearse: Rehearse, columns: int) -> None:
    settled(outtray, rehearse)
    with on_terminal(outtray.command("list"), environ=outtray.environ, folder=outtray.work, columns=columns) as screen:
        assert screen.end() == 0
    lines = screen.text.splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert all(word in screen.text for word in ("Saved", "Failed", "tripo/Studio", "A brass task"))
    assert ("A brass task lamp with two arms, worn edges" in screen.text) == (columns > 100)


def test_a_pipe_gets_whole_titles(outtray: Outtray, rehearse: Rehearse) -> None:
    settled(outtray, rehearse)
    assert f"  {PROMPT}  " in outtray.run("list").out


def test_bars_move_and_ends_stay(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = Sample(
        server=Server.TRIPO, task_id=make_id(Server.TRIPO, "lamp"), prompt="Lamp", files=images("reef.jpg"), waiting=0, generating=3
    )
    endless = Sample(server=Server.TRIPO, task_id=make_id(Server.TRIPO, "endless"), prompt="Endless", ending=Ending.NEVER_ENDS)
    rehearsal = rehearse(lamp, endless)
    outtray.connect(rehearsal)
    outtray.run("add", lamp.task_id, endless.task_id, "--account", "tripo/Studio")
    with on_terminal(outtray.command("watch"), environ=outtray.environ, folder=outtray.work) as screen:
        screen.until("Generating           Lamp ")
        screen.until("━━━━━━━━━━━━━━━━━━━━━━━━")
        screen.until("Saved                Lamp  1 file, ")
        screen.until("1 saved, 1 generating")
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 130
    assert screen.text.splitlines()[-1] == "1 saved, 1 generating."
    assert screen.drawn.rstrip().endswith("1 saved, 1 generating.")
    assert "\x1b[?25h" in screen.drawn, "the cursor is shown again"


def test_more_tasks_than_rows_are_counted(outtray: Outtray, rehearse: Rehearse) -> None:
    ids = [make_id(Server.TRIPO, f"endless {n}") for n in range(40)]
    rehearsal = rehearse(*(Sample(server=Server.TRIPO, task_id=i, ending=Ending.NEVER_ENDS, age=9) for i in ids))
    outtray.connect(rehearsal)
    outtray.run("add", *ids, "--account", "tripo/Studio")
    with on_terminal(outtray.command("watch", "--timeout", "2"), environ=outtray.environ, folder=outtray.work, rows=12) as screen:
        screen.until("and 31 more")
        assert screen.end() == 3


def test_removing_an_account_asks_first(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    with on_terminal(outtray.command("account", "remove", "Studio"), environ=outtray.environ, folder=outtray.work) as screen:
        screen.until("Remove Studio and its key from the keychain? Its tasks stay on the list. [y/N] ")
        screen.type("n\n")
        assert screen.end() == 1
    assert [one["handle"] for one in outtray.run("account", "list", "--json").json] == ["tripo/Studio"]
    with on_terminal(outtray.command("account", "remove", "Studio"), environ=outtray.environ, folder=outtray.work) as screen:
        screen.until("[y/N] ")
        screen.type("yes\n")
        assert screen.end() == 0
    assert outtray.run("account", "list", "--json").json == []


def test_without_a_keyring_no_key_is_asked_for_and_the_variable_is_named(outtray: Outtray) -> None:
    command = outtray.command("account", "add", "crun", "Studio")
    with on_terminal(command, environ=outtray.environ, folder=outtray.work, columns=200) as screen:
        assert screen.end() == 0
    assert "It has no key yet. This system has no keychain that Outtray can use." in screen.text
    assert "OUTTRAY_KEY_CRUN_STUDIO" in screen.text
    assert [one["key"] for one in outtray.run("account", "list", "--json").json] == [None]


def test_ids_are_added_as_a_table(outtray: Outtray) -> None:
    outtray.write_accounts([CRUN, TRIPO])
    with on_terminal(outtray.command("add", UUID), environ=outtray.environ, folder=outtray.work, columns=90) as screen:
        assert screen.end() == 1
    assert max(map(cell_len, screen.text.splitlines())) <= 90
    assert UUID in screen.text
