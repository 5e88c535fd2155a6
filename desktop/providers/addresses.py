"""Addresses of servers: how far a host is, and which base URLs an account may have."""

import ipaddress
import re
from enum import Enum
from urllib.parse import SplitResult, urlsplit

from desktop.domain.account import origin_of
from desktop.domain.language import sentences, tr
from desktop.providers.base import Spec

_BLANK = re.compile(r"[\s\x00-\x1f\x7f\\]")
_PATH = re.compile(r"[A-Za-z0-9._~!$&'()*+,=:@%/-]*")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")
_NUMERIC_END = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)")
_PRIVATE_ENDINGS = (".local", ".lan", ".home", ".home.arpa", ".internal", ".intranet", ".corp", ".private", ".test")


class Reach(Enum):
    """How far a host is by its name or number: this computer, the user's own network, or anywhere."""

    LOOPBACK = "loopback"
    PRIVATE = "private"
    PUBLIC = "public"


def reach_of(host: str) -> Reach:
    """Return how far `host` (a name or an IP address without brackets) is. No name is resolved.

    A name of one label is private: public names have at least two. `0.0.0.0` and `::` mean this computer.
    """
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.LOOPBACK
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return Reach.PRIVATE if "." not in name or name.endswith(_PRIVATE_ENDINGS) else Reach.PUBLIC
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback or address.is_unspecified:
        return Reach.LOOPBACK
    return Reach.PUBLIC if address.is_global else Reach.PRIVATE


def ascii_host(host: str) -> str:
    """Return `host` in lower case and ASCII. Raises ValueError for what is no host, such as `127.1` or `0x7f000001`."""
    name = host.lower()
    if ":" in name:
        ipaddress.IPv6Address(name)
        return name
    name = name.encode("idna").decode("ascii") if not name.isascii() else name
    name = name.removesuffix(".")
    if len(name) > 253 or _HOST.fullmatch(name) is None:
        raise ValueError("no host name")
    if _NUMERIC_END.fullmatch(name) is not None:
        ipaddress.IPv4Address(name)
    return name


def normalise(text: str, spec: Spec, *, allow_http: bool) -> str:
    """Return the base URL that `text` means for a dialect: `scheme://host[:port][/path]`, without a slash at its end.

    What `spec.trimmed_paths` names is cut from the end, and `spec.base_path` put there. Raises ValueError with a sentence
    for the user where the address may not be used.
    """
    parts, host = _split(text, spec)
    _refuse_plain_http(parts, host, allow_http=allow_http)
    bracketed = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    return origin_of(f"{parts.scheme}://{bracketed}{port}") + _path(parts.path, spec)


def split_address(text: str) -> SplitResult:
    """Return the parts of an address; one without a scheme is taken as https, on this computer as http.

    Raises ValueError where it cannot be split.
    """
    text = text.strip()
    if _BLANK.search(text) is not None:
        raise ValueError("blanks in an address")
    if "://" in text:
        return urlsplit(text)
    parts = urlsplit("https://" + text)
    return parts._replace(scheme="http") if reach_of(parts.hostname or "x.y") is Reach.LOOPBACK else parts


def _split(text: str, spec: Spec) -> tuple[SplitResult, str]:
    example = tr("Write it like {address}.", address=spec.default_base_url)
    if not text.strip():
        raise ValueError(sentences(tr("The address is empty."), example))
    try:
        parts = split_address(text)
        if "@" in parts.netloc:
            raise _Refused(tr("Leave the user name and password out of the address; the key is kept separately."))
        if parts.scheme not in ("http", "https"):
            raise _Refused(sentences(tr("The address must begin with https://."), example))
        if parts.query or parts.fragment or text.strip().endswith(("?", "#")):
            raise _Refused(sentences(tr("Leave out what follows “?” or “#” in the address."), example))
        host = ascii_host(parts.hostname or "")
        if "://" not in text and parts.port is None and reach_of(host) is Reach.PRIVATE and not set(host) & set(".:"):
            raise _Refused(sentences(tr("“{host}” is not an address of a server.", host=host), example))
        readable = _PATH.fullmatch(parts.path) is not None and ".." not in parts.path.split("/") and parts.port != 0
    except _Refused:
        raise
    except ValueError as error:
        raise ValueError(sentences(tr("This is not an address of a server."), example)) from error
    if not readable:
        raise ValueError(sentences(tr("This is not an address of a server."), example))
    return parts, host


class _Refused(ValueError):
    """An address refused with a sentence of its own."""


def _refuse_plain_http(parts: SplitResult, host: str, *, allow_http: bool) -> None:
    if parts.scheme == "https":
        return
    match reach_of(host):
        case Reach.PUBLIC:
            raise ValueError(tr("The address must begin with https://: with http:// anyone on the way could read your key."))
        case Reach.PRIVATE if not allow_http:
            raise ValueError(
                tr(
                    "This address would send your key unencrypted through your network. Use https://, or allow plain "
                    "http for this account (on the command line: --allow-http)."
                )
            )
        case _:
            return


def _path(path: str, spec: Spec) -> str:
    path = re.sub(r"/{2,}", "/", path).rstrip("/")
    for tail in sorted(spec.trimmed_paths, key=len, reverse=True):
        if path.lower().endswith(tail.lower()):
            return path[: -len(tail)] + spec.base_path
    first = spec.base_path.strip("/").split("/")[0]
    return path if first and first in path.lower().split("/") else path + spec.base_path
