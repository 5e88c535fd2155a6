"""The user's settings, with their defaults."""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Light, dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Layout(StrEnum):
    """How tasks are shown: rows, pictures, or columns to sort by."""

    LIST = "list"
    GRID = "grid"
    COLUMNS = "columns"


class Contrast(StrEnum):
    """High contrast, or as the system has it."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class Motion(StrEnum):
    """Less movement, or as the system has it."""

    SYSTEM = "system"
    FULL = "full"
    REDUCED = "reduced"


DEFAULT_TEMPLATE = "{date}/{provider}/{title|prompt:40} {task:8}{part}"
"""How saved files are named below the root folder; the language is documented in :mod:`desktop.domain.naming`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRules:
    """Where a project's files go, and what is done once a task of it is saved.

    An empty `name` stands for every task without rules of its own. `folder` is the root for its files, `copy_to` a folder that gets
    a copy of each, `command` a program with its arguments, `webhook` an address that is told, `eagle` whether Eagle gets the files.
    """

    name: str
    folder: str = ""
    copy_to: str = ""
    command: tuple[str, ...] = ()
    webhook: str = ""
    eagle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user may change.

    `folder` is the root for saved files; empty means `Downloads/Outtray`. `provider_folders` are other roots by provider id, and a
    project's own folder goes before both. `fallback_folder` is where results go that would be lost while their own folder can't
    take them; empty means a folder in the profile. `left_out` are the part groups not saved (:mod:`desktop.domain.choice`).
    `bandwidth_kb` is the most kilobytes a second over all files, 0 for no limit. `paused` stops checking and saving altogether.
    `sidecars`, `embed` and `completion_times` say whether a file gets a JSON description beside it, tags inside it where that
    loses nothing, and the time of its completion.

    How it looks: `thumbnail_px` is the side of a picture in the grid, `text_percent` the size of text, `accent` a colour as
    "#2563EB" (empty: the system's), `language` a code as "zh_CN" (empty: the system's), `client_safe` hides prompts, costs and
    account names. `cache_mb` is the most the cache of thumbnails may hold.

    What is announced: `notify_*` by kind, nothing between `quiet_from` and `quiet_until` ("22:00"; empty: no such hours) nor before
    `muted_until` (an ISO time in UTC). `tray` shows the icon in the tray or menu bar. `archive_after_days` archives what is saved
    and so old, 0 never.

    `searches` are saved searches: a name and the text of its query (:mod:`desktop.domain.saved_search`). `prices` are prices of one
    credit by provider id, in `currency`.

    `updates` looks once a day whether there is a newer Outtray. `inbox` is a folder whose text files are added from and then moved
    away; empty for none.
    """

    folder: str = ""
    provider_folders: tuple[tuple[str, str], ...] = ()
    projects: tuple[ProjectRules, ...] = ()
    fallback_folder: str = ""
    template: str = DEFAULT_TEMPLATE
    auto_save: bool = True
    paused: bool = False
    save_slots: int = 3
    bandwidth_kb: int = 0
    reserve_mb: int = 500
    scheme: Scheme = Scheme.SYSTEM
    compact: bool = False
    left_out: tuple[str, ...] = ()
    suno_originals: bool = False
    sidecars: bool = True
    embed: bool = True
    completion_times: bool = True
    layout: Layout = Layout.LIST
    thumbnail_px: int = 200
    text_percent: int = 100
    contrast: Contrast = Contrast.SYSTEM
    motion: Motion = Motion.SYSTEM
    accent: str = ""
    language: str = ""
    client_safe: bool = False
    cache_mb: int = 1000
    notify_saved: bool = True
    notify_failed: bool = True
    notify_needs_you: bool = True
    quiet_from: str = ""
    quiet_until: str = ""
    muted_until: str = ""
    tray: bool = True
    archive_after_days: int = 0
    searches: tuple[tuple[str, str], ...] = ()
    prices: tuple[tuple[str, float], ...] = ()
    currency: str = "USD"
    updates: bool = False
    inbox: str = ""

    def rules_for(self, project: str | None) -> ProjectRules:
        """Return a project's rules, else those for every task, else none."""
        by_name = {rules.name: rules for rules in self.projects}
        return by_name.get(project or "") or by_name.get("") or ProjectRules(name=project or "")
