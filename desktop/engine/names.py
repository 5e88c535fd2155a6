"""Where a file goes: its folder and its name, by the settings of now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from desktop.domain.account import Account
from desktop.domain.language import words_of
from desktop.domain.settings import DEFAULT_TEMPLATE, Settings
from desktop.domain.status import FileState, IdKind, MediaKind
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.domain.wording import title_of
from desktop.engine.ports import NamedFile, Refusal
from desktop.storage.files import PathEscapes, final_path, portable, room_below

if TYPE_CHECKING:
    from desktop.domain.naming import NameFacts, Template

SHORTENED = words_of("Name shortened to fit every system's limit.")

EXAMPLES = 5
"""How many files a template's examples show."""


class Owners(Protocol):
    """What is asked about a task: whose it is, and how the user wants files kept."""

    def settings(self) -> Settings:
        """Return the settings in force."""
        ...

    def account(self, account_id: str | None) -> Account | None:
        """Return an account."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A file's whole path, the same below its root, and remarks on it in sentences."""

    path: Path
    relative: PurePosixPath
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Namer:
    """Names one file: what is known of it was taken from the settings and the task when this was made."""

    root: Path
    template: "Template"
    facts: "NameFacts"

    def __call__(
        self, extension: str, *, width: int | None = None, height: int | None = None, seconds: float | None = None
    ) -> Named:
        """Return the name with `extension` (".png", "png" or ""); sizes given here go before those the task knows.

        Blocks: links on the way are followed. Raises PathEscapes or OSError.
        """
        from desktop.domain.naming import file_name

        facts = replace(
            self.facts,
            w=width or self.facts.w,
            h=height or self.facts.h,
            seconds=self.facts.seconds if seconds is None else seconds,
        )
        found = file_name(self.template, facts, extension, room_below(self.root.resolve()))
        relative = portable(found.path)
        return Named(final_path(self.root, relative), relative, (SHORTENED,) if found.shortened else ())


class Names:
    """Decides by the settings of the moment it is asked. `override` is this run's own root; `default` serves where none is set."""

    def __init__(self, owners: Owners, override: Path | None, default: Path) -> None:
        self._owners = owners
        self._override = override
        self._default = default

    @property
    def folder(self) -> Path:
        """The folder below which files are saved where neither their project nor their provider has its own."""
        return self._override or _chosen(self._owners.settings().folder) or self._default

    def root(self, task: Task) -> Path:
        """Return the folder below which the files of `task` go: its project's own, else its provider's, else the one for all."""
        if self._override is not None:
            return self._override
        settings = self._owners.settings()
        rules = settings.rules_for(task.project)
        own = rules.folder if rules.name else ""
        by_provider = dict(settings.provider_folders).get(task.ref.provider, "")
        return _chosen(own) or _chosen(by_provider) or _chosen(rules.folder) or self.folder

    def roots(self) -> tuple[Path, ...]:
        """Return every folder below which something may be saved by the settings of now, each once."""
        if self._override is not None:
            return (self._override,)
        settings = self._owners.settings()
        chosen = (*(rules.folder for rules in settings.projects), *(folder for _, folder in settings.provider_folders))
        return tuple(dict.fromkeys((self.folder, *(folder for text in chosen if (folder := _chosen(text)) is not None))))

    def namer(self, task: Task, file: ResultFile, root: Path | None = None) -> Namer:
        """Return what names `file` of `task`, below `root` or where the settings put it."""
        from desktop.domain.naming import TemplateError, parse  # not before the first paint

        template = parse(self._owners.settings().template)
        if isinstance(template, TemplateError):
            template = parse(DEFAULT_TEMPLATE)
            assert not isinstance(template, TemplateError)
        return Namer(root or self.root(task), template, self._facts(task, file))

    def examples(self, template: str, tasks: Sequence[Task]) -> list[NamedFile]:
        """Return how `template` names one file of each of `tasks`, up to five; of invented tasks where none has a file.

        Raises Refusal with what is wrong with the template.
        """
        from desktop.domain.naming import TemplateError, file_path, parse

        parsed = parse(template)
        if isinstance(parsed, TemplateError):
            raise Refusal(parsed.sentence)
        shown: list[NamedFile] = []
        for task, file in (list(_first_files(tasks)) or list(_first_files(_invented())))[:EXAMPLES]:
            old = Path(file.path) if file.path and file.state is FileState.SAVED else None
            extension = old.suffix if old is not None else PurePosixPath(file.name).suffix
            new, fault = "", ""
            try:
                new = str(portable(file_path(parsed, self._facts(task, file), extension)))
            except PathEscapes as error:
                fault = str(error)
            shown.append(NamedFile(task_id=task.id, part=file.part, title=title_of(task), old=old, new=new, fault=fault))
        return shown

    def _facts(self, task: Task, file: ResultFile) -> "NameFacts":
        from desktop.domain.naming import facts_of

        account = self._owners.account(task.account_id)
        return facts_of(
            task,
            file,
            index=[f.part for f in task.files].index(file.part),
            account_name=account.name if account is not None else "",
            zone=(task.finished_at or task.born_at).astimezone().tzinfo,  # of that day: summer time doesn't rename what was saved
        )


