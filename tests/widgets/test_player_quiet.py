"""What is played leaves no trace in the session's journal, where a desktop puts what its programs print."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_PLAYS = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.widgets.previews.player import Player

app = QApplication([])

def play():
    global player
    player = Player(app, sys.argv[1], pictures=True)
    player.failed.connect(lambda: os._exit(3))
    player.pictured.connect(lambda _: os._exit(0))
    player.play()

QTimer.singleShot(0, play)
app.exec()
"""


def test_a_played_film_is_named_nowhere(tmp_path: Path) -> None:
    film = shutil.copy(ROOT / "resources" / "samples" / "tide.mp4", tmp_path / "a secret campaign.mp4")
    environ = {name: value for name, value in os.environ.items() if name != "QT_LOGGING_RULES"}
    environ["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", _PLAYS, str(film)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "secret" not in done.stdout + done.stderr
    assert "Metadata" not in done.stderr
