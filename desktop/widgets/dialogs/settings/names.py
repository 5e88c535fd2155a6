"""Settings: how files are named, shown at work on real tasks while it is typed."""

from dataclasses import replace
from typing import override

from PySide6.QtCore import QTimer

from desktop.domain.naming import TemplateError, parse
from desktop.domain.settings import DEFAULT_TEMPLATE, Settings
from desktop.engine.ports import EngineApi, Refusal
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.buttons import Button
from desktop.widgets.dialogs.names_table import NamesTable
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.dialogs.settings.tokens import TokenBar
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink, PlainLabel

SHOWN = 5
DELAY_MS = 150
_WIDTH = 556
_HELP = (
    "A [piece in brackets] is left out where a token in it is empty. {title|prompt:40} takes the first that is known. "
    ":slug, :upper and :lower change letters, as in {title:slug}."
)
_NONE = "Examples stand here once there is a task with files."


class NamesPage(Page):
    """The template, its tokens, what is wrong with it, and five real files before and after."""

    def __init__(self, theme: Theme, settings: Settings, engine: EngineApi, spawner: Spawner) -> None:
        super().__init__(theme)
        self._engine = engine
        self._spawner = spawner
        self._asked = 0
        self._stopped = False
        self._fault = ""
        self.template = Field(theme, name="File names", placeholder=DEFAULT_TEMPLATE, text=settings.template)
        self.template.setFont(theme.fonts.mono)
        self.usual = Button(theme, "Default")
        self.usual.setAccessibleName("Default file names")
        self.sentence = PlainLabel(theme, " ", font=theme.fonts.detail, ink=Ink.DANGER, wrap=True)
        self.tokens = TokenBar(theme, _WIDTH)
        self.table = NamesTable(theme, most=SHOWN)
        self.none = PlainLabel(theme, _NONE, font=theme.fonts.detail, ink=Ink.MUTED)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._ask)
        self._lay_out()
        self.template.textChanged.connect(self._on_text)
        self.usual.clicked.connect(self._on_usual)
        self.tokens.inserted.connect(self._on_token)
        self._ask()

    def _lay_out(self) -> None:
        row = self.side_by_side(self.template, self.usual)
        row.setStretch(0, 1)
        row.setStretch(2, 0)
        self.form.addRow(row)
        self.sentence.setMinimumHeight(18)
        self.form.addRow(self.sentence)
        self.form.addRow(self.tokens)
        self.add_hint(_HELP, beside=False)
        self.form.addRow(self.table)
        self.form.addRow(self.none)
        self.none.hide()

    def stop(self) -> None:
        """Show nothing more: the dialog closes."""
        self._stopped = True
        self._delay.stop()

    def written(self) -> str:
        """Return the template; what the field's placeholder shows while it is empty."""
        return self.template.text().strip() or DEFAULT_TEMPLATE

    def _on_text(self) -> None:
        parsed = parse(self.written())
        self._show_fault(parsed.sentence if isinstance(parsed, TemplateError) else "")
        self._delay.start()

    def _on_usual(self) -> None:
        self.template.setText(DEFAULT_TEMPLATE)

    def _on_token(self, token: str) -> None:
        self.template.insert(token)

    def _show_fault(self, sentence: str) -> None:
        self._fault = sentence
        self.sentence.setText(sentence or " ")
        self.sentence.setAccessibleName(sentence)
        self.changed.emit()

    def _ask(self) -> None:
        if not self._fault:
            self._asked += 1
            self._spawner.spawn(self._show_examples(self.written(), self._asked), name="examples of names")

    async def _show_examples(self, template: str, number: int) -> None:
        """Show how real files would be called; where the template is refused, the last good examples stay."""
        try:
            examples = await self._engine.name_examples(template)
        except Refusal as refusal:
            if number == self._asked and not self._stopped:
                self._show_fault(str(refusal))
            return
        if number == self._asked and not self._stopped:
            self.table.show_files(examples[:SHOWN])
            self.table.setVisible(bool(examples))
            self.none.setVisible(not examples)

    @override
    def fault(self) -> str:
        return self._fault

    @override
    def apply(self, settings: Settings) -> Settings:
        return replace(settings, template=self.written())
