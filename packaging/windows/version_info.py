"""The version resource of the Windows programs, as PyInstaller reads it: `python packaging/windows/version_info.py` prints it.

What it says is shown by Explorer (Properties > Details), by the task manager, and by the question before a signed program starts.
"""

import re
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NAMES = {
    "CompanyName": "Outtray",
    "FileDescription": "Outtray",
    "InternalName": "outtray",
    "LegalCopyright": "MIT licence",
    "ProductName": "Outtray",
}
"""What both programs say; the task manager shows the description as the program's name."""

LANGUAGE = 0x0409
"""US English."""

CODE_PAGE = 1200
"""Unicode."""


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows compares it: the first three numbers of "1.2.3rc1", and 0."""
    found = [int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:3]]
    major, minor, patch = [*found, 0, 0, 0][:3]
    return major, minor, patch, 0


def version_info(version: str) -> str:
    """Return the text that PyInstaller's EXE takes as `version`."""
    strings = {**NAMES, "FileVersion": version, "ProductVersion": version}
    lines = ",\n        ".join(f"StringStruct({name!r}, {text!r})" for name, text in sorted(strings.items()))
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers(version)}, prodvers={numbers(version)}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1,
                    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('{LANGUAGE:04x}{CODE_PAGE:04x}', [
        {lines}])]),
    VarFileInfo([VarStruct('Translation', [{LANGUAGE}, {CODE_PAGE}])])
  ]
)
"""


if __name__ == "__main__":
    sys.stdout.write(version_info(runpy.run_path(str(ROOT / "desktop" / "__init__.py"))["__version__"]))
