"""Rules of being offline: one state, told once, ended by the first answer."""

from desktop.engine.health import Health
from desktop.engine.reach import Reach


def told() -> tuple[Health, list[bool]]:
    said: list[bool] = []
    return Health(said.append), said


def test_one_account_alone_that_finds_no_name_is_offline_at_once() -> None:
    health, said = told()
    health.unreachable("a", Reach.OFFLINE)
    health.unreachable("a", Reach.OFFLINE)
    assert said == [True]


def test_the_first_answer_of_any_account_ends_it() -> None:
    health, said = told()
    for account in ("a", "b", "c"):
        health.unreachable(account, Reach.OFFLINE)
    health.answered("b")
    assert said == [True, False]
    health.unreachable("a", Reach.OFFLINE)
    health.unreachable("c", Reach.OFFLINE)
    assert not health.offline


def test_an_account_that_rests_does_not_keep_offline_from_being_seen() -> None:
    health, said = told()
    health.answered("resting")
    health.unreachable("busy", Reach.OFFLINE)
    assert said == []
    health.unreachable("busy", Reach.OFFLINE)
    assert said == [True]


def test_a_mistyped_host_is_not_offline_while_others_answer() -> None:
    health, said = told()
    health.unreachable("mistyped", Reach.OFFLINE)
    health.answered("good")
    said.clear()
    for _ in range(5):
        health.unreachable("mistyped", Reach.OFFLINE)
    assert said == []
    health.unreachable("good", Reach.OFFLINE)
    assert said == [True]


def test_a_server_that_refuses_is_not_offline() -> None:
    for reach in (Reach.REFUSED, Reach.TIMEOUT, Reach.DROPPED, Reach.TLS, Reach.REDIRECT, Reach.GARBAGE):
        health, said = told()
        health.unreachable("a", reach)
        health.unreachable("a", reach)
        assert said == []


def test_a_refusal_proves_that_names_are_found() -> None:
    health, said = told()
    health.unreachable("a", Reach.OFFLINE)
    health.unreachable("b", Reach.REFUSED)
    assert said == [True, False]


def test_a_forgotten_account_counts_no_more() -> None:
    health, said = told()
    health.unreachable("a", Reach.OFFLINE)
    health.forget("a")
    assert said == [True, False]
