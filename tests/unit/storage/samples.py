"""Tasks for the storage tests: plain ones, and a strategy for every task there can be."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.status import FileState, IdKind, MediaKind, Remote
from desktop.domain.task import Cost, ResultFile, Task, TaskRef

NOW = datetime(2026, 11, 21, 22, 16, 30, tzinfo=UTC)
ORIGIN = "https://api.crun.ai"


def ref(task_id: str, provider: str = "crun", origin: str = ORIGIN) -> TaskRef:
    return TaskRef(provider, origin, IdKind.TASK_ID, task_id)


def file(part: str = "1", state: FileState = FileState.WANTED, *, expires_at: datetime | None = None) -> ResultFile:
    return ResultFile(part=part, name=f"{part}.png", kind=MediaKind.IMAGE, state=state, expires_at=expires_at)


def task(
    task_id: str,
    *,
    title: str = "",
    prompt: str = "",
    remote: Remote = Remote.WAITING,
    final: bool = False,
    files: tuple[ResultFile, ...] = (),
    project: str | None = None,
    account_id: str | None = "a1",
    minutes_ago: float = 0,
    tags: tuple[str, ...] = (),
) -> Task:
    return Task(
        id=0,
        ref=ref(task_id),
        account_id=account_id,
        title=title,
        prompt=prompt,
        remote=remote,
        final=final,
        files=files,
        project=project,
        tags=tags,
        added_at=NOW - timedelta(minutes=minutes_ago),
    )


_text = st.text(max_size=20)
_some = st.none() | _text
_times = st.datetimes(timezones=st.just(UTC))
_when = st.none() | _times
_numbers = st.none() | st.floats(allow_nan=False)
_counts = st.integers(min_value=0, max_value=2**63 - 1)
_problems = st.none() | st.builds(Problem, st.sampled_from(ProblemKind), st.lists(st.tuples(_text, _text), max_size=3).map(tuple))
_texts = st.lists(_text, max_size=3).map(tuple)

result_files = st.builds(
    ResultFile,
    part=_text,
    name=_text,
    kind=st.sampled_from(MediaKind),
    urls=_texts,
    text=_some,
    links_at=_when,
    expires_at=_when,
    state=st.sampled_from(FileState),
    path=_some,
    size=st.none() | _counts,
    received=st.just(0),
    sha256=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
    media_type=_some,
    problem=_problems,
    attempts=_counts,
)

tasks = st.builds(
    Task,
    id=st.just(0),
    ref=st.builds(TaskRef, _text, _text, st.sampled_from(IdKind), _text),
    account_id=_some,
    project=_some,
    title=_text,
    prompt=_text,
    model=_text,
    action=_text,
    kind=st.sampled_from(MediaKind),
    tags=_texts,
    remote=st.sampled_from(Remote),
    remote_raw=_text,
    final=st.booleans(),
    seen=st.booleans(),
    may_lack_files=st.booleans(),
    progress=st.none() | st.integers(0, 100),
    queue_position=st.none() | _counts,
    seconds_left=_numbers,
    estimated_seconds=_numbers,
    files=st.lists(result_files, max_size=3).map(tuple),
    text_result=_some,
    cost=st.builds(Cost, _numbers, _numbers, _text),
    problem=_problems,
    paused=st.booleans(),
    misses=_counts,
    missed_at=_when,
    added_at=_times,
    created_at=_when,
    finished_at=_when,
    checked_at=_when,
    quiet_since=_when,
    retention_ends_at=_when,
)
