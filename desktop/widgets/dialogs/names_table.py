"""The table of old and new names of files."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.domain.language import tr, words_of
from desktop.engine.ports import NamedFile
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.paint import aligned, paint_frame
from desktop.widgets.scroll_bar import slim

ROW = 28
_HEAD = 26
HEADINGS = (words_of("Now"), words_of("New name"))
_NAMED = Qt.ItemDataRole.UserRole + 1
type Index = QModelIndex | QPersistentModelIndex


def old_words(named: NamedFile) -> str:
    """Return where a file is now, as much of it as its new name says; of a file that is not saved, what it is of."""
    if named.old is None:
        return tr("{title}, not saved yet", title=one_line(named.title) or tr("A result"))
    parts = max(1, len(PurePath(named.new).parts))
    return str(Path(*named.old.parts[-parts:]))


def new_words(named: NamedFile) -> str:
    """Return a file's new name, or why it can't have one."""
    return named.fault or named.new


class NamesModel(QAbstractTableModel):
    """Files with their old and new names."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._files: tuple[NamedFile, ...] = ()

    @property
    def files(self) -> tuple[NamedFile, ...]:
        """The files shown."""
        return self._files

    def show_files(self, files: Sequence[NamedFile]) -> None:
        """Show other files."""
        self.beginResetModel()
        self._files = tuple(files)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._files)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._files):
            return None
        named = self._files[index.row()]
        words = new_words(named) if index.column() else old_words(named)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return one_line(words)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(str(named.old) if named.old is not None and not index.column() else words)
            case _ if role == _NAMED:
                return named
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section])
        return None


class NamesTable(QTableView):
    """Shows files with their old and new names, at most `most` of them without scrolling."""

    def __init__(self, theme: Theme, *, most: int = 8) -> None:
        super().__init__()
        self._theme = theme
        self._most = most
        self.stale = False
        self.names = NamesModel(self)
        self.setModel(self.names)
        self.setItemDelegate(_NameDelegate(theme, self))
        self.setAccessibleName(tr("Names now and new names"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        slim(self, theme)
        self._set_up_headers()
        theme.changed.connect(self._recolour)
        theme.changed.connect(self._fit)
        self._recolour()
        self.show_files(())

    def show_files(self, files: Sequence[NamedFile]) -> None:
        """Show files."""
        self.names.show_files(files)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the files shown; rows follow the size of text."""
        row, head = self._theme.px(ROW), self._theme.px(_HEAD)
        self.verticalHeader().setMinimumSectionSize(row)
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(head)
        self.setFixedHeight(head + row * max(1, min(self._most, self.names.rowCount())))

    def set_stale(self, *, stale: bool) -> None:
        """Tell whether the new names are those of before: then they are as muted as the old ones."""
        self.stale = stale
        self.viewport().update()

    def _set_up_headers(self) -> None:
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setFont(self._theme.fonts.section)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _recolour(self) -> None:
        tokens = self._theme.tokens
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):
            palette.setColor(role, tokens.background)
        self.setPalette(palette)
        ground, ink, line = tokens.background.name(), tokens.muted.name(), tokens.hairline.name()
        self.horizontalHeader().setStyleSheet(
            f"QHeaderView {{ background: {ground}; }} QHeaderView::section {{ background: {ground}; color: {ink}; border: 0;"
            f" border-bottom: 1px solid {line}; padding-left: 6px; }}"
        )
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(0, event.size().width() * 2 // 5)


class _NameDelegate(QStyledItemDelegate):
    """Paints one name: the old one muted, a new one plain, a fault in the colour of danger; all muted while they are stale."""

    def __init__(self, theme: Theme, view: NamesTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        named = index.data(_NAMED)
        if not isinstance(named, NamedFile):
            return
        tokens, rect = self._theme.tokens, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            paint_frame(painter, QRectF(rect), tokens.selection, None, radius=0)
        font = self._theme.fonts.detail
        painter.setFont(font)
        muted = not index.column() or self._view.stale
        painter.setPen(tokens.muted if muted else tokens.danger if named.fault else tokens.text)
        area = rect.adjusted(6, 0, -6, 0)
        mode = Qt.TextElideMode.ElideRight if named.fault and index.column() else Qt.TextElideMode.ElideMiddle
        text = QFontMetrics(font).elidedText(str(index.data()), mode, area.width())
        painter.drawText(area, aligned(self._view.layoutDirection()), text)
        painter.restore()
