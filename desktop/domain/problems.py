"""The words of every problem: a title, what it means, and the one thing to do about it.

A sentence is chosen by the facts at hand: of each kind's templates the first one counts whose placeholders are all known, so
the last of a list uses none but `provider`, which is always filled; `named` is the provider's name where that is known. Facts in
our own words are kept in English, and said in the reader's language with the rest.
"""

import re
from dataclasses import dataclass
from string import Formatter

from desktop.domain.language import tr, within, words_of
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

_OURS = frozenset({"advice", "asked_with", "charge", "expected", "got", "reason", "then"})
"""Facts that may be words of this program, which the catalogue knows."""

_SAYS_FAILED = re.compile(r"(?:the )?(?:generation|task) (?:has )?failed(?:\s*[:.;,-]\s*|\s*$)", re.IGNORECASE)

BUTTONS: dict[Action, str] = {
    Action.ADD_KEY: words_of("Add key"),
    Action.REPLACE_KEY: words_of("Replace key"),
    Action.UNLOCK: words_of("Try again"),
    Action.SESSION_ONLY: words_of("Use for this session only"),
    Action.TRY_OTHER_ACCOUNTS: words_of("Choose another account"),
    Action.CHECK_NOW: words_of("Check now"),
    Action.SAVE_AGAIN: words_of("Save again"),
    Action.CHOOSE_FOLDER: words_of("Choose another folder"),
    Action.OPEN_BILLING: words_of("Open billing page"),
    Action.COPY_PROMPT: words_of("Copy prompt"),
    Action.COPY_ID: words_of("Copy id"),
    Action.SHOW_RAW: words_of("Show the raw answer"),
    Action.SHOW_DETAILS: words_of("Details"),
    Action.REMOVE: words_of("Remove"),
}
"""What the button of each action says."""

