"""What a cheap request shows about a key, in words."""

from desktop.providers.base import Answer, FaultKind, ProbeVerdict
from desktop.providers.replies import plain

MADE_UP_UUID = "00000000-0000-4000-8000-000000000000"
"""An id no task has: where it is "not found", the key was good enough to look."""


def verdict_of(name: str, answer: Answer, *, good: tuple[FaultKind, ...] = ()) -> tuple[ProbeVerdict, str]:
    """Return what an answer about a made-up id tells of the key; faults listed in `good` come only with a good one."""
    found = answer.fault
    if found is None or found.kind in good:
        return key_works(name)
    return unclear_or_rejected(name, found.kind, found.message)


def key_works(name: str, more: str = "") -> tuple[ProbeVerdict, str]:
    """Return the verdict for a good key; `more` is a further sentence."""
    return ProbeVerdict.GOOD, f"{name} accepts this key. {more}".strip()


def unclear_or_rejected(name: str, kind: FaultKind, message: str = "") -> tuple[ProbeVerdict, str]:
    """Return the verdict for a fault: a rejected key, or nothing learnt about it."""
    said = f" It said: “{plain(message, 160)}”." if message else ""
    match kind:
        case FaultKind.KEY_REJECTED:
            return (
                ProbeVerdict.KEY_REJECTED,
                f"{name} doesn't accept this key. It may be mistyped, revoked, or for another account.",
            )
        case FaultKind.RATE_LIMITED:
            return ProbeVerdict.UNCLEAR, f"{name} asked us to slow down, so the key could not be tested. Try again in a minute."
        case FaultKind.MAINTENANCE:
            return ProbeVerdict.UNCLEAR, f"{name} is under maintenance, so the key could not be tested. Try again later."
        case FaultKind.SERVER:
            return ProbeVerdict.UNCLEAR, f"{name} had a problem on its side, so the key could not be tested. Try again later."
        case FaultKind.OUT_OF_CREDITS:
            return ProbeVerdict.UNCLEAR, f"{name} reports that the account is out of credits; the key could not be tested."
        case FaultKind.BAD_REPLY | FaultKind.REFUSED | FaultKind.NO_BATCH:
            return ProbeVerdict.UNCLEAR, f"This address doesn't answer as it should. Check the address of the account.{said}"
