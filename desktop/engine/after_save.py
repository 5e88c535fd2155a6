"""What is done once a task is saved, by the rules of its project: copies, a command, a webhook, Eagle.

That something is to be done is stored with the state "saved" itself, and what is done of it after each act: an end of the program
in between loses nothing, and repeats at most the one act that was under way. A failure is a remark on the task, no more.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import assert_never

from desktop.domain.badge import badge_of
from desktop.domain.events import TasksAdded, TasksChanged
from desktop.domain.language import tr, words_of
from desktop.domain.report import TaskNote
from desktop.domain.settings import Settings
from desktop.domain.status import Badge
from desktop.engine.after_save_acts import PREFIX, Act, Clean, Done, Failed, Outcome, Performer, Saved, Waits, acts_of
from desktop.engine.after_save_command import RunCommand
from desktop.engine.after_save_copy import CopyFiles
from desktop.engine.after_save_webhook import TellWebhook
from desktop.engine.board import Board, Update
from desktop.engine.clock import Clock
from desktop.engine.eagle import EAGLE_URL, TOLD_AFTER, WAITING, HandToEagle
from desktop.engine.poster import Poster
from desktop.storage.errands import Errand
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import StorageTrouble

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 30.0
"""How often what waits for Eagle, or could not be stored, is tried again."""

AT_ONCE = {Act.COPY: 2, Act.COMMAND: 2, Act.WEBHOOK: 4, Act.EAGLE: 1}
"""How many tasks may be at each act at a time; a slow act of one task holds up no other act of another."""

BROKEN = {
    Act.COPY: words_of("the files could not be copied"),
    Act.COMMAND: words_of("the command could not be run"),
    Act.WEBHOOK: words_of("the webhook could not be told"),
    Act.EAGLE: words_of("the files could not be handed to Eagle"),
}


class AfterSave:
    """Does what the rules of `settings` ask for, for each task that became saved. :meth:`run` must be running.

    `clean` takes keys and signed links out of what users and other programs are told. `eagle_url` is where Eagle listens.
    """

    def __init__(
        self,
        store: TaskStore,
        board: Board,
        settings: Callable[[], Settings],
        poster: Poster,
        clock: Clock,
        *,
        clean: Clean,
        eagle_url: str = EAGLE_URL,
    ) -> None:
        self._store = store
        self._board = board
        self._settings = settings
        self._clock = clock
        self._performers: dict[Act, Performer] = {
            Act.COPY: CopyFiles(),
            Act.COMMAND: RunCommand(clean),
            Act.WEBHOOK: TellWebhook(poster, clock, clean),
            Act.EAGLE: HandToEagle(poster, clean, eagle_url),
        }
        self._queues: dict[Act, asyncio.Queue[Errand]] = {act: asyncio.Queue() for act in Act}
        self._in_hand: set[int] = set()
        self._waiting: dict[int, Errand] = {}
        self._unstored: dict[int, Errand] = {}
        self._unread = False
        self._over: set[int] = set()
        self._arrived: set[int] = set()
        self._looked_at: set[int] = set()
        self._wake = asyncio.Event()
        board.subscribe(self._heard)

    def under_way(self) -> int:
        """Return how many tasks have something done for them now or next; those that wait for Eagle are not counted."""
        return len(self._in_hand | self._arrived | self._looked_at) - len(self._waiting) - len(self._unstored)

    async def run(self) -> None:
        """Do what earlier runs left, then what comes, until cancelled: a command under way is stopped, and run again later."""
        async with asyncio.TaskGroup() as group:
            for act, count in AT_ONCE.items():
                for _ in range(count):
                    group.create_task(self._work(act), name=f"after saving: {act}")
            group.create_task(self._beat(), name="after saving: again")
            await self._take(None)
            while True:
                await self._wake.wait()
                self._wake.clear()
                self._looked_at, self._arrived = self._arrived, set()
                await self._take(self._looked_at)
                self._looked_at = set()

    def _heard(self, event: object) -> None:
        if isinstance(event, TasksAdded | TasksChanged):
            held = (task for task in event.tasks if task.files or task.may_lack_files)
            saved = {task.id for task in held if badge_of(task) is Badge.SAVED} - self._in_hand
            if saved:
                self._arrived |= saved
                self._wake.set()

    # -- from the disk to the acts and back --------------------------------------------------------------------------

    async def _take(self, ids: Collection[int] | None) -> None:
        """Begin what is stored as to be done for tasks (None: for all)."""
        try:
            found = await self._store.errands(None if ids is None else list(ids))
        except StorageTrouble as trouble:
            logger.warning("what is to be done after saving can't be read: %s", trouble.sentence)
            self._unread = True
            return
        fresh = [e for e in found if e.task_id not in self._in_hand | self._over]  # one may have ended while it was read
        idle = await self._without_rules(fresh)
        for errand in fresh:
            if errand.task_id not in idle:
                self._in_hand.add(errand.task_id)
                await self._forward(errand, changed=False)

    async def _without_rules(self, errands: Sequence[Errand]) -> set[int]:
        """End in one write what nothing is to be done for, which is most; return those tasks."""
        if any(acts_of(rules) for rules in self._settings().projects):
            return set()
        ids = {errand.task_id for errand in errands}
        try:
            await self._store.end_errands(sorted(ids))
        except StorageTrouble as trouble:
            logger.warning("what was done after saving is not on disk yet: %s", trouble.sentence)
            self._unread = True
        else:
            self._over |= ids
        return ids

    async def _saved(self, errand: Errand) -> Saved | None:
        """Return a task as it is now, with its rules; None where it is no longer on the list, and then it is let go."""
        task = self._board.task(errand.task_id)
        if task is None:
            try:
                task = next(iter(await self._store.get([errand.task_id])), None)
            except StorageTrouble as trouble:
                logger.warning("a saved task can't be read: %s", trouble.sentence)
                self._unread = True
        if task is None:
            self._in_hand.discard(errand.task_id)
            return None
        return Saved(task, self._settings().rules_for(task.project), errand.saved_at)

    async def _forward(self, errand: Errand, *, changed: bool = True) -> None:
        """Store what is done (where that `changed`) and queue the next act; end the errand where there is none."""
        saved = await self._saved(errand)
        if saved is None and not changed:
            return
        act = next((act for act in acts_of(saved.rules) if act not in errand.done), None) if saved is not None else None
        over = saved is not None and act is None
        if (changed or over) and not await self._stored(errand, over=over):
            return
        if act is not None:
            self._queues[act].put_nowait(errand)
            return
        self._in_hand.discard(errand.task_id)
        if over:
            self._over.add(errand.task_id)

    async def _stored(self, errand: Errand, *, over: bool) -> bool:
        """Store what is done; where that can't be now it goes on once it can."""
        try:
            await self._store.set_errand(errand, over=over)
        except StorageTrouble as trouble:
            logger.warning("what was done after saving is not on disk yet: %s", trouble.sentence)
            self._unstored[errand.task_id] = errand
            self._in_hand.add(errand.task_id)
            return False
        return True

    # -- the acts ----------------------------------------------------------------------------------------------------

    async def _work(self, act: Act) -> None:
        while True:
            errand = await self._queues[act].get()
            saved = await self._saved(errand)
            if saved is None:
                continue
            if act not in acts_of(saved.rules):  # the rules changed meanwhile
                await self._forward(errand, changed=False)
            elif isinstance(outcome := await self._outcome(act, saved), Waits):
                self._waiting[errand.task_id] = errand
                continue
            else:
                await self._remark(outcome, saved)
                await self._forward(replace(errand, done=(*errand.done, act.value)))
            if act is Act.EAGLE:
                self._release()

    async def _outcome(self, act: Act, saved: Saved) -> Outcome:
        try:
            return await self._performers[act].do(saved)
        except Exception:
            logger.exception("after saving task %d, %s failed", saved.task.id, act)
            return Failed(tr("{prefix}{what}. The log says more.", prefix=tr(PREFIX), what=tr(BROKEN[act])))

    async def _remark(self, outcome: Done | Failed, saved: Saved) -> None:
        match outcome:
            case Done(remark):
                note = remark
            case Failed(sentence):
                note = sentence
                logger.warning("task %d: %s", saved.task.id, sentence)
            case _:
                assert_never(outcome)
        if note:
            await self._tell([(saved.task.id, note)])

    async def _tell(self, notes: list[tuple[int, str]]) -> None:
        try:
            await self._board.apply([Update(task_id, TaskNote(note)) for task_id, note in notes])
        except StorageTrouble as trouble:
            logger.warning("a remark is not on disk yet: %s", trouble.sentence)

    # -- what waits --------------------------------------------------------------------------------------------------

    async def _beat(self) -> None:
        """Try again what waits: Eagle with one task first, and with all others once it took that."""
        told: set[int] = set()
        while True:
            await self._clock.sleep(AGAIN_SECONDS)
            now = self._clock.now()
            late = {i for i, errand in self._waiting.items() if now - errand.saved_at >= TOLD_AFTER} - told
            if late:
                told |= late
                await self._tell([(task_id, WAITING) for task_id in sorted(late)])
            for task_id, errand in list(self._unstored.items()):
                del self._unstored[task_id]
                await self._forward(errand)
            if self._unread:
                self._unread = False
                await self._take(None)
            self._release(1)

    def _release(self, most: int | None = None) -> None:
        """Let tasks that wait for Eagle try again."""
        for task_id in list(itertools.islice(self._waiting, most)):
            self._queues[Act.EAGLE].put_nowait(self._waiting.pop(task_id))
