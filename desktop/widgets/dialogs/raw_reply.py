"""The provider's last reply, as it came, with keys struck out."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.language import tr
from desktop.engine.ports import EngineApi
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet
from desktop.widgets.fields import TextBox


class RawReplySheet(Sheet):
    """Shows the raw reply about one task as plain text."""

    def __init__(self, theme: Theme, parent: QWidget, engine: EngineApi, spawner: Spawner, task_id: int) -> None:
        super().__init__(theme, parent, tr("Raw reply"), tr("The provider's last answer about this task, without keys."), width=640)
        self._engine = engine
        self.text = TextBox(theme, name=tr("Raw reply"), placeholder=tr("Reading…"), read_only=True)
        self.text.setMinimumHeight(320)
        self.body.addWidget(self.text)
        self.copy = self.add_cancel(tr("Copy"))
        self.copy.clicked.disconnect(self.reject)
        self.copy.clicked.connect(self._on_copy)
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self._reading = spawner.spawn(self._read(task_id), name="raw reply")
        self.finished.connect(self._on_finished)

    async def _read(self, task_id: int) -> None:
        text = await self._engine.raw_reply(task_id)
        self.text.setPlaceholderText(tr("No reply has come yet."))
        self.text.setPlainText(text)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _on_finished(self) -> None:
        self._reading.cancel()
