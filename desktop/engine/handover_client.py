"""The other end of :mod:`desktop.engine.handover`: a verb carried out by the process that owns the profile."""

import contextlib
import json
import socket
import sys
import time
from collections.abc import Iterator
from typing import BinaryIO

from desktop.engine.handover import VERSION, Json

CONNECT_SECONDS = 1.0


class NoOwner(Exception):
    """No process answers at the profile's socket."""


class OwnerGone(Exception):
    """The owner ended before its answer did."""


def hand_over(address: str, verb: str, args: Json, *, deadline: float | None = None) -> Iterator[Json]:
    """Yield the owner's answer lines, the one with "exit" last.

    `deadline` is a monotonic time. Raises NoOwner, OwnerGone or TimeoutError.
    """
    request = json.dumps({"v": VERSION, "verb": verb, "args": args}, ensure_ascii=False).encode() + b"\n"
    if sys.platform == "win32":
        yield from _over_pipe(address, request)
        return
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as talk:
        talk.settimeout(CONNECT_SECONDS)
        try:
            talk.connect(address)
        except OSError as error:
            raise NoOwner(str(error)) from None
        try:
            talk.settimeout(None)
            talk.sendall(request)
            yield from _lines(talk, deadline)
        except ConnectionError as error:
            raise OwnerGone(str(error)) from None


def _lines(talk: socket.socket, deadline: float | None) -> Iterator[Json]:
    buffer = b""
    while True:
        if deadline is not None:
            talk.settimeout(max(0.001, deadline - time.monotonic()))
        chunk = talk.recv(65536)
        if not chunk:
            raise OwnerGone("the connection ended before the answer")
        *whole, buffer = (buffer + chunk).split(b"\n")
        for line in map(json.loads, whole):
            yield line
            if "exit" in line:
                return


def _over_pipe(address: str, request: bytes) -> Iterator[Json]:
    try:
        pipe: BinaryIO = open(address, "r+b", buffering=0)  # noqa: SIM115, PTH123  # a named pipe, closed below
    except OSError as error:
        raise NoOwner(str(error)) from None
    with contextlib.closing(pipe):
        pipe.write(request)
        for line in map(json.loads, pipe):
            yield line
            if "exit" in line:
                return
    raise OwnerGone("the pipe ended before the answer")
