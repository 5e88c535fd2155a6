"""The end of the session: how long it counts as near, and what the next one opens again."""

import time
from pathlib import Path
from typing import override

import pytest
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

from desktop.qt.session_end import ENDING_SECONDS, Manager, SessionEnd


class Noted(Manager):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.command: list[str] = []
        self.hints: list[QSessionManager.RestartHint] = []

    @override
    def setRestartCommand(self, command: list[str], /) -> None:
        self.command = command

    @override
    def setRestartHint(self, hint: QSessionManager.RestartHint, /) -> None:
        self.hints.append(hint)


def test_the_next_session_opens_the_same_profile_and_hides_what_was_hidden(qapp: QApplication, tmp_path: Path) -> None:
    end, told, window = SessionEnd(qapp, tmp_path), Noted(), QWidget()
    end.save_state(told)
    assert told.command[-3:] == ["--profile", str(tmp_path), "--hidden"]
    window.show()
    end.save_state(told)
    assert told.command[-2:] == ["--profile", str(tmp_path)]
    assert told.hints == []
    window.hide()
    window.deleteLater()


def test_the_samples_are_not_opened_again(qapp: QApplication) -> None:
    told = Noted()
    SessionEnd(qapp, None).save_state(told)
    assert (told.command, told.hints) == ([], [QSessionManager.RestartHint.RestartNever])


def test_an_end_that_another_program_stopped_is_forgotten(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    end = SessionEnd(qapp, None)
    assert not end.is_near()
    end.begin()
    assert end.is_near()
    now[0] += ENDING_SECONDS
    assert not end.is_near()
