"""Asks the desktop portal to open a file, on a bus of its own: run by test_open_with. With "portal" one is there and told of."""

import asyncio
import json
import sys
import threading
from pathlib import Path

from jeepney import HeaderFields, MessageType, new_method_return  # type: ignore[import-untyped]  # as the next ones: it ships no types
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtWidgets import QApplication

from desktop.qt.loop import loop_factory
from desktop.widgets.open_with import choose_program


def serve(connection: DBusConnection, told: dict[str, object]) -> None:
    """Take one question as the portal does."""
    message = connection.receive()
    while message.header.message_type is not MessageType.method_call:
        message = connection.receive()
    window, descriptor, options = message.body
    told |= {
        "member": message.header.fields[HeaderFields.member],
        "file": str(Path(f"/proc/self/fd/{descriptor.to_raw_fd()}").readlink()),
        "options": {name: value for name, (_, value) in options.items()},
        "window": window,
    }
    connection.send(new_method_return(message, "o", ("/org/freedesktop/portal/desktop/request/1",)))


async def ask(path: str) -> dict[str, object]:
    """Return what was said, and what the portal was told."""
    told: dict[str, object] = {}
    if "portal" in sys.argv:
        connection = open_dbus_connection(bus="SESSION", enable_fds=True)
        Proxy(message_bus, connection).RequestName("org.freedesktop.portal.Desktop")
        threading.Thread(target=serve, args=(connection, told), daemon=True).start()
    said = await asyncio.wait_for(choose_program(path), 10)
    return told | {"said": said}


app = QApplication(sys.argv[:1])
with asyncio.Runner(loop_factory=loop_factory(app)) as runner:
    sys.stdout.write(json.dumps(runner.run(ask(sys.argv[1]))) + "\n")
