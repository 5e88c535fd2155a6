"""The fonts of the window: the system's family in the design's sizes, in device-independent pixels."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QWidget

_BARE_FAMILIES = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Liberation Sans", "FreeSans"})
"""What fontconfig answers where no desktop has chosen a font."""

_BETTER_FAMILIES = ("Inter", "Cantarell", "Noto Sans", "Ubuntu", "Open Sans")


ROLES = ("body", "title", "detail", "badge", "section", "heading", "large", "mono")


class Fonts:
    """Fonts made once from the application's font, at `percent` of the design's sizes.

    `body` 13 px, `title` 13 px semibold (a row's first line, buttons), `detail` 12 px, `badge` 12 px semibold, `section` 11 px
    semibold (headings of the side bar), `heading` 15 px semibold, `large` 18 px semibold (the first run's page), `mono` 12 px fixed
    width (raw replies). Figures are tabular. Contextual alternates are off: with them "720x720" is drawn as "720×720", which is
    not the name of the file.
    """

    def __init__(self, system: QFont, percent: int = 100) -> None:
        self._base = QFont(system)
        self._base.setFamilies(list(dict.fromkeys((_family(system), *system.families()))))
        self.percent = percent
        small = round(12 * percent / 100)
        large = max(round(13 * percent / 100), small + 1)  # two sizes stay two sizes, so that a font tells what it is for
        self.body = self._sized(large)
        self.title = self._sized(large, QFont.Weight.DemiBold)
        self.detail = self._sized(small)
        self.badge = self._sized(small, QFont.Weight.DemiBold)
        self.section = self._sized(min(round(11 * percent / 100), small - 1), QFont.Weight.DemiBold)
        self.heading = self._sized(max(round(15 * percent / 100), large + 1), QFont.Weight.DemiBold)
        self.large = self._sized(round(18 * percent / 100), QFont.Weight.DemiBold)
        self.mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.mono.setPixelSize(small)
        self.mono.setFeature(QFont.Tag("calt"), 0)

    def _sized(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self._base)
        font.setPixelSize(pixels)
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("calt"), 0)
        return font


def _family(system: QFont) -> str:
    """Return the system's family; where it is the bare fallback of a desktop without settings, a better one if installed."""
    resolved = QFontInfo(system).family()
    if resolved not in _BARE_FAMILIES:
        return system.family()
    installed = set(QFontDatabase.families())
    return next((name for name in _BETTER_FAMILIES if name in installed), system.family())


def refit(widgets: Iterable[QWidget], old: Fonts, new: Fonts) -> None:
    """Give `widgets` the fonts of `new` where they have those of `old`; fonts of other sizes grow or shrink as much."""
    known = {_traits(getattr(old, role)): getattr(new, role) for role in ROLES}
    for widget in widgets:
        if not widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
            continue
        font = widget.font()
        fitting = known.get(_traits(font))
        if fitting is None and font.pixelSize() > 0:
            fitting = QFont(font)
            fitting.setPixelSize(round(font.pixelSize() * new.percent / old.percent))
        if fitting is not None:
            widget.setFont(fitting)


def _traits(font: QFont) -> tuple[str, int, int]:
    return font.family(), font.pixelSize(), font.weight()
