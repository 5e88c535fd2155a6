"""What Qt can do here, found out in a process of its own: `python -m desktop.qt.fitness_child`.

A part of Qt that lacks a library may end the whole process, so each step is told before the next one begins: one JSON line each,
{"step": name, "facts": {...}} or {"step": name, "error": text}.
"""

import json
import os
import sys

type Facts = dict[str, str]

BEGINS = "begins"
"""The step that a line is about to try, so that a reader knows where a process ended."""


def main() -> None:
    """Try the parts of Qt one after the other."""
    for name, step in (("core", _core), ("window", _import_window), ("screen", _screen), ("sound", _sound), ("3D", _model)):
        _tell({BEGINS: name})
        try:
            _tell({"step": name, "facts": step()})
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what is asked for
            _tell({"step": name, "error": f"{type(error).__name__}: {error}"})
            if name in _NEEDED:
                return


_NEEDED = frozenset({"core", "window", "screen"})


def _tell(line: dict[str, object]) -> None:
    os.write(1, json.dumps(line).encode() + b"\n")  # a program without a console has no sys.stdout


def _core() -> Facts:
    import PySide6
    from PySide6.QtCore import QLibraryInfo, qVersion

    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    return {"PySide6": PySide6.__version__, "Qt": qVersion(), "plugins": plugins}


def _import_window() -> Facts:
    import PySide6.QtWidgets  # noqa: F401  # whether it can be imported is the question

    return {}


_kept: list[object] = []
"""Qt's application, which must outlive the steps."""


def _screen() -> Facts:
    from PySide6.QtGui import QGuiApplication, QImageReader

    app = QGuiApplication(sys.argv[:1])
    _kept.append(app)
    formats = sorted(bytes(name.data()).decode() for name in QImageReader.supportedImageFormats())
    screens = [
        f"{screen.geometry().width()}x{screen.geometry().height()} at {screen.devicePixelRatio():g}" for screen in app.screens()
    ]
    return {"platform": app.platformName(), "screens": "; ".join(screens), "pictures": " ".join(formats)}


def _sound() -> Facts:
    from PySide6.QtMultimedia import QMediaFormat

    formats = QMediaFormat().supportedFileFormats(QMediaFormat.ConversionMode.Decode)
    return {"film and sound": " ".join(sorted(QMediaFormat.fileFormatName(each) for each in formats))}


def _model() -> Facts:
    import PySide6.QtQuick3D

    return {"3D": PySide6.QtQuick3D.__name__}


if __name__ == "__main__":
    main()
