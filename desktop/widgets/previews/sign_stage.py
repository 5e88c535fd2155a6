"""What can't be shown, or is not there yet: its poster or the sign of its kind, and why."""

from functools import partial
from typing import override

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.badge import badge_of
from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.domain.wording import detail_line
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.look import Look
from desktop.widgets.badge_label import BadgeLabel
from desktop.widgets.buttons import Button
from desktop.widgets.controls import Area, Ground
from desktop.widgets.labels import Ink, PlainLabel
from desktop.widgets.previews.item import Item, cover_of
from desktop.widgets.previews.reading import Picture, read_picture
from desktop.widgets.previews.song import Poster
from desktop.widgets.previews.stage import House, Stage


class SignStage(Stage):
    """Stands for something that is not shown."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        theme = house.theme
        self._turn = 0
        self._item: Item | None = None
        self.poster = Poster(theme, side=320)
        self.badge = BadgeLabel(theme)
        self.why = PlainLabel(theme, font=theme.fonts.body, ink=Ink.MUTED, wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.anyway = Button(theme, tr("Show it anyway"))
        self.elsewhere = Button(theme, tr("Open with…"))
        self.anyway.clicked.connect(self.agreed)
        self.elsewhere.clicked.connect(self.open_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.anyway)
        buttons.addWidget(self.elsewhere)
        buttons.addStretch(1)
        area = Area(theme, Ground.BACKGROUND)
        inner = QVBoxLayout(area)
        inner.setContentsMargins(32, 32, 32, 32)
        inner.setSpacing(12)
        inner.addStretch(1)
        inner.addWidget(self.poster, 8)
        inner.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self.why)
        inner.addLayout(buttons)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    @override
    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        self.show_why(items[0], looks[0])

    def show_why(self, item: Item, look: Look | None, why: str = "", *, consent: bool = False, waiting: bool = False) -> None:
        """Show what stands for `item` and the sentence `why`; with `consent` a button to see it nevertheless.

        With `waiting` nothing is wrong: it is being looked at.
        """
        if item != self._item:
            self.release()
        self._item = item
        unsaved = item.file is None
        self.badge.setVisible(unsaved)
        self.badge.show_badge(badge_of(item.task))
        self.anyway.setVisible(consent)
        self.elsewhere.setVisible(not unsaved and not waiting)
        self._say(why or (detail_line(item.task, self.house.now()) if unsaved else ""))
        if not self.poster.shows_picture:
            self.poster.show_poster(None, item.kind)
            if cover := cover_of(item, look):
                self.house.spawner.spawn(self._fetch(self._turn, cover), name="poster")

    def tick(self) -> None:
        """Follow the clock: an unsaved task's line may count."""
        if self._item is not None and self._item.file is None and self.isVisible():
            self._say(detail_line(self._item.task, self.house.now()))

    def _say(self, why: str) -> None:
        if self.why.text() != why:
            self.why.setText(why)
        self.why.setVisible(bool(why))
        self.setAccessibleName(why or tr("No preview"))

    @override
    def release(self) -> None:
        self._turn += 1
        self._item = None
        self.poster.show_poster(None, self.poster_kind)

    @property
    def poster_kind(self) -> MediaKind:
        """The kind whose sign is shown without a picture."""
        return self._item.kind if self._item is not None else MediaKind.OTHER

    async def _fetch(self, turn: int, path: str) -> None:
        picture: Picture | None = await in_daemon_thread("outtray-poster", partial(read_picture, path, QSize(1024, 1024)))
        if turn == self._turn and self._item is not None:
            self.poster.show_poster(None if picture is None else picture.image, self._item.kind)
