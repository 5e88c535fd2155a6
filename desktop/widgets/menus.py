"""Menus as quiet as the rest of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.qt.theme import Theme

_STYLE = """
QMenu {{ background: {raised}; color: {text}; border: 1px solid {hairline}; padding: 4px; menu-scrollable: 1; }}
QMenu::item {{ padding: {down}px {behind}px {down}px {before}px; border: 1px solid transparent; border-radius: 5px; }}
QMenu::item:selected {{ background: {selection}; border-color: {accent}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::icon:checked {{ background: {selection}; border: 1px solid {accent}; border-radius: 4px; }}
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

    def sub(self, title: str) -> "Menu":
        """Add a menu within this one, and return it."""
        made = Menu(self._theme, self)
        made.setTitle(title)
        self.addMenu(made)
        return made

    def empty(self) -> None:
        """Take all entries out, and let go of the menus within."""
        self.clear()
        for menu in self.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            menu.deleteLater()

    def _restyle(self) -> None:
        if self._theme.native:
            return
        tokens = self._theme.tokens
        names = ("raised", "text", "hairline", "selection", "accent", "muted")
        paddings = {"down": 5, "behind": 20, "before": 12}
        colours = {name: getattr(tokens, name).name() for name in names}
        self.setStyleSheet(_STYLE.format_map(colours | {name: str(self._theme.px(room)) for name, room in paddings.items()}))
