"""The packaged program that smoke_test.py tries out, and what there has to be around it: a home folder, a screen, a keyring."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LINUX = sys.platform == "linux"
SECONDS = 120
_TEXT = {"text": True, "encoding": "utf-8", "errors": "replace"}
"""On Windows a program writes into a pipe by the system's code page; what is judged is plain ASCII."""
_GIVEN = ("DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
_SESSION = """
printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
asked="/org/freedesktop/DBus org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets"
for try in $(seq 100); do
    keyring=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus $asked 2>/dev/null) && break
    sleep 0.05
done
echo "$DBUS_SESSION_BUS_ADDRESS"
cat
kill ${keyring##* }
"""
"""A bus whose keyring is open and answers. If its bus went while it starts, it would stay for good; so it is ended first."""


class Wrong(Exception):
    """What is not as it should be, as a sentence."""


def must(fact: object, sentence: str) -> None:
    """Raise Wrong with `sentence` unless `fact` holds."""
    if not fact:
        raise Wrong(sentence)


class Program:
    """The program under test: where it is, what is beside it, and the environment to start it in."""

    def __init__(self, path: Path, home: Path, environ: dict[str, str]) -> None:
        self.path, self.home, self.environ = path, home, environ
        folder = path.resolve().parent
        self.inside = folder.parent / "Frameworks" if folder.name == "MacOS" else folder / "_internal"
        self.resources = folder.parent / "Resources" / "resources" if folder.name == "MacOS" else self.inside / "resources"

    def run(self, *arguments: str, code: int | None = 0, **environ: str) -> str:
        """Run it; return what it printed. Raises Wrong for another exit code (None: any will do), and for a traceback."""
        command = [str(self.path), *arguments]
        done = subprocess.run(command, env=self.environ | environ, capture_output=True, timeout=SECONDS, check=False, **_TEXT)
        words = " ".join(arguments)
        must(
            code in (None, done.returncode),
            f"“{words}” ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-600:]}",
        )
        must("Traceback" not in done.stderr, f"“{words}” printed a traceback: {done.stderr[-600:]}")
        return done.stdout

    def tell(self, check: str, **environ: str) -> dict:
        """Return the facts of one of its self-checks."""
        lines = self.run("--self-check", check, **environ).splitlines()
        must(len(lines) == 1, f"“--self-check {check}” printed {len(lines)} lines.")
        facts = json.loads(lines[0])
        must(facts["check"] == check.partition("=")[0] and facts["ran"], f"“{check}” could not be carried out: {facts}")
        return facts


@contextlib.contextmanager
def surroundings(home: Path) -> Iterator[dict[str, str]]:
    """Yield an environment with a home of its own; on Linux with a screen, and with an open keyring on a session bus."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "PATHEXT", "COMSPEC", *_GIVEN)
    environ = {name: value for name, value in os.environ.items() if name.upper() in kept}
    if sys.platform == "darwin":  # macOS looks for the keychain in the home folder; each check names a profile of its own
        yield environ | {"HOME": os.environ["HOME"]}
        return
    environ |= {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
    if not LINUX:
        yield environ
        return
    environ |= {"LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    with contextlib.ExitStack() as stack:
        if "DISPLAY" not in environ:
            environ["DISPLAY"] = stack.enter_context(_screen(environ))
        if not {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"} <= environ.keys():
            environ |= stack.enter_context(_session(home / "run", environ))
        yield environ


@contextlib.contextmanager
def _screen(environ: dict[str, str]) -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=(write,), env=environ, stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            try:
                yield f":{answer.readline().strip()}"
            finally:
                server.terminate()


@contextlib.contextmanager
def _session(folder: Path, environ: dict[str, str]) -> Iterator[dict[str, str]]:
    folder.mkdir(mode=0o700)
    told = {"XDG_RUNTIME_DIR": str(folder)}
    command = ["dbus-run-session", "--", "sh", "-c", _SESSION]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environ | told,
        start_new_session=True,  # Ctrl+C is for us; the session ends with its input
    ) as session:
        try:
            yield told | {"DBUS_SESSION_BUS_ADDRESS": session.stdout.readline().strip()}
        finally:
            session.stdin.close()
