"""The words of the command line: verbs, options, and help a designer understands."""

import argparse
from pathlib import Path

from desktop.domain.account import COLOURS, HeaderStyle
from desktop.domain.status import Badge, IdKind

_INTRO = "Watches AI-generation tasks by id and saves their results before the links die. Without a verb it opens the window."
_BADGES = ", ".join(badge.value for badge in Badge)


def build_parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="outtray", description=_INTRO)
    parser.add_argument("--version", action="version", version=f"outtray {version}")
    parser.add_argument(
        "--profile", type=Path, metavar="DIR", help="the folder of lists and settings to use (OUTTRAY_PROFILE sets the same)"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    _demo(verbs)
    _account(verbs)
    _add(verbs)
    _tasks(verbs)
    _watch(verbs)
    return parser


type _Verbs = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse has no public name for it


def _demo(verbs: _Verbs) -> None:
    demo = verbs.add_parser("demo", help="try it with sample tasks, offline", description=_DEMO)
    demo.add_argument("--headless", action="store_true", help="stay in the terminal, with progress bars and a table at the end")
    demo.add_argument("--dir", type=Path, metavar="DIR", help="keep the saved files there; otherwise they are deleted at the end")


_DEMO = (
    "Starts the built-in rehearsal providers on this computer, adds sample tasks of every provider to a temporary profile, and "
    "saves their results. Nothing leaves this computer. In the terminal it exits 0 when every sample ended as it is meant to."
)


def _add(verbs: _Verbs) -> None:
    add = verbs.add_parser("add", help="track tasks by id", description=_ADD)
    add.add_argument("text", nargs="*", metavar="TEXT", help="ids, JSON, a curl command, a log or a link; “-” reads standard input")
    add.add_argument("--file", type=Path, metavar="PATH", help="take the text of this file")
    add.add_argument("--account", metavar="A", help="the account that started them: provider/name, or its name alone")
    add.add_argument(
        "--id-kind",
        choices=[kind.value for kind in IdKind],
        help="which of ByteSpike's ids these are: its own or yours",
    )
    add.add_argument("--project", metavar="P", help="the project they belong to")
    add.add_argument("--json", action="store_true", help="print one JSON array")


_ADD = "Finds task ids in any text and tracks them. Ids that are tracked already are left alone. Exits 1 if an id was unclear."


def _tasks(verbs: _Verbs) -> None:
    listed = verbs.add_parser("list", help="print the tasks", description="Prints the tasks, newest first.")
    listed.add_argument("--status", choices=[b.value for b in Badge], metavar="BADGE", help=f"only these: {_BADGES}")
    listed.add_argument("--json", action="store_true", help="print one JSON array")
    show = verbs.add_parser("show", help="print all about one task", description="Prints a task with its files and its history.")
    show.add_argument("id", metavar="ID", help="its number in the list, or the provider's id")
    show.add_argument("--json", action="store_true", help="print one JSON object")
    for verb, text in _ACTS.items():
        act = verbs.add_parser(verb, help=text, description=text[0].upper() + text[1:] + ".")
        act.add_argument("ids", nargs="+", metavar="ID", help="its number in the list, or the provider's id")


_ACTS = {
    "check": "ask the provider about tasks now",
    "save": "save what is not saved of tasks, with fresh links",
    "pause": "stop checking and saving tasks until they are resumed",
    "resume": "let paused tasks go on",
    "remove": "take tasks off the list; saved files are kept",
}


def _watch(verbs: _Verbs) -> None:
    watch = verbs.add_parser("watch", help="check and save until stopped, with progress", description=_WATCH)
    watch.add_argument("--until-saved", action="store_true", help="end once every task is saved or has come to another end")
    watch.add_argument("--to", type=Path, metavar="DIR", help="save below this folder in this run (default: Downloads/Outtray)")
    watch.add_argument("--timeout", type=float, metavar="SECONDS", help="end then, with exit 3 if tasks are unsettled")
    watch.add_argument("--json", action="store_true", help="print one JSON object a line for each change")


_WATCH = (
    "Checks the tasks and saves their results. With --until-saved it exits 0 when all were saved or cancelled, 1 when any "
    "other end came, 3 at the deadline, 130 when interrupted."
)


def _account(verbs: _Verbs) -> None:
    account = verbs.add_parser("account", help="connect, change, test and remove provider accounts")
    acts = account.add_subparsers(dest="account_verb", metavar="VERB", required=True, title="verbs")
    listed = acts.add_parser("list", help="print the accounts")
    listed.add_argument("--json", action="store_true", help="print one JSON array")
    add = acts.add_parser("add", help="connect an account", description=_ACCOUNT_ADD)
    add.add_argument("provider", metavar="PROVIDER", help="crun, tripo, bytespike or midjourney")
    add.add_argument("name", metavar="NAME", help="what you call it, for instance Studio")
    _account_options(add)
    _key_option(add)
    edit = acts.add_parser("edit", help="change an account", description="Changes an account. A new address forgets its key.")
    edit.add_argument("handle", metavar="HANDLE", help="provider/name, or the name alone")
    edit.add_argument("--name", metavar="NAME", help="what you call it")
    _account_options(edit)
    key = acts.add_parser("key", help="give an account its key", description=_ACCOUNT_KEY)
    key.add_argument("handle", metavar="HANDLE", help="provider/name, or the name alone")
    _key_option(key)
    test = acts.add_parser("test", help="ask the provider whether the key is good")
    test.add_argument("handle", metavar="HANDLE", help="provider/name, or the name alone")
    remove = acts.add_parser("remove", help="forget an account and its key")
    remove.add_argument("handle", metavar="HANDLE", help="provider/name, or the name alone")
    remove.add_argument("--yes", action="store_true", help="don't ask")


_ACCOUNT_ADD = (
    "Connects an account. Its key is asked for at a hidden prompt, or read from standard input with --key-stdin; it is kept in "
    "the system's keychain and nowhere else. Never type a key as an argument."
)
_ACCOUNT_KEY = "Stores an account's key in the system's keychain, from a hidden prompt or with --key-stdin."


def _account_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="URL", help="the API's address (default: the provider's own)")
    parser.add_argument("--header", choices=[h.value for h in HeaderStyle], help="the header that carries the key")
    parser.add_argument("--colour", choices=COLOURS, metavar="NAME", help=f"the colour of its dot: {', '.join(COLOURS)}")
    parser.add_argument(
        "--allow-http", action="store_true", help="allow http to an address in your own network; the key then travels unencrypted"
    )


def _key_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key-stdin", action="store_true", help="read the key from one line of standard input")
