"""The command line's verbs as the owner of a profile carries them out, for itself and for other processes.

Each verb is an async generator of answer lines: {"data": …} carries a result, {"say": sentence} a remark for the user, {"event": …}
a step of `watch`; the last line is {"exit": code}.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Iterable

from desktop.domain.account import HeaderStyle
from desktop.domain.badge import badge_of, is_settled
from desktop.domain.events import AccountState, EngineEvent, Notice, TasksAdded, TasksChanged, TasksRemoved
from desktop.domain.intake import IntakeRow, IntakeState
from desktop.domain.query import ListQuery
from desktop.domain.status import Badge, IdKind
from desktop.domain.task import Task
from desktop.domain.wording import count_words, title_of
from desktop.engine.clock import Clock
from desktop.engine.engine import Engine
from desktop.engine.ports import Refusal
from desktop.engine.task_json import Json, account_json, history_json, task_json

ANSWER_SECONDS = 60.0
"""How long `check` and `save` wait for their outcome before they say that it goes on."""

GOOD_ENDS = frozenset({Badge.SAVED, Badge.CANCELLED})


type Verb = Callable[[Json], AsyncGenerator[Json]]
"""One verb: arguments in, answer lines out."""


class Verbs:
    """Every verb over one engine. `raise_window` shows the window of this process, None where it has none."""

    def __init__(self, engine: Engine, clock: Clock, owner: str, raise_window: Callable[[], None] | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._owner = owner
        self._raise_window = raise_window
        self._verbs: dict[str, Verb] = {
            "raise": self._raise,
            "add": self._add,
            "list": self._list,
            "show": self._show,
            "check": self._check,
            "save": self._save,
            "pause": self._pause,
            "resume": self._resume,
            "remove": self._remove,
            "watch": self._watch,
            "account_list": self._account_list,
            "account_add": self._account_add,
            "account_edit": self._account_edit,
            "account_key_changed": self._account_key_changed,
            "account_find": self._account_find,
            "account_test": self._account_test,
            "account_remove": self._account_remove,
        }

    async def run(self, verb: str, args: Json) -> AsyncGenerator[Json]:
        """Carry out `verb`; every refusal becomes a sentence and exit 1."""
        known = self._verbs.get(verb)
        if known is None:
            yield {"say": f"The running Outtray doesn't know “{verb}”. Quit it, then try again."}
            yield {"exit": 1}
            return
        await self._engine.ready()
        try:
            async with contextlib.aclosing(known(args)) as lines:
                async for line in lines:
                    yield line
        except Refusal as refusal:
            yield {"say": str(refusal)}
            yield {"exit": 1}

    # -- one's own words ---------------------------------------------------------------------------------------------

    def _json(self, tasks: Iterable[Task]) -> list[Json]:
        handles = {state.account.id: state.account.handle for state in self._engine.accounts()}
        now = self._clock.now()
        return [task_json(task, handles, now) for task in tasks]

    async def _named(self, args: Json) -> list[int]:
        found: list[int] = []
        for text in _texts(args.get("ids")):
            ids = await self._engine.named(text)
            if not ids:
                raise Refusal(f"No task on the list has the id “{text}”. `outtray list` shows those there are.")
            if len(ids) > 1:
                numbers = ", ".join(str(i) for i in ids)
                raise Refusal(f"Several tasks have the id “{text}”. Use one of their numbers: {numbers}.")
            found += ids
        return found

    # -- tasks -------------------------------------------------------------------------------------------------------

    async def _raise(self, _args: Json) -> AsyncGenerator[Json]:
        if self._raise_window is None:
            yield {"say": f"This profile is in use by {self._owner}, which has no window. Try again when it has ended."}
            yield {"exit": 1}
            return
        self._raise_window()
        yield {"exit": 0}

    async def _add(self, args: Json) -> AsyncGenerator[Json]:
        handle = _text(args.get("account"))
        account = self._engine.account_of(handle) if handle else None
        kind = IdKind(_text(args.get("id_kind"))) if args.get("id_kind") else None
        intake = await self._engine.examine(_text(args.get("text")), account_id=account.id if account else None, id_kind=kind)
        for key in intake.keys:
            yield {"say": f"That looks like a key ({key.masked}). Keys are not added; store it with `outtray account key`."}
        if not intake.rows:
            if not intake.keys:
                yield {"say": "No task id was found in that text. Paste ids, JSON, a curl command, a log or a link."}
            yield {"data": []}
            yield {"exit": 1}
            return
        added = iter(await self._engine.add(intake.rows, project=_text(args.get("project")) or None))
        rows = [self._added(row, None if row.state is IntakeState.UNCLEAR else next(added)) for row in intake.rows]
        yield {"data": rows}
        unclear = any(row.state is IntakeState.UNCLEAR for row in intake.rows)
        yield {"exit": 1 if unclear or intake.keys else 0}

    def _added(self, row: IntakeRow, task: Task | None) -> Json:
        record = self._json([task])[0] if task is not None else {"id": None, "task_id": row.task_id, "id_kind": row.id_kind.value}
        return {**record, "state": row.state.value, "reason": row.reason}

    async def _list(self, args: Json) -> AsyncGenerator[Json]:
        badge = Badge(_text(args.get("status"))) if args.get("status") else None
        ids = await self._engine.ids(ListQuery(badge=badge))
        yield {"data": self._json(await self._engine.tasks(ids))}
        yield {"exit": 0}

    async def _show(self, args: Json) -> AsyncGenerator[Json]:
        (task_id,) = await self._named(args)
        record = self._json(await self._engine.tasks([task_id]))[0]
        yield {"data": {**record, "history": history_json(await self._engine.history(task_id))}}
        yield {"exit": 0}

    async def _check(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args)
        before = {task.id: task.checked_at for task in await self._engine.tasks(ids)}
        await self._engine.check(ids)
        async for line in self._outcome(ids, lambda task: task.checked_at != before[task.id] or task.problem is not None):
            yield line

    async def _save(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args)
        await self._engine.save(ids)
        async for line in self._outcome(ids, is_settled):
            yield line

    async def _outcome(self, ids: list[int], over: Callable[[Task], bool]) -> AsyncGenerator[Json]:
        """Wait until it is `over` for each task, then say how they stand."""
        heard = asyncio.Event()
        unsubscribe = self._engine.subscribe(lambda _event: heard.set())
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ANSWER_SECONDS):
                    while not all(over(task) for task in await self._engine.tasks(ids)):
                        await heard.wait()
                        heard.clear()
        finally:
            unsubscribe()
        tasks = await self._engine.tasks(ids)
        yield {"data": self._json(tasks)}
        yield {"exit": 0 if all(over(task) and badge_of(task) is not Badge.NEEDS_YOU for task in tasks) else 1}

    async def _pause(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args)
        await self._engine.pause(ids)
        yield {"say": f"{count_words(len(ids), 'task')} paused."}
        yield {"exit": 0}

    async def _resume(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args)
        await self._engine.resume(ids)
        yield {"say": f"{count_words(len(ids), 'task')} resumed."}
        yield {"exit": 0}

    async def _remove(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args)
        titles = [title_of(task) for task in await self._engine.tasks(ids)]
        await self._engine.remove(ids)
        what = f"“{titles[0]}”" if len(titles) == 1 else count_words(len(ids), "task")
        yield {"say": f"Removed {what} from the list. Saved files are kept."}
        yield {"exit": 0}

    # -- watching ----------------------------------------------------------------------------------------------------

    async def _watch(self, args: Json) -> AsyncGenerator[Json]:
        """Tell every change; with `until_saved` end once every task is settled."""
        events: asyncio.Queue[EngineEvent] = asyncio.Queue()
        if args.get("follow"):
            yield {"say": f"{self._owner} watches this profile already. Following it."}
        unsubscribe = self._engine.subscribe(events.put_nowait)
        try:
            ids = await self._engine.ids(ListQuery())
            tasks = {task.id: task for task in await self._engine.tasks(ids)}
            for record in self._json(tasks.values()):
                yield {"event": "changed", "task": record}
            until_saved = bool(args.get("until_saved"))
            while not (until_saved and all(is_settled(task) for task in tasks.values())):
                for line in self._told(await events.get(), tasks):
                    yield line
            yield {"exit": 0 if all(badge_of(task) in GOOD_ENDS for task in tasks.values()) else 1}
        finally:
            unsubscribe()

    def _told(self, event: EngineEvent, tasks: dict[int, Task]) -> Iterable[Json]:
        match event:
            case TasksAdded(changed) | TasksChanged(changed):
                tasks.update((task.id, task) for task in changed)
                return [{"event": "changed", "task": record} for record in self._json(changed)]
            case TasksRemoved(ids):
                for task_id in ids:
                    tasks.pop(task_id, None)
                return [{"event": "removed", "id": task_id} for task_id in ids]
            case Notice(text=text) if text:
                return [{"say": text}]
            case _:
                return []

    # -- accounts ----------------------------------------------------------------------------------------------------

    async def _account_list(self, _args: Json) -> AsyncGenerator[Json]:
        yield {"data": [account_json(state) for state in self._engine.accounts()]}
        yield {"exit": 0}

    async def _account_add(self, args: Json) -> AsyncGenerator[Json]:
        account = await self._engine.add_account(
            _text(args.get("provider")),
            _text(args.get("name")),
            base_url=_text(args.get("base_url")),
            header=HeaderStyle(_text(args.get("header"))) if args.get("header") else None,
            colour=_text(args.get("colour")),
            allow_http=bool(args.get("allow_http")),
        )
        yield {"data": account_json(AccountState(account))}
        yield {"exit": 0}

    async def _account_edit(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(_text(args.get("handle")))
        edited = await self._engine.edit_account(
            account.id,
            name=_text(args.get("name")) or None,
            base_url=_text(args.get("base_url")) or None,
            header=HeaderStyle(_text(args.get("header"))) if args.get("header") else None,
            colour=_text(args.get("colour")) or None,
            allow_http=True if args.get("allow_http") else None,
        )
        yield {"say": f"Changed {edited.handle}."}
        if edited.origin != account.origin:
            yield {"say": f"Its address changed, so its key was forgotten. Give it again: outtray account key {edited.handle}"}
        yield {"exit": 0}

    async def _account_find(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(_text(args.get("handle")))
        yield {"data": account_json(AccountState(account))}
        yield {"exit": 0}

    async def _account_key_changed(self, args: Json) -> AsyncGenerator[Json]:
        await self._engine.key_changed(_text(args.get("id")))
        yield {"exit": 0}

    async def _account_test(self, args: Json) -> AsyncGenerator[Json]:
        outcome = await self._engine.test_account(self._engine.account_of(_text(args.get("handle"))).id)
        yield {"say": outcome.sentence}
        yield {"exit": 0 if outcome.good else 1}

    async def _account_remove(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(_text(args.get("handle")))
        await self._engine.remove_account(account.id)
        yield {"say": f"Removed {account.handle} and its key. Its tasks stay on the list and say that they need a key."}
        yield {"exit": 0}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
