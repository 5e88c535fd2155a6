"""Carries out the checks that were named and prints a line of JSON for each."""

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

type Facts = dict[str, Any]
type Check = Callable[[Path, str], Facts]
"""Finds facts out; takes a folder to write into, and what stood behind the check's name."""


def main(argv: Sequence[str]) -> int:
    """Carry out `argv`: names of checks, some with a value ("trust=https://localhost:8443/"); or `start SECONDS ARGUMENT…`.

    Returns 0 where each could be carried out, whatever it found.
    """
    if argv[:1] == ["start"]:
        from desktop.self_check.first_paint import start_watched

        return start_watched(float(argv[1]), argv[2:])
    code = 0
    for asked in argv:
        name, _, value = asked.partition("=")
        facts, ran = _carried_out(name, value)
        code |= not ran
        sys.stdout.write(json.dumps({"check": name, "ran": ran, **facts}) + "\n")
        sys.stdout.flush()
    return code


def _carried_out(name: str, value: str) -> tuple[Facts, bool]:
    with tempfile.TemporaryDirectory(prefix="outtray-check-", ignore_cleanup_errors=True) as folder:
        try:
            return _checks()[name](Path(folder), value), True
        except Exception as error:  # noqa: BLE001  # the other checks are carried out all the same, and this one is told of
            return {"error": f"{type(error).__name__}: {error}"}, False


def _checks() -> dict[str, Check]:
    from desktop.self_check import inside, outside

    return {**inside.CHECKS, **outside.CHECKS}