_TABLE: dict[ProblemKind, _Entry] = {
    K.KEY_REJECTED: _Entry(
        (words_of("{provider} doesn't accept this key."),),
        (
            words_of("It may be mistyped, revoked, or for another account. Replace the key of “{account}”."),
            words_of("Replace the account's key."),
        ),
        Action.REPLACE_KEY,
    ),
    K.NO_KEY: _Entry(
        (words_of("This task needs a {named} key."), words_of("This task needs a key.")),
        (
            words_of("Add the key of “{account}”. Keys are kept in your system keychain."),
            words_of("Keys are kept in your system keychain."),
        ),
        Action.ADD_KEY,
    ),
    K.NO_ACCOUNT: _Entry(
        (words_of("This task needs a {named} key."), words_of("This task needs a key.")),
        (words_of("Connect the account that started it. Keys are kept in your system keychain."),),
        Action.ADD_KEY,
    ),
    K.KEYRING_LOCKED: _Entry(
        (words_of("Your keychain is locked."),), (words_of("Unlock it to check this task, then try again."),), Action.UNLOCK
    ),
    K.NO_KEYRING: _Entry(
        (words_of("This system has no keychain."),),
        (words_of("Outtray never writes keys to a plain file. Give the key again for this run of Outtray only."),),
        Action.SESSION_ONLY,
    ),
    K.NOT_FOUND: _Entry(
        (words_of("{provider} can't find this task with the key “{account}”."), words_of("{provider} can't find this task.")),
        (
            words_of("Ids only work with the {asked_with} that created them. Check the id, or give the task to another account."),
            words_of("Ids only work with the key that created them. Check the id, or give the task to another account."),
        ),
        Action.TRY_OTHER_ACCOUNTS,
    ),
    K.OUT_OF_CREDITS: _Entry(
        (words_of("Your {named} account is out of credits."), words_of("Your account is out of credits.")),
        (words_of("Checking is not affected; results already finished can still be saved."),),
        Action.OPEN_BILLING,
    ),
    K.SLOW_DOWN: _Entry(
        (words_of("{provider} asked us to slow down."),), (words_of("Checking goes on by itself as soon as it may."),)
    ),
    K.MAINTENANCE: _Entry(
        (words_of("{provider} is under maintenance."),), (words_of("We try again every 5 min."),), Action.CHECK_NOW
    ),
    K.PROVIDER_TROUBLE: _Entry(
        (words_of("{provider} had a problem on its side: “{reason}”."), words_of("{provider} had a problem on its side.")),
        (words_of("Nothing is lost. We try again by ourselves."),),
        Action.CHECK_NOW,
    ),
    K.BAD_REPLY: _Entry(
        (words_of("{provider} sent an answer we can't read."),),
        (
            words_of("It begins with “{reason}”. Nothing is lost; we try again by ourselves."),
            words_of("Nothing is lost; we try again by ourselves."),
        ),
        Action.SHOW_RAW,
    ),
    K.REQUEST_REFUSED: _Entry(
        (words_of("{provider} refused the question: “{reason}”."), words_of("{provider} refused the question.")),
        (words_of("Check the id and the account's address, then check again."),),
        Action.CHECK_NOW,
    ),
    K.GENERATION_FAILED: _Entry(
        (words_of("Generation failed at {provider}: “{reason}”."), words_of("Generation failed at {provider}.")),
        (
            words_of("{charge} Change the prompt or start it again where you started it. (Code {code}.)"),
            words_of("{charge} Change the prompt or start it again where you started it."),
            words_of("Change the prompt or start it again where you started it. (Code {code}.)"),
            words_of("Change the prompt or start it again where you started it."),
        ),
        Action.COPY_PROMPT,
    ),
    K.REFUSED_BY_RULES: _Entry(
        (words_of("{provider} refused this under its content rules."),),
        (
            words_of("Its words: “{reason}”. It can't be continued; change the prompt."),
            words_of("It can't be continued; change the prompt."),
        ),
        Action.COPY_PROMPT,
    ),
    K.TIMED_OUT_THERE: _Entry(
        (words_of("{provider} gave up on this task ({word})."), words_of("{provider} gave up on this task.")),
        (words_of("Ask {provider}'s support with the task id, or start it again."),),
        Action.COPY_ID,
    ),
    K.STATE_UNKNOWN_THERE: _Entry(
        (words_of("{provider} can't say what became of this task."),),
        (words_of("Ask {provider}'s support with the task id."),),
        Action.COPY_ID,
    ),
    K.WAITING_FOR_ANSWER: _Entry(
        (words_of("{provider} is waiting for an answer in its own window."),),
        (words_of("Finish it where you started the task. Outtray goes on by itself."),),
        Action.CHECK_NOW,
    ),
    K.LINK_KEEPS_EXPIRING: _Entry(
        (words_of("The download link keeps expiring."),),
        (
            words_of("The file server refused it ({reason}). Get a new link and save again."),
            words_of("Get a new link and save again."),
        ),
        Action.SAVE_AGAIN,
    ),
    K.DELETED_THERE: _Entry(
        (words_of("{provider} has deleted this result (kept until {date})."), words_of("{provider} has deleted this result.")),
        (words_of("It can't be saved any more, only made again."),),
        Action.COPY_PROMPT,
    ),
    K.TRANSFER_CUT: _Entry(
        (
            words_of("The download stopped at {percent} % ({received} of {total})."),
            words_of("The download stopped before its end."),
        ),
        (
            words_of("No incomplete file was put among your results: {reason}. Save again to have the whole one."),
            words_of("No incomplete file was put among your results. Save again to have the whole one."),
        ),
        Action.SAVE_AGAIN,
    ),
    K.WRONG_BYTES: _Entry(
        (
            words_of("{provider}'s server sent {got} instead of {expected}."),
            words_of("The server sent something that is not the result."),
        ),
        (
            words_of("Nothing was saved. {flaw}. Try again."),
            words_of("Nothing was saved. {advice} (It begins with “{excerpt}”.)"),
            words_of("Nothing was saved. {advice}"),
            words_of("Nothing was saved. It begins with “{excerpt}”. Try again."),
            words_of("Nothing was saved. Try again."),
        ),
        Action.SAVE_AGAIN,
    ),
    K.REFUSED_LINK: _Entry(
        (words_of("The link of this file can't be used: {reason}."), words_of("The link of this file can't be used.")),
        (words_of("Outtray only saves from public https addresses, so nothing was asked of it."),),
        Action.SHOW_RAW,
    ),
    K.FILE_HOST_TROUBLE: _Entry(
        (
            words_of("The file server {host} had a problem on its side: {reason}."),
            words_of("The file server {host} had a problem on its side."),
            words_of("The file server had a problem on its side."),
        ),
        (words_of("Nothing is lost. Save again in a while."),),
        Action.SAVE_AGAIN,
    ),
    K.DISK_FULL: _Entry(
        (
            words_of("Not enough space in “{folder}” (needs {needs}, {free} free)."),
            words_of("Not enough space in “{folder}”."),
            words_of("The disk is full."),
        ),
        (
            words_of(
                "Saving is paused. Outtray keeps {reserve} free, and that is counted in. Make room, or choose another folder."
            ),
            words_of("Saving is paused. Make room, or choose another folder, then save again."),
        ),
        Action.CHOOSE_FOLDER,
    ),
    K.FOLDER_UNAVAILABLE: _Entry(
        (
            words_of("The folder “{folder}” isn't available ({reason})."),
            words_of("The folder “{folder}” isn't available."),
            words_of("The folder isn't available."),
        ),
        (
            words_of("{advice} or choose another folder, then save again."),
            words_of("Connect its drive or choose another folder, then save again."),
        ),
        Action.CHOOSE_FOLDER,
    ),
    K.CERTIFICATE: _Entry(
        (words_of("The secure connection to {host} can't be verified."), words_of("The secure connection can't be verified.")),
        (
            words_of("Check this computer's clock or your company's proxy ({reason})."),
            words_of("Check this computer's clock or your company's proxy."),
        ),
        Action.SHOW_DETAILS,
    ),
    K.NO_FILE_LISTED: _Entry(
        (words_of("Finished, but no file was listed."),),
        (words_of("{provider} says the task is done but names no file. Look at its answer, or check again later."),),
        Action.SHOW_RAW,
    ),
    K.FILE_MISSING: _Entry(
        (words_of("A saved file was moved or deleted."),),
        (words_of("It was at {path}. Put it back, or save again."), words_of("Put it back, or save again.")),
        Action.SAVE_AGAIN,
    ),
    K.UNREACHABLE: _Entry(
        (words_of("{host} can't be reached."), words_of("{provider} can't be reached.")),
        (words_of("Check the connection, then {then}."), words_of("Check the connection. We try again by ourselves.")),
        Action.CHECK_NOW,
    ),
}


