"""Notifications as the desktop gets them: over a real bus, on the window's own loop, by a service that keeps what it is told."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PySide6.QtWidgets import QApplication

from desktop.qt.loop import loop_factory
from desktop.qt.notifications import Note, Notifications
from desktop.qt.spawn import Spawner
from tests.fakes.session_bus import NotificationService, on_bus

NOTE = Note(key=7, title="Fox & hare <b>saved</b>", body="5 files & <i>48 MB</i>", folder=True)


class Desk:
    """A window's notifications and what comes back of them."""

    def __init__(self, spawner: Spawner) -> None:
        self.by_tray: list[Note] = []
        self.heard: list[tuple[str, int]] = []
        self.notes = Notifications(spawner, self.by_tray.append)
        self.notes.show_asked.connect(lambda key: self.heard.append(("show", key)))
        self.notes.folder_asked.connect(lambda key: self.heard.append(("folder", key)))


def run(app: QApplication, story: Callable[[Desk], Coroutine[object, object, None]]) -> None:
    """Run a story on the loop that the window runs on; an error of the notifications fails it."""
    errors: list[BaseException] = []

    async def whole() -> None:
        spawner = Spawner(lambda _, error: errors.append(error))
        try:
            await asyncio.wait_for(story(Desk(spawner)), 20)
        finally:
            await spawner.close(2)

    with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
        runner.run(whole())
    assert errors == []


async def until(condition: Callable[[], object]) -> None:
    while not condition():  # noqa: ASYNC110  # what it waits for comes from another process
        await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def _service(*features: str) -> AsyncIterator[NotificationService]:
    service = NotificationService(features or ("actions", "body", "body-markup"))
    await service.start()
    try:
        yield service
    finally:
        await service.stop()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[None]:
    with on_bus(tmp_path):
        yield


@pytest.mark.usefixtures("bus")
def test_a_note_reaches_the_desktop_once_without_sound_and_with_its_letters_as_they_are(qapp: QApplication) -> None:
    async def story(desk: Desk) -> None:
        async with _service() as service:
            desk.notes.show(NOTE)
            await until(lambda: service.shown)
            (shown,) = service.shown
            assert shown.title == "Fox & hare <b>saved</b>"
            assert shown.body == "5 files &amp; &lt;i&gt;48 MB&lt;/i&gt;"
            assert shown.actions == ("default", "Show", "folder", "Open folder")
            assert shown.hints["suppress-sound"] is True
            assert (shown.program, shown.hints["desktop-entry"]) == ("Outtray", "outtray")
            assert desk.by_tray == []

    run(qapp, story)


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("installed", [False, True])
def test_a_note_carries_the_icon_by_name_where_it_is_installed_else_the_picture_itself(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    if installed:
        icon = tmp_path / "b" / "icons" / "hicolor" / "48x48" / "apps" / "outtray.png"
        icon.parent.mkdir(parents=True)
        icon.touch()

    async def story(desk: Desk) -> None:
        async with _service() as service:
            desk.notes.show(NOTE)
            await until(lambda: service.shown)
            told.append(service.shown[0].icon)

    told: list[str] = []
    run(qapp, story)
    assert told == ["outtray"] if installed else Path(unquote(urlsplit(told[0]).path)).is_file()


@pytest.mark.usefixtures("bus")
def test_a_desktop_that_reads_no_markup_gets_plain_words_and_no_buttons_it_can_not_show(qapp: QApplication) -> None:
    async def story(desk: Desk) -> None:
        async with _service("body") as service:
            desk.notes.show(NOTE)
            await until(lambda: service.shown)
            assert service.shown[0].body == NOTE.body
            assert service.shown[0].actions == ()

    run(qapp, story)


@pytest.mark.usefixtures("bus")
def test_a_click_comes_back_with_the_note_it_was_on(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)

    async def story(desk: Desk) -> None:
        async with _service() as service:
            desk.notes.show(NOTE)
            desk.notes.show(Note(key=8, title="Other", body=""))
            await until(lambda: len(service.shown) == 2)
            await service.click(999, "default")
            await service.click(service.shown[1].number, "default", token="t-1")
            await service.click(service.shown[0].number, "folder")
            await until(lambda: len(desk.heard) == 2)
            assert desk.heard == [("show", 8), ("folder", 7)]
            assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "t-1"

    run(qapp, story)


@pytest.mark.usefixtures("bus")
def test_a_note_whose_tasks_were_seen_is_withdrawn(qapp: QApplication) -> None:
    async def story(desk: Desk) -> None:
        async with _service() as service:
            desk.notes.show(NOTE)
            await until(lambda: service.shown)
            desk.notes.withdraw(7)
            desk.notes.withdraw(8)
            await until(lambda: service.closed)
            assert service.closed == [service.shown[0].number]

    run(qapp, story)


@pytest.mark.usefixtures("bus")
def test_without_a_service_the_tray_gets_the_note_and_a_later_service_is_found(qapp: QApplication) -> None:
    async def story(desk: Desk) -> None:
        desk.notes.show(NOTE)
        await until(lambda: desk.by_tray)
        assert desk.by_tray == [NOTE]
        desk.notes.tray_clicked()
        assert desk.heard == [("show", 7)]
        async with _service() as service:
            desk.notes.show(NOTE)
            await until(lambda: service.shown)

    run(qapp, story)


def test_without_a_bus_the_tray_gets_the_note(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")

    async def story(desk: Desk) -> None:
        desk.notes.show(NOTE)
        await until(lambda: desk.by_tray)

    run(qapp, story)
