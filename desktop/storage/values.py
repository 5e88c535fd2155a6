"""How single values are written to SQLite and read back."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.resume import ResumePoint

type Cell = str | int | float | None
"""What a column holds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MOST = 2**63 - 1


def plain(text: str) -> str:
    """Return `text` as it can be encoded: halves of surrogate pairs, which JSON can carry, are joined or replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def plain_or_none(text: str | None) -> str | None:
    """Return :func:`plain` of `text`, or None."""
    return None if text is None else plain(text)


def whole(number: int | None) -> int | None:
    """Return `number` within 64 bits."""
    return None if number is None else max(-_MOST, min(number, _MOST))


def micros(at: datetime | None) -> int | None:
    """Return an aware time as microseconds since 1970."""
    return None if at is None else (at - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Return the time that :func:`micros` made a number of."""
    return _EPOCH + value * _MICROSECOND


def moment_or_none(value: int | None) -> datetime | None:
    """Return :func:`moment` of `value`, or None."""
    return None if value is None else moment(value)


def texts(values: tuple[str, ...]) -> str:
    """Return several texts as one JSON array."""
    return json.dumps(values)


def texts_back(value: str) -> tuple[str, ...]:
    """Return the texts of a JSON array."""
    return tuple(json.loads(value))


def problem_text(problem: Problem | None) -> str | None:
    """Return a problem as JSON: its kind and its facts in order."""
    return None if problem is None else json.dumps([problem.kind.value, problem.facts])


def problem_back(value: str | None) -> Problem | None:
    """Return the problem that :func:`problem_text` wrote."""
    if value is None:
        return None
    kind, facts = json.loads(value)
    return Problem(ProblemKind(kind), tuple((name, fact) for name, fact in facts))


def resume_text(point: ResumePoint | None) -> str | None:
    """Return where a transfer goes on as JSON."""
    return None if point is None else json.dumps(asdict(point))


def resume_back(value: str | None) -> ResumePoint | None:
    """Return the point that :func:`resume_text` wrote."""
    return None if value is None else ResumePoint(**json.loads(value))
