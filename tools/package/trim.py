"""What goes into the frozen program and what stays out: allow-lists of Qt's parts and of the shared libraries beside them.

Paths are those inside the bundle's `_internal`. Whatever is on no list fails the build (:mod:`tools.package.verify`), so nothing
creeps in with a new version of Qt or Python.
"""

import re
from pathlib import Path, PurePosixPath

PLUGINS = {
    "assetimporters": {"assimp"},
    "imageformats": {"qgif", "qjpeg", "qwebp"},
    "multimedia": {"ffmpegmediaplugin"},
}
"""Qt's plugins on every system, by folder. PNG is built into Qt; SVG, PDF and TIFF would read foreign files for nothing."""

SYSTEM_PLUGINS = {
    "linux": {
        "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
        "platforms": {"qoffscreen", "qwayland", "qxcb"},
        "platformthemes": {"qxdgdesktopportal"},
        "wayland-decoration-client": {"adwaita", "bradient"},
        "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
        "wayland-shell-integration": {"xdg-shell"},
        "xcbglintegrations": {"qxcb-egl-integration", "qxcb-glx-integration"},
    },
    "win32": {"platforms": {"qoffscreen", "qwindows"}, "styles": {"qmodernwindowsstyle"}},
    "darwin": {"platforms": {"qcocoa", "qoffscreen"}, "styles": {"qmacstyle"}},
}
"""The further plugins of one system. The helper process of previews uses "offscreen" everywhere."""

QML_MODULES = {"QtQml", "QtQml/Models", "QtQml/WorkerScript", "QtQuick", "QtQuick3D", "QtQuick3D/AssetUtils"}
"""What `resources/qml/model.qml` and the model preview import, and what that imports."""

QT_LIBRARIES = {
    "Concurrent",
    "Core",
    "DBus",
    "Gui",
    "Multimedia",
    "Network",
    "OpenGL",
    "Qml",
    "QmlMeta",
    "QmlModels",
    "QmlWorkerScript",
    "Quick",
    "Quick3D",
    "Quick3DAssetImport",
    "Quick3DAssetUtils",
    "Quick3DRuntimeRender",
    "Quick3DUtils",
    "QuickTimeline",
    "QuickWidgets",
    "ShaderTools",
    "Svg",
    "WaylandClient",
    "Widgets",
    "XcbQpa",
}
"""Qt's libraries, without prefix and version; Svg only draws the window frame of GNOME's look under Wayland.

The FFmpeg stubs (TLS, hardware decoding by the system's libraries) come along.
"""

BINDINGS = {
    "QtConcurrent",
    "QtCore",
    "QtDBus",
    "QtGui",
    "QtMultimedia",
    "QtNetwork",
    "QtOpenGL",
    "QtQml",
    "QtQuick",
    "QtQuick3D",
    "QtQuickWidgets",
    "QtWidgets",
}
"""PySide6's modules: those in use and those that they import by themselves."""

TRANSLATIONS = {"qtbase_zh_CN.qm"}

OWN_LIBRARIES = {
    "avcodec", "avformat", "avutil", "swresample", "swscale",  # FFmpeg, from Qt's wheel
    "icudata", "icui18n", "icuuc",  # from Qt's wheel
    "pyside6", "pyside6qml", "shiboken6",
    "bz2", "crypto", "ffi", "lzma", "sqlite3", "ssl", "z",  # what Python's modules stand on
    "brotlicommon", "brotlidec",  # what Qt's network part stands on
    "xcb-cursor", "xcb-icccm", "xcb-image", "xcb-keysyms", "xcb-render-util", "xcb-util",  # no system has them by itself
}  # fmt: skip
"""The shared libraries besides Qt's that a Linux bundle brings along."""

