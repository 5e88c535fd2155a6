"""Desktop entry files, as far as starting a program at login needs them (freedesktop.org, Desktop Entry Specification 1.4)."""

from collections.abc import Iterable, Mapping
from typing import Final

GROUP: Final = "[Desktop Entry]"

_QUOTED: Final = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""What an argument must be quoted for (section "The Exec key")."""

_ESCAPED: Final = frozenset('"`$\\')
_VALUE: Final = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_PLAIN: Final = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def exec_line(command: Iterable[str]) -> str:
    """Return the value of an `Exec` key that starts `command`: quoted and escaped as it must be."""
    return value_of(" ".join(_quoted(argument.replace("%", "%%")) for argument in command))


def exec_arguments(value: str) -> list[str]:
    """Return the command that the value of an `Exec` key starts, its field codes left out. Takes any text."""
    words: list[str] = []
    word: list[str] = []
    begun = quoted = False
    letters = iter(text_of(value))
    for letter in letters:
        if letter == "\\":
            word.append(next(letters, ""))
            begun = True
        elif letter == '"':
            quoted, begun = not quoted, True
        elif letter in " \t\n" and not quoted:
            if begun:
                words.append("".join(word))
            word, begun = [], False
        else:
            word.append(letter)
            begun = True
    if begun:
        words.append("".join(word))
    return [word.replace("%%", "%") for word in words if not (len(word) == 2 and word[0] == "%" and word[1] != "%")]


def value_of(text: str) -> str:
    """Return `text` as the value of a key."""
    return "".join(_VALUE.get(letter, letter) for letter in text)


def text_of(value: str) -> str:
    """Return what the value of a key says."""
    said: list[str] = []
    letters = iter(value)
    for letter in letters:
        if letter != "\\":
            said.append(letter)
        elif (following := next(letters, "")) in _PLAIN:
            said.append(_PLAIN[following])
        else:
            said.append(letter + following)
    return "".join(said)


def entry_text(keys: Mapping[str, str]) -> str:
    """Return the text of a file with `keys`, whose values are escaped already."""
    return "\n".join([GROUP, *(f"{key}={value}" for key, value in keys.items())]) + "\n"


def keys_in(text: str) -> dict[str, str]:
    """Return the keys of a file's main group with their values as they are written."""
    keys: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == GROUP
        elif inside and not line.startswith("#") and "=" in line:
            key, _, value = line.partition("=")
            keys[key.strip()] = value.strip()
    return keys


def with_keys(text: str, changes: Mapping[str, str | None]) -> str:
    """Return the text of a file with keys of its main group changed (None: taken away), and all else as it was."""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == GROUP
            lines.append(line)
            if inside:
                lines += [f"{key}={value}" for key, value in changes.items() if value is not None]
        elif not (inside and line.partition("=")[0].strip() in changes):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _quoted(argument: str) -> str:
    if argument and not _QUOTED.intersection(argument):
        return argument
    return '"' + "".join(f"\\{letter}" if letter in _ESCAPED else letter for letter in argument) + '"'
