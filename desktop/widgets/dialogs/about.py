"""What this program is."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QWidget

from desktop.domain.language import sentences, tr
from desktop.qt.theme import Theme
from desktop.widgets.dialogs.sheet import Sheet


class AboutSheet(Sheet):
    """Name, version, and what it does with keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        try:
            number = tr("Version {version}.", version=version("outtray"))
        except PackageNotFoundError:
            number = ""
        words = tr(
            "Watches AI-generation tasks by their ids and saves the results before their links die. "
            "Keys stay in your system keychain; nothing is sent anywhere but to your providers. MIT licence."
        )
        super().__init__(theme, parent, "Outtray", sentences(number, words), width=440)
        self.foot.addStretch(1)
        self.close_button = self.add_primary(tr("Close"))
        self.close_button.clicked.connect(self.accept)
