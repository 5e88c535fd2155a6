"""The mended loop: time, order, fairness, quitting, threads, signals."""

import asyncio
import contextvars
import gc
import itertools
import os
import signal
import threading
import time
import weakref
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from desktop.qt.loop import QtLoop, loop_factory
from tests.qt.conftest import Run


def _loop() -> QtLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, QtLoop)
    return loop


# Time


def test_a_sleep_never_ends_early(run: Run) -> None:
    wanted = [0, 0.0002, 0.0005, 0.001, 0.0033, 0.01, 0.0499, 0.1, 0.25, 0.5, 1.0, 1.5]

    async def measure(seconds: float) -> float:
        started = time.monotonic()
        await asyncio.sleep(seconds)
        return time.monotonic() - started - seconds

    async def main() -> list[float]:
        return await asyncio.gather(*(measure(seconds) for seconds in wanted), *(measure(0.001 * n) for n in range(100)))

    late = run(main())
    assert min(late) >= 0, late
    assert max(late) < 0.5, late


def test_cancelled_timeouts_leave_no_timers(run: Run, qapp: QApplication) -> None:
    async def main() -> tuple[int, int]:
        for number in range(60_000):
            async with asyncio.timeout(300):
                if number % 100 == 0:
                    await asyncio.sleep(0)
        loop = _loop()
        assert loop._pulse is not None
        return len(loop._scheduled), len(loop._pulse.findChildren(QTimer))

    scheduled, qt_timers = run(main())
    assert scheduled < 100
    assert qt_timers == 1


def test_a_timer_behind_cancelled_ones_still_fires(run: Run) -> None:
    async def main() -> float:
        loop = _loop()
        fired: asyncio.Future[float] = loop.create_future()
        started = loop.time()
        loop.call_later(0.05, lambda: fired.set_result(loop.time() - started))
        for handle in [loop.call_later(0.01 + n / 1000, pytest.fail, "a cancelled timer ran") for n in range(500)]:
            handle.cancel()
        return await fired

    assert 0.05 <= run(main()) < 1


def test_call_later_returns_a_timer_handle_that_knows_when(run: Run) -> None:
    async def main() -> None:
        loop = _loop()
        before = loop.time()
        later, at = loop.call_later(60, print), loop.call_at(before + 60, print)
        assert before + 60 <= later.when() <= loop.time() + 60
        assert at.when() == before + 60
        later.cancel()
        at.cancel()

    run(main())


# Order and contexts


def test_callbacks_run_first_in_first_out(run: Run) -> None:
    async def main() -> list[int]:
        seen, done = list[int](), asyncio.Event()
        for number in range(5_000):
            _loop().call_soon(seen.append, number)
        _loop().call_soon(done.set)
        await done.wait()
        return seen

    assert run(main()) == list(range(5_000))


def test_a_timer_that_is_due_waits_behind_callbacks_queued_before(run: Run) -> None:
    async def main() -> list[str]:
        loop, seen, done = _loop(), list[str](), asyncio.Event()
        loop.call_later(0, seen.append, "timer")
        for _ in range(3):
            loop.call_soon(seen.append, "soon")
        loop.call_later(0.001, done.set)
        await done.wait()
        return seen

    assert run(main()) == ["soon", "soon", "soon", "timer"]


def test_call_soon_threadsafe_returns_a_handle_and_keeps_the_context(run: Run) -> None:
    colour = contextvars.ContextVar("colour", default="none")

    async def main() -> list[str]:
        loop, seen, done = _loop(), list[str](), asyncio.Event()
        context = contextvars.copy_context()
        context.run(colour.set, "green")

        def from_thread() -> None:
            loop.call_soon_threadsafe(lambda: seen.append(colour.get()), context=context)
            loop.call_soon_threadsafe(done.set)

        loop.call_soon_threadsafe(seen.append, "cancelled").cancel()
        thread = threading.Thread(target=from_thread)
        thread.start()
        await done.wait()
        thread.join()
        return seen

    assert run(main()) == ["green"]


