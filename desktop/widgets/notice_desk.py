"""The notices over the list: which are shown, and what their buttons do; also the window's own offers."""

from PySide6.QtCore import QObject

from desktop.domain.events import Notice
from desktop.domain.problem import Action
from desktop.domain.settings import Settings
from desktop.domain.wording import count_words
from desktop.engine.ports import EngineApi
from desktop.qt.bridge import EngineBridge
from desktop.widgets.acts import Acts
from desktop.widgets.banner import RENAMES, BannerStack, NoticeAct
from desktop.widgets.dialog_desk import DialogDesk
from desktop.widgets.folder_acts import FolderActs


class NoticeDesk(QObject):
    """Connects the banners with what they offer."""

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
        banners.acted.connect(self._act)
        dialogs.settings_changed.connect(self._on_settings)

    @property
    def all_paused(self) -> bool:
        """Whether checking and saving are paused altogether."""
        return self._engine.settings().paused

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, or take it away."""
        self._banners.show_notice(notice)

    def pause_or_resume(self) -> None:
        """Pause everything, or let it go on where it is paused."""
        self._acts.pause_all(paused=not self.all_paused)

    def _act(self, act: Action | NoticeAct) -> None:
        match act:
            case NoticeAct.RESUME:
                self._acts.pause_all(paused=False)
            case NoticeAct.RETRY_FOLDERS:
                self._acts.retry_folders()
            case NoticeAct.RENAME:
                self._banners.show_notice(Notice(RENAMES, None))
                self._dialogs.rename(self._misnamed)
            case Action.CHOOSE_FOLDER:
                self._dialogs.settings("saving")
            case Action.CHECK_NOW:
                self._acts.check_all()
            case Action.SAVE_AGAIN:
                self._acts.save_all()
            case _:
                self._dialogs.accounts()

    def _on_settings(self, change: tuple[Settings, Settings]) -> None:
        before, after = change
        if before.template != after.template:
            self._acts.start(self._offer_renames(), "files with former names")

    async def _offer_renames(self) -> None:
        self._misnamed, count = await self._folders.misnamed()
        if count:
            files = count_words(count, "saved file")
            keeps = "keeps its old one" if count == 1 else "keep their old ones"
            text = f"New files get the new names. {files} {keeps}."
            self._banners.show_notice(Notice(RENAMES, text), [(f"Rename {files}…", NoticeAct.RENAME)])
        else:
            self._banners.show_notice(Notice(RENAMES, None))
