import asyncio
import random
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import override

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.limiter import LONGEST_ASKED_WAIT, Backoff, Limiter, asked_wait
from tests.fakes.clock import START, ManualClock


async def _begin_times(clock: ManualClock, limiter: Limiter, arrivals: list[float], busy: list[float]) -> tuple[list[float], int]:
    """Ask for slots at `arrivals`, hold each for its time in `busy`; return when they began and the most open at once."""
    begun: list[float] = []
    now_open = most_open = 0

    async def one(at: float, hold: float) -> None:
        nonlocal now_open, most_open
        await clock.sleep(at)
        async with limiter.slot():
            begun.append(clock.monotonic())
            now_open += 1
            most_open = max(most_open, now_open)
            await clock.sleep(hold)
            now_open -= 1

    tasks = [asyncio.create_task(one(at, hold)) for at, hold in zip(arrivals, busy, strict=True)]
    await clock.settle()
    while (wait := clock.next_wake()) is not None:
        await clock.advance(wait)
    await asyncio.gather(*tasks)
    return begun, most_open


@settings(max_examples=60, deadline=None)
@given(
    per_second=st.sampled_from([0.5, 1.0, 2.0, 2.5, 8.0]),
    concurrency=st.integers(1, 6),
    jobs=st.lists(st.tuples(st.floats(0, 5), st.floats(0, 2)), min_size=1, max_size=40),
)
def test_no_window_of_one_second_holds_more_than_the_limit(
    per_second: float, concurrency: int, jobs: list[tuple[float, float]]
) -> None:
    async def main() -> None:
        clock = ManualClock()
        limiter = Limiter(per_second, concurrency, clock)
        begun, most_open = await _begin_times(clock, limiter, [at for at, _ in jobs], [hold for _, hold in jobs])
        assert len(begun) == len(jobs)
        assert most_open <= concurrency
        for first in begun:
            assert sum(first <= at < first + 1.0 - 1e-9 for at in begun) <= max(1.0, per_second)

    asyncio.run(main())


def test_the_whole_rate_is_used_where_there_is_work() -> None:
    async def main() -> None:
        clock = ManualClock()
        begun, _ = await _begin_times(clock, Limiter(8, 8, clock), [0.0] * 81, [0.0] * 81)
        assert begun[-1] - begun[0] == pytest.approx(10.0, abs=0.1)

    asyncio.run(main())


def test_an_idle_account_starts_with_a_small_burst_only() -> None:
    async def main() -> None:
        clock = ManualClock()
        limiter = Limiter(8, 8, clock)
        await clock.advance(7200)  # the computer slept
        begun, _ = await _begin_times(clock, limiter, [0.0] * 16, [0.0] * 16)
        assert sum(at == begun[0] for at in begun) == 2

    asyncio.run(main())


def test_a_hold_stops_this_account_and_no_other() -> None:
    async def main() -> None:
        clock = ManualClock()
        held, free = Limiter(2, 4, clock), Limiter(2, 4, clock)
        held.hold_until(clock.monotonic() + 7)
        held.hold_until(clock.monotonic() + 3)
        assert held.held_for == 7
        start = clock.monotonic()
        (first, _), (other, _) = await asyncio.gather(
            _begin_times(clock, held, [0.0], [0.0]), _begin_times(clock, free, [0.0], [0.0])
        )
        assert first[0] - start >= 7
        assert other[0] - start < 0.1
        assert held.held_for == 0

    asyncio.run(main())


def test_a_hold_that_comes_while_a_slot_waits_counts_too() -> None:
    async def main() -> None:
        clock = ManualClock()
        limiter = Limiter(1, 4, clock)
        start = clock.monotonic()
        async with limiter.slot():
            pass
        task = asyncio.create_task(_begin_times(clock, limiter, [0.0], [0.0]))
        await clock.settle()
        limiter.hold_until(start + 5)
        begun, _ = await task
        assert begun[0] - start >= 5

    asyncio.run(main())


def test_a_cancelled_waiter_blocks_nobody_and_costs_nothing() -> None:
    async def main() -> None:
        clock = ManualClock()
        limiter = Limiter(1, 1, clock)

        async def wait_in_line() -> None:
            async with limiter.slot():
                pass

        async with limiter.slot():
            waiting = [asyncio.create_task(wait_in_line()) for _ in range(5)]
            await clock.settle()
            for task in waiting:
                task.cancel()
            await clock.settle()
        start = clock.monotonic()
        begun, _ = await _begin_times(clock, limiter, [0.0], [0.0])
        assert begun[0] - start == pytest.approx(1.0, abs=0.01)

    asyncio.run(main())


def test_the_rate_is_that_of_the_last_seconds() -> None:
    async def main() -> None:
        clock = ManualClock()
        limiter = Limiter(4, 4, clock)
        await _begin_times(clock, limiter, [0.0] * 20, [0.0] * 20)
        assert limiter.rate() == pytest.approx(4.0, abs=0.2)
        await clock.advance(10)
        assert limiter.rate() == 0.0

    asyncio.run(main())


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="rate above zero"):
        Limiter(0, 1, ManualClock())


class _Fixed(random.Random):
    """Always the same number."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self._value = value

    @override
    def random(self) -> float:
        return self._value


def test_backoff_doubles_with_jitter_up_to_five_minutes() -> None:
    top = Backoff(_Fixed(1.0))
    assert [top.next() for _ in range(10)] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    bottom = Backoff(_Fixed(0.0))
    assert {bottom.next() for _ in range(10)} == {1.0}
    some = Backoff(random.Random(4))
    assert len({some.next() for _ in range(20)}) > 15


def test_backoff_takes_what_was_asked_for_and_forgets_after_success() -> None:
    backoff = Backoff(_Fixed(1.0))
    assert backoff.next(7.0) == 7.0
    assert backoff.next(10**9) == LONGEST_ASKED_WAIT
    assert backoff.failures == 2
    backoff.reset()
    assert backoff.next() == 2.0


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": format_datetime(datetime(2026, 11, 22, 9, 0, 30, tzinfo=UTC), usegmt=True)}, 30.0),
        ({"retry-after": format_datetime(datetime(2026, 11, 22, 8, 0, tzinfo=UTC), usegmt=True)}, 0.0),
        ({"retry-after": "soon", "x-ratelimit-reset": "12"}, 12.0),
        ({"x-ratelimit-reset": str(int(START.timestamp()) + 40)}, 40.0),
        ({"x-ratelimit-reset": str(int(START.timestamp() + 40) * 1000)}, 40.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_the_wait_a_reply_asks_for_is_read_in_every_spelling(headers: dict[str, str], wait: float | None) -> None:
    assert asked_wait(headers, START) == wait
