"""Plays a new user in the real window, from the first run to the second start, through the accessibility bus.

For the system's Python, which alone has pyatspi, within a D-Bus session with a keyring, and a display:
`/usr/bin/python3 tools/walkthrough.py PLAN`. PLAN is a JSON file with the commands of the programs that take part: "outtray",
"rehearsal" (the providers), "neighbour" (another program's window) and "picture" (takes a picture of the screen). Prints what was
met as one line of JSON; where a step fails, what was on the screen.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

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
    tree,
    type_text,
    unnamed,
    window,
    windows,
)
from tour import reach_all_by_tab, see_all_dialogs

EACH, TOGETHER = 20, 200
"""How many seconds one condition may take, and all together: far more than they do."""

OUTSIDE = (1290, 560, 300, 300)
"""Where the neighbour's window is: left, top, width, height in px."""

WORD = "lamp"


class Wrong(Exception):
    """A user would see something else than is right; says what."""


class Program:
    """A program that takes part and answers lines with lines of JSON."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question):
        """Ask, and return the answer."""
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self):
        """Return what it says next."""
        line = self.process.stdout.readline()
        if not line:
            raise Wrong(f"{self.process.args[-1]} ended")
        return json.loads(line)

    def end(self):
        """End it."""
        self.process.kill()
        self.process.wait()


class Walk:
    """One user at one screen. `met` is what was seen."""

    def __init__(self, plan):
        self.plan = plan
        self.ears = Ears()
        self.patience = Patience(EACH, TOGETHER)
        self.met = {"unnamed": [], "seconds": {}}
        self.rehearsal = Program(plan["rehearsal"])
        self.known = self.rehearsal.ask("where")
        self.neighbour = Program([*plan["neighbour"], *map(str, OUTSIDE), self.known["note"]])
        if self.neighbour.hear() != "ready":
            raise Wrong("the neighbour's window did not open")
        self.outtray = None
        self.app = None
        self.main = None

    # -- looking ---------------------------------------------------------------------------------------------------

    def see(self, root, roles, name="", *, exactly=False):
        """Wait for a node and return it."""
        return self.patience.wait(lambda: find(root, roles, name, exactly=exactly), f"{roles} {name!r} in {root.name!r}")

    def dialog(self, name):
        """Wait for a dialog that has the keyboard."""
        found = self.patience.wait(lambda: window(self.app, name), f"the dialog {name!r}")
        self.patience.wait(lambda: focused(found), f"the keyboard in {name!r}")
        return found

    def any_dialog(self, what):
        """Wait for a dialog whatever it is called."""
        found = self.patience.wait(lambda: aside(self.app), f"the dialog of {what!r}")
        self.patience.wait(lambda: focused(found), f"the keyboard in the dialog of {what!r}")
        return found

    def gone(self, name):
        """Wait until a dialog is closed and the keyboard is back in the window."""
        self.patience.wait(lambda: aside(self.app) is None, f"the end of {name!r}")
        self.patience.wait(lambda: focused(self.main), f"the keyboard in the window after {name!r}")

    def press(self, root, name, *, exactly=False):
        """Press a button once it is there and can be pressed."""
        button = self.see(root, BUTTONS, name, exactly=exactly)
        self.patience.wait(lambda: shows(button, pyatspi.STATE_ENABLED), f"the button {name!r} able to be pressed")
        press(button)

    def rows(self):
        """Return what the list says of each task."""
        table = find(self.main, "list", "Tasks")
        return [row[0].name for row in cells(table)] if table is not None else []

    def until_rows(self, fits, what):
        """Wait until the list is as it should be, and return it. Raises Wrong with what it says."""
        try:
            return self.patience.wait(lambda: fits(rows := self.rows()) and (rows or ["nothing"]), what)
        except NeverSeen:
            raise Wrong(f"{what}: the list says {self.rows()}") from None

    def told(self, part):
        """Wait until the window says a sentence."""
        return self.patience.wait(
            lambda: next((n.name for n in nodes(self.main) if n.getRoleName() == "label" and part in n.name), None),
            f"the sentence {part!r}",
        )

    def type_into(self, box, text):
        """Type into a field, until all of it is there."""
        if not shows(box, pyatspi.STATE_FOCUSED):
            box.queryComponent().grabFocus()
        self.patience.wait(lambda: shows(box, pyatspi.STATE_FOCUSED), f"the keyboard in {box.name!r}")
        type_text(text)
        self.patience.wait(lambda: box.queryText().characterCount == len(text), f"all that was typed in {box.name!r}")

    def menu(self, *names):
        """Wait for the menu that was asked for, which has `names` in it, and return it with the keyboard in it.

        Menus are no children of anything on the bus: who listens is led to them by the keyboard.
        """
        keys("Down")
        item = self.patience.wait(
            lambda: self.ears.focus.getRoleName() in MENU_ITEMS and self.ears.focus, f"the keyboard in the menu with {names}"
        )
        menu = item.parent
        for name in names:
            self.see(menu, MENU_ITEMS, name)
        self.names(menu)
        return menu

    def closed(self, menu):
        """Wait until a menu is closed."""
        self.patience.wait(lambda: not shows(menu, pyatspi.STATE_SHOWING), "the end of the menu")
        self.patience.wait(lambda: focused(self.main), "the keyboard in the window after the menu")

    def choose(self, menu, name):
        """Go down to an entry of the open menu and take it."""
        for _ in range(menu.childCount):
            if self.ears.focus.name == name:
                break
            before = self.ears.focus
            keys("Down")
            self.patience.wait(lambda before=before: self.ears.focus != before, f"the keyboard on the way to {name!r}")
        keys("Return")

    def names(self, root):
        """Note the controls without a name."""
        self.met["unnamed"] += [each for each in unnamed(root) if each not in self.met["unnamed"]]

    def command(self, name):
        """Choose a command in the palette."""
        keys("ctrl+k")
        self.dialog("Commands")
        type_text(name)
        self.patience.wait(lambda: self.chosen(window(self.app, "Commands")).startswith(name), f"the command {name!r} chosen")
        keys("Return")
        self.patience.wait(lambda: window(self.app, "Commands") is None, "the end of the palette")

    def chosen(self, root):
        """Return the name of the item chosen in the first list of a dialog."""
        items = (n for n in nodes(find(root, "list")) if n.getRoleName() == "list item")
        return next((n.name for n in items if shows(n, pyatspi.STATE_SELECTED)), "")

    # -- the steps -------------------------------------------------------------------------------------------------

    def start(self):
        """Start Outtray and give it the keyboard, as a window manager does."""
        self.outtray = subprocess.Popen(self.plan["outtray"], stdout=sys.stderr)
        self.app = self.patience.wait(lambda: application("Outtray"), "the application")
        self.main = self.patience.wait(lambda: window(self.app, "Outtray"), "the window")
        self.see(self.main, "list item", "All, ")
        self.give_keyboard()

    def give_keyboard(self):
        """Give the keyboard to the main window, as a window manager does when a window opens or another one closes."""
        search = ["xdotool", "search", "--onlyvisible", "--name", "^Outtray$"]
        found = subprocess.run(search, capture_output=True, text=True, check=True)
        pointer("windowfocus", "--sync", found.stdout.split()[0])

    def first_run(self):
        """An empty list leads to what to do first."""
        self.start()
        self.see(self.main, "label", "No tasks yet")
        for name in ("Add tasks", "Connect a provider", "Try with sample tasks"):
            self.see(self.main, BUTTONS, name)
        self.patience.wait(lambda: focused(self.main), "the keyboard in the window")
        self.names(self.main)

    def connect(self):
        """Connect an account of each provider, from the first-run page and in the accounts dialog."""
        self.press(self.main, "Connect a provider")
        self.fill_form(self.known["accounts"][0])
        self.gone("Connect a provider")
        self.command("Accounts")
        dialog = self.dialog("Accounts")
        for account in self.known["accounts"][1:]:
            self.press(dialog, "Connect a provider")
            self.fill_form(account)
            self.see(dialog, "list item", f"{account['name']} — {account['provider']}, Key ")
        self.names(dialog)
        self.press(dialog, "Test")
        self.met["tested"] = self.see(dialog, "label", f"{self.known['accounts'][0]['name']}: ").name
        self.press(dialog, "Close")
        self.gone("Accounts")

    def fill_form(self, account):
        """Fill the form of an account in and store it."""
        form = self.dialog("Connect a provider")
        self.names(form)
        self.press(form, "Provider")
        menu = self.menu(account["provider"])
        self.choose(menu, account["provider"])
        self.see(form, BUTTONS, f"Provider: {account['provider']}")
        for field, text in (("Name", account["name"]), ("Address", account["address"]), ("Key", account["key"])):
            self.type_into(self.see(form, ("text", "password text"), field, exactly=True), text)
        self.press(form, "Connect", exactly=True)
        self.patience.wait(lambda: window(self.app, "Connect a provider") is None, "the end of the form")

    def paste(self):
        """Paste ten ids of four providers, copied in another window."""
        self.met["tasks"] = self.rehearsal.ask("begin")
        self.press(self.main, "Add tasks")
        dialog = self.dialog("Add tasks")
        self.see(dialog, BUTTONS, "Use the clipboard")
        keys("ctrl+v")
        table = self.see(dialog, "table", "Ids found")
        self.patience.wait(lambda: len(cells(table)) == len(self.known["ids"]), "the ids in the table")
        self.met["found"] = [[cell.name for cell in row] for row in cells(table)]
        self.names(dialog)
        self.answer(table)
        self.press(dialog, f"Add {len(self.known['ids'])} tasks")
        self.gone("Add tasks")

    def answer(self, table):
        """Say of the one id that is unclear whose it is."""
        unclear = [row for row in cells(table) if row[3].name == "Unclear"]
        if len(unclear) != 1:
            raise Wrong(f"one id is unclear, not {len(unclear)}")
        owner = f"{self.known['accounts'][0]['provider']} · {self.known['accounts'][0]['name']}"
        pointer("mousemove", *place_of(unclear[0][1], 0.3), "click", 1)
        self.choose(self.menu(owner), owner)
        self.patience.wait(lambda: all(row[3].name == "New" for row in cells(table)), "ten new ids")

    def watch(self):
        """Watch all of them arrive in the folder."""
        self.until_rows(lambda rows: len(rows) == 10, "ten tasks in the list")
        self.met["said before"] = sorted({row.partition(",")[0] for row in self.rows()})
        self.met["rows"] = self.until_rows(
            lambda rows: len(rows) == 10 and all(row.startswith("Saved, ") for row in rows), "ten saved tasks"
        )
        self.see(self.main, "list item", "Saved, 10")
        self.see(self.main, "list item", "Not saved yet, 0")
        self.names(self.main)
        self.met["served"] = self.rehearsal.ask("served")

    def search(self):
        """Find tasks by the beginning of a word, and take the search back."""
        keys("ctrl+f")
        field = self.see(self.main, "text", "Search")
        self.patience.wait(lambda: shows(field, pyatspi.STATE_FOCUSED), "the keyboard in the search")
        self.type_into(field, WORD[:3])
        found = self.until_rows(lambda rows: len(rows) == 2, f"two tasks that match {WORD[:3]!r}")
        if not all(WORD in row.lower() for row in found):
            raise Wrong(f"what was found does not say {WORD!r}: {found}")
        self.met["search"] = found
        keys("Escape")
        self.until_rows(lambda rows: len(rows) == 10, "all tasks after the search")
        keys("Down")
        self.patience.wait(lambda: focused(find(self.main, "list", "Tasks")), "the keyboard in the list")

    def preview(self):
        """Look at a picture large with Space, and close it with Space."""
        self.select("Lighthouse")
        keys("space")
        view = self.dialog("Quick view: Lighthouse")
        self.see(view, "filler", "Picture Lighthouse")
        self.names(view)
        keys("Up")
        self.patience.wait(lambda: view.name.startswith("Quick view: Slow drift"), "the next task in the quick view")
        self.see(view, "slider", "Place in the film")
        self.names(view)
        self.met["quick view"] = [n.name for n in nodes(view) if n.name]
        keys("space")
        self.gone("Quick view")

    def select(self, title):
        """Select a task by its title with the pointer, and return its row."""
        row = self.patience.wait(lambda: next(r[0] for r in cells(find(self.main, "list", "Tasks")) if title in r[0].name), title)
        self.patience.wait(lambda: self.in_sight(row), f"{title!r} in sight")
        pointer("mousemove", *place_of(row, 0.3), "click", 1)
        self.patience.wait(lambda: shows(row, pyatspi.STATE_SELECTED), f"{title!r} selected")
        return row

    def in_sight(self, row):
        """Tell whether a row is in sight; if not, turn the wheel."""
        area = find(self.main, "list", "Tasks").queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        _, y = place_of(row)
        if area.y < y < area.y + area.height:
            return True
        pointer("mousemove", area.x + area.width // 2, area.y + area.height // 2, "click", 5 if y > area.y else 4)
        return False

    def drag(self):
        """Drag a saved file to the other window."""
        row = self.select("Market poster")
        time.sleep(0.5)  # a press so soon after a click would be a double click
        left, top, width, height = OUTSIDE
        end = (left + width // 2, top + height // 2)
        x, y = place_of(row, 0.3)
        pointer("mousemove", x, y, "mousedown", 1)
        for step in range(1, 13):
            pointer("mousemove", x + (end[0] - x) * step // 12, y + (end[1] - y) * step // 12, "sleep", 0.02)
        pointer("mousemove", end[0] + 3, end[1] + 3, "sleep", 0.1, "mousemove", *end, "sleep", 0.2, "mouseup", 1)
        self.met["dropped"] = self.neighbour.hear()["urls"]

    def remove_and_undo(self):
        """Take a task off the list with Delete, and back with Ctrl+Z."""
        before = self.rows()
        self.select("Clay cup")
        keys("Delete")
        self.until_rows(lambda rows: len(rows) == 9 and not any("Clay cup" in row for row in rows), "nine tasks after removing one")
        self.met["removed"] = self.told("1 task removed. Files kept in Outtray.")
        self.see(self.main, "list item", "All, 9")
        keys("ctrl+z")
        self.until_rows(lambda rows: rows == before, "the list as it was before")
        self.see(self.main, "list item", "All, 10")

    def dialogs(self):
        """Open every dialog and menu, and go through all controls with Tab."""
        self.met["dialogs"] = see_all_dialogs(self)
        self.met["tab"] = reach_all_by_tab(self)

    def restart(self):
        """Quit, start again, and find everything as it was."""
        before = self.rows()
        self.quit()
        self.start()
        self.until_rows(lambda rows: rows == before, "the same list after a restart")
        self.see(self.main, "list item", "Saved, 10")
        for account in self.known["accounts"]:
            self.see(self.main, "list item", f"{account['name']} — {account['provider']}")
        self.met["served again"] = self.rehearsal.ask("served")
        self.quit()

    def quit(self):
        """Quit with the keyboard; nothing stands against it."""
        keys("ctrl+q")
        self.met.setdefault("exit", []).append(self.outtray.wait(self.patience.left()))

    # -- all of it -------------------------------------------------------------------------------------------------

    def walk(self):
        """Take all steps; a step that fails says what was on the screen."""
        steps = (self.first_run, self.connect, self.paste, self.watch, self.search, self.preview, self.drag)
        for step in (*steps, self.remove_and_undo, self.dialogs, self.restart):
            if step.__name__ in __import__("os").environ.get("SKIP", "").split():
                continue
            began = time.monotonic()
            try:
                step()
            except (Wrong, NeverSeen, subprocess.SubprocessError) as trouble:
                raise SystemExit(self.failed(step, trouble)) from None
            self.met["seconds"][step.__name__] = round(time.monotonic() - began, 1)

    def failed(self, step, trouble):
        """Return what went wrong in a step, with what is on the screen; take a picture of it."""
        subprocess.run(self.plan["picture"], check=False, timeout=30)
        name = (
            "not as it should be" if isinstance(trouble, Wrong) else "never seen" if isinstance(trouble, NeverSeen) else "broke off"
        )
        seen = [line for each in (windows(self.app) if self.app is not None else ()) for line in tree(each)]
        asked = [line for each in (step.__doc__,) if each for line in each.splitlines()]
        lines = [f"{step.__name__} ({asked[0]}) {name}: {trouble}", "On the screen:", *seen, json.dumps(self.met)]
        return "\n".join(lines)

    def end(self):
        """End what still runs."""
        for program in (self.rehearsal, self.neighbour):
            program.end()
        if self.outtray is not None:
            self.outtray.kill()
            self.outtray.wait()


def main(plan):
    """Walk, and print what was met."""
    walk = Walk(json.loads(plan.read_text(encoding="utf-8")))
    try:
        walk.walk()
    finally:
        walk.end()
    print(json.dumps(walk.met, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
