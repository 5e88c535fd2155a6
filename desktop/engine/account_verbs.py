"""The verbs of `outtray account`, in the manner of :mod:`desktop.engine.verbs`."""

from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import replace

from desktop.domain.account import HeaderStyle
from desktop.domain.events import AccountState
from desktop.domain.problem import ProblemKind, problem
from desktop.engine.engine import Engine
from desktop.engine.handover_client import Json
from desktop.engine.task_json import account_json
from desktop.engine.terminal_words import terminal_words

type Verb = Callable[[Json], AsyncGenerator[Json]]
"""One verb: arguments in, answer lines out."""


class AccountVerbs:
    """What can be done with accounts. Their keys never come this way: the command line stores them itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def by_name(self) -> Mapping[str, Verb]:
        """Each verb by the name it is handed over under."""
        return {
            "account_list": self._list,
            "account_add": self._add,
            "account_edit": self._edit,
            "account_key_changed": self._key_changed,
            "account_find": self._find,
            "account_test": self._test,
            "account_remove": self._remove,
            "account_forget_keys": self._forget_keys,
        }

    async def _list(self, _args: Json) -> AsyncGenerator[Json]:
        troubles = await self._engine.look_for_keys()
        states = [replace(s, problem=s.problem or troubles.get(s.account.id)) for s in self._engine.accounts()]
        yield {"data": [account_json(state) for state in states]}
        yield {"exit": 0}

    async def _add(self, args: Json) -> AsyncGenerator[Json]:
        account = await self._engine.add_account(
            text_of(args.get("provider")),
            text_of(args.get("name")),
            base_url=text_of(args.get("base_url")),
            header=HeaderStyle(text_of(args.get("header"))) if args.get("header") else None,
            colour=text_of(args.get("colour")),
            allow_http=bool(args.get("allow_http")),
        )
        yield {"data": account_json(AccountState(account))}
        yield {"exit": 0}

    async def _edit(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(text_of(args.get("handle")))
        moves = bool(args.get("base_url"))
        if moves:
            await self._engine.look_for_keys()
        keyed = any(state.key_source for state in self._engine.accounts() if state.account.id == account.id)
        edited = await self._engine.edit_account(
            account.id,
            name=text_of(args.get("name")) or None,
            base_url=text_of(args.get("base_url")) or None,
            header=HeaderStyle(text_of(args.get("header"))) if args.get("header") else None,
            colour=text_of(args.get("colour")) or None,
            allow_http=True if args.get("allow_http") else None,
        )
        yield {"say": f"Changed {edited.handle}."}
        if moves and keyed and edited.origin != account.origin:
            yield {"say": f"Its address changed, so its key was forgotten. Give it again: outtray account key {edited.handle}"}
        yield {"exit": 0}

    async def _find(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(text_of(args.get("handle")))
        yield {"data": account_json(AccountState(account))}
        yield {"exit": 0}

    async def _key_changed(self, args: Json) -> AsyncGenerator[Json]:
        await self._engine.key_changed(text_of(args.get("id")))
        yield {"exit": 0}

    async def _test(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(text_of(args.get("handle")))
        trouble = (await self._engine.look_for_keys()).get(account.id)
        outcome = await self._engine.test_account(account.id)
        (state,) = (state for state in self._engine.accounts() if state.account.id == account.id)
        if trouble is not None:
            said = terminal_words(trouble, state)
            yield {"say": f"{said.title} {said.hint}"}
        else:
            yield {"say": outcome.sentence}
        if outcome.good is False and state.key_source == "environment":
            yield {"say": terminal_words(problem(ProblemKind.KEY_REJECTED), state).hint}
        yield {"exit": 0 if outcome.good else 1}

    async def _remove(self, args: Json) -> AsyncGenerator[Json]:
        account = self._engine.account_of(text_of(args.get("handle")))
        await self._engine.remove_account(account.id)
        yield {"say": f"Removed {account.handle} and its key. Its tasks stay on the list and say that they need a key."}
        yield {"exit": 0}

    async def _forget_keys(self, _args: Json) -> AsyncGenerator[Json]:
        accounts = await self._engine.forget_keys()
        if accounts:
            yield {"say": f"Deleted the keys of {', '.join(account.handle for account in accounts)}. The accounts and tasks stay."}
        else:
            yield {"say": "No account is connected, so there is no key to delete."}
        yield {"exit": 0}


def text_of(value: object) -> str:
    """Return an argument that is text, an empty string for any other."""
    return value if isinstance(value, str) else ""
