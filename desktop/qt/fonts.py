"""The fonts of the window: the system's family in the design's sizes, in device-independent pixels."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

_BARE_FAMILIES = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Liberation Sans", "FreeSans"})
"""What fontconfig answers where no desktop has chosen a font."""

_BETTER_FAMILIES = ("Inter", "Cantarell", "Noto Sans", "Ubuntu", "Open Sans")


class Fonts:
    """Fonts made once from the application's font.

    `body` 13 px, `title` 13 px semibold (a row's first line, buttons), `detail` 12 px, `badge` 12 px semibold, `section` 11 px
    semibold (headings of the side bar), `heading` 15 px semibold, `mono` 12 px fixed width (raw replies). Figures are tabular.
    Contextual alternates are off: with them "720x720" is drawn as "720×720", which is not the name of the file.
    """

    def __init__(self, system: QFont) -> None:
        self._base = QFont(system)
        self._base.setFamilies(list(dict.fromkeys((_family(system), *system.families()))))
        self.body = self._sized(13)
        self.title = self._sized(13, QFont.Weight.DemiBold)
        self.detail = self._sized(12)
        self.badge = self._sized(12, QFont.Weight.DemiBold)
        self.section = self._sized(11, QFont.Weight.DemiBold)
        self.heading = self._sized(15, QFont.Weight.DemiBold)
        self.mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.mono.setPixelSize(12)
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
