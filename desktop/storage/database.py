"""One SQLite file, one connection that writes, one that reads, each in a thread of its own.

Only the writer ever writes or checkpoints, because SQLite before 3.51.3 may damage a database whose WAL is reset by two
connections at once (sqlite.org/wal.html, "The WAL-Reset Bug"). Writes that arrive while a commit is under way share the next one.
"""

import asyncio
import contextlib
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.storage.trouble import DatabaseClosed, translated
from desktop.storage.worker import Reply, Worker, WorkerClosed

type Job[T] = Callable[[sqlite3.Connection], T]

_MOST_PER_COMMIT = 64
_BUSY_MS = 5000


def open_writer(path: Path) -> sqlite3.Connection:
    """Open the one connection that writes. The file is created where it is missing."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    return _configured(connection, f"busy_timeout = {_BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def open_reader(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Open a connection that can't write; `immutable` for a file that nobody has open and that has no WAL."""
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    return _configured(connection, "wal_autocheckpoint = 0", f"busy_timeout = {_BUSY_MS}")


def _configured(connection: sqlite3.Connection, *pragmas: str) -> sqlite3.Connection:
    try:
        connection.row_factory = sqlite3.Row
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


@dataclass(frozen=True, slots=True)
class _Pending:
    job: Job[Any]
    reply: Reply[Any]


class Database:
    """Runs jobs on the two connections, for any number of asyncio loops. Takes the connections over and closes them."""

    def __init__(self, writer: sqlite3.Connection, reader: sqlite3.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._write_thread = Worker("outtray database writer")
        self._read_thread = Worker("outtray database reader")
        self._pending: deque[_Pending] = deque()
        self._guard = threading.Lock()
        self._closed = False

    async def write[T](self, job: Job[T]) -> T:
        """Run `job` in a transaction; return once it is on disk. A job once queued runs even if its caller leaves.

        Raises DatabaseTrouble; then nothing of the job is kept.
        """
        reply: Reply[T] = Reply()
        with self._guard:
            if self._closed:
                raise DatabaseClosed
            self._pending.append(_Pending(job, reply))
            self._write_thread.post(self._commit_pending)
        return await reply.future

    async def read[T](self, job: Job[T]) -> T:
        """Run `job` on one unchanging view of the database, beside the writer. Raises DatabaseTrouble."""
        try:
            return await self._read_thread.call(lambda: self._viewed(job))
        except WorkerClosed:
            raise DatabaseClosed from None

    async def close(self) -> None:
        """Finish what is queued, then close both connections."""
        await asyncio.to_thread(self.close_now)

    def close_now(self, seconds: float = 10.0) -> None:
        """Do as :meth:`close` does, from any thread; wait at most `seconds` for each thread."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            self._read_thread.close()
            self._write_thread.close()
        # The reader first: the last one to close empties the WAL, and only the writer may.
        for worker, connection in ((self._read_thread, self._reader), (self._write_thread, self._writer)):
            if worker.join(seconds):
                connection.close()

    def _viewed[T](self, job: Job[T]) -> T:
        try:
            _begin(self._reader, "BEGIN")
            try:
                return job(self._reader)
            finally:
                self._reader.execute("COMMIT")
        except sqlite3.Error as error:
            raise translated(error) from error

    def _commit_pending(self) -> None:
        batch = [self._pending.popleft() for _ in range(min(len(self._pending), _MOST_PER_COMMIT))]
        if not batch:
            return
        answers: list[Callable[[], None]] = []
        try:
            _begin(self._writer, "BEGIN IMMEDIATE")
            answers.extend(self._attempt(pending) for pending in batch)
            self._writer.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  # every caller of the batch hears of it
            failure = translated(error) if isinstance(error, sqlite3.Error) else error
            for pending in batch:
                pending.reply.fail(failure)
            with contextlib.suppress(sqlite3.Error):  # then the next batch tries it again before it begins
                _roll_back(self._writer)
            return
        for deliver in answers:
            deliver()

    def _attempt(self, pending: _Pending) -> Callable[[], None]:
        """Run one job of a batch; an error of its own undoes that job alone."""
        self._writer.execute("SAVEPOINT job")
        try:
            value = pending.job(self._writer)
        except BaseException as error:
            if not self._writer.in_transaction:  # SQLite gave the whole transaction up (disk full, I/O error)
                raise
            self._writer.execute("ROLLBACK TO job")
            self._writer.execute("RELEASE job")
            failure = translated(error) if isinstance(error, sqlite3.Error) else error
            return lambda: pending.reply.fail(failure)
        self._writer.execute("RELEASE job")
        return lambda: pending.reply.answer(value)


def _begin(connection: sqlite3.Connection, how: str) -> None:
    """Begin a transaction, after the end of one that a failing drive left open."""
    _roll_back(connection)
    connection.execute(how)


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
