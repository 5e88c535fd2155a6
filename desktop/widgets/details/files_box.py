"""The box of a task's files: name on the left, size or state on the right, remarks below; each with a small menu."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from desktop.domain.discretion import shown_file, shown_problem
from desktop.domain.language import tr
from desktop.domain.problems import words
from desktop.domain.task import ResultFile
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.details.file_delegate import LINE, FileDelegate
from desktop.widgets.details.file_lines import FileAct, FileLine, file_lines
from desktop.widgets.labels import tooltip
from desktop.widgets.menus import Menu


class FilesBox(QListView):
    """The files of one task, as high as they need: what lies around it scrolls.

    `opened` carries the path of a saved file, `revealed` one to be shown in its folder, `asked` (:class:`FileAct`, parts) for what
    the user wants of files that are not saved, `row_shown` the rectangle of the line the keyboard came to.

    Return opens a file, or wants one that was not wanted; Space pauses and resumes; Delete gives up; the menu key has it all.
    """

    opened = Signal(object)
    revealed = Signal(object)
    asked = Signal(object)
    row_shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._files: tuple[ResultFile, ...] = ()
        self._safe = False
        self._model = QStandardItemModel(self)
        self._delegate = FileDelegate(theme, self)
        self.menu: Menu | None = None
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Files"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._on_double_click)
        theme.changed.connect(self._recolour)
        theme.changed.connect(self._fit)
        self._recolour()

    def show_files(self, files: Sequence[ResultFile], *, safe: bool = False) -> None:
        """Show a task's files; the keyboard's place stays. `safe` for client-safe mode."""
        files = tuple(files)
        if (files, safe) == (self._files, self._safe):
            return
        self._files, self._safe = files, safe
        lines, before = file_lines(files, safe=safe), self._model.rowCount()
        self._model.setRowCount(len(lines))
        for row, line in enumerate(lines):
            if row >= before:
                self._model.setItem(row, QStandardItem())
            item = self._model.item(row)
            if item.data(LINE) != line:
                _fill(item, line)
        self._fit()

    def _fit(self) -> None:
        lines = [self._model.item(row).data(LINE) for row in range(self._model.rowCount())]
        height = max(self._delegate.row, sum(self._delegate.height(line) for line in lines))
        if height != self.height():
            self.setFixedHeight(height)
        self.scheduleDelayedItemsLayout()

    def line_at(self, row: int) -> FileLine:
        """Return a line."""
        line = self._model.item(row).data(LINE)
        assert isinstance(line, FileLine)
        return line

    def _line(self, index: QModelIndex) -> FileLine | None:
        line = index.data(LINE)
        return line if isinstance(line, FileLine) else None

    def _on_double_click(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line is not None and line.paths:
            self.opened.emit(line.paths[0])

    def _ask(self, line: FileLine, *acts: FileAct) -> None:
        """Ask for the first of the acts that fits."""
        for act in acts:
            parts = line.parts(act)
            if parts and act is FileAct.OPEN:
                self.opened.emit(line.paths[0])
            elif parts:
                self.asked.emit((act, parts))
            if parts:
                return

    def _recolour(self) -> None:
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):
            palette.setColor(role, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.viewport().update()

    # -- the menu --------------------------------------------------------------------------------------------------

    def open_menu(self, line: FileLine, place: QPoint) -> None:
        """Open a line's menu at a point on the screen."""
        acts = line.acts()
        if not acts:
            return
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if FileAct.OPEN in acts:
            for file in line.files:
                name = one_line(shown_file(file, safe=line.safe))
                text = tr(FileAct.OPEN) if len(line.files) == 1 else tr("Open {file}", file=name)
                menu.addAction(text.replace("&", "&&")).setData((FileAct.OPEN, file.path))
        for act in acts:
            if act is not FileAct.OPEN:
                data = line.paths[0] if act is FileAct.REVEAL else line.parts(act)
                menu.addAction(tr(act.value)).setData((act, data))
        menu.triggered.connect(self._on_chosen)
        menu.destroyed.connect(self._on_menu_gone)
        self.menu = menu
        menu.popup(place)

    def _on_menu_gone(self) -> None:
        self.menu = None

    def _on_chosen(self, action: QAction) -> None:
        act, data = action.data()
        match act:
            case FileAct.OPEN:
                self.opened.emit(data)
            case FileAct.REVEAL:
                self.revealed.emit(data)
            case _:
                self.asked.emit((FileAct(act), tuple(data)))

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.row_shown.emit(self.visualRect(current))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._line(self.currentIndex())
        wanted: tuple[FileAct, ...] = ()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                wanted = (FileAct.OPEN, FileAct.WANT)
            case Qt.Key.Key_Space:
                wanted = (FileAct.OPEN, FileAct.WANT, FileAct.HOLD, FileAct.RELEASE)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                wanted = (FileAct.DROP,)
        if not wanted:
            super().keyPressEvent(event)
        elif line is not None:
            self._ask(line, *wanted)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        line = self._line(index)
        if line is not None:
            corner = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.open_menu(line, corner if by_keyboard else event.globalPos())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        line = self._line(index)
        if line is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        rect = self.visualRect(index)
        if self._delegate.save_rect(rect, line).contains(at):
            self._ask(line, FileAct.WANT)
        elif self._delegate.more_rect(rect, line).contains(at):
            below: QRect = self._delegate.more_rect(rect, line)
            self.open_menu(line, self.viewport().mapToGlobal(below.bottomLeft()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        line = self._line(self.indexAt(at))
        over = line is not None and self._delegate.save_rect(self.visualRect(self.indexAt(at)), line).contains(at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


def _fill(item: QStandardItem, line: FileLine) -> None:
    troubles = (shown_problem(file.problem, safe=line.safe) for file in line.files if file.problem is not None)
    trouble = next((words(each).title for each in troubles), "")
    places = "" if line.safe else "\n".join(line.paths)
    said = (line.name, line.state, *line.notes)
    item.setText(one_line(line.name))
    item.setData(", ".join(map(one_line, said)), Qt.ItemDataRole.AccessibleTextRole)
    item.setData(line, LINE)
    item.setToolTip(tooltip(trouble or places or line.name))
    item.setEditable(False)
