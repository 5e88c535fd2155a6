"""The environment as the user gave it: what the start of a packaged program changes in it is taken back.

A program that PyInstaller froze finds its libraries by LD_LIBRARY_PATH, which its bootloader sets before Python runs
(pyinstaller.org, "Run-time information"). The linker has read it by then; whatever we start later (a viewer, a script after saving,
xdg-open) must not look for its own libraries among ours. Our own program, started again as a helper, is given everything anew.
"""

import sys
from collections.abc import MutableMapping

_LINKER = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
_QT = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH")
"""Where another Qt's plugins are: ours, of another version, would crash over them."""


def restore_environment(environ: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Take back in `environ`, of a frozen program that has just started, what its bootloader did. Call it before Qt is loaded."""
    for name in _LINKER:
        given = environ.pop(f"{name}_ORIG", "")
        if given:
            environ[name] = given
        elif platform != "darwin":  # there nothing keeps what was given, and the system itself hands nothing on
            environ.pop(name, None)
    for name in [name for name in environ if name.startswith(("_PYI_", "_MEIPASS"))]:
        del environ[name]
    if platform != "darwin":  # an .app has its QML in two places, and tells Qt so in this way
        for name in _QT:
            environ.pop(name, None)
