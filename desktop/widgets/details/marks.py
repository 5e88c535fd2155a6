"""The user's own marks of one task, to be seen and changed: its star, its project, its tags, and that it is archived."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.domain.task import Task
from desktop.qt.icons import Glyph, paint_glyph
from desktop.qt.theme import Theme
from desktop.widgets.actions import Act, TaskActions
from desktop.widgets.buttons import Button, ChoiceButton, Look
from desktop.widgets.command_rows import keys_words
from desktop.widgets.controls import Box
from desktop.widgets.details.facts_grid import NAME_WIDTH
from desktop.widgets.flow import Flow
from desktop.widgets.labels import Ink, PlainLabel, tooltip

_SHRINKING = QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed
_HEIGHT, _WIDEST, _NARROWEST, _STAR = 26, 220, 48, 28


class StarButton(Button):
    """Stars a task, or takes its star away."""

    def __init__(self, theme: Theme, actions: TaskActions) -> None:
        super().__init__(theme, look=Look.QUIET, glyph=Glyph.STAR)
        self._action = actions.action(Act.STAR)
        self._starred = False
        self.clicked.connect(self._action.trigger)

    @property
    def starred(self) -> bool:
        """Whether it shows a star that was given."""
        return self._starred

    def show_star(self, *, starred: bool) -> None:
        """Show whether the task has a star."""
        self._starred = starred
        name = tr("Take the star away") if starred else tr("Star")
        self.setAccessibleName(name)
        keys = keys_words([key.toString() for key in self._action.shortcuts()])
        self.setToolTip(tooltip(tr("{name} ({key})", name=name, key=keys)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_STAR), self._theme.px(_STAR))

    @override
    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        side, tokens = self._theme.px(16), self._theme.tokens
        middle = QRectF(self.rect()).center()
        glyph, ink = (Glyph.STAR, tokens.accent) if self._starred else (Glyph.STAR_EMPTY, tokens.muted)
        paint_glyph(painter, glyph, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), ink)


class ArchivedBox(Box):
    """Says that a task is in the archive, and takes it out again."""

    def __init__(self, theme: Theme, actions: TaskActions) -> None:
        super().__init__(theme)
        self.label = PlainLabel(
            theme, tr("Archived: kept out of the list. Its files stay where they are."), font=theme.fonts.detail, wrap=True
        )
        self.button = Button(theme, tr("Take out of the archive"))
        self.button.clicked.connect(actions.action(Act.ARCHIVE).trigger)
        row = QVBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(6)
        row.addWidget(self.label)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class MarksBox(QWidget):
    """Two lines: the project with a menu of others, and the user's tags with a button that opens them."""

    def __init__(self, theme: Theme, actions: TaskActions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._tags: tuple[str, ...] | None = None
        self._names = [PlainLabel(theme, text, font=theme.fonts.detail, ink=Ink.MUTED) for text in (tr("Project"), tr("Tags"))]
        self.project = _SmallChoice(theme, name=tr("Project"))
        self.project.choices.aboutToShow.connect(self._fill_projects)
        self.add = _Small(theme, glyph=Glyph.PLUS, name=tr("Change the tags"))
        self.add.clicked.connect(actions.action(Act.TAGS).trigger)
        self.chips: list[Button] = []
        self._flow = Flow(spacing=6)
        first = Flow(spacing=6)
        self.project.setSizePolicy(*_SHRINKING)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        for row, (flow, control) in enumerate(((first, self.project), (self._flow, self.add))):
            control.setFont(theme.fonts.detail)
            flow.addWidget(control)
            self._grid.addWidget(self._names[row], row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(flow, row, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_task(self, task: Task) -> None:
        """Show the marks of `task`."""
        project = task.project or tr("No project")
        if self.project.label != project:
            self.project.show_text(project)
        if self._tags != task.own_tags:
            self._show_tags(task.own_tags)

    def _show_tags(self, tags: Sequence[str]) -> None:
        focused = any(chip.hasFocus() for chip in self.chips)
        self._tags = tuple(tags)
        for gone in (*self.chips, self.add):
            self._flow.removeWidget(gone)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(tag) for tag in tags]
        for widget in (*self.chips, self.add):
            self._flow.addWidget(widget)
        before: QWidget = self.project
        for widget in (*self.chips, self.add):
            QWidget.setTabOrder(before, widget)
            before = widget
        if focused:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _chip(self, tag: str) -> Button:
        chip = _Small(self._theme, tag)
        chip.setFont(self._theme.fonts.detail)
        chip.setSizePolicy(*_SHRINKING)
        chip.setAccessibleName(tr("Tag “{tag}”: change the tags", tag=tag))
        chip.setToolTip(tooltip(tag))
        chip.clicked.connect(self._actions.action(Act.TAGS).trigger)
        return chip

    def _fill_projects(self) -> None:
        self.project.choices.empty()
        self._actions.fill_projects(self.project.choices)

    def _fit(self) -> None:
        self._grid.setColumnMinimumWidth(0, self._theme.px(NAME_WIDTH))
        for name in self._names:
            name.setFixedHeight(self._theme.px(_HEIGHT))


class _Small(Button):
    """A button as low as a chip, and no wider than there is room."""

    @override
    def sizeHint(self) -> QSize:
        return _small(self._theme, super().sizeHint())

    @override
    def minimumSizeHint(self) -> QSize:
        return _least(self._theme, self.sizeHint())


class _SmallChoice(ChoiceButton):
    """A button with a menu, as low as a chip, and no wider than there is room."""

    @override
    def sizeHint(self) -> QSize:
        return _small(self._theme, super().sizeHint())

    @override
    def minimumSizeHint(self) -> QSize:
        return _least(self._theme, self.sizeHint())


def _small(theme: Theme, wanted: QSize) -> QSize:
    return QSize(min(wanted.width(), theme.px(_WIDEST)), theme.px(_HEIGHT))


def _least(theme: Theme, wanted: QSize) -> QSize:
    return QSize(min(wanted.width(), theme.px(_NARROWEST)), wanted.height())
