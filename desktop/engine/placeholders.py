"""Bodies that stand for "no": what a host sends, with status 200 at times, where the file should be.

Where the words come from: AWS, "Amazon S3 error responses"; Google Cloud Storage, "HTTP status and error codes for XML"; Alibaba
Cloud OSS, "Error codes"; Azure, "Blob service error codes"; Discord's CDN for links whose `ex` is over (discord-api-docs, pull
request 6650); Cloudflare, "1xxx errors" and its challenge page; gcui-art/suno-api, issue 289 (Suno's "forbidden");
pollinations/pollinations, issue 7207 (the rate-limit picture and its MD5); cyberdrop-dl's list of ETags (imgur's "removed" picture,
whose ETag is its MD5).
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO

from desktop.domain.language import tr, words_of
from desktop.engine.signatures import HEAD_BYTES, JSON, TEXT, XML, MediaType

PIXEL_BYTES = 2048
"""A picture of one pixel with more bytes than this may hold something else that is wanted."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """What was sent, in words with their article, what to do about it, and whether it says that the link has ended."""

    words: str
    advice: str
    link_ended: bool = False


_NEW_LINK = words_of("Save again: that asks for a new link.")
_LATER = words_of("Save again in a while.")
_ASK = words_of("Look at the task where you started it, then save again.")

_CODES: dict[str, StandIn] = {
    "RequestTimeTooSkewed": StandIn(
        words_of("a notice that this computer's clock is wrong"), words_of("Set the clock, then save again.")
    ),
    "ExpiredToken": StandIn(words_of("a notice that the link's permit has run out"), _NEW_LINK, link_ended=True),
    "InvalidAccessKeyId": StandIn(words_of("a notice that the link's permit is unknown"), _NEW_LINK, link_ended=True),
    "SignatureDoesNotMatch": StandIn(words_of("a notice that the link is not genuine"), _NEW_LINK, link_ended=True),
    "AuthenticationFailed": StandIn(words_of("a notice that the link is not accepted"), _NEW_LINK, link_ended=True),
    "AuthorizationQueryParametersError": StandIn(words_of("a notice that the link is not well-formed"), _NEW_LINK, link_ended=True),
    "AccessDenied": StandIn(words_of("a notice that access is denied"), _NEW_LINK, link_ended=True),
    "NoSuchKey": StandIn(words_of("a notice that the file does not exist"), _ASK, link_ended=True),
    "BlobNotFound": StandIn(words_of("a notice that the file was not found"), _ASK, link_ended=True),
    "NoSuchBucket": StandIn(words_of("a notice that the place of the file does not exist"), _ASK, link_ended=True),
    "SlowDown": StandIn(words_of("a request to slow down"), _LATER),
    "ServiceUnavailable": StandIn(words_of("a notice that it is overloaded"), _LATER),
    "ServerBusy": StandIn(words_of("a notice that it is busy"), _LATER),
    "InternalError": StandIn(words_of("a notice of an error of its own"), _LATER),
    "UserDisable": StandIn(words_of("a notice that its storage is switched off"), _LATER),
}
"""By the `<Code>` of the stores' error documents."""

