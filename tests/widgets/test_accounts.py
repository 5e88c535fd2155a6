"""Accounts: connecting, keys, consent, removing."""

from PySide6.QtCore import Qt

from desktop.domain.problem import ProblemKind
from desktop.engine.ports import KeyTest
from desktop.storage.secrets import KeyringProblem
from desktop.widgets.dialogs.account_form import AccountForm
from desktop.widgets.dialogs.accounts import AccountsSheet
from desktop.widgets.dialogs.confirm import ConfirmSheet
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import sample_accounts
from tests.widgets.conftest import Ui


async def form_of(ui: Ui, window: Workspace) -> AccountForm:
    window.dialogs.account_form()
    form = await ui.sheet(window, "form")
    assert isinstance(form, AccountForm)
    return form


def test_connecting_stores_the_account_and_its_key(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        form = await form_of(ui, window)
        form.name.setText(" Client   B ")
        form.key.setText("key-0123456789")
        form.save.click()
        await ui.until(lambda: window.dialogs.sheet("form") is None)
        assert ui.engine.keys == {"crun/Client B": "key-0123456789"}

    ui.run(story)


def test_the_accounts_dialog_asks_where_the_keys_are(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        window.dialogs.accounts()
        await ui.until(lambda: ui.engine.called("look_for_keys") != [])

    ui.run(story)


def test_a_name_is_needed(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        form = await form_of(ui, window)
        form.save.click()
        await ui.until(lambda: "Give the account a name" in form.trouble.text())
        assert ui.engine.called("add_account") == []
        form.reject()

    ui.run(story)


def test_the_keyboard_stays_on_the_button_that_was_pressed(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        form = await form_of(ui, window)
        for button in (form.test, form.save):
            form.complain("")
            button.setFocus()
            await ui.until(button.hasFocus)
            ui.key(button, Qt.Key.Key_Space)
            await ui.until(lambda: "Give the account a name" in form.trouble.text())
            await ui.until(button.isEnabled)
            assert button.hasFocus(), "or Return would press Cancel"
        form.reject()

    ui.run(story)


def test_without_a_keyring_the_session_is_offered_and_nothing_is_lost(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        refusal = ui.engine.keyring_refusal = KeyringProblem(ProblemKind.NO_KEYRING).sentence
        form = await form_of(ui, window)
        form.name.setText("Studio")
        form.key.setText("key-0123456789")
        form.save.click()
        await ui.until(form.session.isVisible)
        assert form.trouble.text() == refusal
        box = refusal.partition("“")[2].partition("”")[0]
        assert form.session.text().startswith(f"{box}:"), "the sentence names the box to tick"
        assert form.key.text() == "key-0123456789"
        assert ui.engine.keys == {}
        await ui.until(lambda: not ui.engine.accounts())
        form.session.setChecked(True)
        form.save.click()
        await ui.until(lambda: window.dialogs.sheet("form") is None)
        assert ui.engine.called("set_key")[-1] == ("crun/Studio", True)
        assert len(ui.engine.accounts()) == 1

    ui.run(story)


def test_a_key_is_masked_unless_reveal_is_held(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        form = await form_of(ui, window)
        assert form.key.echoMode() is form.key.EchoMode.Password
        form.reveal.pressed.emit()
        assert form.key.echoMode() is form.key.EchoMode.Normal
        form.reveal.released.emit()
        assert form.key.echoMode() is form.key.EchoMode.Password
        form.reject()

    ui.run(story)


def test_http_in_a_private_network_needs_consent_in_words(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        form = await form_of(ui, window)
        form.address.setText("https://api.crun.ai")
        assert not form.consent.isVisible()
        form.address.setText("http://127.0.0.1:8080")
        assert not form.consent.isVisible()
        form.address.setText("http://192.168.1.5:8080")
        assert form.consent.isVisible()
        assert not form.consent.isChecked()
        form.address.setText("http://api.crun.ai")
        assert not form.consent.isVisible()
        assert form.address_hint.text()
        form.reject()

    ui.run(story)


def test_testing_a_key_says_how_it_went(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        ui.engine.key_test = KeyTest(good=False, sentence="crun.ai doesn't accept this key.")
        window.dialogs.accounts()
        sheet = await ui.sheet(window, "accounts")
        assert isinstance(sheet, AccountsSheet)
        sheet.test.click()
        await ui.until(lambda: "doesn't accept this key" in sheet.trouble.text())
        sheet.reject()

    ui.run(story)


def test_a_new_address_says_that_the_key_is_forgotten(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.dialogs.account_form(sample_accounts()[0])
        form = await ui.sheet(window, "form")
        assert isinstance(form, AccountForm)
        assert not form.provider.isEnabled()
        form.address.setText("https://gateway.example.com")
        assert "give the key again" in form.address_hint.text()
        form.reject()

    ui.run(story)


def test_removing_an_account_asks_and_says_what_happens(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.dialogs.accounts()
        sheet = await ui.sheet(window, "accounts")
        assert isinstance(sheet, AccountsSheet)
        sheet.remove.click()
        question = sheet.findChild(ConfirmSheet)
        assert isinstance(question, ConfirmSheet)
        assert "Its tasks stay" in question.subtitle.text()
        assert ui.engine.called("remove_account") == []
        question.verb.click()
        await ui.until(lambda: len(ui.engine.accounts()) == 3)
        await ui.until(lambda: sheet.list.model().rowCount() == 3)
        sheet.reject()

    ui.run(story)


def test_an_account_whose_key_cannot_be_deleted_stays_and_the_dialog_says_why(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open((), sample_accounts())
        window.dialogs.accounts()
        sheet = await ui.sheet(window, "accounts")
        assert isinstance(sheet, AccountsSheet)
        ui.engine.refusal = "Your keychain is locked. Unlock it, then try again."
        sheet.remove.click()
        question = sheet.findChild(ConfirmSheet)
        assert isinstance(question, ConfirmSheet)
        question.verb.click()
        await ui.until(lambda: sheet.trouble.text() == ui.engine.refusal)
        assert len(ui.engine.accounts()) == len(sample_accounts())
        sheet.reject()

    ui.run(story)
