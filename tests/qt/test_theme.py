"""Colours read, schemes switch, Qt's own controls follow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.account import COLOURS
from desktop.domain.settings import Scheme
from desktop.domain.status import Badge
from desktop.qt.colours import Tokens, account_colours, badge_colours, contrast, dark_tokens, light_tokens, with_accent
from desktop.qt.theme import Theme

BOTH = pytest.mark.parametrize("tokens", [light_tokens(), dark_tokens()], ids=["light", "dark"])
SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("white"), QColor("white")) == pytest.approx(1)


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted", "warning", "danger"])
@pytest.mark.parametrize("ground", ["background", "pane", "field", "selection", "hover"])
def test_text_reads_on_every_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["primary", "primary_hover", "primary_pressed"])
def test_a_primary_button_reads_in_every_state(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.accent_text, getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["background", "pane", "selection"])
def test_accent_lines_stand_out_from_the_grounds(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.accent, getattr(tokens, ground)) >= 3.0


@BOTH
@pytest.mark.parametrize("ground", ["background", "pane"])
def test_a_scroll_bars_handle_stands_out(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.handle, getattr(tokens, ground)) >= 3.0
    assert contrast(tokens.handle_hover, getattr(tokens, ground)) >= 3.0


@SCHEMES
@pytest.mark.parametrize("badge", list(Badge))
def test_a_badge_reads_on_its_pill_and_its_shape_on_every_row(badge: Badge, dark: bool) -> None:
    colours = badge_colours(dark=dark)[badge]
    tokens = dark_tokens() if dark else light_tokens()
    assert contrast(colours.text, colours.fill) >= 4.5
    assert min(contrast(colours.text, ground) for ground in (tokens.background, tokens.selection)) >= 4.5


@SCHEMES
def test_every_colour_an_account_may_have_is_there(dark: bool) -> None:
    assert set(account_colours(dark=dark)) == set(COLOURS)


@SCHEMES
def test_account_colours_differ(dark: bool) -> None:
    names = {colour.name() for colour in account_colours(dark=dark).values()}
    assert len(names) == len(COLOURS)


def test_the_systems_accent_is_taken_where_it_can_be_seen() -> None:
    violet = QColor("#8E44AD")
    taken = with_accent(light_tokens(), violet)
    assert taken.accent == violet
    assert contrast(taken.accent_text, taken.primary) >= 4.5


def test_a_pale_accent_on_white_is_not_taken() -> None:
    assert with_accent(light_tokens(), QColor("#F5E663")) == light_tokens()


def test_a_bright_accent_is_darkened_under_the_buttons_word() -> None:
    taken = with_accent(dark_tokens(), QColor("#F5E663"))
    assert contrast(taken.accent_text, taken.primary) >= 4.5


def test_a_chosen_scheme_changes_tokens_badges_and_qts_palette(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, Scheme.LIGHT)
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)
    assert theme.dark
    assert theme.tokens == dark_tokens()
    assert theme.badge(Badge.SAVED).text == QColor("#86E0A5")
    assert qapp.palette().color(QPalette.ColorRole.Window) == dark_tokens().pane
    theme.set_scheme(Scheme.LIGHT)
    assert theme.tokens == light_tokens()
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == light_tokens().text


def test_choosing_the_same_scheme_again_tells_nobody(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, Scheme.LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_scheme(Scheme.LIGHT)


def test_the_systems_scheme_is_followed_live(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = Theme(qapp, Scheme.SYSTEM)
    hints = qapp.styleHints()
    system = Qt.ColorScheme.Dark
    monkeypatch.setattr(type(hints), "colorScheme", lambda _self: system)
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(system)
    assert theme.dark


def test_a_chosen_scheme_does_not_follow_the_system(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = Theme(qapp, Scheme.LIGHT)
    hints = qapp.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda _self: Qt.ColorScheme.Dark)
    with qtbot.assertNotEmitted(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.dark


def test_an_unknown_account_colour_is_grey(qapp: QApplication) -> None:
    theme = Theme(qapp, Scheme.LIGHT)
    assert theme.account_colour("no such") == theme.account_colour("grey")


def test_fonts_have_the_designs_sizes_and_tabular_figures(qapp: QApplication) -> None:
    fonts = Theme(qapp, Scheme.LIGHT).fonts
    sizes = {name: getattr(fonts, name).pixelSize() for name in ("body", "title", "detail", "badge", "heading")}
    assert sizes == {"body": 13, "title": 13, "detail": 12, "badge": 12, "heading": 15}
    assert QFontInfo(fonts.badge).weight() >= QFontInfo(fonts.detail).weight()
    features = {tag.toString().data(): fonts.detail.featureValue(tag) for tag in fonts.detail.featureTags()}
    assert features == {b"tnum": 1, b"calt": 0}
