"""The small picture at the left of a row: a thumbnail, a sign of the kind of file, or an empty box."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPixmap

from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import Task
from desktop.qt.icons import glyph_of, paint_glyph
from desktop.qt.pictures import Pictures, thumbnail_source
from desktop.qt.strokes import polygon
from desktop.qt.theme import Theme

_RADIUS = 6.0
_MOST_PLAY = 20.0
"""Half the height the play triangle grows to at most."""

_SIGN_SHARE = 1 / 3
_LEAST_SIGN, _MOST_SIGN = 14.0, 36.0
"""The side of the sign in an empty box: a share of the box's height, within these."""

_SOFT: dict[MediaKind, tuple[str, ...]] = {
    MediaKind.VIDEO: ("#15323A", "#2F6F73", "#0F2126"),
    MediaKind.AUDIO: ("#4A2272", "#7A2D76", "#BD3F79"),
    MediaKind.MODEL: ("#3A4252", "#5B6475", "#343B49"),
    MediaKind.IMAGE: ("#7A8AA6", "#A3AFC4", "#8793A9"),
    MediaKind.TEXT: ("#59616E", "#6C7481", "#59616E"),
    MediaKind.OTHER: ("#59616E", "#6C7481", "#59616E"),
}


def paint_thumbnail(
    painter: QPainter, rect: QRectF, task: Task, theme: Theme, thumbnails: Pictures, last: dict[int, QPixmap] | None = None
) -> None:
    """Paint what stands for `task`: its picture once decoded, else its kind (nothing saved: in a dashed box).

    `last` are the pictures painted last, by the numbers of their tasks: until one of a new size is there, the old one is stretched.
    """
    source = thumbnail_source(task)
    if source is not None and source.path is not None:
        dpr = painter.device().devicePixelRatioF()
        size = rect.size().toSize()
        pixmap = thumbnails.pixmap(task.id, source.path, size, dpr, stamp=source.sha256 or "", radius=_RADIUS, kind=source.kind)
        if pixmap is not None and last is not None:
            last[task.id] = pixmap
        elif last is not None:
            pixmap = last.get(task.id)
        if pixmap is not None:
            painter.drawPixmap(QRectF(rect.topLeft(), rect.size().toSize()), pixmap, QRectF(pixmap.rect()))
            if _plays(task):
                _paint_play(painter, rect)
            return
    if any(file.state is FileState.SAVED for file in task.files) or (task.text_result and not task.files):
        _paint_kind(painter, rect, task)
    else:
        paint_empty(painter, rect, theme)
        _paint_sign(painter, rect, task.kind, theme)


def paint_empty(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the dashed box of a task that has no picture."""
    painter.save()
    pen = QPen(theme.tokens.dash, 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme.tokens.field)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.restore()


def _paint_sign(painter: QPainter, rect: QRectF, kind: MediaKind, theme: Theme) -> None:
    """Paint what will be there once it is saved."""
    side = min(max(_LEAST_SIGN, rect.height() * _SIGN_SHARE), _MOST_SIGN)
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    paint_glyph(painter, glyph_of(kind), box, theme.tokens.muted)


def _plays(task: Task) -> bool:
    return any(f.state is FileState.SAVED and f.kind in (MediaKind.VIDEO, MediaKind.AUDIO) for f in task.files)


def _kind(task: Task) -> MediaKind:
    """Return the kind of the first saved file."""
    otherwise = MediaKind.TEXT if task.text_result and not task.files else task.kind
    return next((file.kind for file in task.files if file.state is FileState.SAVED), otherwise)


def _paint_kind(painter: QPainter, rect: QRectF, task: Task) -> None:
    kind = _kind(task)
    vertical = kind is MediaKind.VIDEO
    gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft() if vertical else rect.bottomRight())
    for at, colour in zip((0.0, 0.5, 1.0), _SOFT[kind], strict=True):
        gradient.setColorAt(at, QColor(colour))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    painter.restore()
    if _plays(task):
        _paint_play(painter, rect)
    else:
        side = min(rect.height() * 0.4, 2 * _MOST_PLAY)
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        paint_glyph(painter, glyph_of(kind), box, QColor(255, 255, 255, 215))


def _paint_play(painter: QPainter, rect: QRectF) -> None:
    """Paint the triangle that tells there is something to hear or watch."""
    half = min(rect.height() * 0.175, _MOST_PLAY)
    centre = QPointF(rect.center().x(), rect.center().y())
    corners = ((-0.86 * half, -half), (0.86 * half, 0.0), (-0.86 * half, half))
    triangle = polygon(*((centre.x() + x, centre.y() + y) for x, y in corners))
    painter.fillPath(triangle, QColor(255, 255, 255, 215))
