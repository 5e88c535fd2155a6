"""The words of problems for a terminal, where no button helps: what to type, which environment variable holds a key."""

from dataclasses import replace

from desktop.domain.events import AccountState
from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.problems import Wording, words
from desktop.storage.keys import variable_name

KEY_PROBLEMS = frozenset({ProblemKind.NO_KEYRING, ProblemKind.NO_KEY, ProblemKind.KEY_REJECTED})
"""What a terminal has advice of its own for."""


def terminal_words(found: Problem, state: AccountState | None) -> Wording:
    """Return the words of a problem with an account, or with a task of it; `state` is None where no account is known."""
    said = words(found)
    hint = _hint(found.kind, state) if state is not None else ""
    return replace(said, hint=hint) if hint else said


def _hint(kind: ProblemKind, state: AccountState) -> str:
    """Return the one thing to do about a missing or a wrong key; empty for any other problem."""
    account = state.account
    variable = variable_name(account.provider, account.name)
    typed = f'"{account.handle}"' if " " in account.handle else account.handle
    match kind:
        case ProblemKind.NO_KEYRING:
            return f"Outtray never writes keys to a plain file. Set the environment variable {variable} to the key, then try again."
        case ProblemKind.NO_KEY:
            return f"Store it with `outtray account key {typed}`, or set the environment variable {variable} to it."
        case ProblemKind.KEY_REJECTED if state.key_source == "environment":
            return f"It came from the environment variable {variable}. Set that to the right key, then try again."
        case ProblemKind.KEY_REJECTED:
            return f"It may be mistyped, revoked, or for another account. Replace it with `outtray account key {typed}`."
        case _:
            return ""
