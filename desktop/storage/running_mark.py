"""The mark by which Windows' installer and uninstaller know that Outtray runs, and ask its user to quit it first."""

import sys

from desktop.domain.identity import MODEL_ID


def hold_mark() -> None:
    """Hold the named mutex that `AppMutex` in packaging/windows/outtray.iss waits for, until this process ends.

    Each process of one user's session may hold it at once. Elsewhere than on Windows nothing happens.
    """
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateMutexW.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_wchar_p)
        kernel.CreateMutexW.restype = ctypes.c_void_p
        kernel.CreateMutexW(None, 0, MODEL_ID)  # never closed: the system does that at the end, however the process ends
