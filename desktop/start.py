"""What one start of the program asks for. Kept light: the first frame waits for it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Where a desktop puts the token with which a program it starts may come forward: on Wayland, and on X11."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One start that asks for the window of `profile`.

    `hidden` is a start at login: the window stays in the tray where there is one. `what` is what to open in it, as it was given:
    outtray: links, addresses of files, and paths.
    """

    profile: Path
    hidden: bool = False
    what: tuple[str, ...] = ()

    @property
    def absolute(self) -> tuple[str, ...]:
        """`what` as it means the same from any folder: paths are made absolute, addresses stay."""
        return tuple(what if _is_address(what) else _absolute(what) for what in self.what)


def token_of(environ: Mapping[str, str]) -> str:
    """Return the token with which this start may bring a window forward; empty where the desktop gave none."""
    return next((environ[name] for name in TOKENS if environ.get(name)), "")


def _absolute(path: str) -> str:
    """Return a path as it is from any folder; as an address where its bytes are no text, which a line of JSON can't carry."""
    whole = os.path.abspath(path)  # noqa: PTH100  # pathlib keeps “..”
    return whole if whole.encode(errors="replace") == os.fsencode(whole) else Path(whole).as_uri()


def _is_address(what: str) -> bool:
    """Tell whether `what` begins with a scheme; one letter is a drive of Windows."""
    scheme, colon, _ = what.partition(":")
    return bool(colon) and len(scheme) > 1 and scheme.isascii() and scheme[0].isalpha() and scheme.replace("-", "").isalnum()
