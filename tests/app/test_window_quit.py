"""Closing the window while results are being saved, in a process of its own."""

import asyncio
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.query import ListQuery
from desktop.domain.status import FileState
from desktop.domain.task import Task
from desktop.storage.paths import Profile
from desktop.storage.tasks import TaskStore

DRIVER = Path(__file__).with_name("quit_driver.py")
ROOT = DRIVER.parents[2]


def _run(folder: Path, answer: str) -> tuple[int, float, str]:
    """Run the driver; return its exit code, the seconds from the answer to the end of the process, and its errors."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(DRIVER), str(folder), answer]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert [process.stdout.readline().strip() for _ in range(2)] == ["asked", "clicked"], process.communicate()[1]
        answered = time.monotonic()
        _, errors = process.communicate(timeout=60)
        return process.returncode, time.monotonic() - answered, errors


def _stored(folder: Path) -> list[Task]:
    async def read() -> list[Task]:
        profile = Profile(folder / "profile")
        store, note = TaskStore.open(profile.database, profile.backups, datetime.now(UTC))
        assert note is None
        try:
            return await store.get(list(await store.ids(ListQuery(), datetime.now(UTC))))
        finally:
            await store.close()

    return asyncio.run(read())


def test_quitting_anyway_ends_the_process_within_three_seconds_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    code, seconds, errors = _run(tmp_path, "quit")
    assert (code, errors) == (0, "")
    assert seconds < 3.0
    tasks = _stored(tmp_path)
    assert len(tasks) == 6
    assert all(f.state is not FileState.SAVED for task in tasks for f in task.files)
    assert [path for path in (tmp_path / "saved").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("way", ["sign out", "close at sign-out", "terminate"])
def test_the_end_of_the_session_asks_nothing_and_ends_the_process_within_three_seconds(tmp_path: Path, way: str) -> None:
    code, seconds, errors = _run(tmp_path, way)
    assert (code, errors) == (0, "")
    assert seconds < 3.0
    assert (tmp_path / "window.ini").stat().st_size > 0, "where the window stood is remembered"
    tasks = _stored(tmp_path)
    assert len(tasks) == 6
    assert all(f.state in (FileState.SAVING, FileState.QUEUED) for task in tasks for f in task.files)
    assert [path for path in (tmp_path / "saved").rglob("*") if path.is_file() and not path.name.endswith(".part")] == []


def test_saving_first_quits_once_every_result_is_whole(tmp_path: Path) -> None:
    code, _, errors = _run(tmp_path, "save")
    assert (code, errors) == (0, "")
    files = [f for task in _stored(tmp_path) for f in task.files]
    assert [f.state for f in files] == [FileState.SAVED] * 6
    assert all(f.path is not None and Path(f.path).stat().st_size == f.size for f in files)
