"""The window itself: there at once, in its place and its colours; its content moves in when it is ready."""

import sys
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.widgets.pane_widths import DETAILS, SIDE_BAR, pane_width
from desktop.widgets.window_memory import WindowMemory
from desktop.widgets.window_place import first_size, fit

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.storage.glance import Glance
    from desktop.widgets.workspace import Workspace

BAR_HEIGHT, STATUS_HEIGHT = 52, 30

SETTLED_MS = 1000
"""How long the window stands still before its place is remembered: a session may end without a word to it."""


class MainWindow(QMainWindow):
    """Outtray's window. Until :meth:`furnish` it paints the grounds of its panes, so that the first frame is not blank.

    `memory` is where its place is remembered. `quit_requested` is emitted when the user
    wants to leave and nothing (more) stands against it; `wants_to_quit` stays true then, for that may have been in the first
    frame, when nobody listens yet. `subject` stands in the title after the program's name. `session_ends` tells whether the user
    is signing out: then nothing stands against it.
    """

    quit_requested = Signal()

    def __init__(self, theme: Theme, memory: WindowMemory, *, subject: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._memory = memory
        self._workspace: Workspace | None = None
        self._glance: QWidget | None = None
        self._waiting: QLabel | None = None
        self._with_details = False
        self.wants_to_quit = False
        self.session_ends: Callable[[], bool] = lambda: False
        self.quit_requested.connect(self._on_leaving)
        self.setWindowTitle(tr("Outtray — {subject}", subject=subject) if subject else "Outtray")
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._remember)
        theme.changed.connect(self._begin_settling)
        self.setMinimumSize(first_size(QSize(820, 520)))
        self._placed = memory.restore(self)
        if not self._placed:
            self.resize(first_size(QSize(1240, 790)))

    @property
    def workspace(self) -> "Workspace | None":
        """The content, once it has moved in."""
        return self._workspace

    def show_glance(self, seen: "Glance") -> None:
        """Show what there is to see of the profile until the content has moved in and is filled."""
        from desktop.widgets.glance import glanced

        self._glance = glanced(self._theme, seen, self)
        self._with_details = bool(seen.tasks)
        self._place_glance()

    def show_waiting(self, sentence: str) -> None:
        """Say why the content isn't there yet: in the middle of the window, or under what is seen of the list."""
        from desktop.widgets.labels import PlainLabel

        self._waiting = PlainLabel(self._theme, sentence)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setParent(self)
        self._place_waiting()
        self._waiting.show()

    def furnish(self, workspace: "Workspace") -> None:
        """Let the content move in."""
        from desktop.qt.icons import app_icon

        self._workspace = workspace
        self._end_waiting()
        if sys.platform != "darwin":  # there it would take the place of the bundle's own
            QGuiApplication.setWindowIcon(app_icon(self._theme.tokens.accent))
        self.setCentralWidget(workspace)
        workspace.guard.memory = self._memory
        workspace.tasks.restore_columns(self._memory.columns())
        workspace.tasks.columns_arranged.connect(self._memory.store_columns)
        workspace.quit_requested.connect(self.end)
        workspace.list.setFocus()
        if self._glance is not None:
            self._glance.raise_()
            workspace.model.loaded.connect(self._end_glance)
        self._begin_settling()

    def show_trouble(self, sentence: str) -> None:
        """Say that there is no content to show, and why; then only leaving is left."""
        from desktop.widgets.trouble_view import TroubleView

        self._end_waiting()
        view = TroubleView(self._theme, sentence)
        view.quit_clicked.connect(self.quit_requested)
        self.setCentralWidget(view)
        self.show()
        view.quit.setFocus()

    def _panes(self) -> tuple[int, int, int, int]:
        """Return how high the bar, how wide the side bar and the details, and how high the status line will be."""
        px = self._theme.px
        side, details = (pane_width(self._theme, self.width(), *of) for of in (SIDE_BAR, DETAILS))
        return px(BAR_HEIGHT), side, details, px(STATUS_HEIGHT)

    def _place_glance(self) -> None:
        if self._glance is not None:
            bar, side, details, status = self._panes()
            before, after = side + 1, details + 1 if self._with_details else 0
            left = after if self.isRightToLeft() else before
            self._glance.setGeometry(left, bar + 1, self.width() - before - after, self.height() - bar - status - 2)

    def _end_glance(self) -> None:
        if self._glance is not None:
            self._glance.deleteLater()
            self._glance = None

    def _place_waiting(self) -> None:
        if self._waiting is not None:
            bar, _, _, status = self._panes()
            top = bar + 1 if self._glance is None else self.height() - status
            self._waiting.setGeometry(0, top, self.width(), self.height() - top)

    def _end_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.deleteLater()
            self._waiting = None

    def leave(self) -> None:
        """Quit because the system asks for it: at once where the session ends, else as if the user had asked."""
        if self._workspace is None or self.session_ends():
            self.end()
        else:
            self._workspace.ask_to_quit()

    def _on_leaving(self) -> None:
        self.wants_to_quit = True

    def end(self) -> None:
        """Quit at once, whatever is under way."""
        self._remember()
        self.quit_requested.emit()

    def _begin_settling(self) -> None:
        if self._workspace is not None and not self.wants_to_quit:
            self._settling.start()

    def _remember(self) -> None:
        self._settling.stop()
        if self._placed:  # one that was never shown has no place yet
            self._memory.store(self, self._theme.appearance)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.session_ends():
            self.end()
        elif self._workspace is None:
            self.quit_requested.emit()
        else:
            self._workspace.guard.close()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._placed and not event.spontaneous():
            fit(self)  # a screen may have gone while it was hidden
        self._placed = True
        super().showEvent(event)

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._begin_settling()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._begin_settling()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._begin_settling()
        self._place_glance()
        self._place_waiting()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._workspace is not None:
            return
        tokens, width, height = self._theme.tokens, self.width(), self.height()
        bar, side, details, status = self._panes()
        body = height - bar - status
        before, after = side + 1, details + 1 if self._with_details else 0
        left, right = (after, before) if self.isRightToLeft() else (before, after)
        painter = QPainter(self)
        painter.fillRect(0, 0, width, height, tokens.hairline)
        for at, wide in ((0, max(0, left - 1)), (width - right + 1, max(0, right - 1))):
            painter.fillRect(at, bar + 1, wide, body - 2, tokens.pane)
        painter.fillRect(left, bar + 1, width - left - right, body - 2, tokens.background)
        painter.fillRect(0, 0, width, bar, tokens.pane)
        painter.fillRect(0, height - status, width, status, tokens.pane)
        painter.end()
