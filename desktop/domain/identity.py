"""By what names the systems know this application."""

from collections.abc import Mapping
from typing import Final

APP_NAME: Final = "Outtray"

MODEL_ID: Final = "Outtray.Outtray"
"""Windows' AppUserModelID: what groups windows with their start-menu entry, and says whose a notification is."""

_DESKTOP_ID: Final = "outtray"


def desktop_id(environ: Mapping[str, str]) -> str:
    """Return the name of the desktop file without its ending: the package's own, or what it is called within Flatpak."""
    return environ.get("FLATPAK_ID") or _DESKTOP_ID
