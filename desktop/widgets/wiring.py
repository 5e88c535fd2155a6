"""Which part of the window hears of which."""

from typing import TYPE_CHECKING

from desktop.widgets.actions import Act

if TYPE_CHECKING:
    from desktop.engine.ports import EngineApi
    from desktop.qt.bridge import EngineBridge
    from desktop.widgets.workspace import Workspace


def wire(window: "Workspace", engine: "EngineApi", bridge: "EngineBridge") -> None:
    """Connect the parts of `window` with each other and with the engine."""
    _wire_bars(window)
    _wire_tasks(window)
    _wire_details(window)
    _wire_engine(window, engine, bridge)


def _wire_bars(window: "Workspace") -> None:
    window.bar.add_button.clicked.connect(window.add_tasks)
    window.bar.search_left.connect(window.focus_list)
    window.side.command_chosen.connect(window.on_command)
    window.side.menu_asked.connect(window.account_menu.ask)
    window.side.place_chosen.connect(window.searches.show_place)
    window.side.search_menu_asked.connect(window.searches.ask_menu)
    window.side.search_rename_asked.connect(window.searches.ask_rename)
    window.side.search_remove_asked.connect(window.searches.remove)
    window.searches.changed.connect(window.show_side_bar)
    window.search_counts.counted.connect(window.show_side_bar)
    window.tally.counted.connect(window.search_counts.ask)
    window.filter_bar.save_asked.connect(window.searches.ask_save)
    window.drops.dropped.connect(window.task_dialogs.drop_on_project)
    window.account_menu.edit_asked.connect(window.dialogs.account_form)
    window.empty.add_clicked.connect(window.add_tasks)
    window.empty.connect_clicked.connect(window.dialogs.connect_provider)
    window.empty.cleared.connect(window.filters.clear)
    window.toast.left.connect(window.focus_list)
    window.tally.counted.connect(window.show_side_bar)
    window.tally.counted.connect(window.filtering.touch)
    window.commands.safe_changed.connect(window.show_side_bar)
    window.centre.first_run_changed.connect(window.on_first_run)
    window.guard.released.connect(window.on_released)
    window.notices.quit_asked.connect(window.ask_to_quit)


def _wire_tasks(window: "Workspace") -> None:
    actions = window.actions_on_tasks
    window.tasks.opened.connect(window.on_opened)
    window.tasks.remove_asked.connect(actions.action(Act.REMOVE).trigger)
    window.tasks.menu_asked.connect(window.on_menu)
    window.tasks.typed.connect(window.bar.begin_search)
    window.tasks.copy_asked.connect(actions.copy)
    window.tasks.view_made.connect(actions.add_view)
    window.tasks.order_asked.connect(window.filters.sort)
    window.tasks.said.connect(window.acts.say)
    window.tasks.dragged = window.selection.chosen
    window.selection.changed.connect(actions.set_tasks)
    window.selection.changed.connect(window.details.show_tasks)
    _wire_previews(window)
    actions.raw_asked.connect(window.dialogs.raw_reply)
    actions.rename_asked.connect(window.dialogs.rename)
    actions.find_asked.connect(window.folders.find_moved)
    window.acts.said.connect(window.on_said)
    window.acts.unsaid.connect(window.toast.unsay)
    window.acts.restored.connect(window.selection.restore)
    window.dialogs.show_asked.connect(window.show_tasks)
    window.dialogs.settings_changed.connect(window.on_settings)
    window.dialogs.rename_confirmed.connect(window.folders.rename)
    window.dialogs.left.connect(window.focus_list)


def _wire_previews(window: "Workspace") -> None:
    actions, previews = window.actions_on_tasks, window.previews
    actions.preview_asked.connect(previews.toggle)
    window.tasks.preview_asked.connect(previews.toggle)
    window.selection.changed.connect(previews.follow)
    previews.reveal_asked.connect(actions.reveal_path)
    previews.copy_asked.connect(actions.copy_picture)
    previews.open_asked.connect(actions.open_path_with)
    previews.left.connect(window.focus_list)


def _wire_details(window: "Workspace") -> None:
    actions, details = window.actions_on_tasks, window.details
    details.acted.connect(window.dialogs.act_on_problem)
    window.dialogs.anchor = details.one.problem.button
    details.file_opened.connect(actions.open_path)
    details.file_revealed.connect(actions.reveal_path)
    details.files_asked.connect(window.acts.act_on_files)


def _wire_engine(window: "Workspace", engine: "EngineApi", bridge: "EngineBridge") -> None:
    window.model.risks_changed.connect(window.tally.ask)
    window.model.risks_changed.connect(window.details.tick)
    bridge.accounts_changed.connect(window.on_accounts)
    bridge.budget_changed.connect(window.status.show_budget)
    bridge.notice_raised.connect(window.status.tick)
    window.status.show_budget(engine.budget())
