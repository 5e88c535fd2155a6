"""The command line's verbs as the owner of a profile carries them out, for itself and for other processes.

Each verb is an async generator of answer lines: {"data": …} carries a result, {"say": sentence} a remark for the user, {"event": …}
a step of `watch`; the last line is {"exit": code}.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from desktop.domain.advance import REQUEST_PROBLEMS
from desktop.domain.badge import GOOD_ENDS, SETTLED, badge_of, is_settled, problem_of
from desktop.domain.events import AccountsChanged, EngineEvent, Notice
from desktop.domain.intake import IntakeRow, IntakeState
from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.query import ListQuery
from desktop.domain.status import BADGE_WORDS, Badge, IdKind, Remote
from desktop.domain.task import Task
from desktop.domain.wording import count_words, title_of
from desktop.engine.account_verbs import AccountVerbs, Verb, text_of
from desktop.engine.changes import Changes
from desktop.engine.clock import Clock
from desktop.engine.engine import Engine
from desktop.engine.handover_client import Json
from desktop.engine.ports import Refusal
from desktop.engine.remarks import new_remarks, remarks_of
from desktop.engine.task_json import history_json, task_json
from desktop.engine.terminal_words import KEY_PROBLEMS, terminal_words
from desktop.engine.window_verbs import SHOWING, OpenInWindow, RaiseWindow, WindowVerbs
from desktop.storage.trouble import StorageTrouble

ANSWER_SECONDS = 60.0
"""How long `check` and `save` wait for their outcome before they say that it goes on."""

WORKING = frozenset({"watch", "check", "save"})
"""The verbs that ask providers and save; for all others the engine may rest."""

PAGE = 500
"""How many tasks are read and put into records at a time."""

_BACK = "back"
_FRESH = frozenset({IntakeState.NEW.value, _BACK})
"""What `add` says of the ids that it put on the list; those that came back had been removed."""

_NO_ROOM = frozenset({ProblemKind.DISK_FULL, ProblemKind.FOLDER_UNAVAILABLE})

logger = logging.getLogger(__name__)


class Verbs:
    """Every verb over one engine.

    `window` shows the window of this process and opens something in it; None where it has none. A `resting` engine serves what
    needs no provider; to all else it gives no answer, and the client tries again when this process has ended.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        owner: str,
        window: tuple[RaiseWindow, OpenInWindow] | None = None,
        *,
        resting: bool = False,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._owner = owner
        self._resting = resting
        self._verbs: dict[str, Verb] = {
            "add": self._add,
            "list": self._list,
            "show": self._show,
            "check": self._check,
            "save": self._save,
            "pause": self._pause,
            "resume": self._resume,
            "remove": self._remove,
            "rebuild": self._rebuild,
            "watch": self._watch,
            **AccountVerbs(engine).by_name,
            **WindowVerbs(owner, window, engine.ready).by_name,
        }

    async def run(self, verb: str, args: Json) -> AsyncGenerator[Json]:
        """Carry out `verb`; whatever goes wrong becomes a sentence and exit 1."""
        known = self._verbs.get(verb)
        if known is None:
            yield {"say": f"The running Outtray doesn't know “{verb}”. Quit it, then try again."}
            yield {"exit": 1}
            return
        if self._resting and (verb in WORKING or verb in SHOWING):
            return
        if verb not in SHOWING:
            await self._engine.ready()
        try:
            if not args.get("follow") and verb != "watch":
                for notice in self._standing_notices():
                    yield {"say": notice}
            async with contextlib.aclosing(known(args)) as lines:
                async for line in lines:
                    yield line
        except (Refusal, StorageTrouble) as refusal:
            yield {"say": str(refusal)}
            yield {"exit": 1}
        except Exception:  # the last resort: a bug of ours, or arguments that no command line of ours sends
            logger.exception("“%s” failed", verb)
            yield {"say": "That failed because of an error inside Outtray. The file logs/outtray.log in its profile says more."}
            yield {"exit": 1}

    # -- one's own words ---------------------------------------------------------------------------------------------

    def _standing_notices(self) -> list[str]:
        """Return what opening the profile had to say: a damaged file that was set aside."""
        heard: list[EngineEvent] = []
        self._engine.subscribe(heard.append)()
        return [event.text for event in heard if isinstance(event, Notice) and event.text]

    def _json(self, tasks: Iterable[Task]) -> list[Json]:
        accounts = {state.account.id: state for state in self._engine.accounts()}
        now = self._clock.now()
        return [task_json(task, accounts, now) for task in tasks]

    async def _pages(self, ids: Sequence[int]) -> AsyncGenerator[list[Task]]:
        """Yield the tasks of `ids` page by page, with a turn for everything else between them."""
        for some in itertools.batched(ids, PAGE):
            yield await self._engine.tasks(some)
            await asyncio.sleep(0)

    async def _named(self, args: Json, done: str) -> list[int]:
        """Return the tasks of the ids given, each once. Raises Refusal: then none of several was `done` ("removed")."""
        found: list[int] = []
        texts = _texts(args.get("ids"))
        nothing = f" Nothing was {done}." if len(texts) > 1 else ""
        for text in texts:
            ids = await self._engine.named(text)
            if not ids:
                raise Refusal(f"No task on the list has the id “{text}”. `outtray list` shows those there are.{nothing}")
            if len(ids) > 1:
                numbers = ", ".join(str(i) for i in ids)
                raise Refusal(f"Several tasks have the id “{text}”. Use one of their numbers: {numbers}.{nothing}")
            found += ids
        return list(dict.fromkeys(found))

    # -- tasks -------------------------------------------------------------------------------------------------------

    async def _add(self, args: Json) -> AsyncGenerator[Json]:
        handle = text_of(args.get("account"))
        account = self._engine.account_of(handle) if handle else None
        kind = IdKind(text_of(args.get("id_kind"))) if args.get("id_kind") else None
        intake = await self._engine.examine(text_of(args.get("text")), account_id=account.id if account else None, id_kind=kind)
        for key in intake.keys:
            yield {"say": f"That looks like a key ({key.masked}). Keys are not added; store it with `outtray account key`."}
        if not intake.rows:
            if not intake.keys:
                yield {"say": "No task id was found in that text. Paste ids, JSON, a curl command, a log or a link."}
            yield {"data": []}
            yield {"exit": 1}
            return
        began = self._clock.now()
        project = text_of(args.get("project")) or None
        added = iter(await self._engine.put_into(project, await self._engine.add(intake.rows, project=project)))
        tasks = [None if row.state is IntakeState.UNCLEAR else next(added) for row in intake.rows]
        rows = [self._added(row, task, began) for row, task in zip(intake.rows, tasks, strict=True)]
        yield {"data": rows}
        unclear = any(row.state is IntakeState.UNCLEAR for row in intake.rows)
        if not self._engine.accounts():
            yield {"say": "No account is connected. Connect the one that started the task: outtray account add PROVIDER NAME"}
        elif unclear:
            yield {"say": "Say whose the unclear ones are with --account. `outtray account list` shows the accounts."}
        if self._resting and any(row["state"] in _FRESH and row["badge"] not in SETTLED for row in rows):
            yield {"say": "Nothing watches them yet. Open Outtray, or run: outtray watch"}
        yield {"exit": 1 if unclear or intake.keys else 0}

    def _added(self, row: IntakeRow, task: Task | None, began: datetime) -> Json:
        """Return what became of an id; a task that is older than the adding was removed before, and is back as it was."""
        if task is None:
            record: Json = {"id": None, "task_id": row.task_id, "id_kind": row.id_kind.value}
            return {**record, "state": row.state.value, "reason": row.reason}
        back = row.state is IntakeState.NEW and task.added_at < began
        state, reason = (_BACK, "Removed before; it is back on the list as it was") if back else (row.state.value, row.reason)
        return {**self._json([task])[0], "state": state, "reason": reason}

    async def _list(self, args: Json) -> AsyncGenerator[Json]:
        badge = Badge(text_of(args.get("status"))) if args.get("status") else None
        ids = await self._engine.ids(ListQuery(badge=badge))
        records: list[Json] = []
        async for page in self._pages(ids):
            records += self._json(page)
        yield {"data": records}
        yield {"exit": 0}

    async def _show(self, args: Json) -> AsyncGenerator[Json]:
        (task_id,) = await self._named(args, "shown")
        with contextlib.suppress(StorageTrouble):  # it is shown as it is known
            await self._engine.look_for_files([task_id])
        (task,) = await self._engine.tasks([task_id])
        more = {
            "notes": remarks_of(task),
            "prompt": task.prompt,
            "model": task.model,
            "history": history_json(await self._engine.history(task_id)),
        }
        yield {"data": {**self._json([task])[0], **more}}
        yield {"exit": 0}

    async def _check(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args, "checked")
        async for line in self._paused(ids):
            yield line
        before = {task.id: task.checked_at for task in await self._engine.tasks(ids)}
        stood = self._standing()
        await self._engine.check(ids)

        def over(task: Task) -> bool:
            asked = task.checked_at != before.get(task.id) or task.paused
            return asked or _has_request_problem(task) or self._trouble(task, stood) is not None

        async for line in self._outcome(ids, over, stood):
            yield line
        tasks = await self._engine.tasks(ids)
        if not args.get("follow") and not all(map(is_settled, tasks)):
            yield {"say": "Run `outtray watch` to keep checking."}
        yield {"exit": 0 if all(task.checked_at != before.get(task.id) and _answered(task) for task in tasks) else 1}

    async def _save(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args, "saved")
        async for line in self._paused(ids):
            yield line
        before = {task.id: task.notes for task in await self._engine.tasks(ids)}
        stood = self._standing()
        await self._engine.save(ids)

        def over(task: Task) -> bool:
            unfinished = badge_of(task) in (Badge.WAITING, Badge.GENERATING) and task.checked_at is not None
            return is_settled(task) or unfinished or task.paused or self._trouble(task, stood) is not None

        async for line in self._outcome(ids, over, stood):
            yield line
        tasks = await self._engine.tasks(ids)
        if not args.get("follow"):
            await self._engine.errands_done()
            for remark in new_remarks(await self._engine.tasks(ids), before):
                yield {"say": remark}
        if unfinished := [task for task in tasks if badge_of(task) in (Badge.WAITING, Badge.GENERATING) and not task.paused]:
            count = count_words(len(unfinished), "task")
            yield {"say": f"Not finished yet: {count}. `outtray watch` saves the results once they are there."}
        yield {"exit": 0 if all(badge_of(task) is Badge.SAVED for task in tasks) else 1}

    async def _paused(self, ids: list[int]) -> AsyncGenerator[Json]:
        for task in await self._engine.tasks(ids):
            if task.paused:
                yield {"say": f"“{title_of(task)}” is paused. Let it go on with: outtray resume {task.id}"}

    def _standing(self) -> "_Standing":
        return {state.account.id: (state.problem, state.slow_until) for state in self._engine.accounts()}

    def _trouble(self, task: Task, stood: "_Standing") -> Problem | None:
        """Return what came up with a task's account since it `stood` so."""
        now = self._standing().get(task.account_id or "")
        return now[0] if now is not None and now != stood.get(task.account_id or "") else None

    async def _outcome(self, ids: list[int], over: Callable[[Task], bool], stood: "_Standing") -> AsyncGenerator[Json]:
        """Wait until it is `over` for each task, then say how they stand and what came up with their accounts."""
        heard = asyncio.Event()
        unsubscribe = self._engine.subscribe(lambda _event: heard.set())
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                while not all(over(task) for task in await self._engine.tasks(ids)):
                    await heard.wait()
                    heard.clear()
        except TimeoutError:
            yield {"say": f"No answer within {ANSWER_SECONDS:.0f} s. `outtray list` shows how the tasks stand."}
        finally:
            unsubscribe()
        tasks = await self._engine.tasks(ids)
        yield {"data": self._json(tasks)}
        accounts = {state.account.id: state for state in self._engine.accounts()}
        said: dict[str, None] = {}
        for task in tasks:
            trouble = None if _has_request_problem(task) else self._trouble(task, stood)
            if (found := trouble or problem_of(task)) is not None and (trouble or found.kind in KEY_PROBLEMS):
                wording = terminal_words(found, accounts.get(task.account_id or ""))
                said[f"{wording.title} {wording.hint}".strip()] = None
        for sentence in said:
            yield {"say": sentence}

    async def _pause(self, args: Json) -> AsyncGenerator[Json]:
        tasks = await self._engine.tasks(await self._named(args, "paused"))
        ids = [task.id for task in tasks if badge_of(task) is Badge.NEEDS_YOU or not is_settled(task)]
        await self._engine.pause(ids)
        yield {"say": f"{count_words(len(ids), 'task')} paused." if ids else f"Nothing was to pause: {_standings(tasks)}."}
        yield {"exit": 0}

    async def _resume(self, args: Json) -> AsyncGenerator[Json]:
        tasks = await self._engine.tasks(await self._named(args, "resumed"))
        ids = [task.id for task in tasks if task.paused]
        await self._engine.resume(ids)
        yield {"say": f"{count_words(len(ids), 'task')} resumed." if ids else f"Nothing was to resume: {_standings(tasks)}."}
        yield {"exit": 0}

    async def _remove(self, args: Json) -> AsyncGenerator[Json]:
        ids = await self._named(args, "removed")
        titles = [title_of(task) for task in await self._engine.tasks(ids)]
        await self._engine.remove(ids)
        what = f"“{titles[0]}”" if len(titles) == 1 else count_words(len(ids), "task")
        yield {"say": f"Removed {what} from the list. Saved files are kept."}
        yield {"exit": 0}

    async def _rebuild(self, args: Json) -> AsyncGenerator[Json]:
        done = await self._engine.rebuild(Path(text_of(args.get("folder"))))
        yield {"say": done.sentence}
        yield {"exit": 0 if done.added or done.known else 1}

    # -- watching ----------------------------------------------------------------------------------------------------

    async def _watch(self, args: Json) -> AsyncGenerator[Json]:
        """Tell every change; with `until_saved` end once every task is settled."""
        if args.get("follow"):
            yield {"say": f"{self._owner} watches this profile already. Following it."}
            if args.get("to"):
                yield {"say": f"It saves below “{self._engine.folder}”; --to has no effect on it."}
        until_saved = bool(args.get("until_saved"))
        changes = Changes(self._clock)
        changes.heard(AccountsChanged(self._engine.accounts()))
        unsubscribe = self._engine.subscribe(changes.heard)
        try:
            if until_saved:
                await self._try_again()
            tasks: dict[int, Task] = {}
            async for page in self._pages(await self._engine.all_ids(ListQuery())):
                tasks.update((task.id, task) for task in page)
                for record in self._json(page):
                    yield {"event": "changed", "task": record}
            before = {task.id: task.notes for task in tasks.values()}
            while not (until_saved and all(is_settled(task) for task in tasks.values())):
                for change in await changes.take():
                    match change:
                        case Task():
                            tasks[change.id] = change
                            yield {"event": "changed", "task": self._json([change])[0]}
                        case Notice():
                            yield {"say": change.text}
                        case _:
                            tasks.pop(change, None)
                            yield {"event": "removed", "id": change}
            if not args.get("follow"):
                await self._engine.errands_done()
                for remark in new_remarks(await self._engine.tasks(list(tasks)), before):
                    yield {"say": remark}
            yield {"exit": 0 if all(badge_of(task) in GOOD_ENDS for task in tasks.values()) else 1}
        finally:
            unsubscribe()

    async def _try_again(self) -> None:
        """Give what an earlier run left to the user another try: the key, the room on the disk may be there by now."""
        ids = await self._engine.all_ids(ListQuery(badge=Badge.NEEDS_YOU))
        tasks = await self._engine.tasks(ids)
        await self._engine.check([task.id for task in tasks if _has_request_problem(task)])
        await self._engine.save([task.id for task in tasks if _kind(problem_of(task)) in _NO_ROOM])


type _Standing = dict[str, tuple[Problem | None, datetime | None]]


def _has_request_problem(task: Task) -> bool:
    return _kind(task.problem) in REQUEST_PROBLEMS


def _answered(task: Task) -> bool:
    """Tell whether the provider knows a task; one that waits for an answer in the provider's own window is known."""
    return not task.misses and (badge_of(task) is not Badge.NEEDS_YOU or task.remote is Remote.NEEDS_INPUT)


def _standings(tasks: Sequence[Task]) -> str:
    """Return how tasks stand that a verb does nothing for: "“Lamp” is cancelled"."""
    return ", ".join(f"“{title_of(task)}” is {BADGE_WORDS[badge_of(task)].lower()}" for task in tasks)


def _kind(found: Problem | None) -> ProblemKind | None:
    return found.kind if found is not None else None


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