def words(problem: Problem) -> Wording:
    """Return the words of `problem`."""
    entry = _TABLE[problem.kind]
    facts = {name: _said(name, value) for name, value in problem.facts}
    facts = {name: value for name, value in facts.items() if value or name not in _QUOTED}
    if "provider" in facts:
        facts["named"] = facts["provider"]
    button = tr(BUTTONS[entry.action]) if entry.action is not None else ""
    return Wording(_first_fitting(entry.titles, facts), _first_fitting(entry.hints, facts), entry.action, button)


def _said(name: str, value: str) -> str:
    """Return a fact as it is shown: what is ours in the reader's language, what others said without its frame."""
    said = reason_words(value) if name in _QUOTED else value
    if name == "flaw":  # a sentence of its own, made of one that the catalogue has inside others
        flaw = tr(within(said))
        return f"{flaw[:1].upper()}{flaw[1:]}"
    return tr(said) if name in _OURS else said


def reason_words(reason: str) -> str:
    """Return a provider's words as they go into a sentence of ours: without its full stop, without saying again that it failed."""
    said = reason.strip()
    while (begins := _SAYS_FAILED.match(said)) is not None:
        said = said[begins.end() :]
    return said.rstrip(" .。")


def _first_fitting(templates: tuple[str, ...], facts: dict[str, str]) -> str:
    known = {"provider", *facts}
    template = next(t for t in templates if {name for _, name, _, _ in Formatter().parse(t) if name} <= known)
    nobody = tr("The provider") if template.startswith("{provider}") else tr("the provider")
    return tr(template, **{"provider": nobody, **facts})
