"""The acts on tasks as data: what each is called, which tasks it fits, its keys, and where it stands in the menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.language import tr, tr_n, words_of
from desktop.domain.status import MediaKind
from desktop.domain.task import Task
from desktop.widgets.choices import (
    can_cancel,
    can_check,
    can_pause,
    can_resume,
    can_save,
    counted,
    file_moved,
    has_files,
    has_prompt,
    has_text,
    save_label,
    saved_files,
)


class Act(StrEnum):
    """Acts on the selected tasks. The values are keys; :func:`act_words` says what an act is called."""

    PREVIEW = "preview"
    OPEN = "open"
    OPEN_WITH = "open_with"
    REVEAL = "reveal"
    SAVE = "save"
    CHECK = "check"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    STAR = "star"
    TAGS = "tags"
    PROJECT = "project"
    ARCHIVE = "archive"
    FIND_MOVED = "find_moved"
    RENAME = "rename"
    COPY_FILES = "copy_files"
    COPY_PICTURE = "copy_picture"
    COPY_PATH = "copy_path"
    COPY_PROMPT = "copy_prompt"
    COPY_TEXT = "copy_text"
    COPY_ID = "copy_id"
    CONTACT_SHEET = "contact_sheet"
    EXPORT_CSV = "export_csv"
    EXPORT_JSON = "export_json"
    RAW = "raw"
    REMOVE = "remove"
    TRASH = "trash"


WORDS: dict[Act, str] = {
    Act.PREVIEW: words_of("Quick view"),
    Act.OPEN: words_of("Open"),
    Act.OPEN_WITH: words_of("Open with…"),
    Act.REVEAL: words_of("Show in folder"),
    Act.SAVE: words_of("Save now"),
    Act.CHECK: words_of("Check now"),
    Act.PAUSE: words_of("Pause"),
    Act.RESUME: words_of("Resume"),
    Act.CANCEL: words_of("Cancel saving"),
    Act.STAR: words_of("Star"),
    Act.TAGS: words_of("Tags…"),
    Act.PROJECT: words_of("Move to project…"),
    Act.ARCHIVE: words_of("Archive"),
    Act.FIND_MOVED: words_of("Find moved files…"),
    Act.RENAME: words_of("Rename to match…"),
    Act.COPY_FILES: words_of("Copy files"),
    Act.COPY_PICTURE: words_of("Copy picture"),
    Act.COPY_PATH: words_of("Copy path"),
    Act.COPY_PROMPT: words_of("Copy prompt"),
    Act.COPY_TEXT: words_of("Copy text"),
    Act.COPY_ID: words_of("Copy task id"),
    Act.CONTACT_SHEET: words_of("Contact sheet…"),
    Act.EXPORT_CSV: words_of("Export as CSV…"),
    Act.EXPORT_JSON: words_of("Export as JSON…"),
    Act.RAW: words_of("Show the raw reply"),
    Act.REMOVE: words_of("Remove"),
    Act.TRASH: words_of("Move to Trash…"),
}


def act_words(act: Act) -> str:
    """Return what an act is called, without regard to tasks."""
    return tr(WORDS[act])


@dataclass(frozen=True, slots=True)
class Kind:
    """How an act is offered: the tasks it `fits`, its keys (the first is shown), and whether it is for one task alone.

    With `only_in_list` its keys work while the keyboard is in the list, else anywhere in the window.
    """

    fits: Callable[[Task], bool]
    keys: tuple[str, ...] = ()
    only_in_list: bool = False
    only_one: bool = False


def _always(_task: Task) -> bool:
    return True


def picture_path(task: Task) -> str | None:
    """Return the path of the one saved file of `task`, where that is a picture."""
    files = saved_files(task)
    return files[0].path if len(files) == 1 and files[0].kind is MediaKind.IMAGE else None


def _has_picture(task: Task) -> bool:
    return picture_path(task) is not None


KINDS: dict[Act, Kind] = {
    Act.PREVIEW: Kind(_always, ("Space",), only_in_list=True),
    Act.OPEN: Kind(has_files, only_one=True),
    Act.OPEN_WITH: Kind(has_files, ("Ctrl+Shift+O",), only_one=True),
    Act.REVEAL: Kind(has_files, ("Ctrl+Shift+R",)),
    Act.SAVE: Kind(can_save, ("Ctrl+S",)),
    Act.CHECK: Kind(can_check, ("F5",)),
    Act.PAUSE: Kind(can_pause),
    Act.RESUME: Kind(can_resume),
    Act.CANCEL: Kind(can_cancel, ("Ctrl+.",)),
    Act.STAR: Kind(_always, ("Ctrl+D",)),
    Act.TAGS: Kind(_always, ("Ctrl+T",)),
    Act.PROJECT: Kind(_always, ("Ctrl+Shift+M",)),
    Act.ARCHIVE: Kind(_always, ("Ctrl+E",)),
    Act.FIND_MOVED: Kind(file_moved),
    Act.RENAME: Kind(has_files, ("F2",)),
    Act.COPY_FILES: Kind(has_files, ("Ctrl+C",), only_in_list=True),
    Act.COPY_PICTURE: Kind(_has_picture, ("Ctrl+Alt+C",), only_one=True),
    Act.COPY_PATH: Kind(has_files, ("Ctrl+Shift+C",)),
    Act.COPY_PROMPT: Kind(has_prompt),
    Act.COPY_TEXT: Kind(has_text),
    Act.COPY_ID: Kind(_always),
    Act.CONTACT_SHEET: Kind(_always),
    Act.EXPORT_CSV: Kind(_always),
    Act.EXPORT_JSON: Kind(_always),
    Act.RAW: Kind(_always, only_one=True),
    Act.REMOVE: Kind(_always, ("Del",), only_in_list=True),
    Act.TRASH: Kind(has_files, ("Ctrl+Del", "Shift+Del"), only_in_list=True),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Acts behind one entry of the menu."""

    title: str
    acts: tuple[Act, ...]


