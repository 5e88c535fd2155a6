"""A command as it is typed, and as the separate arguments it is run with. Pure."""

import shlex
from collections.abc import Sequence


class UnclosedQuote(ValueError):
    """A quote in a command is never closed."""


def arguments_of(line: str, *, windows: bool) -> tuple[str, ...]:
    r"""Return the program and its arguments of a line: quotes keep spaces together, nothing else has a meaning.

    A backslash takes the meaning from the sign behind it, but on Windows, where it stands in paths, it is only itself.
    Raises :class:`UnclosedQuote`.
    """
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    if windows:
        lexer.escape = ""
    try:
        return tuple(lexer)
    except ValueError as error:
        raise UnclosedQuote from error


def line_of(arguments: Sequence[str]) -> str:
    """Return the line that :func:`arguments_of` reads as these arguments."""
    return " ".join(map(_quoted, arguments))


def _quoted(argument: str) -> str:
    """Return one argument, in quotes where it needs them."""
    bare = bool(argument) and not any(sign.isspace() or sign in "\"'\\" for sign in argument)
    return argument if bare else shlex.quote(argument)
