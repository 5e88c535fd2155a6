"""Client-safe mode: what is shown instead of prompts, costs and account names while others look on. Pure.

This is the one place that decides it. Whatever shows a task asks here, with `safe` as the window's theme has it.
"""

from dataclasses import replace
from pathlib import PurePath

from desktop.domain.language import tr, words_of
from desktop.domain.problem import Problem, ProblemKind
from desktop.domain.status import MediaKind
from desktop.domain.task import Cost, ResultFile, Task
from desktop.domain.wording import cost_words, short_id, title_of

_KINDS = {
    MediaKind.IMAGE: words_of("Picture {id}"),
    MediaKind.VIDEO: words_of("Video {id}"),
    MediaKind.AUDIO: words_of("Song {id}"),
    MediaKind.MODEL: words_of("3D model {id}"),
    MediaKind.TEXT: words_of("Text {id}"),
    MediaKind.OTHER: words_of("Result {id}"),
}
_SHORTEST_TITLE = 12
"""From so many letters on, a title that begins as the prompt does is taken for a piece of it."""

_NAMING = frozenset({"account", "path"})
"""Facts of problems that name an account, or a file that may be called by its prompt."""

_QUOTING = frozenset(
    {
        ProblemKind.GENERATION_FAILED,
        ProblemKind.REFUSED_BY_RULES,
        ProblemKind.PROVIDER_TROUBLE,
        ProblemKind.REQUEST_REFUSED,
        ProblemKind.BAD_REPLY,
    }
)
"""Problems whose reason is what a provider said, which may quote the prompt."""


def shown_title(task: Task, *, safe: bool) -> str:
    """Return what a task is called: as ever, or (`safe`) its title where that is not the prompt's, else its kind and short id."""
    if not safe:
        return title_of(task)
    if task.title and not _from_prompt(task):
        return task.title
    return tr(_KINDS[task.kind], id=short_id(task.ref.task_id))


def shown_prompt(task: Task, *, safe: bool) -> str:
    """Return the prompt; `safe`: nothing."""
    return "" if safe else task.prompt


def shown_answer(task: Task, *, safe: bool) -> str:
    """Return an answer in words; `safe`: nothing, for it may be what was asked, described."""
    return "" if safe else task.text_result or ""


def shown_tags(task: Task, *, safe: bool) -> tuple[str, ...]:
    """Return the provider's tags; `safe`: none, for some providers take them from the prompt. The user's own tags are no secret."""
    return () if safe else task.tags


def shown_cost(cost: Cost, *, safe: bool) -> str:
    """Return a cost in words; `safe`: that it is hidden."""
    return tr("hidden") if safe else cost_words(cost)


def shown_account(name: str, *, safe: bool) -> str:
    """Return an account's name; `safe`: nothing. The provider's name stays."""
    return "" if safe else name


def numbered_account(name: str, number: int, *, safe: bool) -> str:
    """Return an account's name where one of several is to be told from the others; `safe`: its `number` among them."""
    return tr("Account {n}", n=number) if safe else name


def shown_file(file: ResultFile, *, safe: bool) -> str:
    """Return what a file is called; `safe`: its part and ending, for its name may be made of the prompt."""
    return f"{file.part}{PurePath(file.name).suffix}" if safe else file.name


def shown_problem(problem: Problem, *, safe: bool) -> Problem:
    """Return what is to be said of a problem; `safe`: no account, no path, and no provider's words, which may quote the prompt."""
    if not safe:
        return problem
    hidden = _NAMING | ({"reason", "flaw"} if problem.kind in _QUOTING else frozenset())
    return Problem(problem.kind, tuple((name, value) for name, value in problem.facts if name not in hidden))


def discreet(task: Task, *, safe: bool) -> Task:
    """Return `task` for the lines that are made of its problems; `safe`: with :func:`shown_problem` of them."""
    if not safe:
        return task
    files = tuple(f if f.problem is None else replace(f, problem=shown_problem(f.problem, safe=True)) for f in task.files)
    return replace(task, files=files, problem=task.problem and shown_problem(task.problem, safe=True))


def _from_prompt(task: Task) -> bool:
    """Tell whether the title is the prompt, its beginning, or a piece of it."""
    title, prompt = _letters(task.title), _letters(task.prompt)
    title = title.rstrip(".… ")
    return bool(prompt) and (title == prompt or prompt.startswith(title) or (len(title) >= _SHORTEST_TITLE and title in prompt))


def _letters(text: str) -> str:
    return " ".join(text.casefold().split())
