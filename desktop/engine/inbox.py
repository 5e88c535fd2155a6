"""The inbox: a folder whose text files are added from and then moved away, looked at every two seconds while it is set.

A file is claimed, read, added from, and only then moved to `done` or `failed`; a run that is killed in between finds it again,
and ids that are known by then stay as they are.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.account import Account
from desktop.domain.events import AccountState
from desktop.domain.inbox import Order, Taken, Unreadable, missing_of, read_order, reason_of, refusal_of
from desktop.domain.intake import Intake, IntakeRow, IntakeState
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.domain.status import IdKind
from desktop.domain.task import Task
from desktop.engine.clock import Clock, sleep_unless
from desktop.engine.daemon import DaemonThreads
from desktop.engine.inbox_notices import SHOWN_SECONDS, InboxNotices
from desktop.engine.ports import Refusal
from desktop.storage.inbox import InboxFolder, NoPlainFile, Seen, TooLarge, unfit_sentence
from desktop.storage.trouble import StorageTrouble

LOOK_SECONDS = 2.0
"""The pause between two looks. What changed since the last one is still being written."""

EMPTY_SECONDS = 60.0
"""How long an empty file may wait for its content before it counts as one."""

STUCK_SECONDS = 30.0
"""How long a file that can't be moved may be in another program's hands before that is said."""

ANSWER_SECONDS = 20.0
"""How long a drive may take for a look before that is said."""

_AT_ONCE = 500

logger = logging.getLogger(__name__)


class _Left(Exception):
    """The settings changed while the folder didn't answer."""


class Host(Protocol):
    """What the inbox needs of the engine; see :class:`desktop.engine.ports.EngineApi`."""

    def settings(self) -> Settings:
        """Return the settings in force."""
        ...

    def accounts(self) -> tuple[AccountState, ...]:
        """Return the accounts."""
        ...

    def account_of(self, handle: str) -> Account:
        """Return the account of a handle or a name. Raises Refusal."""
        ...

    async def examine(self, text: str, *, account_id: str | None = None, id_kind: IdKind | None = None) -> Intake:
        """Find ids in a text."""
        ...

    async def add(self, rows: Sequence[IntakeRow], *, project: str | None = None) -> list[Task]:
        """Track rows."""
        ...

    async def put_into(self, project: str | None, tasks: Sequence[Task]) -> list[Task]:
        """Put tasks into a project."""
        ...


