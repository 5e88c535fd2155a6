"""The certificates this computer trusts, for both HTTP clients."""

import os
import ssl
import sys
import threading

SYSTEM_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Alpine, Gentoo
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # Fedora, RHEL
    "/etc/pki/tls/certs/ca-bundle.crt",  # their older releases
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, the BSDs
)
"""Where Linux systems keep their certificates in one file."""

OWN_BUNDLE = "the certificates that came with Outtray"
SYSTEM_STORE = "the system's own store"


class SystemTrust:
    """The system's trust store as one TLS context, built at the first use and shared from then on.

    Building takes about 20 ms, so the first use belongs in a thread. On Windows and macOS truststore asks the system itself. On
    Linux the certificates are read once from the system's bundle: from where `SSL_CERT_FILE` and `SSL_CERT_DIR` say, from where
    this Python's OpenSSL was built to look (in a packaged program that may be a place of another system), from a list of places;
    where there is nothing at all, from the bundle of Mozilla's certificates that is among the libraries.
    """

    def __init__(self, bundles: tuple[str, ...] = SYSTEM_BUNDLES) -> None:
        self._bundles = bundles
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None
        self._source = ""

    @property
    def ready(self) -> bool:
        """Whether :meth:`context` returns at once."""
        return self._context is not None

    @property
    def source(self) -> str:
        """Where the certificates come from, in words or as a path; empty before the first use."""
        return self._source

    def context(self) -> ssl.SSLContext:
        """Return the context, building it first where need be. May be called from any thread."""
        with self._lock:
            if self._context is None:
                self._context, self._source = _build(self._bundles)
            return self._context


def _build(bundles: tuple[str, ...]) -> tuple[ssl.SSLContext, str]:
    if sys.platform in ("win32", "darwin"):
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT), SYSTEM_STORE
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context, _fill(context, bundles)


def _fill(context: ssl.SSLContext, bundles: tuple[str, ...]) -> str:
    """Load the system's certificates; return where from."""
    known = ssl.get_default_verify_paths()
    if known.cafile or (known.capath and os.environ.get(known.openssl_capath_env)):
        context.set_default_verify_paths()
        return known.cafile or str(known.capath)
    for bundle in bundles:
        if _loads(context, bundle):
            return bundle
    import certifi

    context.load_verify_locations(cafile=certifi.where())
    return OWN_BUNDLE


def _loads(context: ssl.SSLContext, bundle: str) -> bool:
    try:
        context.load_verify_locations(cafile=bundle)
    except OSError:  # not there, not readable, or no certificates; SSLError is one
        return False
    return bool(context.cert_store_stats()["x509_ca"])
