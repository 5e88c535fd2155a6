"""The sockets of a rehearsal: listening on loopback, reading requests, sending replies at a given speed. The only aiohttp here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol
from urllib.parse import parse_qsl

from aiohttp import web

from desktop.rehearsal.wire import Ask, Body, Reply

HOST = "127.0.0.1"
_CHUNK = 65_536

type Handler = Callable[[Ask], Awaitable["Answered"]]
"""Answers a request: with what, after how long, and how fast."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a reply: its status (0: it never began), body bytes sent, and whether that was all of the body."""

    status: int
    sent: int
    whole: bool


class Outcome(Protocol):
    """Hears what becomes of a reply: :meth:`ending` before its last bytes are sent (where it comes so far), then :meth:`ended`."""

    def ending(self) -> None:
        """Hear that the next bytes sent are the last."""

    def ended(self, delivered: Delivered) -> None:
        """Hear that the reply is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A reply and how it is to be delivered; `outcome` hears of it."""

    reply: Reply
    outcome: Outcome
    latency: float = 0.0
    bytes_per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening server."""

    port: int
    runner: web.ServerRunner

    @property
    def origin(self) -> str:
        """`http://127.0.0.1:port`."""
        return f"http://{HOST}:{self.port}"

    async def close(self) -> None:
        """Stop listening and end what is under way."""
        await self.runner.cleanup()


async def listen(handler: Handler, port: int = 0) -> Listener:
    """Listen on loopback; port 0 takes a free one."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        answered = await handler(await _read(request))
        return await _send(request, answered)

    server = web.Server(handle, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    return Listener(int(runner.addresses[0][1]), runner)


async def _read(request: web.BaseRequest) -> Ask:
    return Ask(
        method=request.method,
        path=request.path,
        target=request.raw_path,
        query=tuple(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True)),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.read(),
    )


async def _send(request: web.BaseRequest, answered: Answered) -> web.StreamResponse:
    reply = answered.reply
    response = web.StreamResponse(status=reply.status, headers=dict(reply.headers))
    response.content_type = reply.media_type.partition(";")[0]
    if "charset" in reply.media_type:
        response.charset = "utf-8"
    response.content_length = reply.body.size
    body = Body() if request.method == "HEAD" else reply.body
    stop = body.size if reply.stop_at is None else min(reply.stop_at, body.size)
    sent, status = 0, 0
    try:
        await asyncio.sleep(answered.latency)
        if stop == 0:
            answered.outcome.ending()
        if not (reply.reset and stop == 0):
            await response.prepare(request)
            status = reply.status
            async for count in _write(response, body.cut(0, stop), answered):
                sent = count
        if reply.stop_at is None:
            await response.write_eof()
        else:
            _hang_up(request, hard=reply.reset)
    except ConnectionError:
        _hang_up(request, hard=True)
    finally:
        answered.outcome.ended(Delivered(status, sent, sent == reply.body.size))
    return response


async def _write(response: web.StreamResponse, body: Body, answered: Answered) -> AsyncIterator[int]:
    """Write `body`, at a given speed if there is one, and yield the bytes written so far."""
    bytes_per_second = answered.bytes_per_second
    step = _CHUNK if bytes_per_second is None else max(1, min(_CHUNK, int(bytes_per_second / 20)))
    began, sent, size = monotonic(), 0, body.size
    for piece in body.pieces:
        for start in range(0, len(piece), step):
            chunk = piece[start : start + step]
            if sent + len(chunk) == size:
                answered.outcome.ending()
            await response.write(chunk)
            sent += len(chunk)
            yield sent
            if bytes_per_second is not None:
                await asyncio.sleep(max(0.0, began + sent / bytes_per_second - monotonic()))


def _hang_up(request: web.BaseRequest, *, hard: bool) -> None:
    """End the connection: after what was written, or with a reset."""
    if request.transport is None:
        return
    if hard:
        request.transport.abort()
    else:
        request.transport.close()
