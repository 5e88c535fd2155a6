"""Two hundred results at once, links of five seconds, three slots: every one is saved, with links that are alive."""

import sys
from collections import Counter
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pytest

from desktop.rehearsal.builders import single
from desktop.rehearsal.faults import Latency
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.sample import API_SERVERS, Sample, Server
from desktop.storage.png_text import without_tags
from tests.app.conftest import Rehearse
from tests.fakes.outtray import Outtray

TASKS = 200
SECONDS = 60
SLOTS = 3
LINK_SECONDS = 5
FILE_SECONDS = 0.12
"""How long the file host takes over each file: more than a link's life for all of them together."""


def finished(number: int) -> Sample:
    """Return a task that is finished when it is first asked about."""
    server = API_SERVERS[number % len(API_SERVERS)]
    return Sample(
        server=server,
        task_id=make_id(server, f"short link {number}"),
        prompt=f"Short link {number}",
        action="UPSCALE" if server is Server.MIDJOURNEY else "",
        files=single("image", ("dusk.png", "reef.jpg", "citrus.webp")[number % 3]),
        age=60.0,
    )


def _served(path: Path) -> str:
    """Return the SHA-256 of a saved file as it came."""
    data = path.read_bytes()
    return sha256(without_tags(data) if path.suffix == ".png" else data).hexdigest()


@pytest.mark.timeout(180)
def test_two_hundred_results_at_once_are_saved_with_live_links(outtray: Outtray, rehearse: Rehearse) -> None:
    samples = sorted(map(finished, range(TASKS)), key=lambda sample: sample.server)
    rehearsal = rehearse(*samples, link_seconds=LINK_SECONDS)
    rehearsal.set_fault(Latency(FILE_SECONDS), server=Server.FILES)
    outtray.connect(rehearsal)
    handles = {c.server: f"{c.provider}/{c.name}" for c in rehearsal.connections}
    for server, mine in groupby(samples, lambda sample: sample.server):
        done = outtray.run("add", *(sample.task_id for sample in mine), "--account", handles[server])
        assert done.code == 0, done.err

    with outtray.started("watch", "--until-saved", "--timeout", str(SECONDS)) as watch:
        watch.process.wait(SECONDS + 15)
        done = watch.end()
    assert done.err.splitlines()[-1:] == [f"{TASKS} saved."]
    assert done.code == 0

    tasks = outtray.tasks()
    assert Counter(task["badge"] for task in tasks) == {"saved": TASKS}
    saved = {task["task_id"]: [_served(Path(file["path"])) for file in task["files"]] for task in tasks}
    assert saved == {sample.task_id: [rehearsal.served_sha256(sample.task_id, "image")] for sample in samples}
    fetched = rehearsal.record.all(Server.FILES)
    seconds = max(seen.ended for seen in fetched) - min(seen.began for seen in fetched)
    dead = Counter(seen.target for seen in fetched if seen.link_expired)
    links = len({seen.target for seen in fetched})
    sys.stdout.write(
        f"\n{TASKS} results saved in {seconds:.1f} s, {links} links of {LINK_SECONDS} s used, "
        f"{sum(dead.values())} after their end\n"
    )
    assert seconds > LINK_SECONDS, "the links had to be asked for anew"
    assert [count for count in dead.values() if count > 1] == [], "a link was used again after its end"
    assert rehearsal.record.most_at_once(Server.FILES) <= SLOTS
