"""Whether the providers can be reached: name, connection, certificate, and what time they have. No key is ever sent.

One question is asked of a provider: `HEAD /` without any header of ours, for the Date in its answer (RFC 9110, 6.6.1).
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from desktop.domain.finding import Facts, Finding, Health
from desktop.domain.language import tr
from desktop.engine.proxies import Proxy, proxy_for

CONNECT_SECONDS = 6.0
SKEW_SECONDS = 120.0
"""From how far apart two clocks mislead: links of an hour are told from their age."""

_MOST_HEAD = 16_384

type Trust = Callable[[], ssl.SSLContext]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far one gets to an origin: `fault` and `hint` are sentences (empty: it answered).

    `ahead` is how far our clock is ahead of theirs.
    """

    host: str
    fault: str = ""
    hint: str = ""
    facts: Facts = ()
    ahead: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """One place to reach: for whom (an account's or provider's name) and `scheme://host[:port]`.

    `needed` tells that an account is there; where none is yet, not to reach it is no trouble.
    """

    name: str
    url: str
    needed: bool = True


class Reaches:
    """Reaches each origin once; several checks look at the answers."""

    def __init__(self, origins: Sequence[Origin], trust: Trust, now: Callable[[], datetime]) -> None:
        self.origins = tuple(origins)
        self._trust = trust
        self._now = now
        self._answers: dict[str, Future[Reading]] = {origin.url: Future() for origin in origins}

    def finding(self, number: int) -> Finding:
        """Reach an origin and return how that went."""
        origin = self.origins[number]
        answer = self._answers[origin.url]
        try:
            reading = _reach(origin.url, self._trust, self._now)
        except BaseException as error:
            answer.set_exception(error)
            raise
        answer.set_result(reading)
        title = tr("Connection to {name}", name=origin.name)
        name = f"network {number + 1}"
        if reading.fault:
            health = Health.TROUBLE if origin.needed else Health.NOTE
            return Finding(name=name, title=title, health=health, said=reading.fault, hint=reading.hint, facts=reading.facts)
        said = tr("{host} answers over a connection that is verified.", host=reading.host)
        if urlsplit(origin.url).scheme == "http":
            said = tr("{host} answers. The connection is not encrypted, as this account allows.", host=reading.host)
        return Finding(name=name, title=title, said=said, facts=reading.facts)

    def clock(self, seconds: float) -> Finding:
        """Return how this computer's clock stands beside the providers', waiting for them `seconds` at most."""
        done, _ = wait(self._answers.values(), timeout=seconds)
        readings = [answer.result() for answer in done if answer.exception() is None]
        skews = sorted((reading.ahead for reading in readings if reading.ahead is not None), key=abs)
        title = tr("Clock")
        if not skews:
            said = tr("No provider told its time, so this computer's clock could not be compared.")
            return Finding(name="clock", title=title, health=Health.NOTE, said=said)
        least = skews[0]  # what one server has wrong, another has right
        facts = (("ahead by seconds", f"{least.total_seconds():.0f}"),)
        minutes = f"{abs(least.total_seconds()) / 60:,.0f}"
        if abs(least.total_seconds()) < SKEW_SECONDS:
            return Finding(name="clock", title=title, said=tr("This computer's clock is right."), facts=facts)
        ahead = least > timedelta(0)
        said = (
            tr("This computer's clock is {n} minutes ahead of the providers'.", n=minutes)
            if ahead
            else tr("This computer's clock is {n} minutes behind the providers'.", n=minutes)
        )
        hint = tr("Let the system set the time by itself: certificates and the ends of links are judged by it.")
        return Finding(name="clock", title=title, health=Health.TROUBLE, said=said, hint=hint, facts=facts)


def _reach(url: str, trust: Trust, now: Callable[[], datetime]) -> Reading:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    facts: list[tuple[str, str]] = [("address", url)]
    proxy = proxy_for(url)
    if proxy is not None:
        facts.append(("proxy", proxy.url))
        if not proxy.usable:
            unusable = tr("The proxy {proxy} is of a kind that Outtray can't use.", proxy=proxy.url)
            return Reading(host=host, fault=unusable, hint=tr("Set an http or https proxy."), facts=tuple(facts))
    try:
        with _connected(host, port, proxy, facts) as plain:
            if parts.scheme == "http":
                return _asked(plain, host, facts, now)
            with trust().wrap_socket(plain, server_hostname=host) as talk:
                facts.append(("TLS", talk.version() or "–"))
                return _asked(talk, host, facts, now)
    except _Fault as fault:
        return Reading(host=host, fault=fault.said, hint=fault.hint, facts=tuple(facts))
    except ssl.SSLError as error:
        said, hint = _tls_words(error, host)
        facts.append(("TLS error", getattr(error, "verify_message", "") or error.reason or type(error).__name__))
        return Reading(host=host, fault=said, hint=hint, facts=tuple(facts))
    except TimeoutError:
        facts.append(("error", "timeout"))
        silent = tr("{host} doesn't answer.", host=host)
        return Reading(host=host, fault=silent, hint=tr("Try again later; a firewall may be in the way."), facts=tuple(facts))
    except OSError as error:
        facts.append(("error", error.strerror or type(error).__name__))
        ended = tr("{host} ended the connection before it was secured.", host=host)
        return Reading(host=host, fault=ended, hint=tr("Try again later; a firewall may be in the way."), facts=tuple(facts))


class _Fault(Exception):
    """A step that failed, in words."""

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said)
        self.said = said
        self.hint = hint