COPIES = Group(
    words_of("Copy"),
    (Act.COPY_FILES, Act.COPY_PICTURE, Act.COPY_PATH, Act.COPY_PROMPT, Act.COPY_TEXT, Act.COPY_ID),
)
EXPORTS = Group(words_of("Export"), (Act.CONTACT_SHEET, Act.EXPORT_CSV, Act.EXPORT_JSON))

MENU: tuple[Act | Group | None, ...] = (
    *(Act.PREVIEW, Act.OPEN, Act.OPEN_WITH, Act.REVEAL, None),
    *(Act.SAVE, Act.CHECK, Act.PAUSE, Act.RESUME, Act.CANCEL, None),
    *(Act.STAR, Act.TAGS, Act.PROJECT, Act.ARCHIVE, None),
    *(Act.FIND_MOVED, Act.RENAME, None),
    *(COPIES, EXPORTS, Act.RAW, None),
    *(Act.REMOVE, Act.TRASH),
)
"""The menu of tasks, from top to bottom; None is a line between."""

_COUNTED = {
    Act.CHECK: words_of("Check"),
    Act.PAUSE: words_of("Pause"),
    Act.RESUME: words_of("Resume"),
    Act.CANCEL: words_of("Cancel saving"),
    Act.REMOVE: words_of("Remove"),
}
"""Acts whose labels say how many tasks they fit, where several are selected."""


def label(act: Act, tasks: Sequence[Task]) -> str:
    """Return what an act is called for these tasks."""
    match act:
        case Act.SAVE:
            return save_label(tasks)
        case Act.STAR:
            return tr("Unstar") if all_starred(tasks) else tr("Star")
        case Act.ARCHIVE:
            return tr("Take out of the archive") if all_archived(tasks) else tr("Archive")
        case Act.COPY_FILES:
            files = sum(len(saved_files(task)) for task in tasks)
            return tr_n("Copy {n} file", "Copy {n} files", files) if files else act_words(act)
        case _ if act in _COUNTED and len(tasks) > 1:
            return counted(_COUNTED[act], sum(KINDS[act].fits(task) for task in tasks), len(tasks))
        case _:
            return act_words(act)


def all_starred(tasks: Sequence[Task]) -> bool:
    """Tell whether "Star" would take stars away."""
    return bool(tasks) and all(task.starred for task in tasks)


def all_archived(tasks: Sequence[Task]) -> bool:
    """Tell whether "Archive" would bring tasks back."""
    return bool(tasks) and all(task.archived for task in tasks)
