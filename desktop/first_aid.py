"""First aid, put together: which checks there are for the terminal and for the window."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.display import missing_display
from desktop.domain.language import tr
from desktop.engine.doctor.check import Check
from desktop.engine.doctor.doctor import Doctor, Patient
from desktop.engine.trust import SystemTrust
from desktop.qt.fitness import QT_SECONDS, previews_found, window_found
from desktop.storage.build import read_build
from desktop.storage.paths import Profile, downloads_folder, resources
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore

if TYPE_CHECKING:
    from desktop.owner import Opened


def doctor_for(profile: Profile, *, offline: bool) -> Doctor:
    """Return who examines from the terminal, beside whatever runs."""
    return Doctor(_patient(profile, SecretStore(os.environ), Redactor(), offline=offline))


def doctor_within(opened: "Opened") -> Doctor:
    """Return who examines from the window, which knows the keys of this run."""
    return Doctor(_patient(opened.profile, opened.secrets, opened.redactor, offline=False, opened=opened))


def _patient(
    profile: Profile, secrets: SecretStore, redactor: Redactor, *, offline: bool, opened: "Opened | None" = None
) -> Patient:
    environ = dict(os.environ)
    missing = missing_display(environ)
    extra = [
        Check("window", tr("Window"), partial(window_found, environ, missing), QT_SECONDS + 20),
        Check("previews", tr("Previews"), partial(previews_found, environ), 30.0),
    ]
    return Patient(
        profile=profile,
        version=__version__,
        environ=environ,
        build=read_build(resources()),
        home=Path.home(),
        downloads=downloads_folder(),
        secrets=secrets,
        redactor=redactor,
        trust=SystemTrust(),
        extra=extra,
        offline=offline,
        linux=sys.platform.startswith("linux"),
        live=opened.live.told if opened is not None else None,
    )
