"""The handles that run when a socket or pipe is ready."""

from asyncio import Handle
from typing import Protocol


class _HasFileno(Protocol):
    def fileno(self) -> int: ...


type Descriptor = int | _HasFileno


class Watched:
    """One handle for each descriptor that is watched for reading (or for writing)."""

    def __init__(self) -> None:
        self._handles: dict[int, Handle] = {}

    def put(self, fd: Descriptor, handle: Handle) -> int:
        """Make `handle` the one for `fd`, cancel the one before it, return the descriptor's number. Raises ValueError if closed."""
        number = _number(fd)
        previous, self._handles[number] = self._handles.get(number), handle
        if previous is not None:
            previous.cancel()
        return number

    def drop(self, fd: Descriptor) -> int:
        """Cancel the handle of `fd`, if it has one, and return the descriptor's number. Raises ValueError if closed."""
        number = _number(fd)
        if (handle := self._handles.pop(number, None)) is not None:
            handle.cancel()
        return number


def _number(fd: Descriptor) -> int:
    number = fd if isinstance(fd, int) else fd.fileno()
    if number < 0:
        raise ValueError(f"Invalid file descriptor: {number}")
    return number
