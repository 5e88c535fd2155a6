"""A scroll bar as quiet as the rest of the window."""

from PySide6.QtWidgets import QScrollBar, QWidget

from desktop.qt.theme import Theme

_SHEET = """
QScrollBar:vertical {{ background: {ground}; border: none; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {handle}; border-radius: 3px; min-height: 40px; margin: 3px; }}
QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed {{ background: {handle_hover}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ border: none; width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


class SlimScrollBar(QScrollBar):
    """A vertical scroll bar of 12 px with a rounded handle and no arrows, on the list's ground or (`on_pane`) a pane's."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, on_pane: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._on_pane = on_pane
        self._colour()
        theme.changed.connect(self._colour)

    def _colour(self) -> None:
        tokens = self._theme.tokens
        ground = tokens.pane if self._on_pane else tokens.background
        names = {"ground": ground.name(), "handle": tokens.handle.name(), "handle_hover": tokens.handle_hover.name()}
        self.setStyleSheet(_SHEET.format_map(names))
