"""One examination of this installation: its checks, what they found, and the report about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from desktop.domain.account import Account, origin_of
from desktop.domain.finding import Finding, Health
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.doctor.bundle import LOG_LINES, errors_in, log_lines, write_bundle
from desktop.engine.doctor.check import Check, examine
from desktop.engine.doctor.cleaning import Cleaner, this_host, this_user
from desktop.engine.doctor.network import Origin, Reaches
from desktop.engine.doctor.places import places_found, places_of
from desktop.engine.doctor.profile import database_found, owner_found
from desktop.engine.doctor.report import finding_json, report_text, settings_json, statistics_json
from desktop.engine.doctor.system import certificates_found, desktop_found, keyring_found
from desktop.engine.doctor.versions import copy_found, program_path, settings_found, versions_found
from desktop.engine.handover_client import Json
from desktop.engine.proxies import is_loopback
from desktop.engine.trust import SystemTrust
from desktop.providers.registry import PROVIDERS, provider_name, spec_for
from desktop.storage.build import Build
from desktop.storage.checkup import look_at, private_texts, settings_at
from desktop.storage.paths import Profile
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import KeyringProblem, SecretStore

MOST_TASKS = 2000
"""How many tasks' titles, prompts and names of files are looked for in the log, to take them out."""

TOLD_TASKS = 200
"""How many tasks a report tells of where the user wants that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What is examined, and with what.

    `extra` are checks of other layers; `live` tells of the engine where it runs in this process.
    `home` is the user's folder, which no report names; `linux` tells that the desktop's services are to be looked for.
    """

    profile: Profile
    version: str
    environ: Mapping[str, str]
    build: Build
    home: Path
    downloads: Path
    secrets: SecretStore
    redactor: Redactor
    trust: SystemTrust
    extra: Sequence[Check] = ()
    offline: bool = False
    linux: bool = False
    live: Callable[[], Json] | None = None


