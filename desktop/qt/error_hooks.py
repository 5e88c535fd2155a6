"""Every error that nobody caught ends in the log.

Uncaught errors leave by five doors: a Qt slot or an overridden Qt method (`sys.excepthook`), a thread (`threading.excepthook`), an
object that is being collected (`sys.unraisablehook`), a callback or an unawaited task of the event loop (its exception handler),
and Qt itself (its message handler). Each is routed to one logger here, so that redaction has one place to stand.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_QT_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


type Told = Callable[[BaseException], None]
"""Told an error that reached the log: in whatever thread it happened, and perhaps amid a paint event. Raises nothing."""


def install_error_hooks(log: logging.Logger, told: Told | None = None) -> Callable[[], None]:
    """Route uncaught errors and Qt's messages to `log`; return the function that puts back what was there before.

    `told` hears of those in slots, overridden methods and threads after the log has them; an error of a finaliser is no act's.

    The event loop's own door is opened separately, when there is a loop: `loop.set_exception_handler(loop_error_handler(log))`.
    KeyboardInterrupt still ends the process as it always does. Qt's debug messages arrive as DEBUG, warnings as WARNING, critical
    ones as ERROR, each beginning with Qt's category.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def on_error(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, traceback)
        else:
            log.error("An error that nothing caught", exc_info=(kind, error, traceback))
            if told is not None:
                told(error)

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            name = args.thread.name if args.thread else "unknown"
            log.error("An error that nothing caught, in the thread %s", name, exc_info=args.exc_value)
            if told is not None:
                told(args.exc_value)

    def on_unraisable(args: "sys.UnraisableHookArgs") -> None:
        log.error("%s: %r", args.err_msg or "An error that could not be raised, in", args.object, exc_info=args.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_error, on_thread_error, on_unraisable
    qt_before = qInstallMessageHandler(_qt_messages_to(log))

    def restore() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        qInstallMessageHandler(qt_before)

    return restore


def loop_error_handler(
    log: logging.Logger, told: Told | None = None
) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """Return a handler for `loop.set_exception_handler`: errors of callbacks, and of tasks that nobody awaited, go to `log`.

    `told` hears of them too, but not of connections that broke: that is no error of the program.
    """

    def on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        where = context.get("task") or context.get("future") or context.get("handle") or loop
        error = context.get("exception")
        log.error("%s: %r", context.get("message", "An error in the event loop"), where, exc_info=error)
        if told is not None and error is not None and "transport" not in context and not isinstance(error, ConnectionError):
            told(error)

    return on_loop_error


def _qt_messages_to(log: logging.Logger) -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    def on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        log.log(_QT_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "qt", text)

    return on_message
