"""Whether a Linux desktop shows the icons in its tray: a StatusNotifierWatcher may run without a host that draws any.

Qt asks for the watcher alone (freedesktop.org, StatusNotifierItem, org.kde.StatusNotifierWatcher, IsStatusNotifierHostRegistered).
"""

import logging

logger = logging.getLogger(__name__)

CALL_SECONDS = 2.0

_NAME = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierWatcher"


def tray_is_drawn() -> bool | None:
    """Return whether somebody draws the icons; None where that is not known (no watcher, no bus). Blocks: call it in a thread."""
    from jeepney import DBusAddress, Properties  # type: ignore[import-untyped]  # as below: it ships no types
    from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    call = Properties(DBusAddress(_PATH, _NAME, _NAME)).get("IsStatusNotifierHostRegistered")
    try:
        with open_dbus_connection("SESSION") as bus:
            ((_, registered),) = unwrap_msg(bus.send_and_get_reply(call, timeout=CALL_SECONDS))
    except Exception as error:  # noqa: BLE001  # a library and a service of the desktop: whatever it is, it is logged
        logger.debug("the tray's watcher does not tell of a host: %s", error)
        return None
    return bool(registered)
