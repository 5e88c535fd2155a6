"""How a window looks, taken over from one profile into another: the sample tasks' window looks as the user's own does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.domain.settings import Settings
from desktop.storage.glance import glance_at
from desktop.storage.paths import Profile
from desktop.storage.settings import SettingsStore

LOOK_OF = "OUTTRAY_LOOK_OF"
"""The environment variable that names the profile to look like."""

_LOOK = ("scheme", "contrast", "motion", "accent", "text_percent", "language", "compact", "layout", "thumbnail_px")


def take_look(place: Profile, environ: Mapping[str, str], now: datetime) -> None:
    """Write the look that `environ` names into the settings of `place`, a new profile; nothing happens where none is named."""
    named = environ.get(LOOK_OF)
    seen = glance_at(Profile(Path(named)), 0) if named else None
    if seen is None:
        return
    place.prepare()
    store, _ = SettingsStore.open(place.settings_file, now)
    store.write_settings(dressed(store.settings, seen.settings))


def dressed(settings: Settings, like: Settings) -> Settings:
    """Return `settings` that look like others."""
    return replace(settings, **{name: getattr(like, name) for name in _LOOK})
