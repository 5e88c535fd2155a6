"""Sees and uses what is on a display as an assistive program does: through the accessibility bus, and with keys and a pointer.

For the system's Python, which alone has pyatspi, within a D-Bus session and a display.
"""

import subprocess
import time

import pyatspi
from gi.repository import GLib

CONTROLS = frozenset(
    {
        *("push button", "button", "toggle button", "check box", "radio button", "switch", "combo box", "slider", "spin button"),
        *("text", "entry", "password text", "link", "page tab", "page tab list", "progress bar"),
        *("menu", "menu item", "check menu item", "radio menu item", "popup menu"),
        *("list", "list item", "table", "table cell", "table row", "tree", "tree table", "tree item"),
        *("column header", "row header", "table column header", "table row header", "image", "icon", "canvas"),
        *("dialog", "frame", "window", "alert"),
    }
)
"""Roles that say nothing without a name."""

BUTTONS = ("push button", "button", "check box", "toggle button", "radio button")
ITEMS = frozenset({"list item", "table cell", "tree item", "table row"})
MENU_ITEMS = ("menu item", "check menu item", "radio menu item")
PAUSE = 0.03


class Ears:
    """Hears what the desktop tells assistive programs. `focus` is what got the keyboard last, `said` all announcements."""

    def __init__(self):
        self.focus = None
        self.said = []
        pyatspi.Registry.registerEventListener(self._on_focus, "object:state-changed:focused")
        pyatspi.Registry.registerEventListener(self._on_said, "object:announcement")

    def _on_focus(self, event):
        if event.detail1:
            self.focus = event.source

    def _on_said(self, event):
        self.said.append(str(event.any_data))


class NeverSeen(Exception):
    """What was waited for did not come; says what that was."""


class Patience:
    """How long one condition may take, and all of them together, in seconds."""

    def __init__(self, each, together):
        self._each = each
        self._end = time.monotonic() + together

    def wait(self, look, what):
        """Return what `look` finds, as soon as it finds something. Raises NeverSeen."""
        end = min(self._end, time.monotonic() + self._each)
        while True:
            while GLib.MainContext.default().iteration(may_block=False):
                pass
            try:
                found = look()
            except Exception:  # noqa: BLE001 - what is being looked at may vanish at any moment
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise NeverSeen(what)
            time.sleep(PAUSE)

    def left(self):
        """Return how many seconds are left for everything."""
        return max(1.0, self._end - time.monotonic())


def shows(node, state):
    """Tell whether a node is in a state, such as `pyatspi.STATE_FOCUSED`."""
    return node.getState().contains(state)


def nodes(root):
    """Yield `root` and all that is shown below it."""
    yield root
    for child in root:
        if child is not None and shows(child, pyatspi.STATE_SHOWING):
            yield from nodes(child)


def find(root, roles, name="", *, exactly=False):
    """Return the first node shown of one of the roles whose name begins with `name`, or is `exactly` that."""
    wanted = (roles,) if isinstance(roles, str) else roles
    for node in nodes(root):
        if node.getRoleName() in wanted and (node.name == name if exactly else node.name.startswith(name)):
            return node
    return None


def unnamed(root):
    """Return the controls shown that have no name, each with its nearest parents that have one."""
    return [f"{n.getRoleName()} in {_way_to(n)}" for n in nodes(root) if _is_control(n) and not n.name.strip()]


def _is_control(node):
    return node.getRoleName() in CONTROLS or shows(node, pyatspi.STATE_FOCUSABLE)


def _way_to(node):
    way = []
    while (node := node.parent) is not None and len(way) < 6:
        way.append(node.name.strip() or node.getRoleName())
    return " < ".join(way)


def top_of(node):
    """Return the window that a node is in, or the menu or popover, which are in none."""
    while (parent := node.parent) is not None and parent.getRoleName() != "application":
        node = parent
    return node


def tree(root, deep=0):
    """Yield a line for each node shown below `root`, as deep as it stands."""
    states = ", ".join(sorted(pyatspi.stateToString(state) for state in root.getState().getStates() if state in _TOLD))
    yield f"{'  ' * deep}{root.getRoleName()} {root.name!r}{f' ({states})' if states else ''}"
    for child in root:
        if child is not None and shows(child, pyatspi.STATE_SHOWING):
            yield from tree(child, deep + 1)


_TOLD = (pyatspi.STATE_FOCUSED, pyatspi.STATE_CHECKED, pyatspi.STATE_SELECTED, pyatspi.STATE_ACTIVE)


def press(node):
    """Do what a node's first action does."""
    node.queryAction().doAction(0)


def place_of(node, across=0.5):
    """Return a point on the screen in the middle of a node's height, `across` its width."""
    extents = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return round(extents.x + extents.width * across), round(extents.y + extents.height / 2)


def cells(table):
    """Return the cells of a table, row by row."""
    grid = table.queryTable()
    return [[grid.getAccessibleAt(row, column) for column in range(grid.nColumns)] for row in range(grid.nRows)]


def application(name):
    """Return an application once it has a window."""
    return next((app for app in pyatspi.Registry.getDesktop(0) if app is not None and app.name == name and app.childCount), None)


def windows(app):
    """Return the windows of an application that are shown."""
    return [w for w in app if w is not None and shows(w, pyatspi.STATE_SHOWING)]


def window_named(app, name):
    """Return the window shown of an application whose name begins with `name`."""
    return next((w for w in windows(app) if w.name.startswith(name)), None)


def aside(app):
    """Return the window shown that is not the main one."""
    return next((w for w in windows(app) if w.getRoleName() != "frame"), None)


def focused(root):
    """Return the control below `root` that has the keyboard; items of a list say that of themselves at all times."""
    return next((node for node in nodes(root) if shows(node, pyatspi.STATE_FOCUSED) and node.getRoleName() not in ITEMS), None)


def keys(*names):
    """Press keys one after the other, named as xdotool names them: "ctrl+n", "space"."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True, timeout=20)


def type_text(text):
    """Type a text."""
    subprocess.run(["xdotool", "type", "--delay", "4", text], check=True, timeout=60)


def pointer(*words):
    """Move the pointer and its buttons, as xdotool is told."""
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=20)
