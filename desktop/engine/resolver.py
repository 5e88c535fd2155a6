"""Name look-ups of the API client in threads that nothing waits for (see :mod:`desktop.engine.daemon`)."""

import socket
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult

from desktop.engine.daemon import in_daemon_thread


class DaemonResolver(AbstractResolver):
    """Asks the operating system, as browsers do; raises OSError where a name is not known."""

    @override
    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """Return the addresses of `host`, best first."""
        found = await in_daemon_thread("look up name", lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM))
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=int(address[1]),
                family=int(kind),
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, proto, _, address in found
        ]

    @override
    async def close(self) -> None:
        """Nothing is held."""
