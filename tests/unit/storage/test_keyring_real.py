"""The system's own keyring, in a session of its own: gnome-keyring over D-Bus, and none at all."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DRILL = [sys.executable, "-m", "tests.unit.storage.keyring_drill"]
ROOT = Path(__file__).parents[3]
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]

needs_keyring = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

EVIL = """
from keyring.backend import KeyringBackend
print("evil back end was run")
class Keyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username): return "stolen"
    def set_password(self, service, username, password): print("stolen", password)
    def delete_password(self, service, username): pass
"""


@pytest.fixture
def hostile(tmp_path: Path) -> dict[str, str]:
    """A fresh home whose configuration and environment name a back end that must never run."""
    home, runtime, code = tmp_path / "home", tmp_path / "run", tmp_path / "code"
    for folder in (home / ".config/python_keyring", home / ".local/share/python_keyring", runtime, code):
        folder.mkdir(parents=True)
    runtime.chmod(0o700)
    (code / "evil_keyring.py").write_text(EVIL)
    config = f"[backend]\ndefault-keyring = evil_keyring.Keyring\nkeyring-path = {code}\n"
    for folder in (home / ".config/python_keyring", home / ".local/share/python_keyring"):
        (folder / "keyringrc.cfg").write_text(config)
    return {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": f"{ROOT}:{code}",
        "PYTHON_KEYRING_BACKEND": "evil_keyring.Keyring",
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/evil",
        "KEYRING_PROPERTY_APPID": "evil",
    }


def run(command: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_keyring
def test_a_key_lives_in_the_real_keyring_and_no_foreign_back_end_runs(hostile: dict[str, str]) -> None:
    script = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
    said = run(["dbus-run-session", "--", "sh", "-c", script, "sh", *DRILL], hostile)
    assert said.splitlines() == [
        "read ak_real0123456789 keyring",
        "after None",
        "backend keyring.backends.SecretService",
        "evil False",
    ]
    written = [p for p in Path(hostile["HOME"]).rglob("*") if p.is_file() and b"ak_real0123456789" in p.read_bytes()]
    assert written == [], "the keyring's own file is encrypted, and nothing else was written"


@needs_keyring
def test_a_bus_without_a_secret_service_is_no_keyring(hostile: dict[str, str], tmp_path: Path) -> None:
    config = tmp_path / "bus.conf"
    config.write_text(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
        "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"
    )
    said = run(["dbus-run-session", f"--config-file={config}", "--", *DRILL], hostile)
    assert said.startswith("problem no_keyring False")


def test_without_a_session_bus_there_is_no_keyring(hostile: dict[str, str]) -> None:
    said = run(DRILL, {**hostile, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={hostile['XDG_RUNTIME_DIR']}/nobody"})
    assert said.splitlines() == [
        (
            "problem no_keyring False This system has no keychain that Outtray can use. "
            "Tick “Use this key for this session only” below the key."
        ),
        "evil False",
    ]


@needs_keyring
def test_a_keyring_that_cannot_be_unlocked_says_locked(hostile: dict[str, str]) -> None:
    script = 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec "$@"'
    said = run(["dbus-run-session", "--", "sh", "-c", script, "sh", *DRILL], hostile)
    assert said.splitlines()[0].startswith("problem keyring_locked False Your keychain is locked.")
