"""Sending JSON to an address that the user chose: one POST, no redirects, no cookies, no keys.

Plain http goes to this computer and to private networks alone: the name is looked up once, and the addresses found are those
that are connected to.
"""

import asyncio
import json
import logging
import re
import ssl
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import SplitResult, urlsplit

from desktop.domain.language import tr, words_of
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.link_guard import Place, Resolve, look_up, place_of
from desktop.engine.proxies import Proxy, proxy_for
from desktop.engine.reach import Reach, unreachable_because
from desktop.engine.trust import SystemTrust

if TYPE_CHECKING:
    import httpx

DEADLINE_SECONDS = 20.0
"""How long a POST may take, its reply included."""

MOST_BYTES = 64 * 1024
"""How much of a reply is read."""

_NEAR = frozenset({Place.LOOPBACK, Place.PRIVATE})
_CLAUSES: dict[Reach, str] = {
    Reach.OFFLINE: words_of("{host} can't be found"),
    Reach.REFUSED: words_of("{host} refuses connections"),
    Reach.TIMEOUT: words_of("{host} took too long to answer"),
    Reach.DROPPED: words_of("{host} closed the connection early"),
    Reach.TLS: words_of("the secure connection to {host} can't be verified"),
    Reach.PROXY: words_of("the proxy set on this computer did not connect us to {host}"),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """What a server answered: the status, and the beginning of the body."""

    status: int
    body: bytes


class NotPosted(Exception):
    """A POST without an answer. `why` is a clause: "hooks.example refuses connections"; `kind` is None for a bad address."""

    def __init__(self, why: str, kind: Reach | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.kind = kind


def host_of(url: str) -> str:
    """Return the server that `url` names, with its port, without a user's name; empty where it names none."""
    try:
        return urlsplit(url.strip()).netloc.rpartition("@")[2]
    except ValueError:
        return ""


class Poster:
    """Posts JSON. Each POST has a connection of its own; there are few. Use it on one loop at a time."""

    def __init__(
        self, *, version: str, trust: SystemTrust | None = None, deadline: float = DEADLINE_SECONDS, resolve: Resolve = look_up
    ) -> None:
        self._headers = {"User-Agent": f"Outtray/{version}", "Accept": "application/json", "Content-Type": "application/json"}
        self._trust = trust or SystemTrust()
        self._deadline = deadline
        self._resolve = resolve

    async def post(self, url: str, record: object, headers: Mapping[str, str] | None = None) -> Posted:
        """Send `record` as JSON; return the answer, whatever its status. Raises NotPosted."""
        url = url.strip()
        parts = _parse(url)
        content = json.dumps(record, ensure_ascii=False).encode(errors="replace")
        host = host_of(url)
        try:
            async with asyncio.timeout(self._deadline):
                route = await in_daemon_thread("prepare post", lambda: self._route(url, parts))
                async with (
                    self._client(route) as client,
                    client.stream("POST", url, headers={**self._headers, **(headers or {})}, content=content) as response,
                    aclosing(cast("AsyncGenerator[bytes]", response.aiter_raw())) as raw,
                ):
                    return Posted(response.status_code, await _beginning(raw))
        except NotPosted:
            raise
        except Exception as error:
            kind = Reach.TIMEOUT if isinstance(error, TimeoutError) else unreachable_because(error, host).kind
            raise NotPosted(
                tr(_CLAUSES.get(kind, words_of("what {host} sent is no answer of a web server")), host=host), kind
            ) from error

    # -- opening -----------------------------------------------------------------------------------------------------

    def _route(self, url: str, parts: SplitResult) -> "_Route":
        """Do what is slow: import the libraries, look the name up, read the trust store and the proxy settings."""
        import aiohttp
        import httpx
        import httpx_aiohttp

        for library in (aiohttp, httpx, httpx_aiohttp):
            logging.getLogger(library.__name__).setLevel(logging.WARNING)  # below, they print addresses with their queries
        if parts.scheme == "https":
            return _Route(self._trust.context(), proxy=proxy_for(url))
        addresses = self._resolve(parts.hostname or "", parts.port or 80)
        if not addresses or not {place_of(address) for address in addresses} <= _NEAR:
            raise NotPosted(
                tr(
                    "{host} is neither this computer nor in a private network, so its address must begin with https",
                    host=host_of(url),
                )
            )
        return _Route(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), addresses)

    def _client(self, route: "_Route") -> "httpx.AsyncClient":
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import aiohttp
        import httpx
        from httpx_aiohttp import AiohttpTransport

        from desktop.engine.resolver import DaemonResolver, FixedResolver

        proxy = route.proxy
        if proxy is not None and not proxy.usable:
            raise NotPosted(tr("the proxy set on this computer is of a kind that can't be used"), Reach.PROXY)
        headers = {"Authorization": proxy.authorization} if proxy is not None and proxy.authorization else None

        def session() -> aiohttp.ClientSession:
            resolver = FixedResolver(route.addresses) if route.addresses else DaemonResolver()
            connector = aiohttp.TCPConnector(ssl=route.context, force_close=True, resolver=resolver)
            return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

        return httpx.AsyncClient(
            transport=AiohttpTransport(
                verify=route.context, proxy=httpx.Proxy(proxy.url, headers=headers) if proxy else None, client=session
            ),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            timeout=httpx.Timeout(self._deadline, pool=None),
            trust_env=False,
        )


@dataclass(frozen=True, slots=True)
class _Route:
    """How to connect: with which trust, to which addresses (none: as the name is looked up), through which proxy."""

    context: ssl.SSLContext
    addresses: Sequence[str] = ()
    proxy: Proxy | None = None


def _parse(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or re.search(r"[\x00-\x20\x7f\\]", url):
        raise NotPosted(tr("its address can't be read"))
    return urlsplit(url)


async def _beginning(raw: AsyncGenerator[bytes]) -> bytes:
    body = bytearray()
    async for chunk in raw:
        body += chunk
        if len(body) >= MOST_BYTES:
            break
    return bytes(body[:MOST_BYTES])
