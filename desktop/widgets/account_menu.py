"""Menus of accounts: giving tasks to another one, and pausing one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.domain.discretion import numbered_account
from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.task import Task
from desktop.domain.wording import provider_name
from desktop.engine.ports import EngineApi
from desktop.qt.theme import Theme
from desktop.widgets.acts import Acts
from desktop.widgets.menus import Menu
from desktop.widgets.paint import dot_icon


class AccountMenu(QObject):
    """Asks which other account the tasks belong to. `connect_asked` carries a provider of which no other is connected."""

    connect_asked = Signal(object)

    def __init__(self, engine: EngineApi, theme: Theme, acts: Acts, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._theme = theme
        self._acts = acts
        self._tasks: tuple[Task, ...] = ()
        self.menu: Menu | None = None

    def ask(self, tasks: Sequence[Task], anchor: QWidget) -> None:
        """Open the menu below `anchor`; where there is nothing to choose from, ask for an account to be connected."""
        if not tasks:
            return
        provider, taken = tasks[0].ref.provider, {task.account_id for task in tasks}
        accounts = [state.account for state in self._engine.accounts()]
        numbers = {account.id: number for number, account in enumerate(accounts, 1)}
        others = [account for account in accounts if account.provider == provider and {account.id} != taken]
        if not others:
            self.connect_asked.emit(provider)
            return
        self._tasks = tuple(tasks)
        menu = Menu(self._theme, anchor)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for account in others:
            icon = dot_icon(self._theme.account_colour(account.colour), anchor.devicePixelRatioF())
            name = numbered_account(account.name, numbers[account.id], safe=self._theme.client_safe)
            menu.addAction(icon, name.replace("&", "&&")).setData(account.id)
        menu.addSeparator()
        menu.addAction(tr("Connect another {provider} account…", provider=provider_name(provider))).setData("")
        menu.triggered.connect(self._on_chosen)
        self.menu = menu
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))

    def _on_chosen(self, action: QAction) -> None:
        account_id = str(action.data())
        if account_id:
            self._acts.assign([task.id for task in self._tasks], account_id, action.text().replace("&&", "&"))
        else:
            self.connect_asked.emit(self._tasks[0].ref.provider)


class PauseMenu(QObject):
    """The menu of one account: pause or resume, and edit. `edit_asked` carries its :class:`AccountState`."""

    edit_asked = Signal(object)

    def __init__(self, engine: EngineApi, theme: Theme, acts: Acts, window: QWidget) -> None:
        super().__init__(window)
        self._engine = engine
        self._theme = theme
        self._acts = acts
        self._window = window
        self.menu: Menu | None = None

    def ask(self, asked: tuple[str, QPoint]) -> None:
        """Open the menu of an account at a point on the screen."""
        account_id, place = asked
        numbered = enumerate(self._engine.accounts(), 1)
        number, state = next(((n, state) for n, state in numbered if state.account.id == account_id), (0, None))
        if state is None:
            return
        menu = Menu(self._theme, self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        called = numbered_account(state.account.name, number, safe=self._theme.client_safe)
        name = called.replace("&", "&&")
        paused = state.account.paused
        menu.addAction(tr("Resume “{name}”", name=name) if paused else tr("Pause “{name}”", name=name)).triggered.connect(
            partial(self._pause, state, called, not paused)
        )
        menu.addAction(tr("Edit…")).triggered.connect(partial(self.edit_asked.emit, state))
        self.menu = menu
        menu.popup(place)

    def _pause(self, state: AccountState, called: str, paused: bool) -> None:  # noqa: FBT001 - what the menu's entry is about
        name = f"{called} — {provider_name(state.account.provider)}"
        self._acts.pause_account(state.account.id, name, paused=paused)
