"""One examination of this installation: its checks, what they found, and the report about it."""

import asyncio
import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from desktop.domain.account import Account, origin_of
from desktop.domain.finding import Finding, Health
from desktop.domain.language import tr
from desktop.domain.settings import Settings
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.doctor.bundle import LOG_LINES, errors_in, log_lines, write_bundle
from desktop.engine.doctor.check import Check, examine, within
from desktop.engine.doctor.cleaning import Cleaner
from desktop.engine.doctor.network import Origin, Reaches
from desktop.engine.doctor.patient import Patient
from desktop.engine.doctor.places import places_found, places_of
from desktop.engine.doctor.privacy import Privacy
from desktop.engine.doctor.profile import database_found, owner_found
from desktop.engine.doctor.report import finding_json, report_text, settings_json, statistics_json
from desktop.engine.doctor.system import certificates_found, desktop_found, keyring_found
from desktop.engine.doctor.versions import copy_found, program_path, settings_found, versions_found
from desktop.engine.handover_client import Json
from desktop.engine.proxies import is_loopback
from desktop.providers.registry import PROVIDERS, provider_name, spec_for
from desktop.storage.checkup import Checkup, PrivateTexts, SettingsSeen, settings_at

SETTINGS_SECONDS = 5.0
SAVE_SECONDS = 60.0


