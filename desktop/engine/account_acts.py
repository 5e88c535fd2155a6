"""What the engine does with accounts: connecting, changing, testing, pausing and forgetting them."""

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.problem import Problem, ProblemKind
from desktop.engine.accounts import AccountDesk, Connection
from desktop.engine.health import Health
from desktop.engine.ports import KeyTest, Refusal
from desktop.engine.probe import ask_with_key
from desktop.engine.watcher import Watcher


class AccountActs:
    """The part of the engine's interface that is about accounts (:class:`desktop.engine.ports.EngineApi`)."""

    def __init__(self, desk: AccountDesk, watcher: Watcher, health: Health) -> None:
        self._desk = desk
        self._watcher = watcher
        self._health = health

    def accounts(self) -> tuple[AccountState, ...]:
        """Return the accounts and how they fare."""
        return self._desk.states()

    async def look_for_keys(self) -> dict[str, Problem]:
        """Find out where each account's key comes from, so that :meth:`accounts` tells it; return why keys can't be read."""
        found = {c.account.id: await self._desk.key(c) for c in self._desk.all()}
        return {i: why for i, why in found.items() if isinstance(why, Problem) and why.kind is not ProblemKind.NO_KEY}

    def account(self, account_id: str | None) -> Account | None:
        """Return an account by our id."""
        connection = self._desk.get(account_id)
        return connection.account if connection is not None else None

    def account_of(self, handle: str) -> Account:
        """Return the account of a handle, or of a bare name where one account has it. Raises Refusal."""
        return self._desk.named(handle)

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
        """Connect an account; its key is stored first of all, so that no account without the given key remains."""
        account = await self._desk.add(provider, name, base_url=base_url, header=header, colour=colour, allow_http=allow_http)
        if key:
            try:
                await self._desk.set_key(account, key, session_only=session_only)
            except Refusal:
                await self._desk.remove(account, keyless=True)
                raise
        await self._welcome(account)
        return account

    async def _welcome(self, account: Account) -> None:
        connection = self._connection(account.id)
        await self._watcher.adopt()
        await self._watcher.account_changed(connection)

    def _connection(self, account_id: str) -> Connection:
        connection = self._desk.get(account_id)
        if connection is None:
            raise Refusal(tr("This account is no longer connected."))
        return connection

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
        """Change an account; a new origin forgets its key."""
        before = self._connection(account_id).account
        account = await self._desk.edit(before, name=name, base_url=base_url, header=header, colour=colour, allow_http=allow_http)
        await self._welcome(account)
        return account

    async def set_key(self, account_id: str, key: str, *, session_only: bool = False) -> None:
        """Store an account's key, and ask again what waited for it."""
        await self._desk.set_key(self._connection(account_id).account, key, session_only=session_only)
        await self.key_changed(account_id)

    async def key_changed(self, account_id: str) -> None:
        """Read an account's key anew: somebody else stored it."""
        self._desk.key_changed(account_id)
        connection = self._connection(account_id)
        await self._desk.key(connection)
        await self._welcome(connection.account)

    async def forget_keys(self) -> tuple[Account, ...]:
        """Delete the keys of all accounts, which stay and need new ones; return them. Raises Refusal where one can't be deleted."""
        accounts = tuple(connection.account for connection in self._desk.all())
        for account in accounts:
            await self._desk.forget_key(account)
            await self.key_changed(account.id)
        return accounts

    async def test_account(self, account_id: str) -> KeyTest:
        """Send one cheap request and say whether the key is good."""
        return await ask_with_key(self._desk, self._connection(account_id))

    async def remove_account(self, account_id: str) -> None:
        """Forget an account and its key; its tasks stay."""
        account = self._connection(account_id).account
        await self._desk.remove(account)
        await self._watcher.abandon(account_id)
        self._health.forget(account_id)
