"""API keys: in the system's keyring, in memory for this run, or in the environment. The only module that imports keyring.

A keyring may block without limit while it waits for its prompt, so it is asked in one daemon thread with a deadline.
Its back end is the system's own, taken from a list: `keyring.get_keyring()` would run code that the environment or a
`keyringrc.cfg` names (github.com/jaraco/keyring, README, "Configuring").
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol, cast

from desktop.domain.account import Account
from desktop.domain.language import tr, words_of
from desktop.domain.problem import ProblemKind
from desktop.storage.keys import Key, environment_key, key_fault, variable_name, variable_sentences
from desktop.storage.worker import Worker, WorkerClosed

_USER: Final = "key"
_SENTENCES: Final = {
    ProblemKind.KEYRING_LOCKED: words_of("Your keychain is locked. Unlock it, then try again."),
    ProblemKind.NO_KEYRING: words_of(
        "This system has no keychain that Outtray can use. Tick “Use this key for this session only” below the key."
    ),
}
_NO_ANSWER: Final = words_of("Your keychain didn't answer in time; it may be waiting for its password. Unlock it, then try again.")


_FORGETS: Final = words_of(
    "Your keychain doesn't give back what it was given. Tick “Use this key for this session only” below the key."
)


class KeyringProblem(Exception):
    """A key can't be read, stored or deleted; `sentence` (also the message) says why and what to do.

    `kind` is KEYRING_LOCKED, NO_KEYRING, or KEY_REJECTED for what can't be a key. `timed_out` tells that no answer came.
    """

    def __init__(self, kind: ProblemKind, sentence: str = "", *, timed_out: bool = False) -> None:
        self.kind = kind
        self.sentence = tr(sentence or _SENTENCES[kind])
        self.timed_out = timed_out
        super().__init__(self.sentence)


class Backend(Protocol):
    """What is used of a keyring back end. Any call may raise anything, or block."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Delete a secret."""
        ...


class SecretStore:
    """The keys of the accounts. Of the keyring each key is read once and kept in memory until :meth:`forget`."""

    def __init__(
        self,
        environ: Mapping[str, str],
        make_backend: Callable[[], Backend] | None = None,
        timeout: float = 20.0,
    ) -> None:
        self._environ = environ
        self._make_backend = make_backend or system_backend
        self._timeout = timeout
        self._worker = Worker("outtray keyring")
        self._backend: Backend | None = None
        self._session: dict[str, str] = {}
        self._read: dict[str, str] = {}
        self._changes: Counter[str] = Counter()

    async def check(self) -> None:
        """Find out whether this system has a keyring that can be used. Raises KeyringProblem where it has none."""
        await self._ask(lambda _: None)

    async def read(self, account: Account, accounts: Sequence[Account]) -> Key | None:
        """Return an account's key, or None where there is none: from the environment, this run's memory, or the keyring.

        `accounts` are all accounts: a variable that two of them would share serves neither. Raises KeyringProblem.
        """
        while (key := self._known(account, accounts)) is None:
            began = self._changes[account.id]
            found = await self._ask(lambda backend: backend.get_password(service_name(account), _USER))
            if began != self._changes[account.id]:
                continue  # the key was given, deleted or changed meanwhile, so this one may be the old one
            if not found:
                return None
            self._read[account.id] = found
        return key

    def _known(self, account: Account, accounts: Sequence[Account]) -> Key | None:
        """Return an account's key where the keyring needn't be asked for it."""
        if (key := environment_key(account, accounts, self._environ)) is not None:
            return Key(key, "environment")
        if (key := self._session.get(account.id)) is not None:
            return Key(key, "session")
        return Key(key, "keyring") if (key := self._read.get(account.id)) is not None else None

    def variable(self, account: Account, accounts: Sequence[Account]) -> str | None:
        """Return the name of the environment variable that holds an account's key, None where none does."""
        if environment_key(account, accounts, self._environ) is None:
            return None
        return variable_name(account.provider, account.name)

    async def write(self, account: Account, key: str, *, session_only: bool = False) -> None:
        """Keep an account's key in the keyring, or in memory alone. Raises KeyringProblem; then nothing has changed here."""
        key = key.strip()
        if (fault := key_fault(key)) is not None:
            raise KeyringProblem(ProblemKind.KEY_REJECTED, fault)
        self._changes[account.id] += 1
        if session_only:
            self._session[account.id] = key
            return
        await self._ask(lambda backend: backend.set_password(service_name(account), _USER, key))
        self._session.pop(account.id, None)
        self._read[account.id] = key

    async def delete(self, account: Account) -> None:
        """Delete an account's key from memory and from the keyring; that there is none is no error. Raises KeyringProblem."""
        self._changes[account.id] += 1
        self._session.pop(account.id, None)
        self._read.pop(account.id, None)
        await self._ask(lambda backend: _delete(backend, service_name(account)))

    def forget(self, account: Account) -> None:
        """Read an account's key anew from the keyring when it is asked for next. A key given for this run stays."""
        self._changes[account.id] += 1
        self._read.pop(account.id, None)

    def sentences(self, accounts: Sequence[Account]) -> list[str]:
        """Return what the user should know of key variables that are set but not used."""
        return variable_sentences(accounts, self._environ)

    def close(self) -> None:
        """Forget every key in memory and ask the keyring nothing more. Waits for nothing."""
        self._session.clear()
        self._read.clear()
        self._worker.close()

    async def _ask[T](self, question: Callable[[Backend], T]) -> T:
        try:
            async with asyncio.timeout(self._timeout):
                return await self._worker.call(lambda: self._answer(question))
        except TimeoutError:
            raise KeyringProblem(ProblemKind.KEYRING_LOCKED, _NO_ANSWER, timed_out=True) from None
        except WorkerClosed:
            raise KeyringProblem(ProblemKind.NO_KEYRING, tr("Outtray is closing, so no key can be read.")) from None

    def _answer[T](self, question: Callable[[Backend], T]) -> T:
        """Ask the back end, in its thread; whatever it raises is translated here."""
        try:
            if self._backend is None:
                self._backend = self._make_backend()
            return question(self._backend)
        except KeyringProblem:
            raise
        except Exception as error:  # noqa: BLE001  # back ends raise errors of D-Bus, ctypes, pywin32 and their own
            raise translated(error) from None


