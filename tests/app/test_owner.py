"""One process owns a profile: everybody else hands over, nothing is lost, nothing is done twice."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.engine.parts import Tempo
from desktop.engine.verbs import Verbs
from desktop.owner import open_profile, running
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Ending, Sample, Server
from desktop.storage.keys import variable_name
from desktop.storage.secrets import SecretStore
from tests.app.conftest import Rehearse
from tests.fakes.outtray import Outtray

INTRUDER = "tsk_0therProcess0therProcess0therProcess"
"""The key the adding processes have: a request with it comes from one of them."""

COUNT = 200
MANY = 500

HOLDER = """
import pathlib, sys
from desktop.storage.owner_lock import ProfileLock
lock = ProfileLock(pathlib.Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(shutil.which("xargs") is None, reason="xargs is not installed")


def endless(count: int = COUNT) -> list[Sample]:
    ids = [make_id(Server.TRIPO, f"endless {number}") for number in range(count)]
    return [Sample(server=Server.TRIPO, task_id=task_id, ending=Ending.NEVER_ENDS, age=60) for task_id in ids]


def add_with_xargs(outtray: Outtray, samples: Sequence[Sample], *, each: int = 1) -> None:
    """Add the samples in 8 processes at a time, which would poll with a key of their own."""
    done = subprocess.run(
        ["xargs", "-P8", f"-n{each}", *outtray.command("add", "--account", "tripo/Studio")],
        input="\n".join(sample.task_id for sample in samples),
        text=True,
        capture_output=True,
        cwd=outtray.work,
        env={**outtray.environ, variable_name("tripo", "Studio"): INTRUDER},
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr


def assert_each_tracked_once(outtray: Outtray, samples: Sequence[Sample]) -> None:
    tracked = [task["task_id"] for task in outtray.tasks()]
    assert len(tracked) == len(samples)
    assert set(tracked) == {sample.task_id for sample in samples}


def assert_polled_by_the_owner_alone(rehearsal: Rehearsal, samples: Sequence[Sample]) -> None:
    """Each task was asked about, with the owner's key only, and never twice in less than its pace."""
    assert rehearsal.record.holding(INTRUDER) == ()
    times: dict[str, list[float]] = {sample.task_id: [] for sample in samples}
    for seen in rehearsal.record.all(Server.TRIPO):
        assert seen.holds(rehearsal.key(Server.TRIPO))
        for task_id in seen.task_ids:
            times[task_id].append(seen.began)
    assert all(times.values()), "a task was never asked about"
    assert min((b - a for polls in times.values() for a, b in pairwise(sorted(polls))), default=9.0) >= 1.5


def test_eight_adders_beside_a_watch_make_every_task_once(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = endless()
    rehearsal = rehearse(*samples)
    outtray.connect(rehearsal)
    with outtray.started("watch", "--json") as watch:
        wait_for_socket(outtray)
        add_with_xargs(outtray, samples)
        assert outtray.profile.lock_file.with_suffix(".pid").read_text() == str(watch.process.pid)
        assert rehearsal.record.wait_for(lambda record: len({i for s in record.all() for i in s.task_ids}) == COUNT)
        assert_each_tracked_once(outtray, samples)
        assert watch.interrupt().code == 130
    assert_polled_by_the_owner_alone(rehearsal, samples)


def test_eight_adders_without_an_owner_make_every_task_once_and_ask_nothing(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = endless()
    rehearsal = rehearse(*samples)
    outtray.connect(rehearsal)
    add_with_xargs(outtray, samples, each=8)
    assert_each_tracked_once(outtray, samples)
    assert rehearsal.record.all() == ()
    assert outtray.run("watch", "--until-saved", "--timeout", "2").code == 3
    assert_polled_by_the_owner_alone(rehearsal, samples)


def test_an_owner_that_only_lists_asks_no_provider_and_leaves_watching_to_others(tmp_path: Path, rehearse: Rehearse) -> None:
    (sample,) = endless(1)
    rehearsal = rehearse(sample)
    outtray = Outtray(tmp_path)
    outtray.connect(rehearsal)
    outtray.run("add", sample.task_id, "--account", "tripo/Studio")

    async def listed() -> list[dict[str, object]]:
        secrets = SecretStore({name: key for name, key in outtray.environ.items() if name.startswith("OUTTRAY_KEY_")})
        opened = open_profile(outtray.profile, folder=None, tempo=Tempo(), secrets=secrets, resting=True)
        verbs = Verbs(opened.engine, opened.clock, "the test", resting=True)
        async with running(opened, verbs):
            lines = [line async for line in verbs.run("list", {})]
            assert not await asyncio.to_thread(rehearsal.record.wait_for, lambda record: record.count() > 0, 1.5)
            assert [line for verb in ("watch", "check", "save", "raise") async for line in verbs.run(verb, {})] == []
        return lines

    assert asyncio.run(listed())[-1] == {"exit": 0}


def test_eight_adders_beside_the_window_make_every_task_once(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = endless(MANY)
    rehearsal = rehearse(*samples)
    outtray.connect(rehearsal)
    with outtray.started() as window:
        wait_for_socket(outtray)
        add_with_xargs(outtray, samples, each=5)
        assert outtray.profile.lock_file.with_suffix(".pid").read_text() == str(window.process.pid)
        assert rehearsal.record.wait_for(lambda record: len({i for s in record.all() for i in s.task_ids}) == MANY)
        assert_each_tracked_once(outtray, samples)
        window.process.send_signal(signal.SIGTERM)
        ended = window.end()
    assert (ended.code, ended.err) == (0, "")
    assert_polled_by_the_owner_alone(rehearsal, samples)
    assert_each_tracked_once(outtray, samples)


def test_a_second_window_raises_the_first_and_ends(outtray: Outtray) -> None:
    with outtray.started() as window:
        wait_for_socket(outtray)
        second = outtray.run()
        assert (second.code, second.out, second.err) == (0, "", "")
        assert window.process.poll() is None
        window.process.send_signal(signal.SIGTERM)
        assert window.end().code == 0


def test_a_window_beside_a_watch_says_who_has_the_profile(outtray: Outtray) -> None:
    with outtray.started("watch") as watch:
        wait_for_socket(outtray)
        done = outtray.run()
        assert done.code == 1
        assert done.err == "This profile is in use by “outtray watch”, which has no window. Try again when it has ended.\n"
        watch.interrupt()


def test_a_watch_beside_the_window_follows_it(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = endless(1)
    rehearsal = rehearse(*samples)
    outtray.connect(rehearsal)
    outtray.run("add", samples[0].task_id, "--account", "tripo/Studio")
    with outtray.started() as window:
        wait_for_socket(outtray)
        with outtray.started("watch", "--json") as watch:
            assert watch.until("already", err=True) == "The Outtray window watches this profile already. Following it.\n"
            watch.until('"generating"')
            assert watch.interrupt().code == 130
        window.process.send_signal(signal.SIGTERM)
        assert window.end().code == 0


def test_a_killed_owner_leaves_a_profile_that_opens_at_once(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = endless(3)
    rehearsal = rehearse(*samples)
    outtray.connect(rehearsal)
    with outtray.started("watch", "--json") as watch:
        wait_for_socket(outtray)
        outtray.run("add", *(sample.task_id for sample in samples), "--account", "tripo/Studio")
        watch.until('"generating"')
        watch.process.kill()
        watch.process.wait()
    assert outtray.profile.socket.exists(), "a stale socket is part of the case"
    begun = time.monotonic()
    assert_each_tracked_once(outtray, samples)
    assert time.monotonic() - begun < 3.0


def test_a_verb_waits_for_a_profile_that_is_just_being_left(outtray: Outtray) -> None:
    """A process that holds the lock but no longer answers, as at its end."""
    outtray.profile.prepare()
    holder = subprocess.Popen(
        [
            outtray.command()[0],
            "-c",
            HOLDER,
            str(outtray.profile.lock_file),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=outtray.environ,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with outtray.started("list") as waiting:
            with pytest.raises(subprocess.TimeoutExpired):
                waiting.process.wait(1.0)
            assert holder.stdin is not None
            holder.stdin.close()
            assert holder.wait() == 0
            assert waiting.end().code == 0, "it goes on as soon as the profile is free"


def test_clients_of_an_owner_that_ends_are_answered_by_the_next(outtray: Outtray) -> None:
    with outtray.started("watch") as watch:
        wait_for_socket(outtray)
        command = outtray.command("list", "--json")
        clients = [subprocess.Popen(command, stdout=subprocess.PIPE, env=outtray.environ) for _ in range(6)]
        watch.process.send_signal(signal.SIGINT)
        answers = [(client.communicate(timeout=30)[0], client.returncode) for client in clients]
        assert watch.end().code == 130
    assert answers == [(b"[]\n", 0)] * 6


def test_the_socket_is_this_users_alone(outtray: Outtray) -> None:
    with outtray.started("watch") as watch:
        wait_for_socket(outtray)
        folder = outtray.profile.socket.parent
        assert folder.stat().st_mode & 0o777 == 0o700
        assert outtray.profile.root.stat().st_mode & 0o777 == 0o700
        assert folder.stat().st_uid == os.getuid()
        watch.interrupt()
    assert not outtray.profile.socket.exists()


def wait_for_socket(outtray: Outtray) -> None:
    """Return once the owner answers; each look is a real hand-over."""
    until = time.monotonic() + 30
    while not outtray.profile.socket.exists():
        assert time.monotonic() < until, "no owner came"
        time.sleep(0.02)


def test_a_client_that_does_not_read_does_not_keep_the_owner_from_ending(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = endless(800)
    outtray.connect(rehearse(*samples))
    outtray.run("add", "-", "--account", "tripo/Studio", stdin="\n".join(sample.task_id for sample in samples))
    with outtray.started("watch") as watch, contextlib.closing(socket.socket(socket.AF_UNIX)) as stuck:
        wait_for_socket(outtray)
        stuck.connect(str(outtray.profile.socket))
        stuck.sendall(b'{"v": 1, "verb": "watch", "args": {}}\n')
        assert stuck.recv(1) == b"{"
        begun = time.monotonic()
        assert watch.interrupt().code == 130
        assert time.monotonic() - begun < 3


def test_a_database_that_another_program_keeps_locked_does_not_keep_the_owner_from_ending(
    outtray: Outtray, rehearse: Rehearse
) -> None:
    (sample,) = endless(1)
    outtray.connect(rehearse(sample))
    outtray.run("add", sample.task_id, "--account", "tripo/Studio")
    with outtray.started("watch") as watch, contextlib.closing(sqlite3.connect(outtray.profile.database)) as other:
        wait_for_socket(outtray)
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with outtray.started("pause", "1") as pausing:
            time.sleep(1)  # neither process can tell that the write is under way
            begun = time.monotonic()
            assert watch.interrupt().code == 130
            assert time.monotonic() - begun < 3.5
            pausing.process.kill()
