"""Another program's window: takes whatever files are dropped on it and prints what it got, a line of JSON a drop.

Arguments, as far as they are given: left, top, width and height of the window, and what it puts on the clipboard.
"""

import json
import sys
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


class Target(QWidget):
    """Takes files."""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        got = {
            "urls": [url.toString() for url in data.urls()],
            "text/uri-list": bytes(data.data("text/uri-list").data()).decode(),
            "formats": data.formats(),
            "copy only": event.possibleActions() == Qt.DropAction.CopyAction,
        }
        event.acceptProposedAction()
        sys.stdout.write(json.dumps(got) + "\n")
        sys.stdout.flush()


app = QApplication(sys.argv)
target = Target()
target.setAcceptDrops(True)
place, copied = sys.argv[1:5] or ["1200", "100", "300", "300"], sys.argv[5:]
target.setGeometry(*map(int, place))
target.show()
if copied:
    app.clipboard().setText(copied[0])
sys.stdout.write('"ready"\n')
sys.stdout.flush()
app.exec()
