"""The command line: reads what was typed, has it carried out by the owner of the profile, and prints the answer."""

import argparse
import getpass
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from desktop import __version__
from desktop.cli_parser import build_parser
from desktop.domain.account import Account, HeaderStyle
from desktop.domain.status import Badge
from desktop.engine.ports import OwnRun, Refusal
from desktop.last_resort import EXIT_INTERRUPTED, guarded
from desktop.start import Start
from desktop.storage.keys import variable_name
from desktop.storage.paths import chosen_profile
from desktop.terminal import Terminal, tolerate_any_text

if TYPE_CHECKING:
    from desktop.engine.doctor.doctor import Doctor

type Json = dict[str, object]
type Told = Callable[[Json], None]

OWNER_SECONDS = 120.0
"""How long a verb waits for a profile whose owner is just starting or ending: it may be bringing a long list up to date."""

EXIT_REFUSED = 1


class Composition(Protocol):
    """What the command line needs of the program; :mod:`desktop.app` has it."""

    def profile(self, folder: Path | None) -> Path:
        """Return the profile folder that counts: the one given, else the default one."""
        ...

    def answer(self, profile: Path, verb: str, args: Json, run: OwnRun, told: Told, deadline: float | None) -> int | None:
        """Carry a verb out, in the owner's process or in this one; return its exit code.

        `told` gets each line of the answer. None means that the profile is neither free nor answering: try again. Raises
        TimeoutError at `deadline` (monotonic seconds).
        """
        ...

    def keyring_trouble(self) -> str | None:
        """Return the sentence that says why no key can be kept, None where one can."""
        ...

    def store_key(self, account: Account, key: str) -> None:
        """Keep a key in the system's keyring. Raises Refusal."""
        ...

    def window(self, start: Start) -> int:
        """Open the window, or raise the one that is open; return the exit code."""
        ...

    def doctor(self, profile: Path, *, offline: bool) -> "Doctor":
        """Return who examines this installation; nothing is made for it."""
        ...

    def demo(self, folder: Path | None, *, headless: bool) -> int:
        """Run the sample tasks against the rehearsal providers; return the exit code."""
        ...


def main(argv: Sequence[str], composition: Composition) -> int:
    """Run one command line (without the program's name); return its exit code."""
    tolerate_any_text()
    parser = build_parser(__version__)
    args = parser.parse_args(argv)
    if args.hidden and args.verb not in (None, "open"):
        parser.error("--hidden is for the window: it goes with no other verb than “open”")
    cli = CommandLine(composition, args, parser.error)
    return guarded(cli.run, cli.profile)


