"""The accounts dialog: which providers are connected, and what can be done about each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.events import AccountState
from desktop.domain.language import tr
from desktop.domain.wording import provider_name
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.bridge import EngineBridge
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.account_list import AccountList
from desktop.widgets.dialogs.confirm import ConfirmSheet
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.labels import Ink, PlainLabel


class AccountsSheet(Sheet):
    """Lists the accounts. `form_asked` carries the :class:`AccountState` to edit, or None for a new one."""

    form_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, engine: EngineApi, bridge: EngineBridge, spawner: Spawner) -> None:
        super().__init__(
            theme, parent, tr("Accounts"), tr("Keys are kept in your system keychain and go to their own provider only."), width=620
        )
        self._engine = engine
        self._spawner = spawner
        self._asked_about = ""
        self.list = AccountList(theme)
        self.none = PlainLabel(theme, tr("No provider is connected yet."), ink=Ink.MUTED)
        self.body.addWidget(self.list)
        self.body.addWidget(self.none)
        self.edit = Button(theme, tr("Edit…"))
        self.test = Button(theme, tr("Test"))
        self.pause = Button(theme, tr("Pause"))
        self.remove = Button(theme, tr("Remove…"))
        for button, slot in (
            (self.edit, self._on_edit),
            (self.test, self._on_test),
            (self.pause, self._on_pause),
            (self.remove, self._on_remove),
        ):
            button.clicked.connect(slot)
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.add_cancel(tr("Close"))
        self.connect_button = self.add_primary(tr("Connect a provider…"))
        self.connect_button.clicked.connect(self._on_connect)
        self.list.opened.connect(self.form_asked)
        self.list.chosen_changed.connect(self._enable)
        bridge.accounts_changed.connect(self._show)
        self._show(engine.accounts())
        spawner.spawn(engine.look_for_keys(), name="where keys are")

    def _show(self, accounts: tuple[AccountState, ...]) -> None:
        self.list.show_accounts(accounts)
        self.list.setVisible(bool(accounts))
        self.none.setVisible(not accounts)
        self._enable()
        self.fit()

    def _enable(self) -> None:
        chosen = self.list.chosen()
        for button in (self.edit, self.test, self.pause, self.remove):
            button.setEnabled(chosen is not None)
        self.pause.show_text(tr("Resume") if chosen is not None and chosen.account.paused else tr("Pause"))

    def _on_connect(self) -> None:
        self.form_asked.emit(None)

    def _on_edit(self) -> None:
        self.form_asked.emit(self.list.chosen())

    def _on_test(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            self.complain(tr("Asking…"), Ink.MUTED)
            self._spawner.spawn(self._test(chosen, self.list.chosen_name()), name="test account")

    async def _test(self, state: AccountState, name: str) -> None:
        outcome = await self._engine.test_account(state.account.id)
        ink = Ink.TEXT if outcome.good else Ink.DANGER if outcome.good is False else Ink.WARNING
        self.complain(tr("{account}: {sentence}", account=name, sentence=outcome.sentence), ink)

    def _on_pause(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            self._spawner.spawn(self._pause(chosen.account.id, paused=not chosen.account.paused), name="pause account")

    async def _pause(self, account_id: str, *, paused: bool) -> None:
        try:
            await self._engine.pause_account(account_id, paused=paused)
        except Refusal as refusal:
            self.complain(str(refusal))

    def _on_remove(self) -> None:
        chosen = self.list.chosen()
        if chosen is None:
            return
        name = provider_name(chosen.account.provider)
        question = tr("Remove the account “{account} — {provider}”?", account=self.list.chosen_name(), provider=name)
        consequence = tr(
            "Its key is deleted from your keychain. Its tasks stay in the list and say that they need a {provider} key.",
            provider=name,
        )
        sheet = ConfirmSheet(self.theme, self, question, consequence, tr("Remove account"))
        self._asked_about = chosen.account.id
        sheet.confirmed.connect(self._remove)
        sheet.open()

    def _remove(self) -> None:
        self._spawner.spawn(self._remove_asked(self._asked_about), name="remove account")

    async def _remove_asked(self, account_id: str) -> None:
        try:
            await self._engine.remove_account(account_id)
        except Refusal as refusal:
            self.complain(str(refusal))
