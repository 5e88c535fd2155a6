"""Where the cards of the grid and their parts stand: pure geometry, in device-independent pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from desktop.widgets.task_area.arranged import Measures

LEAST_PX, MOST_PX = 96, 320
"""The least and the most width of a picture (:attr:`Settings.thumbnail_px`)."""

_PADDING = 7
"""Between a card's edge, which shows where it is selected, and its picture."""

_SIDE = 7
_BETWEEN_LINES = 14
_ABOVE = 7
_HEIGHT_SHARE = 0.79
_BELOW_PICTURE, _BETWEEN = 6.0, 3.0
_LINE, _PILL = 20.0, 20.0
_EVEN = 4
"""Cards grow in steps of this, so that a window that is being resized asks for few sizes of a picture."""


@dataclass(frozen=True, slots=True)
class CardLayout:
    """The rectangles of one card. The badge begins at `badge`, the middle of its edge where reading begins, within `foot`."""

    picture: QRectF
    title: QRectF
    foot: QRectF
    badge: QPointF


def card_measures(width: int, picture: int, unit: float) -> Measures:
    """Return how cards fill lines of `width` px, whose pictures are at least `picture` px wide; text is `unit` times its size."""
    picture = min(max(picture, LEAST_PX), MOST_PX)
    room = max(1, width - 2 * _SIDE)
    least = picture + 2 * _PADDING
    across = max(1, room // least)
    card = room // across // _EVEN * _EVEN if room >= least else room
    height = round(2 * _PADDING + picture * _HEIGHT_SHARE + _BELOW_PICTURE + _BETWEEN + (_LINE + _PILL) * unit)
    gap = (room - across * card) // max(1, across - 1) if across > 1 else 0
    return Measures(across=across, width=card, height=height, line=height + _BETWEEN_LINES, left=_SIDE, gap=gap, above=_ABOVE)


def card_layout(card: QRectF, picture: int, unit: float, *, rtl: bool = False) -> CardLayout:
    """Lay out one card whose picture is `picture` px wide at least."""
    inner = card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
    picture = min(max(picture, LEAST_PX), MOST_PX)
    shown = QRectF(inner.left(), inner.top(), inner.width(), round(picture * _HEIGHT_SHARE))
    title = QRectF(inner.left(), shown.bottom() + _BELOW_PICTURE, inner.width(), _LINE * unit)
    foot = QRectF(inner.left(), title.bottom() + _BETWEEN, inner.width(), _PILL * unit)
    return CardLayout(shown, title, foot, QPointF(foot.right() if rtl else foot.left(), foot.center().y()))