def service_name(account: Account) -> str:
    """Return the keyring's service of an account: one each, since Windows moves entries that share one (keyring#545)."""
    return f"outtray/{account.provider}/{account.id}"


def system_backend() -> Backend:
    """Return this system's own keyring, whatever the environment or a configuration file asks for.

    Raises KeyringProblem (NO_KEYRING) where it is not usable.
    """
    found = _system_class()
    _ = found.priority  # raises RuntimeError where it can't work here
    # Without __init__, which sets whatever attributes KEYRING_PROPERTY_* of the environment name.
    backend: Any = found.__new__(found)
    if sys.platform == "win32":
        backend.persist = "local machine"  # the default would roam with the user's profile
    return cast("Backend", backend)


def try_keyring(make_backend: Callable[[], Backend] | None = None) -> str:
    """Write, read and delete an entry made up for this, never a key; return the back end's name. Blocks, maybe for ever.

    Raises KeyringProblem.
    """
    import secrets

    service, word = f"outtray/check/{secrets.token_hex(8)}", secrets.token_hex(8)
    try:
        backend = (make_backend or system_backend)()
        backend.set_password(service, _USER, word)
        try:
            same = backend.get_password(service, _USER) == word
        finally:
            backend.delete_password(service, _USER)
    except KeyringProblem:
        raise
    except Exception as error:  # noqa: BLE001  # as in SecretStore
        raise translated(error) from None
    if not same:
        raise KeyringProblem(ProblemKind.NO_KEYRING, _FORGETS)
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _system_class() -> Any:
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Mac

        return Mac
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        return WinVaultKeyring
    from keyring.backends.SecretService import Keyring as SecretService

    return SecretService


def translated(error: Exception) -> KeyringProblem:
    """Return what a back end raised as one of our problems. Its text is left out, for it may hold anything."""
    from keyring.errors import InitError, KeyringLocked, PasswordSetError

    if isinstance(error, KeyringLocked | InitError | PasswordSetError) or type(error).__name__ in _LOCKED_NAMES:
        return KeyringProblem(ProblemKind.KEYRING_LOCKED)
    return KeyringProblem(ProblemKind.NO_KEYRING)


_LOCKED_NAMES: Final = frozenset({"LockedException", "PromptDismissedException", "KeychainDenied"})


def _delete(backend: Backend, service: str) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(service, _USER)
    except PasswordDeleteError:
        if backend.get_password(service, _USER) is not None:
            raise KeyringProblem(ProblemKind.KEYRING_LOCKED) from None
