"""What becomes of an error that nobody expected: a sentence for the user, and the rest for the log."""

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

type Words = Callable[[], str]

EXIT_FAILED, EXIT_INTERRUPTED = 1, 130


def guarded(work: Callable[[], int], profile: Path, alone: Callable[[Words], None] | None = None) -> int:
    """Return what `work` returns, the program's exit code; an interruption and an unexpected error have codes of their own.

    `alone` says a sentence once more, where nobody reads the terminal.
    """
    try:
        return work()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        from desktop.terminal import forget_output

        forget_output()
        return 0
    except Exception as error:  # noqa: BLE001  # the last resort: users see a sentence, the log has the rest
        _tell(error, profile, alone)
        return EXIT_FAILED


def _tell(error: Exception, profile: Path, alone: Callable[[Words], None] | None) -> None:
    """Say that the program itself is at fault."""
    import logging

    from desktop.domain.language import tr
    from desktop.storage.logs import open_log
    from desktop.storage.redaction import Redactor

    folder = profile / "logs"
    with contextlib.suppress(OSError):
        close = open_log(folder, Redactor())
        logging.getLogger(__name__).error("the program failed", exc_info=error)
        close()

    def words() -> str:
        kind = type(error).__name__
        return tr(
            "Outtray stopped because of an error of its own ({kind}). The log in “{folder}” has it.", kind=kind, folder=folder
        )

    print(words(), file=sys.stderr)  # noqa: T201  # a remark on the terminal
    if alone is not None:
        with contextlib.suppress(Exception):  # what failed may be Qt itself: it is said already, as well as that can be
            alone(words)
