"""Outtray as its users start it: real processes over a profile of their own, with keys from the environment."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.account import Account
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.storage.keys import variable_name
from desktop.storage.paths import Profile
from desktop.storage.settings import SettingsStore
from tests.fakes.records import NOW

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Done:
    """How a process ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Started:
    """A process that runs on; its output is collected as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.out: list[str] = []
        self.err: list[str] = []
        self._came = threading.Condition()
        self._threads = [
            threading.Thread(target=self._collect, args=(pipe, lines), daemon=True)
            for pipe, lines in ((process.stdout, self.out), (process.stderr, self.err))
        ]
        for thread in self._threads:
            thread.start()

    def _collect(self, pipe: Any, lines: list[str]) -> None:
        for line in pipe:
            with self._came:
                lines.append(line)
                self._came.notify_all()

    def until(self, text: str, *, err: bool = False) -> str:
        """Wait for a line with `text` and return it."""
        lines = self.err if err else self.out
        with self._came:
            said = self._came.wait_for(lambda: any(text in line for line in lines), PATIENCE)
        assert said, f"never said {text!r}: {self.out[-5:]} {self.err[-5:]}"
        return next(line for line in lines if text in line)

    def interrupt(self) -> Done:
        self.process.send_signal(signal.SIGINT)
        return self.end()

    def end(self) -> Done:
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return Done(code, "".join(self.out), "".join(self.err))


class Outtray:
    """One user: a home, a profile, an environment. No keyring unless the environment is given one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.profile = Profile(folder / "profile")
        self.work = folder / "work"
        for path in (self.home, self.work):
            path.mkdir(parents=True, exist_ok=True)
        self.environ: dict[str, str] = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/no-bus",
        }

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "desktop", "--profile", str(self.profile.root), *args]

    def run(self, *args: str, stdin: str = "", environ: Mapping[str, str] | None = None, before: Sequence[str] = ()) -> Done:
        done = subprocess.run(
            [*before, *self.command(*args)],
            input=stdin.encode(),
            capture_output=True,
            cwd=self.work,
            env={**self.environ, **(environ or {})},
            timeout=PATIENCE,
        )
        said = Done(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.err, said.err
        return said

    @contextmanager
    def started(self, *args: str, environ: Mapping[str, str] | None = None) -> Iterator[Started]:
        """Run a process beside the test; what is left of it at the end is killed."""
        with subprocess.Popen(
            self.command(*args),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.work,
            env={**self.environ, **(environ or {})},
        ) as process:
            try:
                yield Started(process)
            finally:
                process.kill()

    def tasks(self) -> list[Any]:
        done = self.run("list", "--json")
        assert done.code == 0, done.err
        found = done.json
        assert isinstance(found, list)
        return found

    def connect(self, rehearsal: Rehearsal) -> list[Account]:
        """Connect an account for each rehearsal provider, their keys in the environment."""
        accounts = [
            Account(
                id=f"account-{number}",
                provider=connection.provider,
                name=connection.name,
                base_url=connection.base_url,
                header=connection.header,
                colour=connection.colour,
            )
            for number, connection in enumerate(rehearsal.connections)
        ]
        self.write_accounts(accounts)
        for account, connection in zip(accounts, rehearsal.connections, strict=True):
            self.environ[variable_name(account.provider, account.name)] = connection.key
        return accounts

    def write_accounts(self, accounts: Sequence[Account]) -> None:
        self.profile.prepare()
        store, _ = SettingsStore.open(self.profile.settings_file, NOW)
        store.write_accounts(accounts)

    def files(self) -> list[Path]:
        """Return every file of the profile."""
        return [path for path in self.profile.root.rglob("*") if path.is_file()]
