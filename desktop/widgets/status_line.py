"""The line at the bottom: what is being watched and saved, and where to."""

import asyncio
import math
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.events import Budget
from desktop.domain.language import tr, tr_n
from desktop.domain.wording import size_words, span_words
from desktop.qt.spawn import Spawner
from desktop.qt.theme import Theme
from desktop.widgets.bell import Bell
from desktop.widgets.controls import Area
from desktop.widgets.labels import ElidedLabel, Ink, tooltip
from desktop.widgets.safe_sign import SafeSign

LINE_HEIGHT = 30
_DISK_MS = 30_000


def watch_words(budget: Budget, now: datetime, *, paused: bool = False) -> str:
    """Return "Watching 12 tasks · next check in 2 s"; "Paused" while everything is."""
    if paused:
        return tr("Paused")
    if budget.offline:
        return tr("Offline. Checking continues when the connection returns")
    if not budget.watched:
        return tr("No tasks to check")
    line = tr_n("Watching {n} task", "Watching {n} tasks", budget.watched)
    if budget.next_check_at is None:
        return line
    seconds = math.ceil((budget.next_check_at - now).total_seconds())
    if seconds <= 0:
        return tr("{watching} · checking now", watching=line)
    return tr("{watching} · next check in {time}", watching=line, time=span_words(seconds))


def rate_words(budget: Budget) -> str:
    """Return "1.4 of 8 requests/s", empty while nothing is watched."""
    if not (budget.watched and budget.allowed):
        return ""
    return tr("{rate} of {allowed} requests/s", rate=f"{budget.per_second:.1f}", allowed=f"{budget.allowed:g}")


def saving_words(budget: Budget) -> str:
    """Return "Saving 2 files · 18 MB/s", empty while nothing is saved."""
    if not budget.saving:
        return ""
    line = tr_n("Saving {n} file", "Saving {n} files", budget.saving)
    if budget.bytes_per_second < 1:
        return line
    return tr("{saving} · {size}/s", saving=line, size=size_words(int(budget.bytes_per_second)))


def free_bytes(folder: Path) -> int | None:
    """Return the free space where `folder` is or will be; None where that cannot be told. Blocks: call it in a thread."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None


class StatusLine(Area):
    """Shows the polling budget and the folder; its clock stands still while the window is hidden.

    `paused` tells whether everything is paused.
    """

    def __init__(self, theme: Theme, spawner: Spawner, now: Callable[[], datetime], paused: Callable[[], bool]) -> None:
        super().__init__(theme)
        self._spawner = spawner
        self._now = now
        self._paused = paused
        self._budget = Budget()
        self._folder: Path | None = None
        detail = theme.fonts.detail
        self.watching = ElidedLabel(theme, font=detail, ink=Ink.MUTED)
        self.rate = ElidedLabel(theme, font=detail, ink=Ink.MUTED)
        self.saving = ElidedLabel(theme, font=detail, ink=Ink.MUTED)
        self.place = ElidedLabel(theme, font=detail, ink=Ink.MUTED)
        self.safe = SafeSign(theme)
        self.bell = Bell(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(18)
        row.addWidget(self.safe)
        for label in (self.watching, self.rate, self.saving):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.place)
        row.addWidget(self.bell)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._disk_timer = QTimer(self, interval=_DISK_MS)
        self._disk_timer.timeout.connect(self.measure)
        self.tick()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(LINE_HEIGHT))
        self.safe.setVisible(self._theme.client_safe)

    def show_budget(self, budget: Budget) -> None:
        """Show a new polling budget."""
        self._budget = budget
        self.tick()

    def show_folder(self, folder: Path) -> None:
        """Show where results are saved, and how much room is left there."""
        self._folder = folder
        self.place.setText(_place_words(folder, None))
        self.place.setToolTip(tooltip(str(folder)))
        self.measure()
        self._disk_timer.start()

    def tick(self) -> None:
        """Bring the countdown up to date; called once a second."""
        self.watching.setText(watch_words(self._budget, self._now(), paused=self._paused()))
        self.rate.setText(rate_words(self._budget))
        self.rate.setVisible(bool(self.rate.text()))
        self.saving.setText(saving_words(self._budget))
        self.saving.setVisible(bool(self.saving.text()))

    def measure(self) -> None:
        """Look again how much room the disk has."""
        if self._folder is not None and self.isVisible():
            self._spawner.spawn(self._measure(self._folder), name="free space")

    async def _measure(self, folder: Path) -> None:
        free = await asyncio.to_thread(free_bytes, folder)
        if folder == self._folder:
            self.place.setText(_place_words(folder, free))

    def stop(self) -> None:
        """Measure no more."""
        self._disk_timer.stop()


def _place_words(folder: Path, free: int | None) -> str:
    name = folder.name or str(folder)
    if free is None:
        return tr("Saved to {folder}", folder=name)
    return tr("Saved to {folder} · {size} free", folder=name, size=_round_size(free))


def _round_size(size: int) -> str:
    """Return a size without decimals from 10 GB on, where they say nothing."""
    return f"{round(size / 1e9):,} GB" if size >= 10_000_000_000 else size_words(size)
