"""What of the system this program leans on: certificates, keychain, tray, notifications."""

import sys
from collections.abc import Callable, Mapping

from desktop.domain.finding import Finding, Health
from desktop.domain.language import sentences, tr
from desktop.domain.problem import ProblemKind
from desktop.engine.tray_host import tray_is_drawn
from desktop.engine.trust import SystemTrust
from desktop.storage.secrets import Backend, KeyringProblem, try_keyring

_NOTES = "org.freedesktop.Notifications"
CALL_SECONDS = 3.0


def certificates_found(trust: SystemTrust) -> Finding:
    """Return whether this computer has certificates to verify others by."""
    import ssl

    context = trust.context()
    paths = ssl.get_default_verify_paths()
    facts = [("bundle", paths.cafile or paths.capath or "the system's own store")]
    title = tr("Certificates")
    if sys.platform in ("win32", "darwin") or type(context) is not ssl.SSLContext:
        said = tr("Connections are verified by the system's own store of certificates.")
        return Finding(name="certificates", title=title, said=said, facts=tuple(facts))
    count = context.cert_store_stats()["x509_ca"]
    facts.append(("count", str(count)))
    if count:
        said = tr("This computer knows {n} certificates to verify connections by.", n=f"{count:,}")
        return Finding(name="certificates", title=title, said=said, facts=tuple(facts))
    return Finding(
        name="certificates",
        title=title,
        health=Health.TROUBLE,
        said=tr("This computer has no certificates to verify connections by."),
        hint=tr("Install the package ca-certificates."),
        facts=tuple(facts),
    )


def keyring_found(make_backend: Callable[[], Backend] | None = None, *, needed: bool = True) -> Finding:
    """Return whether keys can be kept: with an entry made up for this, which is deleted again.

    `needed` tells that an account has its key nowhere else; without that a keychain that can't be used is no trouble yet.
    """
    title = tr("Keychain")
    try:
        name = try_keyring(make_backend)
    except KeyringProblem as trouble:
        if trouble.kind is ProblemKind.KEYRING_LOCKED:
            said = tr("Your keychain is locked.")
            hint = tr("Unlock it, or log in again; until then keys are only kept while Outtray runs.")
        elif sys.platform.startswith("linux"):
            said = tr("This system has no keychain that Outtray can use.")
            hint = tr("Install and start gnome-keyring or KWallet; until then give keys for one run or as environment variables.")
        else:
            said = tr("This system has no keychain that Outtray can use.")
            hint = tr("Give keys for one run or as environment variables.")
        health = Health.TROUBLE if needed else Health.NOTE
        return Finding(name="keyring", title=title, health=health, said=said, hint=hint)
    said = tr("The system's keychain keeps what it is given and gives it back.")
    return Finding(name="keyring", title=title, said=said, facts=(("back end", name),))


def desktop_found(environ: Mapping[str, str]) -> Finding:
    """Return which services of a Linux desktop are there: the session's bus, notifications, a tray that draws icons."""
    title = tr("Tray and notifications")
    shown, server = _notifications()
    tray = tray_is_drawn()
    facts = (
        ("session bus", environ.get("DBUS_SESSION_BUS_ADDRESS", "").partition(":")[0] or "not named"),
        ("notifications", server or "none"),
        ("tray", {True: "drawn", False: "not drawn", None: "no watcher"}[tray]),
    )
    missing = [] if shown else [tr("This desktop shows no notifications.")]
    if not tray:
        missing.append(tr("This desktop draws no tray icons, so closing the window minimises it."))
    if missing:
        hint = tr("All else works, and the window tells the same. On GNOME tray icons need the extension “AppIndicator”.")
        return Finding(name="desktop", title=title, health=Health.NOTE, said=sentences(*missing), hint=hint, facts=facts)
    return Finding(name="desktop", title=title, said=tr("This desktop shows notifications and tray icons."), facts=facts)


def _notifications() -> tuple[bool, str]:
    """Return whether notifications are shown, and by what. Blocks."""
    from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]  # it ships no types
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    call = new_method_call(DBusAddress("/org/freedesktop/Notifications", _NOTES, _NOTES), "GetServerInformation")
    try:
        with open_dbus_connection("SESSION") as bus:
            name, _vendor, version, _ = unwrap_msg(bus.send_and_get_reply(call, timeout=CALL_SECONDS))
    except Exception:  # noqa: BLE001  # a library and a service of the desktop: whatever it is, there are none
        return False, ""
    return True, f"{name} {version}"
