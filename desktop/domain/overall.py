"""How everything stands, as one state and one line: what the icon in the tray or menu bar shows. The worst wins."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.events import Budget
from desktop.domain.language import tr, tr_n


class Overall(StrEnum):
    """The states, the worst first."""

    OFFLINE = "offline"
    NEEDS_YOU = "needs_you"
    FAILED = "failed"
    WORKING = "working"
    IDLE = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What it is told from: the budget, how many tasks need the user, how many failed since somebody looked, whether all rests.

    `fresh` tells that there is trouble nobody has seen yet: it asks for attention, trouble that is known only says so.
    """

    budget: Budget = field(default_factory=Budget)
    needs_you: int = 0
    failed: int = 0
    paused: bool = False
    fresh: bool = False

    @property
    def overall(self) -> Overall:
        """The one state."""
        if self.budget.offline:
            return Overall.OFFLINE
        if self.needs_you or self.budget.at_risk:
            return Overall.NEEDS_YOU
        if self.failed:
            return Overall.FAILED
        busy = (self.budget.watched or self.budget.saving) and not self.paused
        return Overall.WORKING if busy else Overall.IDLE


def overall_line(standings: Standings) -> str:
    """Return what the tray says: the one thing that matters most, and what is being done."""
    budget = standings.budget
    risk = len(budget.at_risk)
    match standings.overall:
        case Overall.OFFLINE if risk:
            return tr_n("Offline. {n} result is at risk", "Offline. {n} results are at risk", risk)
        case Overall.OFFLINE:
            return tr("Offline. Checking continues when the connection returns")
        case Overall.NEEDS_YOU if risk:
            return tr_n("{n} result is at risk", "{n} results are at risk", risk)
        case Overall.NEEDS_YOU:
            return tr_n("{n} task needs you", "{n} tasks need you", standings.needs_you)
        case Overall.FAILED:
            return tr_n("{n} task failed", "{n} tasks failed", standings.failed)
        case Overall.WORKING if budget.saving:
            return tr_n("Saving {n} file", "Saving {n} files", budget.saving)
        case Overall.WORKING:
            return tr_n("Watching {n} task", "Watching {n} tasks", budget.watched)
        case Overall.IDLE:
            return tr("Paused") if standings.paused else tr("Nothing to do")
