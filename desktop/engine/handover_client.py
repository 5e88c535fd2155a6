"""The client's end of :mod:`desktop.engine.handover`: a verb carried out by the process that owns the profile.

Kept light: most runs of the command line need nothing else of the engine.
"""

import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.storage.paths import Profile

CONNECT_SECONDS = 1.0
SILENCE_SECONDS = 75.0
"""How long an owner may say nothing before it counts as gone: more than any verb but `watch` takes between two lines."""

VERSION = 1
LINE_LIMIT = 64 * 1024 * 1024
"""The longest line that is read, in bytes: a pasted text travels in one."""

type Json = dict[str, object]


class NoOwner(Exception):
    """No process answers at the profile's socket."""


class OwnerGone(Exception):
    """The owner ended before its answer did, or has no time for this verb."""


class TooLong(Exception):
    """The arguments don't fit into one line."""


def address_of(profile: Profile) -> str:
    """Return where the owner of `profile` listens: a socket path, or a pipe name on Windows."""
    if sys.platform == "win32":
        import hashlib

        return rf"\\.\pipe\outtray-{hashlib.sha256(str(profile.root).casefold().encode()).hexdigest()[:24]}"
    return str(profile.socket)


def hand_over(address: str, verb: str, args: Json, *, deadline: float | None = None) -> Iterator[Json]:
    """Yield the owner's answer lines, the one with "exit" last.

    `deadline` is a monotonic time. Raises NoOwner, OwnerGone, TooLong or TimeoutError.
    """
    request = json.dumps({"v": VERSION, "verb": verb, "args": args}, ensure_ascii=False).encode(errors="replace") + b"\n"
    if len(request) > LINE_LIMIT:
        raise TooLong
    if sys.platform == "win32":
        yield from _over_pipe(address, request)
        return
    with contextlib.closing(_connected(address)) as talk:
        try:
            talk.settimeout(None if verb == "watch" else SILENCE_SECONDS)
            talk.sendall(request)
            yield from _lines(talk, deadline)
        except TimeoutError:
            if deadline is not None:
                raise
            raise OwnerGone("the owner said nothing for too long") from None
        except ConnectionError as error:
            raise OwnerGone(str(error)) from None


def _connected(address: str) -> socket.socket:
    """Connect to a socket in a folder of this user; another user's would be told what is pasted. Raises NoOwner."""
    talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    talk.settimeout(CONNECT_SECONDS)
    try:
        if Path(address).parent.stat().st_uid != os.getuid():
            raise NoOwner("the socket's folder is another user's")
        talk.connect(address)
    except OSError as error:
        talk.close()
        raise NoOwner(str(error)) from None
    except NoOwner:
        talk.close()
        raise
    return talk


def _lines(talk: socket.socket, deadline: float | None) -> Iterator[Json]:
    buffer = bytearray()
    while True:
        if deadline is not None:
            talk.settimeout(max(0.001, deadline - time.monotonic()))
        chunk = talk.recv(262_144)
        if not chunk:
            raise OwnerGone("the connection ended before the answer")
        buffer += chunk
        if b"\n" not in chunk:
            continue
        *whole, rest = bytes(buffer).split(b"\n")
        buffer[:] = rest
        for line in map(json.loads, whole):
            yield line
            if "exit" in line:
                return


def _let_come_forward(pipe: BinaryIO) -> None:
    """Let the owner at the other end of a named pipe bring its window forward, which Windows grants to who the user started last.

    Fails in silence: then the owner's button in the taskbar flashes (learn.microsoft.com, AllowSetForegroundWindow).
    """
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        owner = ctypes.c_ulong()
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(pipe.fileno()))
        if ctypes.windll.kernel32.GetNamedPipeServerProcessId(handle, ctypes.byref(owner)):
            ctypes.windll.user32.AllowSetForegroundWindow(owner)


def _over_pipe(address: str, request: bytes) -> Iterator[Json]:
    try:
        pipe: BinaryIO = open(address, "r+b", buffering=0)  # noqa: SIM115, PTH123  # a named pipe, closed below
    except OSError as error:
        raise NoOwner(str(error)) from None
    with contextlib.closing(pipe):
        _let_come_forward(pipe)
        pipe.write(request)
        for line in map(json.loads, pipe):
            yield line
            if "exit" in line:
                return
    raise OwnerGone("the pipe ended before the answer")
