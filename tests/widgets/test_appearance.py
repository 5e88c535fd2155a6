"""Larger text, other directions, other colours: nothing is cut, everything follows while it is shown."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop.domain.settings import Contrast, Scheme, Settings
from desktop.domain.task import Cost
from desktop.qt.appearance import Appearance
from desktop.widgets.buttons import Button
from desktop.widgets.check import Check
from desktop.widgets.command_list import shortcuts_of
from desktop.widgets.command_table import WindowAct
from desktop.widgets.dialogs.settings.sections import SECTIONS
from desktop.widgets.dialogs.shortcuts import ShortcutsSheet
from desktop.widgets.flow import Flow
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.palette import Palette
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, Ui
from tests.widgets.stage import Stage

PERCENTS = pytest.mark.parametrize("percent", [80, 100, 200, 300])


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def cut(widget: QWidget) -> str:
    """Return what of a widget's text is cut, in words; empty where it is shown whole."""
    size, wanted = widget.size(), widget.sizeHint()
    if isinstance(widget, ElidedLabel) or not widget.isVisible():
        return ""
    if isinstance(widget, Check):
        needs = widget.heightForWidth(size.width())
        return "" if size.height() >= needs else f"{widget.text()!r} is {size.height()} px high and needs {needs}"
    if isinstance(widget, QLabel):
        if not widget.text():
            return ""
        if widget.wordWrap():
            needs = widget.heightForWidth(size.width())
            return "" if size.height() >= needs else f"{widget.text()!r} is {size.height()} px high and needs {needs}"
        fits = size.width() >= wanted.width() and size.height() >= wanted.height()
        return "" if fits else f"{widget.text()!r} is {size} and needs {wanted}"
    if isinstance(widget, Button):
        fits = size.width() >= wanted.width() and size.height() >= widget.fontMetrics().height()
        return "" if fits else f"{widget.text()!r} is {size} and needs {wanted}"
    if isinstance(widget, QLineEdit):
        return "" if size.height() >= widget.fontMetrics().height() + 4 else f"{widget.accessibleName()!r} is too low"
    return ""


def outside(widget: QWidget, within: QWidget) -> bool:
    """Tell whether a widget reaches over the side of `within`."""
    place = QRect(widget.mapTo(within, widget.rect().topLeft()), widget.size())
    return widget.isVisible() and (place.left() < 0 or place.right() > within.width())


def assert_whole(window: QWidget) -> None:
    kinds = (QLabel, QAbstractButton, QLineEdit)
    found = [cut(child) for child in window.findChildren(QWidget) if isinstance(child, kinds)]
    assert [each for each in found if each] == []
    assert [child.accessibleName() for child in window.findChildren(QAbstractButton) if outside(child, window)] == []


@PERCENTS
@pytest.mark.parametrize("section", list(SECTIONS))
def test_no_word_of_the_settings_is_cut(ui: Ui, section: str, percent: int) -> None:
    async def story() -> None:
        ui.theme.show(Appearance(scheme=Scheme.LIGHT, percent=percent))
        stage = Stage(ui)
        sheet = stage.settings(section, empty_cache=None)
        for _ in range(6):
            QApplication.sendPostedEvents()
        assert_whole(sheet)
        page = sheet._pages[list(SECTIONS).index(section)]
        assert [child.accessibleName() for child in page.findChildren(QAbstractButton) if outside(child, page)] == []
        stage.close()

    try:
        ui.run(story)
    finally:
        ui.theme.show(Appearance(scheme=Scheme.LIGHT))


@PERCENTS
def test_no_word_of_palette_and_shortcuts_is_cut(ui: Ui, percent: int) -> None:
    async def story() -> None:
        ui.theme.show(Appearance(scheme=Scheme.LIGHT, percent=percent))
        stage = Stage(ui)
        for sheet in (Palette(ui.theme, stage.host, shortcuts_of()), ShortcutsSheet(ui.theme, stage.host, shortcuts_of())):
            sheet.open()
            for _ in range(6):
                QApplication.sendPostedEvents()
            assert_whole(sheet)
            assert sheet.height() <= sheet.screen().availableGeometry().height()
            sheet.reject()
        stage.close()

    try:
        ui.run(story)
    finally:
        ui.theme.show(Appearance(scheme=Scheme.LIGHT))


@PERCENTS
def test_no_word_of_the_windows_bars_is_cut(ui: Ui, percent: int) -> None:
    async def story() -> None:
        ui.theme.follow(Settings(scheme=Scheme.LIGHT, text_percent=percent))
        window = await ui.open(many_tasks(3), sample_accounts())
        ui.theme.follow(Settings(scheme=Scheme.LIGHT, text_percent=percent, client_safe=True))
        window.window().resize(1600, 900)
        for _ in range(10):
            QApplication.sendPostedEvents()
        for bar in (window.bar, window.status):
            assert_whole(bar)
        for pane in (window.side, window.details):
            assert pane.width() <= window.width() * 0.4

    try:
        ui.run(story)
    finally:
        ui.theme.show(Appearance(scheme=Scheme.LIGHT))