class CommandLine:
    """One command line at work."""

    def __init__(self, composition: Composition, args: argparse.Namespace, misused: Callable[[str], NoReturn]) -> None:
        self._composition = composition
        self._args = args
        self._misused = misused
        self._terminal = Terminal(json_output=bool(getattr(args, "json", False)))
        self.profile = composition.profile(chosen_profile(args.profile, os.environ))

    def run(self) -> int:
        """Carry the command out."""
        args = self._args
        match args.verb:
            case None | "open":
                return self._composition.window(self._start())
            case "doctor":
                return self._doctor()
            case "demo":
                headless = args.headless or _no_display()
                code = self._composition.demo(args.dir, headless=headless)
                if args.dir is None:
                    self._terminal.say("The demo's files were deleted. To keep them: outtray demo --dir DIR")
                return code
            case "add":
                return self._add()
            case "watch":
                return self._watch()
            case "account":
                return self._account()
            case "list":
                badge = Badge(args.status) if args.status else None
                return self._verb("list", {"status": args.status}, lambda data: self._terminal.tasks(data, badge))
            case "show":
                return self._verb("show", {"ids": [args.id]}, self._terminal.task)
            case "check" | "save":
                return self._verb(args.verb, {"ids": args.ids}, self._terminal.tasks)
            case "rebuild":
                return self._verb("rebuild", {"folder": str(args.folder.expanduser().absolute())}, self._terminal.nothing)
            case _:
                return self._verb(args.verb, {"ids": args.ids}, self._terminal.nothing)

    def _doctor(self) -> int:
        from desktop.terminal_doctor import see_doctor

        args = self._args
        return see_doctor(self._composition.doctor(self.profile, offline=args.offline), self._terminal, args.zip, as_json=args.json)

    def _start(self) -> Start:
        args = self._args
        return Start(profile=self.profile, hidden=args.hidden, what=tuple(getattr(args, "what", ())))

    # -- one verb ----------------------------------------------------------------------------------------------------

    def _answer(self, verb: str, args: Json, told: Told, run: OwnRun | None = None, deadline: float | None = None) -> int:
        own = run or OwnRun(label=f"“outtray {verb}”")
        patience = time.monotonic() + OWNER_SECONDS
        while (code := self._composition.answer(self.profile, verb, args, own, told, deadline)) is None:
            if time.monotonic() > patience:
                self._terminal.say(f"Another Outtray holds the profile {self.profile} but doesn't answer. Quit it, then try again.")
                return EXIT_REFUSED
            time.sleep(0.05)
        return code

    def _verb(self, verb: str, args: Json, show: "Show") -> int:
        """Have a verb carried out; print its remarks at once, its data when all of it is there, and then what was said after it."""
        kept: list[Json] = []

        def told(line: Json) -> None:
            if kept or "data" in line:
                kept.append(line)
            elif "say" in line:
                self._terminal.say(str(line["say"]))

        code = self._answer(verb, args, told)
        for line in kept:
            if "data" in line:
                show(line["data"])
            else:
                self._terminal.say(str(line["say"]))
        return code

    def _asked(self, verb: str, args: Json) -> tuple[int, object]:
        """Return a verb's exit code and its data, its remarks having been printed."""
        data: list[object] = []

        def told(line: Json) -> None:
            if "say" in line:
                self._terminal.say(str(line["say"]))
            if "data" in line:
                data.append(line["data"])

        code = self._answer(verb, args, told)
        return code, data[-1] if data else None

    # -- tasks -------------------------------------------------------------------------------------------------------

    def _add(self) -> int:
        args = self._args
        if not args.text and args.file is None:
            self._misused("give ids or any text with ids in it, “-” to read standard input, or --file")
        texts = [_standard_input() if text == "-" else text for text in args.text]
        if args.file is not None:
            try:
                texts.append(args.file.read_text(encoding="utf-8-sig", errors="replace"))
            except OSError as error:
                self._terminal.say(f"The file “{args.file}” can't be read: {error.strerror}. Check its name and try again.")
                return EXIT_REFUSED
        sent: Json = {"text": "\n".join(texts), "account": args.account, "id_kind": args.id_kind, "project": args.project}
        return self._verb("add", sent, self._terminal.added)

    def _watch(self) -> int:
        args = self._args
        deadline = time.monotonic() + args.timeout if args.timeout is not None else None
        folder = args.to.expanduser().absolute() if args.to else None
        run = OwnRun(label="“outtray watch”", folder=folder, hurried=args.until_saved)
        sent: Json = {"until_saved": args.until_saved, "to": str(folder) if folder else None}
        with self._terminal.watching() as watching:
            try:
                return watching.end(self._answer("watch", sent, watching.told, run, deadline))
            except TimeoutError:
                return watching.end(watching.outcome())
            except KeyboardInterrupt:
                return watching.end(EXIT_INTERRUPTED)

    # -- accounts ----------------------------------------------------------------------------------------------------

    def _account(self) -> int:
        args = self._args
        match args.account_verb:
            case "list":
                return self._verb("account_list", {}, self._terminal.accounts)
            case "add":
                return self._account_add()
            case "key":
                return self._account_key()
            case "edit":
                names = ("handle", "name", "base_url", "header", "colour", "allow_http")
                if not any(getattr(args, name) for name in names[1:]):
                    self._misused("say what to change: --name, --base-url, --header, --colour or --allow-http")
                return self._verb("account_edit", {name: getattr(args, name) for name in names}, self._terminal.nothing)
            case "remove":
                if not args.yes and sys.stdin.isatty() and not self._terminal.confirm(_REMOVE.format(args.handle)):
                    return EXIT_REFUSED
                return self._verb("account_remove", {"handle": args.handle}, self._terminal.nothing)
            case "forget-keys":
                if not args.yes and sys.stdin.isatty() and not self._terminal.confirm(_FORGET):
                    return EXIT_REFUSED
                return self._verb("account_forget_keys", {}, self._terminal.nothing)
            case _:
                return self._verb("account_test", {"handle": args.handle}, self._terminal.nothing)

    def _account_add(self) -> int:
        args = self._args
        trouble = self._composition.keyring_trouble()
        if trouble is not None and args.key_stdin:
            self._terminal.say(f"{_only(trouble)} The account was not added. {_variable(args.provider, args.name)}")
            return EXIT_REFUSED
        key = self._read_key(required=False) if trouble is None else ""
        if args.key_stdin and not key:
            self._terminal.say("No key came on standard input. The account was not added.")
            return EXIT_REFUSED
        names = ("provider", "name", "base_url", "header", "colour", "allow_http")
        code, data = self._asked("account_add", {name: getattr(args, name) for name in names})
        if code or not isinstance(data, dict):
            return code
        if key and (code := self._keep_key(data, key)):
            self._asked("account_remove", {"handle": data["handle"]})
            return code
        self._terminal.say(f"Added {data['handle']} at {data['base_url']}.")
        variable = variable_name(str(data["provider"]), str(data["name"]))
        if not key and os.environ.get(variable):
            self._terminal.say(f"Its key is taken from the environment variable {variable}.")
        elif trouble is not None:
            self._terminal.say(f"It has no key yet. {_only(trouble)} {_variable(str(data['provider']), str(data['name']))}")
        elif not key:
            self._terminal.say(f"It has no key yet. Give it one with: outtray account key {_quoted(str(data['handle']))}")
        return 0

    def _account_key(self) -> int:
        code, data = self._asked("account_find", {"handle": self._args.handle})
        if code or not isinstance(data, dict):
            return code
        if (trouble := self._composition.keyring_trouble()) is not None:
            self._terminal.say(f"{_only(trouble)} {_variable(str(data['provider']), str(data['name']))}")
            return EXIT_REFUSED
        key = self._read_key(required=True)
        if not key:
            self._terminal.say("No key was given. Type it at the prompt, or pipe it in with --key-stdin.")
            return EXIT_REFUSED
        return self._keep_key(data, key)

    def _keep_key(self, account: Json, key: str) -> int:
        try:
            self._composition.store_key(_account(account), key)
        except Refusal as refused:
            self._terminal.say(_only(str(refused)))
            return EXIT_REFUSED
        self._terminal.say(f"Stored the key of {account['handle']} in the system's keychain.")
        return self._asked("account_key_changed", {"id": account["id"]})[0]

    def _read_key(self, *, required: bool) -> str:
        if self._args.key_stdin:
            return sys.stdin.readline().strip()
        if sys.stdin.isatty():
            prompt = "Key (not shown): " if required else "Key (not shown, Enter for none): "
            return getpass.getpass(prompt).strip()
        return ""


def _only(trouble: str) -> str:
    """Return the keyring's trouble without the advice that only a window can follow."""
    return trouble.removesuffix(" Tick “Use this key for this session only” below the key.")


def _variable(provider: str, name: str) -> str:
    return f"Outtray also takes its key from the environment variable {variable_name(provider, name)}."


def _quoted(handle: str) -> str:
    return f'"{handle}"' if " " in handle else handle


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


_REMOVE = "Remove {} and its key from the keychain? Its tasks stay on the list."

_FORGET = "Delete the keys of all accounts from the keychain? The accounts and their tasks stay."


class Show(Protocol):
    """Prints a verb's data."""

    def __call__(self, data: object) -> None:
        """Print `data`."""
        ...


def _account(record: Json) -> Account:
    """Return the account a verb told of."""
    return Account(
        id=str(record["id"]),
        provider=str(record["provider"]),
        name=str(record["name"]),
        base_url=str(record["base_url"]),
        header=HeaderStyle(str(record["header"])),
    )


def _no_display() -> bool:
    return sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
