"""The colours of all schemes as data: tokens, badges, accounts, each in light and dark and in high contrast."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from PySide6.QtGui import QColor

from desktop.domain.status import Badge
from desktop.qt.contrast import contrast, mixed, standing_out

TEXT = 4.5
"""The least contrast of text to its ground (WCAG 2.2, 1.4.3)."""

SHAPE = 3.0
"""The least contrast of a glyph, a focus ring or a scroll bar's handle to its ground (WCAG 2.2, 1.4.11)."""

STRONG_TEXT = 7.0
"""The least contrast of text to its ground in high contrast (WCAG 2.2, 1.4.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour a widget may use.

    `background` is the list's ground, `pane` that of the side bar, toolbar, details and status line. `accent` draws lines, focus
    and progress; a primary button is filled with `primary` and lettered with `accent_text`, which reads on both. `track` is the
    unfilled part of a progress bar, `raised` the ground of menus, `hover` the ground under the pointer, `handle` a scroll bar's
    handle. `warning` and `danger` are text colours.
    """

    background: QColor
    pane: QColor
    text: QColor
    muted: QColor
    hairline: QColor
    field: QColor
    raised: QColor
    selection: QColor
    hover: QColor
    track: QColor
    dash: QColor
    handle: QColor
    handle_hover: QColor
    accent: QColor
    primary: QColor
    primary_hover: QColor
    primary_pressed: QColor
    accent_text: QColor
    warning: QColor
    danger: QColor


@dataclass(frozen=True, slots=True)
class BadgeColours:
    """A badge's colour of word and glyph, and of the pill under them."""

    text: QColor
    fill: QColor


_LIGHT = {
    "background": "#FFFFFF",
    "pane": "#F6F7F9",
    "text": "#1B1F26",
    "muted": "#5C6573",
    "hairline": "#DFE3E9",
    "field": "#FFFFFF",
    "raised": "#FFFFFF",
    "selection": "#E6EEFC",
    "hover": "#F3F5F8",
    "track": "#DFE3E9",
    "dash": "#DFE3E9",
    "handle": "#848D9B",
    "handle_hover": "#6B7482",
    "accent": "#2563EB",
    "primary": "#2563EB",
    "primary_hover": "#1D58DD",
    "primary_pressed": "#1A4DC4",
    "accent_text": "#FFFFFF",
    "warning": "#7A4A00",
    "danger": "#B42318",
}

_DARK = {
    "background": "#1C1F24",
    "pane": "#171A1E",
    "text": "#E8EBF0",
    "muted": "#98A2B1",
    "hairline": "#2C3139",
    "field": "#12151A",
    "raised": "#22262D",
    "selection": "#25304A",
    "hover": "#22262D",
    "track": "#2C3139",
    "dash": "#2C3139",
    "handle": "#6A7381",
    "handle_hover": "#818B99",
    "accent": "#4F86F7",
    "primary": "#3A6FE0",
    "primary_hover": "#346AE0",
    "primary_pressed": "#2F62D4",
    "accent_text": "#FFFFFF",
    "warning": "#FFD27A",
    "danger": "#FFA59C",
}

_STRONG_LIGHT = _LIGHT | {
    "pane": "#FFFFFF",
    "text": "#000000",
    "muted": "#24292F",
    "hairline": "#5A6370",
    "selection": "#D9E6FF",
    "hover": "#ECEFF3",
    "track": "#B6BDC7",
    "dash": "#5A6370",
    "handle": "#3E4651",
    "handle_hover": "#000000",
    "accent": "#0A3FBF",
    "primary": "#0A3FBF",
    "primary_hover": "#08349E",
    "primary_pressed": "#062A80",
    "warning": "#5C3700",
    "danger": "#8E1208",
}

_STRONG_DARK = _DARK | {
    "background": "#000000",
    "pane": "#000000",
    "text": "#FFFFFF",
    "muted": "#DDE2EA",
    "hairline": "#8D97A6",
    "field": "#000000",
    "raised": "#0B0D10",
    "selection": "#12305F",
    "hover": "#1A1E24",
    "track": "#4A525E",
    "dash": "#8D97A6",
    "handle": "#B4BDCA",
    "handle_hover": "#FFFFFF",
    "accent": "#8DB4FF",
    "primary": "#1D4FC2",
    "primary_hover": "#1A48B2",
    "primary_pressed": "#163D99",
    "warning": "#FFE0A3",
    "danger": "#FFC2BC",
}

_AMBER = ("#7A4A00", "#FFF0D1", "#FFD27A", "#42310B")
_ORANGE = ("#8A3B00", "#FFE9D6", "#FFB98A", "#472406")
_GREY = ("#4B5563", "#EEF0F3", "#C4CAD4", "#2B3038")

