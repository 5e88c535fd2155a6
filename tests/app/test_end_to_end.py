"""From ids in to verified files out, over real sockets, with links that live for five seconds."""

import asyncio
import hashlib
from pathlib import Path

from desktop.domain.badge import badge_of
from desktop.domain.query import ListQuery
from desktop.domain.settings import Settings
from desktop.domain.status import Badge, FileState
from desktop.domain.task import Task
from desktop.engine.engine import Engine
from desktop.engine.parts import Tempo
from desktop.engine.verbs import Verbs
from desktop.owner import Opened, open_profile, running
from desktop.rehearsal.catalogue import good_samples
from desktop.rehearsal.faults import Redirected
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import API_SERVERS, Server
from desktop.storage.paths import Profile
from desktop.storage.png_text import without_tags
from tests.app.conftest import Rehearse


async def connect_and_add(engine: Engine, rehearsal: Rehearsal) -> None:
    for connection in rehearsal.connections:
        account = await engine.add_account(
            connection.provider,
            connection.name,
            base_url=connection.base_url,
            header=connection.header,
            key=connection.key,
            session_only=True,
        )
        for sample in rehearsal.samples:
            if sample.server == connection.server:
                intake = await engine.examine(sample.added_id, account_id=account.id, id_kind=sample.id_kind)
                await engine.add(intake.rows)


async def all_saved(opened: Opened, rehearsal: Rehearsal) -> tuple[int, list[Task]]:
    """Watch everything to its end; return the exit code and the tasks."""
    verbs = Verbs(opened.engine, opened.clock, "the test")
    async with running(opened, verbs):
        await opened.engine.ready()
        await opened.engine.change_settings(Settings(save_slots=3))
        await connect_and_add(opened.engine, rehearsal)
        code = 99
        async with asyncio.timeout(80):
            async for line in verbs.run("watch", {"until_saved": True}):
                code = int(str(line.get("exit", code)))
        return code, await opened.engine.tasks(await opened.engine.ids(ListQuery()))


def test_forty_good_tasks_of_all_systems_are_saved_whole_with_five_second_links(rehearse: Rehearse, tmp_path: Path) -> None:
    rehearsal = rehearse(*good_samples(40), link_seconds=5)
    for fault in (Redirected(302), Redirected(307)):
        rehearsal.set_fault(fault, server=Server.FILES, times=6)
    opened = open_profile(Profile(tmp_path / "profile"), folder=tmp_path / "saved", tempo=Tempo(haste=0.2, miss_seconds=1))
    code, tasks = asyncio.run(all_saved(opened, rehearsal))
    assert [(task.id, badge_of(task)) for task in tasks if badge_of(task) is not Badge.SAVED] == []
    assert (code, len(tasks)) == (0, 40)

    by_id = {sample.added_id: sample for sample in rehearsal.samples}
    for task in tasks:
        sample = by_id[task.ref.task_id]
        files = [file for file in task.wanted if file.text is None and not file.made_from]
        assert len(files) == sample.expect_files
        assert all(file.state is FileState.SAVED for file in task.wanted)
        contents = [Path(file.path or "").read_bytes() for file in files]
        assert [hashlib.sha256(content).hexdigest() for content in contents] == [file.sha256 for file in files]
        digests = [hashlib.sha256(without_tags(content)).hexdigest() for content in contents]
        served = rehearsal.served_sha256s(sample.task_id)
        assert set(digests) <= set(served.values())
        assert len(set(digests)) == sample.expect_files, "no file was saved in another's place"
    assert list((tmp_path / "saved").rglob("*.part")) == []

    assert rehearsal.record.count(Server.ELSEWHERE) >= 12, "the redirect target was asked"
    for server in API_SERVERS:
        assert rehearsal.record.holding(rehearsal.key(server), server), "each provider saw its own key"
        others = [other for other in Server if other is not server]
        assert rehearsal.record.holding(rehearsal.key(server), *others) == (), "and nobody else did"
    assert rehearsal.record.most_at_once(Server.FILES) <= 3
    assert rehearsal.record.busiest_second(Server.CRUN) <= 15
