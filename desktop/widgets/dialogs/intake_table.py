"""The table of ids found in a pasted text: whose each is taken for, why, and what adding would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.domain.account import Account
from desktop.domain.discretion import numbered_account
from desktop.domain.intake import Choice, IntakeRow, IntakeState
from desktop.domain.language import listed, tr, words_of
from desktop.domain.status import Badge
from desktop.domain.wording import provider_name, short_id
from desktop.qt.icons import Glyph, paint_badge_glyph, paint_glyph
from desktop.qt.text import one_line
from desktop.qt.theme import Theme
from desktop.widgets.labels import tooltip
from desktop.widgets.menus import Menu
from desktop.widgets.paint import button_fill, paint_dot, paint_frame
from desktop.widgets.scroll_bar import slim

ROW, HEAD = 34, 28
HEADINGS = (words_of("Task id"), words_of("Taken for"), words_of("Because"), "")
_ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_ID, _TAKEN, _BECAUSE, _STATE = range(4)
type Index = QModelIndex | QPersistentModelIndex

_STATE_LOOKS = {
    IntakeState.NEW: (Badge.WAITING, words_of("New")),
    IntakeState.TRACKED: (Badge.SAVED, words_of("Tracked already")),
    IntakeState.UNCLEAR: (Badge.FINISHED_NOT_SAVED, words_of("Unclear")),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A choice in words: "crun · Studio", and its account's colour."""

    text: str
    colour: str


def owner_of(choice: Choice, accounts: Mapping[str, Account], *, safe: bool = False) -> Owner:
    """Return the words of a choice; `safe` for client-safe mode."""
    account = accounts.get(choice.account_id) if choice.account_id is not None else None
    name = provider_name(choice.provider)
    if account is None:
        return Owner(tr("{provider} · no account yet", provider=name), "grey")
    called = numbered_account(account.name, list(accounts).index(account.id) + 1, safe=safe)
    return Owner(f"{name} · {called}", account.colour)


def question_of(row: IntakeRow, accounts: Mapping[str, Account], *, safe: bool = False) -> str:
    """Return what an unclear row asks: "crun or Tripo?"; `safe` for client-safe mode."""
    names = list(dict.fromkeys(provider_name(choice.provider) for choice in row.choices))
    if len(names) == 1:
        names = [owner_of(choice, accounts, safe=safe).text for choice in row.choices]
    if not names:
        return tr("Whose is it?")
    return (
        tr("{providers}?", providers=tr("{before} or {thing}", before=listed(names[:-1]), thing=names[-1]))
        if len(names) > 1
        else tr("{providers}?", providers=names[0])
    )


class IntakeModel(QAbstractTableModel):
    """The rows of an :class:`Intake`."""

    def __init__(self, parent: QObject | None = None, *, safe: bool = False) -> None:
        super().__init__(parent)
        self._rows: tuple[IntakeRow, ...] = ()
        self.safe = safe
        self.accounts: Mapping[str, Account] = {}

    @property
    def rows(self) -> tuple[IntakeRow, ...]:
        """The rows shown."""
        return self._rows

    def show_rows(self, rows: Sequence[IntakeRow]) -> None:
        """Show another intake."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def replace_row(self, number: int, row: IntakeRow) -> None:
        """Show one row anew."""
        self._rows = (*self._rows[:number], row, *self._rows[number + 1 :])
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(HEADINGS) - 1))

    def owner(self, choice: Choice) -> Owner:
        """Return the words of a choice, as far as accounts may be named."""
        return owner_of(choice, self.accounts, safe=self.safe)

    def question(self, row: IntakeRow) -> str:
        """Return what an unclear row asks, as far as accounts may be named."""
        return question_of(row, self.accounts, safe=self.safe)

    def reason(self, row: IntakeRow) -> str:
        """Return why a row is taken for what it is, as far as accounts may be named."""
        said = row.reason
        for number, account in enumerate(self.accounts.values(), 1):
            said = said.replace(f"“{account.name}”", f"“{numbered_account(account.name, number, safe=self.safe)}”")
        return said

    def words(self, row: IntakeRow) -> tuple[str, str, str, str]:
        """Return a row's four cells in words."""
        taken = self.owner(row.choice).text if row.choice is not None else self.question(row)
        return row.task_id, taken, self.reason(row), tr(_STATE_LOOKS[row.state][1])

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one_line(self.words(row)[index.column()])
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (_TAKEN, _BECAUSE):
            return tooltip(self.words(row)[index.column()])
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section]) if HEADINGS[section] else ""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(HEADINGS[section]) if HEADINGS[section] else tr("State")
        return None


