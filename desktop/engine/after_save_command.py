"""After saving: a program of the user's choice, started with a list of arguments and never through a shell."""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desktop.domain.language import tr
from desktop.domain.wording import took_words
from desktop.engine.after_save_acts import PREFIX, Clean, Done, Failed, Outcome, Saved
from desktop.engine.daemon import in_daemon_thread
from desktop.start import TOKENS

LIMIT_SECONDS = 600.0
"""How long a command may take before it is stopped."""

KEPT_BYTES = 8192
"""How much of what a command complains is read; the rest is passed over."""

LONGEST_LINE = 200
KEY_VARIABLES = "OUTTRAY_KEY_"
"""How the names of the variables begin that hold keys; no command sees them."""

ALL_PATHS = "{paths}"
_PLACEHOLDER = re.compile(r"\{(path|folder|title|task|project)\}")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x1f\x7f]")
_BATCH = (".bat", ".cmd")
_BATCH_SIGNS = frozenset('"%!^&|<>()\r\n')


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code (negative: the signal), None where it was stopped; and what it complained first."""

    code: int | None
    complaint: str


class RunCommand:
    """Runs the command of the rules for each task. `limit` is in seconds."""

    def __init__(self, clean: Clean, limit: float = LIMIT_SECONDS) -> None:
        self._clean = clean
        self._limit = limit

    async def do(self, saved: Saved) -> Outcome:
        """Run the command for a task; one without files needs none. Cancelled, the command is stopped."""
        if not saved.paths:
            return Done()
        program, *rest = saved.rules.command
        name = Path(program).name or program
        run = CommandRun(program, arguments(rest, saved), saved.paths[0].parent, self._limit)
        try:
            ended = await in_daemon_thread("command", run.run)
        except FileNotFoundError:
            return Failed(
                tr(
                    "{prefix}“{name}” was not found, so it did not run. Correct the command in Settings.",
                    prefix=tr(PREFIX),
                    name=name,
                )
            )
        except PermissionError:
            return Failed(
                tr(
                    "{prefix}“{name}” may not be run. Make it executable, or correct the command in Settings.",
                    prefix=tr(PREFIX),
                    name=name,
                )
            )
        except UnsafeForBatch:
            return Failed(
                tr(
                    "{prefix}“{name}” did not run: a batch file can't be given names with signs like & or %. Use a program.",
                    prefix=tr(PREFIX),
                    name=name,
                )
            )
        except (OSError, ValueError) as error:
            return Failed(
                tr(
                    "{prefix}“{name}” can't be run: {reason}. Correct the command in Settings.",
                    prefix=tr(PREFIX),
                    name=name,
                    reason=_start_reason(error),
                )
            )
        finally:
            run.stop()
        return self._judged(name, ended)

    def _judged(self, name: str, ended: Ended) -> Outcome:
        if ended.code == 0:
            return Done()
        match ended.code:
            case None:
                how = tr("“{name}” took longer than {time} and was stopped", name=name, time=took_words(self._limit))
            case code if code < 0:
                how = tr("“{name}” was ended by signal {signal}", name=name, signal=-code)
            case code:
                how = tr("“{name}” ended with exit code {code}", name=name, code=code)
        if complaint := self._clean(ended.complaint).strip().rstrip("."):
            return Failed(tr("{prefix}{what}: {complaint}.", prefix=tr(PREFIX), what=how, complaint=complaint))
        return Failed(tr("{prefix}{what}.", prefix=tr(PREFIX), what=how))


class UnsafeForBatch(ValueError):
    """Windows hands a batch file's arguments to its shell, which would read signs in them as commands."""


def arguments(command: Sequence[str], saved: Saved) -> list[str]:
    """Return a command's arguments for a task.

    `{path}` stands for the first file, `{folder}` for its folder, `{title}`, `{task}` and `{project}` for what they say; an
    argument that is `{paths}` becomes one for each file. What a placeholder brings is never read again.
    """
    values = _values(saved)
    filled: list[str] = []
    for argument in command:
        if argument == ALL_PATHS:
            filled += map(str, saved.paths)
        else:
            filled.append(_PLACEHOLDER.sub(lambda match: values[match[1]], argument))
    return filled


