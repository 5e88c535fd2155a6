"""The list as it is seen in the first frame, before the list itself is there: its rows, or the page of an empty list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.qt.theme import Theme
    from desktop.storage.glance import Glance


def glanced(theme: "Theme", seen: "Glance", parent: QWidget) -> QWidget:
    """Return what shows a glance: its tasks, or the page of an empty list. It takes neither clicks nor the keyboard."""
    widget = _rows(theme, seen, parent) if seen.tasks else _page(theme, parent)
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    widget.setObjectName("glance")
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return widget


def _rows(theme: "Theme", seen: "Glance", parent: QWidget) -> QWidget:
    from desktop.widgets.glance_rows import GlancedRows

    return GlancedRows(theme, seen, parent)


def _page(theme: "Theme", parent: QWidget) -> QWidget:
    from desktop.widgets.empty import EmptyView

    page = EmptyView(theme, lambda: None)  # with the button for the samples, which takes no clicks yet
    page.setParent(parent)
    page.show_first_run()
    return page
