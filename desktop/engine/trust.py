"""The certificates this computer trusts, for both HTTP clients."""

import ssl
import sys
import threading


class SystemTrust:
    """The system's trust store as one TLS context, built at the first use and shared from then on.

    Building takes about 20 ms, so the first use belongs in a thread. On Linux truststore reads the system's bundle again for
    each connection (another 20 ms, with a lock held over the handshake); there a plain context over the same bundle stands
    in for it wherever OpenSSL knows where that is. `SSL_CERT_FILE` is honoured.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    @property
    def ready(self) -> bool:
        """Whether :meth:`context` returns at once."""
        return self._context is not None

    def context(self) -> ssl.SSLContext:
        """Return the context, building it first where need be. May be called from any thread."""
        with self._lock:
            if self._context is None:
                self._context = _build()
            return self._context


def _build() -> ssl.SSLContext:
    if sys.platform not in ("win32", "darwin") and ssl.get_default_verify_paths().cafile:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.set_default_verify_paths()
        return context
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
