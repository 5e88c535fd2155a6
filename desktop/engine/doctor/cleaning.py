"""Taking out of a report what it must not hold: keys, and who and where its user is. Stricter than what the log went through.

A log was redacted when it was written, with the rules and keys known then. Here everything is redacted once more, and rather too
much is taken out than too little.
"""

import getpass
import itertools
import json
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

from desktop.storage.redaction import HIDDEN, Redactor

_HEADER: Final = re.compile(
    r"(?i)((?<![A-Za-z])(?:proxy-)?(?:(?:set-)?cookie|authorization)(?:\\*[\"'])?\s{0,4}[:=]\s{0,4}(?:\\*[\"'])?)[^\r\n]+"
)
"""Header lines: what stands behind the name may be quoted, so all goes up to the end of the line."""

_USERINFO: Final = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,20}://)[^/\s\"'<>]*@")
_BARE_USERINFO: Final = re.compile(r"(?<![\w.])[\w.%+-]{1,64}:[^\s:@/\"'<>]{1,128}@(?=[\w.-])")

_SECRET: Final = (
    r"(?:[\w.-]{0,40}?(?:key|secret|token|password|passwd|passphrase|pwd|credentials?|authorization|auth|cookie|session|jwt|bearer)"
    r"|outtray_key_\w{1,60}|pass|sk|sig|se|sp|signature|expires|policy|key-pair-id|x-(?:amz|goog)-[a-z-]{1,40})"
)
_ASSIGNED: Final = re.compile(
    rf"""(?ix)
    (?P<head> (?<![A-Za-z0-9.-]) {_SECRET} (?:\\*["'])? \s{{0,4}} (?: [:=] | %3[ad] | , (?=\s{{0,4}} b?\\*["']) )
        [\s\[(]{{0,4}} (?:b(?=\\*["']))? )
    (?: (?P<open>\\*["']) (?: (?!(?P=open)) [^\n] )+ (?P=open) | [^\s,;&"'\\<>()\[\]{{}}]{{6,}} )
    """
)
"""A secret's name with what it is set to: `key=…`, `"token": "…"`, `('x-api-key', '…')`."""

_KEPT: Final = re.compile(_SECRET, re.IGNORECASE)
"""The name of a field whose value is a secret, whatever it looks like."""

_SPOKEN: Final = re.compile(
    r"(?i)\b((?:api[-_ ]?key|token|password|passphrase|bearer)(?:\s|%20)+(?:is\s+)?)(?=\S*\d)[\w.~+/=-]{12,}"
)
_JWT: Final = re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?")
_SHAPES: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?i:ak_|tsk_|tcli_|whsec_|sk[-_])[\w+/=-]{8,}|AIza[\w-]{20,}|gh[opsru]_\w{16,}|github_pat_\w{16,}"
    r"|hf_\w{16,}|r8_\w{16,}|xox[a-z]-[\w-]{10,}|AKIA[A-Z0-9]{12,}"
    r"|(?<![\w-])(?=[A-Za-z_-]{0,80}\d)(?=[\d_-]{0,80}[A-Za-z])[\w-]{61,})"
)
"""Keys of this and of other trades, and whatever is so long that nobody would say it."""

_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_HOOK: Final = re.compile(r"(?i)(://[^\s\"'<>/]{1,120}/(?:[^\s\"'<>]{0,80}/)?(?:services|webhooks?|hooks?)/)[^\s\"'<>]+")
_PEM: Final = re.compile(r"(?s)-----BEGIN [A-Z ]+-----.{0,4000}?(?:-----END [A-Z ]+-----|\Z)")

_PLAIN_NAMES: Final = frozenset(
    {"root", "user", "admin", "administrator", "home", "outtray", "localhost", "ubuntu", "debian", "linux", "ok", "fine", "note"}
    | {"trouble", "info", "error", "yes", "no", "none", "true", "false", "crun", "tripo", "suno", "task", "desktop"}
)
"""Names that tell nothing about anybody, and that stand in many texts."""

_LINES_AT_ONCE: Final = 8
_SHORT: Final = 6
"""Private words below this length are looked for as whole words alone."""

HOME, USER, HOST, FILE, FOLDER, PRIVATE = "~", "[user]", "[host]", "[file]", "[folder]", "[private]"


