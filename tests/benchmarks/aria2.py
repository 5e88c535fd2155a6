"""aria2c, which fetches files and neither hashes, verifies nor syncs them: what saving is measured against."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.saving_run import expect, fresh_folder, without_proxies
from tests.benchmarks.web_server import program


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What it took: wall seconds, seconds of a processor, and how many bytes of memory it held at most."""

    seconds: float
    processor: float
    memory: int


def aria2(urls: Sequence[str], within: Path, slots: int) -> Fetch:
    """Fetch `urls`, `slots` at a time, into a folder of its own below `within` that is removed after."""
    with fresh_folder(within) as folder:
        listed, target = folder / "links", folder / "target"
        listed.write_text("".join(f"{url}\n" for url in urls))
        command = [
            program("aria2c"),
            f"-j{slots}",
            "--file-allocation=none",
            "--no-conf",
            "--quiet",
            "-d",
            str(target),
            "-i",
            str(listed),
        ]
        started = time.perf_counter()
        fetching = subprocess.Popen(command, env=without_proxies())
        _, status, used = os.wait4(fetching.pid, 0)
        seconds = time.perf_counter() - started
        fetching.returncode = os.waitstatus_to_exitcode(status)
        if fetching.returncode:
            raise RuntimeError(f"aria2c ended with {fetching.returncode}.")
        expect(target, len(urls))
        return Fetch(seconds=seconds, processor=used.ru_utime + used.ru_stime, memory=used.ru_maxrss * 1024)
