"""Settings: what is done once a task is saved, for each project and for all other tasks."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import override
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.language import tr, words_of
from desktop.domain.settings import ProjectRules, Settings
from desktop.qt.theme import Theme
from desktop.widgets.check import Check
from desktop.widgets.dialogs.folder_field import FolderField
from desktop.widgets.dialogs.settings.arguments_view import ArgumentsView
from desktop.widgets.dialogs.settings.command_line import UnclosedQuote, arguments_of, line_of
from desktop.widgets.dialogs.settings.page import Page
from desktop.widgets.dialogs.settings.section_list import SectionList
from desktop.widgets.fields import Field
from desktop.widgets.labels import Ink, PlainLabel

OTHERS = words_of("All other tasks")
_COMMAND_HELP = words_of("{path} {paths} {folder} {title} {task} {project} are filled in. No shell runs it.")
_LIST_WIDTH = 140


class RulesForm(Page):
    """The rules of one project, or of all other tasks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name_width=64)
        self._name = ""
        self.own = Check(theme, tr("Rules of its own for this project"))
        self.folder = FolderField(theme, name=tr("Folder for the project"), placeholder=tr("As for all results"))
        self.copy_to = FolderField(theme, name=tr("Copy files to"), placeholder=tr("No copy"))
        self.command = Field(theme, name=tr("Command"), placeholder=tr("No command"))
        self.command.setFont(theme.fonts.mono)
        self.arguments = ArgumentsView(theme)
        self.command_fault = PlainLabel(theme, font=theme.fonts.detail, ink=Ink.DANGER, wrap=True)
        self.webhook = Field(theme, name=tr("Webhook address"), placeholder="https://…")
        self.eagle = Check(theme, tr("Send files to Eagle"))
        self.form.addRow(self.own)
        self.add_row(tr("Folder"), self.folder)
        self.add_row(tr("Copy to"), self.copy_to)
        self.add_row(tr("Command"), self.command)
        self.form.addRow("", self.arguments)
        self.form.addRow("", self.command_fault)
        self.add_hint(tr(_COMMAND_HELP))
        self.add_row(tr("Webhook"), self.webhook)
        self.add_row("", self.eagle)
        self.own.toggled.connect(self._enable)
        self.command.textChanged.connect(self._show_arguments)

    def show_rules(self, rules: ProjectRules, *, own: bool) -> None:
        """Show the rules of a project; `own` tells that they are not those of all other tasks."""
        self._name = rules.name
        self.own.setVisible(bool(rules.name))
        self.own.setChecked(own)
        self.folder.show_path(rules.folder)
        self.copy_to.show_path(rules.copy_to)
        self.command.setText(line_of(rules.command))
        self.webhook.setText(rules.webhook)
        self.eagle.setChecked(rules.eagle)
        self._show_arguments()
        self._enable()

    def rules(self) -> ProjectRules | None:
        """Return the rules as they are in the form; None for a project without any of its own."""
        if self._name and not self.own.isChecked():
            return None
        try:
            command = arguments_of(self.command.text(), windows=sys.platform == "win32")
        except UnclosedQuote:
            command = ()
        return ProjectRules(
            name=self._name,
            folder=self.folder.path(),
            copy_to=self.copy_to.path(),
            command=command,
            webhook=self.webhook.text().strip(),
            eagle=self.eagle.isChecked(),
        )

    @override
    def fault(self) -> str:
        if self.rules() is None:
            return ""
        faults = (self.folder.fault(), self.copy_to.fault(), self.command_fault.text(), _webhook_fault(self.webhook.text()))
        return next(filter(None, faults), "")

    def _enable(self) -> None:
        enabled = self.own.isChecked() or not self._name
        for widget in (self.folder, self.copy_to, self.command, self.webhook, self.eagle):
            widget.setEnabled(enabled)

    def _show_arguments(self) -> None:
        try:
            self.arguments.show_arguments(arguments_of(self.command.text(), windows=sys.platform == "win32"))
            fault = ""
        except UnclosedQuote:
            fault = tr("A quote in the command is never closed. Add the one that ends it.")
        self.command_fault.setText(fault)
        self.command_fault.setVisible(bool(fault))
        self.changed.emit()


def _webhook_fault(address: str) -> str:
    if not address.strip():
        return ""
    try:
        parts = urlsplit(address.strip())
        good = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        good = False
    return "" if good else tr("The webhook's address must begin with https:// and name a host.")


class AfterPage(Page):
    """The projects, and the rules of the one chosen."""

    def __init__(self, theme: Theme, settings: Settings, projects: Sequence[str]) -> None:
        super().__init__(theme)
        self._rules = {rules.name: rules for rules in settings.projects}
        named = sorted({*projects, *filter(None, self._rules)}, key=str.casefold)
        self._names = ["", *named]
        self._row = 0
        self.list = SectionList(theme, tr("Projects with rules"), [tr(OTHERS), *named], _LIST_WIDTH)
        self.rules = RulesForm(theme)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._lines.append(row)
        row.addWidget(self.list, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.rules, 1)
        whole = QWidget()
        whole.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.form.addRow(whole)
        self._show(0)
        self.list.choose(0)
        self.list.chosen.connect(self._on_chosen)
        self.rules.changed.connect(self.changed)

    def _show(self, row: int) -> None:
        self._row = row
        name = self._names[row]
        self.rules.show_rules(self._rules.get(name, ProjectRules(name=name)), own=name in self._rules)

    def _keep(self) -> None:
        name, rules = self._names[self._row], self.rules.rules()
        if rules is None or rules == ProjectRules(name=""):
            self._rules.pop(name, None)
        else:
            self._rules[name] = rules

    def _on_chosen(self, row: int) -> None:
        """Keep what was typed, and show the rules of another project; what is wrong must be put right first."""
        if row == self._row:
            return
        if self.rules.fault():
            self.list.choose(self._row)
            self.changed.emit()
            return
        self._keep()
        self._show(row)

    @override
    def fault(self) -> str:
        return self.rules.fault()

    @override
    def apply(self, settings: Settings) -> Settings:
        self._keep()
        return replace(settings, projects=tuple(self._rules[name] for name in self._names if name in self._rules))
