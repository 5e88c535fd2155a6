"""What CHANGELOG.md tells of releases, for the formats that package systems read, and the moment a build is stamped with."""

import os
import re
import subprocess
import textwrap
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[2]
AUTHORS = "The Outtray authors <hello@outtray.app>"
_HEADING = re.compile(r"^## (?P<version>\d+\.\d+\.\d+)(?: \((?P<day>[^)]*)\))?$")


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its version, its day (None while it is unreleased), and its points in plain words."""

    version: str
    day: date | None
    points: tuple[str, ...]


def releases(changelog: str) -> tuple[Release, ...]:
    """Return the releases of a changelog, the newest first. Raises ValueError where a heading is none of ours."""
    found: list[tuple[str, date | None, list[str]]] = []
    for line in changelog.splitlines():
        if line.startswith("## "):
            heading = _HEADING.match(line)
            if heading is None:
                raise ValueError(f"CHANGELOG.md has a heading that is no version and day: {line}")
            found.append((heading["version"], _day(heading["day"]), []))
        elif line.startswith("- ") and found:
            found[-1][2].append(line[2:].strip())
        elif line.startswith("  ") and found and found[-1][2]:
            found[-1][2][-1] += f" {line.strip()}"
    return tuple(Release(version, day, tuple(_plain(point) for point in points)) for version, day, points in found)


def _day(words: str | None) -> date | None:
    return None if words in (None, "", "unreleased") else date.fromisoformat(words)


def _plain(point: str) -> str:
    return re.sub(r"[`*]", "", point)


def own_releases() -> tuple[Release, ...]:
    """Return the releases of this checkout."""
    return releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def moment() -> int:
    """Return the second that a build is stamped with: SOURCE_DATE_EPOCH, else that of the commit, else of the changelog."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    try:
        told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
        return int(told.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def commit() -> str:
    """Return the commit of this checkout, nothing where there is none."""
    try:
        told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()


def debian_changelog(all_releases: tuple[Release, ...], stamped: int) -> str:
    """Return the releases in the form of Debian's changelogs; an unreleased one has the moment of the build."""
    stanzas = []
    for release in all_releases:
        points = "\n".join(textwrap.fill(p, 79, initial_indent="  * ", subsequent_indent="    ") for p in release.points)
        when = format_datetime(datetime.combine(_day_of(release, stamped), datetime.min.time(), UTC))
        stanzas.append(f"outtray ({release.version}) stable; urgency=medium\n\n{points}\n\n -- {AUTHORS}  {when}\n")
    return "\n".join(stanzas)


def metainfo(template: str, all_releases: tuple[Release, ...], stamped: int) -> str:
    """Return the AppStream metainfo with the releases in the place that the template leaves for them. Raises ValueError."""
    if "  <releases/>\n" not in template:
        raise ValueError("The metainfo has no place for the releases (<releases/>).")
    lines = ["  <releases>"]
    for release in all_releases:
        points = "".join(f"\n          <li>{escape(point)}</li>" for point in release.points)
        lines.append(
            f'    <release version="{release.version}" date="{_day_of(release, stamped).isoformat()}">\n'
            f"      <description>\n        <ul>{points}\n        </ul>\n      </description>\n    </release>"
        )
    return template.replace("  <releases/>\n", "\n".join([*lines, "  </releases>", ""]))


def _day_of(release: Release, stamped: int) -> date:
    return release.day or datetime.fromtimestamp(stamped, UTC).date()
