"""The lines for scripts, run as they are copied, with every program of theirs that this computer has."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import override

import pytest

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.inbox import read_order
from desktop.domain.snippets import EXAMPLE_ADDRESS, EXAMPLE_ID, Way, snippets
from desktop.engine.terminal_program import terminal_command
from desktop.storage.build import Build
from desktop.storage.settings import SettingsStore
from tests.fakes.outtray import Outtray
from tests.fakes.records import NOW

PROGRAMS = {Way.SHELL: "sh", Way.PIPE: "cat", Way.PYTHON: sys.executable, Way.NODE: "node", Way.CURL: "curl"}
HERE = [way for way, program in PROGRAMS.items() if shutil.which(program)]
ENDINGS = {Way.PYTHON: "; print(json.dumps(tasks))", Way.NODE: " console.log(JSON.stringify(tasks))"}
"""What a test adds to a line so that it says what it found."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def outtray(tmp_path: Path) -> Outtray:
    """A user in a folder with a space in its name, with one account."""
    user = Outtray(tmp_path / "a user")
    user.write_accounts(
        [Account(id="a", provider="tripo", name="Studio", base_url="https://127.0.0.1:9", header=HeaderStyle.BEARER)]
    )
    (user.work / "ids.txt").write_text(EXAMPLE_ID + "\n")
    (user.work / "reply.json").write_text(json.dumps({"code": 0, "data": {"task_id": EXAMPLE_ID}}))
    return user


@pytest.fixture
def address(outtray: Outtray) -> Iterator[str]:
    """Where the reply is that curl is given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(outtray.work)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/reply.json"
    server.shutdown()
    thread.join()
    server.server_close()


def line(outtray: Outtray, way: Way) -> str:
    """Return a line as this copy of Outtray shows it for the user's profile."""
    command = terminal_command(Build(), outtray.profile.root)
    return next(each.line for each in snippets(command, str(outtray.work / "in box"), sys.platform) if each.way is way)


def run(outtray: Outtray, way: Way, text: str) -> subprocess.CompletedProcess[str]:
    """Run a line as its way does."""
    words = {Way.PYTHON: [sys.executable, "-c"], Way.NODE: ["node", "-e"]}.get(way, ["sh", "-c"])
    environ = {**outtray.environ, "no_proxy": "*"}
    return subprocess.run([*words, text], cwd=outtray.work, env=environ, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("way", HERE)
def test_a_copied_line_adds_the_task_it_names(outtray: Outtray, way: Way, address: str) -> None:
    text = line(outtray, way).replace(EXAMPLE_ADDRESS, address) + ENDINGS.get(way, "")
    done = run(outtray, way, text)
    assert done.returncode == 0, done.stderr
    assert [task["task_id"] for task in outtray.tasks()] == [EXAMPLE_ID]
    if way in (Way.SHELL, *ENDINGS):
        (answer,) = json.loads(done.stdout)
        assert (answer["task_id"], answer["state"], answer["account"]) == (EXAMPLE_ID, "new", "tripo/Studio")


def test_the_line_for_the_inbox_leaves_one_whole_file_for_each_run(outtray: Outtray) -> None:
    inbox = outtray.work / "in box"
    inbox.mkdir()
    for _ in range(2):
        assert run(outtray, Way.INBOX, line(outtray, Way.INBOX)).returncode == 0
    files = list(inbox.iterdir())
    assert [path.suffix for path in files] == [".txt", ".txt"]
    assert all(read_order(path.name, path.read_bytes()).text.strip() == EXAMPLE_ID for path in files)


def test_a_watch_adds_from_the_inbox_and_says_so(outtray: Outtray) -> None:
    inbox = outtray.work / "in box"
    inbox.mkdir()
    store, _ = SettingsStore.open(outtray.profile.settings_file, NOW)
    store.write_settings(replace(store.settings, inbox=str(inbox)))
    with outtray.started("watch") as watch:
        assert run(outtray, Way.INBOX, line(outtray, Way.INBOX)).returncode == 0
        assert "1 task was added from the inbox." in watch.until("from the inbox", err=True)
        assert [task["task_id"] for task in outtray.tasks()] == [EXAMPLE_ID]
        assert watch.interrupt().code == 130
    assert len(list((inbox / "done").iterdir())) == 1
