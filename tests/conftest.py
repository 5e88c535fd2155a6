"""What every test stands on: Qt without a screen, unless a test starts one."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("OUTTRAY_PROFILE", None)
