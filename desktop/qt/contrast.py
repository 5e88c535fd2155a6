"""The measure of contrast, and colours changed until they keep to it. Pure."""

from collections.abc import Sequence

from PySide6.QtGui import QColor

_STEP = 0.01


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def standing_out(colour: QColor, grounds: Sequence[QColor], least: float) -> QColor:
    """Return `colour` made as much lighter or darker as it needs to have `least` contrast to all of `grounds`.

    It goes away from the grounds: darker on light ones, lighter on dark ones. Where not even black or white has that contrast, it
    is black or white.
    """
    lighter = max(_luminance(ground) for ground in grounds) < 0.18
    hue, saturation, lightness = max(colour.hslHueF(), 0.0), colour.hslSaturationF(), colour.lightnessF()
    shade = QColor(colour)
    while any(contrast(shade, ground) < least for ground in grounds):
        lightness += _STEP if lighter else -_STEP
        if not 0.0 <= lightness <= 1.0:
            return QColor("#FFFFFF" if lighter else "#000000")
        shade = QColor(QColor.fromHslF(hue, saturation, lightness).rgb())
    return shade


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    keep = 1.0 - share
    red, green, blue = (
        round(255 * (one * keep + two * share))
        for one, two in (
            (colour.redF(), other.redF()),
            (colour.greenF(), other.greenF()),
            (colour.blueF(), other.blueF()),
        )
    )
    return QColor(red, green, blue)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
