"""The table of costs: names left, numbers right, sums below in semibold."""

from collections.abc import Sequence
from operator import attrgetter
from typing import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.domain.language import tr
from desktop.domain.ledger import LedgerBy
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.scroll_bar import SlimScrollBar, slim

_ROW = 28
_MOST_ROWS = 9
type Index = QModelIndex | QPersistentModelIndex


class CostsModel(QAbstractTableModel):
    """Rows of words under headings; the first columns, `names` of them, are names, all others numbers."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._headings: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._names = 1
        self._plain = 0

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]], by: LedgerBy, plain: int) -> None:
        """Show other rows; those after the first `plain` ones are sums."""
        self.beginResetModel()
        self._headings, self._rows, self._plain = headings, rows, plain
        self._names = 1 if by is LedgerBy.PROVIDER else 2
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        text = self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._headings[index.column()]}: {one_line(text)}"
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(text)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case Qt.ItemDataRole.FontRole:
                return self._theme.fonts.badge if index.row() >= self._plain else self._theme.fonts.detail
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._headings[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
            case _:
                return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignLeft if column < self._names else Qt.AlignmentFlag.AlignRight
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class CostsTable(QTableView):
    """Shows the costs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.costs = CostsModel(theme, self)
        self.setModel(self.costs)
        self.setAccessibleName(tr("Costs"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        slim(self, theme)
        self.setHorizontalScrollBar(SlimScrollBar(theme, attrgetter("background"), Qt.Orientation.Horizontal))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]], by: LedgerBy, plain: int) -> None:
        """Show other rows; those after the first `plain` ones are sums."""
        self.costs.show_rows(headings, rows, by, plain)
        self._fit()

    def _fit(self) -> None:
        """Make columns as wide as what they hold, names no wider than a third; the rest of the room goes to the first."""
        px, across = self._theme.px, self.horizontalHeader()
        head, body = QFontMetrics(self._theme.fonts.section), QFontMetrics(self._theme.fonts.badge)
        for column in range(self.costs.columnCount()):
            texts = [str(self.costs.index(row, column).data()) for row in range(min(self.costs.rowCount(), 400))]
            widest = max((body.horizontalAdvance(text) for text in texts), default=0)
            width = max(widest, head.horizontalAdvance(str(self.costs.headerData(column, Qt.Orientation.Horizontal)))) + px(18)
            across.resizeSection(column, min(width, px(240)))
        if self.costs.columnCount():
            across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        rows = max(2, min(_MOST_ROWS, self.costs.rowCount()))
        self.setFixedHeight(across.height() + rows * px(_ROW) + 2)

    def _restyle(self) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        palette = self.palette()
        role = QPalette.ColorRole
        for each, colour in (
            (role.Base, tokens.background),
            (role.Highlight, tokens.selection),
            (role.HighlightedText, tokens.text),
            (role.Text, tokens.text),
        ):
            palette.setColor(each, colour)
        self.setPalette(palette)
        self.verticalHeader().setMinimumSectionSize(px(_ROW))
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        across = self.horizontalHeader()
        across.setFont(self._theme.fonts.section)
        across.setFixedHeight(px(26))
        across.setStyleSheet(
            f"QHeaderView {{ background: {tokens.background.name()}; }} QHeaderView::section {{ background:"
            f" {tokens.background.name()}; color: {tokens.muted.name()}; border: 0; border-bottom: 1px solid"
            f" {tokens.hairline.name()}; padding: 0 4px; }}"
        )
        self._fit()
