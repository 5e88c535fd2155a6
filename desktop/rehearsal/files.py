"""The file host: signed links that end, HEAD, ranges, ETag, and refusals in the words of each provider's host."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import PurePosixPath

from desktop.rehearsal.links import AREAS, Links
from desktop.rehearsal.marks import MEDIA_TYPES
from desktop.rehearsal.media import Media
from desktop.rehearsal.sample import Sample, SampleFile, Server
from desktop.rehearsal.walk import Tasks
from desktop.rehearsal.wire import Ask, Body, Reply, json_reply, text_reply

_SERVERS = {area: server for server, area in AREAS.items()}
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class FileHost:
    """Serves the files of all tasks, as `files` and once more as `elsewhere`."""

    def __init__(self, tasks: Tasks, media: Media, links: Links) -> None:
        self._tasks = tasks
        self._media = media
        self._links = links

    def wanted(self, ask: Ask) -> tuple[Sample, SampleFile] | None:
        """Return the file a request is for."""
        match ask.segments:
            case (area, task_id, name) if area in _SERVERS:
                entry = self._tasks.known(_SERVERS[area], task_id)
                file = entry.sample.file(name) if entry else None
                return (entry.sample, file) if entry and file else None
            case _:
                return None

    def answer(self, ask: Ask, now: float, *, expired: bool = False, retagged: bool = False) -> Reply:
        """Answer a request; with `expired` its link is taken for one that ended, with `retagged` its file for another one."""
        wanted = self.wanted(ask)
        if wanted is None:
            return self.trouble(404, ask)
        sample, file = wanted
        verdict = self._links.judge(sample.server, ask, now)
        ended = expired or verdict.expired
        good = verdict.genuine and not ended
        reply = self.deliver(ask, sample, file, retagged=retagged) if good else _said(sample.server, 403, "AccessDenied")
        return replace(reply, link_age=verdict.age, link_expired=ended)

    def deliver(self, ask: Ask, sample: Sample, file: SampleFile, *, retagged: bool = False) -> Reply:
        """Return a file, or the range of it that is asked for (RFC 9110, section 14); `retagged` gives it another ETag and date."""
        if ask.method not in ("GET", "HEAD"):
            return text_reply("Method Not Allowed", 405).having(("Allow", "GET, HEAD"))
        body = self._media.body(sample, file)
        headers: tuple[tuple[str, str], ...] = (
            ("ETag", f'"{self._media.sha256(sample, file)[:32]}{"-2" if retagged else ""}"'),
            ("Last-Modified", format_datetime(datetime(2026, 11, 20, 10 + retagged, 0, 0, tzinfo=UTC), usegmt=True)),
            ("Accept-Ranges", "bytes"),
        )
        media_type = MEDIA_TYPES[PurePosixPath(file.media).suffix]
        span = _span(ask, dict(headers), body.size)
        if span is None:
            return Reply(media_type=media_type, body=body, headers=headers)
        start, stop = span
        if start >= stop:
            return Reply(status=416, media_type=media_type, headers=(*headers, ("Content-Range", f"bytes */{body.size}")))
        headers = (*headers, ("Content-Range", f"bytes {start}-{stop - 1}/{body.size}"))
        return Reply(status=206, media_type=media_type, body=body.cut(start, stop), headers=headers)

    def trouble(self, status: int, ask: Ask) -> Reply:
        """Return an HTTP error in the words of the host that the path stands for."""
        server = _SERVERS.get(ask.segments[0], Server.CRUN) if ask.segments else Server.CRUN
        return _said(server, status, "NoSuchKey" if status in (404, 410) else "AccessDenied")

    def other_medium(self, file: SampleFile) -> Body:
        """Return a medium of another kind than `file`: a picture for anything but pictures, sound for those."""
        name = "chord.mp3" if MEDIA_TYPES[PurePosixPath(file.media).suffix].startswith("image/") else "dusk.png"
        return Body((self._media.plain(name),))


def _said(server: Server, status: int, code: str) -> Reply:
    if server is Server.MIDJOURNEY:
        return text_reply("This content is no longer available.", status)
    if server is Server.BYTESPIKE:
        return json_reply(
            {"error": {"type": "storage_error", "message": "The link has expired or is not valid.", "code": code}}, status
        )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>Access denied</Message></Error>'
    return text_reply(text, status, "application/xml")


def _span(ask: Ask, headers: dict[str, str], size: int) -> tuple[int, int] | None:
    """Return the range to send, (n, n) for one that can't be met, None for the whole."""
    found = _RANGE.fullmatch(ask.headers.get("range", "").strip())
    condition = ask.headers.get("if-range", "")
    if found is None or found.groups() == ("", "") or condition not in ("", headers["ETag"], headers["Last-Modified"]):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    stop = min(size, int(last) + 1) if last else size
    return (int(first), stop) if int(first) < stop else (size, size)