class Inbox:
    """Watches the inbox that the settings name; costs nothing where they name none.

    `owner` is the name under which this profile claims files, `roots` tells the folders that results are saved to; `haste` scales
    every pause.
    """

    def __init__(
        self,
        host: Host,
        clock: Clock,
        notices: InboxNotices,
        roots: Callable[[], Sequence[Path]],
        owner: str,
        haste: float = 1.0,
    ) -> None:
        self._host = host
        self._clock = clock
        self._notices = notices
        self._roots = roots
        self._owner = owner
        self._haste = haste
        self._threads = DaemonThreads("inbox")
        self._changed = asyncio.Event()

    def settings_changed(self) -> None:
        """Look at the folder that the settings name now."""
        self._changed.set()

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            self._changed.clear()
            chosen, results = self._host.settings().inbox.strip(), self._roots()
            unfit = await self._threads.run(lambda: unfit_sentence(Path(chosen), results)) if chosen else ""  # noqa: B023
            self._notices.trouble(unfit)
            if chosen and not unfit:
                await self._watch(InboxFolder(Path(chosen), self._owner))
            else:
                await self._changed.wait()

    async def _watch(self, folder: InboxFolder) -> None:
        """Take what comes into one folder, until the settings change."""
        known: dict[str, tuple[Seen, float]] = {}
        while not self._changed.is_set():
            try:
                known = await self._round(folder, known)
            except OSError as error:
                self._notices.folder_trouble(folder.root, error)
                known = {}
            except StorageTrouble as trouble:
                self._notices.trouble(trouble.sentence)
            except _Left:
                return
            self._notices.tell(self._clock.monotonic(), SHOWN_SECONDS * self._haste)
            await sleep_unless(self._clock, LOOK_SECONDS * self._haste, self._changed)
        with contextlib.suppress(OSError, _Left):
            await self._ask(folder, folder.give_back)

    # -- looking -----------------------------------------------------------------------------------------------------

    async def _round(self, folder: InboxFolder, known: dict[str, tuple[Seen, float]]) -> dict[str, tuple[Seen, float]]:
        """Take what was claimed before and what has not changed since the last look; return how the files stand."""
        for path in await self._ask(folder, folder.held):
            await self._take(folder, path)
        files = await self._ask(folder, folder.look)
        now = self._clock.monotonic()
        standing = {seen.name: known[seen.name] if known.get(seen.name, (None,))[0] == seen else (seen, now) for seen in files}
        stuck = ""
        for seen, since in standing.values():
            if self._changed.is_set():
                break
            if now - since > (0 if seen.size else EMPTY_SECONDS * self._haste):
                stuck = await self._claim(folder, seen, now - since) or stuck
        self._notices.trouble(stuck)
        return standing

    async def _ask[T](self, folder: InboxFolder, work: Callable[[], T]) -> T:
        """Return `work()`, done in a thread. A drive that doesn't answer is said, and waited for until the settings change."""
        asked = asyncio.ensure_future(self._threads.run(work))
        try:
            while not (await asyncio.wait([asked], timeout=ANSWER_SECONDS))[0]:
                if self._changed.is_set():
                    raise _Left
                self._notices.trouble(tr("The inbox “{folder}” doesn't answer. Check its drive.", folder=folder.root))
            return asked.result()
        finally:
            asked.cancel()

    async def _claim(self, folder: InboxFolder, seen: Seen, still: float) -> str:
        """Claim and take a file; return what is to be said where it can't be moved for long."""
        try:
            path = await self._ask(folder, lambda: folder.claim(seen))
        except OSError as error:
            logger.info("a file in the inbox can't be claimed: %s", error)
            if still < STUCK_SECONDS * self._haste:
                return ""
            return tr(
                "“{name}” can't be moved out of the inbox “{folder}”. Close the program that has it open, or allow writing there.",
                name=seen.name,
                folder=folder.root,
            )
        if path is not None:
            await self._take(folder, path)
        return ""

    # -- taking ------------------------------------------------------------------------------------------------------

    async def _take(self, folder: InboxFolder, path: Path) -> None:
        """Add what a claimed file holds and move it to where it belongs. Raises OSError or StorageTrouble: it stays claimed."""
        with contextlib.suppress(FileNotFoundError):  # somebody took it away; if it was the whole inbox, the next look says so
            reason = await self._reason(folder, path)
            if reason:
                target = await self._ask(folder, lambda: folder.put_failed(path, reason))
                self._notices.failed(target.name)
            elif reason is not None:
                await self._ask(folder, lambda: folder.put_done(path))

    async def _reason(self, folder: InboxFolder, path: Path) -> str | None:
        """Add what a file holds; return why it failed, empty where it did not, None where it is still being written."""
        try:
            data = await self._ask(folder, lambda: folder.read(path))
            taken = await self._added(path.name, data)
            if await self._ask(folder, lambda: folder.size(path)) != len(data):
                return None
            return "" if taken.whole else await self._threads.run(lambda: reason_of(taken, data))
        except (Unreadable, Refusal) as refusal:
            return refusal_of(str(refusal))
        except TooLarge:
            return refusal_of(tr("The file is larger than 5 MB. Split it into smaller ones."))
        except NoPlainFile:
            return refusal_of(tr("This is a link or a folder. Put the file itself into the inbox."), again=False)
        except (FileNotFoundError, StorageTrouble, _Left):
            raise
        except OSError as error:
            logger.info("a file in the inbox can't be read: %s", error)
            return refusal_of(tr("The file can't be read ({reason}). Allow reading it.", reason=error.strerror or "?"))
        except Exception:  # the last resort: one file of an odd kind must not stop all watching
            logger.exception("a file in the inbox could not be taken")
            return refusal_of(
                tr("Outtray failed to read it, because of an error of its own. Paste its text into the window."), again=False
            )

    async def _added(self, name: str, data: bytes) -> Taken:
        order = await self._threads.run(lambda: read_order(name, data))
        account = self._account(order)
        text = order.examined(owned=account is not None)
        intake = await self._host.examine(text, account_id=account.id if account else None, id_kind=order.id_kind)
        rows = intake.rows
        for some in itertools.batched([row for row in rows if row.state is not IntakeState.UNCLEAR], _AT_ONCE):
            tasks = await self._host.add(some, project=order.project)
            await self._host.put_into(order.project, tasks)
            self._notices.added(sum(row.state is IntakeState.NEW for row in some))
        return await self._threads.run(lambda: _taken(order, intake))

    def _account(self, order: Order) -> Account | None:
        """Return the account an order names, or the only one of its provider. Raises Refusal or Unreadable."""
        if order.account:
            account = self._host.account_of(order.account)
            if order.provider and account.provider != order.provider:
                raise Unreadable(tr("“account” and “provider” name different providers. Leave one of them out."))
            return account
        own = [state.account for state in self._host.accounts() if state.account.provider == order.provider]
        return own[0] if len(own) == 1 else None


def _taken(order: Order, intake: Intake) -> Taken:
    rows, keys = intake.rows, tuple(key.value for key in intake.keys)
    return Taken(
        added=_ids(rows, IntakeState.NEW),
        known=_ids(rows, IntakeState.TRACKED),
        unclear=tuple((row.task_id, row.reason) for row in rows if row.state is IntakeState.UNCLEAR),
        missing=missing_of(order, (*(row.task_id for row in rows), *keys)),
        keys=keys,
        flaw=order.flaw,
    )


def _ids(rows: Iterable[IntakeRow], state: IntakeState) -> tuple[str, ...]:
    return tuple(row.task_id for row in rows if row.state is state)
