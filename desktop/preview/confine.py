"""What the helper process gives up before it opens anything: memory without end, the network, the processor's first place."""

import contextlib
import os
import signal
import sys

_MB = 1024 * 1024
_LARGEST_POSTER = 64 * _MB
_GRACE_SECONDS = 5.0
"""How much later than the parent the helper ends itself: the parent may be gone by then."""


def confine(memory_mb: int) -> None:
    """Take at most `memory_mb` for data, write no large file, leave no core, run after everybody else, have no network.

    Called before any thread starts (a user namespace needs that). What the system does not offer is done without.
    """
    if sys.platform == "win32":
        return
    import resource

    _limit(resource.RLIMIT_DATA, memory_mb * _MB)
    _limit(resource.RLIMIT_FSIZE, _LARGEST_POSTER)
    _limit(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(OSError):
        os.nice(10)
    _leave_network()


def end_by_itself(seconds: float) -> None:
    """Have the system end this process a while after `seconds`, whatever it hangs in; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS if seconds else 0)


def _limit(what: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (most, most))


def _leave_network() -> None:
    """Enter a network of our own without any interface: media files may name addresses (playlists, scenes, subtitles).

    Linux only, and only where users may make namespaces; a display is reached through its socket in the file system, as before.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
