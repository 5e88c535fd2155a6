"""The part of the walkthrough that looks at every control: all dialogs and menus, and the keyboard's way through the window."""

import pyatspi
from assistive import BUTTONS, ITEMS, aside, keys, nodes, shows, top_of

GUIDE = "Guide"
OF_WINDOW = ("Keyboard shortcuts", "About Outtray", "Costs…", GUIDE)
OF_TASKS = ("Tags…", "Contact sheet…", "Rename to match…", "Show the raw reply", "Move to Trash…")
"""Commands that open a dialog."""

MENU_BUTTONS = ("Menu", "Order", "Status", "More")
LAYOUTS = (("ctrl+2", "Grid"), ("ctrl+3", "Columns"), ("ctrl+1", "List"))
MOST_STEPS = 80


def see_all_dialogs(user):
    """Open every dialog and menu of a window with tasks, note controls without a name, and return what was opened."""
    user.select("Lighthouse")
    opened = [_palette(user), *_settings(user), *(_dialog(user, command) for command in (*OF_WINDOW, *OF_TASKS))]
    opened += [_button_menu(user, name) for name in MENU_BUTTONS]
    return [*opened, _notices(user), _context_menu(user), *_layouts(user), _filters(user), _client_safe(user)]


def _palette(user):
    keys("ctrl+k")
    dialog = user.dialog("Commands")
    user.names(dialog)
    keys("Escape")
    user.gone("Commands")
    return "Commands"


def _settings(user):
    """Look at each section of the settings."""
    keys("ctrl+comma")
    dialog = user.dialog("Settings")
    sections = user.see(dialog, "list", "Sections")
    names = [section.name for section in sections]
    for number, name in enumerate(names):
        user.patience.wait(lambda number=number: shows(sections[number], pyatspi.STATE_SELECTED), f"the section {name!r}")
        user.names(dialog)
        keys("ctrl+Tab")
    keys("Escape")
    user.gone("Settings")
    return [f"Settings: {name}" for name in names]


def _dialog(user, command):
    """Look at the dialog that a command opens."""
    user.command(command)
    dialog = user.any_dialog(command)
    user.names(dialog)
    name = dialog.name
    keys("Escape")
    user.patience.wait(lambda: aside(user.app) is None, f"the end of {name!r}")
    if command == GUIDE:
        user.give_keyboard()
    user.gone(command)
    return name


def _button_menu(user, name):
    user.press(user.main, name)
    user.leave_menu(user.hear_menu())
    return f"the menu of “{name}”"


def _context_menu(user):
    """Hear the menu of a task. Its entries are those of “More”, so that only what happens to keys tells that it is closed."""
    user.select("Lighthouse")
    keys("shift+F10")
    user.hear_menu("Quick view", "Remove")
    keys("Escape")
    return "the menu of a task"


def _notices(user):
    """Look at what was told."""
    user.ears.focus = None
    user.press(user.main, "Notices")
    told = user.patience.wait(lambda: user.ears.focus.name.startswith("Show: ") and user.ears.focus, "the keyboard on a notice")
    popover = top_of(told)
    user.see(popover, BUTTONS, "Mute")
    user.names(popover)
    name = popover.name
    user.leave_menu(told)
    return name


def _layouts(user):
    """Look at every way to show tasks."""
    for shortcut, name in LAYOUTS:
        keys(shortcut)
        button = user.see(user.main, BUTTONS, name, exactly=True)
        user.patience.wait(lambda button=button: shows(button, pyatspi.STATE_CHECKED), f"{name!r} chosen")
        user.patience.wait(lambda: len(user.rows()) == 10, f"ten tasks in {name!r}")
        user.names(user.main)
    return [name for _, name in LAYOUTS]


def _filters(user):
    """Look at the filters, and put them away again."""
    button = user.see(user.main, BUTTONS, "Filter", exactly=True)
    for checked in (True, False):
        user.press(user.main, "Filter", exactly=True)
        user.patience.wait(lambda checked=checked: shows(button, pyatspi.STATE_CHECKED) is checked, f"filters shown: {checked}")
        user.names(user.main)
    return "the filters"


def _client_safe(user):
    """Look at client-safe mode, and leave it again."""
    for said in ("Client-safe mode is on", "Client-safe mode is off"):
        keys("ctrl+shift+h")
        user.told(said)
        user.names(user.main)
    return "Client-safe mode"


def reach_all_by_tab(user):
    """Go through the window with Tab until it is back where it began; return the controls that were not reached.

    Raises NeverSeen where the keyboard is lost on the way.
    """
    wanted = {_key(node) for node in nodes(user.main) if _takes_keyboard(node)}
    reached = []
    at = _key(user.patience.wait(lambda: _with_keyboard(user), "the keyboard in the window"))
    while at not in reached and len(reached) < MOST_STEPS:
        reached.append(at)
        keys("Tab")
        at = user.patience.wait(lambda at=at: _moved(user, at), f"the keyboard somewhere after {at}")
    return sorted(" ".join(key[:2]) for key in wanted - set(reached))


def _takes_keyboard(node):
    """Tell whether Tab is to reach a node; a label takes the keyboard for copying alone, when it is clicked."""
    usable = shows(node, pyatspi.STATE_FOCUSABLE) and shows(node, pyatspi.STATE_ENABLED)
    return usable and node.getRoleName() not in ITEMS | {"label"}


def _key(node):
    extents = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return node.getRoleName(), node.name, extents.x, extents.y


def _with_keyboard(user):
    return next((node for node in nodes(user.main) if _takes_keyboard(node) and shows(node, pyatspi.STATE_FOCUSED)), None)


def _moved(user, before):
    key = _key(_with_keyboard(user))
    return key if key != before else None
