"""Every text of a window that a reader sees or hears, and what of it the catalogue did not give."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTreeView,
    QWidget,
)

from desktop.qt.pseudo import CLOSE, OPEN

_DATA = re.compile(
    r"data:[\w.@:/-]*"
    r"|crun\.ai|Tripo V2|Tripo|ByteSpike|Midjourney|Suno|Eagle|Outtray"  # names of products
    r"|https?://[\w./:…-]*|(?:/[\w.: -]+)+|\b[\w-]+\.(?:png|json|mp4|glb|mp3|jpg)\b"  # addresses and paths
    r"|\{[^{}]*\}|\[[^\[\]]*\]"  # the language of file names
    r"|\b(?:Ctrl|Shift|Alt|Esc|Space|Return|Enter|Del|Backspace|Home|End|Tab|PgUp|PgDown|Left|Right|Up|Down|Menu|F\d+)\b(?:\+\S+)?"
    r"|(?:Authorization: Bearer|x-api-key:|mj-api-secret:)(?: …)?|sk-\S+"
    r"|\b\d+(?:[.,]\d+)? (?:B|KB|MB|GB)\b|MB/s|USD|EUR|SHA-256|</?\w+>|#[0-9A-FRGB]{6}"
)
"""What comes from the user or a provider, or is the same in every language."""

_WORDS = re.compile(r"[^\W\d_]{2,}")
_VIEW_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def unspoken(text: str) -> str:
    """Return what of `text` stands outside the brackets of the pseudo-locale and is no data; empty where all is well."""
    kept, depth = [], 0
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        kept.append(letter if depth == 0 and letter != CLOSE else " ")
    rest = _DATA.sub(" ", "".join(kept))
    return " ".join(_WORDS.findall(rest))


def texts_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that is shown in `root`, and of the menus its buttons open."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget is not root and not widget.isVisibleTo(root):
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for what, text in _own_texts(widget):
            yield f"{where}.{what}", text
        if isinstance(widget, QAbstractItemView):
            for what, text in _texts_in_view(widget):
                yield f"{where}.{what}", text


def texts_of_menu(menu: QMenu) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of a menu and those below it."""
    for action in menu.actions():
        yield from _texts_of_action(f"menu {menu.title()}", action)
        below = action.menu()
        if isinstance(below, QMenu):
            yield from texts_of_menu(below)


def _own_texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield "placeholder", widget.placeholderText()
    yield "tooltip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if widget.isWindow():
        yield "title", widget.windowTitle()
    for action in widget.actions():
        yield from _texts_of_action("action", action)


def _texts_of_action(where: str, action: QAction) -> Iterator[tuple[str, str]]:
    if not action.isSeparator():
        yield f"{where} action", action.text()
        yield f"{where} tip", action.toolTip()


def _texts_in_view(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    if isinstance(view, QTableView) and view.horizontalHeader().isVisible():
        for section in range(model.columnCount()):
            yield "header", _said(model.headerData(section, Qt.Orientation.Horizontal))
    columns = model.columnCount() if isinstance(view, QTableView | QTreeView) else 1  # that of a list model is private
    for row in range(model.rowCount()):
        for column in range(columns):
            index = model.index(row, column)
            for role in _VIEW_ROLES:
                yield f"row {row} {role.name}", _said(model.data(index, role))


def _said(data: object) -> str:
    return data if isinstance(data, str) else ""
