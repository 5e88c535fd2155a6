"""Name look-ups of the API client in threads that nothing waits for (see :mod:`desktop.engine.daemon`)."""

import socket
from collections.abc import Sequence
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult

from desktop.engine.daemon import in_daemon_thread


class DaemonResolver(AbstractResolver):
    """Asks the operating system, as browsers do; raises OSError where a name is not known."""

    @override
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """Return the addresses of `host`, best first."""
        found = await in_daemon_thread("look up name", lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM))
        return [_result(host, str(address[0]), int(address[1]), int(kind), proto) for kind, _, proto, _, address in found]

    @override
    async def close(self) -> None:
        """Nothing is held."""


class FixedResolver(AbstractResolver):
    """Answers every name with the numeric addresses that were found, and checked, before."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = tuple(addresses)

    @override
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """Return the addresses, in their order."""
        kinds = [(address, socket.AF_INET6 if ":" in address else socket.AF_INET) for address in self._addresses]
        return [_result(host, address, port, int(kind), 0) for address, kind in kinds if family in (socket.AF_UNSPEC, kind)]

    @override
    async def close(self) -> None:
        """Nothing is held."""


def _result(name: str, address: str, port: int, family: int, proto: int) -> ResolveResult:
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=name, host=address, port=port, family=family, proto=proto, flags=flags)
