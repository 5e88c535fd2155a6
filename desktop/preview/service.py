"""Answers what the parent asks, one request at a time."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject

from desktop.domain.status import MediaKind
from desktop.preview.confine import end_by_itself
from desktop.preview.formats import HEAD_BYTES, is_media
from desktop.preview.request import Request, Sweep, read_request
from desktop.qt.findings import Finding, Trouble, to_json

if TYPE_CHECKING:
    from desktop.preview.stage import Stage

type Say = Callable[[bytes], None]


class Service(QObject):
    """Looks at files; `say` gets a line for each request, in their order."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._stage: Stage | None = None
        self._job: QObject | None = None

    def serve(self, line: bytes) -> None:
        """Answer one line of the parent's."""
        asked = read_request(line)
        end_by_itself(asked.seconds)
        match asked:
            case Sweep():
                from desktop.preview.sweep import sweep

                sweep(asked.folder, asked.limit)
                self._answer(Finding())
            case Request():
                self._examine(asked)
            case _:
                assert_never(asked)

    def _examine(self, request: Request) -> None:
        try:
            if not stat.S_ISREG(Path(request.path).stat().st_mode):
                self._answer(Finding(trouble=Trouble.UNSUPPORTED))
                return
            self._look(request)
        except OSError:
            self._answer(Finding(trouble=Trouble.GONE))
        except ImportError:
            self._answer(Finding(trouble=Trouble.LACKING))
        except MemoryError:
            self._answer(Finding(trouble=Trouble.TOO_LARGE))

    def _look(self, request: Request) -> None:
        match request.kind:
            case MediaKind.IMAGE:
                from desktop.preview.picture import examine_picture

                self._answer(examine_picture(request))
            case MediaKind.MODEL:
                from desktop.preview.model import examine_model

                self._answer(examine_model(request, self._render))
            case MediaKind.VIDEO | MediaKind.AUDIO:
                with Path(request.path).open("rb") as file:
                    known = is_media(file.read(4 * HEAD_BYTES))
                if known:
                    self._play(request)
                else:
                    self._answer(Finding(trouble=Trouble.BROKEN))
            case MediaKind.TEXT | MediaKind.OTHER:
                self._answer(Finding(trouble=Trouble.UNSUPPORTED))
            case _:
                assert_never(request.kind)

    def _play(self, request: Request) -> None:
        """Start what takes turns of the event loop; it answers when it is done."""
        if request.kind is MediaKind.VIDEO:
            from desktop.preview.film import Film

            film = Film(request, self._answer)
            self._job = film
            film.start()
        else:
            from desktop.preview.sound import Sound

            sound = Sound(request, self._answer)
            self._job = sound
            sound.start()

    def _render(self, request: Request) -> tuple[bool, bool]:
        if self._stage is None:
            from desktop.preview.stage import Stage

            self._stage = Stage()
        return self._stage.show(request)

    def _answer(self, finding: Finding) -> None:
        self._job = None
        end_by_itself(0)
        self._say(json.dumps(to_json(finding)).encode() + b"\n")
