"""What the running window stands on: its display, its screens and their scales, for a report."""

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QGuiApplication

from desktop.engine.handover_client import Json


def window_facts() -> Json:
    """Return Qt's version, the platform plugin in use, and each screen. Call it in the window's thread."""
    screens = [
        {
            "size": f"{screen.geometry().width()}x{screen.geometry().height()}",
            "scale": screen.devicePixelRatio(),
            "refresh": round(screen.refreshRate()),
        }
        for screen in QGuiApplication.screens()
    ]
    hints = QGuiApplication.styleHints()
    return {
        "Qt": QLibraryInfo.version().toString(),
        "platform": QGuiApplication.platformName(),
        "screens": screens,
        "colour scheme": hints.colorScheme().name.lower(),
    }
