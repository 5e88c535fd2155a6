"""`kill -9` at a hundred random moments: nothing lost, nothing twice, nothing half done, and in the end everything saved."""

import sys
import time

import pytest

from desktop.rehearsal.record import Record, Seen
from desktop.rehearsal.sample import Server
from tests.app.conftest import Rehearse
from tests.app.crash_drill import Drill, drill_samples, slow_sample
from tests.fakes.outtray import Outtray

KILLS = 100
SEED = 20261122


def _interrupted(record: Record) -> list[Seen]:
    return [seen for seen in record.all(Server.FILES) if seen.status in (200, 206) and seen.sent and not seen.complete]


def _resumed(record: Record) -> list[Seen]:
    return [seen for seen in record.all(Server.FILES, status=206) if "range" in seen.headers]


@pytest.mark.timeout(300)
def test_a_hundred_kills_lose_nothing_double_nothing_and_leave_nothing_half_done(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse(link_seconds=5)
    outtray.connect(rehearsal)
    drill = Drill(outtray, rehearsal, drill_samples(50), SEED)
    began = time.monotonic()
    slow = {KILLS // 4 * quarter: slow_sample(f"slow {quarter}") for quarter in (1, 2, 3)}
    while drill.figures.kills < KILLS:
        if one := slow.pop(drill.figures.kills, None):
            drill.long_round(one)
        else:
            drill.round()
    killed = time.monotonic()
    saved_by_then = len(drill.final_files())

    drill.add_the_rest()
    last = outtray.run("watch", "--until-saved", "--timeout", "55")
    drill.check()
    tasks = outtray.tasks()
    samples = drill.samples
    assert [(task["task_id"], task["badge"]) for task in tasks if task["badge"] != "saved"] == []
    assert last.code == 0, last.err
    assert sorted(task["task_id"] for task in tasks) == sorted(sample.added_id for sample in samples)

    bodies = drill.bodies_saved()
    for sample in samples:
        served = rehearsal.served_sha256s(sample.task_id)
        expected = {served[file.key] for file in sample.files if not file.spare}
        assert expected <= set(bodies), f"a result of {sample.task_id} is missing"
    everything = {digest for sample in samples for digest in rehearsal.served_sha256s(sample.task_id).values()}
    undescribed = [path for path in drill.final_files() if not path.with_name(f"{path.name}.json").exists()]
    sys.stdout.write(
        f"\n{drill.figures.kills} kills ({drill.figures.adds_killed} of `add`) in {killed - began:.0f} s, "
        f"{len(_interrupted(rehearsal.record))} transfers broken off, {len(_resumed(rehearsal.record))} gone on with, "
        f"{saved_by_then} files saved meanwhile, {sum(bodies.values())} in the end, "
        f"{len(undescribed)} without a description; {time.monotonic() - began:.0f} s in all\n"
    )
    assert {body: count for body, count in bodies.items() if count > 1 and body in everything} == {}, "a result was saved twice"
    assert drill.unfinished_files() == [], "unfinished files were left behind"
    assert len(_interrupted(rehearsal.record)) >= 10, "the kills came in the middle of transfers"
    assert _resumed(rehearsal.record), "a transfer went on where it was broken off"
