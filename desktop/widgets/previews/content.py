"""The middle of the quick view: each file by the stage for its kind, opened only after a helper process has looked into it."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.domain.wording import size_words
from desktop.qt.look import LARGE_BYTES, Look
from desktop.widgets.previews.item import Item, Way, facts_of, songs_of, way_of
from desktop.widgets.previews.sign_stage import SignStage
from desktop.widgets.previews.stage import House, Stage
from desktop.widgets.previews.stages import make_stage

_EXAMINED = frozenset({Way.PICTURE, Way.VIDEO, Way.SOUND, Way.MODEL})
"""Ways that open a file in the window only after a helper process opened it without harm."""

_STILL_MS = 150
"""How long a picture stays while the next one is looked at, which mostly was done before."""


class Examines(Protocol):
    """Looks into a file outside this process; :class:`desktop.qt.examiner.Examiner` does."""

    async def look(self, path: str, kind: MediaKind, *, side: int = 512, stamp: str = "", large: bool = False) -> Look:
        """Return what is in the file."""
        ...

    async def empty(self) -> int:
        """Forget all that was found, and its pictures; return how many bytes that freed on the disk."""
        ...

    def poster(self, path: str, kind: MediaKind, stamp: str) -> str | None:
        """Return the path of the picture that is kept of a file. Reads the disk: call it in a worker thread."""
        ...


class Content(QStackedWidget):
    """Shows one item at a time.

    `facts_found` carries the line of what is known of it, whenever more is; `staged` the tools of the stage that came forward.
    `compare_asked` and `open_asked` are the stages' own wishes. `turned` carries the item that a stage turned to by itself.
    """

    facts_found = Signal(str)
    staged = Signal(object)
    compare_asked = Signal()
    open_asked = Signal()
    turned = Signal(object)
    _looked = Signal(object)

    def __init__(self, house: House, examiner: Examines) -> None:
        super().__init__()
        self._house = house
        self._examiner = examiner
        self._item: Item | None = None
        self._siblings: tuple[Item, ...] = ()
        self._beside: Item | None = None
        self._look_found: Look | None = None
        self._pair: tuple[tuple[Item, Look], ...] = ()
        self._measured = (0, 0)
        self._turn = 0
        self._looking: asyncio.Task[None] | None = None
        self._stages: dict[Way, Stage] = {}
        self.stage: Stage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)

    def prepare(self, way: Way) -> None:
        """Load what showing in this way needs, which is best done before the window is seen."""
        self._stage_for(way).prepare()

    def show_item(self, item: Item, siblings: Sequence[Item], beside: Item | None = None) -> None:
        """Show `item`, one of the `siblings` its task has; a picture beside another one where `beside` is given."""
        if self._turn_to(item):
            return
        self._end_look()
        self._item = item
        self._siblings = tuple(siblings)
        self._beside = beside
        self._look_found = None
        self._measured = (0, 0)
        self._tell_facts()
        self._begin(item, large=False)

    def _turn_to(self, item: Item) -> bool:
        """Turn to `item` where it is one of two songs that stand beside each other already; return whether that was enough."""
        places = [place for place, (shown, _) in enumerate(self._pair) if shown == item]
        if not places or self.stage is not self._stages.get(Way.SOUND, self):
            return False
        self._hear(places[0])
        return True

    def show_beside(self, beside: Item | None) -> None:
        """Compare the picture shown with another one, or no longer."""
        self._beside = beside
        if self._item is None or self.stage is not self._stages.get(Way.PICTURE, self):
            return
        self._end_look()
        if beside is None:
            self._forward(Way.PICTURE, (self._item,), (self._look_found,))
        else:
            self._begin(self._item, large=False)

    def follow(self, item: Item) -> None:
        """Take a newer record of what is shown; nothing is opened again."""
        self._item = item
        if isinstance(self.stage, SignStage) and item.file is None:
            self.stage.show_why(item, None)

    def tick(self) -> None:
        """Follow the clock."""
        if isinstance(self.stage, SignStage):
            self.stage.tick()

    def let_go(self) -> None:
        """Stop what plays, close what is open, and keep no stage."""
        self._end_look()
        self._item = None
        self.stage = None
        self.staged.emit(())
        for stage in self._stages.values():
            stage.release()
            self.removeWidget(stage)
            for widget in (stage, *stage.tools()):
                widget.hide()
                widget.deleteLater()
        self._stages.clear()

    # -- how it is shown -------------------------------------------------------------------------------------------

    def _begin(self, item: Item, *, large: bool) -> None:
        way = way_of(item)
        if self._house.theme.client_safe and way is Way.TEXT and item.file is None:
            self._show_why(tr("Words are hidden while client-safe mode is on."))
        elif way is Way.SIGN:
            self._show_why("" if item.file is None else tr("There is no preview of this kind of file."))
            if item.file is not None:
                self._look((item,), large=False)
        elif way is Way.PICTURE and item.file is not None and (item.file.size or 0) > LARGE_BYTES and not large:
            self._ask(None)
        elif way is Way.PICTURE:
            if self.stage is self._stages.get(Way.PICTURE, self):
                QTimer.singleShot(_STILL_MS, self, partial(self._still_looking, self._turn))
            else:
                self._show_looking()
            self._look(self._pictures(item), large=large)
        elif way in _EXAMINED:
            self._show_looking()
            self._look(songs_of(item, self._siblings) if way is Way.SOUND else (item,), large=large)
        else:
            self._forward(way, (item,), (None,))

    def _show_looking(self) -> None:
        self._show_why(tr("Looking at the file…"), waiting=True)

    def _still_looking(self, turn: int) -> None:
        if turn == self._turn and self._item is not None and self._look_found is None:
            self._show_looking()

    def _pictures(self, item: Item) -> tuple[Item, ...]:
        return (item, self._beside) if self._beside is not None and self._beside.path != item.path else (item,)

    def _look(self, items: tuple[Item, ...], *, large: bool) -> None:
        self._looking = self._house.spawner.spawn(self._look_into(self._turn, items, large=large), name="look into a file")

    async def _look_into(self, turn: int, items: tuple[Item, ...], *, large: bool) -> None:
        looks = await asyncio.gather(*(self._examiner.look(i.path, i.kind, stamp=i.stamp, large=large) for i in items))
        self._looked.emit((turn, items, tuple(looks)))  # a player must be made in a slot, not in a coroutine

    def _end_look(self) -> None:
        self._turn += 1
        self._pair = ()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _on_looked(self, found: tuple[int, tuple[Item, ...], tuple[Look, ...]]) -> None:
        turn, items, looks = found
        if turn != self._turn or self._item is None:
            return
        place = next((n for n, each in enumerate(items) if each.path == self._item.path), 0)
        look = looks[place]
        self._look_found = look
        self._tell_facts()
        if look.needs_consent:
            self._ask(look)
        elif way_of(self._item) is Way.SIGN:
            self._show_why(look.sentence or tr("There is no preview of this kind of file."), look)
        elif not look.ok:
            self._show_why(look.sentence or tr("This file can't be shown."), look)
        elif all(each.ok for each in looks):
            self._forward(way_of(self._item), items, looks)
            self._pair = tuple(zip(items, looks, strict=True))
            self._hear(place)
        else:
            self._forward(way_of(self._item), (self._item,), (look,))

    def _on_selected(self, place: int) -> None:
        if place < len(self._pair):
            self._item, self._look_found = self._pair[place]
            self._tell_facts()
            self.turned.emit(self._item)

    def _hear(self, place: int) -> None:
        """Let the song that was chosen be the one heard."""
        from desktop.widgets.previews.sound_stage import SoundStage

        if isinstance(self.stage, SoundStage):
            self.stage.hear(place)

    def _forward(self, way: Way, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        """Bring the stage for `way` forward and give it `items`."""
        stage = self._stage_for(way)
        if self.stage is not stage:
            focused = self.stage is None or self.stage.hasFocus() or self.window().focusWidget() is None
            if self.stage is not None:
                self.stage.release()
            self.stage = stage
            self.setCurrentWidget(stage)
            self.staged.emit(stage.tools())
            if focused:
                stage.setFocus(Qt.FocusReason.OtherFocusReason)
        stage.present(items, looks)

    def _stage_for(self, way: Way) -> Stage:
        if way not in self._stages:
            stage = make_stage(way, self._house)
            stage.failed.connect(partial(self._on_failed, way))
            stage.measured.connect(self._on_measured)
            stage.compare_asked.connect(self.compare_asked)
            stage.open_asked.connect(self.open_asked)
            stage.agreed.connect(self._on_agreed)
            stage.selected.connect(self._on_selected)
            self._stages[way] = stage
            self.addWidget(stage)
        return self._stages[way]

    def _show_why(self, why: str, look: Look | None = None, *, consent: bool = False, waiting: bool = False) -> None:
        item = self._item
        assert item is not None
        self._forward(Way.SIGN, (item,), (look,))
        sign = self._stages[Way.SIGN]
        assert isinstance(sign, SignStage)
        sign.show_why(item, look, why, consent=consent, waiting=waiting)

    def _ask(self, look: Look | None) -> None:
        file = self._item.file if self._item is not None else None
        if file is not None and file.size is not None:
            self._show_why(tr("This file is {size}. Show it anyway?", size=size_words(file.size)), look, consent=True)
        else:
            self._show_why(tr("This file is very large. Show it anyway?"), look, consent=True)

    def _tell_facts(self) -> None:
        if self._item is not None:
            width, height = self._measured
            self.facts_found.emit(facts_of(self._item, self._look_found, width=width, height=height))

    def _on_failed(self, way: Way, sentence: str) -> None:
        if self.stage is self._stages.get(way):
            QTimer.singleShot(0, self, partial(self._fail, self._turn, sentence))  # not in the middle of what failed

    def _fail(self, turn: int, sentence: str) -> None:
        if turn == self._turn and self._item is not None:
            self._show_why(sentence, self._look_found)

    def _on_measured(self, size: tuple[int, int]) -> None:
        self._measured = size
        self._tell_facts()

    def _on_agreed(self) -> None:
        if self._item is not None:
            self._begin(self._item, large=True)
