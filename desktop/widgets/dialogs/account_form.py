"""Connecting an account, or changing one: where its API is, how its key is sent, and the key itself."""

from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.domain.account import COLOURS, Account, HeaderStyle, origin_of
from desktop.domain.events import AccountState
from desktop.domain.language import tr, words_of
from desktop.engine.ports import EngineApi, Refusal
from desktop.providers.registry import PROVIDERS, default_header, normalise_base_url, provider_name, spec_for
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button, ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.dialogs.pickers import ColourChoice
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink, PlainLabel

HEADER_WORDS = {
    HeaderStyle.BEARER: "Authorization: Bearer …",
    HeaderStyle.X_API_KEY: "x-api-key: …",
    HeaderStyle.MJ_API_SECRET: "mj-api-secret: …",
}

_CONSENT = words_of("Send the key unencrypted (http) to this address in my own network. Anyone in that network could read it.")


class AccountForm(Sheet):
    """The form. `stored` carries the :class:`Account` once it is connected or changed."""

    stored = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        engine: EngineApi,
        spawner: Spawner,
        *,
        state: AccountState | None = None,
        provider: str | None = None,
        key: str = "",
    ) -> None:
        title = tr("Connect a provider")
        if state is not None:
            title = tr("Account") if theme.client_safe else tr("Account “{name}”", name=state.account.name)
        super().__init__(
            theme, parent, title, tr("The key is kept in your system keychain and is sent to this address only."), width=560
        )
        self._engine = engine
        self._spawner = spawner
        self._state = state
        self._busy = False
        self._fallen: tuple[Button, QWidget | None] | None = None
        account = state.account if state is not None else None
        self._provider = account.provider if account is not None else provider or PROVIDERS[0]
        self._header = account.header if account is not None else None
        self._make_controls(account, key)
        self._lay_out()
        self._show_provider()
        (self.name if account is None else self.key).setFocus()

    # -- the controls ----------------------------------------------------------------------------------------------

    def _make_controls(self, account: Account | None, key: str) -> None:
        theme = self.theme
        self.provider = ChoiceButton(theme, name=tr("Provider"))
        for provider in PROVIDERS:
            self.provider.choices.addAction(provider_name(provider)).setData(provider)
        self.provider.choices.triggered.connect(self._on_provider)
        self.provider.setEnabled(account is None)
        self.name = Field(theme, name=tr("Name"), placeholder=tr("Studio"), text=account.name if account is not None else "")
        self.name.setMaxLength(60)
        if theme.client_safe and account is not None:
            self.name.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.address = Field(theme, name=tr("Address"), text=account.base_url if account is not None else "")
        self.address.textChanged.connect(self._on_address)
        self.presets = ChoiceButton(theme, tr("Known addresses"))
        self.presets.choices.triggered.connect(self._on_preset)
        self.header = ChoiceButton(theme, name=tr("Key is sent as"))
        self.header.choices.triggered.connect(self._on_header)
        self.colour = ColourChoice(theme, COLOURS, account.colour if account is not None else COLOURS[0])
        self.key = Field(theme, name=tr("Key"), text=key)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        hint = self._state.key_hint if self._state is not None else ""
        self.key.setPlaceholderText(
            tr("{hint} is stored; type a new key to replace it", hint=hint) if hint else tr("Paste the key")
        )
        self.reveal = Button(theme, tr("Reveal"))
        self.reveal.setToolTip(tr("Hold to see the key"))
        self.reveal.pressed.connect(self._on_reveal)
        self.reveal.released.connect(self._on_conceal)
        self.consent = Check(theme, tr(_CONSENT), checked=account is not None and account.allow_http)
        self.session = Check(theme, tr("Use this key for this session only: it is forgotten when Outtray quits"))
        self.address_hint = PlainLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED, wrap=True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._label(tr("Provider")), self.provider)
        form.addRow(self._label(tr("Name")), self.name)
        form.addRow(self._label(tr("Address")), _side_by_side(self.address, self.presets))
        form.addRow("", self.address_hint)
        form.addRow("", self.consent)
        self._header_label = self._label(tr("Key is sent as"))
        form.addRow(self._header_label, self.header)
        form.addRow(self._label(tr("Key")), _side_by_side(self.key, self.reveal))
        form.addRow("", self.session)
        form.addRow(self._label(tr("Colour")), self.colour)
        self.body.addLayout(form)
        self.session.hide()
        self.test = Button(self.theme, tr("Test"))
        self.test.clicked.connect(self._on_test)
        self.foot.addWidget(self.test)
        self.foot.addStretch(1)
        self.add_cancel()
        self.save = self.add_primary(tr("Connect") if self._state is None else tr("Save"))
        self.save.clicked.connect(self._on_save)
        self.save.setDefault(True)

    def _label(self, text: str) -> PlainLabel:
        label = PlainLabel(self.theme, text, ink=Ink.MUTED)
        label.setMinimumHeight(self.theme.px(32))
        return label

    def _show_provider(self) -> None:
        spec = spec_for(self._provider)
        self.provider.show_text(provider_name(self._provider))
        self.address.setPlaceholderText(spec.default_base_url)
        self.presets.choices.clear()
        for name, url in spec.presets:
            action = self.presets.choices.addAction(
                tr("{name}: {address}", name=tr(name), address=url.removeprefix("https://")).replace("&", "&&")
            )
            action.setData(url)
        self.presets.setVisible(len(spec.presets) > 1)
        self.header.choices.clear()
        for style in spec.headers:
            self.header.choices.addAction(HEADER_WORDS[style]).setData(style.value)
        shown = len(spec.headers) > 1
        self.header.setVisible(shown)
        self._header_label.setVisible(shown)
        if self._header not in spec.headers:
            self._header = default_header(self._provider)
        self.header.show_text(HEADER_WORDS[self._header])
        self._on_address()

    # -- what the user does ----------------------------------------------------------------------------------------

    def _on_provider(self, action: QAction) -> None:
        self._provider = str(action.data())
        self._show_provider()

    def _on_preset(self, action: QAction) -> None:
        self.address.setText(str(action.data()))

    def _on_header(self, action: QAction) -> None:
        self._header = HeaderStyle(action.data())
        self.header.show_text(HEADER_WORDS[self._header])

    def _on_address(self) -> None:
        text = self.address.text().strip()
        self.consent.setVisible(_is_private_http(self._provider, text))
        self.address_hint.setText(self._address_words(text))
        self.address_hint.setVisible(bool(self.address_hint.text()))
        self.fit()

    def _address_words(self, text: str) -> str:
        if not text:
            return ""
        try:
            base = normalise_base_url(self._provider, text, allow_http=True)
        except ValueError as trouble:
            return str(trouble)
        if self._state is not None and self._state.key_source and origin_of(base) != self._state.account.origin:
            return tr("A new address forgets the stored key: give the key again.")
        return ""

    def _on_reveal(self) -> None:
        self.key.setEchoMode(QLineEdit.EchoMode.Normal)

    def _on_conceal(self) -> None:
        self.key.setEchoMode(QLineEdit.EchoMode.Password)

    def _on_save(self) -> None:
        self._start(test=False)

    def _on_test(self) -> None:
        self._start(test=True)

    def _start(self, *, test: bool) -> None:
        if not self._busy:
            asked = self.test if test else self.save
            had_keys = asked.hasFocus()
            self._busy = True
            self._enable()
            self._fallen = (asked, self.focusWidget()) if had_keys else None
            self._spawner.spawn(self._store(test=test), name="account")

    async def _store(self, *, test: bool) -> None:
        try:
            made = self._state is None
            account = await self._store_account()
            try:
                await self._store_key(account)
            except Refusal:
                if made:
                    await self._forget(account)
                raise
            self.stored.emit(account)
            if test:
                await self._test(account)
                return
        except Refusal as refusal:
            self.complain(str(refusal))
            return
        finally:
            self._busy = False
            self._enable()
        self.accept()

    async def _store_account(self) -> Account:
        name = " ".join(self.name.text().split())
        if not name:
            raise Refusal(tr("Give the account a name, such as “Studio”."))
        base_url = self.address.text().strip()
        if self._state is None:
            account = await self._engine.add_account(
                self._provider,
                name,
                base_url=base_url,
                header=self._header,
                colour=self.colour.colour,
                allow_http=self.consent.isChecked(),
            )
            self._state = AccountState(account)
            self.provider.setEnabled(False)
        else:
            account = await self._engine.edit_account(
                self._state.account.id,
                name=name,
                base_url=base_url or spec_for(self._provider).default_base_url,
                header=self._header,
                colour=self.colour.colour,
                allow_http=self.consent.isChecked(),
            )
        return account

    async def _forget(self, account: Account) -> None:
        """Take back an account that could not have its key: none is left behind that nobody asked for."""
        await self._engine.remove_account(account.id)
        self._state = None
        self.provider.setEnabled(True)

    async def _store_key(self, account: Account) -> None:
        key = self.key.text().strip()
        if not key:
            return
        try:
            await self._engine.set_key(account.id, key, session_only=self.session.isChecked())
        except Refusal:
            self.session.show()
            self.fit()
            raise
        self.key.clear()
        self.key.setPlaceholderText(
            tr("{hint} is stored; type a new key to replace it", hint=f"…{key[-4:]}") if len(key) > 8 else tr("Stored")
        )

    async def _test(self, account: Account) -> None:
        self.complain(tr("Asking…"), Ink.MUTED)
        outcome = await self._engine.test_account(account.id)
        self.complain(outcome.sentence, Ink.TEXT if outcome.good else Ink.DANGER if outcome.good is False else Ink.WARNING)

    def _enable(self) -> None:
        """Let nothing be asked twice; the keyboard comes back from where Qt gave it meanwhile, which may be Cancel."""
        self.test.setEnabled(not self._busy)
        self.save.setEnabled(not self._busy)
        if not self._busy and self._fallen is not None and self.focusWidget() is self._fallen[1]:
            self._fallen[0].setFocus()


def _is_private_http(provider: str, text: str) -> bool:
    """Tell whether an address needs consent: http that is allowed with consent, and not without."""
    if urlsplit(text).scheme != "http":
        return False
    try:
        normalise_base_url(provider, text, allow_http=False)
    except ValueError:
        pass
    else:
        return False
    try:
        normalise_base_url(provider, text, allow_http=True)
    except ValueError:
        return False
    return True


def _side_by_side(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for index, widget in enumerate(widgets):
        row.addWidget(widget, 0 if index else 1)
    return holder
