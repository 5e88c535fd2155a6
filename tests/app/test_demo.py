"""`demo`: every sample as it is meant to end, or the exit code says otherwise."""

import asyncio
from pathlib import Path

import pytest
from rich.cells import cell_len

from desktop.app import _headless_demo
from desktop.demo import Demo
from desktop.engine.parts import Tempo
from desktop.owner import open_profile
from desktop.rehearsal.catalogue import demo_samples, good_samples
from desktop.rehearsal.faults import Refused
from desktop.storage.paths import Profile, resources
from tests.fakes.outtray import Outtray
from tests.fakes.terminal import on_terminal


def test_the_demo_draws_bars_and_a_table_keeps_its_files_and_leaves_nothing_else(outtray: Outtray, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environ = {**outtray.environ, "TMPDIR": str(temporary)}
    command = [part for part in outtray.command("demo", "--dir", "kept") if part not in ("--profile", str(outtray.profile.root))]
    with on_terminal(command, environ=environ, folder=outtray.work, columns=100) as screen:
        screen.until("16 sample tasks of five systems follow")
        screen.until("Generating ")
        screen.until("━━━━━━━━━━━━━━━━━━━━━━━━")
        assert screen.end() == 0
    table = screen.text[screen.text.rindex("Sample ") :]
    assert table.count("as meant") == len(demo_samples())
    assert max(map(cell_len, table.splitlines())) <= 100
    assert table.rstrip().endswith("Every sample ended as it is meant to.")
    kept = [path for path in (outtray.work / "kept").rglob("*") if path.is_file()]
    assert {path.suffix for path in kept} >= {".png", ".jpg", ".mp4", ".mp3", ".glb", ".txt"}
    assert list(temporary.iterdir()) == []
    assert not (outtray.home / ".local").exists(), "the demo has a profile of its own"


def test_the_demo_exits_1_when_a_sample_ends_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = good_samples(4)
    with Demo(resources() / "samples", samples) as demo:
        demo.rehearsal.set_fault(Refused(404), server="files", task_id=samples[1].task_id)

        def opened():  # type: ignore[no-untyped-def]  # as the program opens its demo
            return open_profile(Profile(tmp_path / "profile"), folder=tmp_path / "saved", tempo=Tempo(haste=0.1, miss_seconds=0.5))

        assert asyncio.run(_headless_demo(demo, opened)) == 1
    said = capsys.readouterr()
    assert said.out.count("not as meant") == 1
    assert said.err.rstrip().endswith("1 of 4 ended otherwise.")
