"""The accounts of this run: records from the settings file, keys from the keyring, one API client and one limiter each."""

import asyncio
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop.domain.account import COLOURS, Account, HeaderStyle
from desktop.domain.events import AccountState
from desktop.domain.language import listed, tr
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.wording import provider_name
from desktop.engine.api import ApiClient
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.limiter import Limiter
from desktop.engine.ports import Refusal
from desktop.providers.base import Dialect
from desktop.providers.registry import PROVIDERS, default_header, dialect_for, normalise_base_url, spec_for
from desktop.storage.secrets import KeyringProblem, SecretStore
from desktop.storage.settings import SettingsStore, SettingsTrouble


@dataclass(slots=True)
class Connection:
    """An account at work: its dialect, its client, its budget, and how it fares."""

    account: Account
    dialect: Dialect
    client: ApiClient
    limiter: Limiter
    problem: Problem | None = None
    slow_until: datetime | None = None
    key_source: str = ""
    key_hint: str = ""
    checked_key: bool = field(default=False)


class AccountDesk:
    """Knows every account. `changed` is called after each change of one."""

    def __init__(
        self,
        settings: SettingsStore,
        secrets: SecretStore,
        make_client: Callable[[Account], ApiClient],
        make_limiter: Callable[[Dialect], Limiter],
        changed: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._secrets = secrets
        self._make_client = make_client
        self._make_limiter = make_limiter
        self._changed = changed
        self._turn = asyncio.Lock()
        self._connections: dict[str, Connection] = {a.id: self._connect(a) for a in settings.accounts}

    def _connect(self, account: Account) -> Connection:
        dialect = dialect_for(account.provider, account.base_url)
        return Connection(account, dialect, self._make_client(account), self._make_limiter(dialect))

    def all(self) -> tuple[Connection, ...]:
        """Return every connection."""
        return tuple(self._connections.values())

    def get(self, account_id: str | None) -> Connection | None:
        """Return one connection."""
        return self._connections.get(account_id or "")

    def named(self, handle: str) -> Account:
        """Return the account of a handle, or of a bare name where one account has it. Raises Refusal."""
        accounts = [c.account for c in self.all()]
        exact = [a for a in accounts if a.handle.casefold() == handle.casefold()]
        bare = [a for a in accounts if a.name.casefold() == handle.casefold()]
        if exact:
            return exact[0]
        if len(bare) == 1:
            return bare[0]
        if bare:
            raise Refusal(
                tr(
                    "“{handle}” names several accounts. Say which: {accounts}.",
                    handle=handle,
                    accounts=listed(a.handle for a in bare),
                )
            )
        known = listed(a.handle for a in accounts) or tr("none yet")
        raise Refusal(tr("There is no account “{handle}”. Known: {known}.", handle=handle, known=known))

    def states(self) -> tuple[AccountState, ...]:
        """Return the accounts and how they fare."""
        return tuple(AccountState(c.account, c.key_source, c.key_hint, c.problem, c.slow_until) for c in self.all())

    def set_trouble(self, connection: Connection, trouble: Problem | None, slow_until: datetime | None = None) -> None:
        """Say how an account fares; listeners hear of it only when that changes."""
        if (connection.problem, connection.slow_until) != (trouble, slow_until):
            connection.problem, connection.slow_until = trouble, slow_until
            self._changed()

    async def key(self, connection: Connection) -> str | Problem:
        """Return the account's key, or the problem that it can't be had."""
        account = connection.account
        facts = {"provider": provider_name(account.provider), "account": account.name}
        try:
            found = await self._secrets.read(account, tuple(c.account for c in self.all()))
        except KeyringProblem as trouble:
            return problem(trouble.kind, **facts)
        if not self._is_current(account):
            return problem(ProblemKind.NO_KEY, **facts)
        source, hint = (found.source, found.hint) if found is not None else ("", "")
        if (connection.key_source, connection.key_hint, connection.checked_key) != (source, hint, True):
            connection.key_source, connection.key_hint, connection.checked_key = source, hint, True
            self._changed()
        return found.value if found is not None else problem(ProblemKind.NO_KEY, **facts)

    def _is_current(self, account: Account) -> bool:
        """Tell whether an account is still at the same address: a key read meanwhile may be that of another one."""
        current = self._connections.get(account.id)
        return current is not None and current.account.origin == account.origin

    async def add(
        self,
        provider: str,
        name: str,
        *,
        base_url: str,
        header: HeaderStyle | None,
        colour: str,
        allow_http: bool,
    ) -> Account:
        """Connect an account without a key. Raises Refusal with a sentence."""
        if provider not in PROVIDERS:
            raise Refusal(
                tr("There is no provider “{provider}”. Known are {providers}.", provider=provider, providers=listed(PROVIDERS))
            )
        async with self._turn:
            account = Account(
                id=uuid.uuid4().hex[:12],
                provider=provider,
                name=self._free_name(provider, name, None),
                base_url=_address(provider, base_url or spec_for(provider).default_base_url, allow_http=allow_http),
                header=header or default_header(provider),
                colour=colour or COLOURS[len(self._connections) % len(COLOURS)],
                allow_http=allow_http,
            )
            await self._store([*(c.account for c in self.all()), account])
            self._connections[account.id] = self._connect(account)
        self._changed()
        return account

    async def edit(self, account: Account, **changes: object) -> Account:
        """Change an account, as it is by then, to `changes` (fields of Account; None leaves a field).

        A new origin forgets its key. Raises Refusal.
        """
        async with self._turn:
            edited = await self._edited(self._current(account), changes)
        self._changed()
        return edited

    def _current(self, account: Account) -> Account:
        """Return an account as it is now. Raises Refusal where it is gone."""
        if (connection := self._connections.get(account.id)) is None:
            raise Refusal(tr("This account is no longer connected."))
        return connection.account

    async def _edited(self, account: Account, changes: Mapping[str, object]) -> Account:
        given = {name: value for name, value in changes.items() if value is not None}
        if "name" in given:
            given["name"] = self._free_name(account.provider, str(given["name"]), account.id)
        if "base_url" in given:
            allowed = bool(given.get("allow_http", account.allow_http))
            given["base_url"] = _address(account.provider, str(given["base_url"]), allow_http=allowed)
        edited = replace(account, **given)  # type: ignore[arg-type]  # the callers name fields of Account
        accounts = [edited if c.account.id == account.id else c.account for c in self.all()]
        if edited.origin != account.origin:
            self._refuse_variable(account, [c.account for c in self.all()])
            self._refuse_variable(edited, accounts)
            await self.forget_key(account)
        await self._store(accounts)
        old = self._connections[account.id]
        new = self._connections[account.id] = self._connect(edited)
        if edited.origin == account.origin and old.dialect.spec == new.dialect.spec:
            new.limiter = old.limiter  # the budget is the provider's, whatever the account is called here
        await old.client.aclose()
        return edited

    def _refuse_variable(self, account: Account, accounts: Sequence[Account]) -> None:
        """Refuse a new address to an account whose key can't be forgotten, for it is in the environment."""
        if (variable := self._secrets.variable(account, accounts)) is not None:
            raise Refusal(
                tr(
                    "The key of {handle} is in the variable {variable}, and would go to the new address. Quit Outtray, "
                    "unset {variable} first, then change the address.",
                    handle=account.handle,
                    variable=variable,
                )
            )

    async def set_key(self, account: Account, key: str, *, session_only: bool) -> None:
        """Store a key for an account at the address it has in `account`. Raises Refusal where the keyring can't."""
        async with self._turn:
            if self._current(account).origin != account.origin:
                raise Refusal(tr("The address of this account has just changed. Look at it, then give the key again."))
            try:
                await self._secrets.write(account, key, session_only=session_only)
            except KeyringProblem as trouble:
                raise Refusal(trouble.sentence) from None
        self.key_changed(account.id)

    def key_changed(self, account_id: str) -> None:
        """Forget what was known of an account's key, so that it is read again."""
        connection = self._connections.get(account_id)
        if connection is not None:
            self._secrets.forget(connection.account)
            connection.checked_key = False
            self.set_trouble(connection, None)

    async def forget_key(self, account: Account) -> None:
        """Delete an account's key from the keyring and from memory. Raises Refusal where the keyring can't be asked."""
        try:
            await self._secrets.delete(account)
        except KeyringProblem as trouble:
            if trouble.kind is not ProblemKind.NO_KEYRING:
                raise Refusal(trouble.sentence) from None

    async def remove(self, account: Account, *, keyless: bool = False) -> None:
        """Forget an account and its key; the keyring is not asked about a `keyless` one."""
        async with self._turn:
            current = self._current(account)
            if not keyless:
                await self.forget_key(current)
            await self._store([c.account for c in self.all() if c.account.id != account.id])
            connection = self._connections.pop(account.id)
            await connection.client.aclose()
        self._changed()

    async def close(self) -> None:
        """Close every client, each within its own short deadline."""
        await asyncio.gather(*(c.client.aclose() for c in self.all()), return_exceptions=True)

    def _free_name(self, provider: str, name: str, own_id: str | None) -> str:
        cleaned = " ".join(name.split())
        if not cleaned or "/" in cleaned or len(cleaned) > 60:
            raise Refusal(tr("An account's name needs 1 to 60 characters and no slash."))
        for connection in self.all():
            other = connection.account
            if other.provider == provider and other.name.casefold() == cleaned.casefold() and other.id != own_id:
                raise Refusal(tr("There is an account {handle} already. Choose another name.", handle=other.handle))
        return cleaned

    async def _store(self, accounts: list[Account]) -> None:
        try:
            await in_daemon_thread("settings", lambda: self._settings.write_accounts(tuple(accounts)))
        except SettingsTrouble as trouble:
            raise Refusal(trouble.sentence) from trouble


def _address(provider: str, text: str, *, allow_http: bool) -> str:
    try:
        return normalise_base_url(provider, text, allow_http=allow_http)
    except ValueError as error:
        raise Refusal(str(error)) from None
