"""Whether Qt can show a window here and previews can be made. Asks processes of their own: a broken Qt may end one at once.

Nothing here imports Qt, so that it works where Qt can't be loaded.
"""

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.finding import Facts, Finding, Health
from desktop.domain.language import sentences, tr
from desktop.qt.fitness_child import BEGINS
from desktop.qt.helper import Helper, HelperGone, HelperSlow
from desktop.qt.system_libraries import missing_in, missing_libraries, named_with_packages

QT_SECONDS = 40.0
PICTURES = frozenset({"png", "jpg", "webp", "gif"})
"""Kinds of pictures that this program can't do without."""

FROZEN_SWITCH = "--qt-fitness"


@dataclass(frozen=True, slots=True)
class _Told:
    """What the child said: facts in all, and the errors of steps.

    `died_at` is the step at which it ended without a word; empty where it ended well.
    """

    facts: Facts
    errors: dict[str, str]
    died_at: str
    stderr: str


def window_found(environ: Mapping[str, str], missing_display: str | None) -> Finding:
    """Return whether a window can be shown. `missing_display` is the sentence that says why there is no display, or None."""
    title = tr("Window")
    asked = {**environ, "QT_QPA_PLATFORM": "offscreen"} if missing_display is not None else dict(environ)
    told = _asked(asked)
    platform = _platform(asked)
    lacks_window, lacks_media = _missing(told, platform, environ)
    facts: Facts = told.facts
    if lacks_window or lacks_media:
        facts = (*facts, ("missing libraries", " ".join([*lacks_window, *lacks_media])))
    if any(step in told.errors or step == told.died_at for step in ("core", "window", "screen")) or told.died_at == "start":
        said, hint = _why_not(told, platform, lacks_window)
        facts = (*facts, *(((f"error in {step}"), text[:300]) for step, text in told.errors.items()))
        facts = (*facts, ("Qt said", told.stderr[-600:])) if told.stderr else facts
        return Finding(name="window", title=title, health=Health.TROUBLE, said=said, hint=hint, facts=facts)
    notes = _lesser(told, lacks_media)
    named = dict(facts)
    said = tr("Qt {version} can show windows ({platform}).", version=named.get("Qt", "–"), platform=named.get("platform", "–"))
    if missing_display is not None:
        said = tr("Qt {version} can be loaded, but there is no display for a window here.", version=named.get("Qt", "–"))
    health = Health.NOTE if notes or missing_display is not None else Health.OK
    return Finding(name="window", title=title, health=health, said=sentences(said, *notes), facts=facts)


