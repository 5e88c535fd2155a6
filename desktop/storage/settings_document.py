"""The settings file's layout: which table and key holds which field, and what happens to everything else in it.

    [settings]
    folder = "/home/me/Renders"
    …
    [[accounts]]
    id = "…"
    provider = "crun"
    …

Keys this version doesn't know stay as they are.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.language import tr
from desktop.domain.settings import Contrast, Layout, Motion, ProjectRules, Scheme, Settings

type Table = dict[str, Any]

_SETTINGS = "settings"
_ACCOUNTS = "accounts"
_ENUMS: dict[str, type[Enum]] = {
    "scheme": Scheme,
    "header": HeaderStyle,
    "layout": Layout,
    "contrast": Contrast,
    "motion": Motion,
}
_LEAST = {
    "save_slots": 1,
    "reserve_mb": 0,
    "bandwidth_kb": 0,
    "thumbnail_px": 96,
    "text_percent": 80,
    "cache_mb": 0,
    "archive_after_days": 0,
}
_MOST = {"thumbnail_px": 320, "text_percent": 300}
_RULE_FIELDS = tuple(field.name for field in fields(ProjectRules))
_NEEDED = ("id", "provider", "name", "base_url", "header")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says. `sentences` name what in it could not be used."""

    settings: Settings
    accounts: tuple[Account, ...]
    sentences: tuple[str, ...]


def read_document(document: Table) -> Reading:
    """Return the settings and accounts of a decoded file; a value that can't be used is replaced by the default, and said."""
    settings, sentences = _read_settings(document.get(_SETTINGS, {}))
    accounts: list[Account] = []
    for entry in _entries(document):
        account = _read_account(entry)
        if account is None or any(account.id == other.id for other in accounts):
            sentences.append(tr("An account in the settings file can't be read. It stays in the file; connect the account again."))
        else:
            accounts.append(account)
    return Reading(settings, tuple(accounts), tuple(sentences))


def with_settings(document: Table, settings: Settings) -> Table:
    """Return `document` with `settings` in it."""
    changed = copy.deepcopy(document)
    table = changed.get(_SETTINGS)
    changed[_SETTINGS] = {**(table if isinstance(table, dict) else {}), **_cells(settings)}
    return changed


def with_accounts(document: Table, accounts: Sequence[Account]) -> Table:
    """Return `document` with `accounts` in it; entries that can't be read stay behind them."""
    changed = copy.deepcopy(document)
    entries = _entries(changed)
    known: dict[str, Table] = {}
    for entry in entries:
        account = _read_account(entry)
        if account is not None:
            known.setdefault(account.id, entry)
    unreadable = [entry for entry in entries if not any(entry is other for other in known.values())]
    changed[_ACCOUNTS] = [{**known.get(account.id, {}), **_cells(account)} for account in accounts] + unreadable
    return changed


def _entries(document: Table) -> list[Any]:
    entries = document.get(_ACCOUNTS, [])
    return entries if isinstance(entries, list) else []


def _cells(record: Settings | Account) -> Table:
    return {field.name: _cell(getattr(record, field.name)) for field in fields(record)}


def _cell(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case ProjectRules():
            return {field.name: _cell(getattr(value, field.name)) for field in fields(value)}
        case tuple() if value and all(isinstance(item, tuple) for item in value):
            return {name: _cell(item) for name, item in value}
        case tuple():
            return [_cell(item) for item in value]
        case _:
            return value


def _read_settings(table: object) -> tuple[Settings, list[str]]:
    if not isinstance(table, dict):
        return Settings(), [tr("The settings file has no readable [settings] part; the defaults are used.")]
    default = Settings()
    values: Table = {}
    sentences: list[str] = []
    for field in fields(Settings):
        if field.name not in table:
            continue
        value = _value(field.name, table[field.name], getattr(default, field.name))
        if value is None:
            sentences.append(
                tr("The setting “{name}” in the settings file can't be used; the default is used instead.", name=field.name)
            )
        else:
            values[field.name] = value
    return Settings(**values), sentences


def _value(name: str, raw: object, default: object) -> object:
    """Return `raw` as the field's type, or None where it can't be that."""
    if name in _ENUMS:
        return next((member for member in _ENUMS[name] if member.value == raw), None)
    if name in _COMPOUND:
        return _COMPOUND[name](raw)
    if type(raw) is not type(default):
        return None
    fits = not isinstance(raw, int) or _LEAST.get(name, raw) <= raw <= _MOST.get(name, raw)
    return raw if fits else None


def _read_account(entry: object) -> Account | None:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) and entry[name] for name in _NEEDED):
        return None
    values: Table = {name: entry[name] for name in _NEEDED}
    values["header"] = _value("header", entry["header"], HeaderStyle.BEARER)
    if values["header"] is None:
        return None
    for name, default in (("colour", "blue"), ("allow_http", False), ("paused", False)):
        if (value := _value(name, entry.get(name, default), default)) is not None:
            values[name] = value
    return Account(**values)


def _texts(raw: object) -> tuple[str, ...] | None:
    return tuple(raw) if isinstance(raw, list) and all(isinstance(item, str) for item in raw) else None


def _pairs(raw: object) -> tuple[tuple[str, str], ...] | None:
    if raw == []:
        return ()
    if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
        return None
    return tuple(raw.items())


def _prices(raw: object) -> tuple[tuple[str, float], ...] | None:
    if raw == []:
        return ()
    if not isinstance(raw, dict) or not all(type(value) in (int, float) and value >= 0 for value in raw.values()):
        return None
    return tuple((name, float(value)) for name, value in raw.items())


def _projects(raw: object) -> tuple[ProjectRules, ...] | None:
    rules = [_rules(entry) for entry in raw] if isinstance(raw, list) else [None]
    known = [one for one in rules if one is not None]
    return tuple(known) if len(known) == len(rules) else None


def _rules(entry: object) -> ProjectRules | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return None
    default = ProjectRules(name="")
    values: Table = {}
    for name in _RULE_FIELDS:
        raw, usual = entry.get(name), getattr(default, name)
        value = _texts(raw) if isinstance(usual, tuple) and raw is not None else raw
        if raw is not None:
            if type(value) is not type(usual):
                return None
            values[name] = value
    return ProjectRules(**values)


_COMPOUND: dict[str, Callable[[object], object]] = {
    "provider_folders": _pairs,
    "searches": _pairs,
    "prices": _prices,
    "left_out": _texts,
    "projects": _projects,
}