_BADGES: dict[Badge, tuple[str, str, str, str]] = {
    Badge.WAITING: _GREY,
    Badge.GENERATING: ("#1D4ED8", "#E4ECFE", "#9CC0FF", "#1B2B4D"),
    Badge.FINISHED_NOT_SAVED: _AMBER,
    Badge.SAVING: ("#0B6B83", "#DDF3F8", "#7FD6EA", "#12363F"),
    Badge.SAVED: ("#166534", "#DDF5E4", "#86E0A5", "#15391F"),
    Badge.PARTLY_SAVED: _AMBER,
    Badge.FAILED: ("#B42318", "#FDE7E5", "#FFA59C", "#4A1A17"),
    Badge.BLOCKED: ("#86198F", "#F8E6FA", "#EBA8F2", "#3F1646"),
    Badge.NEEDS_YOU: _ORANGE,
    Badge.GONE: ("#374151", "#E2E5EA", "#B9C0CB", "#23272E"),
    Badge.CANCELLED: _GREY,
    Badge.PAUSED: _GREY,
    Badge.FILE_MOVED: _ORANGE,
}

_ACCOUNTS = {
    "blue": ("#4F8BF5", "#4F8BF5"),
    "orange": ("#F0A03C", "#F0A03C"),
    "green": ("#2E9E5B", "#4CC38A"),
    "purple": ("#8B5CF6", "#A78BFA"),
    "red": ("#E5484D", "#F2555A"),
    "teal": ("#12979A", "#2BB8BB"),
    "pink": ("#E0529C", "#EE6FB3"),
    "grey": ("#7C8594", "#8B95A5"),
}


def light_tokens() -> Tokens:
    """Return the light scheme."""
    return _tokens(_LIGHT)


def dark_tokens() -> Tokens:
    """Return the dark scheme."""
    return _tokens(_DARK)


def tokens_of(*, dark: bool, strong: bool) -> Tokens:
    """Return a scheme; `strong` for high contrast."""
    if strong:
        return _tokens(_STRONG_DARK if dark else _STRONG_LIGHT)
    return dark_tokens() if dark else light_tokens()


def badge_colours(*, dark: bool, strong: bool = False) -> dict[Badge, BadgeColours]:
    """Return the colours of all badges."""
    first = 2 if dark else 0
    pairs = {badge: BadgeColours(QColor(row[first]), QColor(row[first + 1])) for badge, row in _BADGES.items()}
    return {badge: _strong_badge(pair, dark=dark) for badge, pair in pairs.items()} if strong else pairs


def account_colours(*, dark: bool, strong: bool = False) -> dict[str, QColor]:
    """Return the colours an account may have, by the names in :data:`desktop.domain.account.COLOURS`."""
    plain = {name: QColor(row[1 if dark else 0]) for name, row in _ACCOUNTS.items()}
    if not strong:
        return plain
    grounds = _grounds(tokens_of(dark=dark, strong=True))
    return {name: standing_out(colour, grounds, TEXT) for name, colour in plain.items()}


def with_accent(tokens: Tokens, accent: QColor, *, strong: bool = False) -> Tokens:
    """Return `tokens` with another accent, made lighter or darker as far as reading asks for.

    It keeps its hue. As a line or a link it reads on every ground (7:1 for `strong`, else 4.5:1), and the white word on a button
    reads on its fill. What is selected is tinted with it as far as every ink reads there.
    """
    least = STRONG_TEXT if strong else TEXT
    drawn = standing_out(accent, (tokens.background, tokens.pane, tokens.field, tokens.raised, tokens.hover), least)
    primary = standing_out(accent, (tokens.accent_text,), least)
    changed = {
        "accent": standing_out(drawn, (tokens.background, tokens.pane), least),
        "primary": primary,
        "primary_hover": primary.darker(108),
        "primary_pressed": primary.darker(122),
        "selection": _selection(tokens, drawn, strong=strong),
    }
    return Tokens(**({field.name: getattr(tokens, field.name) for field in fields(tokens)} | changed))


def _selection(tokens: Tokens, accent: QColor, *, strong: bool) -> QColor:
    """Return the ground of what is selected: as much of the accent as every ink and badge still reads on."""
    dark = tokens.background.lightness() < tokens.text.lightness()
    badges = (pair.text for pair in badge_colours(dark=dark, strong=strong).values())
    inks = ((tokens.text, TEXT), (tokens.muted, TEXT), (tokens.warning, TEXT), (tokens.danger, TEXT), (accent, SHAPE))
    wanted = (*inks, *((ink, TEXT) for ink in badges))
    for percent in range(24 if dark else 14, 0, -1):
        ground = mixed(tokens.background, accent, percent / 100)
        if all(contrast(ink, ground) >= least for ink, least in wanted):
            return ground
    return tokens.selection


def _strong_badge(pair: BadgeColours, *, dark: bool) -> BadgeColours:
    """Return a badge whose word reads at 7:1 on its pill and on every row."""
    tokens = tokens_of(dark=dark, strong=True)
    return BadgeColours(standing_out(pair.text, (pair.fill, tokens.background, tokens.selection), STRONG_TEXT), pair.fill)


def _grounds(tokens: Tokens) -> tuple[QColor, ...]:
    return tokens.background, tokens.pane, tokens.field, tokens.selection


def _tokens(values: Mapping[str, str]) -> Tokens:
    return Tokens(**{name: QColor(value) for name, value in values.items()})