_TEXTS: tuple[tuple[re.Pattern[str], StandIn], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), stand_in)
    for pattern, stand_in in (
        (
            r"this content is no longer available",
            StandIn(words_of("a notice that this is no longer available"), _NEW_LINK, link_ended=True),
        ),
        (
            r"\b(?:request|signature|url|link|token|policy) (?:has |is )?expired\b|\bexpired (?:link|url|token|signature)\b",
            StandIn(words_of("a notice that the link has expired"), _NEW_LINK, link_ended=True),
        ),
        (r"missing key-pair-id", StandIn(words_of("a notice that the link was not signed"), _NEW_LINK, link_ended=True)),
        (r"error code: ?10(?:15|27)\b", StandIn(words_of("a notice that it was asked too often"), _LATER)),
        (r"error code: ?10(?:0[5-9]|10|12|20)\b", StandIn(words_of("a notice that this network is blocked"), _ASK)),
        (r"just a moment\.\.\.|cf-chl-|challenge-platform", StandIn(words_of("a web page that checks for robots"), _LATER)),
        (r"attention required! \| cloudflare", StandIn(words_of("a web page that says this network is blocked"), _ASK)),
        (
            r"\brate[- ]?limit (?:exceeded|reached|hit)|too many requests|queue full for ip",
            StandIn(words_of("a notice of its rate limit"), _LATER),
        ),
        (
            r"""\A\W*(?:\{"?\w+"?:\s*)?["']?forbidden\b|"(?:detail|message|error)"\s*:\s*"(?:403 )?forbidden""",
            StandIn(words_of("the word “forbidden”"), _ASK, link_ended=True),
        ),
        (
            (
                r"\A\W*(?:error\W+)?(?:404\W+)?(?:(?:file|page|key) )?not found\W*\Z"
                r"""|"(?:detail|message|error)"\s*:\s*"(?:404 )?not found"""
            ),
            StandIn(words_of("the words “not found”"), _ASK, link_ended=True),
        ),
        (
            r"""\A\W*unauthori[sz]ed\W*\Z|"(?:detail|message|error)"\s*:\s*"(?:401 )?unauthori[sz]ed""",
            StandIn(words_of("the word “unauthorized”"), _NEW_LINK, link_ended=True),
        ),
        (
            r"\A\s*<html[^>]*>\s*<head>.{0,200}(?:hotspot|captive portal|wi-?fi login|network login)",
            StandIn(words_of("the log-in page of a network"), words_of("Log in to this network in a browser, then save again.")),
        ),
        (r"\A\W*(?:403\W+)?access denied\W*\Z", StandIn(words_of("the words “access denied”"), _NEW_LINK, link_ended=True)),
        (
            r""""(?:code|status|status_?code)"\s*:\s*"?(?:401|403|410)\b""",
            StandIn(words_of("an error message by which the link is no longer accepted"), _NEW_LINK, link_ended=True),
        ),
        (
            r""""(?:code|status|status_?code)"\s*:\s*"?404\b""",
            StandIn(words_of("an error message by which there is no such file"), _ASK, link_ended=True),
        ),
    )
)
"""By words in short messages; the first that fits counts."""

_CODE = re.compile(r"<Code>\s*(\w{3,60})\s*</Code>", re.IGNORECASE)
_XML_ERROR = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:\w+:)?error(?:response)?[\s/>]", re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(r"<Message>(.{0,400}?)</Message>", re.IGNORECASE | re.DOTALL)

_PICTURES: tuple[tuple[range, str, StandIn], ...] = (
    (range(503, 504), "d835884373f4d6c8f24742ceabe74946", StandIn(words_of("a picture that says the image was removed"), _ASK)),
    (
        range(1_000_000, 2_000_001),
        "2090a5dc21c32952cbf8496339752bd1",
        StandIn(words_of("a picture that says its rate limit is reached"), _LATER),
    ),
)
"""Bytes in all, MD5, and what it is."""

PIXEL = StandIn(words_of("a blank picture of one pixel"), _ASK)
ZEROS = StandIn(words_of("nothing but zeros"), _LATER)

_ERROR = StandIn(words_of("an error message"), _LATER)

# -- JSON errors, by their keys in small letters without "_" and "-"
_CALLED_ERROR = frozenset({"error", "errors", "errorcode", "errcode", "errormessage", "errormsg", "errmsg"})
_SAID = ("message", "msg", "detail")
_MARKS = frozenset({"code", "status", "statuscode", "success", "ok", "requestid", "traceid"})
_ASIDE = frozenset({"type", "title", "reason", "description", "details", "timestamp", "path", "hint"})
"""These may stand in an error, but would make a result of a mere message."""
_ENVELOPE = frozenset({"data", "result"})
_FAILED = frozenset({"false", "error", "fail", "failed", "failure", "denied", "expired", "forbidden", "unauthorized"})
_WORKED = frozenset({"ok", "success", "succeeded", "completed", "done", "true", "0", "200"})
_MOST_SAID = 300

# -- texts of one line
_MOST_LINE = 200
_WORD = re.compile(r"[^\W\d_]+")
_FILLERS = frozenset(
    _WORD.findall(
        "a again an and at code error file for has http https is it item its later link object of on page please resource "
        "sorry status temporarily that the this to try url was we your"
    )
)
_NOTHING = frozenset({"null", "none", "nil", "undefined", "nan"})
_REFUSALS = frozenset(
    {
        *(" ".join(_WORD.findall(status.phrase.lower())) for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST),
        *("internal error", "server error", "permission denied", "invalid signature", "invalid token", "no such key"),
        *("no healthy upstream", "upstream request timeout", "timeout", "timed out", "expired", "does not exist"),
    }
)


