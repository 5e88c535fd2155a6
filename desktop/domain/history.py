"""What a task went through."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.status import Remote


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One state a task was in, since `at`."""

    at: datetime
    remote: Remote
    remote_raw: str
    local: str
