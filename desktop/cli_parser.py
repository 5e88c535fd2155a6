"""The words of the command line: verbs, options, and help a designer understands."""

import argparse
import math
from pathlib import Path

from desktop.domain.account import COLOURS, HeaderStyle
from desktop.domain.status import Badge, IdKind

_INTRO = """Watches AI-generation tasks that were started elsewhere and saves their results
before the links die. Without a verb it opens the window."""
_OUTRO = """first steps:
  outtray demo                          look around with sample tasks
  outtray account add tripo Studio      connect a provider; asks for its key
  outtray add 1ec04ced-4b87-44f6-...    track a task; or paste JSON, a curl command, a log
  outtray watch --until-saved           wait for the results and save them

“outtray VERB --help” tells more of each verb."""
_BADGES = ", ".join(badge.value for badge in Badge)


def build_parser(version: str) -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="outtray", description=_INTRO, epilog=_OUTRO, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"outtray {version}")
    parser.add_argument(
        "--profile", type=Path, metavar="DIR", help="keep tasks and settings in this folder (or set OUTTRAY_PROFILE)"
    )
    parser.add_argument("--hidden", action="store_true", help="start with the window in the tray, as at login")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    _open(verbs)
    _demo(verbs)
    _account(verbs)
    _add(verbs)
    _tasks(verbs)
    _watch(verbs)
    _doctor(verbs)
    return parser


type _Verbs = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse has no public name for it


def _open(verbs: _Verbs) -> None:
    opened = verbs.add_parser("open", help="open the window, and in it a link or files", description=_OPEN)
    opened.add_argument("what", nargs="*", metavar="WHAT", help="an outtray: link, or a .txt, .csv, .json or .log file")


_OPEN = (
    "Opens the window, or brings the open one forward. A link outtray://add?id=… and a text file open the add dialog with the ids "
    "in them; nothing is added before you press Add. outtray://open?task=… and the description beside a saved file show their "
    "task. Exits 0 when the window took it over, 1 when it was refused."
)


def _demo(verbs: _Verbs) -> None:
    demo = verbs.add_parser("demo", help="try it with sample tasks, offline", description=_DEMO)
    demo.add_argument("--headless", action="store_true", help="stay in the terminal, with progress bars and a table at the end")
    demo.add_argument("--dir", type=Path, metavar="DIR", help="save the files there and keep them; else they are deleted")


_DEMO = (
    "Starts the built-in rehearsal providers on this computer, adds sample tasks of every provider to a temporary profile, and "
    "saves their results. Nothing leaves this computer. In the terminal it exits 0 when every sample ended as it is meant to."
)


def _add(verbs: _Verbs) -> None:
    add = verbs.add_parser("add", help="track tasks: ids, or any text with ids in it", description=_ADD)
    add.add_argument("text", nargs="*", metavar="TEXT", help="ids, JSON, a curl command, a log or a link; “-” reads standard input")
    add.add_argument("--file", type=Path, metavar="PATH", help="take the text of this file: .txt, .csv, .json, .log")
    add.add_argument("--account", metavar="A", help="the account they were started with: provider/name, or its name alone")
    add.add_argument(
        "--id-kind",
        choices=[kind.value for kind in IdKind],
        help="for ByteSpike: task_id is the id it gave, out_task_id the one you gave",
    )
    add.add_argument("--project", metavar="P", help="a project to file them under")
    add.add_argument("--json", action="store_true", help="print JSON: an array, one entry an id")


_ADD = (
    "Finds task ids in any text and tracks them; ids that are tracked already stay as they are. For each id it says whose it is "
    "taken for and why. Keys are never taken from the text. Exits 0 when every id is new or known, 1 when one is unclear."
)


def _tasks(verbs: _Verbs) -> None:
    listed = verbs.add_parser("list", help="print the tasks", description="Prints the tasks, newest first.")
    listed.add_argument("--status", choices=[b.value for b in Badge], metavar="BADGE", help=f"only those that are: {_BADGES}")
    listed.add_argument("--json", action="store_true", help="print JSON: an array of tasks")
    show = verbs.add_parser("show", help="print all about one task", description="Prints a task with its files and its history.")
    show.add_argument("id", metavar="ID", help=_ID)
    show.add_argument("--json", action="store_true", help="print JSON: the task with its history")
    for verb, (text, more) in _ACTS.items():
        act = verbs.add_parser(verb, help=text, description=more)
        act.add_argument("ids", nargs="+", metavar="ID", help=_ID)
    rebuild = verbs.add_parser("rebuild", help="bring back the list from saved files", description=_REBUILD)
    rebuild.add_argument("folder", type=Path, metavar="DIR", help="the folder that results were saved to")


_REBUILD = (
    "Looks through a folder and puts on the list what its files tell of themselves: by the description beside each, or the tags in "
    "it. Tasks that are on the list already stay as they are; files of theirs that were moved are found again. Nothing is fetched."
)
_ID = "its number in the list, or the provider's id"
_ACTS = {
    "check": (
        "ask the provider about tasks now",
        "Asks the provider about tasks now and prints how they stand. Exits 0 when it answered for each.",
    ),
    "save": (
        "save tasks again",
        "Saves what is not saved of tasks, with fresh links: also what failed or was moved. Exits 0 when everything is saved.",
    ),
    "pause": (
        "stop checking and saving tasks for now",
        "Stops checking and saving tasks until they are resumed. Their links go on ageing meanwhile.",
    ),
    "resume": ("let paused tasks go on", "Lets paused tasks go on."),
    "remove": (
        "take tasks off the list",
        "Takes tasks off the list. Saved files are kept; nothing is cancelled at the provider.",
    ),
}


