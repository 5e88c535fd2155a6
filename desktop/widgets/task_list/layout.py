"""Where the parts of a row stand: pure geometry, in device-independent pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

ROW, COMPACT_ROW = 76, 44
"""Heights of a row where text has its usual size."""

TOP_MARGIN = 6
"""Room above the first row."""

_INSET = 6.0
"""Room left of a row's ground; right of it is the scroll bar's."""

_PADDING = 8.0
_GAP = 14.0
_AFTER_AGE = 8.0
_AGE = 78.0
_LINE = 20.0
_BAR = 3.0
_SHORTEST_BAR, _LONGEST_BAR = 60.0, 300.0
_MOST_STATUS = 640.0

_WIDE = 690.0
"""The rows' width in the design: there the middle column is 200 px wide."""

_NO_AGE_BELOW = 550.0
_TWO_LINES_BELOW = 410.0


@dataclass(frozen=True, slots=True)
class RowLayout:
    """The rectangles of one row.

    `status` is the middle column: the badge stands at `badge` (its left edge's middle), below it `detail` and `bar`. `age` is
    empty in narrow windows; in the narrowest the status takes the place of the second line, which is empty then. Where `beside`
    is true (compact rows, narrowest windows) `detail` stands after the badge instead of below it.
    """

    ground: QRectF
    thumbnail: QRectF
    title: QRectF
    second: QRectF
    status: QRectF
    badge: QPointF
    detail: QRectF
    bar: QRectF
    age: QRectF
    beside: bool


def row_height(*, compact: bool, unit: float) -> int:
    """Return the height of a row where text is `unit` times its usual size."""
    more = (_LINE if compact else 2 * _LINE) * (unit - 1)
    return (COMPACT_ROW if compact else ROW) + max(0, round(more))


def row_layout(row: QRectF, *, compact: bool, with_bar: bool, unit: float = 1.0, age: float = 0.0) -> RowLayout:
    """Lay out a row of the list in `row`; `with_bar` makes room for a progress bar below the detail line.

    `age` is how wide the longest age is, in px; where it is wider than in the design, the other columns share what is left.
    """
    ground = row.adjusted(_INSET, 0, 0, 0)
    thumbnail = _thumbnail(ground, compact=compact)
    line = _LINE * unit
    if row.width() < _TWO_LINES_BELOW * unit:
        return _two_lines(row, ground, thumbnail, compact=compact, with_bar=with_bar, line=line)
    designed = _AGE * unit
    width = row.width() - max(0.0, age - designed)
    age_width = max(designed, age) if width >= _NO_AGE_BELOW * unit else 0.0
    width = width if age_width else row.width()
    right = ground.right() - _AFTER_AGE
    age_box = QRectF(right - age_width, row.top(), age_width, row.height())
    status_right = age_box.left() - _GAP if age_width else right
    status_width = _status_width(width, compact=compact, unit=unit)
    status = QRectF(status_right - status_width, row.top(), status_width, row.height())
    left = thumbnail.right() + _GAP
    texts = QRectF(left, row.center().y() - line, max(0.0, status.left() - _GAP - left), 2 * line)
    title, second = (QRectF(texts.left(), texts.top() + at * line, texts.width(), line) for at in (0, 1))
    if compact and unit > 1:
        title, second = QRectF(texts.left(), row.center().y() - line / 2, texts.width(), line), QRectF()
    badge, detail, bar = _status(status, compact=compact, with_bar=with_bar, unit=unit)
    return RowLayout(ground, thumbnail, title, second, status, badge, detail, bar, age_box, compact)


def mirrored(at: RowLayout, row: QRectF) -> RowLayout:
    """Return the layout for a script that is read from right to left; `badge` is the right edge's middle then."""

    def turned(box: QRectF) -> QRectF:
        return QRectF(row.left() + row.right() - box.right(), box.top(), box.width(), box.height())

    return RowLayout(
        ground=turned(at.ground),
        thumbnail=turned(at.thumbnail),
        title=turned(at.title),
        second=turned(at.second),
        status=turned(at.status),
        badge=QPointF(row.left() + row.right() - at.badge.x(), at.badge.y()),
        detail=turned(at.detail),
        bar=turned(at.bar),
        age=turned(at.age),
        beside=at.beside,
    )


def _two_lines(row: QRectF, ground: QRectF, thumbnail: QRectF, *, compact: bool, with_bar: bool, line: float) -> RowLayout:
    """Lay out a row that has no room for columns: the title, below it the badge and its detail."""
    left, right, middle = thumbnail.right() + _GAP, ground.right() - _AFTER_AGE, row.center().y()
    title = QRectF(left, middle - line - 2, max(0.0, right - left), line)
    status = title.translated(0, line + 2)
    bar = QRectF(left, status.bottom() + 4, status.width(), _BAR) if with_bar and not compact else QRectF()
    badge = QPointF(left, status.center().y())
    return RowLayout(ground, thumbnail, title, QRectF(), status, badge, QRectF(status), bar, QRectF(), beside=True)


def _thumbnail(ground: QRectF, *, compact: bool) -> QRectF:
    width, height = (44.0, 36.0) if compact else (72.0, 60.0)
    return QRectF(ground.left() + _PADDING, ground.center().y() - height / 2, width, height)


def _status_width(width: float, *, compact: bool, unit: float) -> float:
    """Return the middle column's width: 200 px at the design's width, a share of what is less, half of what is more."""
    designed, share = (264.0, 0.4) if compact else (200.0, 0.25)
    designed, more = designed * unit, width - _WIDE * unit
    return min(_MOST_STATUS * unit, designed + more / 2) if more > 0 else max(148.0 * unit, designed + more * share)


def _status(status: QRectF, *, compact: bool, with_bar: bool, unit: float) -> tuple[QPointF, QRectF, QRectF]:
    """Return the badge's anchor, the detail line and the bar: a group centred in the row."""
    middle, tall = status.center().y(), _LINE * unit
    if compact:
        badge, line, bar = (-3.0, -3.0, tall / 2 + 2) if with_bar else (0.0, 0.0, 0.0)
    else:
        badge, line, bar = (-14.0, 8.0, 21.0) if with_bar else (-10.0, 12.0, 0.0)
        badge, line, bar = badge * unit, line * unit, bar * unit
    detail = QRectF(status.left(), middle + line - tall / 2, status.width(), tall)
    shown = with_bar and status.width() >= _SHORTEST_BAR
    track = QRectF(status.left(), middle + bar, min(_LONGEST_BAR, status.width()), _BAR) if shown else QRectF()
    return QPointF(status.left(), middle + badge), detail, track
