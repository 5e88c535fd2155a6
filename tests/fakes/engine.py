"""An engine in memory: the same answers as the real one, no disk, no network, every act recorded."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.events import AccountsChanged, AccountState, Budget, TasksRemoved
from desktop.domain.history import HistoryEntry
from desktop.domain.intake import Choice, FoundKey, Intake, IntakeRow, IntakeState
from desktop.domain.problem import Problem
from desktop.domain.settings import Settings
from desktop.domain.status import FileState, IdKind
from desktop.domain.task import Task, TaskRef
from desktop.engine.ports import KeyTest, Refusal
from tests.fakes.engine_finding import FakeFinding
from tests.fakes.engine_state import NOW

__all__ = ["NOW", "FakeEngine", "account"]


def account(provider: str, name: str, *, colour: str = "blue", base_url: str = "") -> Account:
    """Return an account whose id is its handle."""
    return Account(
        id=f"{provider}/{name}",
        provider=provider,
        name=name,
        base_url=base_url or f"https://api.{provider}.example",
        header=HeaderStyle.BEARER,
        colour=colour,
    )


class FakeEngine(FakeFinding):
    """Implements `EngineApi` over :class:`tests.fakes.engine_state.FakeState`."""

    # -- reading ---------------------------------------------------------------------------------------------------

    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        return [self._tasks[number] for number in ids if number in self._tasks]

    async def named(self, text: str) -> Sequence[int]:
        by_id = [number for number, task in self._tasks.items() if task.ref.task_id == text]
        return by_id or ([int(text)] if text.isdecimal() and int(text) in self._tasks else [])

    async def history(self, task_id: int) -> list[HistoryEntry]:
        return self.histories.get(task_id, [])

    async def raw_reply(self, task_id: int) -> str:
        return self.raw.get(task_id, "")

    def accounts(self) -> tuple[AccountState, ...]:
        return tuple(self._accounts.values())

    def budget(self) -> Budget:
        return self._budget

    def settings(self) -> Settings:
        return self._settings

    # -- adding ----------------------------------------------------------------------------------------------------

    async def examine(self, text: str, *, account_id: str | None = None, id_kind: IdKind | None = None) -> Intake:
        self.calls.append(("examine", text))
        rows, keys = [], []
        for word in text.split():
            if word.startswith("sk-"):
                keys.append(FoundKey(None, f"sk-…{word[-4:]}", word))
            else:
                rows.append(self._row(word, id_kind or IdKind.TASK_ID))
        return Intake(tuple(rows), tuple(keys))

    async def add(self, rows: Sequence[IntakeRow], *, project: str | None = None) -> list[Task]:
        self.calls.append(("add", (tuple(rows), project)))
        self._refuse()
        added = []
        for row in rows:
            if row.choice is None or row.state is not IntakeState.NEW:
                continue
            ref = TaskRef(row.choice.provider, row.choice.origin, row.id_kind, row.task_id)
            added.append(
                Task(id=next(self._numbers), ref=ref, account_id=row.choice.account_id, project=project, added_at=self.now)
            )
        self.put(*added)
        return added

    # -- acts on tasks ---------------------------------------------------------------------------------------------

    async def check(self, ids: Sequence[int]) -> None:
        self.calls.append(("check", tuple(ids)))
        self._refuse()

    async def save(self, ids: Sequence[int]) -> None:
        self.calls.append(("save", tuple(ids)))
        self._refuse()
        if self.gate is not None:
            await self.gate.wait()
        for number in () if self.save_fails else ids:
            task = self._tasks[number]
            files = tuple(
                replace(file, state=FileState.SAVED, path=f"/renders/{file.name}", size=file.size or 1) for file in task.files
            )
            self.put(replace(task, files=files))

    async def pause(self, ids: Sequence[int]) -> None:
        self.calls.append(("pause", tuple(ids)))
        self.put(*(replace(self._tasks[number], paused=True) for number in ids))

    async def resume(self, ids: Sequence[int]) -> None:
        self.calls.append(("resume", tuple(ids)))
        self.put(*(replace(self._tasks[number], paused=False) for number in ids))

    async def remove(self, ids: Sequence[int]) -> None:
        self.calls.append(("remove", tuple(ids)))
        self._refuse()
        for number in ids:
            self._removed[number] = self._tasks.pop(number)
        self.publish(TasksRemoved(tuple(ids)))

    async def restore(self, ids: Sequence[int]) -> None:
        self.calls.append(("restore", tuple(ids)))
        self.put(*(self._removed.pop(number) for number in ids))

    async def assign(self, ids: Sequence[int], account_id: str) -> None:
        self.calls.append(("assign", (tuple(ids), account_id)))
        self._refuse()
        self.put(*(replace(self._tasks[number], account_id=account_id, problem=None, misses=0) for number in ids))

    # -- accounts and settings -------------------------------------------------------------------------------------

    async def add_account(
        self,
        provider: str,
        name: str,
        *,
        base_url: str = "",
        header: HeaderStyle | None = None,
        colour: str = "",
        allow_http: bool = False,
        key: str | None = None,
        session_only: bool = False,
    ) -> Account:
        self.calls.append(("add_account", (provider, name, base_url, allow_http, session_only)))
        self._refuse()
        if f"{provider}/{name}" in self._accounts:
            raise Refusal(f"There is a {provider} account called “{name}” already. Choose another name.")
        made = replace(account(provider, name, colour=colour or "blue", base_url=base_url), allow_http=allow_http)
        made = replace(made, header=header or made.header)
        self._show_account(AccountState(made))
        if key:
            await self.set_key(made.id, key, session_only=session_only)
        return made

    async def edit_account(
        self,
        account_id: str,
        *,
        name: str | None = None,
        base_url: str | None = None,
        header: HeaderStyle | None = None,
        colour: str | None = None,
        allow_http: bool | None = None,
    ) -> Account:
        self.calls.append(("edit_account", (account_id, name, base_url, colour)))
        self._refuse()
        state = self._accounts[account_id]
        made = replace(
            state.account,
            name=name or state.account.name,
            base_url=base_url or state.account.base_url,
            header=header or state.account.header,
            colour=colour or state.account.colour,
            allow_http=state.account.allow_http if allow_http is None else allow_http,
        )
        self._show_account(replace(state, account=made))
        return made

    async def look_for_keys(self) -> dict[str, Problem]:
        self.calls.append(("look_for_keys", ()))
        return {}

    async def set_key(self, account_id: str, key: str, *, session_only: bool = False) -> None:
        self.calls.append(("set_key", (account_id, session_only)))
        if self.keyring_refusal and not session_only:
            raise Refusal(self.keyring_refusal)
        self.keys[account_id] = key
        source = "session" if session_only else "keyring"
        self._show_account(replace(self._accounts[account_id], key_source=source, key_hint=f"…{key[-4:]}", problem=None))

    async def test_account(self, account_id: str) -> KeyTest:
        self.calls.append(("test_account", account_id))
        return self.key_test

    async def remove_account(self, account_id: str) -> None:
        self.calls.append(("remove_account", account_id))
        self._refuse()
        self._accounts.pop(account_id)
        self.keys.pop(account_id, None)
        self.publish(AccountsChanged(self.accounts()))

    async def change_settings(self, settings: Settings) -> None:
        self.calls.append(("change_settings", settings))
        self._refuse()
        self._settings = settings

    # -- inside ----------------------------------------------------------------------------------------------------

    def _row(self, word: str, id_kind: IdKind) -> IntakeRow:
        """A word names its provider before a colon ("crun:abc"); without one every connected account could own it."""
        provider, _, rest = word.rpartition(":")
        states = [s for s in self._accounts.values() if provider in ("", s.account.provider)]
        choices = tuple(Choice(s.account.provider, s.account.id, s.account.origin) for s in states)
        for task in self._tasks.values():
            if task.ref.task_id == rest:
                choice = Choice(task.ref.provider, task.account_id, task.ref.origin)
                return IntakeRow(
                    task_id=rest,
                    id_kind=id_kind,
                    state=IntakeState.TRACKED,
                    reason="you track it",
                    choice=choice,
                    tracked_id=task.id,
                )
        if len(choices) == 1:
            return IntakeRow(
                task_id=rest,
                id_kind=id_kind,
                state=IntakeState.NEW,
                reason="the form of the id",
                choice=choices[0],
                choices=choices,
            )
        return IntakeRow(
            task_id=rest, id_kind=id_kind, state=IntakeState.UNCLEAR, reason="several have ids like this", choices=choices
        )
