"""Tasks are held, named, and their errors reported once."""

import asyncio
import gc
import weakref

import pytest

from desktop.qt.spawn import Spawner


class Reports(list[tuple[str, BaseException]]):
    def __call__(self, name: str, error: BaseException) -> None:
        self.append((name, error))


def test_a_task_nobody_holds_is_not_collected() -> None:
    async def main() -> bool:
        spawner = Spawner(Reports())

        async def waits_for_what_only_it_knows() -> None:
            await asyncio.get_running_loop().create_future()

        watched = weakref.ref(spawner.spawn(waits_for_what_only_it_knows(), name="one"))
        await asyncio.sleep(0)
        gc.collect()
        held = watched() is not None
        await spawner.close(5)
        return held

    assert asyncio.run(main())


def test_a_failure_is_reported_once_with_the_name() -> None:
    reports, loop_reports = Reports(), list[object]()

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: loop_reports.append(context))
        spawner = Spawner(reports)
        await asyncio.wait({spawner.spawn(_fail("no"), name="saver")})
        assert spawner.names == ()
        gc.collect()

    asyncio.run(main())
    assert [(name, str(error)) for name, error in reports] == [("saver", "no")]
    assert loop_reports == []


def test_a_cancelled_task_is_no_failure() -> None:
    reports = Reports()

    async def main() -> None:
        spawner = Spawner(reports)
        spawner.spawn(asyncio.Event().wait(), name="for ever").cancel()
        await spawner.close(5)

    asyncio.run(main())
    assert reports == []


def test_spawn_returns_the_named_task_and_its_result() -> None:
    async def main() -> tuple[str, int]:
        task = Spawner(Reports()).spawn(asyncio.sleep(0, 7), name="seven")
        return task.get_name(), await task

    assert asyncio.run(main()) == ("seven", 7)


def test_close_cancels_and_waits_for_clean_up() -> None:
    steps: list[str] = []

    async def tidy() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            steps.append("tidied")

    async def main() -> tuple[str, ...]:
        spawner = Spawner(Reports())
        spawner.spawn(tidy(), name="a")
        spawner.spawn(tidy(), name="b")
        await asyncio.sleep(0)
        return await spawner.close(5)

    assert asyncio.run(main()) == ()
    assert steps == ["tidied", "tidied"]


def test_close_gives_up_at_the_deadline_and_names_who_is_left(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> tuple[tuple[str, ...], float]:
        spawner, loop, free = Spawner(Reports()), asyncio.get_running_loop(), asyncio.Event()

        async def stubborn() -> None:
            while not free.is_set():
                try:
                    await free.wait()
                except asyncio.CancelledError:
                    continue

        task = spawner.spawn(stubborn(), name="stubborn")
        await asyncio.sleep(0)
        started = loop.time()
        left = await spawner.close(0.05)
        took = loop.time() - started
        free.set()
        await task
        return left, took

    left, took = asyncio.run(main())
    assert left == ("stubborn",)
    assert took < 2
    assert "stubborn" in caplog.text


def test_nothing_starts_after_close() -> None:
    async def main() -> None:
        spawner = Spawner(Reports())
        await spawner.close(1)
        with pytest.raises(RuntimeError, match="“late” cannot start"):
            spawner.spawn(asyncio.sleep(0), name="late")

    asyncio.run(main())


def test_close_spares_the_task_it_is_called_from() -> None:
    async def main() -> tuple[str, ...]:
        spawner = Spawner(Reports())
        return await spawner.spawn(spawner.close(5), name="closer")

    assert asyncio.run(main()) == ()


def test_an_error_at_close_is_still_reported() -> None:
    reports = Reports()

    async def main() -> None:
        spawner = Spawner(reports)

        async def fails_when_cancelled() -> None:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                raise OSError("disk full") from None

        spawner.spawn(fails_when_cancelled(), name="writer")
        await asyncio.sleep(0)
        await spawner.close(5)

    asyncio.run(main())
    assert [(name, str(error)) for name, error in reports] == [("writer", "disk full")]


async def _fail(text: str) -> None:
    raise ValueError(text)
