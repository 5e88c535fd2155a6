"""Connections of one worker to file hosts, on urllib3: no key, no cookie, and only to the address that was checked.

The only place that imports urllib3. Its errors leave here as FetchFault.
"""

import logging
import ssl
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.domain.language import words_of
from desktop.engine import faults
from desktop.engine.faults import FetchFault
from desktop.engine.link_guard import LinkRefused, Target
from desktop.engine.trust import SystemTrust

if TYPE_CHECKING:
    import urllib3

    type _Pool = urllib3.HTTPConnectionPool | urllib3.ProxyManager

logger = logging.getLogger(__name__)

MOST_POOLS = 8


class FileHosts:
    """Opens links. Keeps a few idle connections, so that many small files of one host need one handshake. One thread only."""

    def __init__(self, version: str, trust: SystemTrust, connect_seconds: float, read_seconds: float) -> None:
        self._headers = {"User-Agent": f"Outtray/{version}", "Accept": "*/*", "Accept-Encoding": "identity"}
        self._trust = trust
        self._seconds = (connect_seconds, read_seconds)
        self._pools: OrderedDict[tuple[str, ...], _Pool] = OrderedDict()

    def open(self, target: Target, headers: Mapping[str, str]) -> "urllib3.BaseHTTPResponse":
        """Ask `target` with `headers` besides the usual; return its reply, the body unread. Raises FetchFault."""
        import urllib3

        if target.proxy is not None:
            return self._ask(target, None, headers)
        trouble = faults.unreachable(target.host)
        for address in target.addresses:
            try:
                return self._ask(target, address, headers)
            except FetchFault as fault:
                if not isinstance(fault.__cause__, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.NewConnectionError):
                    raise
                trouble = fault
        raise trouble

    def close(self) -> None:
        """Close the idle connections."""
        while self._pools:
            _close(self._pools.popitem()[1])

    def _ask(self, target: Target, address: str | None, headers: Mapping[str, str]) -> "urllib3.BaseHTTPResponse":
        from urllib3.exceptions import HTTPError, ProtocolError

        place = target.url if address is None else target.request
        for attempt in (1, 2):
            try:
                return self._pool(target, address).urlopen(
                    "GET",
                    place,
                    headers={**self._headers, "Host": target.netloc, **headers},
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    decode_content=False,
                    enforce_content_length=False,  # whoever reads it counts, and can say more of it
                )
            except ProtocolError as exc:  # most often an idle connection that the host closed as we used it
                if attempt == 2:
                    raise fault_of(exc, target.host) from exc
            except (HTTPError, OSError, ValueError) as exc:
                raise fault_of(exc, target.host) from exc
        raise AssertionError("the second attempt returns or raises")

    def _pool(self, target: Target, address: str | None) -> "_Pool":
        proxy = target.proxy.url if target.proxy is not None else ""
        key = (target.scheme, target.host, str(target.port), address or "", proxy)
        pool = self._pools.pop(key, None) or self._make(target, address)
        self._pools[key] = pool
        if len(self._pools) > MOST_POOLS:
            _close(self._pools.popitem(last=False)[1])
        return pool

    def _make(self, target: Target, address: str | None) -> "_Pool":
        import urllib3

        logging.getLogger("urllib3").setLevel(logging.ERROR)  # below, it prints addresses with their queries
        timeout = urllib3.Timeout(connect=self._seconds[0], read=self._seconds[1])
        if address is None:
            assert target.proxy is not None
            if not target.proxy.usable:
                raise faults.unreachable(target.host)
            sent = {"proxy-authorization": target.proxy.authorization} if target.proxy.authorization else None
            context = self._trust.context()
            return urllib3.ProxyManager(target.proxy.url, proxy_headers=sent, ssl_context=context, timeout=timeout, maxsize=1)
        host = f"[{address}]" if ":" in address else address
        if target.scheme == "http":
            return urllib3.HTTPConnectionPool(host, target.port, timeout=timeout, maxsize=1)
        # `server_hostname` alone: with `assert_hostname` urllib3 would switch the check off in the shared context.
        return urllib3.HTTPSConnectionPool(
            host, target.port, timeout=timeout, maxsize=1, ssl_context=self._trust.context(), server_hostname=target.host
        )


def fault_of(error: BaseException, host: str, received: int = 0, total: int | None = None) -> FetchFault:
    """Return what an error of urllib3, or of the sockets below it, comes down to."""
    from urllib3 import exceptions as e

    match error:
        case FetchFault():
            return error
        case LinkRefused():
            return FetchFault(faults.FaultKind.REFUSED_LINK, error.problem)
        case e.SSLError() | ssl.SSLError():
            return _tls_fault(error, host)
        case e.ReadTimeoutError():
            return faults.cut(received, total, stalled=True)
        case e.ConnectTimeoutError() | e.NewConnectionError() | e.ProxyError():
            return faults.unreachable(host)
        case e.ProtocolError() if received and total is None:
            return faults.cut(received, total, reason=words_of("the connection ended before the server said that this was all"))
        case e.ProtocolError() | ConnectionError() | TimeoutError():
            return faults.cut(received, total)
        case e.HTTPError():
            return faults.host_trouble(host, words_of("its answer can't be read"))
        case OSError():
            return faults.unreachable(host)
        case _:
            logger.error("An unforeseen error while fetching from %s", host, exc_info=error)
            return faults.host_trouble(host, words_of("its answer can't be read"))


def _tls_fault(error: BaseException, host: str) -> FetchFault:
    inner = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    if isinstance(inner, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return faults.unreachable(host)
    reason = inner.verify_message if isinstance(inner, ssl.SSLCertVerificationError) else ""
    return faults.untrusted(host, reason)


def _close(pool: "_Pool") -> None:
    if hasattr(pool, "close"):
        pool.close()
    else:
        pool.clear()
