"""How other processes reach the owner of a profile: one JSON object a line over a local socket of the same user.

A request is `{"v": 1, "verb": …, "args": {…}}`. Answers are any number of lines with "data", "say" or "event", then one with
"exit"; an answer without one means that this owner has no time for the verb. On Windows the socket is a named pipe, served by the
Proactor loop. No verb of the command line carries a key, but a pasted text travels as it is, with whatever keys are in it:
the socket is in a folder that only its user may enter.
"""

import asyncio
import contextlib
import functools
import itertools
import json
import logging
import sys
from collections.abc import AsyncGenerator, Callable, Iterator
from pathlib import Path

from desktop.engine.handover_client import LINE_LIMIT, VERSION, Json

REQUEST_SECONDS = 10.0
"""How long a client may take to say what it wants."""

LAST_SECONDS = 0.25
"""How long a talk that was called off may take to end."""

PAGE = 500
"""How many records of an answer are put into JSON before the rest of the process gets its turn."""

ENDLESS = frozenset({"watch"})
"""Verbs that end when the client hangs up; all others are carried out to their end, whoever listens."""

logger = logging.getLogger(__name__)

type Verb = Callable[[str, Json], AsyncGenerator[Json]]
"""Carries out a verb with its arguments and yields the answer's lines."""


class HandoverServer:
    """Serves the verbs of this process to others; `address` is a socket path, or a pipe name on Windows."""

    def __init__(self, address: str, verb: Verb) -> None:
        self._address = address
        self._verb = verb
        self._server: asyncio.Server | None = None
        self._pipes: list[object] = []
        self._talks: set[asyncio.Task[None]] = set()
        self._at_work: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen. Only the holder of the profile's lock may call this: a stale socket file is replaced."""
        if sys.platform == "win32":
            loop = asyncio.get_running_loop()
            self._pipes = await loop.start_serving_pipe(self._protocol, self._address)  # type: ignore[attr-defined]
            return
        self._clear_away()
        # bound and noted without a turn of the loop between: called off in that turn, close() would leave the socket behind
        self._server = await asyncio.start_unix_server(self._accepted, self._address, limit=LINE_LIMIT, start_serving=False)
        await self._server.start_serving()

    def _clear_away(self) -> None:
        """Make the private folder of the socket and take away what a killed owner left there."""
        path = Path(self._address)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)

    def _protocol(self) -> asyncio.StreamReaderProtocol:
        return asyncio.StreamReaderProtocol(asyncio.StreamReader(limit=LINE_LIMIT), self._accepted)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.get_running_loop().create_task(self._talk(reader, writer), name="handover")
        self._talks.add(talk)
        talk.add_done_callback(functools.partial(self._ended, writer))

    def _ended(self, writer: asyncio.StreamWriter, talk: "asyncio.Task[None]") -> None:
        """Let a talk go. One that was cancelled before its first step has not closed its connection."""
        self._talks.discard(talk)
        writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with contextlib.aclosing(self._answer(reader)) as answer:
                async for line in answer:
                    await _send(writer, line)
            with self._work():
                writer.close()
                await writer.wait_closed()
        except (TimeoutError, ValueError, RecursionError) as error:
            logger.info("a request could not be read: %s", error)
        except ConnectionError as error:
            logger.info("a client went away: %s", error)
        finally:
            writer.transport.abort()  # what a client that doesn't read has not taken by now is dropped

    async def _answer(self, reader: asyncio.StreamReader) -> AsyncGenerator[Json]:
        async with asyncio.timeout(REQUEST_SECONDS):
            request = json.loads(await reader.readline())
        if not isinstance(request, dict) or request.get("v") != VERSION:
            yield {"say": "The running Outtray is of another version. Quit it, then try again."}
            yield {"exit": 1}
            return
        endless = request.get("verb") in ENDLESS
        with _ended_with(reader) if endless else self._work():
            async with contextlib.aclosing(self._lines(request)) as lines:
                async for line in lines:
                    yield line

    @contextlib.contextmanager
    def _work(self) -> Iterator[None]:
        """Count this talk among those that are waited for at the end."""
        talk = asyncio.current_task()
        assert talk is not None
        self._at_work.add(talk)
        try:
            yield
        finally:
            self._at_work.discard(talk)

    async def _lines(self, request: Json) -> AsyncGenerator[Json]:
        args = request.get("args")
        async for line in self._verb(str(request.get("verb")), args if isinstance(args, dict) else {}):
            yield line

    async def close(self, deadline: float = 1.0) -> None:
        """Stop listening, and let verbs under way end within `deadline` seconds; those who only follow are sent away at once.

        Returns `LAST_SECONDS` later at most, whatever the clients do.
        """
        if self._server is not None:
            self._server.close()
            self._clear_away()
            await _turns(3)  # a client that was just being accepted becomes a talk, which the following ends
        for pipe in self._pipes:
            pipe.close()  # type: ignore[attr-defined]  # a PipeServer, which typeshed doesn't know
        for idle in self._talks - self._at_work:
            idle.cancel()
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=deadline)
        late = tuple(self._talks)
        for talk in late:
            talk.cancel()
        if late:
            await asyncio.wait(late, timeout=LAST_SECONDS)
        await _turns(2)  # connections that were aborted are lost in the loop's next turn


async def _turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def _send(writer: asyncio.StreamWriter, line: Json) -> None:
    """Send a line; one that nobody takes any more is dropped, for the verb goes on."""
    if writer.is_closing():
        return
    with contextlib.suppress(ConnectionError):
        async for piece in _pieces(line):
            writer.write(piece.encode(errors="replace"))
            await writer.drain()


async def _pieces(line: Json) -> AsyncGenerator[str]:
    """Yield the JSON of a line; a long list of records page by page, for the encoder lets nothing else run."""
    data = line.get("data")
    if not isinstance(data, list) or len(data) <= PAGE or len(line) != 1:
        yield json.dumps(line, ensure_ascii=False) + "\n"
        return
    opening = '{"data": ['
    for page in itertools.batched(data, PAGE):
        yield opening + json.dumps(page, ensure_ascii=False)[1:-1]
        opening = ", "
        await asyncio.sleep(0)
    yield "]}\n"


@contextlib.contextmanager
def _ended_with(reader: asyncio.StreamReader) -> Iterator[None]:
    """Cancel the talk that is inside when its client hangs up."""
    talk = asyncio.current_task()
    assert talk is not None

    def hung_up(_: object) -> None:
        talk.cancel()

    gone = asyncio.create_task(reader.read(1), name="handover end")
    gone.add_done_callback(hung_up)
    try:
        yield
    finally:
        gone.remove_done_callback(hung_up)
        gone.cancel()
