"""From a pasted text to rows, and from rows to tasks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.account import Account, origin_of
from desktop.domain.intake import Intake, IntakeRow
from desktop.domain.status import IdKind
from desktop.domain.task import Task, TaskRef
from desktop.engine.daemon import in_daemon_thread
from desktop.providers.registry import PROVIDERS, provider_name, spec_for

if TYPE_CHECKING:
    from desktop.domain.recognise import Recognised

type Find = Callable[[Sequence[TaskRef]], Awaitable[Mapping[TaskRef, int]]]
"""Returns the numbers of those references that are tracked."""


async def examine(text: str, accounts: Sequence[Account], find: Find, *, account_id: str | None, id_kind: IdKind | None) -> Intake:
    """Find ids in `text` and say what each is taken for; `account_id` decides for all that it could own."""
    own_ids = id_kind is IdKind.OUT_TASK_ID
    defaults = {provider: origin_of(spec_for(provider).default_base_url) for provider in PROVIDERS}
    names = {provider: provider_name(provider) for provider in PROVIDERS}

    def look() -> "tuple[Recognised, tuple[TaskRef, ...]]":
        from desktop.domain.resolve import refs_of

        recognised = _recognised(text, own_ids=own_ids)
        return recognised, refs_of(recognised, accounts, defaults, account_id=account_id, id_kind=id_kind)

    def decide() -> Intake:
        from desktop.domain.resolve import resolve

        return resolve(recognised, accounts, defaults, names, tracked, account_id=account_id, id_kind=id_kind)

    recognised, refs = await in_daemon_thread("recognise", look)
    tracked = await find(refs)
    return await in_daemon_thread("recognise", decide)


def new_task(row: IntakeRow, project: str | None, now: datetime) -> Task:
    """Return the task of a row that is clear."""
    assert row.choice is not None
    ref = TaskRef(row.choice.provider, row.choice.origin, row.id_kind, row.task_id)
    return Task(id=0, ref=ref, account_id=row.choice.account_id, project=project, added_at=now)


def _recognised(text: str, *, own_ids: bool) -> "Recognised":
    """Find ids in `text`, in a thread; the patterns for it are compiled at the first use, not before the first paint."""
    from desktop.domain.recognise import recognise

    return recognise(text, own_ids=own_ids)
