"""How wide the panes beside the list are: as larger text asks for, within their share of the window."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.qt.theme import Theme

SIDE_BAR, DETAILS = (210, 0.26), (332, 0.36)
"""Each pane's width in the design (px), and the most of the window's width that it may take."""


def pane_width(theme: Theme, room: int, designed: int, share: float) -> int:
    """Return how wide a pane is in a window of `room` px."""
    return max(min(designed, theme.px(designed)), min(theme.px(designed), round(room * share)))


class PaneWidths(QObject):
    """Keeps the widths of `panes`, each with its width in the design (px) and the most of the host's width that it may take."""

    def __init__(self, host: QWidget, theme: Theme, panes: Sequence[tuple[QWidget, int, float]]) -> None:
        super().__init__(host)
        self._host = host
        self._theme = theme
        self._panes = tuple(panes)
        host.installEventFilter(self)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for pane, designed, share in self._panes:
            pane.setFixedWidth(pane_width(self._theme, self._host.width(), designed, share))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
