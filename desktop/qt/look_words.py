"""Why a file is not shown, as a sentence for the user."""

from typing import assert_never

from desktop.domain.language import tr
from desktop.domain.status import MediaKind
from desktop.qt.findings import Trouble


def trouble_words(trouble: Trouble, kind: MediaKind) -> str:
    """Return what happened and what to do."""
    match trouble:
        case Trouble.BROKEN:
            return _broken(kind)
        case Trouble.UNSUPPORTED:
            return tr("Files of this kind cannot be shown here. Open it with another program.")
        case Trouble.TOO_LARGE:
            return _too_large(kind)
        case Trouble.REACHES_OUT:
            return tr("This file wants to open files in other folders, so it is not shown here. Open it with another program.")
        case Trouble.LACKING:
            return tr("A part of Qt that shows such files is missing on this computer. Open it with another program.")
        case Trouble.GONE:
            return tr("This file cannot be opened. It may have been moved, or its drive is not connected.")
        case Trouble.CRASHED:
            return _crashed(kind)
        case Trouble.TOO_SLOW:
            return tr("This file took too long to read, so it is not shown here. Open it with another program.")
        case Trouble.NO_HELPER:
            return tr("The program that looks into files could not be started. Restart Outtray, then try again.")
        case Trouble.CLOSING:
            return tr("Outtray is closing.")
        case _:
            assert_never(trouble)


def large_words(megabytes: int) -> str:
    """Return the question before a large file is opened."""
    return tr("This file is {size} MB large. Showing it may take a while and much memory.", size=f"{megabytes:,}")


def _broken(kind: MediaKind) -> str:
    match kind:
        case MediaKind.IMAGE:
            return tr("This picture cannot be read. The file may be damaged: save it again.")
        case MediaKind.VIDEO:
            return tr("This video cannot be read. The file may be damaged: save it again.")
        case MediaKind.AUDIO:
            return tr("This sound cannot be read. The file may be damaged: save it again.")
        case MediaKind.MODEL:
            return tr("This model file cannot be read. It may be damaged: save it again.")
        case MediaKind.TEXT | MediaKind.OTHER:
            return tr("This file cannot be read. It may be damaged: save it again.")
        case _:
            assert_never(kind)


def _too_large(kind: MediaKind) -> str:
    match kind:
        case MediaKind.IMAGE:
            return tr("This picture has too many pixels to be shown here. Open it with another program.")
        case MediaKind.MODEL:
            return tr("This model has too many triangles to be shown here. Open it with another program.")
        case MediaKind.VIDEO | MediaKind.AUDIO | MediaKind.TEXT | MediaKind.OTHER:
            return tr("This file needs too much memory to be shown here. Open it with another program.")
        case _:
            assert_never(kind)


def _crashed(kind: MediaKind) -> str:
    match kind:
        case MediaKind.IMAGE:
            return tr("This picture cannot be shown here: reading it failed. Open it with another program.")
        case MediaKind.VIDEO:
            return tr("This video cannot be shown here: reading it failed. Open it with another program.")
        case MediaKind.AUDIO:
            return tr("This sound cannot be shown here: reading it failed. Open it with another program.")
        case MediaKind.MODEL:
            return tr("This model cannot be shown here: reading it failed. Open it with another program.")
        case MediaKind.TEXT | MediaKind.OTHER:
            return tr("This file cannot be shown here: reading it failed. Open it with another program.")
        case _:
            assert_never(kind)
