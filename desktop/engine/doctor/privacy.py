"""What a report must not tell of a user: their keys and their work, looked up before anything is written."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from desktop.domain.account import Account
from desktop.domain.finding import Finding, Health
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.doctor.cleaning import Cleaner, this_host, this_user
from desktop.engine.doctor.patient import Patient
from desktop.engine.doctor.places import places_of
from desktop.storage.checkup import PrivateTexts, private_texts
from desktop.storage.keys import environment_key
from desktop.storage.secrets import KeyringProblem

MOST_TASKS = 2000
"""How many tasks' titles, prompts and names of files are looked for in the log, to take them out."""

TOLD_TASKS = 200
"""How many tasks a report tells of where the user wants that."""

LOOK_SECONDS = 20.0
"""How long is waited for folders and titles to be looked up: a drive of the network may never answer."""


class Privacy:
    """Makes cleaners for the reports about one patient. `remarks` say what the last one does not know, for its user to judge."""

    def __init__(self, patient: Patient, settings: Settings | None, accounts: Sequence[Account]) -> None:
        self._patient = patient
        self._settings = settings or Settings()
        self._readable = settings is not None
        self._accounts = accounts
        self._keys_known: bool | None = None
        self.remarks: tuple[str, ...] = ()

    @property
    def in_keychain(self) -> bool:
        """Whether the environment lacks the key of an account, as far as is known: without settings no account is."""
        accounts, environ = self._accounts, self._patient.environ
        return not self._readable or any(environment_key(account, accounts, environ) is None for account in accounts)

    async def cleaner(self, findings: Sequence[Finding], now: datetime, *, with_work: bool) -> tuple[Cleaner, PrivateTexts | None]:
        """Return what cleans a report, and the user's work; None where that can't be looked up."""
        if self._keys_known is None:
            self._keys_known = await self._learn(findings)
        profile, most = self._patient.profile, TOLD_TASKS if with_work else MOST_TASKS
        texts = await _looked_up(lambda: private_texts(profile, most, now), None)
        remarks = []
        if not self._keys_known:
            remarks.append(
                tr("The keys in your keychain could not be read, so only what looks like a key was taken out of this report.")
            )
        if texts is None and not with_work:
            remarks.append(tr("Titles and prompts could not be looked up in the task list, so the log is left out of this report."))
        self.remarks = tuple(remarks)
        words = texts.words if texts is not None and not with_work else ()
        folders = [self._patient.home, *self._roots()]
        followed: Mapping[Path, Path] = await _looked_up(lambda: {folder: _followed(folder) for folder in folders}, {})
        return await in_daemon_thread("cleaner", lambda: self._made(words, followed, with_work=with_work)), texts

    async def _learn(self, findings: Sequence[Finding]) -> bool:
        """Learn the keys that are to be taken out of whatever holds them; return whether all are known.

        A keychain that was found to be of no use is not asked again: it might ask its user once more.
        """
        patient = self._patient
        known = [value for name, value in patient.environ.items() if name.startswith("OUTTRAY_KEY_")]
        known += [rules.webhook for rules in self._settings.projects]
        for secret in known:
            patient.redactor.learn(secret)
        if not self.in_keychain:
            return True
        if not self._readable or any(one.name == "keyring" and one.health is not Health.OK for one in findings):
            return False
        try:
            for account in self._accounts:
                if (key := await patient.secrets.read(account, self._accounts)) is not None:
                    patient.redactor.learn(key.value)
        except KeyringProblem:
            return False
        return True

    def _roots(self) -> list[Path]:
        """Return the folders that results are kept in; the first two are the same for everybody."""
        patient = self._patient
        places = places_of(patient.profile, self._settings, patient.downloads)
        chosen = [place.path for place in places if place.name.startswith(("results", "inbox"))]
        ours = [patient.downloads, patient.profile.rescued]
        return [*ours, *(folder for folder in chosen if folder not in ours)]

    def _made(self, words: Iterable[str], followed: Mapping[Path, Path], *, with_work: bool) -> Cleaner:
        patient, roots = self._patient, self._roots()
        both = {folder: (folder, followed.get(folder, folder)) for folder in (patient.home, *roots)}
        return Cleaner(
            patient.redactor,
            homes=both[patient.home],
            users=[this_user(), patient.home.name, patient.environ.get("SUDO_USER", "")],
            host=this_host(),
            results=[] if with_work else [form for folder in roots for form in both[folder]],
            folders=[] if with_work else [form for folder in roots[2:] for form in both[folder]],
            private=[] if with_work else [*words, *self._names()],
        )

    def _names(self) -> list[str]:
        """Return what the settings tell of the user's work: names of accounts and projects, searches, parts of commands."""
        names = [account.name for account in self._accounts if account.name.casefold() != account.provider]
        for rules in self._settings.projects:
            names += [rules.name, *rules.command[1:]]
        return names + [text for search in self._settings.searches for text in search]


async def _looked_up[T](work: Callable[[], T], otherwise: T) -> T:
    """Return `work()`, or `otherwise` where it gives no answer in time."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await in_daemon_thread("look up", work)
    except TimeoutError:
        return otherwise


def _followed(folder: Path) -> Path:
    with contextlib.suppress(OSError, RuntimeError):  # a drive that is gone, links that lead in a circle
        return folder.resolve()
    return folder
