"""The words of every problem: a title, what it means, and the one thing to do about it.

A sentence is chosen by the facts at hand: of each kind's templates the first one counts whose placeholders are all known, so
the last of a list uses none but `provider`, which is always filled, and `named`, which is the provider's name behind a space, or
nothing.
"""

import re
from dataclasses import dataclass
from string import Formatter

from desktop.domain.problem import Action, Problem, ProblemKind

K = ProblemKind


@dataclass(frozen=True, slots=True)
class Wording:
    """A problem in words: heading, explanation, and an action with its button (None: it clears by itself)."""

    title: str
    hint: str
    action: Action | None = None
    button: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    titles: tuple[str, ...]
    hints: tuple[str, ...]
    action: Action | None = None


_QUOTED = frozenset({"reason", "excerpt"})
"""Facts in other people's words."""

_SAYS_FAILED = re.compile(r"(?:the )?(?:generation|task) (?:has )?failed(?:\s*[:.;,-]\s*|\s*$)", re.IGNORECASE)

BUTTONS: dict[Action, str] = {
    Action.ADD_KEY: "Add key",
    Action.REPLACE_KEY: "Replace key",
    Action.UNLOCK: "Try again",
    Action.SESSION_ONLY: "Use for this session only",
    Action.TRY_OTHER_ACCOUNTS: "Choose another account",
    Action.CHECK_NOW: "Check now",
    Action.SAVE_AGAIN: "Save again",
    Action.CHOOSE_FOLDER: "Choose another folder",
    Action.OPEN_BILLING: "Open billing page",
    Action.COPY_PROMPT: "Copy prompt",
    Action.COPY_ID: "Copy id",
    Action.SHOW_RAW: "Show the raw answer",
    Action.SHOW_DETAILS: "Details",
    Action.REMOVE: "Remove",
}
"""What the button of each action says."""

