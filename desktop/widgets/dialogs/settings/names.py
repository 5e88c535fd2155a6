"""Settings: how files are named, shown at work on real tasks while it is typed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QTimer, Signal

from desktop.domain.language import tr, words_of
from desktop.domain.naming import Template, TemplateError, parse
from desktop.domain.naming_template import Literal, Optional, Piece, Token
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
_HELP = words_of(
    "A [piece in brackets] is left out where a token in it is empty. {title|prompt:40} takes the first that is known. "
    ":slug, :upper and :lower change letters, as in {title:slug}."
)
_NONE = words_of("Examples stand here once there is a task with files.")
_SAME = words_of("Files of several tasks get the same name; a number is added.")
_TELLING = frozenset({"task", "title", "prompt", "n", "part", "time"})
"""Tokens that tell files apart."""


def remark_on(template: str) -> str:
    """Return what its writer should know of a template that can be used; empty where there is nothing to say."""
    parsed = parse(template)
    return tr(_SAME) if isinstance(parsed, Template) and not _names_in(parsed.pieces) & _TELLING else ""


def _names_in(pieces: Sequence[Piece]) -> set[str]:
    names: set[str] = set()
    for piece in pieces:
        match piece:
            case Token(alternatives):
                names.update(alternative.name for alternative in alternatives)
            case Optional(inner):
                names |= _names_in(inner)
            case Literal():
                pass
    return names


class NamesPage(Page):
    """The template, its tokens, what is wrong with it, and five real files before and after.

    `submitted` tells that Return was pressed in a template that can be used.
    """

    submitted = Signal()

    def __init__(self, theme: Theme, settings: Settings, engine: EngineApi, spawner: Spawner) -> None:
        super().__init__(theme)
        self._engine = engine
        self._spawner = spawner
        self._asked = 0
        self._stopped = False
        self._fault = ""
        self.template = Field(theme, name=tr("File names"), placeholder=DEFAULT_TEMPLATE, text=settings.template)
        self.template.setFont(theme.fonts.mono)
        self.usual = Button(theme, tr("Use default"))
        self.usual.setAccessibleName(tr("Use the default file names"))
        self.sentence = PlainLabel(theme, " ", font=theme.fonts.detail, ink=Ink.DANGER, wrap=True)
        self.tokens = TokenBar(theme)
        self.table = NamesTable(theme, most=SHOWN)
        self.none = PlainLabel(theme, tr(_NONE), font=theme.fonts.detail, ink=Ink.MUTED)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._ask)
        self._lay_out()
        self.template.textChanged.connect(self._on_text)
        self.template.returnPressed.connect(self._on_return)
        self.usual.clicked.connect(self._on_usual)
        self.tokens.inserted.connect(self._on_token)
        self._show_fault("")
        self._ask()

    def _lay_out(self) -> None:
        row = self.side_by_side(self.template, self.usual)
        row.setStretch(0, 1)
        row.setStretch(2, 0)
        self.form.addRow(row)
        self.sentence.setMinimumHeight(18)
        self.form.addRow(self.sentence)
        self.form.addRow(self.tokens)
        self.add_hint(tr(_HELP), beside=False)
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

    def _on_return(self) -> None:
        if not self._fault:
            self.submitted.emit()

    def _on_usual(self) -> None:
        self.template.setText(DEFAULT_TEMPLATE)

    def _on_token(self, token: str) -> None:
        self.template.insert(token)

    def _show_fault(self, sentence: str) -> None:
        """Say what is wrong with the template; where nothing is, what is remarkable about it."""
        self._fault = sentence
        said = sentence or remark_on(self.written())
        self.sentence.set_ink(Ink.DANGER if sentence else Ink.MUTED)
        self.sentence.setText(said or " ")
        self.sentence.setAccessibleName(said)
        self.table.set_stale(stale=bool(sentence))
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
