"""When a download link ends, read from the link itself and from the provider's rule."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
LATEST = datetime(2077, 1, 1, tzinfo=UTC)
"""An end outside of these is a misreading, not a date."""

MAX_URL = 65_536
_SIGNERS = ("signature", "awsaccesskeyid", "ossaccesskeyid", "googleaccessid", "key-pair-id")
_DATED = ("x-amz", "x-goog", "x-oss", "x-tos")
_CLOUDFRONT = str.maketrans("-_~", "+=/")


def link_end(url: str) -> datetime | None:
    """Return when `url` stops working (UTC), as its own signature says; None where it says nothing that can be believed.

    Read are CloudFront (`Policy` or `Expires`), S3 and its likenesses (`Expires` with a signer's id, `X-Amz-Date` with
    `X-Amz-Expires`, the same for Google, OSS and TOS), Azure (`se`), Tencent (`q-sign-time`) and Discord (`ex`, hex). Where a
    link carries several, the first to pass counts. Never raises.
    """
    if len(url) > MAX_URL or "?" not in url:
        return None
    try:
        query = _parameters(urlsplit(url).query)
    except ValueError:
        return None
    ends = (_policy(query), _plain(query), _azure(query), _tencent(query), _discord(query), *_dated(query))
    return min((end for end in ends if end is not None and EARLIEST <= end < LATEST), default=None)


def expires_at(urls: Sequence[str], links_at: datetime | None, lifetime: timedelta | None) -> datetime | None:
    """Return when the best (first) of `urls` ends: the sooner of what it says itself and `links_at` plus `lifetime`.

    None where neither is known, and without a link.
    """
    if not urls:
        return None
    ends = [link_end(urls[0])]
    if links_at is not None and lifetime is not None:
        ends.append(_later(links_at, lifetime))
    return min((end for end in ends if end is not None), default=None)


def _parameters(query: str) -> dict[str, str]:
    """Return the parameters by lower-case name; a plus sign stays one, as base64 needs it."""
    pairs = (item.partition("=") for item in query.replace("&amp;", "&").split("&"))
    return {unquote(name).lower(): unquote(value) for name, _, value in pairs}


def _policy(query: Mapping[str, str]) -> datetime | None:
    text = query.get("policy", "").translate(_CLOUDFRONT).rstrip("=")
    if not text:
        return None
    try:
        policy = json.loads(b64decode(text + "=" * (-len(text) % 4)))
        ends = [_epoch(s["Condition"]["DateLessThan"]["AWS:EpochTime"]) for s in policy["Statement"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return min((end for end in ends if end is not None), default=None)


def _plain(query: Mapping[str, str]) -> datetime | None:
    signed = any(name in query for name in _SIGNERS)
    return _epoch(query.get("expires")) if signed else None


def _dated(query: Mapping[str, str]) -> list[datetime | None]:
    return [_signed_for(query.get(f"{name}-date"), query.get(f"{name}-expires")) for name in _DATED]


def _signed_for(date: str | None, seconds: str | None) -> datetime | None:
    if date is None or seconds is None or not _is_number(seconds):
        return None
    try:
        signed = datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return _later(signed, timedelta(seconds=int(seconds)))


def _azure(query: Mapping[str, str]) -> datetime | None:
    if "sig" not in query:
        return None
    try:
        end = datetime.fromisoformat(query.get("se", ""))
        return end.replace(tzinfo=UTC) if end.tzinfo is None else end.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _tencent(query: Mapping[str, str]) -> datetime | None:
    return _epoch(query.get("q-sign-time", "").partition(";")[2]) if "q-signature" in query else None


def _discord(query: Mapping[str, str]) -> datetime | None:
    """Discord's CDN: `ex` is the end in hexadecimal unix seconds (discord/discord-api-docs, pull request 6650)."""
    if "hm" not in query and "is" not in query:
        return None
    try:
        return _epoch(int(query.get("ex", "")[:16], 16))
    except ValueError:
        return None


def _epoch(value: object) -> datetime | None:
    if isinstance(value, str) and _is_number(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LATEST.timestamp():
        return None
    return datetime.fromtimestamp(value, UTC)


def _is_number(text: str) -> bool:
    return len(text) <= 12 and text.isascii() and text.isdigit()


def _later(start: datetime, span: timedelta) -> datetime | None:
    try:
        return start + span
    except OverflowError:
        return None