def _values(saved: Saved) -> dict[str, str]:
    from desktop.domain.wording import title_of

    first, task = saved.paths[0], saved.task
    words = {"title": title_of(task), "task": task.ref.task_id, "project": task.project or ""}
    return {"path": str(first), "folder": str(first.parent), **{name: _word(text) for name, text in words.items()}}


def _word(text: str) -> str:
    """Return a text as it can be an argument: in one line, and never taken for an option."""
    return " ".join(_CONTROL.sub(" ", text).split()).lstrip("-")


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a command: ours without keys, and without a token that lets a window come forward."""
    ours = {name: value for name, value in environ.items() if not name.upper().startswith(KEY_VARIABLES)}
    return {name: value for name, value in ours.items() if name not in TOKENS}


def batch_fault(program: str, rest: Sequence[str]) -> bool:
    """Tell whether `program` is a batch file of Windows whose arguments its shell would misread."""
    return program.lower().endswith(_BATCH) and any(_BATCH_SIGNS & set(argument) for argument in rest)


class CommandRun:
    """One run of a program. :meth:`run` blocks; :meth:`stop` may be called from any thread, before, while and after."""

    def __init__(self, program: str, rest: Sequence[str], folder: Path, limit: float) -> None:
        self._program = program
        self._rest = list(rest)
        self._folder = folder
        self._limit = limit
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> Ended:
        """Run the program to its end. Raises OSError and ValueError where it can't be started."""
        process = self._started()
        pipe = process.stderr
        assert pipe is not None
        kept = bytearray()
        reader = threading.Thread(target=_read, args=(pipe, kept), name="command's complaints", daemon=True)
        reader.start()
        try:
            code = process.wait(self._limit)
        except subprocess.TimeoutExpired:
            self.stop()
            process.wait()
            code = None
        reader.join(1.0)  # what the program left running may hold the pipe open
        return Ended(code, _first_line(bytes(kept)))

    def stop(self) -> None:
        """End the program and what it started, if it still runs."""
        with self._guard:
            self._stopped = True
            process = self._process
            if process is not None and process.poll() is None:
                _end_group(process)

    def _started(self) -> subprocess.Popen[bytes]:
        environ = environment(os.environ)
        program = shutil.which(Path(self._program).expanduser(), path=environ.get("PATH"))
        if program is None:
            # which() knows executables alone; the system tells the others apart: missing, or not to be run
            program = str(Path(self._program).expanduser())
            if not Path(program).exists():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program)
        if os.name == "nt" and batch_fault(program, self._rest):
            raise UnsafeForBatch
        with self._guard:
            if self._stopped:
                raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR))
            self._process = subprocess.Popen(  # noqa: S603  # the user's own command, as a list
                [str(Path(program).absolute()), *self._rest],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=self._folder if self._folder.is_dir() else None,
                env=environ,
                start_new_session=True,
                creationflags=_creation_flags(),
            )
            return self._process


def _creation_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a running program with all that belongs to its group."""
    if sys.platform == "win32":
        killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        with suppress(OSError):
            subprocess.run([str(killer), "/PID", str(process.pid), "/T", "/F"], capture_output=True, check=False)  # noqa: S603  # ours
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _read(pipe: IO[bytes], kept: bytearray) -> None:
    """Read a pipe to its end, keeping the beginning."""
    with pipe, suppress(OSError):
        while piece := os.read(pipe.fileno(), 65536):
            kept += piece[: max(0, KEPT_BYTES - len(kept))]


def _first_line(said: bytes) -> str:
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in said.decode(errors="replace").splitlines())
    first = next(filter(None, lines), "")
    return first if len(first) <= LONGEST_LINE else first[: LONGEST_LINE - 1] + "…"


def _start_reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOEXEC:
        return tr("it is no program, or its first line does not name one")
    if isinstance(error, OSError) and error.errno == errno.E2BIG:
        return tr("its arguments are too long")
    return tr("the system refuses to start it")
