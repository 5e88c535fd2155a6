"""Leads one process for each look (language, scheme, scale) through the states, two at a time, each with an Xvfb of its own."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fakes.display import screen
from tools.shots.guide import keep_guide
from tools.shots.look import LOOKS, Look
from tools.shots.readme import README, keep_readme
from tools.shots.samples import rehearse
from tools.shots.shoot import shoot
from tools.shots.states_guide import GUIDE
from tools.shots.words import say

ROOT = Path(__file__).parents[2]
SIDE = 1320
"""Of the screen, in points."""

SECONDS = 300
"""How long a look may take."""


def main() -> int:
    """Take the pictures; return 0 if each could be taken."""
    given = _arguments()
    if given.one:
        return shoot(Look.named(given.one), given.base, given.folder, given.only)
    with tempfile.TemporaryDirectory(prefix="outtray-shots-") as temporary:
        base = Path(temporary) / "base"
        rehearse(base)
        if given.readme or given.guide:
            return _for_pages(base, Path(temporary) / "taken", readme=given.readme, guide=given.guide)
        looks = [look for look in LOOKS if not given.look or look.name in given.look]
        return _take(looks, base, given.folder.absolute(), given.only)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.shots", description="Pictures of the window in all its states.")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "shots")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="these states alone; * stands for anything")
    parser.add_argument("--look", nargs="*", default=[], metavar="LOOK", help=f"in these looks alone: {', '.join(map(str, LOOKS))}")
    parser.add_argument("--readme", action="store_true", help="take those of the README, into packaging/screenshots")
    parser.add_argument("--guide", action="store_true", help="take those of the guide, into resources/help")
    parser.add_argument("--one", metavar="LOOK", help=argparse.SUPPRESS)
    parser.add_argument("--base", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _take(looks: list[Look], base: Path, folder: Path, only: list[str]) -> int:
    """Take the pictures of `looks` into `folder`, a folder for each look; return 1 where one of them failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        codes = list(pool.map(lambda look: _run(look, base, folder, only), looks))
    return max(codes, default=0)


def _run(look: Look, base: Path, folder: Path, only: list[str]) -> int:
    with screen(f"{SIDE * look.scale}x{SIDE * look.scale}") as environment, tempfile.TemporaryDirectory() as home:
        own = {"HOME": home, "XDG_CURRENT_DESKTOP": "", "DBUS_SESSION_BUS_ADDRESS": "disabled:", **look.environment}
        command = [sys.executable, "-m", "tools.shots", str(folder), "--one", look.name, "--base", str(base)]
        command += ["--only", *only] if only else []
        python = {"PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", "")}
        return subprocess.run(command, cwd=ROOT, env=environment | own | python, timeout=SECONDS, check=False).returncode


def _for_pages(base: Path, taken: Path, *, readme: bool, guide: bool) -> int:
    """Take the pictures of the README and of the guide, and put them where those are."""
    code = 0
    if readme:
        for look, states in README.items():
            code |= _take([look], base, taken, list(states.values()))
        keep_readme(taken, ROOT / "packaging" / "screenshots")
    if guide:
        code |= _take([Look("en", "light", 2), Look("zh_CN", "light", 2)], base, taken, list(GUIDE))
        keep_guide(taken, ROOT / "resources" / "help")
    shutil.rmtree(taken, ignore_errors=True)
    if code:
        say("Some pictures could not be taken.")
    return code


if __name__ == "__main__":
    sys.exit(main())
