"""One owner of a profile, freed by the system whatever happens to it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from desktop.storage.owner_lock import ProfileLock

HOLDER = """
import sys
from pathlib import Path
from desktop.storage.owner_lock import ProfileLock
lock = ProfileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_one_holder_at_a_time_in_one_process(tmp_path: Path) -> None:
    one, two = ProfileLock(tmp_path / "owner.lock"), ProfileLock(tmp_path / "owner.lock")
    assert (one.acquire(), two.acquire(), one.acquire()) == (True, False, True)
    assert two.owner_pid == os.getpid()
    two.release()
    assert not two.acquire(), "what is not ours can't be given back"
    one.release()
    one.release()
    assert ProfileLock(tmp_path / "owner.lock").owner_pid is None
    assert two.acquire()
    two.release()


def test_a_killed_owner_s_lock_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "owner.lock"
    child = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "True\n"
    lock = ProfileLock(path)
    assert not lock.acquire()
    assert lock.owner_pid == child.pid
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert lock.acquire()
    assert lock.owner_pid == os.getpid()
    lock.release()
    child.stdin.close()
    child.stdout.close()


def test_the_lock_file_is_the_user_s_alone(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path / "owner.lock")
    assert lock.acquire()
    assert (tmp_path / "owner.lock").stat().st_mode & 0o077 == 0
    lock.release()
