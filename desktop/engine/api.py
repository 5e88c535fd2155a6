"""The API client: one per account, on httpx over the aiohttp transport; the only place that imports httpx.

httpx's own pool dies for good after enough cancelled requests; on aiohttp's it survives them. Both, and TLS trust, are loaded
with the first request and off the loop, so that starting the program does not wait for them.
"""

import asyncio
import contextlib
import json
import logging
import ssl
import zlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, unquote, urlencode, urlsplit

from desktop.domain.account import Account, HeaderStyle, origin_of
from desktop.engine.clock import Clock
from desktop.engine.daemon import in_daemon_thread
from desktop.engine.proxies import Proxy, proxy_for
from desktop.engine.reach import ApiUnreachable, Reach, unreachable, unreachable_because
from desktop.engine.trust import SystemTrust
from desktop.engine.unpack import CODINGS, Unpacker
from desktop.providers.base import ApiReply, ApiRequest
from desktop.storage.redaction import HIDDEN

if TYPE_CHECKING:
    import httpx

__all__ = ["ApiClient", "ApiUnreachable", "Reach"]

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
MOST_SECONDS = 45.0
"""Deadline of a whole request, the wait for a free connection included."""

MOST_CONNECTIONS = 8
SHORTEST_KEY = 8
"""Characters of a key that is looked for in replies; a shorter one would be found in every word."""

MOST_BYTES = 8 * 1024 * 1024
"""Most bytes of a reply, unpacked."""


