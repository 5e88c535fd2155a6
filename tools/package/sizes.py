"""What each part of the frozen program costs on the disk, against the budget."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "dist" / "outtray"
BUDGET_MB = 220
"""How much an installed Outtray may take, in millions of bytes, with 3D and film."""

PARTS = (
    ("Python and its libraries", r"libpython|python3\.|base_library|lib(bz2|crypto|ffi|lzma|sqlite3|ssl|uuid|z)\.so"),
    ("Qt: characters and languages (ICU)", r".*libicu"),
    ("Qt: film and sound (FFmpeg)", r".*(lib(av\w+|sw\w+)\.|Multimedia|FFmpeg|ffmpeg)"),
    ("Qt: 3D, with Quick and QML", r".*(Quick|Qml|QtQml|qml/|ShaderTools|QtOpenGL\.|assimp)"),
    ("Qt: window, display, D-Bus", r"PySide6|shiboken6|libQt6|libpyside|libshiboken|libxcb|libbrotli"),
    ("cryptography", r"cryptography|_cffi_backend"),
    ("Pillow", r"PIL|pillow"),
    ("HTTP and certificates", r"aiohttp|multidict|yarl|frozenlist|propcache|certifi"),
    ("Outtray's resources", r"resources"),
    ("licences", r"licences"),
    ("the program: all Python code", r"outtray|Outtray"),
)
"""Parts and what their files' paths begin with (inside `_internal`, or beside it); the first that fits counts."""

REST = "everything else"


def main(argv: list[str]) -> int:
    """Print the table of a bundle (`dist/outtray` unless another is named); return 1 above the budget."""
    bundle = Path(argv[0]) if argv else BUNDLE
    sizes = sizes_of(bundle)
    sys.stdout.write(table(sizes))
    total = sum(sizes.values())
    if total > BUDGET_MB * 1e6:
        sys.stderr.write(f"The bundle takes {total / 1e6:.1f} MB; it may take {BUDGET_MB} MB.\n")
        return 1
    return 0


def sizes_of(bundle: Path) -> dict[str, int]:
    """Return the bytes of each part of the bundle in this folder. A file that is linked to counts once."""
    sizes = dict.fromkeys([*(part for part, _ in PARTS), REST], 0)
    for name, size in _files(bundle):
        sizes[part_of(name)] += size
    return sizes


def part_of(name: str) -> str:
    """Return the part that a file of the bundle belongs to; `name` is its path there."""
    inside = name.removeprefix("_internal/")
    return next((part for part, pattern in PARTS if re.match(pattern, inside)), REST)


def table(sizes: dict[str, int]) -> str:
    """Return the parts by size and the total, a line each."""
    rows = sorted(((size, part) for part, size in sizes.items() if size), reverse=True)
    total = sum(sizes.values())
    lines = [f"{size / 1e6:8.1f} MB  {size / total:4.0%}  {part}" for size, part in rows]
    return "\n".join([*lines, f"{total / 1e6:8.1f} MB        all of it (budget {BUDGET_MB} MB)"]) + "\n"


def _files(bundle: Path) -> Iterator[tuple[str, int]]:
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(bundle).as_posix(), path.stat().st_size
