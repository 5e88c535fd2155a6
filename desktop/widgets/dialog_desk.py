"""Opens the window's dialogs, one of each kind at a time, and passes on what they bring.

A dialog's module is imported when it is first opened: the first paint does not wait for it.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMimeData, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.domain.account import Account
from desktop.domain.events import AccountState
from desktop.domain.intake import FoundKey
from desktop.domain.language import tr, tr_n
from desktop.domain.problem import Action
from desktop.domain.task import Task
from desktop.domain.wording import size_words
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.storage.paths import licences, resources
from desktop.widgets.account_menu import AccountMenu
from desktop.widgets.actions import Act, TaskActions
from desktop.widgets.acts import Acts
from desktop.widgets.command import Command
from desktop.widgets.dialogs.sheet import Sheet

if TYPE_CHECKING:
    from desktop.storage.login import LoginEntry
    from desktop.widgets.dialogs.brought import Brought
    from desktop.widgets.dialogs.diagnostics import MakeDoctor
    from desktop.widgets.help_window import HelpWindow
    from desktop.widgets.previews.content import Examines


class DialogDesk(QObject):
    """Opens dialogs over the window, and the menus of a problem's button below `anchor`.

    `show_asked` carries numbers of tasks to show; `settings_changed` the settings of before and the new ones; `rename_confirmed`
    the numbers of tasks whose files are to be renamed; `left` tells that one closed after which the keyboard
    belongs to the list, where Ctrl+Z takes back what the dialog did. `updates_asked` is for whoever looks for updates, who says in
    `updates_off` why this copy doesn't. `profile` is the folder of the profile that is shown; None for the default one.
    """

    show_asked = Signal(object)
    settings_changed = Signal(object)
    rename_confirmed = Signal(object)
    left = Signal()
    updates_asked = Signal()

    def __init__(
        self,
        engine: EngineApi,
        bridge: EngineBridge,
        theme: Theme,
        spawner: Spawner,
        acts: Acts,
        actions: TaskActions,
        window: QWidget,
        *,
        default_folder: Path,
        projects: Callable[[], Sequence[str]],
        examiner: "Examines",
        login: "LoginEntry | None" = None,
    ) -> None:
        super().__init__(window)
        self._engine = engine
        self._examiner = examiner
        self._login = login
        self._bridge = bridge
        self._theme = theme
        self._spawner = spawner
        self._acts = acts
        self._actions = actions
        self._window = window
        self._default_folder = default_folder
        self._projects = projects
        self._sheets: dict[str, Sheet] = {}
        self._found_key: FoundKey | None = None
        self.anchor = window
        self.updates_off = ""
        self.profile: Path | None = None
        self.guide_window: HelpWindow | None = None
        self.make_doctor: MakeDoctor | None = None
        self.other_accounts = AccountMenu(engine, theme, acts, self)
        self.other_accounts.connect_asked.connect(self.connect_another)

    def sheet(self, name: str) -> Sheet | None:
        """Return the open dialog of a kind ("add", "accounts", "form", "settings", "rename", "raw", "about")."""
        return self._sheets.get(name)

    def add_tasks(
        self, text: str = "", files: QMimeData | None = None, *, new_project: bool = False, brought: "Brought | None" = None
    ) -> None:
        """Open the add dialog, with a text or dropped files in it, or what a link brought."""
        from desktop.widgets.dialogs.add_tasks import AddTasksSheet

        sheet = self._sheets.get("add")
        if not isinstance(sheet, AddTasksSheet):
            sheet = AddTasksSheet(self._theme, self._window, self._engine, self._spawner, projects=self._projects(), text=text)
            sheet.added.connect(self._on_added)
            sheet.key_found.connect(self._on_key_found)
            sheet.show_asked.connect(self.show_asked)
            self._keep("add", sheet)
        elif text:
            sheet.box.appendPlainText(text)
        if files is not None:
            sheet.take_files(files)
        if new_project:
            sheet.project.start_new()
        if brought is not None:
            sheet.bring(brought)

    def accounts(self) -> None:
        """Open the accounts dialog."""
        from desktop.widgets.dialogs.accounts import AccountsSheet

        if "accounts" not in self._sheets:
            sheet = AccountsSheet(self._theme, self._window, self._engine, self._bridge, self._spawner)
            sheet.form_asked.connect(self.account_form)
            self._keep("accounts", sheet)

    def account_form(self, state: AccountState | None = None, *, provider: str | None = None, key: str = "") -> None:
        """Open the form of an account, or of a new one."""
        from desktop.providers.registry import PROVIDERS
        from desktop.widgets.dialogs.account_form import AccountForm

        if "form" not in self._sheets:
            parent = self._sheets.get("add") or self._sheets.get("accounts") or self._window
            known = provider if provider in PROVIDERS else None
            form = AccountForm(self._theme, parent, self._engine, self._spawner, state=state, provider=known, key=key)
            form.stored.connect(self._on_account_stored)
            self._keep("form", form)

    def connect_provider(self) -> None:
        """Open the form of a new account."""
        self.account_form()

    async def _empty_cache(self) -> str:
        return tr("{size} freed.", size=size_words(await self._examiner.empty()))

    def settings(self, section: str = "") -> None:
        """Open the settings, at a section ("saving", "names", …) or where they open by themselves."""
        from desktop.widgets.dialogs.settings.sheet import SettingsSheet

        sheet = self._sheets.get("settings")
        if not isinstance(sheet, SettingsSheet):
            sheet = SettingsSheet(
                self._theme,
                self._window,
                self._engine,
                self._spawner,
                default_folder=self._default_folder,
                projects=self._projects(),
                empty_cache=self._empty_cache,
                updates_off=self.updates_off,
                login=self._login,
            )
            sheet.stored.connect(self.settings_changed)
            self._keep("settings", sheet)
        if section:
            sheet.show_section(section)

    def rename(self, ids: Sequence[int]) -> None:
        """Show what the files of tasks would be called, and ask whether to rename them."""
        from desktop.widgets.dialogs.rename import RenameSheet

        if self._theme.client_safe:
            self._acts.say(tr("Names of files are hidden while client-safe mode is on."))
            return
        if "rename" not in self._sheets:
            sheet = RenameSheet(self._theme, self._window, self._engine, self._spawner, ids)
            sheet.confirmed.connect(self.rename_confirmed)
            self._keep("rename", sheet)

    def raw_reply(self, task: Task) -> None:
        """Open the raw reply about a task; while a client looks on, say why not."""
        from desktop.widgets.dialogs.raw_reply import RawReplySheet

        if self._theme.client_safe:
            self._acts.say(tr("What providers answered is hidden while client-safe mode is on."))
            return
        if "raw" not in self._sheets:
            self._keep("raw", RawReplySheet(self._theme, self._window, self._engine, self._spawner, task.id))

    def about(self) -> None:
        """Open the words about the program."""
        from desktop.storage.build import read_build
        from desktop.widgets.dialogs.about import AboutSheet

        if "about" not in self._sheets:
            sheet = AboutSheet(self._theme, self._window, read_build(resources()), licences=licences() is not None)
            sheet.licences_asked.connect(self.licences)
            self._keep("about", sheet)

    def licences(self) -> None:
        """Open the licences of what this copy brings along, where it is one that does."""
        from desktop.widgets.dialogs.about import LicencesSheet

        folder = licences()
        if folder is not None and "licences" not in self._sheets:
            parent = self._sheets.get("about") or self._window
            self._keep("licences", LicencesSheet(self._theme, parent, folder, self._spawner))

    def diagnostics(self) -> None:
        """Open first aid, where this window was given somebody who examines."""
        from desktop.widgets.dialogs.diagnostics import DiagnosticsSheet

        if self.make_doctor is not None and "diagnostics" not in self._sheets:
            self._keep("diagnostics", DiagnosticsSheet(self._theme, self._window, self.make_doctor, self._spawner))

    def palette(self, commands: Sequence[Command]) -> None:
        """Let the user find one of the commands, and do it."""
        from desktop.widgets.palette import Palette

        if "palette" not in self._sheets:
            sheet = Palette(self._theme, self._window, commands)
            sheet.picked.connect(self._on_picked)
            self._keep("palette", sheet)
            sheet.place()

    def _on_picked(self, command: Command) -> None:
        QTimer.singleShot(0, self, command.run)  # once the palette has given the keyboard back

    def shortcuts(self, shortcuts: Sequence[Command]) -> None:
        """Open the list of shortcuts."""
        from desktop.widgets.dialogs.shortcuts import ShortcutsSheet

        if "shortcuts" not in self._sheets:
            self._keep("shortcuts", ShortcutsSheet(self._theme, self._window, shortcuts))

    def scripts(self) -> None:
        """Open the lines for scripts."""
        if "scripts" not in self._sheets:
            self._acts.start(self._open_scripts(), "lines for scripts")

    async def _open_scripts(self) -> None:
        from desktop.domain.snippets import snippets
        from desktop.engine.daemon import in_daemon_thread
        from desktop.engine.terminal_program import terminal_command
        from desktop.storage.build import read_build
        from desktop.storage.paths import resources
        from desktop.widgets.dialogs.scripts import ScriptsSheet

        command = await in_daemon_thread("scripts", lambda: terminal_command(read_build(resources()), self.profile))
        if "scripts" not in self._sheets:
            lines = snippets(command, self._engine.settings().inbox, sys.platform)
            sheet = ScriptsSheet(self._theme, self._window, lines)
            sheet.inbox_asked.connect(self._choose_inbox)
            self._keep("scripts", sheet)

    def _choose_inbox(self) -> None:
        self.settings("inbox")

    def guide(self) -> None:
        """Open the guide, in a window of its own, or bring it forward."""
        from desktop.storage.paths import resources
        from desktop.widgets.help_window import HelpWindow, guide_page

        page = guide_page(resources() / "help", self._engine.settings().language or QLocale().name())
        if page is None:
            self._acts.say(tr("The guide isn't part of this installation. Install Outtray again to have it."))
            return
        if self.guide_window is None:
            self.guide_window = HelpWindow(self._theme, page)
            self._window.destroyed.connect(self.guide_window.deleteLater)
        self.guide_window.show()
        self.guide_window.raise_()
        self.guide_window.activateWindow()

    def connect_another(self, provider: str) -> None:
        """Open the form of a new account of a provider."""
        self.account_form(provider=provider)

    def act_on_problem(self, action: Action) -> None:
        """Do what the button of a problem offers, for the selected tasks."""
        act = _ACTS.get(action)
        if act is not None:
            self._actions.action(act).trigger()
        elif action in (Action.ADD_KEY, Action.REPLACE_KEY, Action.SESSION_ONLY):
            self._open_form_of_selection()
        elif action is Action.TRY_OTHER_ACCOUNTS:
            self.other_accounts.ask(self._actions.tasks, self.anchor)
        elif action is Action.CHOOSE_FOLDER:
            self.settings("saving")
        elif action is Action.OPEN_BILLING:
            self._open_billing()

    def _keep(self, name: str, sheet: Sheet) -> None:
        self._sheets[name] = sheet
        sheet.setObjectName(name)
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _on_finished(self) -> None:
        sheet = self.sender()
        if sheet is not None:
            self._sheets.pop(sheet.objectName(), None)
            if sheet.objectName() in ("rename", "settings"):
                self.left.emit()

    def _open_form_of_selection(self) -> None:
        task = next(iter(self._actions.tasks), None)
        state = self._account_of(task)
        self.account_form(state, provider=task.ref.provider if task is not None else None)

    def _account_of(self, task: Task | None) -> AccountState | None:
        if task is None or task.account_id is None:
            return None
        return next((state for state in self._engine.accounts() if state.account.id == task.account_id), None)

    def _open_billing(self) -> None:
        from desktop.providers.registry import dialect_for

        state = self._account_of(next(iter(self._actions.tasks), None))
        url = dialect_for(state.account.provider, state.account.base_url).spec.billing_url if state is not None else ""
        if url.startswith("https://"):
            QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
        else:
            self._acts.say(tr("The provider's billing page isn't known. Look for it on the provider's own site."))

    def _on_added(self, tasks: tuple[Task, ...]) -> None:
        ids = [task.id for task in tasks]
        self._acts.say(tr_n("{n} task added.", "{n} tasks added.", len(ids)))
        self.show_asked.emit(tuple(ids))

    def _on_key_found(self, key: FoundKey) -> None:
        self._found_key = key
        self.account_form(provider=key.provider, key=key.value)

    def _on_account_stored(self, _account: Account) -> None:
        from desktop.widgets.dialogs.add_tasks import AddTasksSheet

        key, self._found_key = self._found_key, None
        sheet = self._sheets.get("add")
        if key is not None and isinstance(sheet, AddTasksSheet):
            sheet.forget_key(key)


_ACTS = {
    Action.CHECK_NOW: Act.CHECK,
    Action.UNLOCK: Act.CHECK,
    Action.SAVE_AGAIN: Act.SAVE,
    Action.COPY_PROMPT: Act.COPY_PROMPT,
    Action.COPY_ID: Act.COPY_ID,
    Action.SHOW_RAW: Act.RAW,
    Action.SHOW_DETAILS: Act.RAW,
    Action.REMOVE: Act.REMOVE,
}
