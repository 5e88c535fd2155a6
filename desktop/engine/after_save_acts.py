"""What can be done once a task is saved: which acts a project's rules ask for, what each is given and what may come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desktop.domain.language import words_of
from desktop.domain.settings import ProjectRules
from desktop.domain.status import FileState
from desktop.domain.task import ResultFile, Task

PREFIX = words_of("After saving: ")
"""How every remark on a task begins that comes of these acts."""

type Clean = Callable[[str], str]
"""Returns a text without keys and signed links."""


class Act(StrEnum):
    """The acts, in their order; stored by these names."""

    COPY = "copy"
    COMMAND = "command"
    WEBHOOK = "webhook"
    EAGLE = "eagle"


def acts_of(rules: ProjectRules) -> tuple[Act, ...]:
    """Return the acts that `rules` ask for, in their order."""
    asked = {
        Act.COPY: bool(rules.copy_to),
        Act.COMMAND: bool(rules.command),
        Act.WEBHOOK: bool(rules.webhook),
        Act.EAGLE: rules.eagle,
    }
    return tuple(act for act in Act if asked[act])


@dataclass(frozen=True, slots=True)
class Saved:
    """A task that became saved at `saved_at`, and the rules for it."""

    task: Task
    rules: ProjectRules
    saved_at: datetime

    @property
    def files(self) -> tuple[tuple[ResultFile, Path], ...]:
        """The files on disk, each with where it is."""
        return tuple((f, Path(f.path)) for f in self.task.files if f.state is FileState.SAVED and f.path)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the files are, each named once: parts with equal bytes share one."""
        return tuple(dict.fromkeys(path for _, path in self.files))


@dataclass(frozen=True, slots=True)
class Done:
    """The act is done. `remark` is a sentence for the user where there is something to say."""

    remark: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The act failed and is not tried again; `sentence` tells why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Waits:
    """The act can't be done for now and is tried again."""


type Outcome = Done | Failed | Waits


class Performer(Protocol):
    """Does one of the acts."""

    async def do(self, saved: Saved) -> Outcome:
        """Do the act for a saved task. Blocks neither the loop nor, once cancelled, the end of the program."""
        ...
