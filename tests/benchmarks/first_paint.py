"""One start of a window, timed: `first_paint.py <spawned at> bare`, or `first_paint.py <spawned at> outtray <profile folder>`.

`spawned at` is the parent's CLOCK_MONOTONIC in seconds, taken just before it started this process. Prints how many seconds
later the first frame with content had been painted (rows with their records, or the page of an empty list), and how many
seconds later the list itself had, which answers to the user; whoever reads that ends it. The clock is the system's, so interpreter
start, imports and everything else are in the figures.
"""

import sys

from desktop.self_check.first_paint import Watch, start_watched


def bare(spawned: float) -> None:
    """Show the window every program could show: one text field, no code of ours."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    field = QTextEdit(window)
    window.setCentralWidget(field)
    window.resize(1240, 790)
    watch = Watch(spawned)
    watch.content(field.viewport(), lambda: True)
    window.show()
    app.exec()


if __name__ == "__main__":
    match sys.argv[1:]:
        case [at, "bare"]:
            bare(float(at))
        case [at, "outtray", folder]:
            start_watched(float(at), ["--profile", folder])
