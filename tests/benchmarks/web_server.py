"""An nginx of our own on loopback, and aria2c fetching from it."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """
daemon off;
pid nginx.pid;
error_log stderr error;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    client_body_temp_path temporary;
    proxy_temp_path temporary;
    fastcgi_temp_path temporary;
    uwsgi_temp_path temporary;
    scgi_temp_path temporary;
    types {{ video/mp4 mp4; image/png png; image/jpeg jpg; }}
    server {{
        listen 127.0.0.1:{port};
        root files;
        location /slow/ {{ alias files/; limit_rate {rate}; }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Web:
    """A web server at `url`: what is put into `files` is served, and below `/slow/` at the rate it was started with."""

    url: str
    files: Path


@contextlib.contextmanager
def web_server(folder: Path, rate: int) -> Iterator[Web]:
    """Start nginx in `folder`; `rate` is the bytes a second of each connection below `/slow/`."""
    (folder / "files").mkdir(parents=True)
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert program is not None, "nginx is not installed: run tools/setup.sh libraries bench"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    workers = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(workers + _CONFIG.format(port=port, rate=rate))
    with subprocess.Popen([program, "-p", folder, "-c", "nginx.conf", "-e", "stderr"], start_new_session=True) as server:
        try:
            _wait_for(port, server)
            yield Web(f"http://127.0.0.1:{port}", folder / "files")
        finally:
            server.terminate()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError("nginx did not start.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise RuntimeError("nginx does not listen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a program took: wall seconds, seconds of a processor, and how much memory it held at most."""

    seconds: float
    processor: float
    memory: float


def aria2(urls: Sequence[str], target: Path, slots: int) -> Run:
    """Fetch `urls` with aria2c, `slots` at a time."""
    listed = target.with_name(f"{target.name}.txt")
    listed.write_text("".join(f"{url}\n" for url in urls))
    command = ["aria2c", f"-j{slots}", "--file-allocation=none", "--no-conf", "--quiet", "-d", target, "-i", listed]
    started = time.perf_counter()
    fetching = subprocess.Popen(command, env=without_proxies())
    _, status, used = os.wait4(fetching.pid, 0)
    seconds = time.perf_counter() - started
    fetching.returncode = os.waitstatus_to_exitcode(status)
    if fetching.returncode:
        raise RuntimeError(f"aria2c ended with {fetching.returncode}.")
    return Run(seconds=seconds, processor=used.ru_utime + used.ru_stime, memory=used.ru_maxrss * 1024)


def without_proxies() -> dict[str, str]:
    """Return the environment without proxies."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
