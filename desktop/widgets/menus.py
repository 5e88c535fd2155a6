"""Menus as quiet as the rest of the window."""

from PySide6.QtWidgets import QMenu, QWidget

from desktop.qt.theme import Theme

_STYLE = """
QMenu {{ background: {raised}; color: {text}; border: 1px solid {hairline}; padding: 4px; }}
QMenu::item {{ padding: 5px 20px 5px 12px; border: 1px solid transparent; border-radius: 5px; }}
QMenu::item:selected {{ background: {selection}; border-color: {accent}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {hairline}; margin: 4px 8px; }}
"""


class Menu(QMenu):
    """A menu in the theme's colours; where the platform's own style follows light and dark, that style paints it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.fonts.body)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        if self._theme.native:
            return
        tokens = self._theme.tokens
        names = ("raised", "text", "hairline", "selection", "accent", "muted")
        self.setStyleSheet(_STYLE.format_map({name: getattr(tokens, name).name() for name in names}))