class IntakeTable(QTableView):
    """Shows an intake. `choice_made` carries (row number, :class:`Choice`); Return or a click opens a row's choices."""

    choice_made = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._asked = -1
        self.rows_model = IntakeModel(self, safe=theme.client_safe)
        self.setModel(self.rows_model)
        self.setItemDelegate(_IntakeDelegate(theme, self.rows_model, self))
        self.setAccessibleName(tr("Ids found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_clicked)
        slim(self, theme)
        self._set_up_headers()
        theme.changed.connect(self._recolour)
        theme.changed.connect(self._fit)
        self._recolour()

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
        across.setSectionResizeMode(_BECAUSE, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _fit(self) -> None:
        """Let rows and columns follow the size of text."""
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        for column, width in ((_ID, 160), (_TAKEN, 184), (_STATE, 148)):
            self.horizontalHeader().resizeSection(column, px(width))

    def _recolour(self) -> None:
        tokens = self._theme.tokens
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, tokens.background)
        # The style paints a selected row in this colour before the delegate paints its own ground.
        palette.setColor(palette.ColorRole.Highlight, tokens.background)
        self.setPalette(palette)
        ground, ink, line = tokens.background.name(), tokens.muted.name(), tokens.hairline.name()
        self.horizontalHeader().setStyleSheet(
            f"QHeaderView {{ background: {ground}; }} QHeaderView::section {{ background: {ground}; color: {ink}; border: 0;"
            f" border-bottom: 1px solid {line}; padding-left: 8px; }}"
        )
        self.viewport().update()

    def choices_of(self, row: IntakeRow) -> tuple[Choice, ...]:
        """Return what a row may be taken for; without any, every account."""
        if row.choices or row.state is not IntakeState.UNCLEAR:
            return row.choices
        return tuple(Choice(a.provider, a.id, a.origin) for a in self.rows_model.accounts.values())

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == _TAKEN:
            self._ask(index.row())

    def _ask(self, number: int) -> None:
        row = self.rows_model.rows[number]
        choices = self.choices_of(row)
        if row.state is IntakeState.TRACKED or len(choices) < 2 - (row.choice is None):
            return
        self._asked = number
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in choices:
            action = menu.addAction(self.rows_model.owner(choice).text.replace("&", "&&"))
            action.setData(choice)
        menu.triggered.connect(self._on_choice)
        corner = self.visualRect(self.rows_model.index(number, _TAKEN)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(corner + QPoint(0, 2)))

    def _on_choice(self, action: QObject) -> None:
        choice = action.property("data") if not hasattr(action, "data") else action.data()
        if isinstance(choice, Choice) and self._asked < len(self.rows_model.rows):
            self.choice_made.emit((self._asked, choice))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._ask(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class _IntakeDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, theme: Theme, model: IntakeModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ROW_ROLE)
        if not isinstance(row, IntakeRow):
            return
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect)
        area = rect.adjusted(8, 0, -8, -1)
        if index.column() == _TAKEN:
            self._paint_taken(painter, area, row)
        elif index.column() == _STATE:
            self._paint_state(painter, area, row.state)
        elif index.column() == _ID:
            self._paint_id(painter, area, row)
        else:
            self._paint_reason(painter, area, one_line(self._model.reason(row)))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        view = self.parent()
        if isinstance(view, IntakeTable) and view.hasFocus() and view.currentIndex().row() == view.rowAt(rect.center().y()):
            painter.fillRect(rect, self._theme.tokens.selection)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.tokens.hairline)

    def _paint_id(self, painter: QPainter, rect: QRect, row: IntakeRow) -> None:
        font = self._theme.fonts.mono
        painter.setFont(font)
        painter.setPen(self._theme.tokens.text)
        shown = QFontMetrics(font).elidedText(_shown_id(row.task_id), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_reason(self, painter: QPainter, rect: QRect, reason: str) -> None:
        """Paint why a row is taken for what it is: on one line, or smaller on two, as a choice depends on it."""
        font = self._theme.fonts.body
        lines = [reason]
        if QFontMetrics(font).horizontalAdvance(reason) > rect.width():
            font = self._theme.fonts.detail
            lines = two_lines(reason, QFontMetrics(font), rect.width())
        height = min(QFontMetrics(font).height(), rect.height() // len(lines))
        painter.setFont(font)
        painter.setPen(self._theme.tokens.text)
        top = rect.center().y() - height * len(lines) // 2 + 1
        for number, line in enumerate(lines):
            at = QRect(rect.left(), top + number * height, rect.width(), height)
            painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), line)

    def _paint_taken(self, painter: QPainter, rect: QRect, row: IntakeRow) -> None:
        font = self._theme.fonts.body
        metrics = QFontMetrics(font)
        painter.setFont(font)
        if row.choice is None:
            self._paint_question(painter, rect, self._model.question(row), metrics)
            return
        owner = self._model.owner(row.choice)
        paint_dot(painter, QRectF(rect.left() + 6, rect.center().y() - 3, 7, 7), self._theme.account_colour(owner.colour))
        words = rect.adjusted(18, 0, -16, 0)
        painter.setPen(self._theme.tokens.text)
        text = metrics.elidedText(one_line(owner.text), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
        if row.state is not IntakeState.TRACKED and len(row.choices) > 1:
            left = words.left() + metrics.horizontalAdvance(text) + 5
            paint_glyph(painter, Glyph.CHEVRON_DOWN, QRectF(left, rect.center().y() - 4, 10, 10), self._theme.tokens.muted)

    def _paint_question(self, painter: QPainter, rect: QRect, question: str, metrics: QFontMetrics) -> None:
        text = metrics.elidedText(question, Qt.TextElideMode.ElideRight, rect.width() - self._theme.px(34))
        px = self._theme.px
        button = QRectF(rect.left(), rect.center().y() - px(23) / 2, metrics.horizontalAdvance(text) + px(34), px(23))
        paint_frame(painter, button, button_fill(self._theme), self._theme.tokens.hairline, radius=6)
        painter.setPen(self._theme.tokens.text)
        painter.drawText(button.adjusted(px(9), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        chevron = QRectF(button.right() - px(19), button.center().y() - px(10) / 2, px(10), px(10))
        paint_glyph(painter, Glyph.CHEVRON_DOWN, chevron, self._theme.tokens.text)

    def _paint_state(self, painter: QPainter, rect: QRect, state: IntakeState) -> None:
        look, word = _STATE_LOOKS[state][0], tr(_STATE_LOOKS[state][1])
        colours = self._theme.badge(look)
        font = self._theme.fonts.badge
        width = QFontMetricsF(font).horizontalAdvance(word)
        px = self._theme.px
        pill = QRectF(rect.left(), rect.center().y() - px(20) / 2, px(24) + width + px(8), px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.fill)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        paint_badge_glyph(painter, look, QRectF(pill.left() + px(6), pill.center().y() - px(13) / 2, px(13), px(13)), colours.text)
        painter.setFont(font)
        painter.setPen(colours.text)
        painter.drawText(pill.adjusted(px(24), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), word)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Return `text` as at most two lines of `width` px, broken between words; the last is cut where it does not fit.

    Chinese has no spaces: it is broken between any two letters.
    """
    words = text.split()
    whole = next((n for n in range(len(words), 0, -1) if metrics.horizontalAdvance(" ".join(words[:n])) <= width), 0)
    lines = [" ".join(part) for part in (words[:whole], words[whole:]) if part]
    if len(lines) == 1 and whole == 0 and not text.isascii():
        fits = next((n for n in range(len(text), 0, -1) if metrics.horizontalAdvance(text[:n]) <= width), 0)
        lines = [part for part in (text[:fits], text[fits:].lstrip()) if part]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


def _shown_id(task_id: str) -> str:
    """Return an id as the table shows it: its beginning and end where it is long."""
    text = one_line(task_id)
    return text if len(text) <= 18 else f"{text[:8]}…{short_id(text)[-4:]}"
