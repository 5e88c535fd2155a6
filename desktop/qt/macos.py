"""What macOS is told and asked beyond Qt, through its own run time (developer.apple.com, NSProcessInfo and NSAppleEventManager).

Nothing here raises: without it the program works, it is only put to sleep sooner or asks a question at a sign-out.
"""

import sys
from collections.abc import Callable

if sys.platform == "darwin":
    import contextlib
    import ctypes
    import ctypes.util

    _USER_INITIATED_ALLOWING_SLEEP = 0x00FFFFFF & ~(1 << 20)
    _WHY = int.from_bytes(b"why?", "big")
    _SIGN_OUT = frozenset(int.from_bytes(word, "big") for word in (b"logo", b"rlgo", b"rrst", b"rsdn"))
    """kAEReallyLogOut and its like: the reasons of a quit that end the session."""

    class _Runtime:
        """Calls methods of Objective-C. Raises OSError or AttributeError where the libraries are not what they were."""

        def __init__(self) -> None:
            self._library = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
            ctypes.CDLL("/System/Library/Frameworks/Foundation.framework/Foundation")
            self._library.objc_getClass.restype = ctypes.c_void_p
            self._library.objc_getClass.argtypes = [ctypes.c_char_p]
            self._library.sel_registerName.restype = ctypes.c_void_p
            self._library.sel_registerName.argtypes = [ctypes.c_char_p]

        def kind(self, name: str) -> int:
            """Return a class."""
            return self._library.objc_getClass(name.encode()) or 0

        def send(self, receiver: int, selector: str, *arguments: "tuple[type, object]", gives: type = ctypes.c_void_p) -> int:
            """Send a message whose arguments come with their kinds of C; return its answer, 0 for nil."""
            if not receiver:
                return 0
            kinds = [kind for kind, _ in arguments]
            call = ctypes.CFUNCTYPE(gives, ctypes.c_void_p, ctypes.c_void_p, *kinds)(("objc_msgSend", self._library))
            name = self._library.sel_registerName(selector.encode())
            return call(receiver, name, *(value for _, value in arguments)) or 0

        def text(self, words: str) -> int:
            """Return a string of Foundation's."""
            return self.send(self.kind("NSString"), "stringWithUTF8String:", (ctypes.c_char_p, words.encode()))

    class Activity:
        """While it is held macOS does not stretch the program's timers (App Nap); the computer may sleep. One thread's."""

        def __init__(self, reason: str) -> None:
            self._reason = reason
            self._token = 0
            self._runtime: _Runtime | None = None

        def hold(self, *, held: bool) -> None:
            """Hold it from now on, or let go of it."""
            if held is bool(self._token):
                return
            with contextlib.suppress(OSError, AttributeError):
                self._runtime = runtime = self._runtime or _Runtime()
                process = runtime.send(runtime.kind("NSProcessInfo"), "processInfo")
                if held:
                    options = (ctypes.c_uint64, _USER_INITIATED_ALLOWING_SLEEP)
                    reason = (ctypes.c_void_p, runtime.text(self._reason))
                    token = runtime.send(process, "beginActivityWithOptions:reason:", options, reason)
                    self._token = runtime.send(token, "retain")
                else:
                    token, self._token = self._token, 0
                    runtime.send(process, "endActivity:", (ctypes.c_void_p, token))
                    runtime.send(token, "release")

    def quits_for_sign_out() -> bool:
        """Tell whether the order to quit that is being obeyed comes from the end of the session."""
        with contextlib.suppress(OSError, AttributeError):
            runtime = _Runtime()
            events = runtime.send(runtime.kind("NSAppleEventManager"), "sharedAppleEventManager")
            event = runtime.send(events, "currentAppleEvent")
            reason = runtime.send(event, "attributeDescriptorForKeyword:", (ctypes.c_uint32, _WHY))
            return runtime.send(reason, "enumCodeValue", gives=ctypes.c_uint32) in _SIGN_OUT
        return False


def activity(reason: str) -> Callable[[bool], None]:
    """Return what is to be called with whether the program is at work: macOS lets it work on in the background then."""
    if sys.platform == "darwin":
        made = Activity(reason)
        return lambda held: made.hold(held=held)
    return lambda _held: None
