"""Taking secrets out of text before it is written: log records, raw replies, reports of trouble."""

import copy
import json
import logging
import re
import threading
from collections.abc import Iterable
from typing import Final, override
from urllib.parse import quote

HIDDEN: Final = "[hidden]"

_SHORTEST_KEY: Final = 8
_SHAPES: Final = re.compile(r"(?<![A-Za-z0-9])(?:ak_|tsk_|tcli_|whsec_|sk-)[A-Za-z0-9_+/=-]{8,}")
_NAMES: Final = (
    r"(?:api[-_]?key|access[-_]?key(?:[-_]?id)?|secret[-_]?key|private[-_]?key|authorization|token|secret|signature|password"
    r"|passwd|cookie|credentials?|x-amz-[\w-]+|(?<![A-Za-z])sig)"
)
_FIELD: Final = re.compile(
    rf"""(?ix)
    (?P<head> (?<![\w.-]) [\w.-]{{0,40}}? {_NAMES} (?:\\*["'])? \s{{0,4}} [:=] \s{{0,4}} )
    (?: (?P<open>\\*["']) (?:(?!(?P=open)) (?:\\.|[^\n]) )* (?P=open)
      | (?: (?:bearer|basic) \s+ )? [^\s,;&"'\\}}\])<>\[{{(]+ )
    """
)
_SCHEME: Final = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_URL: Final = re.compile(r"(?i)\b(?:https?|wss?)://[^\s\"'<>\\]+")
_USER: Final = re.compile(r"(?<=://)[^/?#@]*@")
_SECRET_NAME: Final = re.compile(rf"(?i)[\w.-]*{_NAMES}\Z")
_EMPTY: Final = re.compile(r"(?i)(?:null|none|true|false|-?\d{1,6}(?:\.\d+)?)\Z")


class Redactor:
    """Hides the keys it was told of, whatever looks like one, secret fields, and the values in URL queries."""

    def __init__(self, known_keys: Iterable[str] = ()) -> None:
        self._guard = threading.Lock()
        self._known: tuple[str, ...] = ()
        for key in known_keys:
            self.learn(key)

    def learn(self, key: str) -> None:
        """Hide `key` from now on, also as it stands in JSON, in URLs and in reprs."""
        key = key.strip()
        if len(key) < _SHORTEST_KEY:
            return
        forms = {key, json.dumps(key)[1:-1], repr(key)[1:-1], quote(key, safe="")}
        with self._guard:
            self._known = tuple(sorted({*self._known, *forms}, key=len, reverse=True))

    def without_keys(self, text: str) -> str:
        """Return `text` without the keys this was told of; all else stays."""
        for key in self._known:
            text = text.replace(key, HIDDEN)
        return text

    def text(self, text: str) -> str:
        """Return `text` without secrets; JSON stays JSON."""
        text = self.without_keys(text)
        text = _FIELD.sub(_hide_field, _URL.sub(_cut_url, text))
        return _SHAPES.sub(HIDDEN, _SCHEME.sub(rf"\1 {HIDDEN}", text))

    def raw(self, value: object) -> str:
        """Return a decoded reply as indented JSON without secrets."""
        return self.text(json.dumps(_without_secrets(value), ensure_ascii=False, indent=2, default=str))


class RedactingFilter(logging.Filter):
    """Lets every record through without its secrets: message, arguments, traceback."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor
        self._formatter = logging.Formatter()

    @override
    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        clean = copy.copy(record)
        clean.msg, clean.args = self._redactor.text(_message(record)), ()
        if record.exc_info:
            clean.exc_text = self._redactor.text(self._formatter.formatException(record.exc_info))
            clean.exc_info = None
        if record.stack_info:
            clean.stack_info = self._redactor.text(record.stack_info)
        return clean


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # arguments that don't fit the message; say both rather than lose them
        return f"{record.msg} {record.args!r}"


def _hide_field(match: re.Match[str]) -> str:
    opening = match["open"] or ""
    value = match[0][len(match["head"]) + len(opening) : len(match[0]) - len(opening)]
    if not value or (not opening and _EMPTY.match(value)):
        return match[0]
    return f"{match['head']}{opening}{HIDDEN}{opening}"


def _cut_url(match: re.Match[str]) -> str:
    url, _, _fragment = _USER.sub("", match[0]).partition("#")
    base, mark, query = url.partition("?")
    names = "&".join(pair.partition("=")[0] for pair in query.split("&") if pair)
    return f"{base}?{names}" if mark else base


def _without_secrets(value: object) -> object:
    match value:
        case dict():
            return {name: HIDDEN if _is_secret(name, inner) else _without_secrets(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_without_secrets(inner) for inner in value]
        case _:
            return value


def _is_secret(name: object, value: object) -> bool:
    return isinstance(name, str) and isinstance(value, str) and value != "" and _SECRET_NAME.match(name) is not None
