import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.problem import ProblemKind
from desktop.domain.problems import words
from desktop.engine.link_guard import LinkGuard, LinkRefused, Place, look_up, place_of
from desktop.engine.proxies import Proxy

NAMES = {
    "cdn.example": ("93.184.216.34",),
    "api.example": ("93.184.216.35",),
    "two.example": ("93.184.216.34", "10.0.0.1"),
    "rebind.example": ("127.0.0.1",),
    "nas.example": ("192.168.1.9",),
    "fake-ip.example": ("198.18.0.5",),
    "198.18.5": ("198.18.0.5",),
    "0xc6120005": ("198.18.0.5",),
    "xn--bcher-kva.example": ("93.184.216.36",),
}


def _resolve(host: str, port: int) -> tuple[str, ...]:
    if host in NAMES:
        return NAMES[host]
    try:
        return tuple({str(a[0]) for *_, a in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)})
    except OSError:
        if host == "localhost":
            return ("127.0.0.1",)
        raise


def _guard(account: str = "https://api.example") -> LinkGuard:
    return LinkGuard(account, _resolve)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("8.8.8.8", Place.PUBLIC),
        ("2606:4700::1", Place.PUBLIC),
        ("::ffff:8.8.8.8", Place.PUBLIC),
        ("64:ff9b::808:808", Place.PUBLIC),
        ("172.32.0.1", Place.PUBLIC),
        ("10.1.2.3", Place.PRIVATE),
        ("172.31.0.1", Place.PRIVATE),
        ("192.168.0.1", Place.PRIVATE),
        ("100.64.1.1", Place.PRIVATE),
        ("fc00::1", Place.PRIVATE),
        ("::ffff:10.0.0.1", Place.PRIVATE),
        ("64:ff9b::10.0.0.1", Place.PRIVATE),
        ("2002:0a00:0001::", Place.PRIVATE),
        ("127.0.0.1", Place.LOOPBACK),
        ("127.9.9.9", Place.LOOPBACK),
        ("::1", Place.LOOPBACK),
        ("::ffff:127.0.0.1", Place.LOOPBACK),
        ("::127.0.0.1", Place.LOOPBACK),
        ("169.254.169.254", Place.NOWHERE),
        ("::ffff:169.254.169.254", Place.NOWHERE),
        ("fd00:ec2::254", Place.NOWHERE),
        ("100.100.100.200", Place.NOWHERE),
        ("169.254.1.1", Place.NOWHERE),
        ("fe80::1%eth0", Place.NOWHERE),
        ("0.0.0.0", Place.NOWHERE),
        ("::", Place.NOWHERE),
        ("224.0.0.1", Place.NOWHERE),
        ("ff02::1", Place.NOWHERE),
        ("255.255.255.255", Place.NOWHERE),
        ("192.0.2.1", Place.NOWHERE),
    ],
)
def test_every_address_has_its_place(address: str, place: Place) -> None:
    assert place_of(address) is place


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example/a.png",
        "ftp://cdn.example/a.png",
        "file:///etc/passwd",
        "data:text/html,hi",
        "//cdn.example/a.png",
        "cdn.example/a.png",
        "",
        "https://",
        "https://:443/",
        "https://cdn.example:0/",
        "https://cdn.example:99999/",
        "https://[::1/",
        "https://user:pw@cdn.example/a.png",
        "https://api.example\\@cdn.example/",
        "https://cdn.example/a\r\nX: 1",
        "https://localhost/a.png",
        "https://127.0.0.1/a.png",
        "https://127.1/a.png",
        "https://2130706433/a.png",
        "https://0x7f000001/a.png",
        "https://[::ffff:127.0.0.1]/a.png",
        "https://[::ffff:7f00:1]/a.png",
        "https://10.0.0.1/a.png",
        "https://169.254.169.254/latest/meta-data/",
        "https://rebind.example/a.png",
        "https://nas.example/a.png",
        "https://198.18.0.5/a.png",
        "https://[::ffff:198.18.0.5]/a.png",
        "https://198.18.5/a.png",
        "https://0xc6120005/a.png",
        "http://fake-ip.example/a.png",
        "https://two.example/a.png",
    ],
)
def test_a_public_accounts_links_are_public_https(url: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        _guard().check(url)
    said = words(refused.value.problem)
    assert refused.value.problem.kind is ProblemKind.REFUSED_LINK
    assert said.title.startswith("The link of this file can't be used: it")


def test_a_good_link_is_pinned_to_the_address_that_was_checked() -> None:
    target = _guard().check(" https://CDN.example/a%20b/c.png?sig=x%2Fy&e=1#frag ")
    assert target.addresses == ("93.184.216.34",)
    assert (target.scheme, target.host, target.port, target.netloc) == ("https", "cdn.example", 443, "cdn.example")
    assert target.request == "/a%20b/c.png?sig=x%2Fy&e=1"
    assert target.proxy is None


def test_a_name_that_a_local_proxy_answers_with_an_address_of_its_own_is_public() -> None:
    assert _guard().check("https://fake-ip.example/a.png").addresses == ("198.18.0.5",)


def test_ports_and_international_names_are_kept() -> None:
    assert _guard().check("https://cdn.example:8443").netloc == "cdn.example:8443"
    assert _guard().check("https://bücher.example/x").host == "xn--bcher-kva.example"
    assert _guard().check("https://[2606:4700::1]:444/x").netloc == "[2606:4700::1]:444"


@pytest.mark.parametrize(
    ("account", "url", "passes"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:9090/a.png", True),
        ("http://localhost:8080", "http://127.0.0.1:9090/a.png", True),
        ("http://127.0.0.1:8080", "http://192.168.1.9/a.png", True),
        ("http://127.0.0.1:8080", "https://127.0.0.1/a.png", True),
        ("http://127.0.0.1:8080", "https://cdn.example/a.png", True),
        ("http://127.0.0.1:8080", "http://cdn.example/a.png", False),
        ("https://127.0.0.1:8080", "http://127.0.0.1:9090/a.png", False),
        ("http://nas.example:8080", "http://192.168.1.9/a.png", True),
        ("http://nas.example:8080", "http://127.0.0.1/a.png", False),
        ("http://nas.example:8080", "http://169.254.169.254/", False),
        ("http://127.0.0.1:8080", "http://169.254.169.254/", False),
        ("http://unknown.invalid", "http://127.0.0.1/", False),
        ("http://api.example", "http://cdn.example/", False),
    ],
)
def test_a_local_accounts_links_may_be_as_local_as_it_is(account: str, url: str, *, passes: bool) -> None:
    if passes:
        assert _guard(account).check(url).url == url
    else:
        with pytest.raises(LinkRefused):
            _guard(account).check(url)


def test_an_unknown_name_is_an_oserror() -> None:
    with pytest.raises(OSError, match=r".+"):
        _guard().check("https://no-such.example/a.png")
    with pytest.raises(LinkRefused):
        LinkGuard("https://api.example", look_up).check(f"https://{'a' * 70}.example/")


def test_behind_a_proxy_unknown_names_pass_and_local_ones_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    target = _guard().check("https://no-such.example/a.png")
    assert (target.addresses, target.proxy) == ((), Proxy("http://proxy.example:3128"))
    for url in ("https://10.0.0.1/", "https://localhost/", "https://169.254.169.254/"):
        with pytest.raises(LinkRefused):
            _guard().check(url)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_guard_stumble(text: str) -> None:
    for url in (text, f"https://{text}", f"https://cdn.example/{text}"):
        try:
            target = _guard().check(url)
        except (LinkRefused, OSError):
            continue
        assert target.scheme == "https"
        assert {place_of(address) for address in target.addresses} == {Place.PUBLIC}
