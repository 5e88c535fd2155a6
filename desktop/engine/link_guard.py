"""Which result links may be fetched: what a provider names is not trusted to point at a file server.

Links are public https. Only an account whose own API is local (a gateway on this computer, a server in the office) may name
local links, and plain http only where its API is plain http too. Names are looked up here, once, and the address found is the
one connected to: a name that answers differently the second time (DNS rebinding) gains nothing.
"""

import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from desktop.domain.language import words_of
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.engine.proxies import Proxy, proxy_for

type Resolve = Callable[[str, int], tuple[str, ...]]
"""Looks a host up: its addresses, best first. Raises OSError where there is none, UnicodeError where it is no name at all."""


class Place(Enum):
    """Where an address is, as far as it matters here."""

    PUBLIC = auto()
    PRIVATE = auto()
    LOOPBACK = auto()
    NOWHERE = auto()


class LinkRefused(Exception):
    """A link that is not fetched; `reason` completes "The link can't be used: …"."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(reason)
        self.host = host
        self.reason = reason

    @property
    def problem(self) -> Problem:
        """What to show of it."""
        return problem(ProblemKind.REFUSED_LINK, host=self.host, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Target:
    """A link that passed: connect to one of `addresses` (or through `proxy`), but speak to `host`."""

    url: str
    scheme: str
    host: str
    port: int
    request: str
    addresses: tuple[str, ...]
    proxy: Proxy | None = None

    @property
    def netloc(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


NOT_HTTPS = words_of("it is not an https address")
_PORTS = {"https": 443, "http": 80}
_MOST_REMEMBERED = 64
_SHARED = ip_network("100.64.0.0/10")
_METADATA = frozenset(map(ip_address, ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192")))
_BENCHMARKS = ip_network("198.18.0.0/15")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
_SITE_LOCAL = ip_network("fec0::/10")
_EMBEDDING: tuple[tuple[IPv6Network, int], ...] = (
    # Networks whose addresses carry an IPv4 address, and how many bits stand behind it (RFC 4291, 6052, 3056).
    (IPv6Network("::/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)


def place_of(address: str) -> Place:
    """Return where a numeric `address` is; NOWHERE for those that no file server has (link-local, multicast, metadata …)."""
    found = ip_address(address.partition("%")[0])
    if found in _METADATA:
        return Place.NOWHERE
    if isinstance(found, IPv6Address) and (inner := _embedded(found)) is not None:
        return place_of(str(inner))
    if found.is_loopback:
        return Place.LOOPBACK
    if found.is_unspecified or found.is_multicast or found.is_link_local or found.is_reserved:
        return Place.NOWHERE
    if found in _SHARED or found in _SITE_LOCAL:
        return Place.PRIVATE
    if found.is_global:
        return Place.PUBLIC
    return Place.PRIVATE if _is_site_network(found) else Place.NOWHERE


def _place_named(host: str, address: str) -> Place:
    """Return where `host` is, found at `address`.

    Local proxies answer every name with an address of their own from the benchmarks' network (RFC 2544), and connect to the
    name itself. Nobody's server is there, so only a number that leads there is refused.
    """
    is_name = ":" not in host and not _NUMBER.fullmatch(host.rpartition(".")[2])
    return Place.PUBLIC if is_name and ip_address(address.partition("%")[0]) in _BENCHMARKS else place_of(address)


def look_up(host: str, port: int) -> tuple[str, ...]:
    """Ask the operating system for the addresses of `host`. Raises OSError and UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class LinkGuard:
    """Checks the links that one account names; `account_url` is the base URL of its API. Blocks while names are looked up.

    A host that passed is not looked up again for `memory` seconds: many small files come from one host, in a row.
    """

    def __init__(self, account_url: str, resolve: Resolve = look_up, *, memory: float = 0.0) -> None:
        self._account = urlsplit(account_url)
        self._resolve = resolve
        self._memory = memory
        self._passed: dict[tuple[str, str, int], tuple[float, tuple[str, ...], Proxy | None]] = {}

    def check(self, url: str) -> Target:
        """Return where to connect for `url`. Raises LinkRefused, and OSError where its name is not known."""
        parts = _parse(url.strip())
        host, port = _ascii_host(parts.hostname or ""), parts.port or _PORTS[parts.scheme]
        key, now = (parts.scheme, host, port), time.monotonic()
        ends, addresses, proxy = self._passed.get(key, (now, (), None))
        if now >= ends:
            addresses, proxy = self._look(url, *key)
            if len(self._passed) >= _MOST_REMEMBERED:
                self._passed.clear()
            self._passed[key] = (now + self._memory, addresses, proxy)
        request = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        return Target(url, parts.scheme, host, port, request, addresses, proxy)

    def _look(self, url: str, scheme: str, host: str, port: int) -> tuple[tuple[str, ...], Proxy | None]:
        """Return where `host` is, and the proxy on the way to it. Raises as :meth:`check` does."""
        proxy = proxy_for(url)
        try:
            addresses = self._resolve(host, port)
        except UnicodeError:  # a label that is empty or too long
            raise LinkRefused(host, words_of("its address can't be read")) from None
        except OSError:
            if proxy is None:
                raise
            addresses = ()  # inside a company only the proxy may know public names
        places = {_place_named(host, address) for address in addresses} or {Place.PUBLIC}
        for place in places:
            self._allow(scheme, host, place)
        return addresses, proxy

    def _allow(self, scheme: str, host: str, place: Place) -> None:
        if place is Place.NOWHERE:
            raise LinkRefused(host, words_of("it points at an address that no file server has"))
        if place is not Place.PUBLIC and not self._is_local(place):
            if place is Place.LOOPBACK:
                raise LinkRefused(host, words_of("it points at this computer, where this account's files can't be"))
            raise LinkRefused(host, words_of("it points into a private network, where this account's files can't be"))
        if scheme == "http" and (place is Place.PUBLIC or self._account.scheme != "http"):
            raise LinkRefused(host, NOT_HTTPS)

    def _is_local(self, place: Place) -> bool:
        """Return whether the account's own API is as near as `place`."""
        try:
            addresses = self._resolve(_ascii_host(self._account.hostname or ""), self._account.port or 443)
        except (OSError, UnicodeError):
            return False
        own = {place_of(address) for address in addresses}
        return bool(own) and (own <= {Place.LOOPBACK} or (own <= {Place.LOOPBACK, Place.PRIVATE} and place is Place.PRIVATE))


def _parse(url: str) -> SplitResult:
    # urlsplit drops line breaks and tabs silently, and reads a backslash otherwise than browsers do.
    if re.search(r"[\x00-\x1f\x7f\\]", url):
        raise LinkRefused("", words_of("its address can't be read"))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise LinkRefused("", words_of("its address can't be read")) from None
    if parts.scheme not in _PORTS:
        raise LinkRefused(parts.hostname or "", NOT_HTTPS)
    if not parts.hostname or port == 0:
        raise LinkRefused("", words_of("it names no server"))
    if "@" in parts.netloc:
        raise LinkRefused(parts.hostname, words_of("it holds a user name"))
    return parts


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.rstrip(".")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        raise LinkRefused("", words_of("its address can't be read")) from None


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.teredo is not None:
        return address.teredo[1]
    if address.is_loopback or address.is_unspecified:
        return None
    behind = next((bits for network, bits in _EMBEDDING if address in network), None)
    return None if behind is None else IPv4Address(int(address) >> behind & 0xFFFFFFFF)


def _is_site_network(address: IPv4Address | IPv6Address) -> bool:
    nets = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
    return any(address in ip_network(net) for net in nets)
