"""The icon in the tray or menu bar: how everything stands, at a glance, and the few commands one needs with the window closed."""

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop.domain.language import tr
from desktop.domain.overall import Overall, Standings, overall_line
from desktop.qt.notifications import Note
from desktop.qt.theme import Theme
from desktop.qt.tray_icons import tray_icon

LOOK_MS = 5000
"""How often it is looked whether there is a tray, while one is wished and none is there."""

_SECONDS_SHOWN = 10


def dark_panel(theme: Theme) -> bool:
    """Return whether the icon stands on a dark ground. GNOME's top bar is dark in both schemes."""
    if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":"):
        return True
    system = QGuiApplication.styleHints().colorScheme()
    return theme.dark if system is Qt.ColorScheme.Unknown else system is Qt.ColorScheme.Dark


class Tray(QObject):
    """The icon with its menu. It shows itself as soon as there is a place for it; :attr:`there` tells whether there is.

    `drawn` is to be False where it is known that nobody draws the icons of that place (:mod:`desktop.engine.tray_host`).
    `toggled`: the icon was clicked; `message_clicked`: a message at it was.
    """

    toggled = Signal()
    open_asked = Signal()
    save_asked = Signal()
    pause_asked = Signal()
    quit_asked = Signal()
    message_clicked = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._standings = Standings()
        self._wished = False
        self.drawn = True
        self._icon: QSystemTrayIcon | None = None
        self._painted: tuple[Overall, bool, bool] | None = None
        self.menu = QMenu()
        self.line = self._act("")
        self.line.setEnabled(False)
        self.awake = self._act(tr("This computer is kept awake"))
        self.awake.setEnabled(False)
        self.menu.addSeparator()
        self.open = self._act(tr("Open Outtray"), self.open_asked.emit)
        self.save = self._act(tr("Save everything that is not saved"), self.save_asked.emit)
        self.pause = self._act(tr("Pause everything"), self.pause_asked.emit)
        self.menu.addSeparator()
        self.quit = self._act(tr("Quit"), self.quit_asked.emit)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._settle)
        theme.changed.connect(self._paint)

    @property
    def there(self) -> bool:
        """Whether the icon can be seen and clicked now, as far as the system tells."""
        return self.drawn and self._icon is not None and self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def tip(self) -> str:
        """What the icon says when the pointer rests on it."""
        return tr("Outtray: {line}", line=overall_line(self._standings))

    def wish(self, *, wished: bool) -> None:
        """Show the icon from now on, as soon as that is possible, or show it no more."""
        self._wished = wished
        self._settle()

    def show_standings(self, standings: Standings) -> None:
        """Show how everything stands."""
        if standings == self._standings and self._painted is not None:
            return
        self._standings = standings
        self.line.setText(overall_line(standings))
        self.awake.setVisible(standings.budget.awake)
        self.pause.setText(tr("Resume everything") if standings.paused else tr("Pause everything"))
        if self._icon is not None:
            self._icon.setToolTip(self.tip)
        self._paint()

    def show_message(self, note: Note) -> None:
        """Show a message at the icon, where there is one."""
        if self._icon is not None and self._icon.isVisible():
            kind = QSystemTrayIcon.MessageIcon.Warning if note.trouble else QSystemTrayIcon.MessageIcon.Information
            self._icon.showMessage(note.title, note.body, kind, _SECONDS_SHOWN * 1000)

    def stop(self) -> None:
        """Take the icon away."""
        self._wished = False
        self._settle()
        self.menu.deleteLater()

    def _settle(self) -> None:
        """Show the icon where it is wished and there is a place for it; look again later where there is none yet."""
        if not self._wished:
            self._timer.stop()
            if self._icon is not None:
                self._icon.hide()
                self._icon.deleteLater()
                self._icon = None
            return
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._make()
        self._timer.start() if self._icon is None else self._timer.stop()

    def _make(self) -> None:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._on_activated)
        icon.messageClicked.connect(self.message_clicked)
        icon.setToolTip(self.tip)
        self._icon, self._painted = icon, None
        self._paint()
        icon.show()
        QApplication.setQuitOnLastWindowClosed(False)

    def _paint(self) -> None:
        wanted = (self._standings.overall, self._standings.fresh, dark_panel(self._theme))
        if self._icon is None or wanted == self._painted:
            return
        self._painted = wanted
        state, fresh, dark = wanted
        icon = tray_icon(state, dark=dark, fresh=fresh)
        icon.setIsMask(sys.platform == "darwin" and not (fresh and state in (Overall.NEEDS_YOU, Overall.FAILED)))
        self._icon.setIcon(icon)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.MiddleClick):
            self.toggled.emit()

    def _act(self, text: str, asked: Callable[[], None] | None = None) -> QAction:
        action = self.menu.addAction(text)
        if asked is not None:
            action.triggered.connect(asked)
        return action