def test_no_wake_up_from_threads_is_lost(run: Run) -> None:
    async def main() -> int:
        loop, count, done = _loop(), 0, asyncio.Event()

        def step() -> None:
            nonlocal count
            count += 1
            if count == 8_000:
                done.set()

        def many() -> None:
            for _ in range(2_000):
                loop.call_soon_threadsafe(step)

        threads = [threading.Thread(target=many) for _ in range(4)]
        for thread in threads:
            thread.start()
        await done.wait()
        for thread in threads:
            thread.join()
        return count

    assert run(main()) == 8_000


def test_a_reader_runs_in_the_context_it_was_added_in(run: Run) -> None:
    colour = contextvars.ContextVar("colour", default="none")

    async def main() -> str:
        read_end, write_end = os.pipe()
        seen: asyncio.Future[str] = _loop().create_future()
        colour.set("blue")
        _loop().add_reader(read_end, lambda: None if seen.done() else seen.set_result(colour.get()))
        os.write(write_end, b"x")
        try:
            return await seen
        finally:
            assert _loop().remove_reader(read_end)
            assert not _loop().remove_reader(read_end)
            os.close(read_end)
            os.close(write_end)

    assert run(main()) == "blue"


# Async generators


def test_a_generator_left_by_break_is_finalised(run: Run) -> None:
    async def main() -> list[str]:
        steps, closed = list[str](), asyncio.Event()

        async def numbers() -> AsyncIterator[int]:
            try:
                yield 1
                yield 2
            finally:
                await asyncio.sleep(0)
                steps.append("finalised")
                closed.set()

        async for _ in numbers():
            break
        gc.collect()
        await closed.wait()
        return steps

    assert run(main()) == ["finalised"]


def test_generators_still_open_are_closed_at_the_end(qapp: QApplication) -> None:
    steps: list[str] = []
    kept: list[AsyncIterator[int]] = []

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            steps.append("closed")

    async def main() -> None:
        kept.append(numbers())
        await anext(kept[0])

    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        runner.run(main())
        assert steps == []
    assert steps == ["closed"]


# Fairness


def test_two_tasks_and_an_open_dialog_all_proceed(run: Run) -> None:
    async def main() -> tuple[int, int]:
        loop, ticks = _loop(), 0
        dialog = QDialog()
        finished: asyncio.Future[int] = loop.create_future()
        dialog.finished.connect(finished.set_result)

        async def ticking() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.001)

        async def accepts() -> None:
            await asyncio.sleep(0.05)
            dialog.accept()

        async with asyncio.TaskGroup() as group:
            ticker = group.create_task(ticking())
            group.create_task(accepts())
            dialog.open()
            answer = await finished
            ticker.cancel()
        dialog.deleteLater()
        return answer, ticks

    answer, ticks = run(main())
    assert answer == QDialog.DialogCode.Accepted
    assert ticks >= 5


def test_a_nested_qt_loop_inside_a_task_delays_that_task_alone(run: Run) -> None:
    async def main() -> tuple[int, list[str]]:
        dialog, steps = QDialog(), list[str]()

        async def other() -> None:
            for _ in range(20):
                await asyncio.sleep(0.002)
            me = asyncio.current_task()
            steps.append(me.get_name() if me else "nobody")
            dialog.accept()

        task = asyncio.create_task(other(), name="other")
        await asyncio.sleep(0.005)  # a timer of the loop is what runs this step, and the nested loop needs that timer again
        answer = dialog.exec()
        me = asyncio.current_task()
        steps.append(me.get_name() if me else "nobody")
        await task
        await asyncio.sleep(0.01)
        dialog.deleteLater()
        return answer, steps

    async def named() -> tuple[int, list[str]]:
        return await asyncio.create_task(main(), name="main")

    answer, steps = run(named())
    assert answer == QDialog.DialogCode.Accepted
    assert steps == ["other", "main"]


