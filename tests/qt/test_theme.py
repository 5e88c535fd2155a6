"""Colours read in every scheme and with every accent, schemes switch, Qt's own controls follow, text grows."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.account import COLOURS
from desktop.domain.settings import Contrast, Motion, Scheme, Settings
from desktop.domain.status import Badge
from desktop.qt.appearance import Appearance, appearance_of
from desktop.qt.colours import Tokens, account_colours, badge_colours, dark_tokens, light_tokens, tokens_of, with_accent
from desktop.qt.contrast import contrast, standing_out
from desktop.qt.theme import Theme

SCHEMES = [(dark, strong) for strong in (False, True) for dark in (False, True)]
NAMES = ["light", "dark", "strong light", "strong dark"]
ALL = pytest.mark.parametrize("scheme", SCHEMES, ids=NAMES)
ACCENTS = [
    *(QColor.fromHsl(hue, 200, light) for hue in range(0, 360, 40) for light in (60, 130, 210)),
    QColor("black"),
    QColor("white"),
    QColor("#808080"),
]


def scheme_of(dark: bool, strong: bool) -> Tokens:
    return tokens_of(dark=dark, strong=strong)


def assert_reads(tokens: Tokens, *, dark: bool, strong: bool) -> None:
    """Every pair of colours that the window puts on each other."""
    text, shape = (7.0 if strong else 4.5), 3.0
    grounds = ("background", "pane", "field", "raised", "hover", "selection")
    for ground in grounds:
        for ink in ("text", "muted", "warning", "danger"):
            least = 4.5 if ground == "selection" else text
            assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least, f"{ink} on {ground}"
        assert contrast(tokens.accent, getattr(tokens, ground)) >= shape, f"focus ring on {ground}"
    for ground in ("background", "pane"):
        assert contrast(tokens.accent, getattr(tokens, ground)) >= 4.5, f"link on {ground}"
        assert contrast(tokens.handle, getattr(tokens, ground)) >= shape, f"handle on {ground}"
        assert contrast(tokens.handle_hover, getattr(tokens, ground)) >= shape, f"handle on {ground}"
    for fill in ("primary", "primary_hover", "primary_pressed"):
        assert contrast(tokens.accent_text, getattr(tokens, fill)) >= 4.5, f"word on {fill}"
    for badge, pair in badge_colours(dark=dark, strong=strong).items():
        assert contrast(pair.text, pair.fill) >= text, f"{badge} on its pill"
        for ground in ("background", "selection", "hover"):
            assert contrast(pair.text, getattr(tokens, ground)) >= 4.5, f"{badge} on {ground}"


@ALL
def test_everything_reads_in_every_scheme(scheme: tuple[bool, bool]) -> None:
    dark, strong = scheme
    assert_reads(scheme_of(dark, strong), dark=dark, strong=strong)


@ALL
@pytest.mark.parametrize("accent", ACCENTS, ids=QColor.name)
def test_everything_reads_with_any_accent(accent: QColor, scheme: tuple[bool, bool]) -> None:
    dark, strong = scheme
    assert_reads(with_accent(scheme_of(dark, strong), accent, strong=strong), dark=dark, strong=strong)


def test_the_sample_of_accents_is_thirty() -> None:
    assert len({accent.name() for accent in ACCENTS}) == 30


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_high_contrast_draws_lines_that_are_seen(dark: bool) -> None:
    tokens = tokens_of(dark=dark, strong=True)
    assert contrast(tokens.hairline, tokens.background) >= 3.0
    assert contrast(tokens.hairline, tokens.pane) >= 3.0


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("white"), QColor("white")) == pytest.approx(1)


def test_a_colour_that_stands_out_stays_as_it_is() -> None:
    violet = QColor("#8E44AD")
    assert standing_out(violet, (QColor("white"),), 4.5) == violet


def test_a_colour_that_does_not_keeps_its_hue() -> None:
    yellow = QColor("#F5E663")
    shade = standing_out(yellow, (QColor("white"),), 4.5)
    assert contrast(shade, QColor("white")) >= 4.5
    assert abs(shade.hslHue() - yellow.hslHue()) <= 3


def test_what_no_shade_can_reach_is_black_or_white() -> None:
    assert standing_out(QColor("#777777"), (QColor("#8A8A8A"),), 20) == QColor("black")
    assert standing_out(QColor("#777777"), (QColor("#101010"),), 30) == QColor("white")


@ALL
def test_every_colour_an_account_may_have_is_there(scheme: tuple[bool, bool]) -> None:
    dark, strong = scheme
    colours = account_colours(dark=dark, strong=strong)
    assert set(colours) == set(COLOURS)
    assert len({colour.name() for colour in colours.values()}) == len(COLOURS)


def test_a_visible_accent_is_taken_as_it_is() -> None:
    violet = QColor("#8E44AD")
    assert with_accent(light_tokens(), violet).accent == violet
    assert with_accent(light_tokens(), violet).primary == violet


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


# -- what the user chooses -----------------------------------------------------------------------------------------


@pytest.fixture
def theme(qapp: QApplication) -> Any:
    made = Theme(qapp, Scheme.LIGHT)
    yield made
    made.show(Appearance(scheme=Scheme.LIGHT))


def test_settings_say_how_it_looks() -> None:
    settings = Settings(scheme=Scheme.DARK, contrast=Contrast.HIGH, motion=Motion.REDUCED, accent="#8E44AD", text_percent=150)
    assert appearance_of(settings) == Appearance(
        scheme=Scheme.DARK, contrast=Contrast.HIGH, motion=Motion.REDUCED, accent="#8E44AD", percent=150
    )
    assert appearance_of(Settings(text_percent=10)).percent == 80
    assert appearance_of(Settings(text_percent=900)).percent == 300


def test_a_whole_look_is_told_once(theme: Theme) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(True))
    theme.show(Appearance(scheme=Scheme.DARK, contrast=Contrast.HIGH, accent="#8E44AD", percent=200))
    assert told == [True]
    assert theme.dark
    assert theme.strong
    assert theme.tokens != dark_tokens()


def test_high_contrast_goes_by_the_choice_and_else_by_the_system(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = QApplication.styleHints().accessibility()
    monkeypatch.setattr(type(wishes), "contrastPreference", lambda _self: Qt.ContrastPreference.HighContrast)
    wishes.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert [theme.strong] == [True]
    theme.show(replace(theme.appearance, contrast=Contrast.NORMAL))
    assert [theme.strong] == [False]


def test_movement_goes_by_the_choice_and_else_by_the_system(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [theme.moving] == [True]
    wishes = QApplication.styleHints().accessibility()
    monkeypatch.setattr(type(wishes), "motionPreference", lambda _self: Qt.MotionPreference.ReducedMotion)
    wishes.motionPreferenceChanged.emit(Qt.MotionPreference.ReducedMotion)
    assert [theme.moving] == [False]
    theme.show(replace(theme.appearance, motion=Motion.FULL))
    assert [theme.moving] == [True]


def test_a_chosen_accent_is_in_force_and_a_word_that_is_no_colour_is_not(theme: Theme) -> None:
    theme.show(replace(theme.appearance, accent="#8E44AD"))
    assert theme.tokens.accent == QColor("#8E44AD")
    theme.show(replace(theme.appearance, accent="no colour"))
    assert theme.tokens == light_tokens()


def test_client_safe_mode_is_told(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.show(replace(theme.appearance, client_safe=True))
    assert theme.client_safe


def test_lengths_follow_the_size_of_text(theme: Theme) -> None:
    assert theme.px(13) == 13
    theme.show(replace(theme.appearance, percent=250))
    assert theme.px(32) == 80


def test_fonts_that_widgets_have_follow_the_size_of_text_and_come_back(theme: Theme, qtbot: QtBot) -> None:
    labels = {name: QLabel(name) for name in ("body", "title", "detail", "badge", "section", "heading", "large", "mono")}
    for name, label in labels.items():
        label.setFont(getattr(theme.fonts, name))
        qtbot.addWidget(label)
    for percent in (80, 300, 100, 90, 100):
        theme.show(replace(theme.appearance, percent=percent))
        for name, label in labels.items():
            wanted = getattr(theme.fonts, name)
            assert (label.font().pixelSize(), label.font().weight()) == (wanted.pixelSize(), wanted.weight()), (name, percent)


@pytest.mark.parametrize("percent", [80, 90, 100, 110, 125, 150, 175, 200, 250, 300])
def test_each_font_stays_different_from_the_others(theme: Theme, percent: int) -> None:
    theme.show(replace(theme.appearance, percent=percent))
    fonts = [getattr(theme.fonts, name) for name in ("body", "title", "detail", "badge", "section", "heading", "large")]
    assert len({(font.pixelSize(), font.weight()) for font in fonts}) == 7
