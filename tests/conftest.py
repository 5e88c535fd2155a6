"""What every test stands on: Qt without a screen, unless a test starts one."""

import os
import signal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("OUTTRAY_PROFILE", None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in the background with Ctrl+C ignored, and programs that tests start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
