"""The fixtures: one JSON file for each reply, with what it is to be read as."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.domain.status import IdKind
from desktop.providers.base import ApiReply, Dialect, Query
from desktop.providers.registry import dialect_for, spec_for

AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Fixture:
    path: Path

    @cached_property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return found

    @property
    def provider(self) -> str:
        return self.path.parent.name

    @property
    def base_url(self) -> str:
        return str(self.told.get("base_url", spec_for(self.provider).default_base_url))

    @property
    def dialect(self) -> Dialect:
        return dialect_for(self.provider, self.base_url)

    @property
    def query(self) -> Query:
        return Query(tuple(id_pair(found) for found in self.told["request"]["ids"]))

    @property
    def reply(self) -> ApiReply:
        body = self.told["body"]
        written = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        return ApiReply(self.told["status"], self.told["headers"], written.encode("utf-8"), AT)


def all_fixtures() -> list[Fixture]:
    return [Fixture(path) for path in sorted(FOLDER.glob("*/*.json"))]


def id_pair(written: str | list[str]) -> tuple[IdKind, str]:
    return (IdKind.TASK_ID, written) if isinstance(written, str) else (IdKind(written[0]), written[1])


def plain(value: object) -> object:
    """Return a record as JSON would have it: enums as words, times in ISO, spans in seconds."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case tuple() | list():
            return [plain(item) for item in value]
        case Mapping():
            return {key: plain(item) for key, item in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
        case _:
            return value


def differences(expected: object, found: object, at: str = "") -> list[str]:
    """Return where `found` is not as `expected`; of objects only the fields that are expected count."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [line for key, item in expected.items() for line in differences(item, found.get(key, "<absent>"), f"{at}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(expected, found, strict=True))
        return [line for place, (one, other) in pairs for line in differences(one, other, f"{at}[{place}]")]
    return [] if expected == found else [f"{at}: expected {expected!r}, found {found!r}"]
