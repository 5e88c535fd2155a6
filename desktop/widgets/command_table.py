"""The window's own commands as data: what each is called, its keys, where it stands in the menu and among the shortcuts."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.language import words_of
from desktop.widgets.previews.keys import QUICK_VIEW_KEYS


class Topic(StrEnum):
    """What commands and shortcuts are about, in the order they are listed in. The values are shown through the catalogue."""

    WINDOW = words_of("Window")
    SELECTION = words_of("Selected tasks")
    LIST = words_of("In the list")
    VIEWS = words_of("Views")
    SEARCHES = words_of("Saved searches")
    PROJECTS = words_of("Projects")
    SETTINGS = words_of("Settings")
    PREVIEW = words_of("In the quick view")


class WindowAct(StrEnum):
    """The window's commands. The values are keys; :data:`WINDOW_ACTS` says what each is called."""

    ADD = "add"
    PASTE = "paste"
    FIND = "find"
    FILTER = "filter"
    SAVE_SEARCH = "save_search"
    PALETTE = "palette"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    CHECK_ALL = "check_all"
    PAUSE_ALL = "pause_all"
    SAVE_ALL = "save_all"
    RETRY_ALL = "retry_all"
    OPEN_FOLDER = "open_folder"
    REBUILD = "rebuild"
    COSTS = "costs"
    NOTICES = "notices"
    EXPORT_LIST = "export_list"
    CLIENT_SAFE = "client_safe"
    GUIDE = "guide"
    SHORTCUTS = "shortcuts"
    SCRIPTS = "scripts"
    UPDATES = "updates"
    DIAGNOSTICS = "diagnostics"
    ABOUT = "about"
    QUIT = "quit"
    UNDO = "undo"
    NEXT_PANE = "next_pane"
    PREVIOUS_PANE = "previous_pane"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a command is called, and its keys; the first ones are shown."""

    words: str
    keys: tuple[str, ...] = ()


WINDOW_ACTS: dict[WindowAct, Kind] = {
    WindowAct.ADD: Kind(words_of("Add tasks…"), ("Ctrl+N",)),
    WindowAct.PASTE: Kind(words_of("Paste task ids"), ("Ctrl+V",)),
    WindowAct.FIND: Kind(words_of("Find"), ("Ctrl+F",)),
    WindowAct.FILTER: Kind(words_of("Filter"), ("Ctrl+Shift+F",)),
    WindowAct.SAVE_SEARCH: Kind(words_of("Save this search…")),
    WindowAct.PALETTE: Kind(words_of("Find a command…"), ("Ctrl+K",)),
    WindowAct.ACCOUNTS: Kind(words_of("Accounts…")),
    WindowAct.SETTINGS: Kind(words_of("Settings…"), ("Ctrl+,",)),
    WindowAct.CHECK_ALL: Kind(words_of("Check all"), ("Shift+F5",)),
    WindowAct.PAUSE_ALL: Kind(words_of("Pause everything"), ("Ctrl+Shift+P",)),
    WindowAct.SAVE_ALL: Kind(words_of("Save everything that is not saved"), ("Ctrl+Shift+S",)),
    WindowAct.RETRY_ALL: Kind(words_of("Retry all that failed")),
    WindowAct.OPEN_FOLDER: Kind(words_of("Open the folder")),
    WindowAct.REBUILD: Kind(words_of("Rebuild from folder…")),
    WindowAct.COSTS: Kind(words_of("Costs…")),
    WindowAct.NOTICES: Kind(words_of("Notices"), ("Ctrl+Shift+N",)),
    WindowAct.EXPORT_LIST: Kind(words_of("Export the list…")),
    WindowAct.CLIENT_SAFE: Kind(words_of("Client-safe mode"), ("Ctrl+Shift+H",)),
    WindowAct.GUIDE: Kind(words_of("Guide"), ("F1",)),
    WindowAct.SHORTCUTS: Kind(words_of("Keyboard shortcuts"), ("Ctrl+/", "Ctrl+?")),
    WindowAct.SCRIPTS: Kind(words_of("For scripts…")),
    WindowAct.UPDATES: Kind(words_of("Check for updates…")),
    WindowAct.DIAGNOSTICS: Kind(words_of("Diagnostics…")),
    WindowAct.ABOUT: Kind(words_of("About Outtray")),
    WindowAct.QUIT: Kind(words_of("Quit"), ("Ctrl+Q",)),
    WindowAct.UNDO: Kind(words_of("Undo"), ("Ctrl+Z",)),
    WindowAct.NEXT_PANE: Kind(words_of("Next pane"), ("F6",)),
    WindowAct.PREVIOUS_PANE: Kind(words_of("Previous pane"), ("Shift+F6",)),
    WindowAct.CLEAR: Kind(words_of("Clear search"), ("Esc",)),
}

HELP = words_of("Help")

WINDOW_MENU: tuple[WindowAct | tuple[str, tuple[WindowAct, ...]] | None, ...] = (
    *(WindowAct.ADD, WindowAct.PASTE, None),
    *(WindowAct.FIND, WindowAct.FILTER, WindowAct.SAVE_SEARCH, WindowAct.PALETTE, None),
    *(WindowAct.ACCOUNTS, WindowAct.SETTINGS, WindowAct.CLIENT_SAFE, None),
    *(WindowAct.CHECK_ALL, WindowAct.PAUSE_ALL, WindowAct.SAVE_ALL, WindowAct.RETRY_ALL, None),
    *(WindowAct.OPEN_FOLDER, WindowAct.REBUILD, WindowAct.EXPORT_LIST, WindowAct.COSTS, WindowAct.NOTICES, None),
    (HELP, (WindowAct.GUIDE, WindowAct.SHORTCUTS, WindowAct.SCRIPTS, WindowAct.UPDATES, WindowAct.DIAGNOSTICS, WindowAct.ABOUT)),
    WindowAct.QUIT,
)
"""The window's menu, from top to bottom; None is a line between, a pair a menu within."""

UNLISTED = frozenset({WindowAct.PALETTE, WindowAct.NEXT_PANE, WindowAct.PREVIOUS_PANE, WindowAct.CLEAR})
"""Commands that the palette leaves out: from there they make no sense."""

BUILT_IN: tuple[tuple[Topic, str, tuple[str, ...]], ...] = (
    (Topic.LIST, words_of("Open the file, or show the files in their folder"), ("Return",)),
    (Topic.LIST, words_of("Search: just type"), ("A", "B", "C")),
    (Topic.LIST, words_of("Select all"), ("Ctrl+A",)),
    (Topic.LIST, words_of("Go up or down"), ("Up", "Down")),
    (Topic.LIST, words_of("Select more"), ("Shift+Up", "Shift+Down")),
    (Topic.LIST, words_of("Go to the first or the last task"), ("Home", "End")),
    (Topic.LIST, words_of("Show the menu of the tasks"), ("Menu", "Shift+F10")),
    *((Topic.PREVIEW, said, keys) for said, keys in QUICK_VIEW_KEYS),
)
"""Keys that no command stands for, as the shortcuts list them."""
