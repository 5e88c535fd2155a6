"""Rules of accounts: names, addresses, keys, and what stays when something refuses."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest

from desktop.domain.account import Account
from desktop.domain.events import AccountsChanged
from desktop.domain.problem import Problem, ProblemKind
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
        self.gate: threading.Event | None = None
        self.reading = threading.Event()

    def _open(self) -> None:
        if self.locked:
            from keyring.errors import KeyringLocked

            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        del username
        self._open()
        found = self.keys.get(service)
        self.reading.set()
        if self.gate is not None:
            assert self.gate.wait(10)
        return found

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


def with_accounts(folder: Path, use: Callable[[Rig, Keyring], Awaitable[None]], environ: Mapping[str, str] | None = None) -> None:
    """Run `use` with an engine whose keys are in a keyring."""
    keyring = Keyring()
    secrets = SecretStore(environ or {}, lambda: keyring)

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


def test_accounts_that_are_added_at_once_are_all_kept(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        names = [f"Studio {number}" for number in range(6)]
        await asyncio.gather(*(rig.engine.add_account("tripo", name) for name in names))
        assert sorted(account.name for account in rig.settings.accounts) == names
        assert sorted(state.account.name for state in rig.engine.accounts()) == names

    with_accounts(tmp_path, use)


def test_of_two_accounts_with_one_name_added_at_once_one_is_refused(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        twins = await asyncio.gather(*(rig.engine.add_account("tripo", "Studio") for _ in range(2)), return_exceptions=True)
        assert [type(twin) for twin in twins] == [Account, Refusal]
        assert len(rig.settings.accounts) == 1

    with_accounts(tmp_path, use)


def test_two_changes_of_an_account_at_once_both_hold(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        account = await rig.engine.add_account("tripo", "Studio")
        await asyncio.gather(
            rig.engine.edit_account(account.id, name="Atelier"),
            rig.engine.edit_account(account.id, base_url="https://openapi.tripo3d.com/v3"),
            rig.engine.add_account("crun", "Other"),
        )
        kept, _ = rig.settings.accounts
        assert (kept.name, kept.base_url) == ("Atelier", "https://openapi.tripo3d.com/v3")

    with_accounts(tmp_path, use)


def test_an_account_that_is_removed_meanwhile_is_not_changed(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        account = await rig.engine.add_account("tripo", "Studio")
        acts = (rig.engine.remove_account(account.id), rig.engine.edit_account(account.id, name="Atelier"))
        _, refused = await asyncio.gather(*acts, return_exceptions=True)
        assert isinstance(refused, Refusal)
        assert rig.settings.accounts == ()

    with_accounts(tmp_path, use)


def test_a_key_that_was_being_read_while_the_address_changed_goes_nowhere(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        account = await rig.engine.add_account("midjourney", "Gateway", base_url="https://old.example.com", key=KEY)
        gate = keyring.gate = threading.Event()
        desk = rig.desk
        desk.key_changed(account.id)
        old = desk.get(account.id)
        assert old is not None
        reading = asyncio.create_task(desk.key(old))
        assert await asyncio.to_thread(keyring.reading.wait, 10)
        editing = asyncio.create_task(rig.engine.edit_account(account.id, base_url="https://new.example.net"))
        await asyncio.sleep(0)
        gate.set()
        edited = await editing
        assert edited.origin == "https://new.example.net"
        new = desk.get(account.id)
        assert new is not None
        assert [kind_of(await reading), kind_of(await desk.key(new))] == [ProblemKind.NO_KEY] * 2
        await rig.engine.set_key(account.id, "another-key-12345")
        assert await desk.key(new) == "another-key-12345"
        assert kind_of(await desk.key(old)) is ProblemKind.NO_KEY, "the new key would have gone to the old address"

    with_accounts(tmp_path, use)


def test_a_key_is_not_stored_for_an_address_that_was_changed_meanwhile(tmp_path: Path) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        account = await rig.engine.add_account("midjourney", "Gateway", base_url="https://old.example.com")
        acts = (
            rig.engine.edit_account(account.id, base_url="https://new.example.net"),
            rig.engine.set_key(account.id, KEY),
        )
        _, refused = await asyncio.gather(*acts, return_exceptions=True)
        assert isinstance(refused, Refusal)
        assert keyring.keys == {}

    with_accounts(tmp_path, use)


@pytest.mark.parametrize("name", ["Gateway", "Other"])
def test_a_key_in_a_variable_holds_the_account_at_its_address(tmp_path: Path, name: str) -> None:
    async def use(rig: Rig, keyring: Keyring) -> None:
        del keyring
        account = await rig.engine.add_account("midjourney", "Gateway", base_url="https://old.example.com")
        with pytest.raises(Refusal, match="unset OUTTRAY_KEY_MIDJOURNEY_"):
            await rig.engine.edit_account(account.id, base_url="https://new.example.net", name=name)
        assert rig.settings.accounts[0].origin == "https://old.example.com"
        await rig.engine.edit_account(account.id, base_url="https://old.example.com/mj", colour="#445566")

    with_accounts(tmp_path, use, {f"OUTTRAY_KEY_MIDJOURNEY_{name.upper()}": KEY})


def kind_of(key: str | Problem) -> ProblemKind | None:
    return key.kind if isinstance(key, Problem) else None
