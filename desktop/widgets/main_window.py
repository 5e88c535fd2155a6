"""The window itself: there at once, in its place and its colours; its content moves in when it is ready."""

from typing import TYPE_CHECKING, override

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from desktop.qt.theme import Theme
from desktop.widgets.window_memory import WindowMemory

if TYPE_CHECKING:
    from desktop.widgets.workspace import Workspace

BAR_HEIGHT, SIDE_WIDTH, STATUS_HEIGHT = 52, 210, 30


class MainWindow(QMainWindow):
    """Outtray's window. Until :meth:`furnish` it paints the grounds of its panes, so that the first frame is not blank.

    `painted` is emitted by that first frame. `memory` is where its place is remembered. `quit_requested` is emitted when the user
    wants to leave and nothing (more) stands against it. `subject` stands in the title after the program's name.
    """

    quit_requested = Signal()
    painted = Signal()

    def __init__(self, theme: Theme, memory: WindowMemory, *, subject: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._memory = memory
        self._workspace: Workspace | None = None
        self.setWindowTitle(f"Outtray — {subject}" if subject else "Outtray")
        self.setMinimumSize(820, 520)
        if not memory.restore(self):
            self.resize(1240, 790)

    @property
    def workspace(self) -> "Workspace | None":
        """The content, once it has moved in."""
        return self._workspace

    def furnish(self, workspace: "Workspace") -> None:
        """Let the content move in."""
        from desktop.qt.icons import app_icon

        self._workspace = workspace
        self.setWindowIcon(app_icon(self._theme.tokens.accent))
        self.setCentralWidget(workspace)
        workspace.quit_requested.connect(self._on_quit_requested)
        workspace.list.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Say that there is no content to show, and why; then only leaving is left."""
        from desktop.widgets.trouble_view import TroubleView

        view = TroubleView(self._theme, sentence)
        view.quit_clicked.connect(self.quit_requested)
        self.setCentralWidget(view)
        view.quit.setFocus()

    def _on_quit_requested(self) -> None:
        self._memory.store(self, self._theme.scheme)
        self.quit_requested.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self._workspace is None:
            self.quit_requested.emit()
        else:
            self._workspace.ask_to_quit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._workspace is not None:
            return
        tokens, width, height = self._theme.tokens, self.width(), self.height()
        body = height - BAR_HEIGHT - STATUS_HEIGHT
        painter = QPainter(self)
        painter.fillRect(0, 0, width, height, tokens.pane)
        painter.fillRect(SIDE_WIDTH + 1, BAR_HEIGHT + 1, width - SIDE_WIDTH - 1, body - 2, tokens.background)
        painter.fillRect(0, BAR_HEIGHT, width, 1, tokens.hairline)
        painter.fillRect(SIDE_WIDTH, BAR_HEIGHT, 1, body, tokens.hairline)
        painter.fillRect(0, height - STATUS_HEIGHT - 1, width, 1, tokens.hairline)
        painter.end()
        self.painted.emit()