def _watch(verbs: _Verbs) -> None:
    watch = verbs.add_parser("watch", help="check and save until stopped, with progress", description=_WATCH)
    watch.add_argument("--until-saved", action="store_true", help="end once every task is saved or has come to another end")
    watch.add_argument("--to", type=Path, metavar="DIR", help="save below this folder in this run (default: Downloads/Outtray)")
    watch.add_argument("--timeout", type=_seconds, metavar="SECONDS", help="end after this time, whatever is left")
    watch.add_argument("--json", action="store_true", help="print JSON: an object a line for each change, at last the end")


_WATCH = (
    "Checks the tasks and saves their results until it is stopped (Ctrl+C). Exits 0 when all are saved or cancelled, or there was "
    "nothing to do; 1 when a task came to another end; 3 when one was not settled at the --timeout; 130 when it was stopped."
)


def _doctor(verbs: _Verbs) -> None:
    doctor = verbs.add_parser("doctor", help="check this installation; save a report for those who help", description=_DOCTOR)
    doctor.add_argument("--offline", action="store_true", help="ask nobody on the network")
    doctor.add_argument("--zip", type=Path, metavar="PATH", help="save a report without keys, names and prompts there")
    doctor.add_argument("--json", action="store_true", help="print JSON: an object with all that was found")


_DOCTOR = (
    "Checks versions, the window's parts, the keychain, folders, the task list, certificates and the way to the providers. It "
    "changes nothing, sends no key, and works beside a running Outtray. Exits 0 when nothing is in trouble, else 1."
)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError(text)
    return seconds


_seconds.__name__ = "number of seconds"  # argparse says: invalid number of seconds value


def _account(verbs: _Verbs) -> None:
    account = verbs.add_parser("account", help="connect, change, test and remove accounts", description=_ACCOUNTS)
    acts = account.add_subparsers(dest="account_verb", metavar="VERB", required=True, title="verbs")
    listed = acts.add_parser("list", help="print the accounts", description="Prints the accounts and where their keys are.")
    listed.add_argument("--json", action="store_true", help="print JSON: an array of accounts, never with a key")
    add = acts.add_parser("add", help="connect an account", description=_ACCOUNT_ADD)
    add.add_argument("provider", metavar="PROVIDER", help="crun, tripo, bytespike or midjourney")
    add.add_argument("name", metavar="NAME", help="what you call it, for instance Studio")
    _account_options(add)
    _key_option(add)
    edit = acts.add_parser("edit", help="change an account", description=_ACCOUNT_EDIT)
    edit.add_argument("handle", metavar="HANDLE", help=_HANDLE)
    edit.add_argument("--name", metavar="NAME", help="call it this from now on")
    _account_options(edit)
    key = acts.add_parser("key", help="give an account its key", description=_ACCOUNT_KEY)
    key.add_argument("handle", metavar="HANDLE", help=_HANDLE)
    _key_option(key)
    test = acts.add_parser("test", help="ask the provider whether the key is good", description=_ACCOUNT_TEST)
    test.add_argument("handle", metavar="HANDLE", help=_HANDLE)
    remove = acts.add_parser("remove", help="forget an account and its key", description=_ACCOUNT_REMOVE)
    remove.add_argument("handle", metavar="HANDLE", help=_HANDLE)
    remove.add_argument("--yes", action="store_true", help="don't ask first")
    forget = acts.add_parser("forget-keys", help="delete the keys of all accounts", description=_ACCOUNT_FORGET)
    forget.add_argument("--yes", action="store_true", help="don't ask first")


_HANDLE = "the account: provider/name, or its name alone"
_ACCOUNT_TEST = "Sends one cheap request and says whether the provider takes the key. Exits 0 when it does."
_ACCOUNT_REMOVE = "Forgets an account and deletes its key from the keychain. Its tasks stay on the list."
_ACCOUNT_FORGET = (
    "Deletes the keys of all accounts of this profile from the keychain, as before Outtray is removed from this computer. The "
    "accounts and their tasks stay and say that they need a key."
)
_ACCOUNTS = "An account is a provider with a name you choose, an address and a key. You may have several of one provider."
_ACCOUNT_ADD = (
    "Connects an account. Its key is asked for at a hidden prompt, or read from standard input with --key-stdin; it is kept in "
    "the system's keychain and nowhere else. Never type a key as an argument."
)
_ACCOUNT_EDIT = "Changes an account. Its key is forgotten when the address changes, for it belongs to the old one."
_ACCOUNT_KEY = (
    "Stores an account's key in the system's keychain: from a hidden prompt, or with --key-stdin from standard input. Never type "
    "a key as an argument."
)


def _account_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="URL", help="the API's address (default: the provider's own)")
    parser.add_argument(
        "--header", choices=[h.value for h in HeaderStyle], help="how the key is sent (default: the provider's way)"
    )
    parser.add_argument("--colour", choices=COLOURS, metavar="NAME", help=f"the colour of its dot: {', '.join(COLOURS)}")
    parser.add_argument(
        "--allow-http", action="store_true", help="allow http:// in your own network; anyone there can then read the key"
    )


def _key_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key-stdin", action="store_true", help="read the key from one line of standard input")
