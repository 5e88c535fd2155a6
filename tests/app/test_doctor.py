"""`outtray doctor` as a real process: beside whatever runs, over whatever is broken, never with a traceback."""

import json
import os
import signal
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from desktop.rehearsal.builders import images
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.sample import Sample, Server
from tests.app.conftest import Rehearse
from tests.fakes.outtray import Done, Outtray
from tests.fakes.session import MISSING_SESSION, session


def checks(done: Done) -> dict[str, dict[str, Any]]:
    """Return what was found by name."""
    return {check["name"]: check for check in done.json["checks"]}


def states(done: Done) -> dict[str, str]:
    return {name: check["state"] for name, check in checks(done).items()}


@pytest.fixture
def unlocked(outtray: Outtray) -> Iterator[Outtray]:
    """A user who is logged in, with an open keyring."""
    with session(outtray.environ, outtray.folder / "run") as told:
        outtray.environ |= told
        yield outtray


def lamp() -> Sample:
    return Sample(server=Server.CRUN, task_id=make_id(Server.CRUN, "lamp"), prompt="A lamp", files=images("reef.jpg"), age=60)


def test_on_a_fresh_machine_it_leaves_no_file(outtray: Outtray) -> None:
    done = outtray.run("doctor", "--offline")
    assert done.code == 0, "there is no keychain here, and no account that needs one"
    assert "This system has no keychain that Outtray can use." in done.out
    assert "There is no profile in" in done.out
    assert not outtray.profile.root.exists()
    assert list(outtray.home.rglob("*")) == []


@pytest.mark.skipif(bool(MISSING_SESSION), reason=f"not installed: {', '.join(MISSING_SESSION)}")
def test_nothing_in_trouble_is_exit_code_0(unlocked: Outtray) -> None:
    done = unlocked.run("doctor", "--offline", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["trouble"] is False
    assert states(done)["keyring"] == "ok"
    assert "network 1" not in states(done)
    assert states(done)["window"] == "ok"


@pytest.mark.skipif(bool(MISSING_SESSION), reason=f"not installed: {', '.join(MISSING_SESSION)}")
def test_no_display_is_no_trouble(unlocked: Outtray) -> None:
    del unlocked.environ["QT_QPA_PLATFORM"]
    done = unlocked.run("doctor", "--offline", "--json")
    assert (done.code, states(done)["window"]) == (0, "note")


def test_accounts_are_reached_without_their_key(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse(lamp())
    outtray.connect(rehearsal)
    done = outtray.run("doctor", "--json")
    found = checks(done)
    reached = [check for name, check in found.items() if name.startswith("network")]
    assert reached
    assert {check["state"] for check in reached} == {"ok"}
    assert found["clock"]["state"] == "ok"
    for connection in rehearsal.connections:
        assert rehearsal.record.holding(connection.key) == (), "no key was sent to anybody"
        assert connection.key not in done.out


def test_it_works_beside_a_running_outtray_and_has_it_tell_of_itself(outtray: Outtray, rehearse: Rehearse) -> None:
    sample = lamp()
    rehearsal = rehearse(sample)
    outtray.connect(rehearsal)
    crun = next(connection for connection in rehearsal.connections if connection.server == Server.CRUN)
    assert outtray.run("add", sample.task_id, "--account", f"{crun.provider}/{crun.name}").code == 0
    with outtray.started("watch", "--json") as watching:
        watching.until('"saved"')
        target = outtray.folder / "out.zip"
        done = outtray.run("doctor", "--offline", "--json", "--zip", str(target))
        assert checks(done)["owner"]["said"] == (f"Outtray runs over this profile (process {watching.process.pid}) and answers.")
        assert checks(done)["database"]["state"] == "ok"
        assert watching.process.poll() is None
        watching.interrupt()
    with zipfile.ZipFile(target) as archive:
        told = json.loads(archive.read("statistics.json"))
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert told["tasks"] == {"crun": {"saved": 1}}
    assert told["this run"]["providers"]["crun"]["answers"]["2xx"] >= 1
    assert all(connection.key.encode() not in everything for connection in rehearsal.connections)
    assert b"A lamp" not in everything
    assert str(outtray.home).encode() not in everything


def test_an_owner_that_hangs_is_told_and_waited_for_briefly(outtray: Outtray) -> None:
    with outtray.started("watch") as watching:
        while not outtray.profile.socket.exists():
            assert watching.process.poll() is None
            os.sched_yield()
        watching.process.send_signal(signal.SIGSTOP)
        done = outtray.run("doctor", "--offline", "--json")
        watching.process.send_signal(signal.SIGCONT)
        watching.interrupt()
    owner = checks(done)["owner"]
    assert (owner["state"], done.code) == ("trouble", 1)
    assert "doesn't answer" in owner["said"]


@pytest.mark.parametrize("damage", ["corrupt", "newer", "settings", "file"])
def test_a_profile_that_can_not_be_opened_is_told_in_a_sentence(outtray: Outtray, damage: str) -> None:
    assert outtray.run("list").code == 0
    database, settings = outtray.profile.database, outtray.profile.settings_file
    match damage:
        case "corrupt":
            database.write_bytes(os.urandom(20_000))
        case "newer":
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA user_version = 99")
        case "settings":
            settings.write_bytes(b"\xff\xfe[[[")
        case _:
            database.unlink()
            database.mkdir()
    before = {path: path.read_bytes() for path in outtray.files()}
    done = outtray.run("doctor", "--offline", "--json")
    name = "settings" if damage == "settings" else "database"
    assert (done.code, checks(done)[name]["state"]) == (1, "trouble")
    assert checks(done)[name]["hint"] or "newer version" in checks(done)[name]["said"]
    assert {path: path.read_bytes() for path in outtray.files()} == before


def test_an_account_without_a_keychain_for_its_key_is_trouble(outtray: Outtray) -> None:
    assert outtray.run("account", "add", "crun", "Studio").code == 0
    assert states(outtray.run("doctor", "--offline", "--json"))["keyring"] == "trouble"
    outtray.environ["OUTTRAY_KEY_CRUN_STUDIO"] = "ak_0123456789abcdef"
    assert states(outtray.run("doctor", "--offline", "--json"))["keyring"] == "note"


def test_pipes_where_files_should_be_are_not_waited_for(outtray: Outtray) -> None:
    for path in (outtray.profile.settings_file, outtray.profile.database, outtray.profile.logs / "outtray.log"):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
    target = outtray.folder / "out.zip"
    done = outtray.run("doctor", "--offline", "--json", "--zip", str(target))
    assert (states(done)["settings"], states(done)["database"]) == ("trouble", "trouble")
    assert "only what looks like a key was taken out" in done.err
    with zipfile.ZipFile(target) as archive:
        assert "so the log is left out" in archive.read("report.txt").decode()


def test_the_report_goes_where_it_was_asked_for_or_says_why_not(outtray: Outtray) -> None:
    done = outtray.run("doctor", "--offline", "--zip", str(outtray.work))
    (made,) = outtray.work.glob("outtray-diagnostics-*.zip")
    assert f"Saved the report as “{made}”" in done.err
    nowhere = outtray.run("doctor", "--offline", "--zip", str(outtray.work / "none" / "a.zip"))
    assert nowhere.code == 1
    assert "The report can't be saved as" in nowhere.err
