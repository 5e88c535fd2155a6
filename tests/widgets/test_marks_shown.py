"""What the user marked is seen: stars and tags, in every layout and in the details."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.domain.query import ListQuery, View
from desktop.domain.settings import Layout, Settings
from desktop.qt.loop import loop_factory
from desktop.widgets.actions import Act
from desktop.widgets.details.panel import DetailsPanel
from desktop.widgets.dialogs.tags import TagsSheet
from desktop.widgets.task_list.words import row_words
from tests.fakes.engine import FakeEngine
from tests.fakes.task_stage import Stage
from tests.fakes.tasks import NOW, plain_task, sample_accounts
from tests.widgets.conftest import Ui


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        yield runner


def picture(qapp: QApplication, runner: asyncio.Runner, layout: Layout, *, starred: bool) -> QImage:
    """Return what a layout shows of one task."""
    engine = FakeEngine([replace(plain_task(1, title="Red fox"), starred=starred)], sample_accounts())
    stage = Stage(qapp, runner, engine, layout, 900, 300)
    try:
        stage.query(ListQuery())
        stage.settle()
        return stage.view.grab().toImage()
    finally:
        stage.end()


@pytest.mark.parametrize("layout", Layout)
def test_a_star_is_seen_in_every_layout(qapp: QApplication, runner: asyncio.Runner, layout: Layout) -> None:
    plain = picture(qapp, runner, layout, starred=False)
    assert picture(qapp, runner, layout, starred=False) == plain
    assert picture(qapp, runner, layout, starred=True) != plain


def test_the_users_tags_stand_before_the_providers() -> None:
    task = replace(plain_task(1), own_tags=("client", "print"), tags=("16:9", "png", "dusk"))
    assert row_words(task, None, NOW).extras == ("client", "print", "16:9", "png")
    assert row_words(task, None, NOW, safe=True).extras == ("client", "print")


def told(panel: DetailsPanel) -> tuple[str, list[str], bool, bool]:
    """Return what the details tell: project, tags, whether there is a star, whether it is in the archive."""
    one = panel.one
    return one.marks.project.label, [chip.label for chip in one.marks.chips], one.star.starred, one.archived.isVisible()


def test_the_details_show_the_marks_and_follow_them(ui: Ui) -> None:
    async def story() -> None:
        task = plain_task(1)
        marked = replace(task, id=2, own_tags=("client", "print"), starred=True, project="Winter film", archived=True)
        window = await ui.open([task, marked])
        await ui.select(window, 1)
        assert told(window.details) == ("No project", [], False, False)
        window.selection.changed.emit((marked,))
        assert told(window.details) == ("Winter film", ["client", "print"], True, True)
        window.selection.changed.emit((replace(marked, own_tags=("print",), project=None, starred=False, archived=False),))
        assert told(window.details) == ("No project", ["print"], False, False)

    ui.run(story)


def test_the_details_change_the_marks(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([plain_task(1), replace(plain_task(2), project="Winter film", archived=False)])
        await ui.select(window, 1)
        one = window.details.one
        one.star.click()
        await ui.until(lambda: one.star.starred)
        assert one.star.accessibleName() == "Take the star away"
        one.marks.project.choices.aboutToShow.emit()
        offered = {action.text(): action for action in one.marks.project.choices.actions()}
        offered["Winter film"].trigger()
        await ui.until(lambda: one.marks.project.label == "Winter film")
        one.marks.add.click()
        await ui.until(lambda: window.task_dialogs.sheet("tags") is not None)
        sheet = window.task_dialogs.sheet("tags")
        assert isinstance(sheet, TagsSheet)
        sheet.add("client")
        sheet.go.click()
        await ui.until(lambda: [chip.label for chip in one.marks.chips] == ["client"])
        window.actions_on_tasks.run(Act.ARCHIVE)
        await ui.until(lambda: ui.engine.task(1).archived)

    ui.run(story)


def test_a_task_is_taken_out_of_the_archive_from_its_details(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([replace(plain_task(1), archived=True), plain_task(2)])
        window.filters.show_query(ListQuery(view=View.ARCHIVE))
        await ui.until(lambda: window.model.ids() == [1])
        await ui.select(window, 1)
        assert window.details.one.archived.isVisible()
        window.details.one.archived.button.click()
        await ui.until(lambda: not ui.engine.task(1).archived)

    ui.run(story)


def test_a_tag_keeps_the_keyboard_when_the_details_tick(ui: Ui) -> None:
    async def story() -> None:
        window = await ui.open([replace(plain_task(1), own_tags=("client",))])
        await ui.select(window, 1)
        chip = window.details.one.marks.chips[0]
        chip.setFocus()
        window.details.tick()
        assert window.details.one.marks.chips == [chip]

    ui.run(story)


@pytest.mark.parametrize("percent", [100, 300])
def test_long_marks_make_the_details_no_wider(ui: Ui, percent: int) -> None:
    async def story() -> None:
        long = "A very long name of a project that nobody would shorten"
        window = await ui.open([replace(plain_task(1), project=long, own_tags=(long, "b", long.upper()))])
        ui.theme.follow(Settings(text_percent=percent))
        await ui.select(window, 1)
        marks = window.details.one.marks
        await ui.until(lambda: marks.chips[-1].y() > 0)
        for control in (marks.project, *marks.chips, marks.add):
            assert control.geometry().right() <= marks.width()
        ui.theme.follow(Settings())

    ui.run(story)
