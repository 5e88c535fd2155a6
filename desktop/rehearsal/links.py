"""Signed links that end: made for each reply anew, judged by the file host."""

import base64
import hmac
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, urlencode

from desktop.rehearsal.sample import Server
from desktop.rehearsal.wire import Ask

DAY = 86_400.0

LIFETIMES: Mapping[Server, float] = {
    Server.CRUN: 14 * DAY,
    Server.TRIPO: 300.0,
    Server.TRIPO_V2: 300.0,
    Server.BYTESPIKE: DAY,
    Server.MIDJOURNEY: DAY,
}
"""Seconds a link of each provider lives, as its documentation says."""

AREAS: Mapping[Server, str] = {
    Server.CRUN: "media",
    Server.TRIPO: "tripo-v3",
    Server.TRIPO_V2: "tripo-data",
    Server.BYTESPIKE: "multimodal",
    Server.MIDJOURNEY: "attachments",
}
"""The first part of a file's path on the file host."""

_TO_CLOUDFRONT = str.maketrans("+=/", "-_~")
_FROM_CLOUDFRONT = str.maketrans("-_~", "+=/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the file host thinks of a link: truly signed, expired, and how many seconds old (None where it can't be told)."""

    genuine: bool
    expired: bool = False
    age: float | None = None


class Links:
    """Signs links and judges them. `seconds` overrides every provider's own lifetime; `base` is the file host's address.

    Deadlines are whole seconds, rounded up. Tripo's links carry a `Policy` in CloudFront's base64 (docs.aws.amazon.com,
    CloudFront "custom policy"), Midjourney's Discord's hexadecimal `ex`, `is`, `hm`; the others `expires` and `sig`.
    """

    def __init__(self, secret: bytes, base: str, seconds: float | None = None) -> None:
        self._secret = secret
        self._base = base
        self._seconds = seconds

    def lifetime(self, server: Server) -> float:
        """Return how many seconds a link of `server` lives."""
        return LIFETIMES[server] if self._seconds is None else self._seconds

    def make(self, server: Server, task_id: str, name: str, now: float) -> str:
        """Return a link to a file of a task, signed now."""
        path = f"/{AREAS[server]}/{task_id}/{name}"
        ends = math.ceil(now + self.lifetime(server))
        return f"{self._base}{quote(path)}?{urlencode(self._query(server, path, ends, now))}"

    def judge(self, server: Server, ask: Ask, now: float) -> Verdict:
        """Return what to think of a request for a file of `server`."""
        ends = _deadline(server, ask)
        if ends is None:
            return Verdict(genuine=False)
        made = self._query(server, ask.path, ends, now)
        names = {"sig", "Policy", "Signature", "ex", "hm"}
        genuine = all(hmac.compare_digest(value, ask.first(key)) for key, value in made if key in names)
        return Verdict(genuine, now >= ends, max(0.0, now - (ends - self.lifetime(server))))

    def _query(self, server: Server, path: str, ends: int, now: float) -> list[tuple[str, str]]:
        seal = hmac.new(self._secret, f"{path}|{ends}".encode(), sha256)
        match server:
            case Server.TRIPO | Server.TRIPO_V2:
                policy = _policy(self._base + path, ends)
                signature = base64.b64encode(seal.digest()).decode().translate(_TO_CLOUDFRONT)
                return [("Policy", policy), ("Signature", signature), ("Key-Pair-Id", "K1REHEARSAL")]
            case Server.MIDJOURNEY:
                return [("ex", f"{ends:x}"), ("is", f"{int(now):x}"), ("hm", seal.hexdigest())]
            case _:
                return [("expires", str(ends)), ("sig", seal.hexdigest())]


def _policy(resource: str, ends: int) -> str:
    condition = {"DateLessThan": {"AWS:EpochTime": ends}}
    text = json.dumps({"Statement": [{"Resource": resource, "Condition": condition}]}, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode().translate(_TO_CLOUDFRONT)


def _deadline(server: Server, ask: Ask) -> int | None:
    try:
        match server:
            case Server.TRIPO | Server.TRIPO_V2:
                policy = json.loads(base64.b64decode(ask.first("Policy").translate(_FROM_CLOUDFRONT)))
                return int(policy["Statement"][0]["Condition"]["DateLessThan"]["AWS:EpochTime"])
            case Server.MIDJOURNEY:
                return int(ask.first("ex"), 16)
            case _:
                return int(ask.first("expires"))
    except (ValueError, LookupError, TypeError):
        return None
