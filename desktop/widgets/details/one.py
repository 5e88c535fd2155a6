"""One task in the details: picture, title, badge, acts, trouble, files and facts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.badge import badge_of, problem_of
from desktop.domain.discretion import discreet, shown_answer, shown_problem, shown_prompt, shown_title
from desktop.domain.events import AccountState
from desktop.domain.history import HistoryEntry
from desktop.domain.language import tr
from desktop.domain.problem import Action, Problem
from desktop.domain.problems import words
from desktop.domain.status import Badge
from desktop.domain.task import Task
from desktop.domain.wording import ORDINARY, Standing, detail_line
from desktop.qt.icons import Glyph
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.actions import Act, TaskActions, act_words
from desktop.widgets.badge_label import BadgeLabel
from desktop.widgets.buttons import Button, Look
from desktop.widgets.choices import can_pause, can_save, file_moved, has_files, has_prompt, has_text, under_way, worth_saving
from desktop.widgets.controls import Box
from desktop.widgets.details.facts_grid import FactsGrid
from desktop.widgets.details.files_box import FilesBox
from desktop.widgets.details.marks import ArchivedBox, MarksBox, StarButton
from desktop.widgets.details.preview import Preview
from desktop.widgets.details.problem_box import ProblemBox
from desktop.widgets.details.words import exact_words, facts
from desktop.widgets.flow import Flow
from desktop.widgets.labels import ElidedLabel, Ink, PlainLabel
from desktop.widgets.menus import Menu
from desktop.widgets.scroll_bar import WIDTH as SCROLL_WIDTH

_SAID_BY_PROBLEM = frozenset({Badge.NEEDS_YOU, Badge.FAILED, Badge.BLOCKED, Badge.GONE, Badge.FILE_MOVED})
"""Badges whose detail line says in short what the problem's box says in full."""

_LONGEST = 4000
"""Letters of a prompt or an answer that are shown; all of them can be copied."""


def primary_act(task: Task) -> Act | None:
    """Return the act of the one primary button; None where a problem's own button is the thing to press."""
    if task.paused and (badge_of(task) is Badge.PAUSED or under_way(task)):
        return Act.RESUME
    if under_way(task) and can_pause(task):
        return Act.PAUSE
    if worth_saving(task):
        return Act.SAVE
    if has_files(task):
        return Act.REVEAL
    if has_text(task):
        return Act.COPY_TEXT
    if badge_of(task) is Badge.SAVED:
        return None
    if problem_of(task) is not None or badge_of(task) in (Badge.CANCELLED, Badge.BLOCKED, Badge.GONE):
        return None
    return Act.RESUME if task.paused else Act.CHECK


def offers(task: Task, action: Action | None) -> bool:
    """Tell whether the button of a problem of `task` would do something that no other button beside it does."""
    match action:
        case None:
            return False
        case Action.COPY_PROMPT:
            return has_prompt(task)
        case Action.SAVE_AGAIN:
            return can_save(task) and primary_act(task) is not Act.SAVE
        case Action.CHECK_NOW:
            return primary_act(task) is not Act.CHECK
        case _:
            return True


