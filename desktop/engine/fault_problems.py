"""What a provider's fault is to the user: the problem that is shown for it."""

from collections.abc import Mapping
from typing import Final

from desktop.domain.account import Account
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.wording import provider_name
from desktop.providers.base import Fault, FaultKind
from desktop.storage.redaction import Redactor

_KINDS: Final[Mapping[FaultKind, ProblemKind]] = {
    FaultKind.KEY_REJECTED: ProblemKind.KEY_REJECTED,
    FaultKind.RATE_LIMITED: ProblemKind.SLOW_DOWN,
    FaultKind.MAINTENANCE: ProblemKind.MAINTENANCE,
    FaultKind.OUT_OF_CREDITS: ProblemKind.OUT_OF_CREDITS,
    FaultKind.SERVER: ProblemKind.PROVIDER_TROUBLE,
    FaultKind.BAD_REPLY: ProblemKind.BAD_REPLY,
    FaultKind.NO_BATCH: ProblemKind.REQUEST_REFUSED,
    FaultKind.REFUSED: ProblemKind.REQUEST_REFUSED,
}
_MOST_REASON = 200


def problem_of_fault(fault: Fault, account: Account, redactor: Redactor) -> Problem:
    """Return the problem of a fault that `account` answered with, without a key in its words."""
    clean = redactor.without_keys
    facts = {"provider": provider_name(account.provider), "account": account.name}
    facts |= {"code": clean(fault.code), "request": clean(fault.request_id)}
    return problem(_KINDS[fault.kind], reason=redactor.text(fault.message)[:_MOST_REASON], **facts)
