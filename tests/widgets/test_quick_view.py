"""The quick view over real samples: what it shows, where its keys lead, and that nothing it does holds up the window."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import override

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.domain.settings import Scheme
from desktop.domain.status import Badge, FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from desktop.qt.look import Look
from desktop.qt.loop import loop_factory
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.storage.paths import resources
from desktop.widgets.previews.item import Way, cover_of, facts_of, first_of, items_of, songs_of, way_of
from desktop.widgets.previews.picture_stage import PictureStage
from desktop.widgets.previews.quick_view import QuickView
from desktop.widgets.previews.sign_stage import SignStage
from desktop.widgets.previews.sound_stage import SoundStage
from desktop.widgets.previews.text_stage import TextStage
from desktop.widgets.previews.video_stage import VideoStage
from tests.fakes.examiner import BlindExaminer
from tests.fakes.tasks import NOW, badge_tasks, plain_task

SAMPLES = resources() / "samples"
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

SAID_BY_QT = (
    "Couldn't (load|resolve)|HW decoder|pipewire|Immediate exit|raise\\(\\)|multimedia|PulseAudio|audio device|RHI|"
    "requestActivate|propagateSizeHints"
)
"""What Qt says on a machine without screen, sound and graphics."""

pytestmark = pytest.mark.qt_log_ignore(SAID_BY_QT)


def saved(part: str, name: str | Path, kind: MediaKind, **more: object) -> ResultFile:
    path = SAMPLES / name
    file = ResultFile(part=part, name=path.name, kind=kind, state=FileState.SAVED, path=str(path), sha256=str(path))
    return replace(file, size=path.stat().st_size if path.exists() else None, **more)  # type: ignore[arg-type]  # fields of ResultFile


def task(number: int, kind: MediaKind, *files: ResultFile, title: str = "") -> Task:
    return replace(plain_task(number, title=title), kind=kind, files=files)


def pictures(number: int, *names: str) -> Task:
    return task(number, MediaKind.IMAGE, *(saved(str(n), name, MediaKind.IMAGE) for n, name in enumerate(names, 1)))


def compares(shown: PictureStage) -> bool:
    return shown.canvas.comparing


def songs(number: int) -> Task:
    both = (saved("audio-1", "bells.mp3", MediaKind.AUDIO), saved("audio-2", "chord.mp3", MediaKind.AUDIO))
    covers = (saved("cover-1", "cover-dusk.jpg", MediaKind.IMAGE), saved("cover-2", "cover-tide.jpg", MediaKind.IMAGE))
    return task(number, MediaKind.AUDIO, *both, *covers, title="Midnight")


def film(number: int) -> Task:
    return task(number, MediaKind.VIDEO, saved("1", "tide.mp4", MediaKind.VIDEO))


class StubExaminer(BlindExaminer):
    """Answers as told, by the name of the file; `asked` are the paths it was asked for, `large` those the user agreed to."""

    def __init__(self) -> None:
        super().__init__()
        self.large: list[str] = []
        self.looks: dict[str, Look] = {
            "tide.mp4": Look(ok=True, width=640, height=360, seconds=1.5, frame_rate=24.0),
            "bells.mp3": Look(ok=True, seconds=4.5, waveform=(0.2, 0.9, 0.4), loudness=-14.0),
            "chord.mp3": Look(ok=True, seconds=4.0, waveform=(0.5, 0.5), loudness=-20.0),
            "cup.glb": Look(ok=True, triangles=1200),
        }
        self.gate: asyncio.Event | None = None

    @override
    async def look(self, path: str, kind: MediaKind, *, side: int = 512, stamp: str = "", large: bool = False) -> Look:
        name = Path(path).name
        self.asked.append(name)
        if large:
            self.large.append(name)
        if self.gate is not None:
            await self.gate.wait()
        look = self.looks.get(name, Look(ok=kind is MediaKind.IMAGE))
        return replace(look, ok=True, needs_consent=False) if large else look


@dataclass
class Stage:
    """A quick view over a window with a list, and what was heard from it."""

    app: QApplication
    theme: Theme
    thumbnails: Thumbnails
    examiner: StubExaminer
    host: QWidget
    listed: QLineEdit
    errors: list[BaseException]
    opened: list[str]
    moves: list[int]
    left: list[str]
    view: QuickView
    spawner: Spawner

    def run(self, story: Callable[[], Coroutine[object, object, None]], within: float = 20) -> None:
        async def whole() -> None:
            self.spawner = Spawner(lambda _name, error: self.errors.append(error))
            self.view = QuickView(
                self.theme,
                self.examiner,
                self.thumbnails,
                self.spawner,
                open_with=lambda path, _anchor: self.opened.append(Path(path).name),
                now=lambda: NOW,
                parent=self.host,
            )
            self.view.moved.connect(self.moves.append)
            self.view.left.connect(self._on_left)
            try:
                await asyncio.wait_for(story(), within)
            finally:
                self.view.close()
                await self.spawner.close(2)
                self.view.deleteLater()
                self.app.sendPostedEvents()
            assert self.errors == []

        with asyncio.Runner(loop_factory=loop_factory(self.app)) as runner:
            runner.run(whole())

    def _on_left(self) -> None:
        self.left.append("left")
        self.listed.setFocus()

    async def until(self, condition: Callable[[], object]) -> None:
        while not condition():
            assert self.errors == []
            await asyncio.sleep(0.002)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        focused: QWidget | None = self.view.focusWidget()
        QTest.keyClick(self.view if focused is None else focused, key, modifiers)

    async def picture(self) -> PictureStage:
        await self.until(lambda: isinstance(self.view.stage, PictureStage) and self.view.stage.canvas.picture() is not None)
        assert isinstance(self.view.stage, PictureStage)
        return self.view.stage

    async def sign(self, sentence: str) -> SignStage:
        await self.until(lambda: isinstance(self.view.stage, SignStage) and self.view.stage.why.text() == sentence)
        assert isinstance(self.view.stage, SignStage)
        return self.view.stage


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    theme, thumbnails, host = Theme(qapp, Scheme.LIGHT), Thumbnails(), QWidget()
    listed = QLineEdit(host)
    host.resize(1000, 700)
    host.show()
    made = Stage(
        qapp, theme, thumbnails, StubExaminer(), host, listed, [], [], [], [], None, None  # type: ignore[arg-type]  # made by run
    )  # fmt: skip
    yield made
    host.close()
    host.deleteLater()
    thumbnails.close()
    qapp.sendPostedEvents()


# -- what is shown ---------------------------------------------------------------------------------------------------


def test_a_task_without_a_saved_file_shows_its_badge_and_line(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([badge_tasks()[Badge.FINISHED_NOT_SAVED]])
        sign = await stage.sign("Gone in 4 min")
        assert sign.badge.badge is Badge.FINISHED_NOT_SAVED
        assert not sign.elsewhere.isVisible()
        assert not stage.view.foot.reveal.isVisible()

    stage.run(story)


def test_the_head_tells_name_size_and_place(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([pictures(1, "city.png", "dusk.png")])
        await stage.picture()
        await stage.until(lambda: "×" in stage.view.head.facts.text())
        place, name, pixels, size = stage.view.head.facts.text().split(" · ")
        assert (place, name) == ("1 of 2", "city.png")
        image = QImage(str(SAMPLES / "city.png"))
        assert pixels == f"{image.width()} × {image.height()}"
        assert size.endswith("KB")
        assert stage.view.accessibleName() == "Quick view: Picture 1"

    stage.run(story)


def test_numbers_and_ctrl_arrows_choose_among_the_files(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "city.png", "dusk.png", "reef.jpg")])
        await stage.picture()
        assert [tile.isChecked() for tile in view.strip.tiles] == [True, False, False]
        stage.key(Qt.Key.Key_3)
        assert view.item is not None
        assert view.item.name == "reef.jpg"
        stage.key(Qt.Key.Key_Right, CTRL)
        assert view.item.name == "city.png"
        stage.key(Qt.Key.Key_Left, CTRL)
        assert view.item.name == "reef.jpg"
        view.strip.tiles[1].click()
        assert view.item.name == "dusk.png"
        assert stage.moves == []

    stage.run(story)


def test_arrows_ask_the_list_to_go_on_and_the_view_follows_it(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "city.png")])
        await stage.picture()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
            stage.key(key)
        assert stage.moves == [1, 1, -1, -1]
        view.follow_all([pictures(2, "dusk.png")])
        assert view.task is not None
        assert view.task.id == 2
        view.follow_all([])
        assert view.task.id == 2

    stage.run(story)


def test_right_to_left_turns_the_arrows_round(stage: Stage) -> None:
    async def story() -> None:
        stage.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        stage.view.show_tasks([pictures(1, "city.png")])
        await stage.picture()
        stage.key(Qt.Key.Key_Right)
        stage.key(Qt.Key.Key_Left)
        assert stage.moves == [-1, 1]

    stage.run(story)


def test_several_tasks_are_walked_without_touching_the_list(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "city.png"), pictures(2, "dusk.png"), pictures(3, "reef.jpg")])
        await stage.picture()
        stage.key(Qt.Key.Key_Right)
        assert view.task is not None
        assert view.task.id == 2
        for _ in range(3):
            stage.key(Qt.Key.Key_Right)
        assert view.task.id == 3
        assert stage.moves == []

    stage.run(story)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_space_and_escape_close_and_give_the_keyboard_back(stage: Stage, key: Qt.Key) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "city.png")])
        await stage.picture()
        assert not view.isModal()
        view.foot.reveal.setFocus()
        stage.key(key)
        assert not view.isVisible()
        assert stage.left == ["left"]
        assert stage.host.focusWidget() is stage.listed
        view.follow_all([pictures(2, "dusk.png")])
        assert not view.isVisible()

    stage.run(story)


def test_a_newer_record_changes_only_what_it_changes(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        one = pictures(1, "city.png")
        view.show_tasks([one])
        shown = await stage.picture()
        before = shown.canvas.picture()
        view.follow(replace(one, title="Renamed"))
        assert view.head.title.text() == "Renamed"
        assert shown.canvas.picture() is before
        view.follow(replace(one, files=(*one.files, saved("2", "dusk.png", MediaKind.IMAGE))))
        assert len(view.strip.tiles) == 2

    stage.run(story)


def test_a_record_that_gets_its_file_shows_it(stage: Stage) -> None:
    async def story() -> None:
        unsaved = replace(pictures(1, "city.png"), files=())
        stage.view.show_tasks([unsaved])
        assert isinstance(stage.view.stage, SignStage)
        stage.view.follow(pictures(1, "city.png"))
        await stage.picture()

    stage.run(story)


def test_closing_lets_everything_go(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([film(1)])
        await stage.until(lambda: isinstance(view.stage, VideoStage) and view.stage.screen_area.shows)
        shown = view.stage
        assert isinstance(shown, VideoStage)
        player = shown.player
        view.close()
        await stage.until(lambda: not isValid(shown) and not isValid(player))
        assert view.content.count() == 0
        assert view.strip.tiles == ()

    stage.run(story)


def test_client_safe_hides_titles_made_of_prompts_and_names(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        secret = replace(pictures(1, "city.png", "dusk.png"), title="", prompt="A secret city")
        view.show_tasks([secret])
        await stage.picture()
        assert "secret" in view.head.title.text()
        stage.theme.show(replace(stage.theme.appearance, client_safe=True))
        assert "secret" not in view.head.title.text() + view.windowTitle() + view.accessibleName()
        assert "city" not in view.head.facts.text()
        assert "city" not in view.strip.tiles[0].accessibleName()

    try:
        stage.run(story)
    finally:
        stage.theme.show(replace(stage.theme.appearance, client_safe=False))


def test_a_picture_is_opened_in_the_window_only_after_the_helper_opened_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr("desktop.widgets.previews.picture_stage.read_picture", lambda path, _room: read.append(path))

    async def story() -> None:
        stage.examiner.looks["dusk.png"] = Look(ok=False, sentence="The picture is damaged.")
        stage.view.show_tasks([pictures(1, "dusk.png", "city.png")])
        await stage.sign("The picture is damaged.")
        assert read == []
        stage.key(Qt.Key.Key_2)
        await stage.until(lambda: read)
        assert {Path(path).name for path in read} == {"city.png"}
        assert stage.examiner.asked[:2] == ["dusk.png", "city.png"]

    stage.run(story)


def test_a_cover_is_opened_in_the_window_only_after_the_helper_opened_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr("desktop.widgets.previews.sound_stage.read_picture", lambda path, _room: read.append(path))

    async def story() -> None:
        stage.examiner.looks["cover-dusk.jpg"] = Look(ok=False)
        stage.view.show_tasks([songs(1)])
        await stage.until(lambda: read)
        assert "cover-dusk.jpg" in stage.examiner.asked
        assert {Path(path).name for path in read} == {"cover-tide.jpg"}

    stage.run(story)


def test_other_files_offer_other_programs(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "lamp.fbx").write_bytes(b"Kaydara FBX Binary")

    async def story() -> None:
        model = saved("model", tmp_path / "lamp.fbx", MediaKind.MODEL)
        stage.view.show_tasks([task(1, MediaKind.MODEL, model, saved("rendered", "lamp.webp", MediaKind.IMAGE))])
        sign = await stage.sign("There is no preview of this kind of file.")
        await stage.until(lambda: sign.poster.shows_picture)
        sign.elsewhere.click()
        stage.view.foot.open_with.click()
        assert stage.opened == ["lamp.fbx", "lamp.fbx"]

    stage.run(story)


def test_texts_are_shown_up_to_their_limit(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("<b>verse</b>\n" * 40_000, encoding="utf-8")

    async def story() -> None:
        stage.view.show_tasks([task(1, MediaKind.TEXT, saved("1", tmp_path / "long.txt", MediaKind.TEXT))])
        await stage.until(lambda: isinstance(stage.view.stage, TextStage) and stage.view.stage.text.toPlainText())
        shown = stage.view.stage
        assert isinstance(shown, TextStage)
        assert shown.text.toPlainText().startswith("<b>verse</b>\n")
        assert len(shown.text.toPlainText()) == 200_000
        assert shown.note.isVisible()

    stage.run(story)


def test_an_answer_in_words_is_shown(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([replace(plain_task(1), files=(), text_result="1. A lighthouse")])
        assert isinstance(stage.view.stage, TextStage)
        assert stage.view.stage.text.toPlainText() == "1. A lighthouse"

    stage.run(story)


# -- pictures --------------------------------------------------------------------------------------------------------


def big_picture(path: Path) -> Path:
    image = QImage(4096, 4096, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 90, 40, 255))
    for y in range(0, 4096, 8):
        for x in range(0, 4096, 512):
            image.setPixelColor(x, y, QColor(x % 255, y % 255, 90, 120))
    assert image.save(str(path))
    return path


def test_a_large_picture_never_holds_up_the_window(stage: Stage, tmp_path: Path) -> None:
    big = big_picture(tmp_path / "big.png")
    worst: list[float] = []

    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "city.png")])
        await stage.picture()
        ticker = QTimer(stage.host, interval=1)
        ticker.setTimerType(Qt.TimerType.PreciseTimer)
        last = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            worst.append(now - last[0])
            last[0] = now

        ticker.timeout.connect(tick)
        ticker.start()
        last[0] = time.perf_counter()
        view.show_tasks([task(2, MediaKind.IMAGE, saved("1", big, MediaKind.IMAGE))])
        shown = view.stage
        assert isinstance(shown, PictureStage)
        await stage.until(lambda: (found := shown.canvas.picture()) is not None and found.size == QSize(4096, 4096))
        stage.key(Qt.Key.Key_Z)
        await stage.until(lambda: (found := shown.canvas.picture()) is not None and found.whole)
        for _ in range(5):
            stage.key(Qt.Key.Key_Left, SHIFT)
            await asyncio.sleep(0)
        ticker.stop()

    stage.run(story)
    assert max(worst) < 0.050, f"{max(worst) * 1000:.0f} ms"


def test_pictures_are_read_no_larger_than_they_are_looked_at(stage: Stage, tmp_path: Path) -> None:
    big = big_picture(tmp_path / "big.png")

    async def story() -> None:
        stage.view.show_tasks([task(2, MediaKind.IMAGE, saved("1", big, MediaKind.IMAGE))])
        shown = await stage.picture()
        found = shown.canvas.picture()
        assert found is not None
        assert found.image.width() <= shown.canvas.width()
        assert stage.view.head.facts.text().split(" · ")[1] == "4096 × 4096"

    stage.run(story)


def test_keys_and_wheel_zoom_and_fit(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([pictures(1, "citrus.webp")])
        canvas = (await stage.picture()).canvas
        fitted = canvas.zoom()
        assert canvas.fitted
        stage.key(Qt.Key.Key_Plus)
        assert canvas.zoom() == pytest.approx(fitted * 1.25)
        stage.key(Qt.Key.Key_Minus)
        stage.key(Qt.Key.Key_Z)
        assert canvas.fitted
        stage.key(Qt.Key.Key_Z)
        assert canvas.zoom() == 1.0
        at = QPointF(200, 150)
        wheel = QWheelEvent(
            at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
        )  # fmt: skip
        QApplication.sendEvent(canvas, wheel)
        assert canvas.zoom() > 1.0
        stage.key(Qt.Key.Key_0)
        assert canvas.fitted

    stage.run(story)


def test_what_is_clear_shows_the_squares(stage: Stage, tmp_path: Path) -> None:
    clear = QImage(400, 300, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    assert clear.save(str(tmp_path / "clear.png"))

    async def story() -> None:
        stage.view.show_tasks([task(1, MediaKind.IMAGE, saved("1", tmp_path / "clear.png", MediaKind.IMAGE))])
        canvas = (await stage.picture()).canvas
        seen = canvas.grab().toImage()
        middle = QPoint(canvas.width() // 2 // 20 * 20 + 4, canvas.height() // 2 // 20 * 20 + 4)
        assert seen.pixelColor(middle) != seen.pixelColor(middle + QPoint(10, 0))

    stage.run(story)


def test_two_selected_pictures_are_compared(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "reef.jpg"), pictures(2, "lamp.webp")])
        shown = await stage.picture()
        await stage.until(lambda: shown.canvas.picture(1) is not None)
        canvas = shown.canvas
        assert canvas.comparing
        right = QPoint(canvas.width() // 2 + 60, canvas.height() // 2)
        left = QPoint(canvas.width() // 2 - 60, canvas.height() // 2)
        seen = canvas.grab().toImage()
        QTest.keyPress(view, Qt.Key.Key_X)
        flipped = canvas.grab().toImage()
        assert flipped.pixelColor(left) != seen.pixelColor(left)
        assert flipped.pixelColor(right) == seen.pixelColor(right)
        QTest.keyRelease(view, Qt.Key.Key_X)
        assert canvas.grab().toImage().pixelColor(left) == seen.pixelColor(left)
        middle = QPoint(canvas.width() // 2, 100)
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, NONE, middle)
        QTest.mouseMove(canvas, middle - QPoint(100, 0))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, NONE, middle - QPoint(100, 0))
        assert canvas.divider == pytest.approx((canvas.width() // 2 - 100) / canvas.width(), abs=0.01)

    stage.run(story)


def test_compare_takes_the_picture_looked_at_last(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([pictures(1, "reef.jpg", "dusk.png")])
        shown = await stage.picture()
        stage.key(Qt.Key.Key_C)
        assert not compares(shown)
        stage.key(Qt.Key.Key_2)
        stage.key(Qt.Key.Key_C)
        await stage.until(lambda: compares(shown))
        assert shown.compare_button.isChecked()
        assert "reef.jpg" in shown.accessibleName()
        stage.key(Qt.Key.Key_C)
        assert not compares(shown)

    stage.run(story)


def test_what_is_no_picture_says_so(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"<html>")

    async def story() -> None:
        stage.view.show_tasks([task(1, MediaKind.IMAGE, saved("1", tmp_path / "bad.png", MediaKind.IMAGE))])
        await stage.sign("This picture can't be shown here.")

    stage.run(story)


# -- what plays ------------------------------------------------------------------------------------------------------


def test_nothing_plays_before_the_helper_looked(stage: Stage) -> None:
    async def story() -> None:
        stage.examiner.gate = asyncio.Event()
        stage.view.show_tasks([film(1)])
        await stage.until(lambda: stage.examiner.asked == ["tide.mp4"])
        assert isinstance(stage.view.stage, SignStage)
        stage.examiner.gate.set()
        await stage.until(lambda: isinstance(stage.view.stage, VideoStage))

    stage.run(story)


def test_what_the_helper_refuses_stays_closed_with_its_sentence(stage: Stage) -> None:
    stage.examiner.looks["tide.mp4"] = Look(ok=False, sentence="This video file cannot be read.")

    async def story() -> None:
        stage.view.show_tasks([film(1)])
        await stage.sign("This video file cannot be read.")

    stage.run(story)


def test_a_look_that_comes_late_changes_nothing(stage: Stage) -> None:
    async def story() -> None:
        stage.examiner.gate = asyncio.Event()
        stage.view.show_tasks([film(1)])
        await stage.until(lambda: stage.examiner.asked)
        content, late = stage.view.content, items_of(film(1))
        turn = content._turn
        stage.view.show_tasks([pictures(2, "city.png")])
        stage.examiner.gate.set()
        content._looked.emit((turn, late, (Look(ok=False, sentence="Too late."),)))
        stage.app.sendPostedEvents()
        await stage.picture()
        assert isinstance(stage.view.stage, PictureStage)

    stage.run(story)


def test_a_large_file_is_opened_only_when_the_user_agrees(stage: Stage) -> None:
    stage.examiner.looks["tide.mp4"] = Look(ok=False, needs_consent=True)

    async def story() -> None:
        small = film(1)
        big = replace(small, files=(replace(small.files[0], size=240_000_000),))
        stage.view.show_tasks([big])
        sign = await stage.sign("This file is 240 MB. Show it anyway?")
        assert stage.examiner.large == []
        sign.anyway.click()
        await stage.until(lambda: isinstance(stage.view.stage, VideoStage))
        assert stage.examiner.large == ["tide.mp4"]

    stage.run(story)


def test_a_film_runs_silently_loops_and_steps_by_frames(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([film(1)])
        await stage.until(lambda: isinstance(stage.view.stage, VideoStage) and stage.view.stage.screen_area.shows)
        shown = stage.view.stage
        assert isinstance(shown, VideoStage)
        assert shown.player is not None
        assert shown.loudness.muted
        assert shown.loop.isChecked()
        await stage.until(lambda: shown.player is not None and shown.player.position > 0.2)
        stage.key(Qt.Key.Key_K)
        await stage.until(lambda: shown.player is not None and not shown.player.playing)
        await asyncio.sleep(0.1)
        begin = shown._span[0]
        stage.key(Qt.Key.Key_Period)
        await stage.until(lambda: shown._span[0] > begin)
        assert shown._span[0] - begin == pytest.approx(1 / 24, abs=0.005)
        stage.key(Qt.Key.Key_Comma)
        await stage.until(lambda: shown._span[0] == begin)
        shown.slider.chosen.emit(1000)
        await stage.until(lambda: shown._span[0] == pytest.approx(1.0, abs=0.05))
        assert shown.time.text() == "0:01 / 0:02"

    stage.run(story)


def test_with_less_motion_nothing_plays_by_itself(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([film(1)])
        await stage.until(lambda: isinstance(stage.view.stage, VideoStage) and stage.view.stage.screen_area.shows)
        shown = stage.view.stage
        assert isinstance(shown, VideoStage)
        assert shown.player is not None
        assert not shown.player.playing

    from desktop.domain.settings import Motion

    stage.theme.show(replace(stage.theme.appearance, motion=Motion.REDUCED))
    try:
        stage.run(story)
    finally:
        stage.theme.show(replace(stage.theme.appearance, motion=Motion.SYSTEM))


def test_two_songs_play_equally_loud_and_switch_at_one_place(stage: Stage) -> None:
    async def story() -> None:
        view = stage.view
        view.show_tasks([songs(1)])
        await stage.until(lambda: isinstance(view.stage, SoundStage))
        shown = view.stage
        assert isinstance(shown, SoundStage)
        first, second = (song.player for song in shown.songs)
        assert first is not None
        assert second is not None
        await stage.until(lambda: first.duration and second.duration)
        assert not first.playing
        assert first.output == pytest.approx(second.output * 10 ** (-6 / 20), rel=0.01)
        shown.equal.click()
        assert first.output == second.output
        shown.songs[0].wave.chosen.emit(2000)
        await stage.until(lambda: first.position == pytest.approx(2.0, abs=0.1))
        stage.key(Qt.Key.Key_B)
        await stage.until(lambda: second.position == pytest.approx(2.0, abs=0.1))
        assert view.item is not None
        assert view.item.name == "chord.mp3"
        assert view.strip.tiles[1].isChecked()
        view.strip.tiles[0].click()
        assert shown.songs[0].player is first
        assert view.item.name == "bells.mp3"

    stage.run(story)


def test_a_waveform_is_a_slider_with_a_name(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([task(1, MediaKind.AUDIO, saved("audio-1", "bells.mp3", MediaKind.AUDIO))])
        await stage.until(lambda: isinstance(stage.view.stage, SoundStage))
        shown = stage.view.stage
        assert isinstance(shown, SoundStage)
        wave = shown.songs[0].wave
        player = shown.songs[0].player
        assert player is not None
        await stage.until(lambda: player.duration)
        assert wave.accessibleName() == "Place in bells.mp3"
        assert not shown.songs[1].isVisible()
        QTest.mouseClick(wave, Qt.MouseButton.LeftButton, NONE, QPoint(wave.width() // 2, 20))
        await stage.until(lambda: player.position == pytest.approx(player.duration / 2, abs=0.2))
        wave.setFocus()
        stage.key(Qt.Key.Key_Home)
        await stage.until(lambda: player.position < 0.1)
        assert stage.moves == []

    stage.run(story)


def test_without_graphics_a_model_says_so(stage: Stage) -> None:
    async def story() -> None:
        stage.view.show_tasks([task(1, MediaKind.MODEL, saved("model", "cup.glb", MediaKind.MODEL))])
        await stage.sign("3D can't be shown on this display. Use “Open with”.")

    stage.run(story)


# -- which way, pure -------------------------------------------------------------------------------------------------


def test_the_first_file_is_what_the_task_is_about() -> None:
    lamp = task(
        1,
        MediaKind.MODEL,
        saved("rendered", "lamp.webp", MediaKind.IMAGE),
        saved("fbx", "lamp.fbx", MediaKind.MODEL),
        saved("model", "lamp.glb", MediaKind.MODEL),
    )
    items = items_of(lamp)
    assert first_of(items).name == "lamp.glb"
    assert first_of(items, "rendered").name == "lamp.webp"
    assert [way_of(item) for item in items] == [Way.PICTURE, Way.SIGN, Way.MODEL]
    assert cover_of(items[2], None).endswith("lamp.webp")


def test_songs_find_each_other_and_their_own_covers() -> None:
    items = items_of(songs(1))
    assert [item.name for item in songs_of(items[0], items)] == ["bells.mp3", "chord.mp3"]
    assert cover_of(items[1], None).endswith("cover-tide.jpg")


def test_facts_say_only_what_is_known() -> None:
    item = items_of(task(1, MediaKind.MODEL, replace(saved("m", "cup.glb", MediaKind.MODEL), size=1_800_000)))[0]
    assert facts_of(item, None) == "cup.glb · 1.8 MB"
    assert facts_of(item, Look(ok=True, triangles=1200)) == "cup.glb · 1,200 triangles · 1.8 MB"
