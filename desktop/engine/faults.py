"""Why the bytes of a file did not come, sorted by what is to be done about it."""

import errno
from enum import StrEnum
from pathlib import Path

from desktop.domain.language import tr, words_of
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.wording import size_words
from desktop.storage.files import os_problem

_NOT_OURS = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class FaultKind(StrEnum):
    """How fetching a file failed.

    LINK_ENDED wants a fresh link; RATE_LIMITED, SERVER, CUT, STALLED and UNREACHABLE pass by themselves; the rest need the user
    or another source.
    """

    LINK_ENDED = "link_ended"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    CUT = "cut"
    STALLED = "stalled"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    WRONG_BYTES = "wrong_bytes"
    EMPTY = "empty"
    REFUSED_LINK = "refused_link"
    DISK_FULL = "disk_full"
    FOLDER_GONE = "folder_gone"
    READ_ONLY = "read_only"
    CANCELLED = "cancelled"


_ANSWERS = {
    429: words_of("it asked us to slow down"),
    500: words_of("it had an error of its own"),
    502: words_of("the server behind it did not answer"),
    503: words_of("it is overloaded"),
    504: words_of("the server behind it was too slow"),
}
"""What a status says, in words."""


class FetchFault(Exception):
    """A file that was not fetched; nothing of it is left on disk but what can be continued.

    `retry_after` is the seconds the server asked for, `status` its HTTP status where there was one, `received` and `total` the
    bytes that came and were due.
    """

    def __init__(
        self,
        kind: FaultKind,
        problem: Problem,
        *,
        retry_after: float | None = None,
        status: int | None = None,
        received: int = 0,
        total: int | None = None,
    ) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.problem = problem
        self.retry_after = retry_after
        self.status = status
        self.received = received
        self.total = total


def cut(received: int, total: int | None, *, stalled: bool = False, reason: str = "") -> FetchFault:
    """Return the fault of a transfer that ended, or stood still, before its end; `reason` is how that was known."""
    facts = {"reason": reason} if reason else {}
    if total and received < total:
        percent = str(received * 100 // total)
        facts |= {"percent": percent, "received": size_words(received), "total": size_words(total)}
    kind = FaultKind.STALLED if stalled else FaultKind.CUT
    return FetchFault(kind, problem(ProblemKind.TRANSFER_CUT, **facts), received=received, total=total)


def cancelled() -> FetchFault:
    """Return the fault of a transfer that was called off."""
    return FetchFault(FaultKind.CANCELLED, problem(ProblemKind.TRANSFER_CUT))


def unreachable(host: str) -> FetchFault:
    """Return the fault of a host that is not found or refuses connections."""
    return FetchFault(FaultKind.UNREACHABLE, problem(ProblemKind.UNREACHABLE, host=host, then=words_of("save again")))


def untrusted(host: str, reason: str) -> FetchFault:
    """Return the fault of a host whose certificate is not trusted."""
    return FetchFault(FaultKind.TLS, problem(ProblemKind.CERTIFICATE, host=host, reason=reason))


def host_trouble(
    host: str, reason: str = "", *, kind: FaultKind = FaultKind.SERVER, status: int | None = None, retry_after: float | None = None
) -> FetchFault:
    """Return the fault of a file host that answers, but not with the file."""
    said = reason or (
        tr("{answer} (HTTP {status})", answer=tr(_ANSWERS.get(status, words_of("it refused"))), status=status)
        if status is not None
        else ""
    )
    return FetchFault(kind, problem(ProblemKind.FILE_HOST_TROUBLE, host=host, reason=said), status=status, retry_after=retry_after)


def link_ended(status: int) -> FetchFault:
    """Return the fault of a link that is no longer honoured."""
    return FetchFault(FaultKind.LINK_ENDED, problem(ProblemKind.LINK_KEEPS_EXPIRING, reason=f"HTTP {status}"), status=status)


def disk_full(folder: Path, needs: int | None, free: int | None, *, received: int = 0, total: int | None = None) -> FetchFault:
    """Return the fault of a disk without room; `needs` counts the reserve in, `total` is the size of the file."""
    facts = {"folder": folder.name or str(folder)}
    if needs is not None and free is not None:
        facts |= {"needs": size_words(needs), "free": size_words(free)}
    return FetchFault(FaultKind.DISK_FULL, problem(ProblemKind.DISK_FULL, **facts), received=received, total=total)


def disk_fault(error: OSError, folder: Path, *, received: int = 0, total: int | None = None) -> FetchFault:
    """Return the fault of a file system that refused something in `folder`."""
    found = os_problem(error, folder)
    if found.kind is ProblemKind.DISK_FULL:
        return FetchFault(FaultKind.DISK_FULL, found, received=received, total=total)
    kind = FaultKind.READ_ONLY if error.errno in _NOT_OURS else FaultKind.FOLDER_GONE
    return FetchFault(kind, found, received=received, total=total)