def _chosen(text: str) -> Path | None:
    return Path(text) if text else None


def _first_files(tasks: Sequence[Task]) -> Iterator[tuple[Task, ResultFile]]:
    for task in tasks:
        wanted = task.wanted or task.files
        if wanted:
            yield task, wanted[0]


_INVENTED = (
    ("crun", "d6956973-2f17-43d4-8514-af6cc3a2f55d", "Brass desk lamp", "", ("image",), "Autumn"),
    ("tripo", "1ec04ced-4b87-44f6-a296-beee80777941", "", "a weathered wooden rowing boat", ("model", "rendered"), None),
    ("midjourney", "1711217942120945", "", "a fox in the snow, soft light --ar 16:9 --seed 421", ("image",), "Winter"),
    ("crun", "8b0f4c51-90de-4f6a-8b3e-2a9d1c7e5f40", "Night train", "", ("audio-1", "audio-2"), None),
    ("bytespike", "task_01HQX9F2P6Y8VEX3CRZ8GXJVD9", "", "waves against a lighthouse at dusk", ("video",), None),
)
_KINDS = {"image": (MediaKind.IMAGE, "png"), "model": (MediaKind.MODEL, "glb"), "video": (MediaKind.VIDEO, "mp4")}
_SONG = (MediaKind.AUDIO, "mp3")
_INVENTED_AT = datetime(2026, 5, 14, 15, 4, tzinfo=UTC)


def _invented() -> list[Task]:
    """Return tasks that show what a template does while there are none of the user's own."""
    return [
        Task(
            id=0,
            ref=TaskRef(provider, "", IdKind.TASK_ID, task_id),
            account_id=None,
            project=project,
            title=title,
            prompt=prompt,
            model={"crun": "flux-2", "tripo": "v3.0", "midjourney": "v7", "bytespike": "veo-3"}[provider],
            files=tuple(_invented_file(part) for part in parts),
            added_at=_INVENTED_AT,
            finished_at=_INVENTED_AT,
        )
        for provider, task_id, title, prompt, parts, project in _INVENTED
    ]


def _invented_file(part: str) -> ResultFile:
    kind, ending = _KINDS.get(part, _SONG)
    pixels = (1024, 1024) if kind in (MediaKind.IMAGE, MediaKind.VIDEO) else (None, None)
    seconds = 8.0 if kind is MediaKind.VIDEO else 183.4 if kind is MediaKind.AUDIO else None
    return ResultFile(part=part, name=f"{part}.{ending}", kind=kind, width=pixels[0], height=pixels[1], seconds=seconds)
