"""One zip for those who are asked for help: every text in it went through the cleaner."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from desktop.engine.doctor.cleaning import Cleaner
from desktop.storage.atomic import write_out

LOG_LINES = 2000
_MOST_ERRORS = 20
_NAME = re.compile(r"outtray\.log(?:\.\d{1,3})?")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?P<level>[A-Z]+) ")


def log_lines(folder: Path) -> list[str]:
    """Return the lines of a profile's logs, the oldest first; files that can't be read are left out."""
    lines: list[str] = []
    found = [path for path in folder.glob("outtray.log*") if _NAME.fullmatch(path.name) and path.is_file()]
    for path in sorted(found, key=_age, reverse=True):
        try:
            lines += path.read_text(encoding="utf-8", errors="backslashreplace").splitlines()
        except OSError as error:
            lines.append(f"({path.name} can't be read: {error.strerror})")
    return lines


def errors_in(lines: Iterable[str]) -> list[str]:
    """Return the newest errors of a log with their tracebacks."""
    found: list[list[str]] = []
    inside = False
    for line in lines:
        stamp = _STAMP.match(line)
        if stamp is not None:
            inside = stamp["level"] in ("ERROR", "CRITICAL")
            if inside:
                found.append([])
        if inside:
            found[-1].append(line)
    return ["\n".join(error) for error in found[-_MOST_ERRORS:]]


def write_bundle(path: Path, members: Mapping[str, object], cleaner: Cleaner) -> None:
    """Write the zip whole or not at all: texts as they are, everything else as JSON. Raises OSError."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            text = cleaner.text(member) if isinstance(member, str) else cleaner.record(member)
            archive.writestr(name, text.encode("utf-8", "backslashreplace"))
    write_out(path, out.getvalue())


def _age(path: Path) -> int:
    return int(path.name.removeprefix("outtray.log").lstrip(".") or 0)
