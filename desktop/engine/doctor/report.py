"""What was found, as plain text to copy and as a record for a report."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from desktop.domain.account import Account
from desktop.domain.finding import Finding, Health, health_words
from desktop.domain.language import tr
from desktop.domain.settings import Settings

SETTINGS_TOLD = (
    *("auto_save", "paused", "save_slots", "bandwidth_kb", "reserve_mb", "left_out", "suno_originals", "sidecars", "embed"),
    *("completion_times", "scheme", "compact", "layout", "thumbnail_px", "text_percent", "contrast", "motion", "language"),
    *("client_safe", "cache_mb", "notify_saved", "notify_failed", "notify_needs_you", "quiet_from", "quiet_until", "tray"),
    *("archive_after_days", "currency", "updates"),
)
"""The settings that a report holds. Folders, projects, searches, commands and addresses are the user's own affair."""

SETTINGS_SET = ("folder", "fallback_folder", "inbox", "provider_folders", "projects", "searches", "prices", "accent")
"""Settings of which a report tells only whether they are set."""


def report_text(findings: Sequence[Finding], version: str, now: datetime, remarks: Sequence[str] = ()) -> str:
    """Return findings as lines of text, the troubles first. `remarks` say what this report could not be cleaned of."""
    lines = [f"Outtray {version}, {now:%Y-%m-%d %H:%M}Z", *remarks, ""]
    order = (Health.TROUBLE, Health.NOTE, Health.OK)
    for finding in sorted(findings, key=lambda finding: order.index(finding.health)):
        lines.append(f"[{health_words(finding.health)}] {finding.title}: {finding.said}")
        if finding.hint:
            lines.append(f"    {finding.hint}")
    lines.append("")
    for finding in findings:
        if finding.facts:
            lines.append(finding.title)
            wide = max(len(name) for name, _ in finding.facts)
            lines += [f"    {name:<{wide}}  {value}" for name, value in finding.facts]
    return "\n".join(lines) + "\n"


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as a record."""
    return {
        "name": finding.name,
        "title": finding.title,
        "state": finding.health.value,
        "said": finding.said,
        "hint": finding.hint,
        "facts": dict(finding.facts),
    }


def settings_json(settings: Settings | None, accounts: Sequence[Account]) -> dict[str, object]:
    """Return what a report tells of the settings and accounts: no names, no folders, no keys."""
    told: dict[str, object] = {}
    if settings is not None:
        told = {name: _plain(getattr(settings, name)) for name in SETTINGS_TOLD}
        told |= {f"{name} is set": bool(getattr(settings, name)) for name in SETTINGS_SET}
    return {
        "settings": told,
        "accounts": [
            {
                "number": number,
                "provider": account.provider,
                "host": urlsplit(account.base_url).hostname or "",
                "scheme": urlsplit(account.base_url).scheme,
                "header": account.header.value,
                "paused": account.paused,
            }
            for number, account in enumerate(accounts, 1)
        ],
    }


def statistics_json(states: Sequence[tuple[str, str, int]], live: Mapping[str, object]) -> dict[str, object]:
    """Return what is known of each provider: tasks by badge, and the requests of the running Outtray where one told."""
    tasks: dict[str, dict[str, int]] = {}
    for provider, badge, count in states:
        tasks.setdefault(provider, {})[badge] = count
    return {"tasks": tasks, "this run": dict(live)}


def contents_words() -> str:
    """Return what a report holds and what it doesn't, for the user to read before saving it."""
    return tr(
        "The report holds what is listed here, your settings without folders and names, the last 2,000 lines of the log, and how "
        "often providers answered. It holds no keys, no results, neither your name nor your computer's, and no titles and prompts "
        "unless you tick that here."
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