def message_stand_in(head: bytes) -> StandIn | None:
    """Return what a text that came instead of a file says, where that is known."""
    text = head[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if (code := _CODE.search(text)) is not None:
        message = said.group(1) if (said := _PARTS.search(text)) is not None else ""
        expired = next((found for pattern, found in _TEXTS[:3] if pattern.search(message)), None)
        return expired or next((found for name, found in _CODES.items() if name.lower() == code.group(1).lower()), None)
    return next((found for pattern, found in _TEXTS if pattern.search(text)), None)


def text_stand_in(head: bytes, found: MediaType | None, *, bare: bool) -> StandIn | None:
    """Return what a text stands for where texts are results too; None for anything that could be one.

    Only what is an error document as a whole counts: an XML error, a JSON object that holds an error and nothing else, a line of
    known words and no others. With `bare` a line of the words of an HTTP status, or "null", counts as well.
    """
    text = head[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if found is XML and _XML_ERROR.match(text):
        return message_stand_in(head) or _ERROR
    if len(head) >= HEAD_BYTES:
        return None
    if found is JSON and _is_error(text):
        return message_stand_in(head) or _ERROR
    return _line_stand_in(text, bare=bare) if found is TEXT else None


def _is_error(text: str) -> bool:
    """Tell whether a JSON document is an object that says that something went wrong, or how it went, and has no data."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(whole, dict):
        return False
    given = {re.sub(r"[_-]", "", key).lower(): value for key, value in whole.items()}
    if not given.keys() <= _CALLED_ERROR | {*_SAID} | _MARKS | _ASIDE | _ENVELOPE or any(given.get(key) for key in _ENVELOPE):
        return False
    outcomes = [str(given[key]).lower() for key in ("code", "status", "statuscode", "success", "ok") if key in given]
    if any(_is_told(given.get(key)) for key in _CALLED_ERROR) or any(map(_is_failure, outcomes)):
        return True
    said = any(isinstance(given.get(key), str) and 0 < len(given[key]) <= _MOST_SAID for key in _SAID)
    if not said or given.keys() & _ASIDE:
        return False
    return bool(given.keys() & _ENVELOPE) or not any(outcome in _WORKED for outcome in outcomes)


def _is_told(error: object) -> bool:
    """Tell an error from none, and from a figure of that name."""
    return error is True or (isinstance(error, str | dict | list) and bool(error))


def _is_failure(outcome: str) -> bool:
    figure = int(outcome) if outcome.removeprefix("-").isdecimal() else 0
    return outcome in _FAILED or figure < 0 or figure >= HTTPStatus.BAD_REQUEST


def _line_stand_in(text: str, *, bare: bool) -> StandIn | None:
    line = text.strip().strip("\"'").strip()
    if len(line) > _MOST_LINE or "\n" in line:
        return None
    for pattern, found in _TEXTS:
        if (match := pattern.search(line)) is not None and not _words(line[: match.start()] + " " + line[match.end() :]):
            return found
    if not bare:
        return None
    if line.lower() in _NOTHING:
        return StandIn(tr("the word “{word}”", word=line.lower()), _LATER)
    said = _words(line)
    if said in {_words(refusal) for refusal in _REFUSALS} if said else "error" in line.lower():
        return StandIn(words_of("an error message of one line"), _LATER)
    return None


def _words(text: str) -> str:
    """Return the words of a text in small letters, but those that say nothing by themselves."""
    return " ".join(word for word in _WORD.findall(text.lower()) if word not in _FILLERS)


def picture_stand_in(file: BinaryIO, size: int, width: int | None, height: int | None) -> StandIn | None:
    """Return what a picture of `size` bytes stands for, where it is no result."""
    if width == height == 1 and size <= PIXEL_BYTES:
        return PIXEL
    for sizes, due, found in _PICTURES:
        if size in sizes:
            file.seek(0, os.SEEK_SET)
            summed = hashlib.md5(usedforsecurity=False)
            while piece := file.read(1 << 20):
                summed.update(piece)
            if summed.hexdigest() == due:
                return found
    return None
