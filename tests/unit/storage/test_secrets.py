"""Keys: their sources in order, refusals, deadlines, and that they show up nowhere."""

import asyncio
import builtins
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import NoReturn, override

import keyring.errors
import pytest

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.problem import ProblemKind
from desktop.storage.keys import Key, key_hint, variable_name
from desktop.storage.secrets import Backend, KeyringProblem, SecretStore

STUDIO = Account(id="a1", provider="crun", name="Studio A", base_url="https://api.crun.ai", header=HeaderStyle.BEARER)
TWIN = replace(STUDIO, id="a2", name="studio-a")
KEY = "ak_planted0123456789"
VARIABLE = "OUTTRAY_KEY_CRUN_STUDIO_A"


@dataclass
class Memory:
    """A keyring in memory that counts what is asked of it, and where."""

    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def get_password(self, service: str, username: str) -> str | None:
        self._note("get")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._note("set")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._note("delete")
        if self.entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("No such password!")

    def _note(self, what: str) -> None:
        self.asked.append(what)
        self.threads.add(threading.current_thread().name)


def with_store[T](
    use: Callable[[SecretStore], Awaitable[T]],
    backend: Backend,
    environ: dict[str, str] | None = None,
    timeout: float = 5.0,
) -> T:
    async def run() -> T:
        store = SecretStore(environ or {}, lambda: backend, timeout)
        try:
            return await use(store)
        finally:
            store.close()

    return asyncio.run(run())


def test_a_key_is_stored_under_a_service_of_its_own_and_read_once() -> None:
    backend = Memory()

    async def use(store: SecretStore) -> list[Key | None]:
        await store.write(STUDIO, f" {KEY}\n")
        store.forget(STUDIO)
        return [await store.read(STUDIO, (STUDIO,)) for _ in range(3)]

    assert with_store(use, backend) == [Key(KEY, "keyring")] * 3
    assert backend.entries == {("outtray/crun/a1", "key"): KEY}
    assert backend.asked == ["set", "get"]
    assert backend.threads == {"outtray keyring"}


def test_no_key_is_none() -> None:
    async def use(store: SecretStore) -> Key | None:
        return await store.read(STUDIO, (STUDIO,))

    assert with_store(use, Memory()) is None


def test_the_environment_comes_first_and_asks_no_keyring() -> None:
    backend = Memory({("outtray/crun/a1", "key"): "from-the-keyring"})

    async def use(store: SecretStore) -> Key | None:
        return await store.read(STUDIO, (STUDIO,))

    assert with_store(use, backend, {VARIABLE: KEY}) == Key(KEY, "environment")
    assert backend.asked == []


def test_a_variable_that_two_accounts_would_share_serves_neither_and_says_so() -> None:
    assert variable_name(STUDIO.provider, STUDIO.name) == variable_name(TWIN.provider, TWIN.name) == VARIABLE

    async def use(store: SecretStore) -> tuple[Key | None, Key | None, list[str]]:
        both = (STUDIO, TWIN)
        return await store.read(STUDIO, both), await store.read(TWIN, both), store.sentences(both)

    one, two, sentences = with_store(use, Memory(), {VARIABLE: KEY})
    assert (one, two) == (None, None)
    assert sentences == [
        f"The variable {VARIABLE} fits crun/Studio A and crun/studio-a, so it is used for neither. Rename one of them."
    ]


def test_letters_outside_ascii_become_underscores_in_a_variable() -> None:
    assert variable_name("midjourney", "Büro 東京") == "OUTTRAY_KEY_MIDJOURNEY_B_RO___"


def test_a_key_for_this_run_stays_out_of_the_keyring_and_survives_forget() -> None:
    backend = Memory()

    async def use(store: SecretStore) -> Key | None:
        await store.write(STUDIO, KEY, session_only=True)
        store.forget(STUDIO)
        return await store.read(STUDIO, (STUDIO,))

    assert with_store(use, backend) == Key(KEY, "session")
    assert backend.asked == []


def test_a_deleted_key_is_gone_everywhere_and_deleting_none_is_no_error() -> None:
    backend = Memory()

    async def use(store: SecretStore) -> Key | None:
        await store.delete(STUDIO)
        await store.write(STUDIO, KEY)
        await store.write(STUDIO, "other-key-0123", session_only=True)
        await store.delete(STUDIO)
        return await store.read(STUDIO, (STUDIO,))

    assert with_store(use, backend) is None
    assert backend.entries == {}


@pytest.mark.parametrize("key", ["", "  ", "x" * 1201, "two words", "two\nlines", "schlüssel-0123"])
def test_what_cannot_be_a_key_is_refused_with_a_sentence(key: str) -> None:
    backend = Memory()

    async def use(store: SecretStore) -> None:
        for session_only in (False, True):
            with pytest.raises(KeyringProblem) as refused:
                await store.write(STUDIO, key, session_only=session_only)
            assert refused.value.kind is ProblemKind.KEY_REJECTED
            assert refused.value.sentence.endswith(".")

    with_store(use, backend)
    assert backend.asked == []


