"""The colours of both schemes as data: tokens, badges, accounts; and the measure of contrast they are held to."""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor

from desktop.domain.status import Badge


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
    return Tokens(**{name: QColor(value) for name, value in _LIGHT.items()})


def dark_tokens() -> Tokens:
    """Return the dark scheme."""
    return Tokens(**{name: QColor(value) for name, value in _DARK.items()})


def badge_colours(*, dark: bool) -> dict[Badge, BadgeColours]:
    """Return the colours of all badges."""
    first = 2 if dark else 0
    return {badge: BadgeColours(QColor(row[first]), QColor(row[first + 1])) for badge, row in _BADGES.items()}


def account_colours(*, dark: bool) -> dict[str, QColor]:
    """Return the colours an account may have, by the names in :data:`desktop.domain.account.COLOURS`."""
    return {name: QColor(row[1 if dark else 0]) for name, row in _ACCOUNTS.items()}


def with_accent(tokens: Tokens, accent: QColor) -> Tokens:
    """Return `tokens` with the system's `accent`, where it can be seen on the background (3:1); else `tokens` as they are.

    The button's fill is darkened until the white word on it reads at 4.5:1.
    """
    if contrast(accent, tokens.background) < 3.0:
        return tokens
    primary = QColor(accent)
    while contrast(tokens.accent_text, primary) < 4.5:
        primary = primary.darker(105)
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    values |= {"accent": accent, "primary": primary, "primary_hover": primary.darker(108), "primary_pressed": primary.darker(122)}
    return Tokens(**values)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
