"""How this copy of Outtray was built and reached the computer: a record that the build puts among the resources."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

NAME = "build.json"
"""The record's file in the resources; a checkout has none."""


class Channel(StrEnum):
    """By what way a copy came."""

    SOURCE = "source"
    PORTABLE = "portable"
    DEB = "deb"
    FLATPAK = "flatpak"
    WINDOWS = "windows"
    MACOS = "macos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A copy's origin. `updated_by` names who keeps it up to date in place of Outtray ("Debian"); `commit` is what it is of."""

    channel: Channel = Channel.SOURCE
    updated_by: str = ""
    commit: str = ""


def read_build(resources: Path) -> Build:
    """Return what the record among `resources` says; without one, or with one that can't be read, it is a source copy."""
    try:
        record = json.loads((resources / NAME).read_text(encoding="utf-8"))
        return Build(
            channel=Channel(record["channel"]), updated_by=str(record.get("updated_by", "")), commit=str(record.get("commit", ""))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Build()


def write_build(resources: Path, build: Build) -> None:
    """Put the record of a copy among its resources. Raises OSError."""
    record = {"channel": build.channel.value, "updated_by": build.updated_by, "commit": build.commit}
    (resources / NAME).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
