"""The user's settings, with their defaults."""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Light, dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


DEFAULT_TEMPLATE = "{date}/{provider}/{title|prompt:40} {task:8}{part}"
"""How saved files are named below the root folder; the language is documented in :mod:`desktop.domain.naming`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user may change. `folder` is the root for saved files; empty means `Downloads/Outtray`."""

    folder: str = ""
    template: str = DEFAULT_TEMPLATE
    auto_save: bool = True
    save_slots: int = 3
    reserve_mb: int = 500
    scheme: Scheme = Scheme.SYSTEM
    compact: bool = False
