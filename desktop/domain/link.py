"""What the program may be asked to open: links of its own (`outtray:`), addresses of local files, and paths.

A link can come from any web page, so it is read strictly: every part must be known. It never carries a key, names no address to
fetch from, deletes nothing, and what it adds is shown to the user before it is added.

    outtray://add?id=…&provider=…&account=…&project=…    offer tasks; `id` may repeat, or hold several with commas or spaces
    outtray://open?task=…                                show a task: its number on the list, or the provider's id
    outtray:                                             bring the window forward
"""

import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote

from desktop.domain.language import tr, tr_n
from desktop.domain.recognise_forms import is_false_friend, is_own_id, kind_for
from desktop.domain.recognise_json import provider_named
from desktop.domain.recognise_keys import find_keys
from desktop.domain.status import IdKind

SCHEME = "outtray"
MOST_IDS = 200
"""How many tasks one link may name."""

LONGEST = 80_000
"""The longest link that is read, in characters: 200 of the longest ids and a project's name fit."""

LONGEST_NAME = 80
"""The longest name of an account or a project."""

LONGEST_PATH, LONGEST_FILE_NAME = 4096, 255
"""The longest path, and the longest name in it, that a system has."""

_SHOWN = 40
"""How much of what comes from outside stands in a sentence, in characters: a word is never broken, and a dialog is not wide."""

