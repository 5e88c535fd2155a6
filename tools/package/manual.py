"""Writes the page `man outtray` from the command line's own parser, so that it names every verb there is."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from desktop import __version__
from desktop.cli_parser import build_parser

_FILES = (
    ("~/.local/share/Outtray", "the profile: the list of tasks, the settings, thumbnails and logs"),
    ("~/Downloads/Outtray", "where results are saved unless the settings say otherwise"),
)
_ENVIRONMENT = (
    ("OUTTRAY_PROFILE", "keep tasks and settings in this folder instead"),
    ("OUTTRAY_KEY_PROVIDER_NAME", "an account's key for this run, for instance OUTTRAY_KEY_TRIPO_STUDIO"),
)
_KEYS = "Keys lie in the keyring of the desktop (Secret Service), one entry an account, named “outtray/…”, and nowhere else."


def page(stamped: int) -> str:
    """Return the page as roff; `stamped` is the second of the build."""
    parser = build_parser(__version__)
    day = datetime.fromtimestamp(stamped, UTC).date().isoformat()
    parts = [
        f'.TH OUTTRAY 1 {day} "Outtray {__version__}" "User Commands"',
        _section("NAME", [r"outtray \- save the results of AI generation tasks before their links die"]),
        _section("SYNOPSIS", [r".B outtray", r"[\fB\-\-profile\fR \fIDIR\fR] [\fIVERB\fR ...]"]),
        _section("DESCRIPTION", [_text(parser.description or "")]),
        _section("OPTIONS", list(_options(parser))),
        _section("VERBS", list(_verbs(parser, ""))),
        _section("FILES", [_item(name, words) for name, words in _FILES] + [".PP", _text(_KEYS)]),
        _section("ENVIRONMENT", [_item(name, words) for name, words in _ENVIRONMENT]),
        _section("EXAMPLES", [".nf", _text(parser.epilog or ""), ".fi"]),
    ]
    return "\n".join(parts) + "\n"


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([f".SH {title}", *lines])


def _verbs(parser: argparse.ArgumentParser, before: str) -> Iterator[str]:
    """Tell of each verb below `parser`: how it is called, what it does, its options."""
    for group in parser._actions:  # noqa: SLF001  # argparse tells of its verbs in no other way
        if not isinstance(group, argparse._SubParsersAction):  # noqa: SLF001
            continue
        for name, verb in group.choices.items():
            yield f".SS {before}{name}"
            yield f".B {_text(' '.join(verb.format_usage().split()[1:]))}"
            yield ".PP"
            yield _text(verb.description or "")
            yield from _options(verb)
            yield from _verbs(verb, f"{before}{name} ")


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):  # noqa: SLF001
            continue
        choices = "|".join(map(str, action.choices or ()))
        value = "" if action.nargs == 0 else str(action.metavar or choices or action.dest)
        names = ", ".join(action.option_strings)
        yield _item(f"{names} {value}".strip(), (action.help or "").replace("%%", "%"))


def _item(term: str, words: str) -> str:
    return f".TP\n.B {_text(term)}\n{_text(words)}"


def _text(words: str) -> str:
    """Return words as roff: hyphens that can be copied, and no line that reads as a request."""
    safe = words.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in safe.splitlines())
