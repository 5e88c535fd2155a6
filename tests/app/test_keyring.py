"""Keys in the system's own keyring: gnome-keyring on a session bus of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.rehearsal.builders import images
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample, Server
from tests.app.conftest import Rehearse
from tests.fakes.outtray import Outtray
from tests.fakes.session import MISSING_SESSION, session
from tests.fakes.terminal import on_terminal

pytestmark = pytest.mark.skipif(bool(MISSING_SESSION), reason=f"not installed: {', '.join(MISSING_SESSION)}")


@pytest.fixture
def unlocked(outtray: Outtray) -> Iterator[Outtray]:
    """A user who is logged in: a session bus and an open keyring. Both end with the test."""
    with session(outtray.environ, outtray.folder / "run") as told:
        outtray.environ |= told
        yield outtray


def holding(folder: Path, key: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]


def connected(outtray: Outtray, rehearsal: Rehearsal) -> str:
    """Connect crun with its key from standard input; return the key."""
    key = rehearsal.key(Server.CRUN)
    base = rehearsal.base_urls[Server.CRUN]
    done = outtray.run("account", "add", "crun", "Studio", "--base-url", base, "--key-stdin", stdin=f"{key}\n")
    assert (done.code, done.out) == (0, ""), done.err
    assert done.err == f"Stored the key of crun/Studio in the system's keychain.\nAdded crun/Studio at {base}.\n"
    return key


def test_a_key_from_standard_input_is_good_and_lies_in_the_keyring_alone(unlocked: Outtray, rehearse: Rehearse) -> None:
    lamp = Sample(server=Server.CRUN, task_id=make_id(Server.CRUN, "lamp"), files=images("reef.jpg"), age=60)
    rehearsal = rehearse(lamp)
    key = connected(unlocked, rehearsal)
    tested = unlocked.run("account", "test", "Studio")
    assert (tested.code, tested.out) == (0, "")
    assert "key" in tested.err
    assert [one["key"] for one in unlocked.run("account", "list", "--json").json] == ["keyring"]
    assert unlocked.run("add", lamp.task_id).code == 0
    assert unlocked.run("watch", "--until-saved").code == 0
    assert holding(unlocked.folder, key) == [], "the keyring's own file is encrypted, and nothing else was written"

    again = unlocked.run("account", "add", "crun", "studio", "--key-stdin", stdin="ak_anotherKey0123456789")
    assert (again.code, again.err) == (1, "There is an account crun/Studio already. Choose another name.\n")
    assert unlocked.run("account", "test", "Studio").code == 0, "and its key was not touched"


def test_a_key_typed_at_the_prompt_is_not_shown(unlocked: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse()
    key, base = rehearsal.key(Server.CRUN), rehearsal.base_urls[Server.CRUN]
    command = unlocked.command("account", "add", "crun", "Studio", "--base-url", base)
    with on_terminal(command, environ=unlocked.environ, folder=unlocked.work) as screen:
        screen.until("Key (not shown, Enter for none): ")
        screen.type(f"{key}\n")
        assert screen.end() == 0
    assert key not in screen.drawn
    assert unlocked.run("account", "test", "crun/Studio").code == 0


def test_a_wrong_key_is_said_and_can_be_replaced_while_a_watch_runs(unlocked: Outtray, rehearse: Rehearse) -> None:
    lamp = Sample(server=Server.CRUN, task_id=make_id(Server.CRUN, "lamp"), files=images("reef.jpg"), age=60)
    rehearsal = rehearse(lamp)
    key = connected(unlocked, rehearsal)
    replaced = unlocked.run("account", "key", "Studio", "--key-stdin", stdin="ak_wrongKey0123456789\n")
    assert replaced.code == 0
    assert unlocked.run("account", "test", "Studio").code == 1
    unlocked.run("add", lamp.task_id)
    with unlocked.started("watch", "--json") as watch:
        watch.until('"needs_you"')
        assert unlocked.run("account", "key", "Studio", "--key-stdin", stdin=f"{key}\n").code == 0
        watch.until('"saved"')
        assert watch.interrupt().code == 130


def test_another_address_or_the_end_of_an_account_forgets_its_key(unlocked: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse()
    connected(unlocked, rehearsal)
    renamed = unlocked.run("account", "edit", "Studio", "--name", "Atelier", "--colour", "teal")
    assert (renamed.code, renamed.err) == (0, "Changed crun/Atelier.\n")
    assert [(one["key"], one["colour"]) for one in unlocked.run("account", "list", "--json").json] == [("keyring", "teal")]
    moved = unlocked.run("account", "edit", "Atelier", "--base-url", rehearsal.base_urls[Server.BYTESPIKE])
    assert moved.code == 0
    assert "its key was forgotten" in moved.err
    assert [one["key"] for one in unlocked.run("account", "list", "--json").json] == [None]
    assert unlocked.run("account", "test", "Atelier").code == 1
    assert rehearsal.record.holding(rehearsal.key(Server.CRUN)) == ()

    assert unlocked.run("account", "key", "Atelier", "--key-stdin", stdin="ak_0123456789abcdef\n").code == 0
    assert unlocked.run("account", "remove", "Atelier").code == 0
    assert unlocked.run("account", "add", "crun", "Atelier").code == 0
    assert [one["key"] for one in unlocked.run("account", "list", "--json").json] == [None]


def test_no_key_is_kept_of_an_account_that_was_refused(unlocked: Outtray) -> None:
    done = unlocked.run(
        "account", "add", "crun", "Studio", "--base-url", "http://example.com", "--key-stdin", stdin="ak_0123456789\n"
    )
    assert done.code == 1
    assert "https" in done.err
    spaces = unlocked.run("account", "add", "crun", "Studio", "--key-stdin", stdin="not a key\n")
    assert (spaces.code, "A key has no spaces" in spaces.err) == (1, True)
    assert unlocked.run("account", "list", "--json").json == [], "an account whose key can't be kept is not added"
    nothing = unlocked.run("account", "add", "crun", "Studio", "--key-stdin", stdin="\n")
    assert (nothing.code, nothing.err) == (1, "No key came on standard input. The account was not added.\n")


def test_all_keys_can_be_forgotten_before_the_program_is_removed(unlocked: Outtray, rehearse: Rehearse) -> None:
    connected(unlocked, rehearse())
    assert unlocked.run("account", "add", "tripo", "Works").code == 0, "an account without a key is in nobody's way"
    done = unlocked.run("account", "forget-keys", "--yes")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Deleted the keys of crun/Studio, tripo/Works. The accounts and tasks stay.\n"
    assert [one["key"] for one in unlocked.run("account", "list", "--json").json] == [None, None]


def test_all_keys_can_be_forgotten_while_a_watch_runs(unlocked: Outtray, rehearse: Rehearse) -> None:
    lamp = Sample(server=Server.CRUN, task_id=make_id(Server.CRUN, "lamp"), files=images("reef.jpg"), age=0)
    connected(unlocked, rehearse(lamp))
    unlocked.run("add", lamp.task_id)
    with unlocked.started("watch", "--json") as watch:
        watch.until('"task"')
        assert unlocked.run("account", "forget-keys", "--yes").code == 0
        assert [one["key"] for one in unlocked.run("account", "list", "--json").json] == [None], "the owner forgets it as well"
