"""Lines to copy into scripts: each adds a task to the running Outtray, from a shell, Python, Node, curl, a file or a link."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.language import tr
from desktop.domain.link import add_link

EXAMPLE_ID = "1ec04ced-4b87-44f6-a296-beea80777941"
EXAMPLE_ADDRESS = "https://example.com/reply.json"


class Way(StrEnum):
    """By what a line is run."""

    SHELL = "shell"
    PIPE = "pipe"
    PYTHON = "python"
    NODE = "node"
    CURL = "curl"
    INBOX = "inbox"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line: what runs it, what it does in words, and the line itself (empty where something has to be set up first)."""

    way: Way
    title: str
    line: str


def snippets(command: Sequence[str], inbox: str, system: str) -> tuple[Snippet, ...]:
    """Return the lines for a copy of Outtray that `command` starts in a terminal of `system` (as `sys.platform` names it).

    `inbox` is the inbox folder, empty for none.
    """
    windows = system == "win32"
    program = _joined(command, windows=windows)
    adding = [*command, "add", "--json", EXAMPLE_ID]
    shown = "type" if windows else "cat"
    return (
        Snippet(Way.SHELL, tr("Add a task, and print what became of it as JSON"), _joined(adding, windows=windows)),
        Snippet(Way.PIPE, tr("Add from a file or another program"), f"{shown} ids.txt | {program} add -"),
        Snippet(Way.PYTHON, "Python", _python(adding)),
        Snippet(Way.NODE, "Node", _node(adding)),
        Snippet(Way.CURL, tr("Add what curl is answered"), f"curl -s {EXAMPLE_ADDRESS} | {program} add -"),
        Snippet(Way.INBOX, tr("Put a file into the inbox"), _drop(inbox, windows=windows) if inbox else ""),
        Snippet(Way.LINK, tr("A link that offers a task and asks before it is added"), _link(system)),
    )


def _joined(words: Sequence[str], *, windows: bool) -> str:
    if not windows:
        return shlex.join(words)
    return " ".join(f'"{word}"' if not word or set(word) & set(" &()^;,=") else word for word in words)


def _python(words: Sequence[str]) -> str:
    run = f"subprocess.run({json.dumps(list(words))}, stdout=subprocess.PIPE)"
    return f"import json, subprocess; tasks = json.loads({run}.stdout)"


def _node(words: Sequence[str]) -> str:
    run = f'require("child_process").spawnSync({json.dumps(words[0])}, {json.dumps(list(words[1:]))})'
    return f"const tasks = JSON.parse({run}.stdout);"


def _drop(inbox: str, *, windows: bool) -> str:
    """Return the line that writes under another name first: a file is taken as soon as it has one of the known endings."""
    if windows:
        return f'echo {EXAMPLE_ID}> "{inbox}\\new.tmp" && ren "{inbox}\\new.tmp" new-%RANDOM%.txt'
    return f'f={shlex.quote(inbox)}/$$-$(date +%s); echo {EXAMPLE_ID} > "$f.tmp" && mv "$f.tmp" "$f.txt"'


def _link(system: str) -> str:
    link = add_link([EXAMPLE_ID], provider="tripo")
    match system:
        case "win32":
            return f'start "" "{link}"'
        case "darwin":
            return f'open "{link}"'
        case _:
            return f'xdg-open "{link}"'
