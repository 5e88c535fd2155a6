"""The proxy this computer is set to use: its environment variables, or the system's settings on Windows and macOS."""

from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: its address without credentials, and the value of the header that carries those (or empty)."""

    url: str
    authorization: str = field(default="", repr=False)

    @property
    def usable(self) -> bool:
        """Whether it is of a kind that both clients can use."""
        return urlsplit(self.url).scheme in ("http", "https")


def proxy_for(url: str) -> Proxy | None:
    """Return the proxy for `url`, None where it is to be reached directly. Loopback never goes through a proxy.

    May look names up (on Windows), so it belongs in a thread.
    """
    from urllib.request import getproxies, proxy_bypass  # 10 ms, which the first paint does not wait for

    parts = urlsplit(url)
    if is_loopback(parts.hostname or ""):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme.lower()) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    return _parse(proxy if "://" in proxy else f"http://{proxy}")


def is_loopback(host: str) -> bool:
    """Return whether `host` names this computer without asking anyone."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _parse(url: str) -> Proxy:
    scheme, _, rest = url.partition("://")
    userinfo, _, place = rest.rpartition("@")
    name, _, word = userinfo.partition(":")
    basic = b64encode(f"{unquote(name)}:{unquote(word)}".encode()).decode()
    return Proxy(f"{scheme.lower()}://{place}", f"Basic {basic}" if userinfo else "")
