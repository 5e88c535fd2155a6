"""The settings dialog: what it stores, and that a template is shown at work before it is kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLineEdit, QWidget

from desktop.domain.choice import PART_GROUPS
from desktop.domain.language import speak
from desktop.domain.settings import DEFAULT_TEMPLATE, Contrast, Motion, ProjectRules, Scheme, Settings
from desktop.qt.appearance import Appearance
from desktop.widgets.banner import RENAMES
from desktop.widgets.buttons import ChoiceButton
from desktop.widgets.check import Check
from desktop.widgets.dialogs.rename import RenameSheet
from desktop.widgets.dialogs.settings import sheet as settings_sheet
from desktop.widgets.dialogs.settings.command_line import arguments_of, line_of
from desktop.widgets.dialogs.settings.names import remark_on
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.dialogs.settings.saving import limit_of, limit_words
from desktop.widgets.dialogs.settings.sheet import SECTIONS, SettingsSheet
from desktop.widgets.dialogs.settings.tokens import TokenButton
from desktop.widgets.workspace import Workspace
from tests.fakes.tasks import many_tasks, sample_accounts
from tests.widgets.conftest import CTRL, Ui
from tests.widgets.stage import Stage


async def opened(ui: Ui, window: Workspace) -> SettingsSheet:
    window.open_settings()
    sheet = await ui.sheet(window, "settings")
    assert isinstance(sheet, SettingsSheet)
    return sheet


def choose(button: ChoiceButton, data: object) -> None:
    next(action for action in button.choices.actions() if action.data() == data).trigger()


def test_what_was_chosen_is_stored_and_put_in_force(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        sheet = await opened(ui, window)
        sheet.saving.folder.show_path("/renders/Client")
        sheet.saving.auto_save.setChecked(False)
        sheet.look.compact.setChecked(True)
        choose(sheet.saving.slots, 5)
        sheet.look.scheme.choose(Scheme.DARK)
        sheet.save.click()
        await ui.until(lambda: window.dialogs.sheet("settings") is None)
        stored = ui.engine.settings()
        assert (stored.folder, stored.auto_save, stored.save_slots, stored.compact) == ("/renders/Client", False, 5, True)
        assert ui.theme.dark
        assert window.list.item_rect(0).height() == 44
        assert window.bar.switch.density.isChecked()
        assert window.status.place.text().startswith("Saved to Client")

    ui.run(story)


def test_cancel_changes_nothing(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.saving.folder.show_path("/elsewhere")
        sheet.reject()
        assert ui.engine.called("change_settings") == []

    ui.run(story)


def test_half_a_path_is_no_folder(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.saving.folder.show_path("Renders")
        sheet.save.click()
        await ui.until(lambda: "whole path" in sheet.trouble.text())
        assert ui.engine.called("change_settings") == []
        sheet.reject()

    ui.run(story)


def test_the_density_button_is_remembered(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2))
        window.bar.switch.density.click()
        await ui.until(lambda: ui.engine.settings().compact)
        assert window.list.item_rect(0).height() == 44

    ui.run(story)


def stored(ui: Ui) -> Settings:
    return ui.engine.settings()


async def saved(ui: Ui, window: Workspace, sheet: SettingsSheet) -> None:
    sheet.save.click()
    await ui.until(lambda: window.dialogs.sheet("settings") is None)


def stale(sheet: SettingsSheet) -> bool:
    return sheet.names.table.stale


def table_of(sheet: SettingsSheet) -> list[tuple[str, str]]:
    model = sheet.names.table.names
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


# -- sections ------------------------------------------------------------------------------------------------------


def test_sections_are_walked_by_keyboard(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        assert sheet.section == "saving"
        ui.key(sheet.sections, Qt.Key.Key_Down)
        assert sheet.section == "names"
        sheet.activateWindow()
        await ui.until(sheet.isActiveWindow)
        ui.key(sheet, Qt.Key.Key_Tab, CTRL)
        assert sheet.section == "parts"
        sheet.show_section("storage")
        ui.key(sheet, Qt.Key.Key_Tab, CTRL)
        assert sheet.section == "saving"
        sheet.reject()

    ui.run(story)


@pytest.mark.parametrize("percent", [100, 150])
def test_a_sections_name_is_shown_whole_where_the_font_is_wide(ui: Ui, percent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_sheet, "_LIST_WIDTH", 60)

    async def story() -> None:
        window = await ui.open()
        ui.theme.show(Appearance(percent=percent))
        sheet = await opened(ui, window)
        bold, model = QFontMetrics(ui.theme.fonts.title), sheet.sections.model()
        widest = max(bold.horizontalAdvance(str(model.index(row, 0).data())) for row in range(model.rowCount()))
        assert sheet.sections.viewport().width() >= widest + ui.theme.px(18)
        sheet.reject()
        ui.theme.show(Appearance())

    ui.run(story)


def test_with_large_text_the_sections_scroll_and_the_chosen_one_begins_beside_them(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        ui.theme.show(Appearance(percent=300))
        sheet = await opened(ui, window)
        tops = [each.mapTo(sheet, QPoint(0, 0)).y() for each in (sheet.search, sheet._stack)]
        assert tops[0] == tops[1]
        sheet.reject()
        ui.theme.show(Appearance())

    ui.run(story)


def test_a_hint_of_one_line_takes_the_room_of_one(ui: Ui) -> None:
    async def story() -> None:
        host = QWidget()
        page = Page(ui.theme)
        page.setParent(host)
        hint = page.add_hint("Closing the window then leaves Outtray at work in the background.")
        row = QFontMetrics(hint.font()).height()
        page.resize(600, 400)
        host.show()
        await ui.until(lambda: hint.height() == row)
        page.resize(300, 400)
        await ui.until(lambda: hint.height() == 2 * row)
        host.deleteLater()

    ui.run(story)


def test_a_box_that_can_not_be_ticked_looks_like_that(ui: Ui) -> None:
    async def story() -> None:
        box = Check(ui.theme, "Look for updates once a day", checked=True)
        box.show()
        able = box.grab().toImage()
        box.setEnabled(False)
        assert box.grab().toImage() != able
        box.deleteLater()

    ui.run(story)


@pytest.mark.parametrize("section", list(SECTIONS))
def test_every_control_of_a_section_is_reached_by_tab(ui: Ui, section: str) -> None:
    async def story() -> None:
        window = await ui.open([replace(many_tasks(1)[0], project="Citrus market")], sample_accounts())
        sheet = await opened(ui, window)
        sheet.show_section(section)
        page = sheet._pages[list(SECTIONS).index(section)]
        kinds = (QAbstractButton, QLineEdit, QAbstractItemView)
        missing = {
            w for w in page.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible() and not isinstance(w, QHeaderView)
        }
        missing = {
            w for w in missing if w.isEnabled() and not isinstance(w, TokenButton) and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        assert missing
        sheet.sections.setFocus()
        for _ in range(80):
            sheet.focusNextChild()
            missing.discard(sheet.focusWidget())
        assert {widget.accessibleName() for widget in missing} == set()
        sheet.reject()

    ui.run(story)


# -- saving --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "kilobytes"), [("", 0), ("0", 0), ("1.5", 1500), ("0,25", 250), ("12", 12_000), ("0.0001", 1)])
def test_a_speed_limit_is_told_in_megabytes_and_none_by_nothing(typed: str, kilobytes: int) -> None:
    assert limit_of(typed) == kilobytes
    assert limit_of(limit_words(kilobytes)) == kilobytes


def test_folders_speed_and_reserve_are_stored(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.saving.providers["tripo"].show_path("/renders/models")
        sheet.saving.fallback.show_path("/spare")
        sheet.saving.speed.setText("2.5")
        sheet.saving.reserve.setText("1200")
        await saved(ui, window, sheet)
        assert stored(ui).provider_folders == (("tripo", "/renders/models"),)
        assert (stored(ui).fallback_folder, stored(ui).bandwidth_kb, stored(ui).reserve_mb) == ("/spare", 2500, 1200)

    ui.run(story)


def test_what_is_wrong_on_another_page_is_shown_there(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.saving.providers["crun"].show_path("models")
        sheet.show_section("look")
        sheet.save.click()
        assert sheet.section == "saving"
        assert "Folder for crun.ai" in sheet.trouble.text()
        assert ui.engine.called("change_settings") == []
        sheet.reject()

    ui.run(story)


def test_what_changed_meanwhile_is_not_undone_by_the_dialog(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        await ui.engine.pause_all(paused=True)
        await saved(ui, window, sheet)
        assert stored(ui).paused

    ui.run(story)


# -- names ---------------------------------------------------------------------------------------------------------


def test_examples_follow_the_template_and_are_asked_for_once_a_pause(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(7), sample_accounts())
        sheet = await opened(ui, window)
        await ui.until(lambda: len(table_of(sheet)) == 5)
        asked = len(ui.engine.called("name_examples"))
        for template in ("{t", "{title", "{title}", "{title} {task:8}"):
            sheet.names.template.setText(template)
        await ui.until(lambda: table_of(sheet)[0][1] == "Picture 1 00000001.png")
        assert ui.engine.called("name_examples")[asked:] == ["{title} {task:8}"]
        assert table_of(sheet)[0][0] == "1.png"
        sheet.reject()

    ui.run(story)


def test_a_broken_template_is_explained_the_last_examples_stay_and_it_is_not_stored(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        sheet = await opened(ui, window)
        await ui.until(lambda: table_of(sheet))
        before = table_of(sheet)
        sheet.show_section("names")
        sheet.names.template.setText("{titel}")
        assert sheet.names.sentence.text() == "There is no token {titel}. Did you mean {title}?"
        assert not sheet.save.isEnabled()
        assert table_of(sheet) == before
        assert stale(sheet)
        sheet.names.usual.click()
        assert sheet.names.template.text() == DEFAULT_TEMPLATE
        assert sheet.names.sentence.text().strip() == ""
        assert not stale(sheet)
        assert sheet.save.isEnabled()
        sheet.reject()

    ui.run(story)


def test_a_template_the_engine_refuses_is_explained(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(2), sample_accounts())
        sheet = await opened(ui, window)
        await ui.until(lambda: table_of(sheet))
        ui.engine.template_refusal = "Two files would have the same name. Add {task:8}."
        sheet.names.template.setText("{provider}")
        await ui.until(lambda: sheet.names.sentence.text() == ui.engine.template_refusal)
        assert table_of(sheet)
        assert stale(sheet)
        assert not sheet.save.isEnabled()
        sheet.reject()

    ui.run(story)


def test_return_in_a_template_that_can_be_used_saves_it(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(accounts=sample_accounts())
        sheet = await opened(ui, window)
        sheet.show_section("names")
        sheet.names.template.setText("{titel}")
        ui.key(sheet.names.template, Qt.Key.Key_Return)
        assert ui.engine.called("change_settings") == []
        sheet.names.template.setText("{title}")
        ui.key(sheet.names.template, Qt.Key.Key_Return)
        await ui.until(lambda: window.dialogs.sheet("settings") is None)
        assert stored(ui).template == "{title}"
        assert window.window().focusWidget() is window.empty

    ui.run(story)


@pytest.mark.parametrize(
    ("template", "remarked"),
    [("{provider}/{date}", True), ("{kind}[ {task:8}]", False), ("{model|title}", False), (DEFAULT_TEMPLATE, False), ("{", False)],
)
def test_a_template_that_tells_no_files_apart_gets_a_remark(template: str, remarked: bool) -> None:
    assert bool(remark_on(template)) is remarked


def test_a_token_is_inserted_where_the_cursor_is(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.show_section("names")
        sheet.names.template.setText("ab")
        sheet.names.template.setCursorPosition(1)
        next(button for button in sheet.names.tokens.buttons if button.label == "{title}").click()
        assert sheet.names.template.text() == "a{title}b"
        sheet.reject()

    ui.run(story)


def test_the_tokens_are_one_stop_of_the_tab_key_and_arrows_walk_them(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        sheet.show_section("names")
        sheet.activateWindow()
        await ui.until(sheet.isActiveWindow)
        buttons = sheet.names.tokens.buttons
        buttons[0].setFocus()
        ui.key(buttons[0], Qt.Key.Key_Right)
        assert sheet.focusWidget() is buttons[1]
        ui.key(buttons[1], Qt.Key.Key_Left)
        ui.key(buttons[0], Qt.Key.Key_Left)
        assert sheet.focusWidget() is buttons[-1]
        assert [button for button in buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus] == [buttons[-1]]
        sheet.reject()

    ui.run(story)


def test_after_a_new_template_saved_files_are_offered_their_new_names(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        sheet = await opened(ui, window)
        sheet.names.template.setText("{kind}/{title}")
        await saved(ui, window, sheet)
        await ui.until(window.banners.isVisible)
        banner = window.banners.banner(RENAMES)
        assert banner is not None
        assert banner.label.text() == "New files get the new names. 3 saved files keep their old ones."
        assert [button.label for button in banner.buttons] == ["Rename 3 saved files…"]
        banner.buttons[0].click()
        rename = await ui.sheet(window, "rename")
        assert isinstance(rename, RenameSheet)
        await ui.until(lambda: rename.go.label == "Rename 3 files")
        assert window.banners.banner(RENAMES) is None
        rename.reject()

    ui.run(story)


def test_without_a_new_template_nothing_is_offered(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open(many_tasks(3), sample_accounts())
        sheet = await opened(ui, window)
        sheet.look.compact.setChecked(True)
        await saved(ui, window, sheet)
        assert ui.engine.called("plan_renames") == []
        assert not window.banners.isVisible()

    ui.run(story)


# -- parts and describing ------------------------------------------------------------------------------------------


def test_parts_that_are_not_ticked_are_left_out(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        assert set(sheet.parts.groups) == {group.id for group in PART_GROUPS}
        sheet.parts.groups["tripo:base_model"].setChecked(False)
        sheet.parts.originals.setChecked(True)
        await saved(ui, window, sheet)
        assert stored(ui).left_out == ("tripo:base_model",)
        assert stored(ui).suno_originals
        again = await opened(ui, window)
        assert not again.parts.groups["tripo:base_model"].isChecked()
        again.reject()

    ui.run(story)


def test_how_files_describe_themselves_is_stored(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open()
        sheet = await opened(ui, window)
        for check in (sheet.describing.sidecars, sheet.describing.embed, sheet.describing.times):
            assert check.isChecked()
            check.setChecked(False)
        await saved(ui, window, sheet)
        assert (stored(ui).sidecars, stored(ui).embed, stored(ui).completion_times) == (False, False, False)

    ui.run(story)


# -- after saving --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "windows", "arguments"),
    [
        ("", False, ()),
        ("notify-send 'A title' {path}", False, ("notify-send", "A title", "{path}")),
        (r"run a\ b", False, ("run", "a b")),
        (r'"C:\Program Files\x.exe" C:\a', True, (r"C:\Program Files\x.exe", r"C:\a")),
        ("echo $HOME `ls` #x ; rm", False, ("echo", "$HOME", "`ls`", "#x", ";", "rm")),
        ("a ''", False, ("a", "")),
    ],
)
def test_a_command_is_read_as_arguments_and_nothing_else_has_a_meaning(
    line: str, windows: bool, arguments: tuple[str, ...]
) -> None:
    assert arguments_of(line, windows=windows) == arguments
    assert arguments_of(line_of(arguments), windows=windows) == arguments


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5), st.booleans())
def test_a_stored_command_reads_as_it_was_typed(arguments: list[str], windows: bool) -> None:
    assert arguments_of(line_of(arguments), windows=windows) == tuple(arguments)


def test_rules_are_kept_for_a_project_and_for_all_other_tasks(ui: Ui) -> None:
    async def story() -> None:
        task = replace(many_tasks(1)[0], project="Citrus market")
        window = await ui.open([task])
        sheet = await opened(ui, window)
        rules = sheet.after.rules
        sheet.show_section("after")
        rules.copy_to.show_path("/team")
        sheet.after.list.choose(1)
        assert not rules.command.isEnabled()
        rules.own.setChecked(True)
        rules.command.setText("notify-send 'Saved: {title}' {path}")
        assert rules.arguments.arguments == ("notify-send", "Saved: {title}", "{path}")
        assert rules.arguments.accessibleName() == "Program notify-send, arguments: Saved: {title}, {path}"
        rules.eagle.setChecked(True)
        rules.webhook.setText("https://hooks.example/x")
        await saved(ui, window, sheet)
        command = ("notify-send", "Saved: {title}", "{path}")
        project = ProjectRules(name="Citrus market", command=command, webhook="https://hooks.example/x", eagle=True)
        assert stored(ui).projects == (ProjectRules(name="", copy_to="/team"), project)
        again = await opened(ui, window)
        again.after.list.choose(1)
        assert again.after.rules.command.text() == "notify-send 'Saved: {title}' {path}"
        again.after.rules.own.setChecked(False)
        await saved(ui, window, again)
        assert stored(ui).projects == (ProjectRules(name="", copy_to="/team"),)

    ui.run(story)


@pytest.mark.parametrize(
    ("command", "webhook", "said"),
    [
        ("notify 'x", "", "never closed"),
        ("", "hooks.example/x", "https://"),
        ("", "ftp://hooks.example", "https://"),
        ("", "https://", "https://"),
        ("", "https://[x", "https://"),
    ],
)
def test_a_command_or_address_that_cannot_be_is_explained(ui: Ui, command: str, webhook: str, said: str) -> None:
    async def story() -> None:
        window = await ui.open([replace(many_tasks(1)[0], project="Citrus market")])
        sheet = await opened(ui, window)
        sheet.after.rules.command.setText(command)
        sheet.after.rules.webhook.setText(webhook)
        sheet.save.click()
        assert sheet.section == "after"
        assert said in sheet.trouble.text()
        sheet.after.list.choose(1)
        assert sheet.after.list.currentIndex().row() == 0
        assert ui.engine.called("change_settings") == []
        sheet.reject()

    ui.run(story)


# -- finding a setting ---------------------------------------------------------------------------------------------


def shown_sections(sheet: SettingsSheet) -> list[str]:
    return [section for row, section in enumerate(SECTIONS) if not sheet.sections.isRowHidden(row)]


def test_typing_leaves_the_sections_that_say_it_and_rings_their_rows(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.search.setText("accent")
        assert shown_sections(sheet) == ["look"]
        assert sheet.section == "look"
        assert any("accent" in row.text for row in sheet.found["look"])
        sheet.search.clear()
        assert shown_sections(sheet) == list(SECTIONS)
        assert sheet.found == {}
        stage.close()

    ui.run(story)


def test_return_goes_to_the_first_control_found(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.activateWindow()
        await ui.until(sheet.isActiveWindow)
        for typed, control in (
            ("leave free", sheet.saving.reserve),
            ("quiet", sheet.notices.begin),
            ("text size", sheet.look.text),
        ):
            sheet.search.setFocus()
            sheet.search.setText(typed)
            ui.key(sheet.search, Qt.Key.Key_Return)
            assert sheet.focusWidget() is control, typed
        stage.close()

    ui.run(story)


def test_what_a_menu_offers_is_found_too(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.search.setText("reduced")
        assert shown_sections(sheet) == ["look"]
        stage.close()

    ui.run(story)


def test_a_section_is_found_by_its_name(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.search.setText("describing")
        assert "describing" in shown_sections(sheet)
        assert sheet.section == "describing"
        stage.close()

    ui.run(story)


def test_what_no_setting_says_is_told_and_escape_clears_before_it_leaves(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.search.setText("zebra")
        assert sheet.trouble.text() == "No setting says “zebra”."
        ui.key(sheet.search, Qt.Key.Key_Escape)
        assert sheet.search.text() == ""
        assert sheet.trouble.text() == ""
        assert sheet.isVisible()
        ui.key(sheet.search, Qt.Key.Key_Escape)
        assert not sheet.isVisible()
        stage.close()

    ui.run(story)


def test_translated_words_are_found(ui: Ui) -> None:
    async def story() -> None:
        speak(lambda text, _number: {"Text size": "文字大小", "Appearance": "外观"}.get(text, text))
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.search.setText("文字")
        assert shown_sections(sheet) == ["look"]
        sheet.search.setText("外观")
        assert shown_sections(sheet) == ["look"]
        stage.close()

    try:
        ui.run(story)
    finally:
        speak(None)


# -- appearance, notices, storage ----------------------------------------------------------------------------------


def test_what_the_new_sections_say_is_stored(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.look.contrast.choose(Contrast.HIGH)
        sheet.look.motion.choose(Motion.REDUCED)
        sheet.look.text.choose(150)
        sheet.look.thumbnails.choose(280)
        sheet.look.language.choose("zh_CN")
        sheet.look.accent.field.setText("#6d28d9")
        sheet.notices.failed.setChecked(False)
        sheet.notices.begin.setText("22:00")
        sheet.notices.end.setText("7:5")
        sheet.notices.tray.setChecked(False)
        sheet.keeping.cache.setText("250")
        sheet.keeping.archive.choose(30)
        sheet.save.click()
        await ui.until(lambda: stage.engine.called("change_settings"))
        now = stage.engine.settings()
        assert (now.contrast, now.motion, now.text_percent, now.thumbnail_px) == (Contrast.HIGH, Motion.REDUCED, 150, 280)
        assert (now.language, now.accent) == ("zh_CN", "#6d28d9")
        assert (now.notify_saved, now.notify_failed, now.notify_needs_you, now.tray) == (True, False, True, False)
        assert (now.quiet_from, now.quiet_until) == ("22:00", "07:05")
        assert (now.cache_mb, now.archive_after_days) == (250, 30)
        stage.close()
        ui.theme.show(Appearance(scheme=Scheme.LIGHT))

    ui.run(story)


def test_saving_without_a_change_stores_the_same_settings(ui: Ui) -> None:
    async def story() -> None:
        stage = Stage(ui)
        odd = replace(stage.engine.settings(), text_percent=115, thumbnail_px=111, archive_after_days=12, accent="#123456")
        stage.engine._settings = odd
        sheet = stage.settings()
        sheet.save.click()
        await ui.until(lambda: stage.engine.called("change_settings"))
        assert stage.engine.settings() == odd
        stage.close()

    ui.run(story)


@pytest.mark.parametrize(
    ("begin", "end", "fault"),
    [("22:00", "", "both times"), ("25:00", "7:00", "22:00"), ("22:61", "7", "22:00"), (":3", "7", "22:00")],
)
def test_quiet_hours_that_make_no_sense_are_said(ui: Ui, begin: str, end: str, fault: str) -> None:
    async def story() -> None:
        stage = Stage(ui)
        sheet = stage.settings()
        sheet.notices.begin.setText(begin)
        sheet.notices.end.setText(end)
        sheet.save.click()
        assert sheet.section == "notices"
        assert fault in sheet.trouble.text()
        assert stage.engine.called("change_settings") == []
        stage.close()

    ui.run(story)


def test_the_cache_is_emptied_at_once_and_that_is_said(ui: Ui) -> None:
    async def story() -> None:
        async def empty() -> str:
            return "84 MB of thumbnails deleted."

        stage = Stage(ui)
        sheet = stage.settings("storage", empty_cache=empty)
        sheet.keeping.empty.click()
        await ui.until(lambda: sheet.keeping.said.text() == "84 MB of thumbnails deleted.")
        assert sheet.keeping.empty.isEnabled()
        assert stage.engine.called("change_settings") == []
        stage.close()

    ui.run(story)
