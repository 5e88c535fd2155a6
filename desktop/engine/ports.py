"""The engine as its callers see it: the window, the command line and the owner's socket all speak to this.

Every coroutine may be called from the one event loop only. Acts return once their effect is on disk and published.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.away import Away
from desktop.domain.events import AccountState, Budget, EngineEvent
from desktop.domain.history import HistoryEntry
from desktop.domain.intake import Intake, IntakeRow
from desktop.domain.ledger import LedgerBy, LedgerLine
from desktop.domain.problem import Problem
from desktop.domain.query import Counts, Facets, Listing, ListQuery
from desktop.domain.report import MarkChange
from desktop.domain.settings import Settings
from desktop.domain.status import IdKind
from desktop.domain.task import Task


class Refusal(Exception):
    """An act that was not done; the message is a sentence for the user: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class KeyTest:
    """The outcome of testing an account's key: `good` is None where it could not be told; `sentence` says it in words."""

    good: bool | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRun:
    """How a process runs as the owner of a profile: under which name, saving where (None: as set), how patiently."""

    label: str
    folder: Path | None = None
    hurried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """How a template names one file: `old` is where it is (None: not saved yet), `new` below its root; `fault` says why not."""

    task_id: int
    part: str
    title: str
    old: Path | None
    new: str
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """Files that were renamed together: `batch` is what :meth:`EngineApi.undo_rename` takes, `sentence` says what was done."""

    batch: int
    count: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What was found in a folder: tasks that came back, tasks that were on the list already, and what it says in words."""

    added: int
    known: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trashed:
    """Files that went to the trash together: `batch` is what :meth:`EngineApi.untrash` takes, `sentence` says what was done.

    `left` counts those that could not be put back now, and that another :meth:`EngineApi.untrash` tries again.
    """

    batch: int
    files: int
    sentence: str
    left: int = 0


class EngineApi(Protocol):
    """What the engine offers."""

    def subscribe(self, listener: Callable[[EngineEvent], None]) -> Callable[[], None]:
        """Call `listener` for each event from now on; the returned function ends that."""
        ...

    # -- reading ---------------------------------------------------------------------------------------------------

    async def ids(self, query: ListQuery) -> Sequence[int]:
        """Return the numbers of the tasks that `query` selects, in its order."""
        ...

    async def listing(self, query: ListQuery) -> Listing:
        """Return what :meth:`ids` does, with the groups that `query` asks for."""
        ...

    async def count(self, query: ListQuery) -> int:
        """Return how many tasks `query` selects. No other question waits for the answer."""
        ...

    async def facets(self, query: ListQuery) -> Facets:
        """Return how many tasks each value of each field would leave of `query`."""
        ...

    async def ledger(self, by: LedgerBy, since: datetime | None = None) -> Sequence[LedgerLine]:
        """Return what tasks cost, summed by day, project, provider or model and by unit; those created before `since` left out."""
        ...

    async def away(self) -> Away | None:
        """Return what happened to the tasks since this profile was last open; None where there is nothing to tell."""
        ...

    async def tasks(self, ids: Sequence[int]) -> list[Task]:
        """Return the tasks of `ids` in that order; those that are gone are left out."""
        ...

    async def named(self, text: str) -> Sequence[int]:
        """Return the numbers of the tasks that `text` may name: one's number on the list, or a provider's id."""
        ...

    async def counts(self) -> Counts:
        """Return the side bar's counts."""
        ...

    async def history(self, task_id: int) -> list[HistoryEntry]:
        """Return the states a task went through, oldest first."""
        ...

    async def raw_reply(self, task_id: int) -> str:
        """Return the last reply about a task as indented JSON, redacted; empty where there was none."""
        ...

    def accounts(self) -> tuple[AccountState, ...]:
        """Return the accounts and how they fare."""
        ...

    def budget(self) -> Budget:
        """Return the polling budget of this moment."""
        ...

    def settings(self) -> Settings:
        """Return the settings in force."""
        ...

    # -- adding ----------------------------------------------------------------------------------------------------

    async def examine(self, text: str, *, account_id: str | None = None, id_kind: IdKind | None = None) -> Intake:
        """Find ids in `text` and say what each is taken for; `account_id` decides for all that it could own."""
        ...

    async def add(self, rows: Sequence[IntakeRow], *, project: str | None = None) -> list[Task]:
        """Track the rows that are new; return their tasks and those tracked already, in order. Unclear rows are skipped."""
        ...

    # -- acts on tasks ---------------------------------------------------------------------------------------------

    async def check(self, ids: Sequence[int]) -> None:
        """Ask the provider about these tasks as soon as the budget allows."""
        ...

    async def save(self, ids: Sequence[int]) -> None:
        """Save what is not saved of these tasks, with fresh links; also what failed before or was moved."""
        ...

    async def pause(self, ids: Sequence[int]) -> None:
        """Stop asking about and saving these tasks until they are resumed."""
        ...

    async def resume(self, ids: Sequence[int]) -> None:
        """Let paused tasks go on."""
        ...

    async def remove(self, ids: Sequence[int]) -> None:
        """Take tasks off the list. Their files stay. :meth:`restore` brings them back, until the profile is closed."""
        ...

    async def restore(self, ids: Sequence[int]) -> None:
        """Bring removed tasks back as they were."""
        ...

    async def mark(self, ids: Sequence[int], change: MarkChange) -> None:
        """Star, archive or tag these tasks."""
        ...

    async def set_project(self, ids: Sequence[int], project: str | None) -> None:
        """Put these tasks into a project, or into none. Saved files stay where they are."""
        ...

    async def trash(self, ids: Sequence[int]) -> Trashed:
        """Move the saved files of these tasks to the system's trash and take the tasks off the list. Raises Refusal."""
        ...

    async def untrash(self, batch: int) -> Trashed:
        """Take the files of a batch out of the trash again and bring their tasks back. Raises Refusal."""
        ...

    async def assign(self, ids: Sequence[int], account_id: str) -> None:
        """Give tasks to another account at the same address, and ask about them with its key. Raises Refusal."""
        ...

    async def cancel(self, ids: Sequence[int]) -> None:
        """Give up what is not saved of these tasks; their unfinished files are deleted. :meth:`want_files` takes it back."""
        ...

    async def hold_files(self, task_id: int, parts: Sequence[str], *, held: bool) -> None:
        """Pause the saving of some files of a task, or let it go on where it stopped."""
        ...

    async def drop_files(self, task_id: int, parts: Sequence[str]) -> None:
        """Give up some files of a task that are not saved; their unfinished files are deleted."""
        ...

    async def want_files(self, task_id: int, parts: Sequence[str]) -> None:
        """Want files again that were given up or left out by choice, and save them."""
        ...

    async def pause_account(self, account_id: str, *, paused: bool) -> None:
        """Stop asking an account and saving its results, or let it go on."""
        ...

    async def pause_all(self, *, paused: bool) -> None:
        """Stop checking and saving altogether, also for later runs, or let it go on."""
        ...

    async def retry_folders(self) -> None:
        """Try again at once to save into the folders that could not take files."""
        ...

    # -- names and files -------------------------------------------------------------------------------------------

    async def name_examples(self, template: str) -> Sequence[NamedFile]:
        """Return how `template` names up to five files of real tasks. Raises Refusal with what is wrong with the template."""
        ...

    async def plan_renames(self, ids: Sequence[int]) -> Sequence[NamedFile]:
        """Return the saved files of these tasks whose names are not what the settings make of them now."""
        ...

    async def rename(self, ids: Sequence[int]) -> Renamed:
        """Give the saved files of these tasks the names and folders that the settings make of them now. Raises Refusal."""
        ...

    async def undo_rename(self, batch: int) -> Renamed:
        """Give the files of a batch their former names back. Raises Refusal."""
        ...

    async def rebuild(self, folder: Path) -> Rebuilt:
        """Bring back to the list what the files below `folder` tell of themselves. Raises Refusal."""
        ...

    async def find_moved(self, ids: Sequence[int], folder: Path | None = None) -> int:
        """Look below `folder` (None: where files are saved) for moved files of these tasks; return how many were found."""
        ...

    async def look_for_files(self, ids: Sequence[int]) -> None:
        """Look whether the saved files of these tasks are still there, and mark those that are not."""
        ...

    # -- accounts and settings -------------------------------------------------------------------------------------

    async def add_account(
        self,
        provider: str,
        name: str,
        *,
        base_url: str = "",
        header: HeaderStyle | None = None,
        colour: str = "",
        allow_http: bool = False,
        key: str | None = None,
        session_only: bool = False,
    ) -> Account:
        """Connect an account. Raises Refusal for a name in use or an address that may not be used."""
        ...

    async def edit_account(
        self,
        account_id: str,
        *,
        name: str | None = None,
        base_url: str | None = None,
        header: HeaderStyle | None = None,
        colour: str | None = None,
        allow_http: bool | None = None,
    ) -> Account:
        """Change an account; a new origin forgets its key. Raises Refusal as :meth:`add_account` does."""
        ...

    async def look_for_keys(self) -> dict[str, Problem]:
        """Find out where each account's key comes from, so that :meth:`accounts` tells it; return why keys can't be read."""
        ...

    async def set_key(self, account_id: str, key: str, *, session_only: bool = False) -> None:
        """Store an account's key in the keyring, or in memory for this run. Raises Refusal where the keyring is not usable."""
        ...

    async def test_account(self, account_id: str) -> KeyTest:
        """Send one cheap request and say whether the key is good."""
        ...

    async def remove_account(self, account_id: str) -> None:
        """Forget an account and its key; its tasks stay and say that they need a key."""
        ...

    async def change_settings(self, settings: Settings) -> None:
        """Put `settings` in force and write them."""
        ...
