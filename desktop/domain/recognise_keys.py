"""API keys in pasted text: found so that they are never taken for ids."""

import re

from desktop.domain.intake import FoundKey
from desktop.domain.recognise_forms import BYTESPIKE, CRUN, MIDJOURNEY, TRIPO
from desktop.domain.recognise_urls import DOMAINS

_KEY = re.compile(
    r"(?<![A-Za-z0-9_-])(?:(?P<crun>ak_[A-Za-z0-9]{20,128})|(?P<tripo>tsk_[A-Za-z0-9_-]{6,128})"
    r"|(?P<bytespike>sk-byts-[A-Za-z0-9_-]{6,128})"
    r"|(?P<other>(?<!/)tcli_[A-Za-z0-9_-]{6,128}|whsec_[A-Za-z0-9_/+=-]{6,128}|sk-(?:proj|ant)-[\w-]{6,200})"
    r"|(?P<midjourney>sk-[A-Za-z0-9_-]{12,200}))(?![A-Za-z0-9_-])"
)
_HEADER = re.compile(
    r"(?i)(?:\b(?:x-api-key|api[-_]key|mj-api-secret|authorization)[\"']?\s{0,4}[:=]\s{0,4}[\"']?(?:bearer\s{1,4})?"
    r"|\bbearer\s{1,4})(?P<value>[A-Za-z0-9_.~+/=-]{12,400})"
)
_SAMPLE = re.compile(r"(?i)your|api[-_]?key|x{4,}|\.{3}|example")
_HOST = re.compile(r"(?i)\b(crun\.ai|crunai\.com|tripo3d\.(?:ai|com)|bytespike\.ai|crazyrouter\.com)\b")
_BY_GROUP = {"crun": CRUN, "tripo": TRIPO, "bytespike": BYTESPIKE, "midjourney": MIDJOURNEY}
_NEAR = 400


def find_keys(text: str) -> tuple[FoundKey, ...]:
    """Return the keys in `text`, each once, in order.

    Their form tells the provider (`ak_`, `tsk_`, `sk-byts-`, `sk-`), else an API host close by in a header's own command.
    It is None where nothing tells it, and for what is no API key at all: webhook secrets and client ids (a client id as a folder
    in the address of a result is not looked at).
    """
    found: dict[str, tuple[int, str | None]] = {}
    for match in _KEY.finditer(text):
        if not _SAMPLE.search(match[0]):
            found.setdefault(match[0], (match.start(), _BY_GROUP.get(match.lastgroup or "")))
    for match in _HEADER.finditer(text):
        value = match["value"]
        if value not in found and not _SAMPLE.search(value) and not _KEY.search(value):
            found[value] = (match.start("value"), _provider_near(text, match.start(), match.end()))
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return tuple(FoundKey(provider, mask(value), value) for value, (_, provider) in ordered)


def mask(key: str) -> str:
    """Return `key` as it may be shown: its prefix, where it has a known one, and its last 4 characters."""
    prefix = re.match(r"sk-byts-|sk-|ak_|tsk_|tcli_|whsec_", key)
    return f"{prefix[0] if prefix else ''}…{key[-4:]}"


def _provider_near(text: str, start: int, end: int) -> str | None:
    before = text[max(0, start - _NEAR) : start].rpartition("\n\n")[2]
    after = text[end : end + _NEAR].partition("\n\n")[0]
    hosts = [m[1].lower() for m in _HOST.finditer(before)][-1:] or [m[1].lower() for m in _HOST.finditer(after)][:1]
    return DOMAINS[hosts[0]] if hosts else None
