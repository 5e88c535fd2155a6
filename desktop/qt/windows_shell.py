"""What Windows' shell is told of this process and its window (learn.microsoft.com). Nothing here raises: it is there for show."""

import contextlib
import sys

if sys.platform == "win32":
    import ctypes
    import uuid
    from ctypes import wintypes

    _TASKBAR_LIST = uuid.UUID("56FDF344-FD6D-11D0-958A-006097C9A090").bytes_le
    _ITASKBAR_LIST_3 = uuid.UUID("EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF").bytes_le
    _IN_PROCESS = 1
    _HR_INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
    _NONE, _NORMAL, _ERROR = 0, 2, 4
    _STEPS = 1000

    def name_process(model_id: str) -> None:
        """Let windows and notifications of this process belong to the start-menu entry `model_id`. Before the first window."""
        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(model_id))

    class Taskbar:
        """Progress on the window's button in the taskbar: `ITaskbarList3`. Made and called in the window's thread."""

        def __init__(self) -> None:
            self._list = ctypes.c_void_p()
            with contextlib.suppress(OSError, AttributeError):
                ctypes.oledll.ole32.CoCreateInstance(_TASKBAR_LIST, None, _IN_PROCESS, _ITASKBAR_LIST_3, ctypes.byref(self._list))
                self._call(_HR_INIT)

        def show(self, window: int, progress: float | None, *, urgent: bool) -> None:
            """Show progress from 0 to 1 on the window with this handle (None: none), red where it asks for attention."""
            with contextlib.suppress(OSError):
                handle = wintypes.HWND(window)
                if progress is None:
                    self._call(_SET_STATE, handle, ctypes.c_int(_NONE))
                else:
                    self._call(_SET_STATE, handle, ctypes.c_int(_ERROR if urgent else _NORMAL))
                    whole = ctypes.c_ulonglong(_STEPS)
                    self._call(_SET_VALUE, handle, ctypes.c_ulonglong(round(progress * _STEPS)), whole)

        def _call(self, place: int, *arguments: "ctypes._SimpleCData[int] | wintypes.HWND") -> None:
            """Call the method at `place` of the interface's table. Raises OSError."""
            if self._list.value is None:
                return
            table = ctypes.cast(self._list, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
            kinds = [type(argument) for argument in arguments]
            method = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, *kinds)(table[place])
            method(self._list, *arguments)