def previews_found(environ: Mapping[str, str]) -> Finding:
    """Return whether the helper process starts that opens files before the window does."""
    title = tr("Previews")
    with tempfile.TemporaryDirectory(prefix="outtray-check-") as cache:
        try:
            helper = Helper("media", {**environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": cache})
        except OSError as error:
            return _no_previews(error.strerror or str(error))
        try:
            helper.greet()
        except HelperSlow:
            return _no_previews(tr("it gave no answer in time"))
        except HelperGone:
            return _no_previews(tr("it ended at once"))
        finally:
            helper.end()
    return Finding(name="previews", title=title, said=tr("The helper that makes previews starts."))


def _no_previews(reason: str) -> Finding:
    return Finding(
        name="previews",
        title=tr("Previews"),
        health=Health.TROUBLE,
        said=tr("The helper that makes previews doesn't start: {reason}.", reason=reason),
        hint=tr("Results are saved all the same. Install Outtray again to have previews."),
    )


def _why_not(told: _Told, platform: str, lacks: list[str]) -> tuple[str, str]:
    if lacks:
        said = tr("No window can be shown: the system lacks {libraries}.", libraries=named_with_packages(lacks))
        return said, tr("Install the packages named in brackets (other systems call them similarly).")
    reinstall = tr("Install Outtray again; until then “outtray watch” works in the terminal.")
    if "core" in told.errors or "window" in told.errors or told.died_at in ("start", "core", "window"):
        if "No module named" in told.errors.get("core", ""):
            return tr("Qt (PySide6) is not installed, so no window can be shown."), reinstall
        return tr("Qt can't be loaded, so no window can be shown."), reinstall
    return tr("Qt's part for this display ({platform}) can't be used, so no window can be shown.", platform=platform or "–"), tr(
        "Check QT_QPA_PLATFORM and QT_QPA_PLATFORM_PLUGIN_PATH, and whether the display answers."
    )


def _lesser(told: _Told, lacks_media: list[str]) -> list[str]:
    """Return what is missing and no reason not to start."""
    notes: list[str] = []
    pictures = set(dict(told.facts).get("pictures", "").split())
    if absent := sorted(PICTURES - pictures):
        notes.append(tr("Pictures of these kinds can't be shown: {kinds}.", kinds=", ".join(absent)))
    if lacks_media:
        notes.append(
            tr("Film, sound or 3D may not be shown: the system lacks {libraries}.", libraries=named_with_packages(lacks_media))
        )
        return notes
    if "sound" in told.errors or told.died_at == "sound" or not dict(told.facts).get("film and sound", "-"):
        notes.append(tr("Film and sound can't be played."))
    if "3D" in told.errors or told.died_at in ("3D", "sound"):
        notes.append(tr("3D models can't be shown."))
    return notes


def _missing(told: _Told, platform: str, environ: Mapping[str, str]) -> tuple[list[str], list[str]]:
    if not sys.platform.startswith("linux"):
        return [], []
    named = [library for step in ("core", "window", "screen") for library in missing_in(told.errors.get(step, ""))]
    folder = _qt_folder()
    if inside := getattr(sys, "_MEIPASS", None):  # a frozen program took its own libraries' folder out of what it hands on
        environ = {**environ, "LD_LIBRARY_PATH": str(inside)}
    window, media = missing_libraries(folder, platform, environ) if folder is not None else ([], [])
    return list(dict.fromkeys([*named, *window])), media


def _platform(environ: Mapping[str, str]) -> str:
    """Return the platform plugin that Qt would take."""
    if given := environ.get("QT_QPA_PLATFORM", ""):
        return re.split("[;:]", given)[0]
    if not sys.platform.startswith("linux"):
        return "cocoa" if sys.platform == "darwin" else "windows"
    return "wayland" if environ.get("WAYLAND_DISPLAY") and environ.get("XDG_SESSION_TYPE") == "wayland" else "xcb"


def _qt_folder() -> Path | None:
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return None
    package = Path(found.submodule_search_locations[0])
    return package / "Qt" if (package / "Qt").is_dir() else package


def _asked(environ: Mapping[str, str]) -> _Told:
    """Have the child try the parts of Qt. Its caches go where they are thrown away."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, FROZEN_SWITCH] if frozen else [sys.executable, "-P", "-m", "desktop.qt.fitness_child"]
    package = str(Path(__file__).resolve().parents[2])
    with tempfile.TemporaryDirectory(prefix="outtray-check-") as cache:
        given = {**environ, "PYTHONPATH": package, "XDG_CACHE_HOME": cache}
        try:
            done = subprocess.run(command, capture_output=True, timeout=QT_SECONDS, env=given, check=False)  # noqa: S603  # our own program
            out, said = done.stdout, done.stderr
        except subprocess.TimeoutExpired as slow:
            out, said = slow.stdout or b"", slow.stderr or b""
        except OSError as error:
            out, said = b"", str(error).encode()
    return _read(out.decode(errors="replace"), said.decode(errors="replace").strip())


def _read(out: str, stderr: str) -> _Told:
    facts: list[tuple[str, str]] = []
    errors: dict[str, str] = {}
    at = "start"
    for line in out.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if BEGINS in told:
            at = str(told[BEGINS])
        elif "error" in told:
            errors[str(told["step"])] = str(told["error"])
            at = ""
        elif "step" in told:
            facts += [(str(name), str(value)) for name, value in told["facts"].items()]
            at = ""
    return _Told(tuple(facts), errors, at, stderr)
