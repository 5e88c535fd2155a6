"""One SQLite file, one connection that writes, one that reads, and one that counts, each in a thread of its own.

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
from typing import Any

from desktop.storage.trouble import DatabaseClosed, translated
from desktop.storage.worker import Reply, Worker, WorkerClosed

type Job[T] = Callable[[sqlite3.Connection], T]

_MOST_PER_COMMIT = 64


@dataclass(frozen=True, slots=True)
class _Pending:
    job: Job[Any]
    reply: Reply[Any]


class Database:
    """Runs jobs on its connections, for any number of asyncio loops. Takes them over and closes them.

    `open_counter` opens a connection for what takes long and nobody should wait for, once it is needed. Without it the reader
    does that.
    """

    def __init__(
        self, writer: sqlite3.Connection, reader: sqlite3.Connection, open_counter: Callable[[], sqlite3.Connection] | None = None
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._open_counter = open_counter
        self._counter: sqlite3.Connection | None = None
        self._write_thread = Worker("outtray database writer")
        self._read_thread = Worker("outtray database reader")
        self._count_thread = Worker("outtray database counter")
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
            return await self._read_thread.call(lambda: _viewed(self._reader, job))
        except WorkerClosed:
            raise DatabaseClosed from None

    async def count[T](self, job: Job[T]) -> T:
        """Do as :meth:`read` does, beside the reads: none waits for `job`, and one whose caller left before it began is not run."""
        if self._open_counter is None:
            return await self.read(job)
        try:
            return await self._count_thread.call(lambda: _viewed(self._counting(), job))
        except WorkerClosed:
            raise DatabaseClosed from None

    async def close(self) -> None:
        """Finish what is queued, then close the connections."""
        await asyncio.to_thread(self.close_now)

    def close_now(self, seconds: float = 10.0) -> None:
        """Do as :meth:`close` does, from any thread; wait at most `seconds` for each thread."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            self._count_thread.close()
            self._read_thread.close()
            self._write_thread.close()
        # The writer last: the last one to close empties the WAL, and only the writer may.
        if self._count_thread.join(seconds) and self._counter is not None:
            self._counter.close()
        for worker, connection in ((self._read_thread, self._reader), (self._write_thread, self._writer)):
            if worker.join(seconds):
                connection.close()

    def _counting(self) -> sqlite3.Connection:
        if self._counter is None:
            assert self._open_counter is not None
            try:
                self._counter = self._open_counter()
            except sqlite3.Error as error:
                raise translated(error) from error
        return self._counter

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


def _viewed[T](connection: sqlite3.Connection, job: Job[T]) -> T:
    """Run `job` on one unchanging view of the database."""
    try:
        _begin(connection, "BEGIN")
        try:
            return job(connection)
        finally:
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise translated(error) from error


def _begin(connection: sqlite3.Connection, how: str) -> None:
    """Begin a transaction, after the end of one that a failing drive left open."""
    _roll_back(connection)
    connection.execute(how)


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
