"""Sounds: one alone, or the two songs of a task beside each other, equally loud, so that ears judge the music."""

from functools import partial
from typing import override

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.engine.daemon import in_daemon_thread
from desktop.qt.look import Look
from desktop.widgets.buttons import Button
from desktop.widgets.controls import Area, Ground, Hairline
from desktop.widgets.labels import tooltip
from desktop.widgets.previews.folding import timeline
from desktop.widgets.previews.item import Item, cover_of
from desktop.widgets.previews.player import Player
from desktop.widgets.previews.reading import read_picture
from desktop.widgets.previews.song import Song
from desktop.widgets.previews.stage import House, Key, Modifiers, Stage
from desktop.widgets.previews.transport import Loudness, PlayButton
from desktop.widgets.previews.video_stage import SKIP


class SoundStage(Stage):
    """Plays one sound of one or two; it begins when somebody wants it to."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        theme = house.theme
        self._turn = 0
        self._count = 0
        self._active = 0
        self.songs = (Song(theme, tr("A"), self._on_clicked), Song(theme, tr("B"), self._on_clicked))
        self.play = PlayButton(theme)
        self.switch = Button(theme, tr("Switch to B"))
        self.switch.setToolTip(tooltip(tr("Hear the other song from the same place (X, or A and B)")))
        self.equal = Button(theme, tr("Equal loudness"))
        self.equal.setCheckable(True)
        self.equal.setChecked(True)
        self.equal.setToolTip(tooltip(tr("Play the louder song as quietly as the other one (E)")))
        self.loudness = Loudness(theme, muted=False)
        self.play.clicked.connect(self.toggle)
        self.switch.clicked.connect(self.hear_other)
        self.equal.clicked.connect(self._apply)
        self.loudness.changed.connect(self._apply)
        for song in self.songs:
            song.wave.chosen.connect(partial(self._on_chosen, song))
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.house.theme
        cards = Area(theme, Ground.BACKGROUND)
        row = QHBoxLayout(cards)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(16)
        for song in self.songs:
            row.addWidget(song, 1)
        line = timeline(theme, room=290)
        line.fill((self.play, self.switch, self.equal), (self.loudness,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(cards, 1)
        column.addWidget(Hairline(theme))
        column.addWidget(line)

    @override
    def present(self, items: tuple[Item, ...], looks: tuple[Look | None, ...]) -> None:
        self.release()
        self._count = len(items)
        alone = self._count == 1
        for song, item, look in zip(self.songs, items, looks, strict=False):
            song.show_song(item, look, alone=alone)
            if not self._open(song, item):
                return
            if cover := cover_of(item, look):
                self.house.spawner.spawn(self._fetch_cover(self._turn, song, cover), name="cover")
        self.songs[1].setVisible(not alone)
        self.switch.setVisible(not alone)
        self.equal.setVisible(not alone and all(look is not None and look.loudness is not None for look in looks))
        names = [item.name for item in items]
        one = tr("Sound {name}", name=names[0])
        self.setAccessibleName(one if alone else tr("Songs {one} and {other}, beside each other", one=names[0], other=names[-1]))
        self._activate(0)

    def hear(self, place: int) -> None:
        """Hear a song of the two, from where the other one is, and go on playing if it plays."""
        if place == self._active or place >= self._count:
            return
        old, new = self.songs[self._active].player, self.songs[place].player
        playing = old is not None and old.playing
        if old is not None and new is not None:
            old.pause()
            new.seek(old.position)
            self._show_time(self.songs[place], old.position)
        self._activate(place)
        if playing and new is not None:
            new.play()
        self.selected.emit(place)

    def hear_other(self) -> None:
        """Hear the other song."""
        self.hear(1 - self._active)

    def toggle(self) -> None:
        """Play, or pause."""
        player = self.songs[self._active].player
        if player is not None:
            (player.pause if player.playing else player.play)()

    @override
    def release(self) -> None:
        self._turn += 1
        for song in self.songs:
            song.let_go()
        self.play.show_playing(playing=False)

    def _open(self, song: Song, item: Item) -> bool:
        try:
            player = Player(self, item.path, pictures=False)
        except ImportError:
            self.failed.emit(tr("Sound can't be played on this system: a part of it (libpulse) is missing. Use “Open with”."))
            return False
        song.player = player
        player.moved.connect(partial(self._show_time, song))
        player.lasted.connect(partial(self._on_lasted, song))
        player.played.connect(partial(self._on_played, song))
        player.failed.connect(self._on_failed)
        return True

    async def _fetch_cover(self, turn: int, song: Song, path: str) -> None:
        room = song.cover.size() * song.devicePixelRatioF()
        if not (await self.house.examiner.look(path, MediaKind.IMAGE)).ok:
            return
        picture = await in_daemon_thread("outtray-cover", partial(read_picture, path, room.expandedTo(song.cover.sizeHint() * 2)))
        if turn == self._turn:
            song.cover.show_poster(None if picture is None else picture.image, MediaKind.AUDIO)

    def _activate(self, place: int) -> None:
        self._active = place
        for number, song in enumerate(self.songs):
            song.set_active(active=number == place)
        self.switch.show_text(tr("Switch to {letter}", letter=self.songs[1 - place].letter))
        self._apply()

    def _apply(self, _change: object = None) -> None:
        """Put volume, silence and equal loudness in force: the louder one is made quieter, nothing is made louder."""
        shown = self.songs[: self._count]
        known = [song.loudness for song in shown if song.loudness is not None]
        equal = self.equal.isChecked() and len(known) == len(shown) > 1
        for song in shown:
            if song.player is not None:
                song.player.set_volume(self.loudness.level)
                song.player.set_muted(on=self.loudness.muted)
                song.player.set_gain(min(known) - song.loudness if equal and song.loudness is not None else 0.0)

    def _on_clicked(self, song: Song) -> None:
        self.hear(self.songs.index(song))

    def _on_chosen(self, song: Song, milliseconds: int) -> None:
        place = self.songs.index(song)
        if song.player is not None:
            if place != self._active:
                self.hear(place)
            song.player.seek(milliseconds / 1000)
            self._show_time(song, milliseconds / 1000)

    def _show_time(self, song: Song, seconds: float) -> None:
        song.wave.show_value(round(seconds * 1000))
        song.time.show_times(seconds, song.wave.maximum() / 1000)

    def _on_lasted(self, song: Song, seconds: float) -> None:
        if seconds > 0:
            song.wave.setRange(0, round(seconds * 1000))
            song.time.show_times(song.player.position if song.player is not None else 0.0, seconds)

    def _on_played(self, song: Song, playing: bool) -> None:  # noqa: FBT001 - a Qt slot
        if song is self.songs[self._active]:
            self.play.show_playing(playing=playing)

    def _on_failed(self) -> None:
        self.failed.emit(tr("This sound can't be played here."))

    def _skip(self, seconds: float) -> None:
        song = self.songs[self._active]
        if song.player is not None:
            self._on_chosen(song, max(0, round((song.player.position + seconds) * 1000)))

    @override
    def press(self, key: Key, modifiers: Modifiers) -> bool:
        if self.loudness.press(key, modifiers):
            return True
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        match key:
            case Qt.Key.Key_K | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.toggle()
            case Qt.Key.Key_J:
                self._skip(-SKIP)
            case Qt.Key.Key_L:
                self._skip(SKIP)
            case Qt.Key.Key_Left if shifted:
                self._skip(-SKIP)
            case Qt.Key.Key_Right if shifted:
                self._skip(SKIP)
            case Qt.Key.Key_A:
                self.hear(0)
            case Qt.Key.Key_B:
                self.hear(1)
            case Qt.Key.Key_X if self._count > 1:
                self.hear_other()
            case Qt.Key.Key_E if self._count > 1:
                self.equal.click()
            case _:
                return False
        return True