_TABLE: dict[ProblemKind, _Entry] = {
    K.KEY_REJECTED: _Entry(
        ("{provider} doesn't accept this key.",),
        ("It may be mistyped, revoked, or for another account. Replace the key of “{account}”.", "Replace the account's key."),
        Action.REPLACE_KEY,
    ),
    K.NO_KEY: _Entry(
        ("This task needs a{named} key.",),
        ("Add the key of “{account}”. Keys are kept in your system keychain.", "Keys are kept in your system keychain."),
        Action.ADD_KEY,
    ),
    K.NO_ACCOUNT: _Entry(
        ("This task needs a{named} key.",),
        ("Connect the account that started it. Keys are kept in your system keychain.",),
        Action.ADD_KEY,
    ),
    K.KEYRING_LOCKED: _Entry(("Your keychain is locked.",), ("Unlock it to check this task, then try again.",), Action.UNLOCK),
    K.NO_KEYRING: _Entry(
        ("This system has no keychain.",),
        ("Outtray never writes keys to a plain file. Give the key again for this run of Outtray only.",),
        Action.SESSION_ONLY,
    ),
    K.NOT_FOUND: _Entry(
        ("{provider} can't find this task with the key “{account}”.", "{provider} can't find this task."),
        (
            "Ids only work with the {asked_with} that created them. Check the id, or give the task to another account.",
            "Ids only work with the key that created them. Check the id, or give the task to another account.",
        ),
        Action.TRY_OTHER_ACCOUNTS,
    ),
    K.OUT_OF_CREDITS: _Entry(
        ("Your{named} account is out of credits.",),
        ("Checking is not affected; results already finished can still be saved.",),
        Action.OPEN_BILLING,
    ),
    K.SLOW_DOWN: _Entry(("{provider} asked us to slow down.",), ("Checking goes on by itself as soon as it may.",)),
    K.MAINTENANCE: _Entry(("{provider} is under maintenance.",), ("We try again every 5 min.",), Action.CHECK_NOW),
    K.PROVIDER_TROUBLE: _Entry(
        ("{provider} had a problem on its side: “{reason}”.", "{provider} had a problem on its side."),
        ("Nothing is lost. We try again by ourselves.",),
        Action.CHECK_NOW,
    ),
    K.BAD_REPLY: _Entry(
        ("{provider} sent an answer we can't read.",),
        ("It begins with “{reason}”. Nothing is lost; we try again by ourselves.", "Nothing is lost; we try again by ourselves."),
        Action.SHOW_RAW,
    ),
    K.REQUEST_REFUSED: _Entry(
        ("{provider} refused the question: “{reason}”.", "{provider} refused the question."),
        ("Check the id and the account's address, then check again.",),
        Action.CHECK_NOW,
    ),
    K.GENERATION_FAILED: _Entry(
        ("Generation failed at {provider}: “{reason}”.", "Generation failed at {provider}."),
        (
            "{charge} Change the prompt or start it again where you started it. (Code {code}.)",
            "{charge} Change the prompt or start it again where you started it.",
            "Change the prompt or start it again where you started it. (Code {code}.)",
            "Change the prompt or start it again where you started it.",
        ),
        Action.COPY_PROMPT,
    ),
    K.REFUSED_BY_RULES: _Entry(
        ("{provider} refused this under its content rules.",),
        ("Its words: “{reason}”. It can't be continued; change the prompt.", "It can't be continued; change the prompt."),
        Action.COPY_PROMPT,
    ),
    K.TIMED_OUT_THERE: _Entry(
        ("{provider} gave up on this task ({word}).", "{provider} gave up on this task."),
        ("Ask {provider}'s support with the task id, or start it again.",),
        Action.COPY_ID,
    ),
    K.STATE_UNKNOWN_THERE: _Entry(
        ("{provider} can't say what became of this task.",),
        ("Ask {provider}'s support with the task id.",),
        Action.COPY_ID,
    ),
    K.WAITING_FOR_ANSWER: _Entry(
        ("{provider} is waiting for an answer in its own window.",),
        ("Finish it where you started the task. Outtray goes on by itself.",),
        Action.CHECK_NOW,
    ),
    K.LINK_KEEPS_EXPIRING: _Entry(
        ("The download link keeps expiring.",),
        ("The file server refused it ({reason}). Get a new link and save again.", "Get a new link and save again."),
        Action.SAVE_AGAIN,
    ),
    K.DELETED_THERE: _Entry(
        ("{provider} has deleted this result (kept until {date}).", "{provider} has deleted this result."),
        ("It can't be saved any more, only made again.",),
        Action.COPY_PROMPT,
    ),
    K.TRANSFER_CUT: _Entry(
        ("The download stopped at {percent} % ({received} of {total}).", "The download stopped before its end."),
        (
            "No incomplete file was put among your results: {reason}. Save again to have the whole one.",
            "No incomplete file was put among your results. Save again to have the whole one.",
        ),
        Action.SAVE_AGAIN,
    ),
    K.WRONG_BYTES: _Entry(
        ("{provider}'s server sent {got} instead of {expected}.", "The server sent something that is not the result."),
        (
            "Nothing was saved. {flaw}. Try again.",
            "Nothing was saved. {advice} (It begins with “{excerpt}”.)",
            "Nothing was saved. {advice}",
            "Nothing was saved. It begins with “{excerpt}”. Try again.",
            "Nothing was saved. Try again.",
        ),
        Action.SAVE_AGAIN,
    ),
    K.REFUSED_LINK: _Entry(
        ("The link of this file can't be used: {reason}.", "The link of this file can't be used."),
        ("Outtray only saves from public https addresses, so nothing was asked of it.",),
        Action.SHOW_RAW,
    ),
    K.FILE_HOST_TROUBLE: _Entry(
        (
            "The file server {host} had a problem on its side: {reason}.",
            "The file server {host} had a problem on its side.",
            "The file server had a problem on its side.",
        ),
        ("Nothing is lost. Save again in a while.",),
        Action.SAVE_AGAIN,
    ),
    K.DISK_FULL: _Entry(
        ("Not enough space in “{folder}” (needs {needs}, {free} free).", "Not enough space in “{folder}”.", "The disk is full."),
        (
            "Saving is paused. Outtray keeps {reserve} free, and that is counted in. Make room, or choose another folder.",
            "Saving is paused. Make room, or choose another folder, then save again.",
        ),
        Action.CHOOSE_FOLDER,
    ),
    K.FOLDER_UNAVAILABLE: _Entry(
        (
            "The folder “{folder}” isn't available ({reason}).",
            "The folder “{folder}” isn't available.",
            "The folder isn't available.",
        ),
        ("{advice} or choose another folder, then save again.", "Connect its drive or choose another folder, then save again."),
        Action.CHOOSE_FOLDER,
    ),
    K.CERTIFICATE: _Entry(
        ("The secure connection to {host} can't be verified.", "The secure connection can't be verified."),
        ("Check this computer's clock or your company's proxy ({reason}).", "Check this computer's clock or your company's proxy."),
        Action.SHOW_DETAILS,
    ),
    K.NO_FILE_LISTED: _Entry(
        ("Finished, but no file was listed.",),
        ("{provider} says the task is done but names no file. Look at its answer, or check again later.",),
        Action.SHOW_RAW,
    ),
    K.FILE_MISSING: _Entry(
        ("A saved file was moved or deleted.",),
        ("It was at {path}. Put it back, or save again.", "Put it back, or save again."),
        Action.SAVE_AGAIN,
    ),
    K.UNREACHABLE: _Entry(
        ("{host} can't be reached.", "{provider} can't be reached."),
        ("Check the connection, then {then}.", "Check the connection. We try again by ourselves."),
        Action.CHECK_NOW,
    ),
}


def words(problem: Problem) -> Wording:
    """Return the words of `problem`."""
    entry = _TABLE[problem.kind]
    facts = {name: reason_words(value) if name in _QUOTED else value for name, value in problem.facts}
    facts = {name: value for name, value in facts.items() if value or name not in _QUOTED}
    facts["named"] = f" {facts['provider']}" if "provider" in facts else ""
    button = BUTTONS[entry.action] if entry.action is not None else ""
    return Wording(_first_fitting(entry.titles, facts), _first_fitting(entry.hints, facts), entry.action, button)


def reason_words(reason: str) -> str:
    """Return a provider's words as they go into a sentence of ours: without its full stop, without saying again that it failed."""
    said = reason.strip()
    while (begins := _SAYS_FAILED.match(said)) is not None:
        said = said[begins.end() :]
    return said.rstrip(" .。")


def _first_fitting(templates: tuple[str, ...], facts: dict[str, str]) -> str:
    known = {"provider", *facts}
    template = next(t for t in templates if {name for _, name, _, _ in Formatter().parse(t) if name} <= known)
    nobody = "The provider" if template.startswith("{provider}") else "the provider"
    return template.format_map({"provider": nobody, **facts})