def _connected(host: str, port: int, proxy: Proxy | None, facts: list[tuple[str, str]]) -> socket.socket:
    """Return a connection to a host, through the proxy where there is one. Raises _Fault."""
    if proxy is None:
        return _dialled(host, port, facts)
    place = urlsplit(proxy.url)
    try:
        talk = _dialled(place.hostname or "", place.port or (443 if place.scheme == "https" else 80), facts)
    except _Fault as fault:
        raise _Fault(
            tr("The proxy {proxy} can't be reached.", proxy=proxy.url), tr("Check the proxy settings of this computer.")
        ) from fault
    if place.scheme == "https":
        talk.close()
        raise _Fault(
            tr("The proxy {proxy} answers, but this check can't look through it.", proxy=proxy.url),
            tr("Test the account in the accounts dialog; that goes through this proxy."),
        )
    permit = f"Proxy-Authorization: {proxy.authorization}\r\n" if proxy.authorization else ""
    talk.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{permit}\r\n".encode())
    status = _head(talk).partition("\r\n")[0].split(" ")
    if len(status) > 1 and status[1].startswith("2"):
        return talk
    talk.close()
    refusal = status[1] if len(status) > 1 else "–"
    raise _Fault(
        tr("The proxy {proxy} did not connect us to {host} (it said {status}).", proxy=proxy.url, host=host, status=refusal),
        tr("Check the proxy settings of this computer."),
    )


def _dialled(host: str, port: int, facts: list[tuple[str, str]]) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise _Fault(
            tr("{host} can't be found.", host=host), tr("Check the internet connection, and the address of this account.")
        ) from None
    facts.append(("found at", ", ".join(dict.fromkeys(str(entry[4][0]) for entry in found))))
    began = time.monotonic()
    talk = _first(found[:4])
    if isinstance(talk, OSError):
        facts.append(("connection error", talk.strerror or type(talk).__name__))
        if isinstance(talk, ConnectionRefusedError):
            raise _Fault(
                tr("{host} refuses connections.", host=host), tr("Its server may be down; check the address of this account.")
            )
        raise _Fault(
            tr("{host} doesn't answer.", host=host), tr("Check the internet connection; a firewall may be in the way.")
        ) from talk
    facts.append(("connected in ms", f"{(time.monotonic() - began) * 1000:.0f}"))
    return talk


def _first(found: Sequence[tuple[object, ...]]) -> socket.socket | OSError:
    """Dial several addresses at once; return the first connection, else what went wrong with the last."""
    answers: queue.SimpleQueue[socket.socket | OSError] = queue.SimpleQueue()
    first = threading.Lock()

    def dial(place: tuple[str, int]) -> None:
        try:
            talk = socket.create_connection(place[:2], CONNECT_SECONDS)
        except OSError as error:
            answers.put(error)
            return
        if first.acquire(blocking=False):
            answers.put(talk)
        else:
            talk.close()

    for entry in found:
        threading.Thread(target=dial, args=(entry[4],), name="check connection", daemon=True).start()
    last: socket.socket | OSError = OSError("no address")
    for _ in found:
        last = answers.get()
        if isinstance(last, socket.socket):
            return last
    return last


def _asked(talk: socket.socket, host: str, facts: list[tuple[str, str]], now: Callable[[], datetime]) -> Reading:
    """Ask for the time. That no good answer comes is no trouble here: the connection stands."""
    try:
        talk.settimeout(CONNECT_SECONDS)
        talk.sendall(f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        lines = _head(talk).split("\r\n")
    except OSError as error:
        facts.append(("answer", error.strerror or type(error).__name__))
        return Reading(host=host, facts=tuple(facts))
    facts.append(("answer", lines[0][:60]))
    date = next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("date:")), "")
    try:
        theirs = parsedate_to_datetime(date)
        theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    except ValueError:
        return Reading(host=host, facts=tuple(facts))
    return Reading(host=host, facts=tuple(facts), ahead=now() - theirs)


def _head(talk: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received and len(received) < _MOST_HEAD:
        chunk = talk.recv(4096)
        if not chunk:
            break
        received += chunk
    return received.decode("latin-1")


_EXPIRED, _NOT_YET = 10, 9
_SELF_SIGNED = frozenset({18, 19})
_UNKNOWN_ISSUER = frozenset({2, 20, 21, 27})
_OTHER_NAME = frozenset({62, 64})
"""OpenSSL's reasons (docs.openssl.org, X509_STORE_CTX_get_error)."""


def _tls_words(error: ssl.SSLError, host: str) -> tuple[str, str]:
    """Return what is wrong with a certificate, and what to do."""
    code = error.verify_code if isinstance(error, ssl.SSLCertVerificationError) else None
    message = error.verify_message.lower() if isinstance(error, ssl.SSLCertVerificationError) else ""
    company = tr("If your company looks into connections, have its certificate installed on this computer.")
    if code == _EXPIRED:
        said = tr("The certificate of {host} has run out.", host=host)
        return said, tr("Check this computer's clock; if it is right, the provider has to renew its certificate.")
    if code == _NOT_YET:
        return tr("The certificate of {host} is not valid yet.", host=host), tr("Check this computer's clock.")
    if code in _OTHER_NAME or "mismatch" in message:
        said = tr("The certificate of {host} is made out to another name.", host=host)
        return said, tr("Check the address of this account; you may be at a sign-in page of the network.")
    if code in _SELF_SIGNED:
        return tr("The certificate of {host} is signed by itself, so nobody vouches for it.", host=host), company
    if code in _UNKNOWN_ISSUER:
        return tr("The certificate of {host} is signed by somebody this computer doesn't know.", host=host), company
    said = tr("The secure connection to {host} can't be verified.", host=host)
    return said, tr("Check this computer's clock or your company's proxy.")