class Cleaner:
    """Makes texts fit to be shared.

    `homes` are the forms of the user's home, `users` and `host` names. `results` are folders whose files' names may tell prompts,
    `folders` those of them that are the user's own choice, so that their names go as well; `private` are titles and prompts.
    """

    def __init__(
        self,
        redactor: Redactor,
        *,
        homes: Iterable[Path],
        users: Iterable[str],
        host: str,
        results: Iterable[Path] = (),
        folders: Iterable[Path] = (),
        private: Iterable[str] = (),
    ) -> None:
        self._redactor = redactor
        self._chosen = {form for folder in folders for form in _forms(folder)}
        roots = {form for folder in results for form in _forms(folder)} | self._chosen
        self._files = _any_of(roots, r"([/\\]+[^\r\n]*|(?![\w-]))") if roots else None
        home = {form for folder in homes if len(folder.parts) > 1 for form in _forms(folder)}
        self._home = _any_of(home, r"(?![\w-])") if home else None
        names = [*((user, USER) for user in users), (host, HOST), (host.partition(".")[0], HOST)]
        self._names = [
            (re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE), word)
            for name, word in dict.fromkeys(names)
            if len(name) > 1 and name.lower() not in _PLAIN_NAMES
        ]
        words = {text.strip() for text in private} - {"", HIDDEN}
        self._short = {word for word in words if 1 < len(word) < _SHORT and word.isascii() and word.lower() not in _PLAIN_NAMES}
        long = {word for word in words if len(word) >= _SHORT or (len(word) > 1 and not word.isascii())}
        forms = {form for text in long for form in (*_said(text), *_said(self.keyless(text)))}
        self._private = sorted(forms - {HIDDEN}, key=len, reverse=True)

    def keyless(self, text: str) -> str:
        """Return `text` without keys and whatever may be one."""
        text = _PEM.sub(HIDDEN, self._redactor.without_keys(text))
        text = _HEADER.sub(rf"\1{HIDDEN}", text)
        text = _HOOK.sub(rf"\1{HIDDEN}", _USERINFO.sub(rf"\1{HIDDEN}@", text))
        text = self._redactor.text(text)
        text = _BARE_USERINFO.sub(f"{HIDDEN}@", text)
        text = _ASSIGNED.sub(_hide, text)
        text = _SPOKEN.sub(rf"\1{HIDDEN}", text)
        return _SHAPES.sub(HIDDEN, _JWT.sub(HIDDEN, text))

    def nameless(self, text: str) -> str:
        """Return `text` without the user's home, name and computer, and without addresses of mail."""
        if self._home is not None:
            text = self._home.sub(HOME, text)
        text = _MAIL.sub(USER, text)
        for pattern, word in self._names:
            text = pattern.sub(word, text)
        return text

    def text(self, text: str) -> str:
        """Return `text` fit to be shared.

        It goes through a few lines at a time: a pattern at work keeps every other thread waiting.
        """
        for words in [words for words in self._private if words in text]:
            text = text.replace(words, PRIVATE)
        text = _PEM.sub(HIDDEN, text)
        lines = text.splitlines(keepends=True)
        return "".join(self._some("".join(some)) for some in itertools.batched(lines, _LINES_AT_ONCE))

    def record(self, value: object) -> str:
        """Return a record as indented JSON fit to be shared: it is cleaned value by value, so that it stays JSON."""

        def clean(value: object) -> object:
            match value:
                case dict():
                    return {
                        self.text(str(name)): HIDDEN
                        if inner and isinstance(inner, str) and _KEPT.fullmatch(str(name))
                        else clean(inner)
                        for name, inner in value.items()
                    }
                case list() | tuple():
                    return [clean(inner) for inner in value]
                case str():
                    return self.text(value)
                case _:
                    return value

        return json.dumps(clean(value), ensure_ascii=False, indent=2, default=str) + "\n"

    def _some(self, text: str) -> str:
        if self._files is not None:
            text = self._files.sub(self._place, text)
        if self._short:
            text = re.sub(r"[A-Za-z0-9_]+", lambda word: PRIVATE if word[0] in self._short else word[0], text)
        return self.nameless(self.keyless(text))

    def _place(self, match: re.Match[str]) -> str:
        root = FOLDER if match[1] in self._chosen else match[1]
        return f"{root}/{FILE}" if match[2] else root


def this_user() -> str:
    """Return the name that the user is logged in by; empty where that is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def this_host() -> str:
    """Return this computer's name."""
    return socket.gethostname()


def _hide(match: re.Match[str]) -> str:
    opening = match["open"] or ""
    return f"{match['head']}{opening}{HIDDEN}{opening}"


def _forms(folder: Path) -> set[str]:
    """Return how a folder may stand in a text: as it is, in JSON, in a URL."""
    ways = {str(folder), folder.as_posix()}
    ways |= {way.replace("\\", "\\\\") for way in ways}
    ways |= {quote(way, errors="replace") for way in ways}
    return {way for way in ways if len(way) > 2}


def _any_of(texts: Iterable[str], after: str) -> re.Pattern[str]:
    names = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(f"({names}){after}")


def _said(text: str) -> set[str]:
    """Return a private text as a log may hold it."""
    forms = {text, " ".join(text.split()), repr(text)[1:-1], json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    return forms | {quote(text, errors="replace"), quote_plus(text, errors="replace")}
