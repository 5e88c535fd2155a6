"""Fetching an update list or an installer in a worker thread: the client without keys, https alone, no more bytes than are due."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from desktop.domain.language import words_of
from desktop.domain.update import Installer
from desktop.engine.faults import FaultKind, FetchFault
from desktop.engine.file_host import FileHosts, fault_of
from desktop.engine.flow import Flow
from desktop.engine.link_guard import NOT_HTTPS, LinkGuard, LinkRefused, Resolve, Target
from desktop.engine.part_file import PartFile
from desktop.engine.reply import Reply
from desktop.engine.throttle import Control
from desktop.engine.trust import SystemTrust
from desktop.engine.update_faults import UpdateTrouble, answered, led_astray, no_folder, no_room, swapped, unfetched
from desktop.storage.files import place
from desktop.storage.origin_mark import mark_downloaded

MOST_HOPS = 5
RESERVE = 200_000_000
"""Bytes that a download leaves free on the disk."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_CACHE = {"Cache-Control": "no-cache"}


class UpdateFetch:
    """Fetches for the list at `source`; only where that is on this computer may it be asked by plain http. One thread."""

    def __init__(
        self,
        version: str,
        trust: SystemTrust,
        source: str,
        control: Control,
        connect_seconds: float,
        read_seconds: float,
        *,
        resolve: Resolve,
    ) -> None:
        self._hosts = FileHosts(version, trust, connect_seconds, read_seconds)
        self._guard = LinkGuard(source, resolve)
        self._control = control
        self._host = _host_of(source)

    def close(self) -> None:
        """Close the connections."""
        self._hosts.close()

    def beginning(self, url: str, flow: Flow, most: int) -> bytes:
        """Return the first `most` bytes at `url`, fewer where that is all. Raises UpdateTrouble."""
        data = bytearray()
        with self._telling(flow), self._reply(url) as reply:
            flow.begin(0, _length(reply))
            for piece in reply.pieces(flow):
                data += piece
                if len(data) >= most:
                    break
        return bytes(data[:most])

    def installer(self, wanted: Installer, folder: Path, flow: Flow) -> Path:
        """Return where `wanted` is, below `folder` under a free name, on the disk itself. Raises UpdateTrouble; then nothing is."""
        part = folder / f"{wanted.name}.outtray.part"
        with self._telling(flow, wanted, folder):
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)  # of a run that was killed
            with self._reply(wanted.url) as reply:
                done = self._received(reply, wanted, part, flow)
            try:
                path = place(done, folder / wanted.name)
            except OSError as error:
                with contextlib.suppress(OSError):
                    done.unlink()
                raise no_folder(folder) from error
        mark_downloaded(path, wanted.url)
        return path

    def _received(self, reply: Reply, wanted: Installer, part: Path, flow: Flow) -> Path:
        """Write what comes, and prove it, before it has its name."""
        length = _length(reply)
        if length not in (None, wanted.size):
            raise swapped(self._host)
        flow.begin(0, length)
        with PartFile(part, expected=wanted.size, reserve=RESERVE) as file:
            for piece in reply.pieces(flow):
                if file.size + len(piece) > wanted.size:
                    raise swapped(self._host)
                file.write(piece)
            if file.finish() != wanted.sha256:
                raise swapped(self._host)
            file.sync()
            self._control.check()
        return file.path

    @contextlib.contextmanager
    def _reply(self, url: str) -> Iterator[Reply]:
        """Ask, wherever it leads, and give the reply that has a file in it."""
        for _ in range(MOST_HOPS + 1):
            self._control.check()
            target = self._checked(url)
            response = self._hosts.open(target, _NO_CACHE)
            try:
                self._control.reading(response.shutdown)
                if response.status in _REDIRECTS and "location" in response.headers:
                    url = urljoin(url, response.headers["location"].encode("latin-1", "replace").decode("utf-8", "replace"))
                    continue
                if response.status != 200:
                    raise answered(target.host, response.status)
                yield Reply(response, target.host)
                return
            finally:
                response.close()
        raise LinkRefused(self._host, words_of("it leads from one address to the next without end"))

    def _checked(self, url: str) -> Target:
        """Return where to connect; from then on it is the host that sentences name. Where a link is refused it is who led there."""
        try:
            target = self._guard.check(url)
        except OSError:
            self._host = _host_of(url)
            raise
        self._host = target.host
        return target

    @contextlib.contextmanager
    def _telling(self, flow: Flow, wanted: Installer | None = None, folder: Path | None = None) -> Iterator[None]:
        """Turn what goes wrong into its sentence."""
        try:
            yield
        except UpdateTrouble:
            raise
        except LinkRefused as refused:
            raise led_astray(self._host, plain=refused.reason == NOT_HTTPS) from refused
        except Exception as error:
            fault = fault_of(error, self._host, flow.received, flow.total)
            raise _told(fault, self._host, wanted, folder) from error


def _told(fault: FetchFault, host: str, wanted: Installer | None, folder: Path | None) -> UpdateTrouble:
    if folder is not None and wanted is not None:
        if fault.kind is FaultKind.DISK_FULL:
            return no_room(folder, wanted.size + RESERVE)
        if fault.kind in (FaultKind.FOLDER_GONE, FaultKind.READ_ONLY):
            return no_folder(folder)
    return unfetched(fault, host)


def _length(reply: Reply) -> int | None:
    """Return how long the reply says that it is; None where it doesn't, or where it is packed."""
    said = reply.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 and not reply.packed else None


def _host_of(url: str) -> str:
    return urlsplit(url).hostname or ""
