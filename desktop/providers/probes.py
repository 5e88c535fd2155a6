"""What a cheap request shows about a key, in words."""

from desktop.domain.language import sentences, tr
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
    return ProbeVerdict.GOOD, sentences(tr("{provider} accepts this key.", provider=name), more)


def unclear_or_rejected(name: str, kind: FaultKind, message: str = "") -> tuple[ProbeVerdict, str]:
    """Return the verdict for a fault: a rejected key, or nothing learnt about it."""
    said = tr("It said: “{words}”.", words=plain(message, 160)) if message else ""
    match kind:
        case FaultKind.KEY_REJECTED:
            return (
                ProbeVerdict.KEY_REJECTED,
                tr("{name} doesn't accept this key. It may be mistyped, revoked, or for another account.", name=name),
            )
        case FaultKind.RATE_LIMITED:
            return ProbeVerdict.UNCLEAR, tr(
                "{name} asked us to slow down, so the key could not be tested. Try again in a minute.", name=name
            )
        case FaultKind.MAINTENANCE:
            return ProbeVerdict.UNCLEAR, tr(
                "{name} is under maintenance, so the key could not be tested. Try again later.", name=name
            )
        case FaultKind.SERVER:
            return ProbeVerdict.UNCLEAR, tr(
                "{name} had a problem on its side, so the key could not be tested. Try again later.", name=name
            )
        case FaultKind.OUT_OF_CREDITS:
            return ProbeVerdict.UNCLEAR, tr(
                "{name} reports that the account is out of credits; the key could not be tested.", name=name
            )
        case FaultKind.BAD_REPLY | FaultKind.REFUSED | FaultKind.NO_BATCH:
            return ProbeVerdict.UNCLEAR, sentences(
                tr("This address doesn't answer as it should. Check the address of the account."), said
            )
