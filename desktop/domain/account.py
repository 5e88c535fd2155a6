"""An account: where its API lives and how its key is sent. The key itself is never part of this record."""

from dataclasses import dataclass
from enum import StrEnum


class HeaderStyle(StrEnum):
    """The request header that carries an account's key."""

    BEARER = "bearer"
    X_API_KEY = "x-api-key"
    MJ_API_SECRET = "mj-api-secret"


COLOURS: tuple[str, ...] = ("blue", "orange", "green", "purple", "red", "teal", "pink", "grey")
"""Names an account's colour may have; the theme holds their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One connected account of a provider.

    `id` is ours and never changes; `base_url` is normalised, without a trailing slash (see
    :func:`desktop.providers.registry.normalise_base_url`).
    """

    id: str
    provider: str
    name: str
    base_url: str
    header: HeaderStyle
    colour: str = "blue"
    allow_http: bool = False
    paused: bool = False

    @property
    def handle(self) -> str:
        """`provider/name`, the account's name on the command line."""
        return f"{self.provider}/{self.name}"

    @property
    def origin(self) -> str:
        """`scheme://host[:port]` of the API: the only place the key is sent to."""
        return origin_of(self.base_url)


def origin_of(url: str) -> str:
    """Return `scheme://host[:port]` of `url` in lower case, a default port left out."""
    from urllib.parse import urlsplit  # late: the first frame needs accounts, and none of this

    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    default = {"https": 443, "http": 80}.get(parts.scheme.lower())
    port = f":{parts.port}" if parts.port is not None and parts.port != default else ""
    return f"{parts.scheme.lower()}://{host}{port}"