SYSTEM_LIBRARIES = {
    "ld-linux-x86-64.so.2": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
"""What a Linux bundle takes from the system, and the Debian package of each.

These talk to the display, to the graphics driver or to the sound server, and the driver brings newer ones of its own in its wake:
an older libstdc++ of ours in front of it keeps OpenGL from starting (github.com/pyinstaller/pyinstaller, issue 6993 and others).
"""

EXCLUDED_MODULES = [
    "IPython",
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingmath",
    "PIL._imagingmorph",
    "PIL._imagingtk",
    "_curses",
    "_distutils_hack",
    "_pytest",
    "_tkinter",
    "_uuid",
    "_pyrepl",
    "click",
    "code",
    "codeop",
    "curses",
    "distutils",
    "gi",
    "lib2to3",
    "markdown_it",
    "mdurl",
    "numpy",
    "pdb",
    "pydoc",
    "pydoc_data",
    "pygments",
    "pytest",
    "readline",  # GPL
    "rlcompleter",
    "setuptools",
    "tkinter",
    "trio",
    "unittest",
    "xmlrpc",
]
"""Modules that libraries would import if they were there, for things that Outtray does not do."""

_START_HOOKS = {"linux": set(), "win32": set(), "darwin": {"pyi_rth_pyside6"}}
"""PyInstaller's own code that runs before ours. It would import `inspect`, `multiprocessing` and Qt at every start, for things that
Outtray does not do (reading sources, processes made by that module) or that Qt's wheel knows by itself (where its plugins are; an
.app alone has its QML in two places and must be told)."""

_KEYRINGS = {
    "linux": ["keyring.backends.SecretService", "secretstorage", "jeepney.io.blocking"],
    "win32": ["keyring.backends.Windows", "win32ctypes.core", "win32ctypes.pywin32", "win32timezone"],
    "darwin": ["keyring.backends.macOS", "keyring.backends.macOS.api"],
}

_QT_LIBRARY = re.compile(r"(?:lib)?Qt6?(?!FFmpegStub)([A-Z0-9]\w*?)(?:\.so[.\d]*|\.dll|\.framework|\.dylib)?$")
_BINDING = re.compile(r"(Qt\w+)\.(?:abi3\.so|pyd|abi3\.pyd)$")
_SHARED = re.compile(r"lib(.+?)(?:-[0-9a-f]{8})?\.so(?:\.[\d.]+)?$")
_FRAMEWORK = re.compile(r"Qt(\w+)\.framework")


def hidden_imports(platform: str) -> list[str]:
    """Return the modules that are imported by name alone on `platform` (`sys.platform`)."""
    return [*_KEYRINGS[platform], "certifi"]


def wanted_at_start(script: str, platform: str) -> bool:
    """Tell whether a script that PyInstaller would run at the program's start is to run: ours, and few of its own."""
    return not script.startswith("pyi_rth_") or script in _START_HOOKS[platform]


def plugins(platform: str) -> set[str]:
    """Return the plugins of a bundle, as "folder/name"."""
    both = (PLUGINS, SYSTEM_PLUGINS[platform])
    return {f"{folder}/{name}" for table in both for folder, names in table.items() for name in names}


def plugin_files(platform: str) -> list[tuple[str, str]]:
    """Return those of Qt's plugins that PyInstaller does not find by itself, as pairs of a file and its folder in the bundle."""
    import PySide6

    qt = Path(PySide6.__path__[0]) / ("" if platform == "win32" else "Qt")
    inside = "PySide6/plugins" if platform == "win32" else "PySide6/Qt/plugins"
    return [
        (str(file), f"{inside}/{folder}")
        for folder in {**PLUGINS, **SYSTEM_PLUGINS[platform]}
        for file in (qt / "plugins" / folder).iterdir()
        if f"{folder}/{plugin_stem(file.name)}" in plugins(platform)
    ]


def wanted(name: str, platform: str) -> bool:
    """Tell whether the file that would become `name` in the bundle is to be there."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if path.suffix in (".pyi", ".qmltypes") or "WEBENGINE" in name.upper():
        return False
    if parts[0] == "PySide6" and (inside := _qt_folder(parts)) is not None:
        return _wanted_of_qt(inside, platform)
    if framework := _FRAMEWORK.search(name):
        return framework[1] in QT_LIBRARIES
    if parts[0] == "PySide6" and (binding := _BINDING.match(path.name)):
        return binding[1] in BINDINGS
    if library := _QT_LIBRARY.match(path.name):
        return library[1] in QT_LIBRARIES
    if platform == "linux" and len(parts) <= 2 and (shared := _SHARED.match(path.name)):
        return parts[0] == "pillow.libs" or _is_own(shared[1])
    return not any(part.endswith(".dist-info") for part in parts) or path.name in ("METADATA", "entry_points.txt")


def plugin_stem(name: str) -> str:
    """Return a plugin's name without what the system adds to it: "qxcb" for "libqxcb.so"."""
    return PurePosixPath(name).stem.removeprefix("lib")


def _is_own(library: str) -> bool:
    name = library.removesuffix(".abi3")
    return name in OWN_LIBRARIES or name.startswith(("Qt6FFmpegStub", "python3."))


def _qt_folder(parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the path inside Qt's own folder for what is in one of those that are trimmed by list."""
    inside = parts[2:] if parts[1:2] == ("Qt",) else parts[1:]
    return inside if inside[:1] in (("plugins",), ("qml",), ("translations",), ("libexec",), ("resources",)) else None


def _wanted_of_qt(inside: tuple[str, ...], platform: str) -> bool:
    match inside:
        case ("plugins", folder, file):
            return f"{folder}/{plugin_stem(file)}" in plugins(platform)
        case ("qml", *module, _):
            return "/".join(module) in QML_MODULES
        case ("translations", file):
            return file in TRANSLATIONS
    return False