def test_a_key_of_the_greatest_length_is_stored() -> None:
    async def use(store: SecretStore) -> None:
        await store.write(STUDIO, "x" * 1200)

    with_store(use, Memory())


@dataclass
class Blocking(Memory):
    """A keyring that waits for its prompt until it is let go."""

    gate: threading.Event = field(default_factory=threading.Event)

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._note("get")
        self.gate.wait(30)
        return KEY


def test_a_keyring_that_blocks_is_given_up_while_the_loop_stays_live() -> None:
    backend = Blocking()

    async def use(store: SecretStore) -> int:
        ticks = 0

        async def tick() -> NoReturn:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.001)

        ticking = asyncio.create_task(tick())
        with pytest.raises(KeyringProblem) as late:
            await store.read(STUDIO, (STUDIO,))
        assert (late.value.kind, late.value.timed_out) == (ProblemKind.KEYRING_LOCKED, True)
        with pytest.raises(KeyringProblem):
            await store.write(STUDIO, KEY)
        backend.gate.set()
        assert await store.read(STUDIO, (STUDIO,)) == Key(KEY, "keyring")
        ticking.cancel()
        return ticks

    assert with_store(use, backend, timeout=0.3) > 50
    assert "set" not in backend.asked, "what was given up before it began is not done later"


def test_a_blocked_keyring_does_not_hold_up_the_end() -> None:
    backend = Blocking()
    started = time.monotonic()

    async def use(store: SecretStore) -> None:
        with pytest.raises(KeyringProblem):
            await store.read(STUDIO, (STUDIO,))

    with_store(use, backend, timeout=0.1)
    assert time.monotonic() - started < 5
    backend.gate.set()


class Odd(Exception):
    """An error of a library that no caller knows."""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("KeyringLocked", ProblemKind.KEYRING_LOCKED),
        ("InitError", ProblemKind.KEYRING_LOCKED),
        ("PasswordSetError", ProblemKind.KEYRING_LOCKED),
        ("NoKeyringError", ProblemKind.NO_KEYRING),
        ("RuntimeError", ProblemKind.NO_KEYRING),
        ("OSError", ProblemKind.NO_KEYRING),
        ("Odd", ProblemKind.NO_KEYRING),
    ],
)
def test_whatever_a_back_end_raises_becomes_a_problem_without_its_text(name: str, kind: ProblemKind) -> None:
    error = getattr(keyring.errors, name, None) or globals().get(name) or getattr(builtins, name)

    class Raising(Memory):
        @override
        def set_password(self, service: str, username: str, password: str) -> None:
            raise error(f"could not store {password}")

    async def use(store: SecretStore) -> KeyringProblem:
        with pytest.raises(KeyringProblem) as caught:
            await store.write(STUDIO, KEY)
        return caught.value

    problem = with_store(use, Raising())
    assert problem.kind is kind
    assert KEY not in f"{problem} {problem!r} {problem.__cause__!r}"


def test_values_stay_out_of_reprs_and_hints_show_four_characters() -> None:
    assert KEY not in repr(Key(KEY))
    assert Key(KEY).hint == KEY[-4:] == key_hint(KEY)
    assert key_hint("short") == ""


def test_a_closed_store_asks_nothing_more() -> None:
    backend = Memory()

    async def use(store: SecretStore) -> None:
        store.close()
        with pytest.raises(KeyringProblem, match="closing"):
            await store.read(STUDIO, (STUDIO,))

    with_store(use, backend)
    assert backend.asked == []


@pytest.mark.parametrize("change", ["delete", "forget", "write", "for this run"])
def test_a_key_that_was_changed_while_it_was_being_read_is_read_again(change: str) -> None:
    begun, gate = threading.Event(), threading.Event()

    class Slow(Memory):
        @override
        def get_password(self, service: str, username: str) -> str | None:
            found = super().get_password(service, username)
            begun.set()
            assert gate.wait(10)
            return found

    backend = Slow()

    async def use(store: SecretStore) -> tuple[Key | None, Key | None]:
        await store.write(STUDIO, KEY)
        store.forget(STUDIO)
        reading = asyncio.create_task(store.read(STUDIO, (STUDIO,)))
        assert await asyncio.to_thread(begun.wait, 10)
        match change:
            case "delete":
                changing = asyncio.create_task(store.delete(STUDIO))
            case "forget":
                backend.entries.clear()
                store.forget(STUDIO)
                changing = asyncio.create_task(asyncio.sleep(0))
            case _:
                changing = asyncio.create_task(store.write(STUDIO, "another-key-1", session_only=change == "for this run"))
        await asyncio.sleep(0)
        gate.set()
        await changing
        return await reading, await store.read(STUDIO, (STUDIO,))

    first, second = with_store(use, backend)
    wanted = {"write": Key("another-key-1"), "for this run": Key("another-key-1", "session")}.get(change)
    assert (first, second) == (wanted, wanted)
