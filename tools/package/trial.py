"""What is tried with the Debian package in a bare Debian, step by step; led by :mod:`tools.package.root`."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop import __version__
from tools.package.bare_root import run_in
from tools.package.deb import LINUX, METAINFO
from tools.package.folders import ROOT

USER = "tester"
SAMPLES = Path("home", USER, "samples")
TOOLS = (
    "dbus",
    "gnome-keyring",
    "libpython3-stdlib",
    "openbox",
    "openssl",
    "python3-minimal",
    "xauth",
    "xdg-utils",
    "xdotool",
    "xvfb",
)
"""What the tests themselves stand on; installed once the package has shown what it does without."""

_GENERATED = ("var/lib/", "var/cache/", "var/log/", "etc/ld.so.cache", "run/", "tmp/", "proc/", "sys/", "dev/", "home/")
"""Where the system keeps its own notes of what is installed."""


class Failed(Exception):
    """Something is not as it must be; the words say what."""


def steps(root: Path, deb: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Tell of each step what it is and how it is done, in order."""
    shutil.copy(deb, root / "outtray.deb")
    spoken = _lintian(deb)
    yield "apt-get update", lambda: _apt(root, "--option", "APT::Update::Error-Mode=any", "update")
    yield "what it recommends can be had", lambda: _recommends(root)
    yield "apt-get install ./outtray.deb, with what it depends on alone", lambda: _apt(root, "install", "./outtray.deb")
    yield "no library is missing", lambda: _libraries_are_there(root)
    yield "a user without a desktop saves the samples", lambda: _runs_bare(root)
    yield "its papers are in order", lambda: _papers(root)
    yield "test programs", lambda: _apt(root, "install", *TOOLS)
    yield "a user's session", lambda: _session(root)
    yield "apt-get remove", lambda: _removes(root)
    yield "installed and removed once more: the same files as before", lambda: _leaves_nothing(root)
    yield "lintian, which worked meanwhile", lambda: _has_no_faults(spoken)


def must(command: list[str | Path]) -> None:
    """Run a command of this machine. Raises Failed with its words where it does not end well."""
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        raise Failed(f"{' '.join(map(str, command))} failed:\n{(told.stdout + told.stderr).strip()}")


def _in(root: Path, *command: str) -> str:
    """Return what a command in the root said. Raises Failed where it did not end well."""
    told = run_in(root, command)
    if told.returncode:
        raise Failed(f"“{' '.join(command)[:200]}” ended with {told.returncode}:\n{(told.stdout + told.stderr)[-4000:]}")
    return told.stdout


def _apt(root: Path, *what: str) -> str:
    return _in(root, "apt-get", "-y", "--no-install-recommends", *what)


def _recommends(root: Path) -> None:
    """Ask apt what it would install for a user who gives no options: the keyring must be among it."""
    said = _in(root, "apt-get", "--simulate", "--option", "APT::Install-Recommends=1", "install", "./outtray.deb")
    if lacking := [name for name in ("gnome-keyring", "xdg-utils", "dbus-user-session") if f"Inst {name} " not in said]:
        raise Failed(f"apt would not install {', '.join(lacking)} beside it.")


def _libraries_are_there(root: Path) -> None:
    """Ask the root's own linker for each binary, in the way the program's start does."""
    every = r"find /usr/lib/outtray -type f \( -name '*.so*' -o -name outtray \) -exec ldd {} + 2>&1"
    told = run_in(root, ["sh", "-c", every], {"LD_LIBRARY_PATH": "/usr/lib/outtray/_internal"}).stdout
    missing = sorted({line.strip() for line in told.splitlines() if "not found" in line})
    if missing or "libc.so.6" not in told:
        raise Failed("Depends names too little:\n" + "\n".join(missing))


def _runs_bare(root: Path) -> None:
    _in(root, "useradd", "--create-home", "--shell", "/bin/sh", USER)
    said = _as_user(root, "outtray --version")
    if __version__ not in said:
        raise Failed(f"outtray --version said “{said.strip()}”.")
    _as_user(root, "outtray demo --headless --dir ~/samples")
    kinds = {path.suffix for path in (root / SAMPLES).rglob("*") if path.is_file()}
    if lacking := {".png", ".jpg", ".webp", ".mp4", ".mp3", ".glb", ".json"} - kinds:
        raise Failed(f"The demo saved no {', '.join(sorted(lacking))}.")


def _lintian(deb: Path) -> subprocess.Popen[str]:
    """Start lintian, which takes half a minute of one core."""
    command: list[str | Path] = ["lintian", "--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0", deb]
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError as problem:
        raise Failed("lintian is not here. Run “tools/setup.sh libraries package-test” first.") from problem


def _has_no_faults(spoken: subprocess.Popen[str]) -> None:
    """Wait for lintian. Raises Failed where it names an error or a warning that is not among the overrides."""
    said, _ = spoken.communicate()
    if spoken.returncode:
        raise Failed(f"lintian:\n{said[-4000:]}")


def _papers(root: Path) -> None:
    """Check what desktops and software centres read, as it was installed; and that the Flatpak manifest can be read."""
    share = root / "usr" / "share"
    must(["desktop-file-validate", share / "applications" / "outtray.desktop"])
    must(["appstreamcli", "validate", "--no-net", share / "metainfo" / METAINFO])
    manifest = LINUX / "app.outtray.Outtray.yml"
    must(
        [
            "/usr/bin/python3",
            "-c",
            "import sys, yaml; sys.exit(yaml.safe_load(open(sys.argv[1]))['command'] != 'outtray')",
            manifest,
        ]
    )


def _as_user(root: Path, command: str) -> str:
    return _in(root, "su", "-", USER, "-c", command)


def _session(root: Path) -> None:
    """Run the part that needs a screen, a bus and a keyring: tools/package/session.py, inside."""
    place = root / "home" / USER
    for script in ("tools/package/session.py", "packaging/smoke_test.py", "packaging/smoke_program.py"):
        shutil.copy(ROOT / script, place)
    print()
    told = run_in(root, ["su", "-", USER, "-c", "python3 session.py"])
    print("".join(f"    {line}\n" for line in told.stdout.splitlines()), end="")
    if told.returncode:
        raise Failed(f"The session failed:\n{told.stderr[-4000:]}")


def _removes(root: Path) -> None:
    said = _apt(root, "remove", "outtray")
    if "~/.local/share/Outtray" not in said:
        raise Failed(f"The removal does not say what stays:\n{said}")
    left = [name for name in _files(root) if "outtray" in name.lower() and name != "outtray.deb"]
    if left := [name for name in left if not name.startswith(("etc/apt/", "home/"))]:
        raise Failed("The removal left " + ", ".join(left))
    if not any((root / SAMPLES).iterdir()):
        raise Failed("The removal took a user's files.")


def _leaves_nothing(root: Path) -> None:
    before = _files(root)
    _in(root, "dpkg", "--install", "outtray.deb")
    _in(root, "dpkg", "--remove", "outtray")
    changed = [name for name in before ^ _files(root) if not name.startswith(_GENERATED)]
    if changed:
        raise Failed("After a removal these are not as before: " + ", ".join(sorted(changed)))
    state = run_in(root, ["dpkg-query", "--show", "--showformat", "${Status}", "outtray"]).stdout
    if "config-files" in state:
        raise Failed("After a removal dpkg still has something of the package.")


def _files(root: Path) -> set[str]:
    """Return every file and folder of the root that is on its disk, by its path inside."""
    command: list[str | Path] = ["find", root, "-xdev", "-printf", r"%P\n"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines())
