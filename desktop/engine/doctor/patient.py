"""What is examined: an installation and a profile, and what the checks need of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.engine.doctor.check import Check
from desktop.engine.handover_client import Json
from desktop.engine.trust import SystemTrust
from desktop.storage.build import Build
from desktop.storage.paths import Profile
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import Backend, SecretStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What is examined, and with what.

    `extra` are checks of other layers; `live` tells of the engine where it runs in this process.
    `home` is the user's folder, which no report names; `linux` tells that the desktop's services are to be looked for.
    `make_backend` makes the keychain that is tried (None: the system's).
    """

    profile: Profile
    version: str
    environ: Mapping[str, str]
    build: Build
    home: Path
    downloads: Path
    secrets: SecretStore
    redactor: Redactor
    trust: SystemTrust
    extra: Sequence[Check] = ()
    offline: bool = False
    linux: bool = False
    live: Callable[[], Json] | None = None
    make_backend: Callable[[], Backend] | None = None
