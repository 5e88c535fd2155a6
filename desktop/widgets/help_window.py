"""The guide in a window of its own: the pages of `resources/help/<language>/` with the pictures beside them."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QResizeEvent, QShortcut, QShowEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from desktop.domain.language import tr
from desktop.qt.theme import Theme
from desktop.qt.translation import ENGLISH, language_for
from desktop.widgets.scroll_bar import slim

PAGE = "guide.html"
_SIZE = (820, 720)
_MARGIN = 20
_PIXELS = 2
"""The pictures are taken at so many pixels a point."""

_LATER_MS = 150
_STYLE = """
body {{ color: {text}; font-size: {body}px; line-height: 150%; }}
h1 {{ font-size: {large}px; }} h2 {{ font-size: {heading}px; }}
a {{ color: {accent}; }} code, kbd {{ background: {hover}; }}
p.picture {{ line-height: 100%; }}
"""


def guide_page(folder: Path, language: str) -> Path | None:
    """Return the guide in a language, else in the one the window speaks then; None where there is none at all."""
    names = (language, language_for(language, ""), ENGLISH)
    return next((page for name in names if name and (page := folder / name / PAGE).is_file()), None)


class GuideBrowser(QTextBrowser):
    """Shows a page of the guide in the theme's colours, its pictures no wider than the page. Links to the web open outside."""

    def __init__(self, theme: Theme, page: Path) -> None:
        super().__init__()
        self._theme = theme
        self._page = page
        self._fitted_to = 0
        self._pictures: dict[str, QImage] = {}
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._fit)
        self.setAccessibleName(tr("Guide"))
        self.setOpenLinks(False)
        self.setSearchPaths([str(page.parent)])
        slim(self, theme)
        self.anchorClicked.connect(self._on_link)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        tokens, fonts = self._theme.tokens, self._theme.fonts
        colours = {name: getattr(tokens, name).name() for name in ("text", "accent", "hover")}
        sizes = {name: getattr(fonts, name).pixelSize() for name in ("body", "heading", "large")}
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, tokens.background)
        palette.setColor(palette.ColorRole.Text, tokens.text)
        self.setPalette(palette)
        place = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(_STYLE.format_map(colours | sizes))
        self.document().setDocumentMargin(self._theme.px(_MARGIN))
        self.setHtml(self._page.read_text(encoding="utf-8"))
        self.verticalScrollBar().setValue(place)

    def _on_link(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        elif link.hasFragment():
            self.scrollToAnchor(link.fragment())

    def _room(self) -> int:
        """Return how wide a picture may be, in px."""
        return max(80, self.viewport().width() - 2 * self._theme.px(_MARGIN))

    def _fit(self) -> None:
        if self.isVisible() and self._fitted_to != self._room():
            self._fitted_to = self._room()
            self._restyle()

    def _fitted(self, picture: QImage) -> QImage:
        """Return a picture in its size on the page: as large as it was, with the text, but no wider than there is room."""
        ratio = self.devicePixelRatioF()
        width = min(self._theme.px(picture.width() / _PIXELS), self._room())
        shown = picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        return shown

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load pictures from beside the page, fitted to it, and nothing from anywhere else. What is not shown needs none."""
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or url.scheme() not in ("", "file"):
            return QByteArray()
        path = (self._page.parent / Path(url.path()).name).resolve()
        if path.name not in self._pictures:
            self._pictures[path.name] = QImage(str(path))
        picture = self._pictures[path.name]
        return self._fitted(picture) if self.isVisible() and not picture.isNull() else QImage()


class HelpWindow(QWidget):
    """The guide's window. Escape closes it."""

    def __init__(self, theme: Theme, page: Path) -> None:
        super().__init__()
        self._theme = theme
        self.setWindowTitle(tr("Outtray guide"))
        self.setMinimumSize(320, 240)
        self.browser = GuideBrowser(theme, page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.browser)
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(_SIZE[0]), room.width() - 40), min(theme.px(_SIZE[1]), room.height() - 60))
        for keys in ("Esc", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        self.browser.setFocus()
