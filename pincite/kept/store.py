"""The cache: one SQLite file of packed records, each with the digest of all that it was made from.

1. It is disposable. A row is used only where its basis, a digest over everything that it rests on, is what it would be
   now; so rows of other versions and of other inputs are never found. Each row has a digest over itself: what the disk
   has altered, or another hand, is passed over.
2. A fault of the file, at any time, is a `KeptError`: the build begins anew without it, and the file is made anew.
3. Where no file can be had, the rows stay in memory, and the build takes more of that.

It holds data alone (see `packed`): no bytes in it are ever run.
"""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER, NAME = ".pincite", "kept.sqlite"
_APPLICATION = 0x70696E63  # "pinc": SQLite's application_id
_FORM = 1  # of the tables; another one is made anew
_CHECK = 8  # bytes of digest in front of each row
# Light parts of cards, whole cards, other files as they were read; pages made, and what was seen in them; checks that
# were passed and other single things; texts converted.
_TABLES = ("card", "body", "file", "page", "look", "made", "text")
_ALL = {table: f"SELECT name, basis, data FROM {table}" for table in _TABLES}  # noqa: S608 - names of our own
_GET = {table: f"SELECT basis, data FROM {table} WHERE name = ?" for table in _TABLES}  # noqa: S608 - as above
_PUT = {table: f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)" for table in _TABLES}  # noqa: S608 - as above
_DROP = {table: f"DELETE FROM {table} WHERE name = ?" for table in _TABLES}  # noqa: S608 - as above


class KeptError(Exception):
    """The cache cannot be used any further; nothing that came from it before is doubtful."""


class Store:
    """Rows by table and name. One process writes; others, forked from it, may read through `reopened`.

    Threads may share it: one asks at a time.
    """

    def __init__(self, root: Path | None) -> None:
        """Open the cache of the site below `root`, or make it; with None, or where that fails, in memory."""
        self.path = None if root is None else _place(root)
        self._lock = threading.Lock()
        self._open()

    def _open(self) -> None:
        import sqlite3  # only those who remember pay for it

        self._errors = sqlite3.Error
        if self.path is not None:
            for prepare in (lambda _: None, forget):
                with suppress(sqlite3.Error, OSError):
                    prepare(self.path)
                    self._connection = _connected(self.path)
                    return
            self.path = None
        self._connection = _connected(None)

    def reopened(self) -> Store:
        """Give the same cache for a process that was forked: connections are not for two. Read it alone there."""
        if self.path is None:
            self._lock = threading.Lock()  # another thread, which is not here, may hold the one before
            return self  # memory was forked with the process
        other = object.__new__(Store)
        other.path, other._lock = self.path, threading.Lock()
        other._open()
        return other

    def get(self, table: str, name: str) -> tuple[bytes, bytes] | None:
        """Give the basis and the data of a row, None where there is none that is whole. Raises KeptError."""
        try:
            with self._lock:
                row = self._connection.execute(_GET[table], (name,)).fetchone()
        except self._errors as error:
            raise KeptError(str(error)) from error
        return None if row is None or (data := _whole(name, *row)) is None else (row[0], data)

    def all(self, table: str) -> Iterator[tuple[str, bytes, bytes]]:
        """Give the name, basis and data of all rows of a table that are whole. Raises KeptError."""
        try:
            for name, basis, packed in self._connection.execute(_ALL[table]):
                if (data := _whole(name, basis, packed)) is not None:
                    yield name, basis, data
        except self._errors as error:
            raise KeptError(str(error)) from error

    def put(self, table: str, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep rows: name, basis, data. Raises KeptError."""
        try:
            checked = ((name, basis, _check(name, basis, data) + data) for name, basis, data in rows)
            with self._lock:
                self._connection.executemany(_PUT[table], checked)
        except self._errors as error:
            raise KeptError(str(error)) from error

    def drop(self, table: str, names: Iterable[str]) -> None:
        """Forget rows. Raises KeptError."""
        try:
            with self._lock:
                self._connection.executemany(_DROP[table], ((name,) for name in names))
        except self._errors as error:
            raise KeptError(str(error)) from error

    def undo(self) -> None:
        """Forget what was put since the last `save`."""
        with suppress(self._errors), self._lock:
            self._connection.rollback()

    def save(self) -> None:
        """Write what was put, for other processes and later builds. Raises KeptError."""
        try:
            with self._lock:
                self._connection.commit()
        except self._errors as error:
            raise KeptError(str(error)) from error

    def spoil(self) -> None:
        """Delete the file, which has a fault: the next build makes another one."""
        self.close()
        if self.path is not None:
            with suppress(OSError):
                forget(self.path)

    def close(self) -> None:
        """Let go of the file; what was not saved is lost."""
        with suppress(self._errors), self._lock:
            self._connection.close()


def forget(path: Path) -> None:
    """Delete a cache with what SQLite lays beside it. Raises OSError."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(f"{path}{suffix}")  # noqa: PTH108 - a name beside the path


def _place(root: Path) -> Path | None:
    """Give the path of a site's cache; None where a link stands in its way, which may lead to anybody's files."""
    folder = root / FOLDER
    if folder.is_symlink() or (folder / NAME).is_symlink():
        return None
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return folder / NAME


def _connected(path: Path | None) -> sqlite3.Connection:
    import sqlite3

    connection = sqlite3.connect(":memory:" if path is None else path, timeout=0.2, check_same_thread=False)
    # After a crash of the machine the rows' own digests tell what is whole: nothing waits for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = WAL")  # workers read while the first process writes
    connection.execute("PRAGMA cache_size = -4000")
    form = (
        connection.execute("PRAGMA user_version").fetchone()[0],
        connection.execute("PRAGMA application_id").fetchone()[0],
    )
    if form == (0, 0) and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        for table in _TABLES:
            connection.execute(f"CREATE TABLE {table} (name TEXT PRIMARY KEY, basis BLOB, data BLOB)")
        connection.execute(f"PRAGMA user_version = {_FORM}")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.commit()
    elif form != (_FORM, _APPLICATION):
        connection.close()
        raise sqlite3.DatabaseError("another form")
    return connection


def _check(name: str, basis: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(name.encode() + basis + data, digest_size=_CHECK).digest()


def _whole(name: object, basis: object, packed: object) -> bytes | None:
    """Give the data of a row; None where it is not what was written."""
    if not (isinstance(name, str) and isinstance(basis, bytes) and isinstance(packed, bytes)):
        return None
    data = packed[_CHECK:]
    return data if _check(name, basis, data) == packed[:_CHECK] else None
