"""Sample tasks: one for each of the thirteen badges, as the design shows them, and plain ones in any number."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.events import AccountState
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.status import Badge, FileState, IdKind, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task, TaskRef

NOW = datetime(2026, 11, 21, 22, 16, 30, tzinfo=UTC)

_ORIGINS = {
    "crun": "https://api.crun.ai",
    "tripo": "https://openapi.tripo3d.ai",
    "bytespike": "https://llm.bytespike.ai",
    "midjourney": "https://api.crazyrouter.com",
}


def sample_accounts() -> tuple[AccountState, ...]:
    """Return four accounts, all well."""
    rows = (
        ("crun", "Studio", "blue"),
        ("tripo", "Studio", "blue"),
        ("bytespike", "Client A", "orange"),
        ("midjourney", "Client A", "orange"),
    )
    return tuple(
        AccountState(
            Account(
                id=f"{provider}/{name}",
                provider=provider,
                name=name,
                base_url=_ORIGINS[provider],
                header=HeaderStyle.BEARER,
                colour=colour,
            ),
            key_source="keyring",
            key_hint="…4f2a",
        )
        for provider, name, colour in rows
    )


def plain_task(number: int, *, title: str = "", minutes_ago: float = 0.0, now: datetime = NOW) -> Task:
    """Return a saved crun picture; its age follows from its number unless told."""
    age = minutes_ago or 1.0 / (1 + number)
    return Task(
        id=number,
        ref=TaskRef("crun", _ORIGINS["crun"], IdKind.TASK_ID, f"task_{number:08d}"),
        account_id="crun/Studio",
        title=title or f"Picture {number}",
        model="nano-banana",
        kind=MediaKind.IMAGE,
        remote=Remote.DONE,
        remote_raw="success",
        final=True,
        seen=True,
        files=(_file("1", "1.png", FileState.SAVED, size=6_100_000),),
        added_at=now - timedelta(minutes=age),
        checked_at=now,
    )


def badge_tasks(now: datetime = NOW) -> dict[Badge, Task]:
    """Return one task for each badge, numbered from 1 in the order of :class:`Badge`."""
    makers = (_crun_tasks, _tripo_tasks, _bytespike_tasks, _midjourney_tasks)
    made = {badge: task for maker in makers for badge, task in maker(now).items()}
    return {badge: made[badge] for badge in Badge}


def _crun_tasks(now: datetime) -> dict[Badge, Task]:
    song = tuple(
        _file(part, f"{part}.mp3", FileState.SAVED, kind=MediaKind.AUDIO, size=4_700_000) for part in ("audio-1", "audio-2")
    )
    poster = tuple(_file(str(n), f"{n}.webp", FileState.SAVED if n < 5 else FileState.FAILED, size=900_000) for n in range(1, 6))
    gone = (_file("1", "1.png", FileState.GONE),)
    deleted = problem(ProblemKind.DELETED_THERE, provider="crun", days="14", day="3 Nov")
    return {
        Badge.GENERATING: _task(
            Badge.GENERATING, "crun", "Red fox asleep in fresh snow, dusk light", now, 0.3, model="nano-banana",
            tags=("16:9", "png"), remote=Remote.GENERATING, estimated_seconds=40.0,
        ),
        Badge.SAVED: _task(
            Badge.SAVED, "crun", "Midnight Addiction", now, 12, model="Suno v5", tags=("3:12", "3:05"), kind=MediaKind.AUDIO,
            remote=Remote.DONE, files=song,
        ),
        Badge.PARTLY_SAVED: _task(
            Badge.PARTLY_SAVED, "crun", "Poster: citrus market, risograph, 3 inks", now, 26, model="seedream-4",
            tags=("4:5", "webp"), account="bytespike/Client A", remote=Remote.DONE, files=poster,
        ),
        Badge.GONE: _task(
            Badge.GONE, "crun", "Harbour at six, watercolour", now, 60 * 24 * 18, model="nano-banana", remote=Remote.DONE,
            files=gone, problem=deleted,
        ),
        Badge.PAUSED: _task(Badge.PAUSED, "crun", "Winter film, shot 12, wide", now, 50, model="veo-3.1", paused=True),
    }  # fmt: skip


def _tripo_tasks(now: datetime) -> dict[Badge, Task]:
    ends = now + timedelta(minutes=4, seconds=20)
    parts = ("model", "pbr_model", "front", "left", "rendered_image")
    lamp = tuple(_file(part, f"{part}.glb", FileState.QUEUED, kind=MediaKind.MODEL, expires_at=ends) for part in parts)
    moved = (_file("model", "model.glb", FileState.MISSING, kind=MediaKind.MODEL, size=12_400_000),)
    return {
        Badge.FINISHED_NOT_SAVED: _task(
            Badge.FINISHED_NOT_SAVED, "tripo", "Brass desk lamp, art-deco, game-ready", now, 0.5, action="text_to_model",
            tags=("pbr",), kind=MediaKind.MODEL, remote=Remote.DONE, files=lamp, cost=Cost(charged=20),
        ),
        Badge.WAITING: _task(
            Badge.WAITING, "tripo", "Isometric coffee cart, clay render", now, 1.2, action="image_to_model",
            kind=MediaKind.MODEL, queue_position=4,
        ),
        Badge.FAILED: _task(
            Badge.FAILED, "tripo", "Ceramic teapot, crackle glaze", now, 44, action="text_to_model", kind=MediaKind.MODEL,
            remote=Remote.FAILED, problem=problem(ProblemKind.GENERATION_FAILED, provider="Tripo", reason="internal error"),
        ),
        Badge.FILE_MOVED: _task(
            Badge.FILE_MOVED, "tripo", "Lamp kit, shade B", now, 190, action="text_to_model", kind=MediaKind.MODEL,
            remote=Remote.DONE, files=moved,
        ),
    }  # fmt: skip


def _bytespike_tasks(now: datetime) -> dict[Badge, Task]:
    clip = (_file("1", "clip.mp4", FileState.SAVING, kind=MediaKind.VIDEO, size=30_000_000, received=12_100_000),)
    return {
        Badge.SAVING: _task(
            Badge.SAVING, "bytespike", "Slow push-in over a flooded library", now, 4, model="sora-2", tags=("8 s", "1080p"),
            kind=MediaKind.VIDEO, remote=Remote.DONE, files=clip,
        ),
        Badge.BLOCKED: _task(
            Badge.BLOCKED, "bytespike", "Portrait of a mayor, photoreal", now, 31, model="veo-3.1", kind=MediaKind.VIDEO,
            remote=Remote.BLOCKED, problem=problem(ProblemKind.REFUSED_BY_RULES, provider="ByteSpike"),
        ),
        Badge.CANCELLED: _task(
            Badge.CANCELLED, "bytespike", "Drone over terraces, dawn", now, 120, model="sora-2", kind=MediaKind.VIDEO,
            remote=Remote.CANCELLED,
        ),
    }  # fmt: skip


def _midjourney_tasks(now: datetime) -> dict[Badge, Task]:
    return {
        Badge.NEEDS_YOU: _task(
            Badge.NEEDS_YOU, "midjourney", "A beautiful sunset over the ocean --ar 16:9 --v 7 --style raw", now, 18,
            tags=("grid 2×2",), remote=Remote.NEEDS_INPUT, problem=problem(ProblemKind.KEY_REJECTED, provider="crazyrouter"),
        ),
    }  # fmt: skip


def _task(
    badge: Badge,
    provider: str,
    title: str,
    now: datetime,
    minutes: float,
    *,
    account: str = "",
    remote: Remote = Remote.WAITING,
    **fields: object,
) -> Task:
    number = list(Badge).index(badge) + 1
    accounts = {"crun": "Studio", "tripo": "Studio", "bytespike": "Client A", "midjourney": "Client A"}
    return Task(
        id=number,
        ref=TaskRef(provider, _ORIGINS[provider], IdKind.TASK_ID, f"1ec0{number:04d}-77aa-4c1d-9a1b-3f0c55f27941"),
        account_id=account or f"{provider}/{accounts[provider]}",
        title=title,
        remote=remote,
        remote_raw=remote.value,
        seen=True,
        final=remote not in (Remote.WAITING, Remote.GENERATING),
        added_at=now - timedelta(minutes=minutes),
        checked_at=now,
        **fields,  # type: ignore[arg-type]  # the callers above name fields of Task
    )


def _file(
    part: str,
    name: str,
    state: FileState,
    *,
    kind: MediaKind = MediaKind.IMAGE,
    size: int | None = None,
    received: int = 0,
    expires_at: datetime | None = None,
) -> ResultFile:
    path = f"/tmp/outtray-samples/{name}" if state is FileState.SAVED else None
    return ResultFile(part=part, name=name, kind=kind, state=state, size=size, received=received, path=path, expires_at=expires_at)


def many_tasks(count: int, now: datetime = NOW) -> Sequence[Task]:
    """Return `count` saved tasks numbered from 1, the last one newest."""
    return [plain_task(number, minutes_ago=float(count - number + 1), now=now) for number in range(1, count + 1)]