class Doctor:
    """Examines once; make another to examine again. Changes nothing of the profile, and makes none where there is none."""

    def __init__(self, patient: Patient, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._patient = patient
        self._now = now
        self._reading, self._reading_trouble = settings_at(patient.profile)
        self._live: Json = {}
        self._learned = False
        self.findings: list[Finding] = []

    @property
    def trouble(self) -> bool:
        """Whether anything is in trouble."""
        return any(finding.health is Health.TROUBLE for finding in self.findings)

    async def examine(self, heard: Callable[[Finding], None]) -> list[Finding]:
        """Run every check; call `heard` as findings come. Never raises, and ends within the checks' limits."""
        patient = self._patient
        if patient.live is not None:
            self._live = dict(patient.live())
        self.findings = await examine(self.checks(), heard)
        return self.findings

    def checks(self) -> list[Check]:
        """Return what is checked, in the order it is shown."""
        patient, profile = self._patient, self._patient.profile
        settings = self._settings
        unlock = tr("Your keychain may be waiting for its password. Unlock it, then check again.")
        found = [
            Check("versions", tr("Versions"), lambda: versions_found(patient.version, patient.environ)),
            Check("build", tr("This copy"), lambda: copy_found(patient.build, settings, program_path())),
            Check("owner", tr("Running Outtray"), lambda: owner_found(profile, self._live.update)),
            Check("database", tr("Task list"), lambda: database_found(profile, self._now()), 60.0),
            Check("settings", tr("Settings"), lambda: settings_found(settings, self._reading_trouble)),
            Check("places", tr("Folders"), self._places),
            Check("keyring", tr("Keychain"), keyring_found, stuck=unlock),
            *patient.extra,
        ]
        if patient.linux:
            found.append(Check("desktop", tr("Tray and notifications"), lambda: desktop_found(patient.environ), 10.0))
        found.append(Check("certificates", tr("Certificates"), lambda: certificates_found(patient.trust), 10.0))
        return [*found, *self._network()]

    async def report(self, *, with_work: bool = False) -> str:
        """Return the report as plain text without secrets."""
        cleaner = await self._cleaner(with_work=with_work)
        return cleaner.text(report_text(self.findings, self._patient.version, self._now()), with_work=with_work)

    async def record(self) -> Json:
        """Return the findings as a record without keys, for scripts of the user's own: folders stay as they are."""
        cleaner = await self._cleaner(with_work=True)
        return {
            "version": self._patient.version,
            "trouble": self.trouble,
            "checks": [self._told(f, cleaner) for f in self.findings],
        }

    async def save(self, path: Path, *, with_work: bool = False) -> None:
        """Write the zip to `path`; `with_work` puts the newest tasks' titles and prompts in. Raises OSError."""
        cleaner = await self._cleaner(with_work=with_work)
        await in_daemon_thread("save report", lambda: self._save(path, cleaner, with_work=with_work))

    # -- the parts ---------------------------------------------------------------------------------------------------

    @property
    def _settings(self) -> Settings | None:
        return self._reading.settings if self._reading is not None else None

    @property
    def _accounts(self) -> tuple[Account, ...]:
        return self._reading.accounts if self._reading is not None else ()

    def _places(self) -> Finding:
        settings = self._settings or Settings()
        return places_found(places_of(self._patient.profile, settings, self._patient.downloads), settings.reserve_mb)

    def _network(self) -> list[Check]:
        if self._patient.offline:
            return []
        reaches = Reaches(origins_of(self._accounts), self._patient.trust.context, self._now)
        each = [
            Check(f"network {n + 1}", tr("Connection to {name}", name=origin.name), lambda n=n: reaches.finding(n), 25.0)  # type: ignore[misc]  # the number of this turn
            for n, origin in enumerate(reaches.origins)
        ]
        return [*each, Check("clock", tr("Clock"), lambda: reaches.clock(26.0), 30.0)]

    async def _cleaner(self, *, with_work: bool) -> Cleaner:
        if not self._learned:
            self._learned = True
            await self._learn()
        return await in_daemon_thread("names to hide", lambda: self._made_cleaner(with_work=with_work))

    async def _learn(self) -> None:
        """Learn the keys that are to be taken out of whatever holds them: of the accounts, and of the environment."""
        patient = self._patient
        for name, value in patient.environ.items():
            if name.startswith("OUTTRAY_KEY_"):
                patient.redactor.learn(value)
        for account in self._accounts:
            try:
                key = await patient.secrets.read(account, self._accounts)
            except KeyringProblem as trouble:
                if trouble.timed_out:
                    break
                continue
            if key is not None:
                patient.redactor.learn(key.value)

    def _made_cleaner(self, *, with_work: bool) -> Cleaner:
        patient = self._patient
        places = places_of(patient.profile, self._settings, patient.downloads)
        results = [place.path for place in places if place.name.startswith(("results", "inbox"))]
        private: tuple[str, ...] = () if with_work else private_texts(patient.profile, MOST_TASKS).words
        names = tuple(account.name for account in self._accounts if account.name.casefold() != account.provider)
        return Cleaner(
            patient.redactor,
            home=patient.home,
            user=this_user(),
            host=this_host(),
            folders=[] if with_work else [*results, patient.profile.rescued],
            private=[] if with_work else [*private, *names],
        )

    def _told(self, finding: Finding, cleaner: Cleaner) -> Json:
        clean = replace(
            finding,
            said=cleaner.keyless(finding.said),
            hint=cleaner.keyless(finding.hint),
            facts=tuple((name, cleaner.keyless(value)) for name, value in finding.facts),
        )
        return finding_json(clean)

    def _save(self, path: Path, cleaner: Cleaner, *, with_work: bool) -> None:
        patient = self._patient
        lines = log_lines(patient.profile.logs)
        states = look_at(patient.profile, self._now()).states
        record = {
            "version": patient.version,
            "made": f"{self._now():%Y-%m-%d %H:%M}Z",
            "checks": list(map(finding_json, self.findings)),
        }
        members: dict[str, object] = {
            "report.txt": report_text(self.findings, patient.version, self._now()),
            "report.json": record,
            "settings.json": settings_json(self._settings, self._accounts),
            "statistics.json": statistics_json(states, self._live),
            "log.txt": "\n".join(lines[-LOG_LINES:]) + "\n",
            "errors.txt": "\n\n".join(errors_in(lines)) + "\n",
        }
        if with_work:
            members["tasks.json"] = private_texts(patient.profile, TOLD_TASKS).overview
        write_bundle(path, members, cleaner, with_work=with_work)


def origins_of(accounts: Sequence[Account]) -> list[Origin]:
    """Return the places to reach: those of the accounts, else the providers' own; each once."""
    found: dict[str, Origin] = {}
    for account in accounts:
        found.setdefault(account.origin, Origin(_called(account.provider, account.origin), account.origin))
    if not accounts:
        for provider in PROVIDERS:
            origin = origin_of(spec_for(provider).default_base_url)
            if not is_loopback(urlsplit(origin).hostname or "localhost"):
                found.setdefault(origin, Origin(_called(provider, origin), origin))
    return list(found.values())


def _called(provider: str, origin: str) -> str:
    return tr("{provider} ({host})", provider=provider_name(provider), host=urlsplit(origin).netloc)


def bundle_name(now: datetime) -> str:
    """Return what a report is called unless the user says otherwise."""
    return f"outtray-diagnostics-{now.astimezone():%Y-%m-%d}.zip"


__all__ = ["Doctor", "Patient", "bundle_name", "origins_of"]
