"""Why an API could not be reached: every way a request can go wrong, sorted, each with its sentence.

The transport below httpx reports a failed name look-up, a refusal and a dropped connection all as ConnectTimeout, and lets
errors about garbage replies through as its own; so the causes are read, not the outermost type.
"""

import errno
import socket
import ssl
from collections.abc import Iterator
from enum import StrEnum

from desktop.domain.language import tr, words_of


class Reach(StrEnum):
    """How reaching an API failed."""

    OFFLINE = "offline"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    TLS = "tls"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    GARBAGE = "garbage"
    PROXY = "proxy"
    BAD_KEY = "bad_key"


class ApiUnreachable(Exception):
    """A request that brought no usable reply.

    `sentence` tells the user what happened and what to do; `reason` is the technical cause in a few words, or empty. Neither
    holds a key or a query.
    """

    def __init__(self, kind: Reach, sentence: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.reason = reason


_SENTENCES: dict[Reach, str] = {
    Reach.OFFLINE: words_of("{host} can't be found. Check the internet connection, and the address of this account."),
    Reach.REFUSED: words_of("{host} refuses connections. Its server may be down; check the address of this account."),
    Reach.TIMEOUT: words_of("{host} took too long to answer. We try again by ourselves."),
    Reach.DROPPED: words_of("{host} closed the connection before its answer was complete. We try again by ourselves."),
    Reach.TLS: words_of("The secure connection to {host} can't be verified. Check this computer's clock or your company's proxy."),
    Reach.GARBAGE: words_of("What {host} sent is no answer of a web server. Check the address of this account."),
    Reach.PROXY: words_of("The proxy set on this computer did not connect us to {host}. Check the proxy settings."),
    Reach.TOO_LARGE: words_of(
        "{host} sent an answer of more than {limit} MB, which can't be right. Check the address of this account."
    ),
    Reach.REDIRECT: words_of("{host} sends us on to {target}. Your key is not taken there; check the address of this account."),
    Reach.BAD_KEY: words_of("The key of this account holds characters that no key has. Replace it."),
}

_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})


def unreachable(kind: Reach, host: str, reason: str = "", **facts: str) -> ApiUnreachable:
    """Return the error for `kind` with its sentence."""
    return ApiUnreachable(kind, tr(_SENTENCES[kind], host=host, **facts), reason)


def unreachable_because(error: BaseException, host: str) -> ApiUnreachable:
    """Return the one error that `error`, whatever it is, comes down to."""
    causes = list(_causes(error))
    kinds = [kind for kind in map(_kind_of, causes) if kind is not None]
    first = kinds[0] if kinds else Reach.GARBAGE
    return unreachable(Reach.PROXY if Reach.PROXY in kinds else first, host, _reason(causes))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the causes of `error`, the deepest first: they know most."""
    seen: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        found = queue.pop(0)
        if isinstance(found, BaseException) and found not in seen:
            seen.append(found)
            cause = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
            queue += [cause, getattr(found, "os_error", None), getattr(found, "certificate_error", None)]
    return reversed(seen)


def _kind_of(error: BaseException) -> Reach | None:
    import aiohttp

    match error:
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return Reach.DROPPED
        case ssl.SSLError() | aiohttp.ClientSSLError():
            return Reach.TLS
        case aiohttp.ClientProxyConnectionError() | aiohttp.ClientHttpProxyError():
            return Reach.PROXY
        case socket.gaierror():
            return Reach.OFFLINE
        case ConnectionRefusedError():
            return Reach.REFUSED
        case TimeoutError():
            return Reach.TIMEOUT
        case OSError(errno=number) if number in _NO_NETWORK:
            return Reach.OFFLINE
        case aiohttp.ClientConnectorDNSError():
            return Reach.OFFLINE
        case aiohttp.ClientConnectionError() | aiohttp.ClientPayloadError() | ConnectionError() | EOFError():
            return Reach.DROPPED
        case _:
            return None


def _reason(causes: list[BaseException]) -> str:
    for cause in causes:
        match cause:
            case ssl.SSLCertVerificationError():
                return cause.verify_message
            case ssl.SSLError():
                return (cause.reason or "").replace("_", " ").lower()
            case OSError() if cause.strerror and cause.errno:
                return cause.strerror
    return ""
