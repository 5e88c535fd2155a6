"""The rescue report in full: what became of the tasks while Outtray was closed, by what came of them."""

from collections.abc import Sequence
from operator import attrgetter
from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.domain.away import Away, away_words
from desktop.domain.badge import badge_of
from desktop.domain.discretion import shown_title
from desktop.domain.language import tr, tr_n
from desktop.domain.task import Task
from desktop.domain.wording import provider_name
from desktop.engine.ports import EngineApi
from desktop.qt.icons import badge_icon
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.scroll_bar import slim

_ID = Qt.ItemDataRole.UserRole
_HEIGHT, _ROW = 300, 30


def sections_of(away: Away) -> list[tuple[str, tuple[int, ...]]]:
    """Return headings with the tasks below them; each task once, empty sections left out."""
    by_new_link = frozenset(away.recovered)
    saved = tuple(i for i in away.saved if i not in by_new_link)
    sections = [
        (tr_n("Saved now ({n})", "Saved now ({n})", len(saved)), saved),
        (tr_n("Saved by a new link ({n})", "Saved by new links ({n})", len(away.recovered)), away.recovered),
        (tr_n("Gone ({n})", "Gone ({n})", len(away.gone)), away.gone),
        (tr_n("Not saved yet ({n})", "Not saved yet ({n})", len(away.open)), away.open),
    ]
    return [(heading, ids) for heading, ids in sections if ids]


class Finds(QListWidget):
    """Tasks below headings; Enter shows the one that is chosen."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(tr("What happened"))
        self.setFont(theme.fonts.body)
        self.setIconSize(QSize(theme.px(14), theme.px(14)))
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self.chosen)
        slim(self, theme, attrgetter("field"))
        tokens = theme.tokens
        self.setStyleSheet(
            f"QListWidget {{ background: {tokens.field.name()}; color: {tokens.text.name()};"
            f" border: 1px solid {tokens.hairline.name()}; outline: none; }}"
            f" QListWidget:focus {{ border-color: {tokens.accent.name()}; }}"
            f" QListWidget::item {{ padding: 0 8px; }} QListWidget::item:disabled {{ color: {tokens.muted.name()}; }}"
            f" QListWidget::item:selected {{ background: {tokens.selection.name()}; color: {tokens.text.name()}; }}"
        )

    def add_heading(self, text: str) -> None:
        """Add a heading, which can't be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._theme.fonts.title)
        item.setSizeHint(QSize(0, self._theme.px(_ROW + 4)))
        self.addItem(item)

    def add_task(self, task: Task) -> None:
        """Add a task."""
        name = tr(
            "{title} · {provider}", title=shown_title(task, safe=self._theme.client_safe), provider=provider_name(task.ref.provider)
        )
        badge = badge_of(task)
        item = QListWidgetItem(
            badge_icon(badge, self._theme.badge(badge).text, 14, self.devicePixelRatioF()), " ".join(name.split())
        )
        item.setData(_ID, task.id)
        item.setSizeHint(QSize(0, self._theme.px(_ROW)))
        self.addItem(item)

    def task_id(self) -> int | None:
        """Return the number of the chosen task."""
        found = self.item(self.currentRow()).data(_ID) if self.currentRow() >= 0 else None
        return found if isinstance(found, int) else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class RescueSheet(Sheet):
    """Lists the tasks of `away`. `show_asked` carries the numbers of those to show in the window's list."""

    show_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, engine: EngineApi, spawner: Spawner, away: Away) -> None:
        super().__init__(theme, parent, tr("While you were away"), away_words(away), width=560)
        self._engine = engine
        self._away = away
        self.list = Finds(theme)
        self.list.chosen.connect(self._on_show)
        self.list.currentItemChanged.connect(self._on_current)
        self.body.addWidget(self.list)
        self.all = self.add_cancel(tr("Show all in the list"))
        self.all.clicked.disconnect(self.reject)
        self.all.clicked.connect(self._on_show_all)
        self.foot.addStretch(1)
        self.close_button = self.add_cancel(tr("Close"))
        self.show_button = self.add_primary(tr("Show"))
        self.show_button.setEnabled(False)
        self.show_button.clicked.connect(self._on_show)
        self._reading = spawner.spawn(self._read(sections_of(away)), name="rescue report")
        self.finished.connect(self._on_finished)

    async def _read(self, sections: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        for heading, ids in sections:
            self.list.add_heading(heading)
            for task in await self._engine.tasks(ids):
                self.list.add_task(task)
        if self.list.count() > 1:
            self.list.setCurrentRow(1)
        self.list.setFocus()

    def _on_current(self) -> None:
        self.show_button.setEnabled(self.list.task_id() is not None)

    def _on_show(self) -> None:
        chosen = self.list.task_id()
        if chosen is not None:
            self.accept()
            self.show_asked.emit((chosen,))

    def _on_show_all(self) -> None:
        self.accept()
        self.show_asked.emit(self._away.finished)

    def _on_finished(self) -> None:
        self._reading.cancel()
