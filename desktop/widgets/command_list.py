"""Every command of the window as records: what the palette finds, and what the list of shortcuts shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.language import tr
from desktop.domain.saved_search import saved_query
from desktop.widgets.act_table import KINDS, WORDS, act_words
from desktop.widgets.command import Command
from desktop.widgets.command_table import BUILT_IN, UNLISTED, WINDOW_ACTS, Topic, WindowAct
from desktop.widgets.layout_switch import LAYOUTS
from desktop.widgets.sidebar import VIEW_WORDS, Place

if TYPE_CHECKING:
    from desktop.domain.settings import Settings
    from desktop.widgets.workspace import Workspace

MOST_PROJECTS = 50


def commands_of(window: Workspace, settings: Settings) -> list[Command]:
    """Return all that can be done in `window`: with the selected tasks, in it, and the places it can show."""
    return [
        *_of_tasks(window),
        *_of_window(window),
        *_layouts(window),
        *_views(window),
        *_searches(window, settings),
        *_projects(window),
        *_settings_sections(window),
    ]


def shortcuts_of() -> list[Command]:
    """Return everything that has keys, by topic."""
    found = [
        Command(name=tr(kind.words), english=kind.words, topic=tr(Topic.WINDOW), keys=kind.keys)
        for kind in WINDOW_ACTS.values()
        if kind.keys
    ]
    found += [
        Command(name=tr("Show as: {layout}", layout=tr(words)), english=f"Show as: {words}", topic=tr(Topic.WINDOW), keys=(keys,))
        for words, _, keys in LAYOUTS.values()
    ]
    for act, kind in KINDS.items():
        topic = Topic.LIST if kind.only_in_list else Topic.SELECTION
        if kind.keys:
            found.append(Command(name=act_words(act), english=WORDS[act], topic=tr(topic), keys=kind.keys))
    found += [Command(name=tr(words), english=words, topic=tr(topic), keys=keys) for topic, words, keys in BUILT_IN]
    order = [tr(topic) for topic in Topic]
    return sorted(found, key=lambda command: order.index(command.topic))


def _of_tasks(window: Workspace) -> list[Command]:
    actions = window.actions_on_tasks
    return [
        Command(
            name=actions.action(act).text().replace("&&", "&"),
            english=WORDS[act],
            topic=tr(Topic.SELECTION),
            keys=kind.keys,
            why_not=_why_not(len(actions.tasks), enabled=actions.action(act).isEnabled(), only_one=kind.only_one),
            run=actions.action(act).trigger,
        )
        for act, kind in KINDS.items()
    ]


def _why_not(selected: int, *, enabled: bool, only_one: bool) -> str:
    if enabled:
        return ""
    if not selected:
        return tr("select a task first")
    if only_one and selected > 1:
        return tr("for one task at a time")
    return tr("does not fit the selected task") if selected == 1 else tr("fits none of the selected tasks")


def _of_window(window: Workspace) -> list[Command]:
    nothing_to_undo = "" if window.toast.undoable else tr("nothing to undo")
    return [
        Command(
            name=window.commands.action(act).text(),
            english=kind.words,
            topic=tr(Topic.WINDOW),
            keys=kind.keys,
            why_not=nothing_to_undo if act is WindowAct.UNDO else "",
            run=window.commands.action(act).trigger,
        )
        for act, kind in WINDOW_ACTS.items()
        if act not in UNLISTED
    ]


def _layouts(window: Workspace) -> list[Command]:
    return [
        Command(
            name=tr("Show as: {layout}", layout=tr(words)),
            english=f"Show as: {words}",
            topic=tr(Topic.WINDOW),
            keys=(keys,),
            run=button.click,
        )
        for (words, _, keys), button in zip(LAYOUTS.values(), window.bar.switch.buttons, strict=True)
    ]


def _views(window: Workspace) -> list[Command]:
    return [
        Command(name=tr(words), english=words, topic=tr(Topic.VIEWS), run=partial(_go, window, Place(view)))
        for view, words in VIEW_WORDS.items()
    ]


def _searches(window: Workspace, settings: Settings) -> list[Command]:
    return [Command(name=name, topic=tr(Topic.SEARCHES), run=partial(_search, window, text)) for name, text in settings.searches]


def _projects(window: Workspace) -> list[Command]:
    return [
        Command(name=project, topic=tr(Topic.PROJECTS), run=partial(_go, window, Place(project=project)))
        for project in window.tally.projects()[:MOST_PROJECTS]
    ]


def _go(window: Workspace, place: Place) -> None:
    window.side.show_place(place)
    window.side.place_chosen.emit(place)


def _search(window: Workspace, text: str) -> None:
    window.filters.show_query(saved_query(text))


def _settings_sections(window: Workspace) -> list[Command]:
    from desktop.widgets.dialogs.settings.sections import SECTIONS

    return [
        Command(
            name=tr("Settings: {section}", section=tr(words)),
            english=f"Settings: {words}",
            topic=tr(Topic.SETTINGS),
            run=partial(window.dialogs.settings, section),
        )
        for section, words in SECTIONS.items()
    ]
