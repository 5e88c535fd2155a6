"""Rules of the meter: bytes of all saves over the last seconds."""

from desktop.engine.meter import WINDOW_SECONDS, Meter


def test_the_rate_sums_all_saves_of_the_last_seconds() -> None:
    meter = Meter()
    meter.count("a", 300, 10.0)
    meter.count("b", 600, 10.5)
    meter.count("a", 900, 11.0)
    assert meter.rate(11.0) == 1500 / WINDOW_SECONDS


def test_what_came_longer_ago_counts_no_more() -> None:
    meter = Meter()
    meter.count("a", 300, 10.0)
    assert meter.rate(10.0 + WINDOW_SECONDS + 0.1) == 0.0


def test_a_save_that_begins_anew_counts_from_its_new_begin() -> None:
    meter = Meter()
    meter.count("a", 900, 10.0)
    meter.count("a", 100, 10.5)
    meter.count("a", 400, 11.0)
    assert meter.rate(11.0) == 1200 / WINDOW_SECONDS


def test_a_forgotten_save_counts_anew() -> None:
    meter = Meter()
    meter.count("a", 900, 10.0)
    meter.forget("a")
    meter.count("a", 300, 10.5)
    assert meter.rate(10.5) == 1200 / WINDOW_SECONDS
