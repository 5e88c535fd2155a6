"""What copying puts on the clipboard: files, the picture, paths, prompts, texts, ids."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from desktop.domain.language import tr, tr_n
from desktop.domain.status import MediaKind
from desktop.domain.task import Task
from desktop.engine.daemon import in_daemon_thread
from desktop.widgets.act_table import Act, picture_path
from desktop.widgets.acts import Acts
from desktop.widgets.hand_over import copied_files, paths_of, with_picture

if TYPE_CHECKING:
    from desktop.qt.whole_picture import WholePicture
    from desktop.widgets.previews.content import Examines


class Copying(QObject):
    """Copies what is selected, and says so."""

    def __init__(self, acts: Acts, examiner: "Examines", parent: QObject) -> None:
        super().__init__(parent)
        self._acts = acts
        self._examiner = examiner
        self._latest = 0
        self._putting = False
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)

    def copy(self, act: Act, tasks: Sequence[Task]) -> None:
        """Do one of the acts that copy."""
        self._latest += 1
        match act:
            case Act.COPY_FILES:
                self._copy_files(tasks)
            case Act.COPY_PICTURE:
                path = picture_path(tasks[0]) if tasks else None
                if path is not None:
                    self._acts.start(self._copy_picture(path, self._latest), "copy the picture")
            case Act.COPY_PATH:
                paths = paths_of(tasks)
                self._put(_text("\n".join(paths)), tr_n("{n} path copied.", "{n} paths copied.", len(paths)))
            case Act.COPY_PROMPT:
                said = tr("Prompt copied.") if len(tasks) == 1 else tr_n("{n} prompt copied.", "{n} prompts copied.", len(tasks))
                self._put(_text("\n\n".join(task.prompt for task in tasks)), said)
            case Act.COPY_TEXT:
                said = tr("Text copied.") if len(tasks) == 1 else tr_n("{n} text copied.", "{n} texts copied.", len(tasks))
                self._put(_text("\n\n".join(task.text_result or "" for task in tasks)), said)
            case _:
                said = tr("Task id copied.") if len(tasks) == 1 else tr_n("{n} task id copied.", "{n} task ids copied.", len(tasks))
                self._put(_text("\n".join(task.ref.task_id for task in tasks)), said)

    def copy_picture(self, path: str) -> None:
        """Copy the picture in one file."""
        self._latest += 1
        self._acts.start(self._copy_picture(path, self._latest), "copy the picture")

    def _copy_files(self, tasks: Sequence[Task]) -> None:
        paths = paths_of(tasks)
        self._put(copied_files(paths), tr_n("{n} file copied.", "{n} files copied.", len(paths)))
        picture = picture_path(tasks[0]) if len(tasks) == 1 else None
        if picture is not None:
            self._acts.start(self._add_picture(paths, picture, self._latest), "add the picture")

    async def _add_picture(self, paths: Sequence[str], path: str, number: int) -> None:
        """Put the picture beside the files, unless something else was copied meanwhile."""
        found = await self._picture(path)
        if found is not None and number == self._latest:
            self._set(with_picture(copied_files(paths), found))

    async def _picture(self, path: str) -> "WholePicture | None":
        """Return the picture in a file that a helper process opened without harm."""
        from desktop.qt.whole_picture import whole_picture

        if not (await self._examiner.look(path, MediaKind.IMAGE)).ok:
            return None
        return await in_daemon_thread("decode-copied", lambda: whole_picture(path))

    async def _copy_picture(self, path: str, number: int) -> None:
        found = await self._picture(path)
        if found is None:
            self._acts.say(tr("This picture can't be read, so it isn't copied. Copy the file instead."))
        elif number == self._latest:
            self._put(with_picture(QMimeData(), found), tr("Picture copied."))

    def _put(self, data: QMimeData, said: str) -> None:
        self._set(data)
        self._acts.say(said)

    def _set(self, data: QMimeData) -> None:
        self._putting = True
        QGuiApplication.clipboard().setMimeData(data)
        self._putting = False

    def _on_changed(self) -> None:
        """Whatever else is copied, here or elsewhere, is newer than a picture still being read."""
        self._latest += not self._putting


def _text(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data
