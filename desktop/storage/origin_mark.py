"""The mark that tells the system a file came from the internet, so that the system looks at it before it runs.

Browsers set it, and Windows (SmartScreen) and macOS (Gatekeeper) check the signatures of what has it. Linux knows no such thing.
"""

import contextlib
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

_DOWNLOADED = "0081"
"""The flags of a file that a program downloaded (LSQuarantine.h: kLSQuarantineTypeWebDownload, to be asked about)."""


def mark_downloaded(path: Path, url: str) -> None:
    """Mark a file that came from `url`; only the address's host is noted. A disk that can't hold marks leaves it as it is."""
    host = urlsplit(url).netloc
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # FAT has no streams
            zone = f"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://{host}/\r\n"
            Path(f"{path}:Zone.Identifier").write_bytes(zone.encode("ascii", "replace"))
    elif sys.platform == "darwin":
        import ctypes.util
        import uuid

        value = f"{_DOWNLOADED};{int(time.time()):x};Outtray;{uuid.uuid4()}".encode()
        library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
        library.setxattr.argtypes = (
            *(ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p),
            *(ctypes.c_size_t, ctypes.c_uint32, ctypes.c_int),
        )
        library.setxattr(os.fsencode(path), b"com.apple.quarantine", value, len(value), 0, 0)
