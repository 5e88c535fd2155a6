"""What an engine is made of; :mod:`desktop.owner` puts it together."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.events import Notice
from desktop.domain.settings import Settings
from desktop.engine.accounts import AccountDesk
from desktop.engine.after_save import AfterSave
from desktop.engine.board import Board
from desktop.engine.clock import Clock
from desktop.engine.file_shelf import FileShelf
from desktop.engine.names import Names, Owners
from desktop.engine.trashing import Bin
from desktop.engine.wakefulness import Wakefulness
from desktop.providers.pacing import MISS_SECONDS
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """How fast time goes: `haste` scales every interval (1 in earnest), `miss_seconds` spaces "not found" answers that count."""

    haste: float = 1.0
    miss_seconds: float = MISS_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts, made and not yet at work."""

    store: TaskStore
    settings: SettingsStore
    secrets: SecretStore
    names: Callable[[Owners], Names]
    shelf: Callable[[Owners, Names], FileShelf]
    after_save: Callable[[Board, Callable[[], Settings]], AfterSave]
    wakefulness: Wakefulness
    desk: Callable[[Callable[[], None]], AccountDesk]
    redactor: Redactor
    clock: Clock
    rng: random.Random
    notices: tuple[Notice, ...] = ()
    tempo: Tempo = Tempo()
    trash: Bin | None = None
    """The system's trash; None where it can't be used: in a terminal."""
    inbox_owner: str = "outtray"
    """The name under which files of an inbox are claimed: another one in each profile."""
    resting: bool = False
    """Whether nothing is asked or saved: a verb of the command line that only reads or changes the list."""