_SHAPE = re.compile(r"(?i)outtray:(?://(?P<host>[^/?#]*))?/?(?:\?(?P<query>[^#]*))?(?P<rest>#?.*)", re.DOTALL)
_FILE = re.compile(r"(?i)file:(?://(?:localhost)?)?(?P<path>/(?!/).*)", re.DOTALL)
_ON_A_DRIVE = re.compile(r"[A-Za-z]:[\\/](?![\\/]).*", re.DOTALL)
_DEVICE = re.compile(r"[\\/]{2}[.?][\\/].*", re.DOTALL)
_ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]+:")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEY_NAME = re.compile(r"(?i).*(?:key|token|secret|auth|bearer|passw|credential|signature)")
_NAMES: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "add": frozenset({"provider", "id", "account", "project"}),
    "open": frozenset({"task"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAsked:
    """Tasks to offer: their ids, and as far as it was told a provider of ours, an account's name or handle, and a project."""

    ids: tuple[str, ...]
    provider: str = ""
    account: str = ""
    project: str = ""

    @property
    def text(self) -> str:
        """The ids as a text that is recognised: one a line, below a table's head where the provider is told."""
        if not self.provider:
            return "\n".join(self.ids)
        kinds = {kind_for(self.provider, one) for one in self.ids}
        column = IdKind.OUT_TASK_ID if kinds == {IdKind.OUT_TASK_ID} else IdKind.TASK_ID
        return "\n".join((f"provider,{column.value}", *(f"{self.provider},{one}" for one in self.ids)))


@dataclass(frozen=True, slots=True)
class ShowAsked:
    """A task to show: its number on the list, or the provider's id."""

    task: str


@dataclass(frozen=True, slots=True)
class RaiseAsked:
    """Nothing but the window."""


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A text file to read for ids, or the description of a saved file; the path is absolute."""

    path: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not done, and why, in a sentence."""

    sentence: str


type LinkAsked = AddAsked | ShowAsked | RaiseAsked | Refused
type Asked = LinkAsked | FileAsked


class _Refusal(Exception):
    """The message is a sentence for the user."""


def asked_of(what: str, *, windows: bool = sys.platform == "win32") -> Asked:
    """Return what `what` asks for: a link, the address of a file, or an absolute path. Never raises."""
    if is_link(what):
        return read_link(what)
    try:
        return FileAsked(_path(what, windows=windows))
    except _Refusal as refusal:
        return Refused(str(refusal))


def is_link(what: str) -> bool:
    """Tell whether `what` has our scheme."""
    return what.lstrip()[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def read_link(link: str) -> LinkAsked:
    """Return what an outtray: link asks for. Never raises."""
    try:
        return _read(link.strip())
    except _Refusal as refusal:
        return Refused(str(refusal))


def add_link(ids: Iterable[str], *, provider: str = "", account: str = "", project: str = "") -> str:
    """Return the link that offers tasks; :func:`read_link` understands what it was made of."""
    given = (("provider", provider), ("account", account), ("project", project), *(("id", one) for one in ids))
    return f"{SCHEME}://add?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in given if value)


def show_link(task: str | int) -> str:
    """Return the link that shows a task."""
    return f"{SCHEME}://open?task={quote(str(task), safe='')}"


def command_for(what: Iterable[str]) -> str:
    """Return the command line that does in a terminal what is asked for; empty where there is none."""
    asked = [asked_of(one) for one in what]
    commands = [command for one in asked if (command := _command(one))]
    return "; ".join(commands)


def _command(asked: Asked) -> str:
    match asked:
        case AddAsked():
            account = asked.account if "/" in asked.account or not asked.provider else f"{asked.provider}/{asked.account}"
            options = (("--account", account if asked.account else ""), ("--project", asked.project))
            words = [word for name, value in options if value for word in (name, value)]
            return shlex.join(["outtray", "add", *words, "--", *asked.ids])
        case ShowAsked(task):
            return shlex.join(["outtray", "show", "--", task])
        case FileAsked(path):
            return shlex.join(["outtray", "add", "--file", path])
        case _:
            return ""


# -- links ---------------------------------------------------------------------------------------------------------------


def _read(link: str) -> LinkAsked:
    if len(link) > LONGEST:
        raise _Refusal(tr("This link is too long. Outtray follows links of up to {n} characters.", n=f"{LONGEST:,}"))
    _check_visible(link)
    _check_keys(link, unquote(link, errors="replace"))
    shape = _SHAPE.fullmatch(link)
    host = (shape["host"] or "").lower() if shape is not None else ""
    if shape is None or shape["rest"] or host not in _NAMES:
        raise _Refusal(
            tr(
                "Outtray doesn't know what the link “{link}” asks for. It follows outtray://add?id=… and outtray://open?task=….",
                link=_shown(link.partition("?")[0]),
            )
        )
    values = _values(shape["query"] or "", _NAMES[host])
    match host:
        case "add":
            return _add(values)
        case "open" if values.get("task"):
            return ShowAsked(_checked_id(values["task"][0]))
        case _:
            return RaiseAsked()


def _values(query: str, names: frozenset[str]) -> dict[str, list[str]]:
    """Return the values of each parameter, decoded once; empty ones are left out. Raises _Refusal for what isn't known."""
    found: dict[str, list[str]] = {}
    pairs = [tuple(map(_decoded, pair.partition("=")[::2])) for pair in query.split("&") if pair]
    for name, value in pairs:
        _check_keys(value, f"{name}: {value}", named_so=bool(_KEY_NAME.match(name)))
        if name not in names:
            raise _Refusal(
                tr("This link was not followed: Outtray doesn't know what “{name}” in it means.", name=_shown(name) or "=")
            )
        if value.strip():
            found.setdefault(name, []).append(value.strip())
    for name, values in found.items():
        if name != "id" and len(values) > 1:
            raise _Refusal(tr("This link was not followed: it says “{name}” more than once.", name=name))
    return found


def _check_keys(*texts: str, named_so: bool = False) -> None:
    if named_so or any(map(find_keys, texts)):
        raise _Refusal(
            tr(
                "This link carries what looks like a key, so it was not followed. A link never needs a key: "
                "if this one is real, have its provider replace it."
            )
        )


def _decoded(text: str) -> str:
    """Return a part of a query, decoded once; a plus is a space, as in the address of a form. Raises _Refusal."""
    try:
        if _BROKEN_ESCAPE.search(text):
            raise ValueError
        decoded = unquote(text.replace("+", " "), errors="strict")
    except ValueError:
        raise _Refusal(tr("This link was not followed: it is damaged. Copy the whole link and try again.")) from None
    _check_visible(decoded)
    return decoded


def _add(values: Mapping[str, list[str]]) -> AddAsked:
    ids = dict.fromkeys(_checked_id(one) for value in values.get("id", []) for one in re.split(r"[,\s]+", value) if one)
    if not ids:
        raise _Refusal(tr("This link was not followed: it names no task."))
    if len(ids) > MOST_IDS:
        raise _Refusal(
            tr_n(
                "This link names {n} task, more than the {most} a link may name. Put the ids into a text file and open that.",
                "This link names {n} tasks, more than the {most} a link may name. Put the ids into a text file and open that.",
                len(ids),
                most=MOST_IDS,
            )
        )
    name = _name(values, "provider")
    provider = provider_named(name) if name else ""
    if provider is None:
        raise _Refusal(
            tr(
                "This link was not followed: “{name}” is no provider of Outtray's. It knows crun, tripo, bytespike and midjourney.",
                name=_shown(name),
            )
        )
    return AddAsked(ids=tuple(ids), provider=provider, account=_name(values, "account"), project=_name(values, "project"))


def _name(values: Mapping[str, list[str]], name: str) -> str:
    value = " ".join(" ".join(values.get(name, [])).split())
    if len(value) > LONGEST_NAME:
        raise _Refusal(
            tr("This link was not followed: “{name}” in it is longer than {n} characters.", name=name, n=f"{LONGEST_NAME}")
        )
    return value


def _checked_id(text: str) -> str:
    if is_false_friend(text) or not (is_own_id(text, strict=False) or (text.isascii() and text.isdecimal() and len(text) < 20)):
        raise _Refusal(tr("This link was not followed: “{text}” is no task id.", text=_shown(text)))
    return text


def _check_visible(text: str) -> None:
    """Refuse what can't be seen: control characters, marks that turn the direction of text, halves of characters."""
    if any(char in _BLANK or unicodedata.category(char) in _UNSEEN for char in text):
        raise _Refusal(tr("This link was not followed: it holds characters that can't be seen."))


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that leave a gap or nothing at all where they stand."""


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


# -- files ---------------------------------------------------------------------------------------------------------------


def _path(what: str, *, windows: bool) -> str:
    """Return the absolute path that a path or a file's address names. Raises _Refusal."""
    address = _FILE.fullmatch(what)
    path = unquote(address["path"], errors="surrogateescape") if address is not None else what
    if address is not None and windows:
        path = path.removeprefix("/")
    if not _is_nameable(path):
        raise _Refusal(tr("A file was not opened: its name holds characters that can't be seen, or is too long."))
    if address is None and _ADDRESS.match(what):
        sentence = tr(
            "“{what}” was not opened: Outtray opens its own links and text files, and fetches no address.",
            what=_said(what.partition("?")[0]),
        )
        raise _Refusal(sentence)
    elsewhere = windows and (_DEVICE.match(path) or (address is not None and not _ON_A_DRIVE.match(path)))
    if elsewhere or not (PureWindowsPath if windows else PurePosixPath)(path).is_absolute():
        raise _Refusal(tr("“{what}” was not opened: give the whole path of the file.", what=_said(what)))
    return path


def _is_nameable(path: str) -> bool:
    """Tell whether a system may have a file of that path: without control characters and halves of characters, not too long."""
    try:
        path.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return False
    longest = max(map(len, re.split(r"[\\/]", path)))
    return len(path) <= LONGEST_PATH and longest <= LONGEST_FILE_NAME and all(unicodedata.category(c) != "Cc" for c in path)


def _said(what: str) -> str:
    return _shown("".join(char if unicodedata.category(char) not in _UNSEEN else "?" for char in what))
