"""Taking out of a report what it must not hold: keys, and who and where its user is. Stricter than what the log went through.

A log was redacted when it was written, with the rules and keys known then. Here everything is redacted once more.
"""

import contextlib
import getpass
import itertools
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from desktop.storage.redaction import HIDDEN, Redactor

_COOKIE: Final = re.compile(r"(?i)((?:set-)?cookie(?:\\*[\"'])?\s{0,4}[:=]\s{0,4}(?:\\*[\"'])?)[^\r\n\"']+")
_AUTH: Final = re.compile(
    r"(?i)(authorization(?:\\*[\"'])?\s{0,4}[:=]\s{0,4}(?:\\*[\"'])?(?:(?:bearer|basic|token|digest)\b)?\s*)[^\r\n\"'\\]+"
)
"""Header lines: all that stands behind the name, up to the end of the line or of the string."""

_USERINFO: Final = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,20}://)[^/\s\"'<>]*@")
_BARE_USERINFO: Final = re.compile(r"(?<![\w/.])[\w.%+-]{1,64}:[^\s:@/\"'<>]{1,128}@(?=[\w.-]+:\d{2,5}\b)")
_KEY_FIELD: Final = re.compile(
    r"(?i)((?:\\*[\"'])(?:key|apikey|pass|pwd|passphrase|session|jwt|bearer|sk|auth)(?:\\*[\"'])\s{0,4}[:=]\s{0,4}(\\*[\"']))"
    r"(?:(?!\2)[^\n])+(?=\2)"
)
_SIGNED: Final = re.compile(
    r"(?i)\b((?:x-amz-[a-z-]+|x-goog-[a-z-]+|signature|sig|se|sp|token|expires|policy|key-pair-id|auth)=)[^&\s\"'<>\\]+"
)
_JWT: Final = re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?")

_PLAIN_NAMES: Final = frozenset(
    {"root", "user", "admin", "administrator", "home", "outtray", "localhost", "ubuntu", "debian", "linux"}
)
"""Names that tell nothing about anybody, and that stand in many texts."""

_LINES_AT_ONCE: Final = 8

HOME, USER, HOST, FILE = "~", "[user]", "[host]", "[file]"


class Cleaner:
    """Makes texts fit to be shared. `folders` hold results, whose names may tell prompts; `private` are titles and prompts."""

    def __init__(
        self,
        redactor: Redactor,
        *,
        home: Path,
        user: str,
        host: str,
        folders: Iterable[Path] = (),
        private: Iterable[str] = (),
    ) -> None:
        self._redactor = redactor
        roots = {form for folder in folders for form in _forms(folder)}
        self._files = _any_of(roots, r"[/\\]+[^\r\n]*") if roots else None
        self._home = _any_of(_forms(home), r"(?![\w-])") if len(home.parts) > 1 else None
        self._names = [
            (re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE), word)
            for name, word in ((user, USER), (host, HOST), (host.partition(".")[0], HOST))
            if len(name) > 1 and name.lower() not in _PLAIN_NAMES
        ]
        private = tuple(private)
        forms = {form for text in (*private, *map(self.keyless, private)) for form in _said(text)}
        self._private = sorted(forms - {HIDDEN}, key=len, reverse=True)

    def keyless(self, text: str) -> str:
        """Return `text` without keys and whatever may be one."""
        text = _AUTH.sub(rf"\1{HIDDEN}", self._redactor.without_keys(text))
        text = _COOKIE.sub(rf"\1{HIDDEN}", text)
        text = _USERINFO.sub(rf"\1{HIDDEN}@", text)
        text = self._redactor.text(text)
        text = _BARE_USERINFO.sub(f"{HIDDEN}@", text)
        text = _KEY_FIELD.sub(rf"\1{HIDDEN}", text)
        text = _SIGNED.sub(rf"\1{HIDDEN}", text)
        return _JWT.sub(HIDDEN, text)

    def nameless(self, text: str) -> str:
        """Return `text` without the user's home, name and computer."""
        if self._home is not None:
            text = self._home.sub(HOME, text)
        for pattern, word in self._names:
            text = pattern.sub(word, text)
        return text

    def text(self, text: str, *, with_work: bool = False) -> str:
        """Return `text` fit to be shared; `with_work` leaves titles, prompts and names of files in.

        It goes through a few lines at a time: a pattern at work keeps every other thread waiting.
        """
        private = [] if with_work else [words for words in self._private if words in text]
        for words in private:
            text = text.replace(words, FILE)
        lines = text.splitlines(keepends=True)
        return "".join(self._some("".join(some), with_work=with_work) for some in itertools.batched(lines, _LINES_AT_ONCE))

    def _some(self, text: str, *, with_work: bool) -> str:
        if self._files is not None and not with_work:
            text = self._files.sub(lambda match: f"{match[1]}/{FILE}", text)
        return self.nameless(self.keyless(text))


def this_user() -> str:
    """Return the name that the user is logged in by; empty where that is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def this_host() -> str:
    """Return this computer's name."""
    return socket.gethostname()


def _forms(folder: Path) -> set[str]:
    """Return how a folder may stand in a text: as it is, with its links followed, in JSON, in a URL."""
    ways = {str(folder), folder.as_posix()}
    with contextlib.suppress(OSError, RuntimeError):  # a drive that is gone, links that lead in a circle
        ways.add(str(folder.resolve()))
    ways |= {way.replace("\\", "\\\\") for way in ways}
    ways |= {quote(way) for way in ways}
    return {way for way in ways if len(way) > 2}


def _any_of(texts: Iterable[str], after: str) -> re.Pattern[str]:
    names = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(f"({names}){after}")


def _said(text: str) -> set[str]:
    """Return a private text as a log may hold it; short ones are left, for they'd be found in every line."""
    whole = text.strip()
    forms = {whole, " ".join(whole.split()), repr(whole)[1:-1]}
    return {form for form in forms if len(form) >= 6}
