"""Daemon threads that are used again."""

import asyncio
import gc
import threading
import time
import weakref

import pytest

from desktop.engine.daemon import DaemonThreads


def test_a_thread_is_used_again_and_no_work_waits_for_another() -> None:
    async def story() -> None:
        threads, gate = DaemonThreads("test"), threading.Event()
        first = await threads.run(threading.get_ident)
        assert await threads.run(threading.get_ident) == first
        held = [asyncio.create_task(threads.run(gate.wait)) for _ in range(5)]
        await asyncio.sleep(0)
        assert await threads.run(threading.get_ident) != first, "that one is held"
        gate.set()
        assert await asyncio.gather(*held) == [True] * 5
        assert len({await threads.run(threading.get_ident) for _ in range(50)}) <= 6

    asyncio.run(story())


def test_errors_come_back_and_harm_no_later_work() -> None:
    async def story() -> None:
        threads = DaemonThreads("test")
        with pytest.raises(ZeroDivisionError):
            await threads.run(lambda: 1 // 0)
        assert await threads.run(lambda: 7) == 7

    asyncio.run(story())


def test_a_work_whose_caller_left_ends_by_itself() -> None:
    async def story() -> None:
        threads, gate = DaemonThreads("test"), threading.Event()
        left = asyncio.create_task(threads.run(gate.wait))
        await asyncio.sleep(0)
        left.cancel()
        await asyncio.wait([left])
        assert await threads.run(lambda: 7) == 7
        gate.set()
        assert await threads.run(lambda: 8) == 8

    asyncio.run(story())


def test_works_from_many_tasks_are_all_done_also_as_threads_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.daemon.IDLE_SECONDS", 0.001)

    async def story() -> None:
        threads = DaemonThreads("test")

        async def several(n: int) -> list[int]:
            done = []
            for k in range(40):
                done.append(await threads.run(lambda k=k: n * 100 + k))  # type: ignore[misc]
                await asyncio.sleep(0.001 * (k % 3))
            return done

        async with asyncio.timeout(20.0):
            found = await asyncio.gather(*(several(n) for n in range(8)))
        assert found == [[n * 100 + k for k in range(40)] for n in range(8)]

    asyncio.run(story())


def test_a_thread_that_idles_holds_no_loop() -> None:
    """A window's loop is an object of Qt's: were the last hold on it here, it would end in the wrong thread, and crash."""
    threads = DaemonThreads("test")

    def one_life() -> weakref.ref[asyncio.AbstractEventLoop]:
        async def story() -> weakref.ref[asyncio.AbstractEventLoop]:
            await threads.run(threading.get_ident)
            return weakref.ref(asyncio.get_running_loop())

        return asyncio.run(story())

    loop, until = one_life(), time.monotonic() + 5
    while gc.collect() >= 0 and loop() is not None:
        assert time.monotonic() < until, "the idle thread holds it"
        time.sleep(0.005)
