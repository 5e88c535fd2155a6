"""Notices: announced outside the window where that is wished, kept inside it in any case."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.announcing import Silence
from desktop.domain.events import Budget
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.settings import Scheme, Settings
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.qt import notifications
from desktop.qt.bridge import EngineBridge
from desktop.qt.loop import loop_factory
from desktop.qt.notifications import Note, Notifications
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.bell import Bell
from desktop.widgets.notice_centre import Entry, NoticeCentre
from desktop.widgets.notice_desk import offline_words
from desktop.widgets.notice_popover import NoticePopover
from tests.fakes.engine import NOW, FakeEngine
from tests.fakes.records import a_file, a_task
from tests.fakes.seen import texts_of


def running(number: int) -> Task:
    return replace(a_task(title=f"Task {number}", remote=Remote.GENERATING), id=number)


def saved(number: int) -> Task:
    file = a_file(state=FileState.SAVED, path="/renders/fox/model.glb", size=1)
    return replace(running(number), remote=Remote.DONE, files=(file,))


def failed(number: int) -> Task:
    return replace(running(number), remote=Remote.FAILED, problem=problem(ProblemKind.GENERATION_FAILED))


def ending(number: int) -> Task:
    return replace(running(number), remote=Remote.DONE, files=(a_file(expires_at=NOW + timedelta(minutes=5)),))


class Scene:
    """A centre over an engine in memory; what would be shown outside is in `shown`. Time is what the test says it is."""

    def __init__(self, spawner: Spawner, tasks: list[Task], settings: Settings) -> None:
        self.engine = FakeEngine(tasks)
        self.engine._settings = settings
        self.host = QObject()
        self.shown: list[Note] = []
        self.urgent: list[Entry] = []
        self.focused = False
        self.at = 100.0
        self.now = NOW
        self.bridge = EngineBridge(self.engine, self.host)
        self.notes = Notifications(spawner, self.shown.append, self.host)
        self.centre = NoticeCentre(
            self.engine,
            self.bridge,
            spawner,
            self.notes,
            now=lambda: self.now,
            focused=lambda: self.focused,
            parent=self.host,
            steady=lambda: self.at,
        )
        self.centre.urgent.connect(self.urgent.append)

    async def put(self, *tasks: Task) -> None:
        """Let tasks change, and the centre hear of it."""
        self.engine.put(*tasks)
        self.bridge.flush()
        await asyncio.sleep(0.01)

    def muted(self) -> datetime | None:
        return self.centre.muted_until

    async def told(self, count: int) -> None:
        while len(self.centre.entries) < count:  # noqa: ASYNC110  # Qt's timer is what it waits for
            await asyncio.sleep(0.002)


type Story = Callable[[Scene], Coroutine[object, object, None]]


@pytest.fixture
def play(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run a story over running tasks 1 to 9, on a desktop that shows notifications at the tray."""
    monkeypatch.setattr(notifications, "ON_BUS", False)

    def run(story: Story, settings: Settings | None = None) -> None:
        errors: list[BaseException] = []

        async def whole() -> None:
            spawner = Spawner(lambda _, error: errors.append(error))
            scene = Scene(spawner, [running(number) for number in range(1, 10)], settings or Settings())
            try:
                await scene.centre.begin()
                await asyncio.wait_for(story(scene), 20)
            finally:
                scene.centre.stop()
                scene.bridge.close()
                await spawner.close(2)

        with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
            runner.run(whole())
        assert errors == []

    return run


