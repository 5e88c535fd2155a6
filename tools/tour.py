"""The part of the walkthrough that looks at every control: all dialogs and menus, and the way of the keyboard through the window."""

import pyatspi
from assistive import BUTTONS, FIELDS, aside, find, focused, keys, nodes, shows, top_of

GUIDE = "Guide"
OF_WINDOW = ("Keyboard shortcuts", "About Outtray", "Costs…", GUIDE)
OF_TASKS = ("Tags…", "Contact sheet…", "Rename to match…", "Show the raw reply", "Move to Trash…")
"""Commands that open a dialog."""

MENU_BUTTONS = ("Menu", "Order", "Status")
FOCUSABLE = frozenset({*BUTTONS, *FIELDS, "list", "table", "tree", "slider", "spin button", "combo box"})
MOST_STEPS = 80


def see_all_dialogs(walk):
    """Open every dialog and menu, note controls without a name, and return what was opened."""
    walk.select("Lighthouse")
    opened = [_palette(walk), *_settings(walk)]
    for command in (*OF_WINDOW, *OF_TASKS):
        walk.command(command)
        dialog = walk.any_dialog(command)
        walk.names(dialog)
        opened.append(dialog.name)
        keys("Escape")
        walk.patience.wait(lambda: aside(walk.app) is None, f"the end of {dialog.name!r}")
        if command == GUIDE:
            walk.give_keyboard()
        walk.gone(command)
    opened += [_button_menu(walk, name) for name in MENU_BUTTONS]
    return [*opened, _context_menu(walk), _notices(walk), *_layouts(walk)]


def _palette(walk):
    keys("ctrl+k")
    dialog = walk.dialog("Commands")
    walk.names(dialog)
    keys("Escape")
    walk.gone("Commands")
    return "Commands"


def _settings(walk):
    """Look at each section of the settings."""
    keys("ctrl+comma")
    dialog = walk.dialog("Settings")
    sections = walk.see(dialog, "list", "Sections")
    names = [item.name for item in sections]
    for number, name in enumerate(names):
        item = walk.patience.wait(
            lambda number=number: shows(sections[number], pyatspi.STATE_SELECTED) and sections[number], f"the section {name!r}"
        )
        walk.names(dialog)
        if item.name != names[-1]:
            keys("ctrl+Tab")
    keys("Escape")
    walk.gone("Settings")
    return [f"Settings: {name}" for name in names]


def _button_menu(walk, name):
    walk.press(walk.main, name)
    menu = walk.menu()
    keys("Escape")
    walk.closed(menu)
    return f"the menu of {name!r}"


def _context_menu(walk):
    walk.select("Lighthouse")
    keys("shift+F10")
    menu = walk.menu("Quick view", "Remove")
    keys("Escape")
    walk.closed(menu)
    return "the menu of a task"


def _notices(walk):
    """Look at what was told while the user looked elsewhere."""
    walk.press(walk.main, "Notices")
    told = walk.patience.wait(lambda: walk.ears.focus.name.startswith("Show: ") and walk.ears.focus, "the keyboard on a notice")
    popover = top_of(told)
    walk.see(popover, BUTTONS, "Mute")
    walk.names(popover)
    keys("Escape")
    walk.closed(popover)
    return popover.name


def _layouts(walk):
    """Look at the other two ways to show tasks, with the filters open, and at client-safe mode."""
    seen = []
    for shortcut, name in (("ctrl+2", "Grid"), ("ctrl+3", "Columns"), ("ctrl+1", "List")):
        keys(shortcut)
        button = walk.see(walk.main, BUTTONS, name, exactly=True)
        walk.patience.wait(lambda button=button: shows(button, pyatspi.STATE_CHECKED), f"{name!r} chosen")
        walk.patience.wait(lambda: len(walk.rows()) == 10, f"ten tasks in {name!r}")
        walk.names(walk.main)
        seen.append(name)
    return seen


def reach_all_by_tab(walk):
    """Go through the window with Tab until it is back where it began; return what was reached, and what was not."""
    wanted = {_key(node) for node in nodes(walk.main) if node.getRoleName() in FOCUSABLE and _takes_keyboard(node)}
    reached = []
    at = _key(walk.patience.wait(lambda: focused(walk.main), "the keyboard in the window"))
    for _ in range(MOST_STEPS):
        keys("Tab")
        at = walk.patience.wait(lambda at=at: _moved(walk, at), f"the keyboard somewhere after {at}")
        if at in reached:
            break
        reached.append(at)
    return {"reached": [" ".join(key[:2]) for key in reached], "missed": [" ".join(key[:2]) for key in wanted - set(reached)]}


def _takes_keyboard(node):
    return shows(node, pyatspi.STATE_FOCUSABLE) and shows(node, pyatspi.STATE_ENABLED)


def _key(node):
    extents = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return node.getRoleName(), node.name, extents.x, extents.y


def _moved(walk, before):
    node = next((n for n in nodes(walk.main) if n.getRoleName() in FOCUSABLE and shows(n, pyatspi.STATE_FOCUSED)), None)
    key = _key(node) if node is not None else None
    return key if key != before else None