class ApiClient:
    """Sends the requests of one account to its API, and its key nowhere else.

    `trust` may be shared by several clients. Redirects are not followed, cookies are not kept. Use it on one loop only.
    """

    def __init__(
        self,
        account: Account,
        clock: Clock,
        *,
        version: str,
        trust: SystemTrust | None = None,
        deadline: float = MOST_SECONDS,
    ) -> None:
        self._account = account
        self._clock = clock
        self._trust = trust or SystemTrust()
        self._headers = {
            "User-Agent": f"Outtray/{version}",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        self._deadline = deadline
        self._host = urlsplit(account.base_url).netloc.rpartition("@")[2]
        self._opening = asyncio.Lock()
        self._client: httpx.AsyncClient | None = None
        self._closed = False

    async def prepare(self) -> None:
        """Do what the first request needs and takes a while, so that it need not be done within the account's budget.

        Raises :class:`ApiUnreachable`.
        """
        await self._open()

    async def send(self, request: ApiRequest, key: str | None) -> ApiReply:
        """Return the reply to `request`, whatever its status below 300 or from 400 on. Raises :class:`ApiUnreachable`."""
        try:
            async with asyncio.timeout(self._deadline):
                try:
                    return await self._once(request, key)
                except ApiUnreachable as trouble:
                    # The server may close an idle connection as we use it. The pool asks GET again by itself, not POST.
                    if trouble.kind is not Reach.DROPPED or request.method != "POST" or self._closed:
                        raise
                return await self._once(request, key)
        except TimeoutError as exc:
            raise unreachable(Reach.TIMEOUT, self._host) from exc

    async def aclose(self, deadline: float = 1.0) -> None:
        """Close the connections; what is under way ends as dropped. Returns after `deadline` seconds at the latest."""
        self._closed = True
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(deadline):
                    await client.aclose()

    async def _once(self, request: ApiRequest, key: str | None) -> ApiReply:
        url = self._url(request)
        headers = {**self._headers, **self._key_header(key)}
        content = None
        if request.json is not None:
            content = json.dumps(request.json, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        try:
            client = await self._open()
            async with client.stream(request.method, url, headers=headers, content=content) as response:
                if 300 <= response.status_code < 400:
                    target = urlsplit(response.headers.get("location", "")).netloc.rpartition("@")[2]
                    raise unreachable(Reach.REDIRECT, self._host, target=target or "another page")
                async with contextlib.aclosing(cast("AsyncGenerator[bytes]", response.aiter_raw())) as raw:
                    body = await self._body(raw, response.headers.get("content-encoding", ""))
                lowered = {name.lower(): _without(key, value.encode()).decode() for name, value in response.headers.items()}
                return ApiReply(response.status_code, lowered, _without(key, body), self._clock.now())
        except (ApiUnreachable, TimeoutError):
            raise
        except Exception as exc:
            raise unreachable_because(exc, self._host) from exc

    def _url(self, request: ApiRequest) -> str:
        query = f"?{urlencode(request.params, quote_via=quote, safe='')}" if request.params else ""
        url = f"{self._account.base_url}{request.path}{query}"
        steps = unquote(request.path).replace("\\", "/").split("/")
        if not request.path.startswith("/") or "." in steps or ".." in steps or origin_of(url) != self._account.origin:
            raise ApiUnreachable(Reach.GARBAGE, "This id can't be part of an address. Check it, or remove the task.")
        return url

    def _key_header(self, key: str | None) -> dict[str, str]:
        if not key:
            return {}
        if not (key.isascii() and key.isprintable()):
            raise unreachable(Reach.BAD_KEY, self._host)
        match self._account.header:
            case HeaderStyle.BEARER:
                return {"Authorization": f"Bearer {key}"}
            case HeaderStyle.X_API_KEY | HeaderStyle.MJ_API_SECRET as style:
                return {style.value: key}

    async def _body(self, raw: AsyncGenerator[bytes], encoding: str) -> bytes:
        body = bytearray()
        try:
            unpacker = _unpacker(encoding.strip().lower())
            async for chunk in raw:
                for piece in unpacker.unpack(chunk) if unpacker is not None else (chunk,):
                    body += piece
                    if len(body) > MOST_BYTES:
                        raise unreachable(Reach.TOO_LARGE, self._host, limit=str(MOST_BYTES // 1024 // 1024))
        except zlib.error as exc:
            raise unreachable(Reach.GARBAGE, self._host, str(exc)) from exc
        if unpacker is not None and unpacker.cut:
            raise unreachable(Reach.DROPPED, self._host)
        return bytes(body)

    # -- opening -----------------------------------------------------------------------------------------------------

    async def _open(self) -> "httpx.AsyncClient":
        async with self._opening:
            if self._closed:
                raise unreachable(Reach.DROPPED, self._host)
            if self._client is None:
                context, proxy = await in_daemon_thread("prepare HTTP", self._prepare)
                self._client = self._build(context, proxy)
            return self._client

    def _prepare(self) -> tuple[ssl.SSLContext, Proxy | None]:
        """Do what is slow: import the libraries, read the trust store and the proxy settings."""
        import aiohttp
        import httpx
        import httpx_aiohttp

        for library in (aiohttp, httpx, httpx_aiohttp):
            logging.getLogger(library.__name__).setLevel(logging.WARNING)  # below, they print addresses with their queries
        plain = urlsplit(self._account.base_url).scheme == "http"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else self._trust.context()
        return context, proxy_for(self._account.base_url)

    def _build(self, context: ssl.SSLContext, proxy: Proxy | None) -> "httpx.AsyncClient":
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import aiohttp
        import httpx
        from httpx_aiohttp import AiohttpTransport

        from desktop.engine.resolver import DaemonResolver

        if proxy is not None and not proxy.usable:
            raise unreachable(Reach.PROXY, self._host)
        # aiohttp makes Proxy-Authorization of it where the proxy hears it, and takes it off before the API does.
        headers = {"Authorization": proxy.authorization} if proxy is not None and proxy.authorization else None

        def session() -> aiohttp.ClientSession:
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS, ssl=context, keepalive_timeout=30, resolver=DaemonResolver())
            return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

        return httpx.AsyncClient(
            transport=AiohttpTransport(
                verify=context, proxy=httpx.Proxy(proxy.url, headers=headers) if proxy else None, client=session
            ),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            timeout=httpx.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS, write=READ_SECONDS, pool=None),
            trust_env=False,
        )


def _unpacker(encoding: str) -> Unpacker | None:
    if encoding in ("", "identity"):
        return None
    if encoding in CODINGS:
        return Unpacker()
    raise zlib.error(f"unknown content coding {encoding[:20]}")


def _without(key: str | None, data: bytes) -> bytes:
    """Return what a server sent with the key it was sent taken out: gateways repeat requests in titles, errors and links."""
    if key is None or len(key) < SHORTEST_KEY:
        return data
    forms = {key, key.replace("/", "\\/"), json.dumps(key)[1:-1], quote(key), quote(key, safe="")}
    for form in sorted(forms, key=len, reverse=True):
        data = data.replace(form.encode(), HIDDEN.encode())
    return data
