"""Reading the end of a link from the link."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.expiry import EARLIEST, LATEST, expires_at, link_end

END = datetime(2026, 11, 21, 22, 19, 7, tzinfo=UTC)
EPOCH = int(END.timestamp())


def policy(statement: object) -> str:
    return b64encode(json.dumps(statement).encode()).decode().replace("+", "-").replace("=", "_").replace("/", "~")


def cloudfront(*ends: object) -> str:
    return policy(
        {"Statement": [{"Resource": "https://a/b?c>d~é", "Condition": {"DateLessThan": {"AWS:EpochTime": e}}} for e in ends]}
    )


@pytest.mark.parametrize(
    "query",
    [
        f"Policy={cloudfront(EPOCH)}&Signature=x&Key-Pair-Id=K",
        f"Policy={cloudfront(EPOCH + 60, EPOCH)}&Signature=x",
        f"Expires={EPOCH}&Signature=x&Key-Pair-Id=K",
        f"AWSAccessKeyId=A&Expires={EPOCH}&Signature=a%2Bb",
        f"OSSAccessKeyId=A&Expires={EPOCH}&Signature=a",
        f"GoogleAccessId=A&Expires={EPOCH}&Signature=a",
        "X-Amz-Algorithm=A&X-Amz-Date=20261121T221407Z&X-Amz-Expires=300&X-Amz-Signature=f",
        "X-Goog-Date=20261121T221407Z&X-Goog-Expires=300",
        "x-oss-signature-version=OSS4&x-oss-date=20261121T221407Z&x-oss-expires=300",
        "sv=2024-01-01&se=2026-11-21T22%3A19%3A07Z&sig=x",
        "se=2026-11-21T23:19:07%2B01:00&sig=x",
        f"q-sign-time={EPOCH - 60};{EPOCH}&q-signature=x",
        f"ex={EPOCH:x}&is={EPOCH - 86400:x}&hm=abc",
        f"Expires={EPOCH}&amp;Signature=x",
        f"Expires={EPOCH}&Signature=x&X-Amz-Date=20261121T221407Z&X-Amz-Expires=3000",
    ],
)
def test_each_kind_of_signed_link_tells_its_end(query: str) -> None:
    assert link_end(f"https://files.example.com/a/b.glb?{query}") == END


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://a/b.png",
        f"https://a/b.png?Expires={EPOCH}",
        f"https://a/b.png?ex={EPOCH:x}",
        "https://a/b.png?se=2026-11-21T22:19:07Z",
        "https://a/b.png?Expires=soon&Signature=x",
        "https://a/b.png?Expires=-5&Signature=x",
        "https://a/b.png?Expires=1000000000&Signature=x",
        "https://a/b.png?Expires=99999999999&Signature=x",
        f"https://a/b.png?Expires={'9' * 5000}&Signature=x",
        "https://a/b.png?X-Amz-Date=yesterday&X-Amz-Expires=300",
        "https://a/b.png?X-Amz-Date=20261121T221407Z&X-Amz-Expires=999999999999",
        "https://a/b.png?X-Amz-Date=20261121T221407Z",
        "https://a/b.png?Policy=%%%",
        f"https://a/b.png?Policy={cloudfront('soon')}",
        f"https://a/b.png?Policy={cloudfront(None)}",
        f"https://a/b.png?Policy={policy([1])}",
        f"https://a/b.png?Policy={policy({'Statement': {}})}",
        "https://a/b.png?ex=zz&hm=1",
        "https://a/b.png?se=9999-12-31T23:59:59-23:00&sig=x",
        "https://[::1/b.png?Expires=1&Signature=x",
    ],
)
def test_a_link_that_says_nothing_believable_has_no_end(url: str) -> None:
    assert link_end(url) is None


def test_the_sooner_of_link_and_rule_counts() -> None:
    link = f"https://a/b?Expires={EPOCH}&Signature=x"
    assert expires_at([link], END - timedelta(minutes=5), timedelta(minutes=2)) == END - timedelta(minutes=3)
    assert expires_at([link], END - timedelta(minutes=5), timedelta(days=1)) == END
    assert expires_at([link], None, timedelta(days=1)) == END
    assert expires_at(["https://a/b"], END, timedelta(hours=1)) == END + timedelta(hours=1)


def test_without_a_link_or_a_rule_no_end_is_known() -> None:
    assert expires_at([], END, timedelta(hours=1)) is None
    assert expires_at(["https://a/b"], END, None) is None
    assert expires_at(["https://a/b"], END, timedelta.max) is None


def test_the_best_link_decides() -> None:
    later, sooner = (f"https://a/b?Expires={EPOCH - n}&Signature=x" for n in (0, 60))
    assert expires_at([later, sooner], None, None) == END


NAMES = ["Expires", "Signature", "Policy", "X-Amz-Date", "X-Amz-Expires", "se", "sig", "ex", "hm", "q-sign-time", "q-signature"]


@settings(max_examples=500, deadline=None)
@given(
    st.text(max_size=20),
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.text(max_size=30) | st.integers().map(str) | st.datetimes().map(str)), max_size=5
    ),
)
def test_no_link_breaks_it_and_every_end_is_believable(head: str, query: list[tuple[str, str]]) -> None:
    end = link_end(head + "?" + "&".join(f"{name}={value}" for name, value in query))
    assert end is None or (EARLIEST <= end < LATEST and end.tzinfo is UTC)


@settings(max_examples=200, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5))
def test_no_policy_breaks_it(value: object) -> None:
    for shape in (value, {"Statement": value}, {"Statement": [value]}, {"Statement": [{"Condition": value}]}):
        link_end(f"https://a/b?Policy={policy(shape)}")


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


SIGNERS = {
    "cloudfront policy": lambda end: {"Policy": cloudfront(int(end.timestamp())), "Signature": "x", "Key-Pair-Id": "K"},
    "cloudfront": lambda end: {"Expires": str(int(end.timestamp())), "Signature": "x", "Key-Pair-Id": "K"},
    "s3 v2": lambda end: {"AWSAccessKeyId": "A", "Expires": str(int(end.timestamp())), "Signature": "a%2Bb"},
    "s3 v4": lambda end: {"X-Amz-Date": _stamp(end - timedelta(hours=1)), "X-Amz-Expires": "3600", "X-Amz-Signature": "f"},
    "gcs": lambda end: {"X-Goog-Date": _stamp(end - timedelta(days=7)), "X-Goog-Expires": "604800", "X-Goog-Signature": "f"},
    "oss": lambda end: {"OSSAccessKeyId": "A", "Expires": str(int(end.timestamp())), "Signature": "a"},
    "azure": lambda end: {"sv": "2024-01-01", "se": f"{end:%Y-%m-%dT%H%%3A%M%%3A%SZ}", "sig": "x"},
    "discord": lambda end: {"ex": f"{int(end.timestamp()):x}", "is": "65", "hm": "abc"},
}
ENDS = st.datetimes(datetime(2015, 2, 1), datetime(2076, 12, 1), timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001  # the strategy adds the zone


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SIGNERS)), ENDS, st.randoms(use_true_random=False), st.booleans())
def test_every_signers_end_is_read_to_the_second_in_whatever_order_its_parameters_come(
    signer: str, end: datetime, random: Random, upper: bool
) -> None:
    parameters = [f"{name.upper() if upper else name}={value}" for name, value in SIGNERS[signer](end).items()]
    parameters += ["w=1024", "response-content-type=image/png"]
    random.shuffle(parameters)
    assert link_end("https://files.example/a/b.png?" + "&".join(parameters)) == end


@settings(max_examples=300, deadline=None)
@given(ENDS, ENDS, st.none() | st.floats(0, 10**7), st.sampled_from(sorted(SIGNERS)))
def test_the_end_is_never_later_than_the_link_or_the_rule_says(
    named_at: datetime, end: datetime, lifetime: float | None, signer: str
) -> None:
    url = "https://files.example/a?" + "&".join(f"{name}={value}" for name, value in SIGNERS[signer](end).items())
    rule = None if lifetime is None else timedelta(seconds=lifetime)
    ends = [end] if rule is None else [end, named_at + rule]
    assert expires_at((url, "https://files.example/other"), named_at, rule) == min(ends)
