import threading
import time

import pytest

from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.flow import Flow
from desktop.engine.throttle import Control, Throttle


def _run(throttle: Throttle, seconds: float, workers: int, step: int) -> list[int]:
    """Let workers take bytes in steps for a while; return how many each got."""
    ends = time.monotonic() + seconds
    got = [0] * workers

    def work(number: int) -> None:
        control = Control()
        while time.monotonic() < ends:
            throttle.take(step, control)
            got[number] += step

    threads = [threading.Thread(target=work, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_all_workers_together_keep_to_the_rate_and_get_the_same() -> None:
    started = time.monotonic()
    got = _run(Throttle(1_000_000), 0.8, workers=4, step=5000)
    taken = time.monotonic() - started
    assert sum(got) == pytest.approx(1_000_000 * taken, rel=0.15)
    assert max(got) <= 1.3 * min(got)


def test_without_a_rate_nobody_waits() -> None:
    assert Throttle().take(10**9, Control()) == 0.0
    assert Throttle().most(1000) == 1000


def test_a_rate_that_was_not_used_is_not_saved_up() -> None:
    throttle = Throttle(100_000)
    throttle.take(10, Control())
    time.sleep(0.3)  # what is measured is that this time counts for nothing
    started = time.monotonic()
    throttle.take(30_000, Control())
    assert time.monotonic() - started > 0.2


@pytest.mark.parametrize("rate", [None, 10**9])
def test_a_new_rate_counts_at_once_for_those_that_wait(rate: int | None) -> None:
    throttle = Throttle(1000)
    waited: list[float] = []
    thread = threading.Thread(target=lambda: waited.append(throttle.take(1_000_000, Control())))
    started = time.monotonic()
    thread.start()
    while thread.is_alive() and time.monotonic() - started < 0.1:
        thread.join(0.01)
    assert thread.is_alive()
    throttle.set_rate(rate)
    thread.join(0.3)
    assert not thread.is_alive()
    assert waited[0] == pytest.approx(time.monotonic() - started, abs=0.1)


def test_a_lower_rate_holds_at_once() -> None:
    throttle = Throttle(10**9)
    throttle.take(1000, Control())
    throttle.set_rate(50_000)
    started = time.monotonic()
    throttle.take(10_000, Control())
    assert time.monotonic() - started > 0.1


def test_calling_off_ends_the_wait_at_once() -> None:
    throttle, control = Throttle(1), Control()
    threading.Timer(0.05, control.cancel).start()
    started = time.monotonic()
    with pytest.raises(FetchFault) as caught:
        throttle.take(1_000_000, control)
    assert caught.value.kind is FaultKind.CANCELLED
    assert time.monotonic() - started < 0.3


def test_a_low_rate_is_read_in_small_bits() -> None:
    assert Throttle(800_000).most(1_000_000) == 100_000
    assert Throttle(100).most(1_000_000) == 1024
    assert Throttle(10**9).most(1_000_000) == 1_000_000


def test_waiting_for_ones_turn_is_no_standing_still() -> None:
    flow = Flow(Control(), Throttle(2000), lambda _received, _total: None, stall_seconds=0.1)
    started = time.monotonic()
    flow.came(500)
    assert time.monotonic() - started > 0.15
    assert flow.received == 500
    time.sleep(0.11)  # now the host is what does not move
    with pytest.raises(FetchFault) as caught:
        flow.came(1)
    assert caught.value.kind is FaultKind.STALLED
