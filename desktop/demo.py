"""The demo: sample tasks of every provider against the rehearsal providers, in a profile that is thrown away."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.domain.badge import badge_of
from desktop.domain.query import ListQuery
from desktop.domain.status import BADGE_WORDS, Badge
from desktop.domain.task import Task
from desktop.domain.wording import title_of
from desktop.engine.engine import Engine
from desktop.engine.verbs import Verbs
from desktop.rehearsal.catalogue import demo_samples
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Sample
from desktop.terminal import Terminal

DEADLINE_SECONDS = 120.0
"""How long the samples may take in all; they are made to end within fifteen seconds."""


class Demo:
    """The rehearsal providers with their samples; `media` is the folder of sample media. Use it as a context manager."""

    def __init__(self, media: Path, samples: Sequence[Sample] | None = None) -> None:
        self._rehearsal = Rehearsal(demo_samples() if samples is None else samples, media=media)

    @property
    def rehearsal(self) -> Rehearsal:
        """The rehearsal providers."""
        return self._rehearsal

    def __enter__(self) -> Self:
        self._rehearsal.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._rehearsal.stop()

    async def connect(self, engine: Engine) -> None:
        """Connect an account for each provider, its key in memory only, and add the samples."""
        for connection in self._rehearsal.connections:
            account = await engine.add_account(
                connection.provider,
                connection.name,
                base_url=connection.base_url,
                header=connection.header,
                colour=connection.colour,
                key=connection.key,
                session_only=True,
            )
            for sample in self._rehearsal.samples:
                if sample.server == connection.server:
                    intake = await engine.examine(sample.added_id, account_id=account.id, id_kind=sample.id_kind)
                    await engine.add(intake.rows, project=None)

    async def play(self, engine: Engine, verbs: Verbs) -> int:
        """Watch the samples to their ends in the terminal; return 0 when each ended as it is meant to, else 1."""
        terminal = Terminal(json_output=False)
        count = len(self._rehearsal.samples)
        terminal.say(f"Rehearsal providers are running on this computer; {count} sample tasks of five systems follow.")
        await self.connect(engine)
        with terminal.watching() as watching:
            try:
                async with asyncio.timeout(DEADLINE_SECONDS):
                    async for line in verbs.run("watch", {"until_saved": True}):
                        if "exit" not in line:
                            watching.told(line)
            except TimeoutError:
                terminal.say("The samples took too long.")
            watching.end(0)
        tasks = await engine.tasks(await engine.ids(ListQuery()))
        return self._judge(terminal, tasks)

    def _judge(self, terminal: Terminal, tasks: Sequence[Task]) -> int:
        by_id = {task.ref.task_id: task for task in tasks}
        verdicts = [_verdict(sample, by_id.get(sample.added_id)) for sample in self._rehearsal.samples]
        terminal.table(("Sample", "Provider", "Status", "Meant to be", "Files", ""), verdicts)
        wrong = sum(row[-1] != "as meant" for row in verdicts)
        terminal.say("Every sample ended as it is meant to." if not wrong else f"{wrong} of {len(verdicts)} ended otherwise.")
        return 1 if wrong else 0


def _verdict(sample: Sample, task: Task | None) -> tuple[str, ...]:
    """Return a sample's row: how it ended, how it was meant to end, and whether that is the same."""
    wanted = BADGE_WORDS[sample.expect]
    if task is None:
        return (sample.prompt, sample.provider, "not added", wanted, "", "not as meant")
    badge = badge_of(task)
    saved = sum(f.state == "saved" and f.text is None and not f.made_from for f in task.files)
    good = badge is sample.expect and (badge is not Badge.SAVED or saved == sample.expect_files)
    kept = sum(f.state == "saved" for f in task.files)
    files = f"{kept} of {len(task.wanted)}" if task.wanted else "–"
    return (title_of(task), sample.provider, BADGE_WORDS[badge], wanted, files, "as meant" if good else "not as meant")
