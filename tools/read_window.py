"""Uses the window as a screen reader does, through the accessibility bus, and prints what it met as one line of JSON.

For the system's Python, which alone has pyatspi: `/usr/bin/python3 tools/read_window.py COMMAND …`, within a D-Bus session and a
display. COMMAND starts the demo; the script quits it again, with a key that xdotool presses.
"""

import json
import subprocess
import sys

import pyatspi
from assistive import Patience, application, cells, find, nodes, press, shows, unnamed, window_named

UNCLEAR_ID = "1711217942120945"
PATIENCE = Patience(28, 28)


def wait_for(look, what):
    """Return what `look` finds, as soon as it finds something. Raises NeverSeen."""
    return PATIENCE.wait(look, what)


def said(table):
    """Return the texts of a table, row by row."""
    return [[cell.name for cell in row] for row in cells(table)]


def read_list(window, met):
    """Read the rows once one of them is saved, and every control's name."""
    table = wait_for(lambda: find(window, "list", "Tasks"), "the list of tasks")
    wait_for(lambda: any(row[0].startswith("Saved, ") for row in said(table)), "a saved task")
    met["rows"] = [row[0] for row in said(table)]
    side = find(window, "list", "Views, ")
    met["side bar"] = [node.name for node in nodes(side) if node.getRoleName() == "list item"]
    met["unnamed"] = unnamed(window)
    return table


def read_details(window, table, met):
    """Select the first saved task and read the details."""
    row = next(i for i, row in enumerate(said(table)) if row[0].startswith("Saved, "))
    table.queryTable().addRowSelection(row)
    wait_for(lambda: find(window, "push button", "Copy task id"), "the details")
    met["details"] = [node.name for node in nodes(window) if node.getRoleName() == "label"]
    met["unnamed"] += unnamed(window)


def toggle_rows(window, met):
    """Press the toggle of compact rows, and press it again."""
    toggle = wait_for(lambda: find(window, "check box", "Compact rows"), "the toggle of compact rows")
    states = [shows(toggle, pyatspi.STATE_CHECKED)]
    for _ in range(2):
        press(toggle)
        wait_for(lambda: shows(toggle, pyatspi.STATE_CHECKED) is not states[-1], "the toggle's new state")
        states.append(not states[-1])
    met["toggled"] = states


def add_a_task(app, window, met):
    """Open the add dialog, type an id, read the table, add, and see it in the list."""
    press(find(window, "push button", "Add tasks"))
    sheet = wait_for(lambda: window_named(app, "Add tasks"), "the add dialog")
    box = wait_for(lambda: find(sheet, "text"), "the box for ids")
    met["box"] = box.name
    met["focused"] = wait_for(lambda: shows(box, pyatspi.STATE_FOCUSED), "the keyboard in the box")
    box.queryEditableText().setTextContents(UNCLEAR_ID)
    found = wait_for(lambda: find(sheet, "table", "Ids found"), "the table of ids")
    met["found"] = wait_for(lambda: said(found), "the ids")
    met["unnamed"] += unnamed(sheet)
    press(wait_for(lambda: find(sheet, "push button", "Add 1 task"), "the button that adds"))
    wait_for(lambda: window_named(app, "Add tasks") is None, "the end of the add dialog")
    wait_for(lambda: find(window, "list item", f"All, {len(met['rows']) + 1}"), "the new task in the side bar")


def quit_it(app, met):
    """Quit with the keyboard, and leave what is not saved."""
    shown = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^Outtray — Sample tasks$"], capture_output=True, text=True, check=True
    )
    subprocess.run(["xdotool", "windowfocus", "--sync", shown.stdout.split()[0], "key", "ctrl+q"], check=True)

    def answered():
        for other in app:
            button = find(other, "push button", "Quit anyway") if other.getRoleName() == "dialog" else None
            if button is not None:
                met["question"] = other.name
                met["unnamed"] += unnamed(other)
                press(button)
                return True
        return application("Outtray") is None

    wait_for(answered, "the question before quitting, or the end")


def main(command):
    """Walk through the demo started by `command`."""
    met = {}
    with subprocess.Popen(command, stdout=sys.stderr) as process:
        try:
            app = wait_for(lambda: application("Outtray"), "the application")
            window = wait_for(lambda: find(app, "frame", "Outtray — Sample tasks"), "the window")
            table = read_list(window, met)
            read_details(window, table, met)
            toggle_rows(window, met)
            add_a_task(app, window, met)
            quit_it(app, met)
            met["exit"] = process.wait(timeout=PATIENCE.left())
        finally:
            process.terminate()
    print(json.dumps(met, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
