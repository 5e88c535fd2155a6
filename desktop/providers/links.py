"""Links to result files: which may be used, and in what form."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from desktop.domain.account import origin_of
from desktop.providers.addresses import Reach, ascii_host, reach_of

MAX_LINK = 4096
"""Longer links than this are refused."""

_GATEWAY_ROUTE = "/mj/image/"
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_TO_ENCODE = re.compile(r"[^\x21-\x7e]|[\"<>^`{|}]")


@dataclass(frozen=True, slots=True)
class LinkRules:
    """The rules for links in the replies of one account, which depend on where its API lives (`base_url`).

    A link is https; where the account itself is reached by plain http (on this computer or the user's network) http is as good.
    A link to the server's own "localhost" is an operator's slip (github QuantumNous/new-api, issue 144): it is rewritten to
    the account's origin, for an account on this computer only where it is the gateway's own picture route. A link without a
    path is one too (github trueai-org/midjourney-proxy, issue 77) and is refused.
    """

    base_url: str

    def clean(self, value: object) -> str | None:
        """Return a usable link for `value`, or None.

        Percent-encodes what must be, drops a fragment, resolves a link that begins with a slash at the account's origin, and
        makes a plain http link https. Refuses user names, control characters and more than :data:`MAX_LINK` characters.
        """
        if not isinstance(value, str) or len(value) > MAX_LINK * 2:
            return None
        url = value.strip()
        if _FORBIDDEN.search(url) is not None:
            return None
        if url.startswith("//"):
            url = "https:" + url
        elif url.startswith("/"):
            url = origin_of(self.base_url) + url
        try:
            found = self._rebuilt(urlsplit(url))
        except ValueError:
            return None
        return found if found is not None and len(found) <= MAX_LINK else None

    def _rebuilt(self, parts: SplitResult) -> str | None:
        if parts.scheme not in ("http", "https") or "@" in parts.netloc or not parts.path or parts.path + parts.query == "/":
            return None
        host, port = ascii_host(parts.hostname or ""), parts.port
        origin = self._origin(parts.scheme, host, port, parts.path)
        if origin is None:
            return None
        query = f"?{_encoded(parts.query)}" if parts.query else ""
        return f"{origin}{_encoded(parts.path)}{query}"

    def _origin(self, scheme: str, host: str, port: int | None, path: str) -> str | None:
        base = urlsplit(self.base_url)
        base_reach = reach_of(base.hostname or "")
        loopback = reach_of(host) is Reach.LOOPBACK
        if loopback and (base_reach is not Reach.LOOPBACK or _GATEWAY_ROUTE in path):
            return origin_of(self.base_url)
        plain = loopback or (base.scheme == "http" and base_reach is not Reach.PUBLIC)
        if scheme == "http" and not plain:
            if port not in (None, 80):
                return None
            scheme, port = "https", None
        bracketed = f"[{host}]" if ":" in host else host
        return origin_of(f"{scheme}://{bracketed}" + (f":{port}" if port is not None else ""))


def _encoded(part: str) -> str:
    return _TO_ENCODE.sub(lambda found: quote(found.group(), safe=""), part)