class Doctor:
    """Examines once; make another to examine again. Changes nothing of the profile, and makes none where there is none.

    Making one reads the settings, which may block for some seconds.
    """

    def __init__(self, patient: Patient, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._patient = patient
        self._now = now
        silent = SettingsSeen(None, (tr("The settings file can't be read: {reason}.", reason=tr("it gave no answer in time")),))
        self._seen = within(SETTINGS_SECONDS, lambda: settings_at(patient.profile), silent)
        self._checkup: Checkup | None = None
        self._live: Json = {}
        reading = self._seen.reading
        self._settings = reading.settings if reading is not None else None
        accounts = reading.accounts if reading is not None else ()
        self._accounts, self._odd = _told_apart(accounts)
        self._privacy = Privacy(patient, self._settings, accounts)
        self.findings: list[Finding] = []

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the report that was made last could not be cleaned of, as sentences."""
        return self._privacy.remarks

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
        patient, profile, seen = self._patient, self._patient.profile, self._seen
        settings, needed = self._settings, self._privacy.in_keychain
        unlock = tr("Your keychain may be waiting for its password. Unlock it, then check again.")
        found = [
            Check("versions", tr("Versions"), lambda: versions_found(patient.version, patient.environ)),
            Check("build", tr("This copy"), lambda: copy_found(patient.build, settings, program_path())),
            Check("owner", tr("Running Outtray"), lambda: owner_found(profile, self._live.update)),
            Check("database", tr("Task list"), lambda: database_found(profile, self._now(), self._looked), 60.0),
            Check("settings", tr("Settings"), lambda: settings_found(settings, (*seen.trouble, *self._odd), damaged=seen.damaged)),
            Check("places", tr("Folders"), self._places),
            Check("keyring", tr("Keychain"), lambda: keyring_found(patient.make_backend, needed=needed), stuck=unlock),
            *patient.extra,
        ]
        if patient.linux:
            found.append(Check("desktop", tr("Tray and notifications"), lambda: desktop_found(patient.environ), 10.0))
        found.append(Check("certificates", tr("Certificates"), lambda: certificates_found(patient.trust), 10.0))
        return [*found, *self._network()]

    async def report(self, *, with_work: bool = False) -> str:
        """Return the report as plain text without secrets."""
        cleaner, _ = await self._privacy.cleaner(self.findings, self._now(), with_work=with_work)
        text = report_text(self.findings, self._patient.version, self._now(), self.remarks)
        return await in_daemon_thread("report", lambda: cleaner.text(text))

    async def record(self) -> Json:
        """Return the findings as a record without keys, for scripts of the user's own: folders stay as they are.

        {"version": "1.2.3", "trouble": false, "checks": [{"name": "database", "title": …, "state": "ok" | "note" | "trouble",
        "said": …, "hint": …, "facts": {name: text}}, …]}. Names and states stay the same from version to version, words don't.
        """
        cleaner, _ = await self._privacy.cleaner(self.findings, self._now(), with_work=True)
        return {
            "version": self._patient.version,
            "trouble": self.trouble,
            "checks": [self._told(f, cleaner) for f in self.findings],
        }

    async def save(self, path: Path, *, with_work: bool = False) -> None:
        """Write the zip to `path`; `with_work` puts the newest tasks' titles and prompts in. Raises OSError."""
        cleaner, texts = await self._privacy.cleaner(self.findings, self._now(), with_work=with_work)
        try:
            async with asyncio.timeout(SAVE_SECONDS):
                await in_daemon_thread("save report", lambda: self._save(path, cleaner, texts, with_work=with_work))
        except TimeoutError as error:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from error

    # -- the parts ---------------------------------------------------------------------------------------------------

    def _looked(self, seen: Checkup) -> None:
        self._checkup = seen

    def _places(self) -> Finding:
        settings = self._settings or Settings()
        return places_found(places_of(self._patient.profile, settings, self._patient.downloads), settings.reserve_mb)

    def _network(self) -> list[Check]:
        if self._patient.offline:
            return []
        reaches = Reaches(origins_of(self._accounts), self._patient.trust.context, self._now)
        stuck = tr("Check the internet connection: names may not be looked up, or a firewall may be in the way.")
        each = [
            Check(f"network {n + 1}", tr("Connection to {name}", name=origin.name), lambda n=n: reaches.finding(n), 25.0, stuck)  # type: ignore[misc]  # the number of this turn
            for n, origin in enumerate(reaches.origins)
        ]
        return [*each, Check("clock", tr("Clock"), lambda: reaches.clock(26.0), 30.0)]

    def _told(self, finding: Finding, cleaner: Cleaner) -> Json:
        clean = replace(
            finding,
            said=cleaner.keyless(finding.said),
            hint=cleaner.keyless(finding.hint),
            facts=tuple((name, cleaner.keyless(value)) for name, value in finding.facts),
        )
        return finding_json(clean)

    def _save(self, path: Path, cleaner: Cleaner, texts: PrivateTexts | None, *, with_work: bool) -> None:
        patient = self._patient
        lines = log_lines(patient.profile.logs) if texts is not None or with_work else []
        states = self._checkup.states if self._checkup is not None else ()
        record = {
            "version": patient.version,
            "made": f"{self._now():%Y-%m-%d %H:%M}Z",
            "remarks": list(self.remarks),
            "checks": list(map(finding_json, self.findings)),
        }
        members: dict[str, object] = {
            "report.txt": report_text(self.findings, patient.version, self._now(), self.remarks),
            "report.json": record,
            "settings.json": settings_json(self._settings, self._accounts),
            "statistics.json": statistics_json(states, self._live),
            "log.txt": "\n".join(lines[-LOG_LINES:]) + "\n",
            "errors.txt": "\n\n".join(errors_in(lines)) + "\n",
        }
        if with_work and texts is not None:
            members["tasks.json"] = texts.overview
        write_bundle(path, members, cleaner)


def _told_apart(accounts: Sequence[Account]) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    """Return the accounts whose addresses can be read, and a sentence about each other one: the file may be edited by hand."""
    good: list[Account] = []
    odd: list[str] = []
    for account in accounts:
        try:
            origin_of(account.base_url)
        except ValueError:
            odd.append(tr("The address of the account “{name}” in the settings file can't be used.", name=account.name))
        else:
            good.append(account)
    return tuple(good), tuple(odd)


def origins_of(accounts: Sequence[Account]) -> list[Origin]:
    """Return the places to reach: those of the accounts, else the providers' own; each once."""
    found: dict[str, Origin] = {}
    for account in accounts:
        found.setdefault(account.origin, Origin(_called(account.provider, account.origin), account.origin))
    if not accounts:
        for provider in PROVIDERS:
            origin = origin_of(spec_for(provider).default_base_url)
            if not is_loopback(urlsplit(origin).hostname or "localhost"):
                found.setdefault(origin, Origin(_called(provider, origin), origin, needed=False))
    return list(found.values())


def _called(provider: str, origin: str) -> str:
    return tr("{provider} ({host})", provider=provider_name(provider), host=urlsplit(origin).netloc)


def bundle_name(now: datetime) -> str:
    """Return what a report is called unless the user says otherwise."""
    return f"outtray-diagnostics-{now.astimezone():%Y-%m-%d}.zip"


__all__ = ["Doctor", "Patient", "bundle_name", "origins_of"]
