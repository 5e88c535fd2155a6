"""Plays a new user in the real window, from the first run to the second start, through the accessibility bus.

For the system's Python, which alone has pyatspi, within a D-Bus session with a keyring, and a display:
`/usr/bin/python3 tools/walkthrough.py PLAN`. PLAN is a JSON file with the commands of the programs that take part: "outtray",
"rehearsal" (the providers), "neighbour" (another program's window) and "picture" (takes a picture of the screen). Prints what was
met as one line of JSON; where a step fails, what was on the screen.
"""

import json
import select
import subprocess
import sys
import time
from pathlib import Path

from assistive import BUTTONS, NeverSeen, cells, focused, keys, place_of, pointer, tree, window_named, windows
from tour import reach_all_by_tab, see_all_dialogs
from user import EACH, User, Wrong

OUTSIDE = (1290, 560, 300, 300)
"""Where the neighbour's window is: left, top, width, height in px."""

COUNT = 10
DOUBLE_CLICK = 0.5
"""A press so many seconds after a click is no double click."""

ANSWER_SECONDS = 8
"""How long another window may take to tell of what was dropped on it; a busy machine loses a drop that is too quick."""


class Program:
    """A program that takes part and answers lines with lines of JSON."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question):
        """Ask, and return the answer."""
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        return self.hear(EACH)

    def hear(self, seconds):
        """Return what it says next. Raises NeverSeen where it says nothing for so long."""
        if not select.select([self.process.stdout], [], [], seconds)[0] or not (line := self.process.stdout.readline()):
            raise NeverSeen(f"an answer of {self.process.args}")
        return json.loads(line)

    def end(self):
        """End it."""
        self.process.kill()
        self.process.wait()


class Walk:
    """The steps, in the order of :meth:`walk`. `met` is what was seen."""

    def __init__(self, plan):
        self._plan = plan
        self.met = {"seconds": {}}
        self.user = User(plan["outtray"])
        self._rehearsal = Program(plan["rehearsal"])
        self._known = self._rehearsal.ask("where")
        self._neighbour = Program([*plan["neighbour"], *map(str, OUTSIDE), self._known["note"]])

    def first_run(self):
        """See an empty list that leads to what to do first."""
        user = self.user
        user.start()
        user.see(user.main, "label", "No tasks yet")
        for name in ("Add tasks", "Connect a provider", "Try with sample tasks"):
            user.see(user.main, BUTTONS, name)
        user.names(user.main)

    def connect(self):
        """Connect an account of each provider: on the first-run page, and in the accounts dialog."""
        user, accounts = self.user, self._known["accounts"]
        user.press(user.main, "Connect a provider")
        self._fill_form(accounts[0])
        user.gone("Connect a provider")
        user.command("Accounts")
        dialog = user.dialog("Accounts")
        user.see(dialog, "list item", _connected(accounts[0]))
        for account in accounts[1:]:
            user.press(dialog, "Connect a provider")
            self._fill_form(account)
            user.see(dialog, "list item", _connected(account))
        user.names(dialog)
        user.press(dialog, "Test")
        self.met["tested"] = user.see(dialog, "label", f"{accounts[0]['name']}: {accounts[0]['provider']} accepts").name
        user.press(dialog, "Close")
        user.gone("Accounts")

    def _fill_form(self, account):
        """Fill in the form of an account and store it."""
        user = self.user
        form = user.dialog("Connect a provider")
        user.names(form)
        user.press(form, "Provider")
        user.choose(account["provider"])
        user.see(form, BUTTONS, f"Provider: {account['provider']}")
        for field, text in (("Name", account["name"]), ("Address", account["address"]), ("Key", account["key"])):
            user.type_into(user.see(form, ("text", "password text"), field, exactly=True), text)
        user.press(form, "Connect", exactly=True)
        user.patience.wait(lambda: window_named(user.app, "Connect a provider") is None, "the end of the form")

    def paste(self):
        """Paste ten ids of four providers, copied in another window, and say of the unclear one whose it is."""
        user = self.user
        if self._neighbour.hear(EACH) != "ready" or self._rehearsal.ask("begin") != COUNT:
            raise Wrong("the neighbour's window did not open, or the providers have other tasks")
        user.press(user.main, "Add tasks")
        dialog = user.dialog("Add tasks")
        user.see(dialog, BUTTONS, "Look for ids in the clipboard")
        keys("ctrl+v")
        table = user.see(dialog, "table", "Ids found")
        user.patience.wait(lambda: len(cells(table)) == COUNT, "the ids in the table")
        user.names(dialog)
        unclear = [row for row in cells(table) if row[3].name == "Unclear"]
        if len(unclear) != 1:
            raise Wrong(f"{len(unclear)} ids are unclear, not one")
        owner = f"{self._known['accounts'][0]['provider']} · {self._known['accounts'][0]['name']}"
        pointer("mousemove", *place_of(unclear[0][1], 0.3), "click", 1)
        user.choose(owner)
        user.patience.wait(lambda: all(row[3].name == "New" for row in cells(table)), "ten new ids")
        self.met["found"] = sorted(row[1].name for row in cells(table))
        user.press(dialog, f"Add {COUNT} tasks")
        user.gone("Add tasks")

    def watch(self):
        """Watch all of them arrive."""
        user = self.user
        self.met["said at first"] = sorted({row.partition(",")[0] for row in user.all_rows(COUNT)})
        self.met["rows"] = user.until_rows(lambda rows: all(row.startswith("Saved, ") for row in rows), "ten saved tasks")
        user.see(user.main, "list item", f"Saved, {COUNT}")
        user.see(user.main, "list item", "Not saved yet, 0")
        user.names(user.main)
        self.met["served"] = self._rehearsal.ask("served")

    def search(self):
        """Find tasks by the beginning of a word, and take the search back."""
        user = self.user
        keys("ctrl+f")
        field = user.see(user.main, "text", "Search")
        user.type_into(field, "lam")
        found = user.until_rows(lambda rows: len(rows) == 2, "two tasks that match “lam”")
        if not all("Brass lamp" in row for row in found):
            raise Wrong(f"what was found has no lamp: {found}")
        keys("Escape")
        user.all_rows(COUNT)
        keys("Down")
        user.patience.wait(lambda: focused(user.tasks()), "the keyboard in the list")

    def preview(self):
        """Look at a picture, a film and a model large: Space opens and closes."""
        user = self.user
        for title, shown in (
            ("Lighthouse", ("filler", "Picture Lighthouse")),
            ("Slow drift", ("slider", "Place in the film")),
            ("Brass lamp", (BUTTONS, "Wireframe")),
        ):
            user.select(title)
            keys("space")
            view = user.dialog(f"Quick view: {title}")
            user.see(view, *shown)
            user.names(view)
            if title == "Lighthouse":
                keys("Up")
                user.dialog("Quick view: Slow drift")
            keys("space")
            user.gone("Quick view")

    def drag(self):
        """Drag a saved file to the other window."""
        row = self.user.select("Market poster")
        for pause in (0.02, 0.1, 0.3):
            self._carry(place_of(row, 0.3), pause)
            try:
                self.met["dropped"] = self._neighbour.hear(ANSWER_SECONDS)["urls"]
            except NeverSeen:
                continue
            return
        raise Wrong("nothing arrived in the other window")

    def _carry(self, start, pause):
        """Carry what is at `start` to the other window, with pauses in seconds on the way, and let it go."""
        left, top, width, height = OUTSIDE
        end = (left + width // 2, top + height // 2)
        pointer("sleep", DOUBLE_CLICK, "mousemove", *start, "mousedown", 1)
        for step in range(1, 13):
            at = [here + (there - here) * step // 12 for here, there in zip(start, end, strict=True)]
            pointer("mousemove", *at, "sleep", pause)
        pointer("mousemove", end[0] + 3, end[1] + 3, "sleep", 5 * pause, "mousemove", *end, "sleep", 10 * pause, "mouseup", 1)

    def remove_and_undo(self):
        """Take a task off the list with Delete, and back with Ctrl+Z."""
        user = self.user
        before = user.all_rows(COUNT)
        user.select("Clay cup")
        keys("Delete")
        user.until_rows(lambda rows: rows == [row for row in before if "Clay cup" not in row], "the list without the task")
        self.met["removed"] = user.told("1 task removed. Files kept in ")
        user.see(user.main, "list item", f"All, {COUNT - 1}")
        keys("ctrl+z")
        user.until_rows(lambda rows: rows == before, "the list as it was before")
        user.see(user.main, "list item", f"All, {COUNT}")

    def all_controls(self):
        """Open every dialog and menu, and go through the window with Tab."""
        self.met["opened"] = see_all_dialogs(self.user)
        self.met["not reached"] = reach_all_by_tab(self.user)

    def restart(self):
        """Quit, start again, and find everything as it was, with nothing left to check or to save."""
        user = self.user
        before = user.all_rows(COUNT)
        codes = [user.quit()]
        user.start()
        user.until_rows(lambda rows: rows == before, "the same list after a restart")
        user.see(user.main, "list item", f"Saved, {COUNT}")
        for account in self._known["accounts"]:
            user.see(user.main, "list item", f"{account['name']} — {account['provider']}")
        keys("shift+F5")
        user.told("Nothing is left to check.")
        self.met["exit"] = [*codes, user.quit()]
        self.met["served again"] = self._rehearsal.ask("served")

    # -- all of it -------------------------------------------------------------------------------------------------

    def walk(self):
        """Take all steps. Raises SystemExit with what was on the screen where one fails."""
        first = (self.first_run, self.connect, self.paste, self.watch, self.search, self.preview)
        for step in (*first, self.drag, self.remove_and_undo, self.all_controls, self.restart):
            began = time.monotonic()
            try:
                step()
            except (Wrong, NeverSeen, subprocess.SubprocessError) as trouble:
                raise SystemExit(self._failed(step, trouble)) from None
            self.met["seconds"][step.__name__] = round(time.monotonic() - began, 1)
        self.met["nameless"] = self.user.nameless

    def _failed(self, step, trouble):
        """Return what went wrong in a step, and what is on the screen; take a picture of it."""
        subprocess.run(self._plan["picture"], check=False, timeout=30)
        what = "never seen: " if isinstance(trouble, NeverSeen) else ""
        app = self.user.app
        seen = [line for each in (windows(app) if app is not None else ()) for line in tree(each)]
        return "\n".join([f"{step.__name__} ({step.__doc__}) failed. {what}{trouble}", "On the screen:", *seen])

    def end(self):
        """End what still runs."""
        for each in (self._rehearsal, self._neighbour, self.user):
            each.end()


def _connected(account):
    """Return what is said of an account whose key lies in the keyring."""
    return f"{account['name']} — {account['provider']}, Key {account['key'][-4:]} in your keychain"


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
