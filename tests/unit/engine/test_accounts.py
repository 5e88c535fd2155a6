"""Rules of accounts: names, addresses, keys, and what stays when something refuses."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from desktop.domain.account import Account
from desktop.domain.events import AccountsChanged
from desktop.engine.clock import Clock
from desktop.engine.parts import Tempo
from desktop.engine.ports import Refusal
from desktop.storage.secrets import SecretStore
from desktop.storage.settings import SettingsStore
from tests.fakes.clock import START, ManualClock
from tests.fakes.engine_parts import Rig, ScriptedProvider, at_work, tripo

KEY = "tsk_" + "a" * 30


class Keyring:
    """A keyring in memory that can be locked."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.locked = False

    def _open(self) -> None:
        if self.locked:
            from keyring.errors import KeyringLocked

            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        del username
        self._open()
        return self.keys.get(service)

    def set_password(self, service: str, username: str, password: str) -> None:
        del username
        self._open()
        self.keys[service] = password

    def delete_password(self, service: str, username: str) -> None:
        from keyring.errors import PasswordDeleteError

        del username
        self._open()
        if self.keys.pop(service, None) is None:
            raise PasswordDeleteError


def with_accounts(folder: Path, use: Callable[[Rig, Keyring], Awaitable[None]]) -> None:
    """Run `use` with an engine whose keys are in a keyring."""
    keyring = Keyring()
    secrets = SecretStore({}, lambda: keyring)

    def client(account: Account, clock: Clock) -> ScriptedProvider:
        del account
        return ScriptedProvider(clock, tripo())

    async def run() -> None:
        async with at_work(folder, clock=ManualClock(), tempo=Tempo(), secrets=secrets, client=client) as rig:
            await use(rig, keyring)

    try:
        asyncio.run(run())
    finally:
        secrets.close()


def test_a_name_is_used_once_a_provider(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        account = await rig.engine.add_account("tripo", "  Studio   A ")
        assert account.handle == "tripo/Studio A"
        await rig.engine.add_account("crun", "Studio A")
        with pytest.raises(Refusal, match="already"):
            await rig.engine.add_account("tripo", "studio a")
        await rig.engine.edit_account(account.id, name="STUDIO A")

    with_accounts(tmp_path, use)


@pytest.mark.parametrize("name", ["", "   ", "a/b", "x" * 61])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, name: str) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        with pytest.raises(Refusal):
            await rig.engine.add_account("tripo", name)
        assert rig.engine.accounts() == ()

    with_accounts(tmp_path, use)


def test_an_account_whose_key_cannot_be_stored_is_not_kept(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        keyring.locked = True
        with pytest.raises(Refusal, match="locked"):
            await rig.engine.add_account("tripo", "Studio", key=KEY)
        assert rig.engine.accounts() == ()
        assert rig.settings.accounts == ()

    with_accounts(tmp_path, use)


def test_a_new_origin_forgets_the_key_and_a_new_name_does_not(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        account = await rig.engine.add_account("tripo", "Studio", key=KEY)
        await rig.engine.edit_account(account.id, name="Atelier")
        assert list(keyring.keys.values()) == [KEY]
        await rig.engine.edit_account(account.id, base_url="https://openapi.tripo3d.com/v3")
        assert keyring.keys == {}

    with_accounts(tmp_path, use)


def test_removing_an_account_deletes_its_key(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        account = await rig.engine.add_account("tripo", "Studio", key=KEY)
        await rig.engine.remove_account(account.id)
        assert keyring.keys == {}
        assert rig.settings.accounts == ()

    with_accounts(tmp_path, use)


def test_an_account_stays_where_its_key_cannot_be_deleted(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        account = await rig.engine.add_account("tripo", "Studio", key=KEY)
        await rig.track(account, ["t1"])
        keyring.locked = True
        with pytest.raises(Refusal):
            await rig.engine.remove_account(account.id)
        assert [state.account.id for state in rig.engine.accounts()] == [account.id]
        assert (await rig.tasks())[0].account_id == account.id

    with_accounts(tmp_path, use)


def test_listeners_hear_of_each_change_with_what_is_on_disk(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        await rig.engine.add_account("tripo", "Studio")
        heard = [event for event in rig.events if isinstance(event, AccountsChanged)]
        assert heard[-1].accounts[0].account.name == "Studio"
        stored, note = SettingsStore.open(rig.folder / "settings.toml", START)
        assert note is None
        assert [account.name for account in stored.accounts] == ["Studio"]

    with_accounts(tmp_path, use)


def test_a_settings_file_that_cannot_be_written_refuses_in_a_sentence(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        (rig.folder / "settings.toml").unlink()
        (rig.folder / "settings.toml").mkdir()
        with pytest.raises(Refusal, match="can't be written"):
            await rig.engine.add_account("tripo", "Studio")
        with pytest.raises(Refusal, match="can't be written"):
            await rig.engine.change_settings(rig.engine.settings())
        assert rig.engine.accounts() == ()

    with_accounts(tmp_path, use)


def test_an_address_that_may_not_be_used_is_refused(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        with pytest.raises(Refusal):
            await rig.engine.add_account("tripo", "Open", base_url="http://api.example")
        with pytest.raises(Refusal):
            await rig.engine.add_account("nobody", "Studio")

    with_accounts(tmp_path, use)
