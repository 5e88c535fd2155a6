"""What becomes of an error that nobody expected: a sentence for the user, and the rest for the log."""

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

EXIT_FAILED, EXIT_INTERRUPTED = 1, 130


def guarded(work: Callable[[], int], profile: Path) -> int:
    """Return what `work` returns, the program's exit code; an interruption and an unexpected error have codes of their own."""
    try:
        return work()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        from desktop.terminal import forget_output

        forget_output()
        return 0
    except Exception as error:  # noqa: BLE001  # the last resort: users see a sentence, the log has the rest
        _tell(error, profile)
        return EXIT_FAILED


def _tell(error: Exception, profile: Path) -> None:
    """Say that the program itself is at fault."""
    import logging

    from desktop.storage.logs import open_log
    from desktop.storage.redaction import Redactor

    folder = profile / "logs"
    with contextlib.suppress(OSError):
        close = open_log(folder, Redactor())
        logging.getLogger(__name__).error("the program failed", exc_info=error)
        close()
    sentence = f"Outtray stopped because of an error of its own ({type(error).__name__}). The log in “{folder}” has it."
    print(sentence, file=sys.stderr)  # noqa: T201  # a remark on the terminal
