"""A file host's reply and the bytes in it, unpacked, and counted against the length it states."""

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.domain.resuming import coding_of
from desktop.engine import faults
from desktop.engine.flow import Flow
from desktop.engine.unpack import CODINGS, Unpacker

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_UNREADABLE = frozenset({"br", "zstd", "compress", "x-compress"})


class Reply:
    """The reply of `host`, its body unread; `headers` in lower case."""

    def __init__(self, response: "BaseHTTPResponse", host: str) -> None:
        self._response = response
        self._host = host
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.headers.items()}

    @property
    def packed(self) -> bool:
        """Whether the body has another length than the file."""
        return coding_of(self.headers) in CODINGS

    def beginning(self) -> bytes:
        """Return the first bytes of a body that is no file."""
        return self._response.read1(2048)

    def pieces(self, flow: Flow) -> Iterator[bytes]:
        """Yield the file as it comes. Raises FetchFault where it isn't all there, and urllib3's errors."""
        if coding_of(self.headers) in _UNREADABLE:
            raise faults.host_trouble(self._host, "it packed the file in a way we can't read", status=self.status)
        yield from self._unpacked(flow) if self.packed else self._raw(flow)
        if flow.total is not None and flow.received != flow.total:
            if self.packed:
                raise faults.host_trouble(self._host, "what it packed is not as long as it said")
            raise faults.cut(flow.received, flow.total)

    def _unpacked(self, flow: Flow) -> Iterator[bytes]:
        unpacker = Unpacker()
        try:
            for piece in self._raw(flow):
                yield from unpacker.unpack(piece)
        except zlib.error as exc:
            raise faults.host_trouble(self._host, "what it packed can't be unpacked") from exc
        if unpacker.cut:
            raise faults.cut(flow.received, flow.total, reason="what the server packed ends too early")

    def _raw(self, flow: Flow) -> Iterator[bytes]:
        """Yield what each read brings, at once: so that slow transfers are seen to move, and can be stopped."""
        read = self._response.read1
        while piece := read(flow.most, decode_content=False):
            flow.came(len(piece))
            yield piece
        flow.control.check()
