"""Fetching 8 files of 64 MB, 4 at a time, from a server in another process, beside curl, which neither hashes nor syncs."""

import asyncio
import contextlib
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.domain.status import MediaKind
from desktop.engine.fetch import Fetcher
from desktop.engine.transfer import FetchJob
from tests.benchmarks.figure import Figure

FILES, AT_A_TIME, MEGABYTES, ROUNDS = 8, 4, 64, 3
MOST = 2.0

SERVER = """
import socket, sys, threading
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
def serve(client):
    with client, client.makefile("rb") as asked:
        while asked.readline():
            while asked.readline() not in (b"", b"\\r\\n"):
                pass
            with open(sys.argv[1], "rb") as body:
                head = b"HTTP/1.1 200 OK\\r\\nContent-Type: image/png\\r\\nContent-Length: %d\\r\\n\\r\\n"
                client.sendall(head % body.seek(0, 2))
                body.seek(0)
                client.sendfile(body)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
"""


def saving_figures() -> Iterator[Figure]:
    """Measure both in turns; nothing where there is no curl to compare with."""
    if shutil.which("curl") is None:
        return
    with tempfile.TemporaryDirectory(prefix="outtray-bench-") as temporary:
        folder = Path(temporary)
        (folder / "picture.png").write_bytes(_picture(MEGABYTES * 1_000_000))
        with _server(folder / "picture.png") as url:
            ours, curls = [], []
            for _ in range(ROUNDS):
                curls.append(_timed(folder, lambda target: _curl(url, target)))
                ours.append(_timed(folder, lambda target: asyncio.run(_fetch(url, target))))
    curl = statistics.median(curls)
    what = f"{FILES} files of {MEGABYTES} MB fetched, verified, hashed, synced"
    yield Figure(what=what, ours=statistics.median(ours), beside="curl -Z, written only", reference=curl, most=MOST)


def _picture(size: int) -> bytes:
    """Return a PNG of about `size` bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"teXt", b"x\0" + bytes(size)) + pixels + chunk(b"IEND", b"")


@contextlib.contextmanager
def _server(path: Path) -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-c", SERVER, str(path)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.kill()


def _timed(folder: Path, work: Callable[[Path], None]) -> float:
    target = folder / "target"
    target.mkdir()
    started = time.perf_counter()
    work(target)
    taken = time.perf_counter() - started
    assert sum(path.stat().st_size > MEGABYTES * 1_000_000 for path in target.iterdir()) == FILES
    shutil.rmtree(target)
    return taken


def _curl(url: str, target: Path) -> None:
    arguments = [part for n in range(FILES) for part in ("-o", str(target / f"{n}.png"), f"{url}/{n}.png")]
    subprocess.run(["curl", "-s", "-Z", "--parallel-max", str(AT_A_TIME), *arguments], check=True, capture_output=True)


async def _fetch(url: str, target: Path) -> None:
    fetcher = Fetcher(AT_A_TIME, version="benchmark")
    jobs = [
        FetchJob(url=f"{url}/{n}.png", part=target / f"{n}.part", kind=MediaKind.IMAGE, account_url=url, reserve=0)
        for n in range(FILES)
    ]
    try:
        await asyncio.gather(*(fetcher.fetch(job, lambda _received, _total: None) for job in jobs))
    finally:
        await fetcher.close()
