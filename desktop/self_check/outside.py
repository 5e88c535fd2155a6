"""Facts about how the program deals with the system: keyring, certificates, programs that it starts."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import __version__

if TYPE_CHECKING:
    from desktop.engine.trust import SystemTrust

    type Facts = dict[str, Any]

_SECONDS = 15.0


def _keyring(_folder: Path, _value: str) -> "Facts":
    """Name the keyring's back end, which has kept something and given it back."""
    from desktop.storage.secrets import KeyringProblem, try_keyring

    try:
        return {"back_end": try_keyring(), "problem": ""}
    except KeyringProblem as trouble:
        return {"back_end": "", "problem": trouble.sentence}


def _trust(_folder: Path, value: str) -> "Facts":
    """Count the certificates, and tell whether both HTTP clients take those of the server at `value` (https://localhost:PORT/)."""
    from desktop.engine.trust import SystemTrust

    trust = SystemTrust()
    context = trust.context()
    facts: Facts = {"source": trust.source}
    if sys.platform not in ("win32", "darwin"):
        facts["authorities"] = context.cert_store_stats()["x509_ca"]
    if value:
        facts |= {"api": asyncio.run(_asked_by_api(value, trust)), "files": _asked_by_files(value, trust)}
    return facts


async def _asked_by_api(url: str, trust: "SystemTrust") -> int | str:
    from desktop.domain.account import Account, HeaderStyle
    from desktop.engine.api import ApiClient, ApiUnreachable
    from desktop.engine.clock import SystemClock
    from desktop.providers.base import ApiRequest

    account = Account(id="check", provider="crun", name="Check", base_url=url.rstrip("/"), header=HeaderStyle.BEARER)
    client = ApiClient(account, SystemClock(), version=__version__, trust=trust, deadline=_SECONDS)
    try:
        return (await client.send(ApiRequest("GET", "/"), None)).status
    except ApiUnreachable as trouble:
        return str(trouble)
    finally:
        await client.aclose()


def _asked_by_files(url: str, trust: "SystemTrust") -> int | str:
    from urllib.parse import urlsplit

    from desktop.engine.faults import FetchFault
    from desktop.engine.file_host import FileHosts
    from desktop.engine.link_guard import Target

    parts = urlsplit(url)
    hosts = FileHosts(__version__, trust, _SECONDS, _SECONDS)
    try:
        target = Target(url, parts.scheme, parts.hostname or "", parts.port or 443, parts.path or "/", ("127.0.0.1",))
        return hosts.open(target, {}).status
    except FetchFault as fault:
        return str(fault)
    finally:
        hosts.close()


def _foreign(folder: Path, value: str) -> "Facts":
    """Tell what environments other programs get from us, each way that we start one.

    `value` is a program that writes its environment, a name and a value a line, into the file that it is given.
    """
    from PySide6.QtCore import QProcess, QUrl
    from PySide6.QtGui import QDesktopServices

    from desktop.self_check.inside import application

    application()
    subprocess.run([value, str(folder / "subprocess")], check=True)  # noqa: S603  # named by whoever builds this
    QProcess.startDetached(value, [str(folder / "qprocess")])
    opened = {"subprocess", "qprocess"}
    if sys.platform == "linux":  # elsewhere the system itself opens things, and hands nothing on
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder / "opened")))
        opened.add("opened")
    return {name: _written(folder / name) for name in sorted(opened)}


def _written(file: Path) -> dict[str, str]:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if file.exists() and (text := file.read_text(encoding="utf-8", errors="replace")).endswith("END\n"):
            return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        time.sleep(0.05)
    return {}


CHECKS = {"keyring": _keyring, "trust": _trust, "foreign": _foreign}
