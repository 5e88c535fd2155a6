"""A list of checks and what they found: title and state in one line, the sentences wrapped below."""

from collections.abc import Sequence
from operator import attrgetter
from typing import override

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.finding import Finding, Health, health_words, spoken_finding
from desktop.domain.language import tr
from desktop.domain.status import Badge
from desktop.qt.icons import badge_icon
from desktop.qt.theme import Theme
from desktop.widgets.paint import aligned, paint_ring, placed
from desktop.widgets.scroll_bar import slim

FINDING = Qt.ItemDataRole.UserRole + 1
type Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_LOOKS = {Health.OK: Badge.SAVED, Health.NOTE: Badge.NEEDS_YOU, Health.TROUBLE: Badge.FAILED}
_HEIGHT = 340
_EDGE, _GLYPH, _GAP = 10, 16, 8


class FindingModel(QAbstractListModel):
    """Checks by name, each with its finding once that came."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, str]] = []
        self._found: dict[str, Finding] = {}

    def begin(self, checks: Sequence[tuple[str, str]]) -> None:
        """Show checks, pairs of name and title, that have found nothing yet."""
        self.beginResetModel()
        self._rows = list(checks)
        self._found = {}
        self.endResetModel()

    def hear(self, finding: Finding) -> None:
        """Show what a check found."""
        self._found[finding.name] = finding
        for row, (name, _) in enumerate(self._rows):
            if name == finding.name:
                self.dataChanged.emit(self.index(row), self.index(row))

    def title(self, row: int) -> str:
        """Return what a check is called."""
        return self._rows[row][1]

    def finding(self, row: int) -> Finding | None:
        """Return what a check found, None while it is at work."""
        return self._found.get(self._rows[row][0])

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding = self.finding(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return spoken_finding(finding) if finding else tr("{title}, checking…", title=self.title(index.row()))
            case _ if role == FINDING:
                return finding
            case _:
                return None


class FindingRows(QListView):
    """The view of a :class:`FindingModel`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.findings = FindingModel()
        self.setModel(self.findings)
        self.setItemDelegate(_FindingDelegate(theme, self))
        self.setAccessibleName(tr("What was found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self, theme, attrgetter("background"), reserved=True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def begin(self, checks: Sequence[tuple[str, str]]) -> None:
        """Show checks that begin; the first is chosen."""
        self.findings.begin(checks)
        self.setCurrentIndex(self.findings.index(0))

    def hear(self, finding: Finding) -> None:
        """Show what a check found, in as many lines as that takes."""
        self.findings.hear(finding)
        self.scheduleDelayedItemsLayout()

    def show_worst(self) -> None:
        """Choose the first trouble, else the first note, where the user has not chosen another check since they began."""
        found = [self.findings.finding(row) for row in range(self.findings.rowCount())]
        health = [each.health if each is not None else Health.OK for each in found]
        worst = next((health.index(each) for each in (Health.TROUBLE, Health.NOTE) if each in health), 0)
        if self.currentIndex().row() == 0:
            self.setCurrentIndex(self.findings.index(worst))
            self.scrollTo(self.findings.index(worst), QAbstractItemView.ScrollHint.PositionAtTop)

    def _restyle(self) -> None:
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):
            palette.setColor(role, self._theme.tokens.background)
        self.setPalette(palette)
        room = self.screen().availableGeometry().height() * 2 // 5
        self.setFixedHeight(min(self._theme.px(_HEIGHT), max(room, _HEIGHT // 2)))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _FindingDelegate(QStyledItemDelegate):
    """Paints a check."""

    def __init__(self, theme: Theme, view: FindingRows) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def _sentences(self, index: Index) -> str:
        finding = index.data(FINDING)
        if not isinstance(finding, Finding):
            return ""
        return f"{finding.said}\n{finding.hint}" if finding.hint else finding.said

    def _text_width(self) -> int:
        px = self._theme.px
        return max(60, self._view.viewport().width() - 2 * px(_EDGE) - px(_GLYPH) - px(_GAP))

    def _heights(self, index: Index) -> tuple[int, int]:
        """Return the heights of the title's line and of the sentences."""
        fonts = self._theme.fonts
        title = QFontMetrics(fonts.title).height()
        text = self._sentences(index)
        if not text:
            return title, 0
        area = QRect(0, 0, self._text_width(), 10_000)
        return title, QFontMetrics(fonts.detail).boundingRect(area, _WRAPPED, text).height()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title, text = self._heights(index)
        return QSize(60, title + text + self._theme.px(16))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding, rect = index.data(FINDING), QRectF(option.rect)
        tokens, px = self._theme.tokens, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            surface = rect.adjusted(1, 1, -1, -2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.selection)
            painter.drawRoundedRect(surface, 6, 6)
            paint_ring(painter, surface, tokens.accent, radius=6)
        badge = _LOOKS[finding.health] if isinstance(finding, Finding) else Badge.WAITING
        direction, colour = self._view.layoutDirection(), self._theme.badge(badge).text
        title, _ = self._heights(index)
        area = rect.adjusted(px(_EDGE), px(7), -px(_EDGE), -px(8))
        side = px(_GLYPH)
        glyph = QRectF(area.left(), area.top() + (title - side) / 2, side, side)
        icon = badge_icon(badge, colour, side, self._view.devicePixelRatioF())
        icon.paint(painter, placed(direction, area, glyph).toRect())
        words = QRectF(area.left() + side + px(_GAP), area.top(), self._text_width(), title)
        self._paint_title(painter, placed(direction, area, words), index, finding)
        painter.setFont(self._theme.fonts.detail)
        painter.setPen(tokens.text if isinstance(finding, Finding) and finding.health is not Health.OK else tokens.muted)
        below = QRectF(words.left(), words.bottom(), words.width(), area.bottom() - words.bottom() + px(4))
        how = _WRAPPED | (
            Qt.AlignmentFlag.AlignRight if direction is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
        )
        painter.drawText(placed(direction, area, below), how, self._sentences(index))
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRectF, index: Index, finding: object) -> None:
        direction, fonts = self._view.layoutDirection(), self._theme.fonts
        state = health_words(finding.health) if isinstance(finding, Finding) else tr("Checking…")
        painter.setFont(fonts.detail)
        badge = _LOOKS[finding.health] if isinstance(finding, Finding) else Badge.WAITING
        painter.setPen(self._theme.badge(badge).text)
        painter.drawText(rect, aligned(direction, end=True), state)
        room = rect.width() - QFontMetrics(fonts.detail).horizontalAdvance(state) - self._theme.px(_GAP)
        painter.setFont(fonts.title)
        painter.setPen(self._theme.tokens.text)
        title = QFontMetrics(fonts.title).elidedText(
            self._view.findings.title(index.row()), Qt.TextElideMode.ElideRight, round(room)
        )
        painter.drawText(rect, aligned(direction), title)


_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignTop.value
