"""A user of Outtray's window who cannot see it: waits for what the accessibility bus tells, and answers with keys and a pointer."""

import subprocess
import sys

import pyatspi
from assistive import (
    BUTTONS,
    MENU_ITEMS,
    Ears,
    NeverSeen,
    Patience,
    application,
    aside,
    cells,
    find,
    focused,
    keys,
    nodes,
    place_of,
    pointer,
    press,
    shows,
    type_text,
    unnamed,
    window_named,
)

EACH, TOGETHER = 45, 240
"""How many seconds one condition may take, and all together: far more than they do."""


MOST_ENTRIES = 60


class Wrong(Exception):
    """What is on the screen is not what is right; says what."""


class User:
    """One user at one window. `nameless` are the controls met so far that have no name."""

    def __init__(self, command):
        self._command = command
        self.patience = Patience(EACH, TOGETHER)
        self.ears = Ears()
        self.nameless = []
        self.process = None
        self.app = None
        self.main = None

    # -- the program -----------------------------------------------------------------------------------------------

    def start(self):
        """Start Outtray and give it the keyboard."""
        self.process = subprocess.Popen(self._command, stdout=sys.stderr)
        self.app = self.patience.wait(lambda: application("Outtray"), "the application")
        self.main = self.patience.wait(lambda: window_named(self.app, "Outtray"), "the window")
        self.see(self.main, "list item", "All, ")
        self.give_keyboard()

    def give_keyboard(self):
        """Give the keyboard to the main window, as a window manager does when a window opens or another one closes."""
        search = ["xdotool", "search", "--onlyvisible", "--name", "^Outtray$"]
        found = subprocess.run(search, capture_output=True, text=True, check=True)
        pointer("windowfocus", "--sync", found.stdout.split()[0])
        self.patience.wait(lambda: focused(self.main), "the keyboard in the window")

    def quit(self):
        """Quit with the keyboard, where nothing stands against it; return the exit code."""
        keys("ctrl+q")
        return self.process.wait(self.patience.left())

    def end(self):
        """End what still runs."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    # -- seeing ----------------------------------------------------------------------------------------------------

    def see(self, root, roles, name="", *, exactly=False):
        """Wait for a node and return it."""
        return self.patience.wait(lambda: find(root, roles, name, exactly=exactly), f"{roles} {name!r} in {root.name!r}")

    def dialog(self, name):
        """Wait for a dialog that has the keyboard."""
        found = self.patience.wait(lambda: window_named(self.app, name), f"the dialog {name!r}")
        self.patience.wait(lambda: focused(found), f"the keyboard in {name!r}")
        return found

    def any_dialog(self, what):
        """Wait for a dialog that has the keyboard, whatever it is called."""
        found = self.patience.wait(lambda: aside(self.app), f"the dialog of {what!r}")
        self.patience.wait(lambda: focused(found), f"the keyboard in the dialog of {what!r}")
        return found

    def gone(self, name):
        """Wait until a dialog is closed and the keyboard is back in the window."""
        self.patience.wait(lambda: aside(self.app) is None, f"the end of {name!r}")
        self.patience.wait(lambda: focused(self.main), f"the keyboard in the window after {name!r}")

    def told(self, beginning):
        """Wait until the window says a sentence, to the eye and to the ear; return it."""
        return self.patience.wait(
            lambda: next(said for said in reversed(self.ears.said) if said.startswith(beginning)), f"a sentence like {beginning!r}"
        )

    def tasks(self):
        """Return the list of tasks, however it is shown."""
        return find(self.main, ("list", "table"), "Tasks")

    def rows(self):
        """Return what the list says of each task."""
        shown = self.tasks()
        return [row[0].name for row in cells(shown)] if shown is not None else []

    def until_rows(self, fits, what):
        """Wait until the list is as it should be, and return it. Raises Wrong with what it says."""
        seen = []

        def look():
            seen[:] = self.rows()
            return fits(seen)

        try:
            self.patience.wait(look, what)
        except NeverSeen:
            raise Wrong(f"{what}: the list says {seen}") from None
        return list(seen)

    def all_rows(self, count):
        """Return what the list says once it holds so many tasks."""
        return self.until_rows(lambda rows: len(rows) == count, f"{count} tasks in the list")

    def names(self, root):
        """Note the controls below `root` that have no name."""
        (found,) = self.patience.wait(lambda: [unnamed(root)], "all controls at once")
        self.nameless += [each for each in found if each not in self.nameless]

    # -- acting ----------------------------------------------------------------------------------------------------

    def press(self, root, name, *, exactly=False):
        """Press a button once it is there and can be pressed."""
        button = self.see(root, BUTTONS, name, exactly=exactly)
        self.patience.wait(lambda: shows(button, pyatspi.STATE_ENABLED), f"the button {name!r} able to be pressed")
        press(button)

    def type_into(self, box, text):
        """Type into a field, until all of it is there."""
        if not shows(box, pyatspi.STATE_FOCUSED):
            box.queryComponent().grabFocus()
        self.patience.wait(lambda: shows(box, pyatspi.STATE_FOCUSED), f"the keyboard in {box.name!r}")
        type_text(text)
        self.patience.wait(lambda: box.queryText().characterCount == len(text), f"all that was typed in {box.name!r}")

    def hear_menu(self, *names):
        """Go once through the menu that was asked for, note entries without a name, and return the last entry heard.

        A menu is no child of anything on the bus, and an entry that stands in two menus says to be in the first one alone: who
        listens is led from entry to entry by the keyboard. Raises Wrong where the menu lacks one of `names`.
        """
        self.ears.focus = None
        heard = [self._next_entry()]
        while (entry := self._next_entry()).name != heard[0].name and len(heard) < MOST_ENTRIES:
            heard.append(entry)
        said = [each.name for each in heard]
        if "" in said:
            self.nameless.append(f"an entry of the menu with {said}")
        if missing := set(names) - set(said):
            raise Wrong(f"the menu lacks {missing}: {said}")
        return entry

    def _next_entry(self):
        """Go down in the open menu, and return the entry reached."""
        before = self.ears.focus
        keys("Down")
        return self.patience.wait(lambda: self.ears.focus is not before and _entry(self.ears.focus), "the next entry of the menu")

    def choose(self, name):
        """Take an entry of the menu that was asked for."""
        entry = self.hear_menu(name)
        while entry.name != name:
            entry = self._next_entry()
        keys("Return")

    def leave_menu(self, entry):
        """Close the menu of an entry, and wait until the keyboard is back in the window."""
        keys("Escape")
        self.patience.wait(lambda: not shows(entry, pyatspi.STATE_SHOWING), "the end of the menu")
        self.patience.wait(lambda: focused(self.main), "the keyboard in the window after the menu")

    def command(self, name):
        """Choose a command in the palette."""
        keys("ctrl+k")
        palette = self.dialog("Commands")
        type_text(name)
        self.patience.wait(lambda: _chosen(palette).startswith(name), f"the command {name!r} chosen")
        keys("Return")
        self.patience.wait(lambda: window_named(self.app, "Commands") is None, "the end of the palette")

    def select(self, title):
        """Select a task by its title with the pointer, and return its row."""
        row = self.patience.wait(lambda: next(r[0] for r in cells(self.tasks()) if title in r[0].name), f"the task {title!r}")
        if shows(row, pyatspi.STATE_SELECTED) and focused(self.tasks()):
            return row
        self.patience.wait(lambda: self._in_sight(row), f"{title!r} in sight")
        pointer("mousemove", *place_of(row, 0.3), "click", 1)
        self.patience.wait(lambda: shows(row, pyatspi.STATE_SELECTED), f"{title!r} selected")
        return row

    def _in_sight(self, row):
        """Tell whether a row is in sight; if not, turn the wheel."""
        area = self.tasks().queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        _, y = place_of(row)
        if area.y < y < area.y + area.height:
            return True
        pointer("mousemove", area.x + area.width // 2, area.y + area.height // 2, "click", 5 if y > area.y else 4)
        return False


def _entry(node):
    return node if node.getRoleName() in MENU_ITEMS else None


def _chosen(dialog):
    """Return the name of the item chosen in the list of a dialog."""
    items = (node for node in nodes(find(dialog, "list")) if node.getRoleName() == "list item")
    return next((item.name for item in items if shows(item, pyatspi.STATE_SELECTED)), "")
