"""Links in what others may read: cut down to what opens no door, for a signed link is a key as long as it lives."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

CUT: Final = "…"
"""Stands for a piece of a path that was left out."""

_URL: Final = re.compile(r"(?i)\b[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>\\]+")
_SIGNED: Final = re.compile(
    r"(?i)[?&;#](?:amp;)?(?:x-(?:amz|goog|oss|cos|tos|bce|ms)-[\w-]+|policy|signature|key-pair-id|expires|googleaccessid|awsaccesskeyid"
    r"|ossaccesskeyid|security-token|hdn\w{1,3}|auth_key|q-\w[\w-]*|sig|se|sp|sv|sr|st|spr|sks?|skt|ske|skv|skoid|sktid|hm|ex|is|exp|token"
    r"|access_token|jwt|secret|password|key|api_?key)=[^\s&\"'<>\\]*"
)
_OPAQUE: Final = re.compile(r"[A-Za-z0-9_+/=%~.-]{65,}\Z")
_DOOR: Final = re.compile(r"(?<![A-Za-z0-9])(?:ak_|tsk_|tcli_|whsec_|sk-|eyJ)[\w.+/=-]{16,}")
_DOOR_SIGN: Final = re.compile(
    r"(?i)(?:token|sig|signature|signed|key|apikey|api[-_]key|secret|auth|jwt|policy|session|credentials?|password)s?\Z"
)


def without_signatures(text: str) -> str:
    """Return `text` with its links cut down to what opens no door: no user, no query, no fragment, no token."""
    return _SIGNED.sub("", _DOOR.sub(CUT, _URL.sub(_bare_link, text)))


def source_of(url: str) -> str:
    """Return host and path of a link; empty for what is none."""
    try:
        link = urlsplit(url)
        host = link.hostname or ""
    except ValueError:
        return ""
    return f"{host}{_bare_path(link.path)}" if link.scheme and host else ""


def _bare_link(match: re.Match[str]) -> str:
    scheme, _, rest = match[0].partition("://")
    rest = re.split(r"[?#]", rest, maxsplit=1)[0]
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{_bare_path(slash + path)}"


def _bare_path(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        sign = bool(steps) and _DOOR_SIGN.match(steps[-1]) is not None
        steps.append(CUT if step and (sign or _opens_a_door(step)) else step)
    return "/".join(steps)


def _opens_a_door(step: str) -> bool:
    bare = unquote(unquote(step))
    return _OPAQUE.match(step) is not None or _DOOR.search(bare) is not None or any(mark in bare for mark in "?=&;#")