class OneTask(QWidget):
    """Shows one task. `acted` carries a problem's :class:`Action`."""

    acted = Signal(object)

    def __init__(self, theme: Theme, thumbnails: Thumbnails, actions: TaskActions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self._primary: Act | None = None
        self.history: list[HistoryEntry] = []
        self._details: Callable[[], str] | None = None
        self.preview = Preview(theme, thumbnails)
        self.title = PlainLabel(theme, font=theme.fonts.heading, wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.star = StarButton(theme, actions)
        self.badge = BadgeLabel(theme)
        self.detail = ElidedLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED)
        self.primary = Button(theme, tr("Save now"), look=Look.PRIMARY)
        self.copy_prompt = Button(theme, tr("Copy prompt"))
        self.find_moved = Button(theme, act_words(Act.FIND_MOVED))
        self.find_moved.hide()
        self.more = Button(theme, glyph=Glyph.MORE, name=tr("More"))
        self.problem = ProblemBox(theme)
        self.files = FilesBox(theme)
        self.notes = PlainLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED, wrap=True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.archived = ArchivedBox(theme, actions)
        self.marks = MarksBox(theme, actions)
        self.facts = FactsGrid(theme)
        self.copy_id = Button(theme, tr("Copy task id"))
        self.raw = Button(theme, tr("Raw reply"))
        self.prompt_name = PlainLabel(theme, tr("Prompt"), font=theme.fonts.section, ink=Ink.MUTED)
        self.prompt = PlainLabel(theme, font=theme.fonts.detail, wrap=True)
        self._connect()
        self._lay_out()

    def set_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Tell the states the task went through; shown with the next :meth:`show_task`."""
        self.history = list(entries)

    def show_task(self, task: Task, account: AccountState | None, now: datetime, standing: Standing = ORDINARY) -> None:
        """Show `task` as it is at `now`."""
        self.preview.setVisible(bool(task.files) or not task.text_result)
        self.preview.show_task(task)
        safe = self._theme.client_safe
        title = shown_title(task, safe=safe)
        heading = one_line(title) if len(title) <= 160 else f"{one_line(title[:160])}…"
        if self.title.text() != heading:
            self.title.setText(heading)
        self.star.show_star(starred=task.starred)
        self.archived.setVisible(task.archived)
        self.marks.show_task(task)
        self.badge.show_badge(badge_of(task))
        found = problem_of(task)
        said = found is not None and badge_of(task) in _SAID_BY_PROBLEM
        self.detail.setText("" if said else detail_line(discreet(task, safe=safe), now, standing))
        action = words(found).action if found is not None else None
        self._show_buttons(task, action)
        shown = shown_problem(found, safe=safe) if found is not None else None
        self.problem.show_problem(shown, badge_of(task), offered=offers(task, action))
        self._details = partial(_details_of, task, shown, account, self.history, now) if shown is not None else None
        self._files_frame.setVisible(bool(task.files))
        self.files.show_files(task.files, safe=safe)
        self._show_notes(task)
        tips = {tr("Created"): exact_words(task.born_at), tr("Task id"): task.ref.task_id}
        if task.expires_at is not None:
            tips[tr("Expires")] = exact_words(task.expires_at)
        self.facts.show_facts(facts(task, account, self.history, now, safe=safe), tips)
        self._show_prompt(task, title)

    def _show_buttons(self, task: Task, offered: Action | None) -> None:
        self._primary = primary_act(task)
        self.primary.setVisible(self._primary is not None)
        if self._primary is not None:
            action = self._actions.action(self._primary)
            if self.primary.label != action.text():
                self.primary.show_text(action.text())
        self.find_moved.setVisible(file_moved(task))
        self.copy_prompt.setVisible(has_prompt(task) and offered is not Action.COPY_PROMPT and not file_moved(task))

    def _show_notes(self, task: Task) -> None:
        text = "" if self._theme.client_safe else "\n".join(one_line(tr(note)) for note in task.notes)
        self.notes.setVisible(bool(text))
        if self.notes.text() != text:
            self.notes.setText(text)

    def _show_prompt(self, task: Task, title: str) -> None:
        safe = self._theme.client_safe
        prompt = shown_prompt(task, safe=safe)
        text = shown_answer(task, safe=safe) or (prompt if prompt.strip() != title.strip() else "")
        self._prompt_box.setVisible(bool(text))
        self.prompt_name.setText(tr("Answer") if task.text_result else tr("Prompt"))
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        if self.prompt.text() != shown:
            self.prompt.setText(shown)

    def _connect(self) -> None:
        self.primary.clicked.connect(self._on_primary)
        self.copy_prompt.clicked.connect(self._actions.action(Act.COPY_PROMPT).trigger)
        self.find_moved.clicked.connect(self._actions.action(Act.FIND_MOVED).trigger)
        self.copy_id.clicked.connect(self._actions.action(Act.COPY_ID).trigger)
        self.raw.clicked.connect(self._actions.action(Act.RAW).trigger)
        self.problem.acted.connect(self.acted)
        self.problem.copy_asked.connect(self._on_copy_details)
        self.preview.clicked.connect(self._actions.action(Act.PREVIEW).trigger)
        self._menu = Menu(self._theme, self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14 - SCROLL_WIDTH, 14)
        column.setSpacing(8)
        column.addWidget(self.preview)
        column.addSpacing(4)
        head = _row(self.title, stretch=1)
        head.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addLayout(_row(self.badge, self.detail, stretch=1))
        column.addLayout(_flow(self.primary, self.copy_prompt, self.find_moved, self.more))
        column.addWidget(self.archived)
        column.addWidget(self.problem)
        self._files_frame = _boxed(self._theme, 1, 1, self.files)
        column.addWidget(self._files_frame)
        column.addWidget(self.notes)
        self._prompt_box = _boxed(self._theme, 11, 8, self.prompt_name, self.prompt)
        column.addWidget(self._prompt_box)
        column.addSpacing(4)
        column.addWidget(self.marks)
        column.addWidget(self.facts)
        column.addSpacing(4)
        column.addLayout(_flow(self.copy_id, self.raw))
        column.addStretch(1)
        self.prompt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _fill_menu(self) -> None:
        shown = [act for act in (self._primary, Act.COPY_PROMPT, Act.FIND_MOVED) if act is not None]
        self._actions.fill(self._menu, without=shown)

    def _on_copy_details(self) -> None:
        if self._details is not None:
            self._actions.copy_text(self._details(), tr("Details copied."))

    def _on_primary(self) -> None:
        if self._primary is not None:
            self._actions.action(self._primary).trigger()


def _details_of(task: Task, problem: Problem, account: AccountState | None, history: Sequence[HistoryEntry], now: datetime) -> str:
    from desktop.engine.doctor.details import task_details

    return task_details(task, problem, account.account if account is not None else None, history, now)


def _row(*widgets: QWidget, stretch: int = 0) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, stretch if widget is widgets[-1] else 0)
    return row


def _flow(*widgets: QWidget) -> Flow:
    flow = Flow()
    for widget in widgets:
        flow.addWidget(widget)
    return flow


def _boxed(theme: Theme, sideways: int, upright: int, *widgets: QWidget) -> Box:
    box = Box(theme)
    column = QVBoxLayout(box)
    column.setContentsMargins(sideways, upright, sideways, upright)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return box