def test_a_storm_of_callbacks_does_not_starve_qt_timers(run: Run) -> None:
    async def main() -> list[float]:
        loop, ticks, done = _loop(), list[float](), asyncio.Event()
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: ticks.append(time.monotonic()))
        timer.timeout.connect(lambda: done.set() if len(ticks) >= 40 else None)
        timer.start(5)

        def storm() -> None:
            if not done.is_set():
                loop.call_soon(storm)

        for _ in range(50):
            storm()
        await done.wait()
        timer.stop()
        return ticks

    ticks = run(main())
    gaps = sorted(after - before for before, after in itertools.pairwise(ticks))
    assert gaps[len(gaps) // 2] < 0.05, gaps
    assert gaps[-1] < 0.5, gaps


class _Storm(QObject):
    """Posts itself the next event as soon as one arrives: Qt is never idle."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.again.connect(self._on_again, Qt.ConnectionType.QueuedConnection)

    def _on_again(self) -> None:
        self.count += 1
        if self.count > 0:
            self.again.emit()

    def stop(self) -> None:
        self.count = -(10**9)


def test_a_storm_of_qt_events_does_not_starve_callbacks(run: Run) -> None:
    async def main() -> tuple[float, int]:
        storm = _Storm()
        storm.again.emit()
        started = time.monotonic()
        for _ in range(20):
            await asyncio.sleep(0.001)
            for _ in range(10):
                await asyncio.sleep(0)
        await asyncio.to_thread(int)
        took, count = time.monotonic() - started, storm.count
        storm.stop()
        return took, count

    took, count = run(main())
    assert count > 20
    assert took < 2


# Ending


def test_a_quit_by_qt_becomes_an_orderly_stop(run: Run, qapp: QApplication) -> None:
    async def main() -> str:
        stop = asyncio.Event()
        _loop().on_quit(stop.set)
        _loop().call_soon(qapp.quit)
        await stop.wait()
        _loop().call_soon(qapp.exit)
        await asyncio.sleep(0.02)
        return "tidied up"

    assert run(main()) == "tidied up"


def test_a_quit_without_a_hook_says_so(qapp: QApplication) -> None:
    async def main() -> None:
        _loop().call_soon(qapp.quit)
        await asyncio.Event().wait()

    with (
        asyncio.Runner(loop_factory=loop_factory(qapp)) as runner,
        pytest.raises(RuntimeError, match="stopped before Future completed"),
    ):
        runner.run(main())


def test_a_hook_that_fails_is_reported_and_the_loop_goes_on(run: Run, qapp: QApplication) -> None:
    reports: list[str] = []

    async def main() -> str:
        def hook() -> None:
            raise ValueError("no")

        _loop().set_exception_handler(lambda _, context: reports.append(str(context["exception"])))
        _loop().on_quit(hook)
        qapp.exit()
        await asyncio.sleep(0.01)
        return "went on"

    assert run(main()) == "went on"
    assert reports == ["no"]


def test_closing_the_last_window_does_not_end_the_loop(run: Run) -> None:
    async def main() -> str:
        dialog = QDialog()
        dialog.show()
        await asyncio.sleep(0)
        dialog.close()
        await asyncio.sleep(0.02)
        return "alive"

    assert run(main()) == "alive"


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_system_exit_in_a_task_runs_finally_and_leaves_as_an_exception(qapp: QApplication, error: type[BaseException]) -> None:
    steps: list[str] = []

    async def main() -> None:
        try:
            raise error(7)
        finally:
            steps.append("finally")

    with pytest.raises(error), asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        runner.run(main())
    assert steps == ["finally"]


def test_the_loop_refuses_to_start_inside_a_qt_loop(qapp: QApplication) -> None:
    said: list[str] = []
    loop = loop_factory(qapp)()

    def start() -> None:
        try:
            loop.run_forever()
        except RuntimeError as error:
            said.append(str(error))
        qapp.exit()

    QTimer.singleShot(0, start)
    qapp.exec()
    loop.close()
    assert said == ["This loop runs app.exec() itself; it cannot start where a Qt event loop runs already."]


def test_nothing_runs_while_the_loop_does_not(qapp: QApplication) -> None:
    loop, seen = loop_factory(qapp)(), list[str]()
    loop.call_soon(seen.append, "soon")
    loop.call_later(0, seen.append, "later")
    for _ in range(3):
        qapp.processEvents()
    assert seen == []
    loop.run_until_complete(asyncio.sleep(0.001))
    loop.close()
    assert seen == ["soon", "later"]


def test_a_hundred_loops_leave_nothing_behind(qapp: QApplication) -> None:
    descriptors = Path("/proc/self/fd") if Path("/proc/self/fd").exists() else Path("/dev/fd")

    def one_life() -> weakref.ref[asyncio.AbstractEventLoop]:
        with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
            runner.run(asyncio.sleep(0))
            return weakref.ref(runner.get_loop())

    def left() -> tuple[Counter[str], int, int]:
        gc.collect()
        objects = Counter(type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, QObject))
        return objects, len(qapp.findChildren(QObject)), len(list(descriptors.iterdir()))

    one_life()
    left()  # asking Qt for the children makes wrappers of them: those belong to the first count
    before = left()
    loops = [one_life() for _ in range(100)]
    after = left()
    assert after[0] - before[0] == Counter(), "what earlier tests left may go meanwhile; nothing comes"
    assert after[1] <= before[1]
    assert after[2] <= before[2]
    assert [loop for loop in loops if loop() is not None] == []


# Worker threads


def test_a_job_that_hangs_does_not_hold_the_end(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    free, began = threading.Event(), threading.Event()

    def hang() -> None:
        began.set()
        free.wait(60)

    async def main() -> None:
        job = asyncio.create_task(asyncio.to_thread(hang))
        await asyncio.to_thread(began.wait, 10)
        assert not job.done()

    started = time.monotonic()
    with asyncio.Runner(loop_factory=loop_factory(qapp, job_grace_s=0.2)) as runner:
        runner.run(main())
    took = time.monotonic() - started
    free.set()
    assert took < 5
    assert "Left 1 job(s) behind" in caplog.text


def test_a_job_that_ends_in_time_is_waited_for(qapp: QApplication) -> None:
    ended: list[str] = []

    def job() -> None:
        time.sleep(0.1)
        ended.append("job")

    async def main() -> None:
        asyncio.get_running_loop().run_in_executor(None, job)

    with asyncio.Runner(loop_factory=loop_factory(qapp, job_grace_s=10)) as runner:
        runner.run(main())
    assert ended == ["job"]


def test_jobs_that_raise_system_exit_leave_the_threads_alive(run: Run) -> None:
    def leave() -> None:
        raise SystemExit(3)

    async def main() -> int:
        for _ in range(50):
            with pytest.raises(SystemExit):
                await asyncio.to_thread(leave)
        return await asyncio.to_thread(lambda: 7)

    assert run(main()) == 7


# Signals


def _send_when_idle(number: signal.Signals, sent: list[float]) -> threading.Thread:
    """Send from another thread, a little later, so that the loop's thread sits in Qt at that moment; note when in `sent`."""

    def send() -> None:
        time.sleep(0.1)
        sent.append(time.monotonic())
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=send)
    thread.start()
    return thread


@pytest.mark.skipif(os.name == "nt", reason="Windows has no POSIX signals.")
def test_sigterm_wakes_an_idle_loop_at_once(run: Run) -> None:
    async def main() -> float:
        got: asyncio.Future[float] = _loop().create_future()
        sent = list[float]()
        _loop().add_signal_handler(signal.SIGTERM, lambda: got.set_result(time.monotonic()))
        thread = _send_when_idle(signal.SIGTERM, sent)
        arrived = await got
        thread.join()
        assert _loop().remove_signal_handler(signal.SIGTERM)
        return arrived - sent[0]

    assert run(main()) < 0.5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no POSIX signals.")
def test_ctrl_c_wakes_an_idle_loop_at_once(qapp: QApplication) -> None:
    sent: list[float] = []
    with asyncio.Runner(loop_factory=loop_factory(qapp)) as runner:
        thread = _send_when_idle(signal.SIGINT, sent)
        with pytest.raises(KeyboardInterrupt):
            runner.run(asyncio.wait_for(asyncio.Event().wait(), 10))
        arrived = time.monotonic()
    thread.join()
    assert arrived - sent[0] < 0.5
