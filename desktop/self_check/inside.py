"""Facts about what the program has inside: code, resources, pictures, film, 3D, languages."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import __version__
from desktop.domain.status import Badge, MediaKind
from desktop.storage.build import read_build
from desktop.storage.paths import resources

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.qt.findings import Finding

    type Facts = dict[str, Any]

_SIDE = 256
_SECONDS = 60.0
_STEP = 0.05


def _build(_folder: Path, _value: str) -> "Facts":
    """Tell what this copy is, and where it reads from."""
    import ssl

    from PySide6.QtCore import QLibraryInfo, qVersion

    return {
        "version": __version__,
        "channel": read_build(resources()).channel.value,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": sys.version.split()[0],
        "qt": qVersion(),
        "qt_plugins": QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath),
        "openssl": ssl.OPENSSL_VERSION,
        "resources": str(resources()),
    }


def _imports(_folder: Path, value: str) -> "Facts":
    """Import modules of ours, and with them what they import; `value` is a file that names them, one a line."""
    import importlib

    names, failed = Path(value).read_text(encoding="utf-8").split(), {}
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError as error:
            failed[name] = str(error)
    return {"count": len(names), "failed": failed}


def _pictures(_folder: Path, _value: str) -> "Facts":
    """Paint our own icons, and open a picture of each format that the window opens."""
    from PySide6.QtGui import QColor, QImageReader

    from desktop.qt.icons import app_icon, badge_icon

    application()
    blue = QColor("#3355CC")
    icons = {"application": app_icon(blue)} | {f"badge {badge.value}": badge_icon(badge, blue) for badge in Badge}
    readers = {
        path.name: QImageReader(str(path)) for path in sorted((resources() / "samples").iterdir()) if path.suffix in _PICTURES
    }
    return {
        "icons": {name: _colours(icon.pixmap(64, 64).toImage()) for name, icon in icons.items()},
        "pictures": {name: [bytes(one.format().data()).decode(), _colours(one.read())] for name, one in readers.items()},
        "formats": sorted(bytes(form.data()).decode() for form in QImageReader.supportedImageFormats()),
    }


_PICTURES = {".png", ".jpg", ".webp", ".gif"}


def _helper(folder: Path, value: str) -> "Facts":
    """Have the helper process look into a file; `value` is its path, or a sample's name."""
    from PySide6.QtGui import QImage

    from desktop.qt.helper import Helper, media_environment

    kind = {".glb": MediaKind.MODEL, ".mp4": MediaKind.VIDEO, ".mp3": MediaKind.AUDIO}.get(Path(value).suffix, MediaKind.IMAGE)
    model = kind is MediaKind.MODEL
    poster = folder / "poster.webp"
    helper = Helper("model" if model else "media", os.environ if model else media_environment())
    try:
        helper.greet()
        asked = {"path": str(resources() / "samples" / value), "kind": kind.value, "side": _SIDE, "poster": str(poster)}
        found = helper.ask(asked, _SECONDS)
    finally:
        helper.end()
    peaks = found.pop("waveform", ())
    return {"found": found, "peaks": len(peaks), "loudest": max(peaks, default=0), "colours": _colours(QImage(str(poster)))}


def _film(folder: Path, value: str) -> "Facts":
    """Show a frame of a sample film in this very process, as the window plays it; `value` is its name."""
    application()

    async def look() -> "Facts":
        from PySide6.QtGui import QImage

        from desktop.preview.film import Film
        from desktop.preview.request import Request

        poster = folder / "poster.webp"
        done: asyncio.Future[Finding] = asyncio.get_running_loop().create_future()
        film = Film(Request(str(resources() / "samples" / value), MediaKind.VIDEO, _SIDE, str(poster), _SECONDS), done.set_result)
        film.start()
        finding = await asyncio.wait_for(done, _SECONDS)
        return {"seconds": finding.seconds, "width": finding.width, "colours": _colours(QImage(str(poster)))}

    return _on_loop(look())


def _model(_folder: Path, value: str) -> "Facts":
    """Render a sample model in a window, by the page that the preview shows it with; `value` is its name."""
    application()

    async def look() -> "Facts":
        from PySide6.QtCore import QUrl
        from PySide6.QtQuickWidgets import QQuickWidget

        view = QQuickWidget()
        view.setResizeMode(QQuickWidget.ResizeMode.SizeRootObjectToView)
        view.setSource(QUrl.fromLocalFile(str(resources() / "qml" / "model.qml")))
        if view.status() is not QQuickWidget.Status.Ready:
            return {"errors": [error.toString() for error in view.errors()]}
        view.resize(400, 300)
        view.show()
        root = view.rootObject()
        await asyncio.sleep(0.1)
        empty = _colours(view.grabFramebuffer())
        root.setProperty("source", QUrl.fromLocalFile(str(resources() / "samples" / value)))
        for _ in range(round(_SECONDS / _STEP)):
            await asyncio.sleep(_STEP)
            if root.property("framed") and _colours(view.grabFramebuffer()) > empty:
                break
        return {"empty": empty, "colours": _colours(view.grabFramebuffer()), "broken": bool(root.property("broken"))}

    return _on_loop(look())


def _language(_folder: Path, value: str) -> "Facts":
    """Say some texts in a language, `value`: one of ours and one of Qt's."""
    from PySide6.QtCore import QCoreApplication

    from desktop.domain.language import tr
    from desktop.qt.translation import Translation

    translation = Translation(application(), resources() / "translations")
    translation.use(value)
    try:
        return {
            "spoken": translation.language,
            "ours": tr("Settings"),
            "qt": QCoreApplication.translate("QPlatformTheme", "Cancel"),
        }
    finally:
        translation.close()


CHECKS = {
    "build": _build,
    "imports": _imports,
    "pictures": _pictures,
    "helper": _helper,
    "film": _film,
    "model": _model,
    "language": _language,
}


def application() -> Any:
    """Return this process's QApplication."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["outtray"])


def _on_loop[T](work: Coroutine[Any, Any, T]) -> T:
    """Run `work` on a loop of Qt's, as the window runs everything."""
    from desktop.qt.loop import loop_factory

    with asyncio.Runner(loop_factory=loop_factory(application())) as runner:
        return runner.run(work)


def _colours(image: "QImage") -> int:
    """Return how many colours a picture has when it is 64 points wide: one for a plain or empty one, none where there is none."""
    from PySide6.QtGui import QImage

    if image.isNull():
        return 0
    small = image.scaled(64, 64).convertToFormat(QImage.Format.Format_ARGB32)
    return len(set(memoryview(small.constBits()).cast("B").cast("I")))
