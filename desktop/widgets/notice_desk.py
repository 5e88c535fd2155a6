"""The notices over the list: which are shown, and what their buttons do; also the window's own offers."""

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop.domain.events import Budget, Notice
from desktop.domain.language import tr, tr_n
from desktop.domain.problem import Action
from desktop.domain.settings import Settings
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.widgets.acts import Acts
from desktop.widgets.banner import RENAMES, BannerStack, NoticeAct
from desktop.widgets.dialog_desk import DialogDesk
from desktop.widgets.folder_acts import FolderActs

_OFFLINE = "offline"


def offline_words(at_risk: int) -> str:
    """Return what is said while this computer is offline, with the number of results that would end before they are saved."""
    if not at_risk:
        return tr("You are offline. Checking continues when the connection returns.")
    return tr_n(
        "You are offline. Checking continues when the connection returns. {n} result is at risk.",
        "You are offline. Checking continues when the connection returns. {n} results are at risk.",
        at_risk,
    )


class NoticeDesk(QObject):
    """Connects the banners with what they offer.

    `away_asked` is emitted when the rescue report is to be shown, `quit_asked` when the user wants to leave.
    """

    away_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self, engine: EngineApi, bridge: EngineBridge, banners: BannerStack, dialogs: DialogDesk, acts: Acts, folders: FolderActs
    ) -> None:
        super().__init__(banners)
        self._engine = engine
        self._banners = banners
        self._dialogs = dialogs
        self._acts = acts
        self._folders = folders
        self._misnamed: list[int] = []
        bridge.notice_raised.connect(self.show_notice)
        bridge.budget_changed.connect(self._on_budget)
        banners.acted.connect(self._act)
        dialogs.settings_changed.connect(self._on_settings)

    @property
    def all_paused(self) -> bool:
        """Whether checking and saving are paused altogether."""
        return self._engine.settings().paused

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, or take it away."""
        self._banners.show_notice(notice)
        if notice.topic == _OFFLINE:
            self._on_budget(self._engine.budget())

    def pause_or_resume(self) -> None:
        """Pause everything, or let it go on where it is paused."""
        self._acts.pause_all(paused=not self.all_paused)

    def _on_budget(self, budget: Budget) -> None:
        """Say in the notice that one is offline how many results are at risk."""
        banner = self._banners.banner(_OFFLINE)
        if banner is not None:
            banner.say(offline_words(len(budget.at_risk)))

    def _act(self, act: Action | NoticeAct) -> None:
        match act:
            case NoticeAct():
                self._act_on_notice(act)
            case Action.CHOOSE_FOLDER:
                self._dialogs.settings("saving")
            case Action.CHECK_NOW:
                self._acts.check_all()
            case Action.SAVE_AGAIN:
                self._acts.save_all()
            case _:
                self._dialogs.accounts()

    def _act_on_notice(self, act: NoticeAct) -> None:
        match act:
            case NoticeAct.RESUME:
                self._acts.pause_all(paused=False)
            case NoticeAct.RETRY_FOLDERS:
                self._acts.retry_folders()
            case NoticeAct.RENAME:
                self._banners.show_notice(Notice(RENAMES, None))
                self._dialogs.rename(self._misnamed)
            case NoticeAct.SHOW_AWAY:
                self.away_asked.emit()
            case NoticeAct.SHOW_UPDATE:
                self._dialogs.updates_asked.emit()
            case NoticeAct.QUIT:
                self.quit_asked.emit()
            case NoticeAct.SHOW_DIAGNOSTICS:
                self._dialogs.diagnostics()
            case NoticeAct.SET_INBOX:
                self._dialogs.settings("inbox")
            case NoticeAct.SHOW_FAILED:
                failed = Path(self._engine.settings().inbox) / "failed"
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(failed)))
            case _:
                assert_never(act)

    def _on_settings(self, change: tuple[Settings, Settings]) -> None:
        before, after = change
        if before.template != after.template:
            self._acts.start(self._offer_renames(), "files with former names")

    async def _offer_renames(self) -> None:
        self._misnamed, count = await self._folders.misnamed()
        if count:
            text = tr_n(
                "New files get the new names. {n} saved file keeps its old one.",
                "New files get the new names. {n} saved files keep their old ones.",
                count,
            )
            offer = tr_n("Rename {n} saved file…", "Rename {n} saved files…", count)
            self._banners.show_notice(Notice(RENAMES, text), [(offer, NoticeAct.RENAME)])
        else:
            self._banners.show_notice(Notice(RENAMES, None))
