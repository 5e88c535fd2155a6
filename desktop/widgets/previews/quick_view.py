"""The quick view: one window that shows what the selected task saved, large, and leads to the next task."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import override

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.badge import badge_of
from desktop.domain.language import tr
from desktop.domain.status import BADGE_WORDS
from desktop.domain.task import Task
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.controls import Area, Ground, Hairline, stack_up
from desktop.widgets.previews.bars import Foot, Head
from desktop.widgets.previews.content import Content, Examines
from desktop.widgets.previews.item import Item, Way, first_of, heading_of, items_of, way_of
from desktop.widgets.previews.stage import House, Stage
from desktop.widgets.previews.strip import Strip

_TICK_MS = 1000
_SHARE = 0.82
_SIZE = QSize(1000, 660)
_LEAST = QSize(420, 320)

type OpenWith = Callable[[str, QWidget], None]
"""Offers other programs for the file at a path; the menu stands at the widget."""


class QuickView(QWidget):
    """Shows tasks large. Space or Esc closes it; it never stands in the way of the main window.

    `moved` carries how many rows the list is to go on (-1 or 1): who hears it calls :meth:`follow_all` with the selection then.
    `left` is emitted when it was closed: the keyboard belongs to the list again. `reveal_asked` carries the path of a file to be
    shown in its folder, `copy_asked` that of a picture to be copied. `open_with` is called with a path and the button pressed.
    """

    moved = Signal(int)
    left = Signal()
    reveal_asked = Signal(str)
    copy_asked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        examiner: Examines,
        thumbnails: Thumbnails,
        spawner: Spawner,
        *,
        open_with: OpenWith,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._house = House(theme, thumbnails, spawner, now, examiner)
        self._open_with = open_with
        self._tasks: tuple[Task, ...] = ()
        self._at = 0
        self._items: tuple[Item, ...] = ()
        self._item: Item | None = None
        self._last_picture: Item | None = None
        self._comparing = False
        self._safe = theme.client_safe
        theme.changed.connect(self._on_theme)
        self._make_parts(examiner)
        self._make_keys()
        self.setMinimumSize(_LEAST)

    def _make_parts(self, examiner: Examines) -> None:
        theme = self._house.theme
        self.head = Head(theme)
        self.foot = Foot(theme)
        self.strip = Strip(theme, self._house.thumbnails)
        self._strip_line = Hairline(theme)
        self._strip_line.hide()
        self.content = Content(self._house, examiner)
        whole = Area(theme, Ground.PANE)
        parts = (self.head, Hairline(theme), self.content, self._strip_line, self.strip, Hairline(theme), self.foot)
        stack_up(whole, *parts, stretched=self.content)
        stack_up(self, whole)
        self.content.facts_found.connect(self.head.show_facts)
        self.content.staged.connect(self.head.show_tools)
        self.content.compare_asked.connect(self._on_compare)
        self.content.open_asked.connect(self._on_open_with)
        self.content.turned.connect(self._on_turned)
        self.head.close_button.clicked.connect(self.close)
        self.foot.reveal.clicked.connect(self._on_reveal)
        self.foot.copy.clicked.connect(self._on_copy)
        self.foot.open_with.clicked.connect(self._on_open_with)
        self.strip.chosen.connect(self._show_item)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self.content.tick)

    def _make_keys(self) -> None:
        """Take the keys that a focused button would otherwise keep for itself; the others arrive at :meth:`keyPressEvent`."""
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Space", self.close),
            ("Esc", self._on_escape),
            ("Left", self._on_left),
            ("Right", self._on_right),
            ("Up", self._go_back),
            ("Down", self._go_on),
            ("Ctrl+Left", self._previous_file),
            ("Ctrl+Right", self._next_file),
            ("Ctrl+Shift+Tab", self._previous_file),
            ("Ctrl+Tab", self._next_file),
        )
        for keys_of, act in keys:
            shortcut = QShortcut(QKeySequence(keys_of), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(keys_of not in ("Space", "Esc"))
            shortcut.activated.connect(act)

    # -- for the window --------------------------------------------------------------------------------------------

    @property
    def task(self) -> Task | None:
        """The task shown."""
        return self._item.task if self._item is not None else None

    @property
    def item(self) -> Item | None:
        """What is shown: a file of a task, or a task without one."""
        return self._item

    @property
    def stage(self) -> Stage | None:
        """What it is shown by."""
        return self.content.stage

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Open, if it is closed, and show `tasks`: one; two pictures compared; several one after the other."""
        if not tasks:
            return
        self._tasks = tuple(tasks)
        self._at = 0
        firsts = [first_of(items_of(task, safe=self._safe)) for task in self._tasks]
        self._comparing = len(firsts) == 2 and all(way_of(item) is Way.PICTURE for item in firsts)
        if self._comparing:
            self._last_picture = firsts[1]
        if not self.isVisible():
            if any(way_of(item) is Way.MODEL for item in firsts):
                self.content.prepare(Way.MODEL)
            self._appear()
        self._show_task()

    def follow(self, task: Task) -> None:
        """Show `task` if open: the list's selection moved on, or a new record of a task shown arrived."""
        if not self.isVisible():
            return
        if any(each.id == task.id for each in self._tasks):
            self._update(task)
        else:
            self.show_tasks((task,))

    def follow_all(self, tasks: Sequence[Task]) -> None:
        """Follow the list's selection if open; an empty selection changes nothing."""
        if not self.isVisible() or not tasks:
            return
        if [task.id for task in tasks] == [task.id for task in self._tasks]:
            for task in tasks:
                self._update(task)
        else:
            self.show_tasks(tasks)

    def toggle(self, tasks: Sequence[Task]) -> None:
        """Close if open; else show `tasks`."""
        if self.isVisible():
            self.close()
        else:
            self.show_tasks(tasks)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _appear(self) -> None:
        parent = self.parentWidget()
        if parent is not None and not self.testAttribute(Qt.WidgetAttribute.WA_Moved):
            host = parent.window().frameGeometry()
            size = QSize(round(host.width() * _SHARE), round(host.height() * _SHARE)).expandedTo(_LEAST)
            self.resize(size)
            self.move(host.center() - self.rect().center())
        elif not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(_SIZE)
        self._clock.start()
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_task(self, part: str = "") -> None:
        self._items = items_of(self._tasks[self._at], safe=self._safe)
        self._show_item(first_of(self._items, part))

    def _update(self, task: Task) -> None:
        """Take a newer record; what is on the screen changes only where the record changes it."""
        self._tasks = tuple(task if each.id == task.id else each for each in self._tasks)
        if self._item is None or self._item.task.id != task.id:
            return
        before = [(item.path, item.stamp) for item in self._items]
        self._items = items_of(task, safe=self._safe)
        file = self._item.file
        if before == [(item.path, item.stamp) for item in self._items] and self._same_answer(task):
            self._item = replace(self._item, task=task)
            self.head.show_task(task, heading_of(task, safe=self._safe))
            self.content.follow(self._item)
            return
        self._show_item(first_of(self._items, file.part if file is not None else ""))

    def _same_answer(self, task: Task) -> bool:
        return self._item is not None and self._item.task.text_result == task.text_result

    def _show_item(self, item: Item) -> None:
        """Show one file, or why there is none."""
        before = self._item
        if before is not None and way_of(before) is Way.PICTURE and before.path != item.path and not self._comparing:
            self._last_picture = before
        self._item = item
        heading = heading_of(item.task, safe=self._safe)
        title = tr("Quick view: {title}", title=heading)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.head.show_task(item.task, heading)
        self.strip.show_items(self._items, item)
        self._strip_line.setVisible(self.strip.isVisibleTo(self))
        self.foot.show_item(item)
        self.content.show_item(item, self._items, self._beside())
        said = ", ".join(filter(None, (heading, tr(BADGE_WORDS[badge_of(item.task)]), item.name)))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _on_turned(self, item: Item) -> None:
        """Follow the middle, which turned to another of the task's files by itself."""
        self._item = item
        self.strip.show_items(self._items, item)
        self.foot.show_item(item)

    def _on_theme(self) -> None:
        """Hide, or show again, what clients are not to see."""
        if self._safe == self._house.theme.client_safe:
            return
        self._safe = self._house.theme.client_safe
        if self._item is not None:
            self._last_picture = None
            self._comparing = False
            self._show_task(self._item.file.part if self._item.file is not None else "")

    def _beside(self) -> Item | None:
        return self._last_picture if self._comparing else None

    def _on_compare(self) -> None:
        self._comparing = not self._comparing and self._last_picture is not None
        self.content.show_beside(self._beside())

    def _on_reveal(self) -> None:
        if self._item is not None and self._item.path:
            self.reveal_asked.emit(self._item.path)

    def _on_copy(self) -> None:
        if self._item is not None and self._item.path:
            self.copy_asked.emit(self._item.path)

    def _on_open_with(self) -> None:
        if self._item is not None and self._item.path:
            self._open_with(self._item.path, self.foot.open_with)

    # -- where the keys lead ---------------------------------------------------------------------------------------

    def _on_left(self) -> None:
        (self._go_on if self.isRightToLeft() else self._go_back)()

    def _on_right(self) -> None:
        (self._go_back if self.isRightToLeft() else self._go_on)()

    def _go_back(self) -> None:
        self._go(-1)

    def _go_on(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        """Go to another one of the tasks shown; where there is but one, ask the list to go on."""
        if len(self._tasks) == 1:
            self.moved.emit(step)
            return
        at = min(len(self._tasks) - 1, max(0, self._at + step))
        if at != self._at:
            self._comparing = False
            self._at = at
            self._show_task()

    def _previous_file(self) -> None:
        self._go_file(-1)

    def _next_file(self) -> None:
        self._go_file(1)

    def _go_file(self, step: int) -> None:
        if self._item is not None and self._item.total > 1:
            self._show_item(self._items[(self._item.place - 1 + step) % self._item.total])

    def _on_escape(self) -> None:
        if self.isFullScreen():
            self._leave_full_screen()
        else:
            self.close()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        if self.isFullScreen():
            self._leave_full_screen()
        else:
            self.foot.hide()
            self.showFullScreen()

    def _leave_full_screen(self) -> None:
        self.foot.show()
        self.showNormal()

    # -- Qt --------------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.stage is not None and self.stage.press(key, modifiers):
            return
        number = key.value - Qt.Key.Key_1.value
        if key == Qt.Key.Key_F and not modifiers:
            self.toggle_full_screen()
        elif 0 <= number < 9 and not modifiers:
            if number < len(self._items):
                self._show_item(self._items[number])
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.stage is not None and not event.isAutoRepeat():
            self.stage.let_go(Qt.Key(event.key()))
        super().keyReleaseEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._item is None:
            return
        if self.isFullScreen():
            self._leave_full_screen()
        self._let_go()
        self.left.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._on_hidden)  # Qt hides and shows a window that it makes anew

    def _on_hidden(self) -> None:
        if self._item is None:
            return
        if self.isVisible():
            self.activateWindow()  # a new window of the system has to ask for the keyboard again
            return
        self._let_go()
        self.left.emit()

    def _let_go(self) -> None:
        """Stop what plays, close what is open, and keep no view of it."""
        self._clock.stop()
        self.content.let_go()
        self.strip.show_items((), None)
        self._item = None
        self._tasks = ()
        self._items = ()
        self._last_picture = None
        self._comparing = False