def test_an_open_dialog_follows_the_size_of_text_and_comes_back(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings("look")
        before = (sheet.save.size(), sheet.search.height())
        for percent in (300, 100):
            ui.theme.show(Appearance(scheme=Scheme.LIGHT, percent=percent))
            for _ in range(6):
                QApplication.sendPostedEvents()
            assert_whole(sheet)
        assert (sheet.save.size(), sheet.search.height()) == before
        stage.close()

    ui.run(story)


# -- what is tried in the settings -----------------------------------------------------------------------------------


def test_a_look_is_seen_while_it_is_chosen_and_taken_back_by_cancel(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        stage.engine._settings = replace(stage.engine.settings(), scheme=Scheme.LIGHT)
        sheet = stage.settings("look")
        sheet.look.scheme.choose(Scheme.DARK)
        sheet.look.contrast.choose(Contrast.HIGH)
        sheet.look.text.choose(150)
        sheet.look.accent.swatches[3].click()
        assert (ui.theme.dark, ui.theme.strong, ui.theme.percent) == (True, True, 150)
        assert ui.theme.appearance.accent == sheet.look.accent.swatches[3].value
        sheet.reject()
        assert (ui.theme.dark, ui.theme.strong, ui.theme.percent, ui.theme.appearance.accent) == (False, False, 100, "")
        stage.close()

    ui.run(story)


def test_what_is_no_colour_is_said_on_saving(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings("names")
        sheet.look.accent.field.setText("#12")
        sheet.save.click()
        assert sheet.section == "look"
        assert "#12" in sheet.trouble.text()
        assert stage.engine.called("change_settings") == []
        stage.close()

    ui.run(story)


# -- right to left ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mirrored")
def test_the_window_is_mirrored(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        middle = window.width() / 2
        assert window.side.mapTo(window, window.side.rect().center()).x() > middle
        assert window.bar.add_button.mapTo(window, window.bar.add_button.rect().center()).x() < middle

    ui.run(story)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("section", list(SECTIONS))
def test_settings_are_whole_when_mirrored(ui: Ui, section: str) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings(section)
        for _ in range(6):
            QApplication.sendPostedEvents()
        assert_whole(sheet)
        assert sheet.sections.mapTo(sheet, sheet.sections.rect().center()).x() > sheet.width() / 2
        stage.close()

    ui.run(story)


# -- lines that wrap -------------------------------------------------------------------------------------------------


def buttons(ui: Ui, host: QWidget, count: int) -> tuple[Flow, list[Button]]:
    flow = Flow(spacing=8)
    made = [Button(ui.theme, f"Button {n}") for n in range(count)]
    host.setLayout(flow)
    for button in made:
        flow.addWidget(button)
    return flow, made


@pytest.fixture
def host() -> Iterator[QWidget]:
    made = QWidget()
    made.setMinimumSize(1, 1)
    yield made
    made.close()
    made.deleteLater()


def test_a_line_goes_on_below_where_there_is_no_room(ui: Ui, host: QWidget) -> None:
    flow, made = buttons(ui, host, 4)
    width = made[0].sizeHint().width() * 2 + 8
    host.resize(width, flow.heightForWidth(width))
    host.show()
    assert [button.y() > 0 for button in made] == [False, False, True, True]
    assert made[2].x() == made[0].x() == 0


def test_hidden_widgets_take_no_room(ui: Ui, host: QWidget) -> None:
    flow, made = buttons(ui, host, 3)
    made[0].hide()
    host.resize(600, 100)
    host.show()
    assert made[1].x() == 0
    assert flow.heightForWidth(600) == made[1].height()


@pytest.mark.usefixtures("mirrored")
def test_mirrored_lines_begin_at_the_right(ui: Ui, host: QWidget) -> None:
    _, made = buttons(ui, host, 2)
    host.resize(600, 100)
    host.show()
    assert made[0].geometry().right() == 599
    assert made[1].x() < made[0].x()


# -- client-safe mode ------------------------------------------------------------------------------------------------


def test_ctrl_shift_h_turns_client_safe_mode_on_with_a_sign_that_ends_it(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        window.window().activateWindow()
        await ui.until(window.window().isActiveWindow)
        assert not window.status.safe.isVisible()
        ui.key(window.list, Qt.Key.Key_H, CTRL | Qt.KeyboardModifier.ShiftModifier)
        await ui.until(lambda: ui.engine.settings().client_safe)
        assert window.status.safe.isVisible()
        assert window.commands.action(WindowAct.CLIENT_SAFE).isChecked()
        window.status.safe.click()
        await ui.until(lambda: not ui.engine.settings().client_safe)
        assert not window.status.safe.isVisible()

    ui.run(story)


def test_client_safe_details_and_side_bar_name_no_prompt_no_cost_and_no_account(ui: Ui) -> None:
    async def story() -> None:
        cost = Cost(charged=7.0)
        secret = replace(many_tasks(1)[0], title="", prompt="A secret launch, studio light", cost=cost)
        account = sample_accounts()[0]
        secret = replace(secret, account_id=account.account.id)
        window = await ui.open([secret], [account])
        await ui.select(window, secret.id)
        await ui.until(lambda: "secret" in window.details.one.title.text())
        window.commands.toggle_safe()
        shown = " ".join(label.text() for label in window.details.findChildren(QLabel) if label.isVisible())
        assert "secret" not in shown
        assert "hidden" in shown
        assert account.account.name not in shown
        places = [window.side.model().index(row, 0).data() for row in range(window.side.model().rowCount())]
        assert not any(account.account.name in str(place) for place in places)
        window.commands.toggle_safe()
        assert "secret" in window.details.one.title.text()
        await ui.until(lambda: not ui.engine.settings().client_safe)

    ui.run(story)


def test_a_dialog_that_grows_sideways_stays_on_the_screen(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        window.dialogs.settings("look")
        sheet = window.dialogs.sheet("settings")
        assert sheet is not None
        room = sheet.screen().availableGeometry()
        sheet.move(room.right() - 300, room.top() + 40)
        sheet.fit()
        assert sheet.frameGeometry().right() <= room.right()

    ui.run(story)