def test_the_first_is_shown_at_once_and_what_follows_together(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.put(saved(1))
        await scene.told(1)
        assert [note.title for note in scene.shown] == ["Task 1 is saved"]
        assert scene.shown[0].folder
        scene.at += 1
        await scene.put(saved(2))
        assert len(scene.shown) == 1
        scene.at += 21
        await scene.put(failed(3))
        await scene.told(2)
        assert scene.shown[1].title == "1 result saved, 1 failed"
        assert scene.shown[1].trouble

    play(story)


def test_what_was_so_at_the_start_is_not_announced(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        again = NoticeCentre(
            scene.engine,
            scene.bridge,
            Spawner(lambda _, error: pytest.fail(str(error))),
            scene.notes,
            now=lambda: NOW,
            focused=lambda: False,
            parent=scene.host,
        )
        scene.engine._tasks[1] = saved(1)
        await again.begin()
        await scene.put(replace(saved(1), starred=True), saved(2))
        await scene.told(1)
        while not again.entries:  # noqa: ASYNC110  # Qt's timer is what it waits for
            await asyncio.sleep(0.002)
        assert [entry.told.ids for entry in again.entries] == [(2,)]
        again.stop()

    play(story)


def test_while_the_window_is_looked_at_nothing_is_shown_outside_but_kept_inside(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        scene.focused = True
        await scene.put(saved(1))
        await scene.told(1)
        assert scene.shown == []
        assert scene.centre.entries[0].silent is Silence.WATCHED
        assert scene.centre.unread == 1
        assert scene.urgent == []

    play(story)


def test_what_needs_the_user_is_said_inside_the_window_too(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        scene.focused = True
        await scene.put(replace(running(1), problem=problem(ProblemKind.KEY_REJECTED, provider="crun.ai", account="Studio")))
        await scene.told(1)
        assert [entry.told.title for entry in scene.urgent] == ["crun.ai doesn't accept this key"]

    play(story)


@pytest.mark.parametrize(
    ("settings", "silent"),
    [
        (Settings(muted_until=(NOW + timedelta(hours=1)).isoformat()), Silence.MUTED),
        (Settings(notify_saved=False), None),
    ],
)
def test_what_is_muted_or_switched_off_is_listed_all_the_same(
    play: Callable[..., None], settings: Settings, silent: Silence | None
) -> None:
    async def story(scene: Scene) -> None:
        await scene.put(saved(1))
        await scene.told(1)
        assert scene.shown == []
        assert scene.centre.entries[0].silent is silent

    play(story, settings)


def test_results_that_will_be_gone_in_minutes_are_announced_once(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.put(ending(1), ending(2))
        for _ in range(3):
            scene.engine.set_budget(Budget(at_risk=frozenset({1, 2}), watched=scene.engine.budget().watched + 1))
            scene.bridge.flush()
            await asyncio.sleep(0.01)
        await scene.told(1)
        assert [note.title for note in scene.shown] == ["2 results are gone in 5 min"]

    play(story)


def test_client_safe_mode_shows_no_prompt_outside(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.put(replace(saved(1), title="", prompt="Secret campaign"))
        await scene.told(1)
        assert "Secret" not in scene.shown[0].title + scene.shown[0].body

    play(story, Settings(client_safe=True))


@pytest.mark.qt_log_ignore("This plugin does not support")  # a screen that is not there has no keyboard to grab
def test_what_was_told_before_client_safe_mode_names_nothing_in_it(
    qapp: QApplication, play: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(scene: Scene) -> None:
        withdrawn: list[int] = []
        monkeypatch.setattr(scene.notes, "withdraw", withdrawn.append)
        theme = Theme(qapp, Scheme.LIGHT)
        host = QWidget()
        popover = NoticePopover(theme, scene.centre, host)
        await scene.put(replace(saved(1), title="", prompt="Secret campaign"))
        await scene.told(1)
        popover.open_above(host, NOW)
        assert popover.rows[0].accessibleName() == "Secret campaign is saved"
        withdrawn.clear()
        theme.follow(Settings(client_safe=True))
        assert "Secret" not in str([text for row in popover.rows for _, text in texts_of(row)])
        popover.hide()
        scene.at += 100
        await scene.put(replace(failed(2), title="", prompt="Secret campaign"))
        await scene.told(2)
        scene.centre.be_discreet()
        assert withdrawn == [scene.centre.entries[0].key], "the first one was seen"
        theme.follow(Settings())
        host.deleteLater()

    play(story)


def test_tasks_that_were_looked_at_are_no_news_any_more(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        await scene.put(failed(1), failed(2))
        await scene.told(1)
        assert (scene.centre.unseen_failures, scene.centre.fresh_trouble) == (2, True)
        scene.centre.saw([5])
        assert scene.centre.unread == 1
        scene.centre.saw([2])
        assert (scene.centre.unread, scene.centre.unseen_failures, scene.centre.fresh_trouble) == (0, 0, False)

    play(story)


def test_muting_for_an_hour_and_hearing_again(play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        scene.centre.mute(timedelta(hours=1))
        await asyncio.sleep(0.01)
        assert scene.muted() == NOW + timedelta(hours=1)
        await scene.put(saved(1))
        await scene.told(1)
        assert scene.shown == []
        scene.centre.mute(timedelta())
        await asyncio.sleep(0.01)
        assert scene.muted() is None
        scene.centre.mute_until_tomorrow()
        await asyncio.sleep(0.01)
        until = scene.muted()
        assert until is not None
        assert until.astimezone().hour == 7
        assert timedelta() < until - NOW <= timedelta(days=1)

    play(story)


@pytest.mark.qt_log_ignore("This plugin does not support")  # a screen that is not there has no keyboard to grab
def test_the_list_opens_above_the_bell_and_is_read_by_keyboard(qapp: QApplication, play: Callable[..., None]) -> None:
    async def story(scene: Scene) -> None:
        theme = Theme(qapp, Scheme.LIGHT)
        window = QWidget()
        window.resize(900, 600)
        bell = Bell(theme)
        bell.setParent(window)
        bell.move(860, 570)
        window.show()
        await scene.put(saved(1))
        await scene.told(1)
        scene.at += 100
        await scene.put(failed(2))
        await scene.told(2)
        bell.show_unread(scene.centre.unread, bad=True)
        assert bell.accessibleName() == "Notices, 2 new"
        popover = NoticePopover(theme, scene.centre, window)
        asked: list[Entry] = []
        popover.show_asked.connect(asked.append)
        popover.open_above(bell, NOW)
        assert scene.centre.unread == 0
        assert [row.accessibleName() for row in popover.rows] == ["Generation failed: Task 2", "Task 1 is saved"]
        assert popover.rows[0].show_button.hasFocus()
        assert popover.height() > sum(row.sizeHint().height() for row in popover.rows)  # nothing to scroll
        assert popover.geometry().bottom() < bell.mapToGlobal(bell.rect().topLeft()).y()
        QTest.keyClick(popover, Qt.Key.Key_Down)
        QTest.keyClick(popover.rows[1].show_button, Qt.Key.Key_Return)
        assert [entry.told.ids for entry in asked] == [(1,)]
        assert not popover.isVisible()
        popover.open_above(bell, NOW)
        QTest.keyClick(popover, Qt.Key.Key_Escape)
        assert not popover.isVisible()
        window.close()
        window.deleteLater()

    play(story)


def test_the_offline_notice_counts_what_is_at_risk() -> None:
    assert offline_words(0) == "You are offline. Checking continues when the connection returns."
    assert offline_words(2).endswith("2 results are at risk.")
