"""The list as it is seen and used: geometry, painting, keyboard, selection, figures at 100,000 rows."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import override

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.badge import badge_of
from desktop.domain.language import Translator, speak
from desktop.domain.query import Listing, ListQuery
from desktop.domain.settings import Scheme, Settings
from desktop.domain.status import Badge, FileState, MediaKind, Remote
from desktop.domain.task import Task
from desktop.domain.wording import ORDINARY, provider_name
from desktop.qt.bridge import EngineBridge
from desktop.qt.loop import loop_factory
from desktop.qt.order import steps_between
from desktop.qt.pseudo import pseudo_text
from desktop.qt.spawn import Spawner
from desktop.qt.task_model import TaskListModel
from desktop.qt.theme import Theme
from desktop.qt.thumbnails import Thumbnails
from desktop.widgets.scroll_bar import WIDTH as SCROLL_WIDTH
from desktop.widgets.task_area.chosen import Chosen
from desktop.widgets.task_list.delegate import TaskDelegate
from desktop.widgets.task_list.layout import COMPACT_ROW, ROW, TOP_MARGIN, RowLayout, row_layout
from desktop.widgets.task_list.view import TaskListView
from desktop.widgets.task_list.words import progress_of, row_words
from tests.fakes.engine import FakeEngine
from tests.fakes.tasks import NOW, badge_tasks, many_tasks, plain_task, sample_accounts

DESIGN_WIDTH = 688
"""The rows' width in the design's pictures, in px, less the room of the scroll bar."""


class ManyEngine(FakeEngine):
    """100,000 tasks that exist once somebody looks at them."""

    COUNT = 100_000

    @override
    async def listing(self, query: ListQuery) -> Listing:
        return Listing(range(self.COUNT))

    @override
    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        return [plain_task(number) for number in ids]


class Heard(list[object]):
    def __call__(self, what: object) -> None:
        self.append(what)


class Stage:
    """A list over an engine, on the mended loop."""

    def __init__(self, app: QApplication, runner: asyncio.Runner, engine: FakeEngine, scheme: Scheme) -> None:
        self._runner = runner
        self.errors: list[BaseException] = []
        self.now = NOW
        self.engine = engine
        self.bridge = EngineBridge(engine)
        self.theme = Theme(app, scheme)
        self.thumbnails = Thumbnails()
        self.model = TaskListModel(engine, self.bridge, Spawner(self._on_error), self._now)
        self.chosen = Chosen(self.model, self.model)
        self.view = TaskListView(self.model, self.chosen, self.theme, self.thumbnails, self._now)
        self.thumbnails.ready.connect(self.view.on_thumbnail)
        self.view.set_accounts(sample_accounts())
        self.resets = 0
        self.model.loaded.connect(self._on_loaded)

    def show(self, width: int = DESIGN_WIDTH, height: int = 600) -> None:
        self.view.resize(width + SCROLL_WIDTH, height)
        self.view.show()
        self.query(ListQuery())

    def query(self, query: ListQuery) -> None:
        before = self.resets
        self.run_until(lambda: self.resets > before, act=lambda: self.model.set_query(query))

    def run_until(self, condition: Callable[[], bool], *, act: Callable[[], object] = bool) -> None:
        """Do `act` on the running loop and let it run until `condition` holds."""

        async def wait() -> None:
            act()
            while not condition() and not self.errors:  # noqa: ASYNC110 - Qt's timers set no asyncio event
                await asyncio.sleep(0.001)

        self._runner.run(asyncio.wait_for(wait(), 20))
        assert self.errors == []

    def picture(self) -> QImage:
        return self.view.grab().toImage()

    def end(self) -> None:
        self.model.close()
        self.bridge.close()
        self.thumbnails.close()
        self.view.close()
        self.view.deleteLater()

    def _now(self) -> datetime:
        return self.now

    def _on_loaded(self) -> None:
        self.resets += 1

    def _on_error(self, _name: str, error: BaseException) -> None:
        self.errors.append(error)


type Make = Callable[..., Stage]


@pytest.fixture
def make(qapp: QApplication) -> Iterator[Make]:
    made: list[Stage] = []
    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:

        def stage(engine: FakeEngine, scheme: Scheme = Scheme.LIGHT, *, shown: bool = True) -> Stage:
            made.append(Stage(qapp, runner, engine, scheme))
            if shown:
                made[-1].show()
            return made[-1]

        yield stage
        for each in made:
            each.end()


@pytest.fixture
def samples() -> FakeEngine:
    return FakeEngine(badge_tasks().values(), sample_accounts())


# -- geometry ------------------------------------------------------------------------------------------------------


def boxes(at: RowLayout) -> list[QRectF]:
    """Return the columns of a row, from left to right, those that are there."""
    texts = at.title.united(at.second if not at.second.isEmpty() else at.status)
    status = QRectF() if at.second.isEmpty() else at.status
    return [box for box in (at.thumbnail, texts, status, at.age) if box.width() > 0]


@given(width=st.integers(280, 3000), compact=st.booleans(), with_bar=st.booleans())
def test_columns_never_overlap_and_stay_inside(width: int, compact: bool, with_bar: bool) -> None:
    row = QRectF(0, 0, width, COMPACT_ROW if compact else ROW)
    at = row_layout(row, compact=compact, with_bar=with_bar)
    columns = boxes(at)
    assert all(left.right() <= right.left() for left, right in pairwise(columns))
    assert all(row.contains(box) for box in (*columns, at.bar, at.ground) if not box.isEmpty())
    assert at.title.width() >= 60


def test_the_row_stands_as_in_the_design() -> None:
    at = row_layout(QRectF(0, 0, DESIGN_WIDTH, ROW), compact=False, with_bar=False)
    assert at.thumbnail == QRectF(14, 8, 72, 60)
    assert at.title.left() == 100
    assert at.status.left() == pytest.approx(388, abs=2)
    assert at.status.width() == pytest.approx(200, abs=1)
    assert at.age.right() == 680


@given(width=st.integers(280, 3000), compact=st.booleans())
def test_the_bar_lies_below_the_badge_and_the_words(width: int, compact: bool) -> None:
    at = row_layout(QRectF(0, 0, width, COMPACT_ROW if compact else ROW), compact=compact, with_bar=True)
    assert at.bar.isEmpty() or at.bar.top() > at.badge.y() + 10
    assert compact or at.bar.isEmpty() or at.bar.top() >= at.detail.bottom() - 7


def test_narrow_windows_drop_the_age_then_give_the_badge_the_second_line() -> None:
    widths = {width: row_layout(QRectF(0, 0, width, ROW), compact=False, with_bar=False) for width in (380, 500, 600)}
    assert not widths[600].age.isEmpty()
    assert widths[500].age.isEmpty()
    assert widths[500].status.width() >= 146
    assert widths[380].second.isEmpty()
    assert widths[380].status.top() >= widths[380].title.bottom()
    assert widths[380].status.width() >= 146


@pytest.mark.parametrize("compact", [False, True])
def test_the_reason_gets_half_of_the_room_a_wide_window_adds_but_the_bar_does_not(compact: bool) -> None:
    at, wide = (row_layout(QRectF(0, 0, width, ROW), compact=compact, with_bar=True) for width in (690, 1090))
    assert wide.detail.width() == at.detail.width() + 200
    assert wide.title.width() == at.title.width() + 200
    assert wide.bar.width() == 300


@given(width=st.integers(280, 3000), compact=st.booleans(), unit=st.sampled_from([1.0, 2.0]), age=st.integers(0, 400))
def test_long_ages_overlap_nothing(width: int, compact: bool, unit: float, age: int) -> None:
    row = QRectF(0, 0, width, COMPACT_ROW if compact else ROW)
    at = row_layout(row, compact=compact, with_bar=False, unit=unit, age=age)
    columns = boxes(at)
    assert all(left.right() <= right.left() for left, right in pairwise(columns))
    assert at.age.isEmpty() or at.age.width() >= age
    assert at.title.width() >= 60


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("translator", [None, pseudo_text], ids=["English", "pseudo"])
def test_no_age_is_cut(make: Make, percent: int, translator: Translator | None) -> None:
    born = [NOW - span for span in (timedelta(seconds=1), timedelta(minutes=58), timedelta(hours=22), timedelta(days=400))]
    tasks = [replace(plain_task(number), added_at=at) for number, at in enumerate(born, 1)]
    speak(translator)
    try:
        stage = make(FakeEngine(tasks, sample_accounts()), shown=False)
        stage.theme.follow(Settings(text_percent=percent))
        stage.show(width=2000)
        metrics = QFontMetricsF(stage.theme.fonts.detail)
        delegate = stage.view.itemDelegate()
        assert isinstance(delegate, TaskDelegate)
        for task in tasks:
            at = delegate._row(task, ORDINARY, row_rect(stage, 0)).at
            assert metrics.horizontalAdvance(row_words(task, None, NOW).age) <= at.age.width()
    finally:
        speak(None)
        stage.theme.follow(Settings())


# -- words ---------------------------------------------------------------------------------------------------------


def test_a_row_says_who_made_it_whose_it_is_and_what_matters() -> None:
    task = badge_tasks()[Badge.FINISHED_NOT_SAVED]
    account = next(state.account for state in sample_accounts() if state.account.id == task.account_id)
    words = row_words(task, account, NOW)
    assert words.made_by == "Tripo · text to model"
    assert (words.account, words.extras) == ("Studio", ("pbr", "5 files"))
    assert (words.detail, words.age, words.progress) == ("Gone in 4 min", "just now", None)


def test_an_action_in_capitals_reads_as_a_word() -> None:
    task = replace(badge_tasks()[Badge.NEEDS_YOU], model="", action="PIC_READER")
    assert row_words(task, None, NOW).made_by == "Midjourney · Pic reader"


def test_a_bar_is_shown_only_where_a_number_is_known() -> None:
    tasks = badge_tasks()
    saving, generating = tasks[Badge.SAVING], tasks[Badge.GENERATING]
    assert progress_of(saving, Badge.SAVING) == pytest.approx(12.1 / 30)
    assert progress_of(generating, Badge.GENERATING) is None
    assert progress_of(replace(generating, progress=65), Badge.GENERATING) == pytest.approx(0.65)
    assert progress_of(replace(generating, progress=100), Badge.GENERATING) == pytest.approx(0.99)
    assert progress_of(tasks[Badge.SAVED], Badge.SAVED) is None


def test_the_bar_counts_every_file_of_a_task() -> None:
    task = badge_tasks()[Badge.SAVING]
    first = replace(task.files[0], part="2", state=FileState.SAVED)
    third = replace(task.files[0], part="3", size=None, received=999)
    both = replace(task, files=(*task.files, first, third))
    assert progress_of(both, Badge.SAVING) == pytest.approx((12.1 / 30 + 1 + 0) / 3)


# -- painting ------------------------------------------------------------------------------------------------------


def near(image: QImage, x: float, y: float, colour: QColor) -> bool:
    found = image.pixelColor(round(x), round(y))
    return max(abs(found.red() - colour.red()), abs(found.green() - colour.green()), abs(found.blue() - colour.blue())) < 6


def row_rect(stage: Stage, row: int) -> QRectF:
    rect = QRectF(stage.view.visualRect(stage.model.index(row, 0)))
    return rect.translated(stage.view.viewport().pos())


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_badge_is_painted_in_its_row(make: Make, samples: FakeEngine, scheme: Scheme) -> None:
    stage = make(samples, scheme, shown=False)
    stage.show(height=ROW * len(Badge) + TOP_MARGIN)
    image = stage.picture()
    for row in range(len(Badge)):
        task = stage.model.task_at(row)
        assert task is not None
        words = row_words(task, None, NOW)
        at = row_layout(row_rect(stage, row), compact=False, with_bar=words.progress is not None)
        fill = stage.theme.badge(words.badge).fill
        assert near(image, at.badge.x() + 8, at.badge.y() - 8, fill), words.badge


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("kind", list(MediaKind))
def test_a_task_without_a_picture_shows_its_kind_in_the_box(make: Make, scheme: Scheme, kind: MediaKind) -> None:
    task = replace(plain_task(1), files=(), remote=Remote.WAITING, kind=kind)
    stage = make(FakeEngine([task], sample_accounts()), scheme)
    box = row_layout(row_rect(stage, 0), compact=False, with_bar=False).thumbnail.toRect().adjusted(4, 4, -4, -4)
    inside = stage.picture().copy(box)
    inked = {inside.pixelColor(x, y).name() for x in range(inside.width()) for y in range(inside.height())}
    assert stage.theme.tokens.muted.name() in inked


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_selection_is_a_rounded_surface_inset_from_the_edges(make: Make, samples: FakeEngine, scheme: Scheme) -> None:
    stage = make(samples, scheme)
    stage.view.select_ids([stage.model.id_at(2)])
    image, rect, tokens = stage.picture(), row_rect(stage, 2), stage.theme.tokens
    assert near(image, rect.left() + 2, rect.center().y(), tokens.background)
    assert near(image, rect.left() + 10, rect.center().y(), tokens.selection)
    assert near(image, rect.left() + 6, rect.top(), tokens.background)
    assert near(image, rect.right() + 1, rect.center().y(), tokens.background)


def test_the_bar_is_as_long_as_the_progress(make: Make, samples: FakeEngine) -> None:
    stage = make(samples)
    row = next(row for row in range(13) if (t := stage.model.task_at(row)) is not None and t.title.startswith("Slow"))
    stage.view.scrollTo(stage.model.index(row, 0))
    image, tokens = stage.picture(), stage.theme.tokens
    bar = row_layout(row_rect(stage, row), compact=False, with_bar=True).bar
    end = bar.left() + bar.width() * 12.1 / 30
    assert near(image, end - 4, bar.center().y(), tokens.accent)
    assert near(image, end + 4, bar.center().y(), tokens.track)


def test_a_live_change_of_scheme_repaints_the_list(make: Make, samples: FakeEngine) -> None:
    stage = make(samples)
    assert near(stage.picture(), 2, 300, QColor("#FFFFFF"))
    stage.theme.set_scheme(Scheme.DARK)
    assert near(stage.picture(), 2, 300, QColor("#1C1F24"))
    assert near(stage.picture(), 300, 2, QColor("#1C1F24"))


def test_compact_rows_are_44_px(make: Make, samples: FakeEngine) -> None:
    stage = make(samples)
    assert stage.view.item_rect(0).height() == ROW
    stage.view.apply_settings(Settings(compact=True))
    assert {stage.view.item_rect(row).height() for row in range(13)} == {COMPACT_ROW}


def test_a_change_of_density_scrolled_down_leaves_no_void_and_keeps_the_current_row(make: Make) -> None:
    stage = make(FakeEngine(many_tasks(40), sample_accounts()))
    view, bar = stage.view, stage.view.verticalScrollBar()
    for chosen, start in ((39, bar.maximum()), (20, 17 * ROW)):
        view.select_ids([stage.model.id_at(chosen)])
        bar.setValue(start)
        for compact, height in ((True, COMPACT_ROW), (False, ROW)):
            view.set_compact(compact=compact)
            assert bar.maximum() == TOP_MARGIN + 40 * height - view.viewport().height()
            assert view.indexAt(QPoint(100, view.viewport().height() - 1)).isValid()
            assert view.viewport().rect().contains(view.visualRect(stage.model.index(chosen, 0)).adjusted(0, 0, -1, -1))


def test_a_change_of_density_at_the_start_stays_there(make: Make) -> None:
    stage = make(FakeEngine(many_tasks(40), sample_accounts()))
    stage.view.set_compact(compact=True)
    stage.view.set_compact(compact=False)
    assert stage.view.verticalScrollBar().value() == 0


@pytest.mark.parametrize("width", [240, 320, 420, 560, 900, 2400])
@pytest.mark.parametrize("compact", [False, True])
def test_hostile_titles_paint_at_every_width(make: Make, width: int, compact: bool) -> None:
    titles = ("x" * 5000, "雪の中で眠る赤い狐" * 40, "🦊" * 300, "نص عربي " * 90, "<b>&amp;</b>\n\n", "\u202e\x00", "a\u0301" * 400)
    tasks = [plain_task(number, title=title) for number, title in enumerate(titles, start=1)]
    stage = make(FakeEngine([replace(task, model="m" * 900, tags=("t" * 500,)) for task in tasks]), shown=False)
    stage.view.set_compact(compact=compact)
    stage.show(width=width)
    image, tokens = stage.picture(), stage.theme.tokens
    for row in range(len(titles)):
        at = row_layout(row_rect(stage, row), compact=compact, with_bar=False)
        inside = range(round(at.ground.top()) + 8, round(at.ground.bottom()) - 8)
        for gap in (at.title.right() + 5, at.ground.right() + 1):
            column = {image.pixelColor(round(gap), y).name() for y in inside}
            assert column <= {tokens.background.name(), tokens.hover.name()}


# -- keyboard and mouse --------------------------------------------------------------------------------------------


@pytest.fixture
def forty(make: Make) -> Stage:
    return make(FakeEngine(many_tasks(40), sample_accounts()))


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def current_row(stage: Stage) -> int:
    return stage.view.currentIndex().row()


def test_the_keyboard_goes_everywhere(forty: Stage) -> None:
    view = forty.view
    view.select_ids([forty.model.id_at(0)])
    rows = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        press(view, key)
        rows.append(current_row(forty))
    assert rows[:5] == [1, 2, 1, 39, 0]
    assert 5 <= rows[5] <= 8
    assert view.selected_ids() == [forty.model.id_at(rows[5])]


def test_shift_end_selects_to_the_last_row(forty: Stage) -> None:
    forty.view.select_ids([forty.model.id_at(30)])
    press(forty.view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert forty.view.selected_ids() == list(forty.model.ids()[30:])


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "opened"),
        (Qt.Key.Key_Enter, "opened"),
        (Qt.Key.Key_Delete, "remove_asked"),
    ],
)
def test_keys_ask_for_acts_on_the_selection(forty: Stage, key: Qt.Key, signal: str) -> None:
    ids = [forty.model.id_at(row) for row in (1, 3)]
    forty.view.select_ids(ids)
    heard = Heard()
    getattr(forty.view, signal).connect(heard)
    press(forty.view, key)
    assert heard == [ids]
    assert forty.view.selected_ids() == ids


def test_without_a_selection_keys_ask_for_nothing(forty: Stage) -> None:
    forty.view.clearSelection()
    heard = Heard()
    forty.view.remove_asked.connect(heard)
    press(forty.view, Qt.Key.Key_Delete)
    assert heard == []


def test_double_click_opens_and_the_menu_is_asked_for_where_the_pointer_is(forty: Stage) -> None:
    opened, menu = Heard(), Heard()
    forty.view.opened.connect(opened)
    forty.view.menu_asked.connect(menu)
    point = forty.view.visualRect(forty.model.index(2, 0)).center()
    QTest.mouseClick(forty.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(forty.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert opened == [[forty.model.id_at(2)]]
    QApplication.sendEvent(forty.view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, QPoint(300, 200)))
    assert menu == [QPoint(300, 200)]


def test_a_selection_outlives_new_rows_and_a_new_query(forty: Stage) -> None:
    chosen = [forty.model.id_at(row) for row in (3, 5)]
    forty.view.select_ids(chosen)
    forty.engine.put(plain_task(1000, minutes_ago=0.1))
    forty.run_until(lambda: forty.model.rowCount() == 41)
    assert forty.view.selected_ids() == chosen
    assert forty.model.row_of(chosen[0]) == 4
    forty.query(ListQuery(badge=Badge.SAVED))
    assert forty.view.selected_ids() == chosen


def test_a_query_without_the_selected_tasks_tells_that_nothing_is_selected(forty: Stage) -> None:
    forty.view.select_ids([forty.model.id_at(3)])
    heard = Heard()
    forty.chosen.told.connect(heard)
    forty.query(ListQuery(badge=Badge.FAILED))
    assert heard[-1] == []


def test_scroll_position_outlives_a_row_above_it(forty: Stage) -> None:
    forty.view.scrollTo(forty.model.index(20, 0), forty.view.ScrollHint.PositionAtTop)
    top = forty.model.id_at(forty.view.visible_rows().start)
    forty.engine.put(plain_task(1000, minutes_ago=0.1))
    forty.run_until(lambda: forty.model.rowCount() == 41)
    assert forty.model.id_at(forty.view.visible_rows().start) == top


# -- time ----------------------------------------------------------------------------------------------------------


def test_the_clock_ticks_only_while_the_list_is_seen(forty: Stage) -> None:
    assert forty.view._timer.isActive()
    forty.view.hide()
    assert not forty.view._timer.isActive()


def test_a_tick_repaints_the_rows_that_count_seconds(make: Make, samples: FakeEngine) -> None:
    stage = make(samples)
    row = next(row for row in range(13) if (t := stage.model.task_at(row)) is not None and t.remote is Remote.GENERATING)
    stage.view.scrollTo(stage.model.index(row, 0))
    before = stage.picture()
    stage.now = NOW + timedelta(seconds=9)
    stage.view._on_tick()
    rect = row_rect(stage, row).toRect()
    assert stage.picture().copy(rect) != before.copy(rect)


def painted(stage: Stage, act: Callable[[], object]) -> list[int]:
    """Return the rows that are asked to be painted again by `act`."""
    rows: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage.view, "update", lambda index: rows.append(index.row()))
        act()
    return rows


def test_a_tick_paints_only_rows_that_say_something_else_than_before(make: Make, samples: FakeEngine) -> None:
    stage = make(samples)
    stage.picture()
    assert painted(stage, stage.view._on_tick) == []
    stage.now = NOW + timedelta(seconds=9)
    rows = painted(stage, stage.view._on_tick)
    badges = {badge_of(task) for row in rows if (task := stage.model.task_at(row)) is not None}
    assert badges == {Badge.GENERATING}
    stage.picture()
    assert painted(stage, stage.view._on_tick) == []


@pytest.mark.parametrize(("left", "ticks"), [(100, 1), (1000, 30)])
def test_ends_near_are_looked_at_every_second_and_ends_far_off_every_thirty(make: Make, left: int, ticks: int) -> None:
    task = badge_tasks(NOW)[Badge.FINISHED_NOT_SAVED]
    files = tuple(replace(file, expires_at=NOW + timedelta(seconds=left)) for file in task.files)
    stage = make(FakeEngine([replace(task, files=files, added_at=NOW - timedelta(hours=5))]))
    stage.picture()
    stage.now = NOW + timedelta(seconds=61)
    waited = 0
    while not painted(stage, stage.view._on_tick):
        waited += 1
    assert waited + 1 == ticks


# -- reading aloud -------------------------------------------------------------------------------------------------


def test_rows_read_aloud(make: Make, samples: FakeEngine) -> None:
    stage = make(samples)
    interface = QAccessible.queryAccessibleInterface(stage.view)
    assert interface.text(QAccessible.Text.Name) == "Tasks"
    children = [interface.child(number) for number in range(interface.childCount())]
    names = {child.text(QAccessible.Text.Name) for child in children}
    assert f"Saved, Midnight Addiction, {provider_name('crun')}, 2 files, 9.4 MB" in names
    assert "Waiting, Isometric coffee cart, clay render, Tripo, Number 4 in line" in names


# -- figures -------------------------------------------------------------------------------------------------------


@pytest.fixture
def many(make: Make) -> Stage:
    return make(ManyEngine((), sample_accounts()))


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def test_ctrl_a_is_quick_at_100_000_rows(many: Stage) -> None:
    took = seconds(lambda: press(many.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
    assert len(many.view.selected_ids()) == ManyEngine.COUNT
    assert took < 0.25


def test_a_row_at_the_top_is_quick_at_100_000_rows(many: Stage) -> None:
    many.view.select_ids([5, 9])
    steps = steps_between(list(many.model.ids()), [ManyEngine.COUNT, *many.model.ids()])
    took: list[float] = []
    many.run_until(lambda: many.model.task_at(0) is not None, act=lambda: took.append(seconds(lambda: many.model._apply(steps))))
    assert many.model.id_at(0) == ManyEngine.COUNT
    assert many.view.selected_ids() == [5, 9]
    assert took[0] < 0.1


def test_a_frame_of_100_000_rows_paints_as_quickly_as_one_of_few(many: Stage) -> None:
    many.view.scrollTo(many.model.index(50_000, 0))
    many.run_until(lambda: many.model.task_at(50_000) is not None)
    many.picture()
    assert min(seconds(many.picture) for _ in range(3)) < 0.1
