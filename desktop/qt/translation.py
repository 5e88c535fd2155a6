"""The language of the window: its catalogue, Qt's own texts, and the direction of its lines."""

import os
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from desktop.domain.language import Translator, speak

CONTEXT = "outtray"
"""What the texts of the program stand under in its catalogues."""

ENGLISH = "en"
CATALOGUES = {"zh": "zh_CN"}
"""The catalogue for each language that has one; in any other English is spoken."""

PSEUDO = "OUTTRAY_PSEUDO"
"""The environment variable that makes every text show that it comes from the catalogue; "rtl" mirrors the window too."""

_KEPT = 8192
"""How many texts are kept once they were looked up: rows are painted with the same few."""


def language_for(setting: str, system: str) -> str:
    """Return the language that is spoken for a setting ("" for the system's) and the system's own, as "zh_CN" or "en"."""
    wanted = (setting or system).replace("-", "_").partition("_")[0].lower()
    return CATALOGUES.get(wanted, ENGLISH)


def system_language() -> str:
    """Return the first language the user wants in this system: "zh-Hans-CN"."""
    return next(iter(QLocale.system().uiLanguages()), "") or QLocale.system().name()


class Translation:
    """Makes the program speak a language. `folder` holds its catalogues. One at a time; :meth:`close` returns to English.

    What is on the screen already keeps its words: choose the language before the window is made.
    """

    def __init__(self, app: QGuiApplication, folder: Path, *, pseudo: str | None = None) -> None:
        self._app = app
        self._folder = folder
        self._pseudo = os.environ.get(PSEUDO, "") if pseudo is None else pseudo
        self._installed: list[QTranslator] = []
        self._setting: str | None = None
        self.language = ENGLISH

    def use(self, setting: str) -> None:
        """Speak the language of a setting: a code such as "zh_CN", or "" for the system's. What is spoken already goes on."""
        if setting == self._setting:
            return
        self.close()
        self._setting = setting
        self.language = language_for(setting, system_language())
        translator: Translator | None = None
        if self.language != ENGLISH:
            self._install(f"qtbase_{self.language}.qm", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
            found = self._install(f"outtray_{self.language}.qm", self._folder)
            translator = _kept(_catalogued) if found else None
        if self._pseudo:
            from desktop.qt.pseudo import pseudo_text

            translator = _kept(pseudo_text)
        direction = self._direction(setting)
        speak(translator, mirrored=direction is Qt.LayoutDirection.RightToLeft)
        self._app.setLayoutDirection(direction)

    def close(self) -> None:
        """Speak English again."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()
        self._setting = None
        self.language = ENGLISH
        speak(None)
        self._app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _install(self, name: str, folder: Path) -> bool:
        translator = QTranslator()
        if not translator.load(str(folder / name)):
            return False
        self._app.installTranslator(translator)
        self._installed.append(translator)
        return True

    def _direction(self, setting: str) -> Qt.LayoutDirection:
        """Return the direction of a language that was asked for by name, else of the one that is spoken."""
        if self._pseudo == "rtl":
            return Qt.LayoutDirection.RightToLeft
        return QLocale(setting or self.language).textDirection()


def _kept(translator: Translator) -> Translator:
    """Return `translator` with what it said last kept: rows are painted with the same words again and again."""
    return lru_cache(maxsize=_KEPT)(translator)


def _catalogued(text: str, number: int | None) -> str:
    return QCoreApplication.translate(CONTEXT, text, "", -1 if number is None else number)
