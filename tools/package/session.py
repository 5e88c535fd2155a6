"""What a user does with the installed package, in a session of their own; run by `tools.package.root` inside the bare Debian.

It stands on Debian 12's own Python and on nothing of this project: only what the package installed is tried.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

DESKTOP = Path("/usr/share/applications/outtray.desktop")
KEY = "sk-of-a-test-and-of-no-provider"
PATIENCE = 30.0


def main() -> int:
    """Carry out every check; return 0 where all hold."""
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return subprocess.run(["dbus-run-session", "--", sys.executable, __file__], check=False).returncode
    os.environ.update(XDG_RUNTIME_DIR=runtime_folder(), XDG_CURRENT_DESKTOP="X-Generic")
    started: list[subprocess.Popen[str]] = [screen()]
    try:
        started.append(subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True))
        open_keyring()
        for check in (links_are_ours, opens_from_the_menu, keeps_keys, passes_the_smoke_test):
            began = time.monotonic()
            said = check()
            print(f"{check.__name__.replace('_', ' ')}: {said} ({time.monotonic() - began:.1f} s)", flush=True)
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()
    return 0


def screen() -> "subprocess.Popen[str]":
    """Start a screen under a number that is free on the whole machine, for others see its socket; return its process."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    os.environ["DISPLAY"] = f":{process.stdout.readline().strip()}"
    return process


def runtime_folder() -> str:
    """Return a folder for sockets that is this user's alone."""
    folder = Path.home() / "runtime"
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


def open_keyring() -> None:
    """Start a keyring as a log-in does, with the password's help."""
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"], input="pw", text=True, check=True, stdout=subprocess.DEVNULL
    )


def until(what: str, holds: Callable[[], object]) -> None:
    """Wait until `holds` says so; end the tests where it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.05)
    raise SystemExit(f"{what} did not come within {PATIENCE:.0f} s")


def said_by(*command: str, expect: int = 0, text: str = "") -> str:
    """Return what a command said; end the tests where it did not end as expected."""
    told = subprocess.run(command, input=text, capture_output=True, text=True, check=False, timeout=120)
    if told.returncode != expect:
        raise SystemExit(f"“{shlex.join(command)}” ended with {told.returncode}:\n{told.stdout}{told.stderr}")
    return told.stdout


def exec_line() -> list[str]:
    """Return the command of the menu entry, as a desktop runs it without a file."""
    command = next(line for line in DESKTOP.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    return [word for word in shlex.split(command[len("Exec=") :]) if not re.fullmatch(r"%[a-zA-Z]", word)]


def windows() -> list[str]:
    """Return the windows of the program that can be seen."""
    wanted = ["xdotool", "search", "--onlyvisible", "--class", "^outtray$"]
    return subprocess.run(wanted, capture_output=True, text=True, check=False).stdout.split()


def links_are_ours() -> str:
    """Check that the desktop knows whose the links and the file type are."""
    for kind in ("x-scheme-handler/outtray", "application/vnd.outtray.tasks"):
        if (found := said_by("xdg-mime", "query", "default", kind).strip()) != DESKTOP.name:
            raise SystemExit(f"{kind} belongs to “{found}”.")
    return "outtray: links and .outtray files open Outtray"


def opens_from_the_menu() -> str:
    """Check the first start, a second one that brings the first forward, and a link, as the desktop runs them."""
    command = exec_line()
    began = time.monotonic()
    first = subprocess.Popen(command)
    until("the window", windows)
    (window,) = windows()
    seconds = time.monotonic() - began
    subprocess.run(["xdotool", "windowminimize", window], check=True)
    until("the window's leaving", lambda: not windows())
    said_by(*command)
    until("the window's return", lambda: window in windows())
    before = set(windows())
    said_by("xdg-open", "outtray://add?provider=tripo&id=1ec04ced-4b87-44f6-a296-beee80777941")
    until("the dialog of a link", lambda: "Add tasks" in titles(set(windows()) - before))
    if first.poll() is not None or len(owners()) != 1:
        raise SystemExit(f"There are {len(owners())} processes of the window, the first ended: {first.poll()}")
    first.send_signal(signal.SIGTERM)
    code = first.wait(PATIENCE)
    if code not in (0, -signal.SIGTERM):
        raise SystemExit(f"The window ended with {code}")
    return f"window after {seconds:.1f} s, a second start raises it, a link opens its dialog"


def titles(found: "set[str]") -> list[str]:
    """Return the titles of windows."""
    return [
        subprocess.run(["xdotool", "getwindowname", w], capture_output=True, text=True, check=False).stdout.strip() for w in found
    ]


def owners() -> list[str]:
    """Return the processes of the window; its helpers for previews are not among them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            own = (folder / "stat").read_text().split()[2] != "Z"
        except OSError:
            continue
        if own and words[0].endswith(b"outtray") and words[1:2] == [b"open"]:
            found.append(folder.name)
    return found


def keeps_keys() -> str:
    """Check that a key goes into the keyring, is found by the next process, and goes again."""
    said_by("outtray", "account", "add", "tripo", "Test", "--key-stdin", text=f"{KEY}\n")
    listed = json.loads(said_by("outtray", "account", "list", "--json"))
    profile = Path.home() / ".local/share/Outtray"
    written = [path for path in profile.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    kept = [account.get("key") for account in listed]
    said_by("outtray", "account", "remove", "Test", "--yes")
    if written or kept != ["keyring"]:
        raise SystemExit(f"The key is in {written}, the account says {kept}")
    return "the account's key is in the keyring and in no file"


def passes_the_smoke_test() -> str:
    """Run the test that every frozen copy must pass."""
    lines = said_by(sys.executable, str(Path(__file__).with_name("smoke_test.py")), "/usr/bin/outtray").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    sys.exit(main())
