"""What tasks cost, summed up: credits as reported, never guessed."""

from dataclasses import dataclass, replace
from enum import StrEnum


class LedgerBy(StrEnum):
    """What costs are summed by."""

    DAY = "day"
    PROJECT = "project"
    PROVIDER = "provider"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """The costs of a group of tasks of one provider in one unit.

    `key` is the day as "2026-11-22" (local zone), the project ("" for none), the provider's id or the model ("" for unknown).
    `charged` sums what was reported as charged, over `charged_tasks`; `estimated` what is only estimated so far, over
    `estimated_tasks`. `unreported` counts tasks that name no cost: they are in neither sum. `failed_charged` is the part of
    `charged` that went to tasks whose generation failed.
    """

    key: str
    provider: str
    unit: str
    tasks: int
    charged: float
    charged_tasks: int
    estimated: float
    estimated_tasks: int
    unreported: int
    failed_charged: float = 0.0


def added(line: LedgerLine, other: LedgerLine) -> LedgerLine:
    """Return the sum of two lines of one provider and unit, under the key of the first."""
    return replace(
        line,
        tasks=line.tasks + other.tasks,
        charged=line.charged + other.charged,
        charged_tasks=line.charged_tasks + other.charged_tasks,
        estimated=line.estimated + other.estimated,
        estimated_tasks=line.estimated_tasks + other.estimated_tasks,
        unreported=line.unreported + other.unreported,
        failed_charged=line.failed_charged + other.failed_charged,
    )
