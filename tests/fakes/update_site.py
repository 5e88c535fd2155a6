"""An update list and its installer as a release would publish them, and a server on loopback that has them."""

import asyncio
import hashlib
import json
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.domain.update import System, Version
from desktop.engine.update_keys import key_id, verifiers
from desktop.engine.updates import Updater
from desktop.storage.build import Build, Channel
from desktop.storage.update_memory import UpdateMemory
from tests.unit.engine.wire import Handler, http_server

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
INSTALLER = bytes(range(256)) * 2000
NOTES = "What is new\n\n- Updates, signed and proved.\n- Fewer surprises."


class Signer:
    """Somebody with a key."""

    def __init__(self) -> None:
        self.private = Ed25519PrivateKey.generate()
        self.raw = self.private.public_key().public_bytes_raw()
        self.public = b64encode(self.raw).decode()
        self.id = key_id(self.raw)

    def sign(self, payload: bytes, *, name: str = "", prefix: bytes = b"outtray update list 1\n") -> bytes:
        """Return a list around `payload`."""
        signature = {"key": name or self.id, "signature": b64encode(self.private.sign(prefix + payload)).decode()}
        return json.dumps({"payload": b64encode(payload).decode(), "signatures": [signature]}).encode()

    def list(self, **payload: object) -> bytes:
        """Return a list that says `payload`."""
        return self.sign(json.dumps(payload).encode())


def file_entry(url: str, data: bytes = INSTALLER, **other: object) -> dict[str, Any]:
    """Return an installer as a list names it."""
    fields = {"channel": "deb", "arch": "x86_64", "url": url, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return {**fields, **other}


def said(*files: dict[str, Any], **other: object) -> dict[str, Any]:
    """Return a payload: version 1.2, released a day before NOW, good for a hundred days."""
    times = {"released": (NOW - timedelta(days=1)).isoformat(), "expires": (NOW + timedelta(days=100)).isoformat()}
    return {"format": 1, "version": "1.2", **times, "notes": {"en": NOTES}, "files": list(files), **other}


@dataclass
class Site:
    """A server of replies by path; `heads` are the requests that came. `fails` answers that status to everything."""

    url: str = ""
    replies: dict[str, bytes | Handler] = field(default_factory=dict)
    heads: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    fails: int = 0

    @property
    def list_url(self) -> str:
        return f"{self.url}/outtray-updates.json"

    @property
    def file_url(self) -> str:
        return f"{self.url}/outtray_1.2_amd64.deb"

    def publish(self, data: bytes) -> None:
        """Serve this list."""
        self.replies["/outtray-updates.json"] = data

    def publish_file(self, data: bytes | Handler = INSTALLER) -> None:
        """Serve this as the installer."""
        self.replies["/outtray_1.2_amd64.deb"] = data

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.heads.append((request.path_qs, dict(request.headers)))
        reply = self.replies.get(request.path)
        if self.fails or reply is None:
            return web.Response(status=self.fails or 404, text="an error page")
        return web.Response(body=reply) if isinstance(reply, bytes) else await reply(request)


@asynccontextmanager
async def site() -> AsyncIterator[Site]:
    """Serve a site on loopback."""
    made = Site()
    async with http_server(made.answer) as url:
        made.url = url
        yield made


def updater(source: str, folder: Path, signer: Signer, *, build: Build | None = None, **other: Any) -> Updater:
    """Return what looks at `source`, as a copy of version 1.1 from a .deb would, with its memory and downloads below `folder`."""
    return Updater(
        build or Build(channel=Channel.DEB),
        **{
            "version": "1.1",
            "memory": UpdateMemory(folder / "updates.json"),
            "folder": folder / "Downloads",
            "system": lambda build: System(channel=build.channel.value, arch="x86_64", version=Version((2, 36))),
            "source": source,
            "keys": lambda: verifiers([signer.public]),
            "now": lambda: NOW,
            "connect_seconds": 2.0,
            "stall_seconds": 2.0,
            **other,
        },
    )


async def half(request: web.BaseRequest) -> web.StreamResponse:
    """Send half of the installer, then break off."""
    response = web.StreamResponse(headers={"Content-Length": str(len(INSTALLER))})
    await response.prepare(request)
    await response.write(INSTALLER[: len(INSTALLER) // 2])
    await asyncio.sleep(0)
    assert request.transport is not None
    request.transport.close()
    return response


def endless(started: asyncio.Event) -> Handler:
    """Return what sends some of the installer, then nothing more until the client goes."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(INSTALLER))})
        await response.prepare(request)
        await response.write(INSTALLER[:300_000])
        started.set()
        await asyncio.Event().wait()
        return response

    return answer
