"""An nginx of our own on loopback."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """
{user}
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
    """A web server at `url`: what is put into `files` is served, and below `/slow` at the rate it was started with."""

    url: str
    files: Path


def program(name: str) -> str:
    """Return where a program is; without it the benchmark ends."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return found or sys.exit(f"{name} is not installed. Run: tools/setup.sh libraries bench")


@contextlib.contextmanager
def web_server(folder: Path, rate: int) -> Iterator[Web]:
    """Start nginx in `folder`; `rate` is the bytes a second of each connection below `/slow`."""
    (folder / "files").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_CONFIG.format(user=user, port=port, rate=rate))
    command = [program("nginx"), "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command, start_new_session=True) as server:
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
