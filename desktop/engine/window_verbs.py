"""The verbs of the window: bringing it forward, and opening links and files in it.

They come from starts of the program that found this process at work, and so from whatever started those: a browser, the desktop.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from desktop.engine.handover_client import Json
from desktop.engine.ports import Refusal

if TYPE_CHECKING:
    from desktop.engine.account_verbs import Verb

SHOWING = frozenset({"raise", "open"})
"""These verbs. The window comes forward at once, even while the list is being read."""

LONGEST = 80_000
"""The longest link or path that is taken, in characters."""

LONGEST_TOKEN = 512

type RaiseWindow = Callable[[str], bool]
"""Brings the window forward, with the token that its desktop gave for that (empty: none); False where it is about to go."""

type OpenInWindow = Callable[[Sequence[str]], Awaitable[str | None]]
"""Opens links and files in the window; returns what it refused, in sentences which the window shows as well.

None where the window is about to go: then what it was given is lost with it.
"""


class WindowVerbs:
    """Those verbs in the process of `owner`. `window` is None where it has none; `ready` returns once the list is there.

    A window that is about to go gives no answer: who asked tries again and then starts another.
    """

    def __init__(self, owner: str, window: tuple[RaiseWindow, OpenInWindow] | None, ready: Callable[[], Awaitable[None]]) -> None:
        self._owner = owner
        self._window = window
        self._ready = ready
        self.by_name: dict[str, Verb] = {"raise": self._raise, "open": self._open}

    def _windowless(self, hint: str) -> tuple[Json, Json]:
        """Return the answer of an owner without a window, marked as one: whoever asked for a window sees it nowhere else."""
        say = f"This profile is in use by {self._owner}, which has no window. {hint}"
        return {"say": say, "windowless": True}, {"exit": 1}

    async def _raise(self, args: Json) -> AsyncGenerator[Json]:
        if self._window is None:
            for line in self._windowless("Try again when it has ended."):
                yield line
        elif args.get("hidden") is True or self._window[0](token_of(args)):
            yield {"exit": 0}

    async def _open(self, args: Json) -> AsyncGenerator[Json]:
        what = _given(args)
        if self._window is None:
            from desktop.domain.link import command_for  # late: it brings all that finds ids

            command = command_for(what)
            hint = f"In the terminal it is: {command}" if command else "Try again when it has ended."
            for line in self._windowless(hint):
                yield line
            return
        raise_window, open_in_window = self._window
        if not raise_window(token_of(args)):
            return
        await self._ready()
        if (refused := await open_in_window(what)) is None:
            return
        if refused:
            yield {"say": refused}
        yield {"exit": 1 if refused else 0}


def _given(args: Json) -> list[str]:
    """Return what is to be opened. Raises Refusal for what no start of ours sends."""
    given = args.get("what")
    what = [text for text in given if isinstance(text, str) and len(text) <= LONGEST] if isinstance(given, list) else []
    if not isinstance(given, list) or len(what) != len(given):
        raise Refusal("What was to be opened could not be read. Give outtray: links and text files.")
    return what


def token_of(args: Json) -> str:
    """Return the token a desktop gave for raising the window; what doesn't look like one is none."""
    token = args.get("token")
    fits = isinstance(token, str) and len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable()
    return str(token) if fits else ""
