"""Coming forward on X11 with the desktop's leave, over a connection of our own to the X server.

Qt asks the window manager with the time of the last event that this process saw. That is too old where another process was started:
window managers that guard the keyboard then only mark the window (freedesktop.org, Extended Window Manager Hints). The start's own
id ends with the time of the click; with it the desktop's sign that a program is starting ends, too (freedesktop.org, Startup
Notification). libxcb is there where Qt's own plugin is; its errors end nothing, other than Xlib's.
"""

import ctypes
import re
import struct

_TIME = re.compile(r"_TIME(\d{1,10})$")
_CLIENT_MESSAGE = 33
_PROPERTY_CHANGE, _SUBSTRUCTURE = 1 << 22, (1 << 19) | (1 << 20)
_FROM_APPLICATION = 1


def time_of(startup_id: str) -> int | None:
    """Return the X server's time at which the user asked for a start, from its DESKTOP_STARTUP_ID; None where it has none."""
    found = _TIME.search(startup_id)
    time = int(found[1]) if found is not None else 0
    return time if 0 < time < 1 << 32 else None


def come_forward(window: int, startup_id: str) -> bool:
    """Ask the window manager to bring a window forward, as of the start with `startup_id`. Blocks for some round trips.

    Returns False where the X server can't be reached so.
    """
    time = time_of(startup_id)
    try:
        xcb = _library()
    except OSError:
        return False
    server = xcb.xcb_connect(None, None)
    try:
        if time is None or xcb.xcb_connection_has_error(server):
            return False
        root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(server)).screen[0]
        active = _atom(xcb, server, b"_NET_ACTIVE_WINDOW")
        begin, more = (_atom(xcb, server, name) for name in (b"_NET_STARTUP_INFO_BEGIN", b"_NET_STARTUP_INFO"))
        asked = struct.pack("=BBHII5I", _CLIENT_MESSAGE, 32, 0, window, active, _FROM_APPLICATION, time, 0, 0, 0)
        xcb.xcb_send_event(server, 0, root, _SUBSTRUCTURE, asked)
        quoted = startup_id.replace("\\", "\\\\").replace('"', '\\"')
        text = f'remove: ID="{quoted}"'.encode() + b"\0"
        for at in range(0, len(text), 20):
            kind = more if at else begin
            piece = struct.pack("=BBHII20s", _CLIENT_MESSAGE, 8, 0, window, kind, text[at : at + 20])
            xcb.xcb_send_event(server, 0, root, _PROPERTY_CHANGE, piece)
        return bool(xcb.xcb_flush(server) > 0)
    finally:
        xcb.xcb_disconnect(server)


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t; a screen begins with its root window."""

    _fields_ = (("screen", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class _Cookie(ctypes.Structure):
    """xcb_intern_atom_cookie_t."""

    _fields_ = (("sequence", ctypes.c_uint),)


def _library() -> ctypes.CDLL:
    xcb = ctypes.CDLL("libxcb.so.1")
    pointer = ctypes.c_void_p
    xcb.xcb_connect.restype, xcb.xcb_connect.argtypes = pointer, (ctypes.c_char_p, pointer)
    xcb.xcb_connection_has_error.argtypes = (pointer,)
    xcb.xcb_get_setup.restype, xcb.xcb_get_setup.argtypes = pointer, (pointer,)
    xcb.xcb_setup_roots_iterator.restype, xcb.xcb_setup_roots_iterator.argtypes = _Screens, (pointer,)
    xcb.xcb_intern_atom.restype = _Cookie
    xcb.xcb_intern_atom.argtypes = (pointer, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(ctypes.c_uint32)
    xcb.xcb_intern_atom_reply.argtypes = (pointer, _Cookie, pointer)
    xcb.xcb_send_event.restype = _Cookie
    xcb.xcb_send_event.argtypes = (pointer, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_char_p)
    xcb.xcb_flush.argtypes = xcb.xcb_disconnect.argtypes = (pointer,)
    return xcb


def _atom(xcb: ctypes.CDLL, server: int, name: bytes) -> int:
    """Return an atom; its reply is type, sequence, length, then the atom."""
    reply = xcb.xcb_intern_atom_reply(server, xcb.xcb_intern_atom(server, 0, len(name), name), None)
    if not reply:
        return 0
    atom = int(reply[2])
    ctypes.CDLL(None).free(reply)
    return atom
