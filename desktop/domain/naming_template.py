"""The template language of file names: its parts, and reading it. :mod:`desktop.domain.naming` documents it."""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.domain.language import tr

WORDS = ("provider", "account", "kind", "model", "title", "prompt", "project", "tag", "seed")
NUMBERS = ("n", "w", "h", "seconds")
TIMES = ("date", "time")
TOKENS = (*WORDS, "task", "part", *NUMBERS, *TIMES)
FILTERS = ("slug", "upper", "lower")
MAX_TEMPLATE = 500
MAX_LITERAL = 80
MAX_FOLDERS = 8
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_TIME_FORMAT = re.compile(r"(?:YYYY|YY|MM|DD|HH|mm|ss|[-_. /])+")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it stands; `/` in it begins a new folder."""

    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """One token with what follows its name: the most characters, filters in order, or the format of a time."""

    name: str
    most: int | None = None
    filters: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """The first of its alternatives that is not empty."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """Pieces that are left out together where a token among them is empty."""

    pieces: tuple[Literal | Token, ...]


type Piece = Literal | Token | Optional


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read without fault."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TemplateError:
    """Why a template can't be used, as a sentence for its writer."""

    sentence: str


class _Fault(Exception):
    pass


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    pieces: list[Piece] = field(default_factory=list)
    inner: list[Literal | Token] | None = None

    def read(self) -> Template:
        while self.at < len(self.text):
            self._step(self.text[self.at], self.text[self.at : self.at + 2])
        if self.inner is not None:
            raise _Fault(tr("A “[” is never closed. Add the “]” where the optional piece ends."))
        return Template(_with_sizes(self.pieces))

    def _step(self, char: str, pair: str) -> None:
        if pair in ("{{", "}}", "[[", "]]"):
            self._add(Literal(char))
            self.at += 2
            return
        if char == "{":
            end = self.text.find("}", self.at)
            if end < 0:
                raise _Fault(tr("A “{” is never closed. Add the “}” behind the token's name."))
            self._add(_token(self.text[self.at + 1 : end]))
            self.at = end
        elif char == "}":
            raise _Fault(tr("There is a “}” without its “{”."))
        elif char == "[":
            if self.inner is not None:
                raise _Fault(tr("An optional piece in [ ] can't hold another one."))
            self.inner = []
        elif char == "]":
            if self.inner is None:
                raise _Fault(tr("There is a “]” without its “[”."))
            self.pieces.append(Optional(tuple(self.inner)))
            self.inner = None
        else:
            self._add(Literal(char))
        self.at += 1

    def _add(self, piece: Literal | Token) -> None:
        target: list[Literal | Token] | list[Piece] = self.pieces if self.inner is None else self.inner
        last = target[-1] if target else None
        if isinstance(piece, Literal) and isinstance(last, Literal):
            target[-1] = Literal(last.text + piece.text)
        else:
            target.append(piece)


@lru_cache(maxsize=64)
def parse(template: str) -> Template | TemplateError:
    """Return `template` ready for use, or what is wrong with it in words."""
    if not template.strip(" /"):
        return TemplateError(tr("The template is empty. Put at least one token into it, such as {title} {task:8}."))
    if len(template) > MAX_TEMPLATE:
        return TemplateError(tr("The template is longer than {max_template} characters. Shorten it.", max_template=MAX_TEMPLATE))
    try:
        parsed = _Reader(template).read()
        _check_literals(parsed)
    except _Fault as fault:
        return TemplateError(str(fault))
    return parsed


def _token(text: str) -> Token:
    return Token(tuple(_alternative(part) for part in text.split("|")))


def _alternative(text: str) -> Alternative:
    name, _, rest = text.strip().partition(":")
    if name not in TOKENS:
        near = difflib.get_close_matches(name.lower(), TOKENS, 1)
        known = tr("Did you mean {{{near}}}?", near=near[0]) if near else tr("There are {tokens}.", tokens=", ".join(TOKENS))
        raise _Fault(tr("There is no token {{{shown}}}. {known}", shown=_shown(name), known=known))
    if name in TIMES:
        if rest and not _TIME_FORMAT.fullmatch(rest):
            raise _Fault(
                tr(
                    "“{shown}” is no way to write a {name}. Use YYYY, MM, DD, HH, mm and ss, such as {{{name}:YYYY-MM-DD}}.",
                    shown=_shown(rest),
                    name=name,
                )
            )
        return Alternative(name, pattern=rest)
    most, filters = None, []
    for option in rest.split(":") if rest else ():
        if option in FILTERS:
            filters.append(option)
        elif option.isascii() and option.isdigit() and 1 <= int(option[:6]) <= 200:
            most = int(option)
        else:
            raise _Fault(
                tr(
                    "“{shown}” can't follow {{{name}:…}}. Use a number from 1 to 200, slug, upper or lower.",
                    shown=_shown(option),
                    name=name,
                )
            )
    return Alternative(name, most, tuple(filters))


def _shown(text: str) -> str:
    """Return the head of what the user wrote, on one line."""
    return "".join(c if c.isprintable() else " " for c in text[:40])


def _check_literals(template: Template) -> None:
    flat = [inner for p in template.pieces for inner in (p.pieces if isinstance(p, Optional) else (p,))]
    literal = "".join(p.text if isinstance(p, Literal) else "\ufffc" for p in flat)
    if match := _FORBIDDEN.search(literal):
        char = f"“{match[0]}”" if match[0].isprintable() else tr("A line break or another control character")
        raise _Fault(tr("{char} can't stand in a file name on every system. Take it out.", char=char))
    if literal.startswith(("/", "~")) or any(folder.strip(" ") in (".", "..") for folder in literal.split("/")):
        raise _Fault(tr("The template must stay inside the folder for saved files: no “/” or “~” at its start, no “..”."))
    if literal.count("/") > MAX_FOLDERS:
        raise _Fault(
            tr("The template makes more than {max_folders} folders inside each other. Use fewer.", max_folders=MAX_FOLDERS)
        )
    if len(literal.encode("utf-8", "replace")) > MAX_LITERAL + 3 * literal.count("\ufffc"):
        raise _Fault(tr("The text between the tokens is longer than {max_literal} bytes. Shorten it.", max_literal=MAX_LITERAL))


def _with_sizes(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return `pieces` with each `{w}x{h}` made optional, so that an unknown size leaves no lonely x."""
    result: list[Piece] = []
    for piece in pieces:
        result.append(piece)
        match result[-3:]:
            case [Token((Alternative("w"),)) as w, Literal("x") as x, Token((Alternative("h"),)) as h]:
                result[-3:] = [Optional((w, x, h))]
            case _:
                pass
    return tuple(result)
