"""What keeps PySide from a dead lock with the threads of Qt's multimedia part; in processes of their own, which may hang."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.storage.paths import resources

ROOT = Path(__file__).parents[2]

LOOKED_UP = """
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from desktop.qt.settle import settle

def heard(kind, settled):
    sender, calls = kind(), []
    if settled:
        settle(sender)
    sender.connectNotify = calls.append  # what PySide would find if it looked only now
    sender.objectNameChanged.connect(lambda name: None)
    return len(calls)

app = QCoreApplication([])
for kind in (QObject, QMediaPlayer, QAudioOutput):
    print(heard(kind, True) < heard(kind, False))
"""

SONGS = """
import faulthandler, sys
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from desktop.widgets.previews.player import Player

faulthandler.dump_traceback_later(40, exit=True)  # both threads' stacks, then the end
app = QApplication([])
owner = QObject()
for turn in range(25):
    player = Player(owner, sys.argv[1], pictures=False)
    loop, heard = QEventLoop(), []
    player.lasted.connect(heard.append)
    player.lasted.connect(lambda seconds: loop.quit())
    player.failed.connect(loop.quit)
    QTimer.singleShot(5000, loop.quit)
    player.play()
    loop.exec()
    assert heard, "not opened"
    QTimer.singleShot(turn % 5 * 8, loop.quit)
    loop.exec()
    player.release()
print("all closed")
"""


def python(program: str, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_is_left_to_be_looked_up_when_an_object_is_settled() -> None:
    assert python(LOOKED_UP).split() == ["True"] * 3


@pytest.mark.parametrize("song", ["chord.mp3", "tide.mp4"])
def test_songs_can_be_opened_and_closed_again_and_again(song: str) -> None:
    assert python(SONGS, str(resources() / "samples" / song)) == "all closed\n"
