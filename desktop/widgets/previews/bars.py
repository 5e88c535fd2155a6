"""The quick view's head and foot: what is shown, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.badge import badge_of
from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.domain.task import Task
from desktop.qt.icons import Glyph
from desktop.qt.theme import Theme
from desktop.widgets.badge_label import BadgeLabel
from desktop.widgets.buttons import BUTTON_HEIGHT, Button
from desktop.widgets.controls import Area
from desktop.widgets.labels import ElidedLabel, Ink, tooltip
from desktop.widgets.previews.folding import FoldingBar
from desktop.widgets.previews.item import Item


class Head(FoldingBar):
    """Title, badge and facts, the tools of what is shown, and the button that closes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, room=240, upright=6)
        self.title = ElidedLabel(theme, font=theme.fonts.title)
        self.badge = BadgeLabel(theme)
        self.facts = ElidedLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED, mode=Qt.TextElideMode.ElideMiddle)
        self.close_button = Button(theme, glyph=Glyph.CLOSE, name=tr("Close"))
        self.close_button.setToolTip(tooltip(tr("Close (Space or Esc)")))
        self._tools: list[QWidget] = []
        self.first.setSpacing(10)
        self.fill((self.title, self.badge, self.facts), (self.close_button,), wide=self.facts)

    def show_task(self, task: Task, heading: str) -> None:
        """Show what the task is called, and its badge."""
        self.title.setText(heading)
        self.badge.show_badge(badge_of(task))

    def show_facts(self, facts: str) -> None:
        """Show what is known of the file."""
        if self.facts.text() != facts:
            self.facts.setText(facts)

    def show_tools(self, tools: Sequence[QWidget]) -> None:
        """Show these buttons and no other."""
        if list(tools) == self._tools:
            return
        for tool in self._tools:
            tool.hide()
            self.second.removeWidget(tool)
        self._tools = list(tools)
        for number, tool in enumerate(self._tools):
            self.second.insertWidget(1 + number, tool)
            tool.show()


class Foot(Area):
    """What can be done with the file, and the keys that lead on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.reveal = Button(theme, tr("Show in folder"))
        self.copy = Button(theme, tr("Copy picture"))
        self.open_with = Button(theme, tr("Open with"), menu=True)
        self.hint = ElidedLabel(theme, font=theme.fonts.detail, ink=Ink.MUTED)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 9)
        row.addStrut(theme.px(BUTTON_HEIGHT))
        row.setSpacing(8)
        for button in (self.reveal, self.copy, self.open_with):
            row.addWidget(button)
        row.addWidget(self.hint, 1)

    def show_item(self, item: Item) -> None:
        """Offer what can be done with `item`."""
        saved = item.file is not None
        self.reveal.setVisible(saved)
        self.open_with.setVisible(saved)
        self.copy.setVisible(saved and item.kind is MediaKind.IMAGE)
        several = tr("← → other tasks · {keys} other files · Space closes", keys=f"1–{min(9, item.total)}")
        self.hint.setText(several if item.total > 1 else tr("← → other tasks · Space closes"))
