"""The cache: one SQLite file of packed records, each with the digest of all that it was made from.

1. It is disposable. A row is used only where its basis, a digest over everything that it rests on, is what it would be
   now; so rows of other versions and of other inputs are never found. Each row has a sealed digest over itself (see
   `seal`): what the disk has altered, or another hand, is passed over, and so is a row that a commit brought.
2. A fault of the file, at any time, is a `KeptError`: the build begins anew without it, and the file is made anew.
3. Where no file can be had, or no seal, the rows stay in memory, and the build takes more of that.

It holds data alone (see `packed`): no bytes in it are ever run.
"""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk.files import DiskError, mkdir, remove_file
from pincite.disk.kinds import is_file, is_link, stands
from pincite.kept.seal import SIZE, Seal, seal_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

FOLDER, NAME = ".pincite", "kept.sqlite"
_APPLICATION = 0x70696E63  # "pinc": SQLite's application_id
_FORM = 4  # of the tables and of what is in them; another one is made anew
WAIT = 0.2  # seconds
_SPARED = 100  # rows that are not used, and stay
BASIS = 16  # bytes of what a row rests on, digested
# Light parts of cards, whole cards, other files as they were read; pages made, and what was seen in them; checks that
# were passed and other single things; texts converted; what else was worked out.
_TABLES = ("card", "body", "file", "page", "look", "made", "text", "derived")
_SCHEMA = {table: f"CREATE TABLE {table} (name TEXT PRIMARY KEY, basis BLOB, data BLOB)" for table in _TABLES}
_INDEXES = {("index", f"sqlite_autoindex_{table}_1", "") for table in _TABLES}
_WANTED = (_FORM, _APPLICATION, frozenset({("table", *one) for one in _SCHEMA.items()} | _INDEXES))
_BESIDE = ("", "-journal", "-wal", "-shm")  # the file, and what SQLite lays beside it
_ALL = {table: f"SELECT name, basis, data FROM {table}" for table in _TABLES}  # noqa: S608 - names of our own
_GET = {table: f"SELECT basis, data FROM {table} WHERE name = ?" for table in _TABLES}  # noqa: S608 - as above
_PUT = {table: f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)" for table in _TABLES}  # noqa: S608 - as above
_NAMES = {table: f"SELECT name FROM {table}" for table in _TABLES}  # noqa: S608 - as above
_DROP = {table: f"DELETE FROM {table} WHERE name = ?" for table in _TABLES}  # noqa: S608 - as above


def basis(parts: Iterable[str]) -> bytes:
    """Digest what a row rests on, 16 bytes; no part holds a NUL."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=BASIS).digest()


class KeptError(Exception):
    """The cache cannot be used any further; nothing that came from it before is doubtful."""

    @property
    def busy(self) -> bool:
        """Whether another process holds it, and nothing is wrong with it."""
        return "locked" in str(self) or "busy" in str(self)


class Store:
    """Rows by table and name. One process writes; others, forked from it, may read through `reopened`.

    Threads may share it: one asks at a time.
    """

    def __init__(self, root: Path | None, *, write: bool = True, wait: float = WAIT) -> None:
        """Open the cache of the site below `root`, or make it; with None, or where that fails, in memory.

        Without `write` the file is only read, where there is one, and what is put stays in memory. `wait` is for how
        many seconds at most another process that writes is waited for.
        """
        self._wait = wait
        self.path, self._under, self._seal = None, None, Seal()
        if root is not None and (seal := seal_of(root, make=write)) is not None:
            self._seal = seal
            self.path = _place(root) if write else None
            self._under = None if write else _read_only(root, seal)
        self._lock = threading.Lock()
        self._open()

    def _open(self) -> None:
        import sqlite3  # only those who remember pay for it

        self._errors = sqlite3.Error
        if self.path is not None:
            try:
                self._connection = _opened(self.path, self._wait)
            except (sqlite3.Error, DiskError):
                self.path = None
            else:
                return
        self._connection = _connected(None, self._wait)

    def reopened(self) -> Store:
        """Give the same cache for a process that was forked: connections are not for two. Read it alone there."""
        if self.path is None:
            if self._under:
                self._under = self._under.reopened()
            self._lock = threading.Lock()  # another thread, which is not here, may hold the one before
            return self  # memory was forked with the process
        other = object.__new__(Store)
        other.path, other._under, other._seal = self.path, None, self._seal
        other._wait, other._lock = self._wait, threading.Lock()
        other._open()
        return other

    def get(self, table: str, name: str) -> tuple[bytes, bytes] | None:
        """Give the basis and the data of a row, None where there is none that is whole. Raises KeptError."""
        try:
            with self._lock:
                row = self._connection.execute(_GET[table], (name,)).fetchone()
        except self._errors as error:
            raise KeptError(str(error)) from error
        if row is None:
            return self._under.get(table, name) if self._under else None
        data = self._whole(table, name, *row)
        return None if data is None else (row[0], data)

    def all(self, table: str) -> Iterator[tuple[str, bytes, bytes]]:
        """Give the name, basis and data of all rows of a table that are whole. Raises KeptError."""
        own = set()
        try:
            for name, basis, packed in self._connection.execute(_ALL[table]):
                if (data := self._whole(table, name, basis, packed)) is not None:
                    if self._under:
                        own.add(name)
                    yield name, basis, data
        except self._errors as error:
            raise KeptError(str(error)) from error
        if self._under:
            yield from (row for row in self._under.all(table) if row[0] not in own)

    def names(self, table: str) -> set[str]:
        """Give the names of all rows of a table, but for those of a file that is only read. Raises KeptError."""
        try:
            with self._lock:
                return {name for (name,) in self._connection.execute(_NAMES[table])}
        except self._errors as error:
            raise KeptError(str(error)) from error

    def put(self, table: str, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep rows: name, basis, data. Raises KeptError."""
        try:
            checked = ((name, basis, self._check(table, name, basis, data) + data) for name, basis, data in rows)
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

    def sweep(self, used: Mapping[str, AbstractSet[str]]) -> None:
        """Drop the rows of tables that are not used, once there are more of them than of those that are.

        What another branch of the repository left may stay: it may be wanted again. Raises KeptError.
        """
        for table, names in used.items():
            unused = self.names(table) - names
            if len(unused) > max(_SPARED, len(names)):
                self.drop(table, unused)

    def spoil(self) -> None:
        """Delete the file, which has a fault: the next build makes another one."""
        self.close()
        if self.path is not None:
            with suppress(DiskError):
                _delete(self.path)

    def _check(self, table: str, name: str, basis: bytes, data: bytes) -> bytes:
        return self._seal.of(table.encode(), name.encode() + b"\0" + basis, data)

    def _whole(self, table: str, name: object, basis: object, packed: object) -> bytes | None:
        """Give the data of a row; None where it is not what was written."""
        if not (isinstance(name, str) and isinstance(basis, bytes) and isinstance(packed, bytes)):
            return None
        data = packed[SIZE:]
        return data if self._check(table, name, basis, data) == packed[:SIZE] else None

    def close(self) -> None:
        """Let go of the file; what was not saved is lost."""
        with suppress(self._errors), self._lock:
            self._connection.close()


class _ReadOnly(Store):
    """The file of a cache as it is, never written to, and without a lock: rows written by halves are passed over."""

    def __init__(self, path: Path, seal: Seal) -> None:
        import sqlite3

        self.path, self._under, self._seal = None, None, seal
        self._lock = threading.Lock()
        self._read = path
        self._errors = sqlite3.Error
        try:
            self._connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False)
            _distrust(self._connection)
            if _form(self._connection) != _WANTED:
                raise KeptError("another form")
        except sqlite3.Error as error:
            raise KeptError(str(error)) from error

    def reopened(self) -> _ReadOnly:
        """Give the same for a process that was forked."""
        return _ReadOnly(self._read, self._seal)


def _read_only(root: Path, seal: Seal) -> _ReadOnly | None:
    path = Path(os.path.realpath(root)) / FOLDER / NAME
    with suppress(KeptError, DiskError):
        if not is_link(path.parent) and is_file(path):
            return _ReadOnly(path, seal)
    return None


def forget(root: Path) -> None:
    """Forget all that is kept of the site below `root`. What cannot be deleted is looked at row by row anyway."""
    with suppress(DiskError):
        if path := _place(root):
            _delete(path)


def _delete(path: Path) -> None:
    """Delete a cache with what SQLite lays beside it. Raises DiskError."""
    for suffix in _BESIDE:
        if stands(f"{path}{suffix}"):
            remove_file(f"{path}{suffix}")


def _place(root: Path) -> Path | None:
    """Give the path of a site's cache; None where a link stands in its way, which may lead to anybody's files.

    That goes for the files that SQLite lays beside it, too, and for pipes and folders.
    """
    folder = root / FOLDER
    try:
        if is_link(folder) or not all(_is_ours(f"{folder / NAME}{suffix}") for suffix in _BESIDE):
            return None
        mkdir(folder, exist_ok=True)
    except DiskError:
        return None
    return folder / NAME


def _is_ours(path: str) -> bool:
    """Tell whether nothing or an ordinary file stands at a path. Raises DiskError."""
    return is_file(path) or not stands(path)


def _opened(path: Path, wait: float) -> sqlite3.Connection:
    """Open a cache, or make it anew where it has a fault. Raises sqlite3.Error and DiskError."""
    import sqlite3

    try:
        return _connected(path, wait)
    except sqlite3.Error as error:
        # Locked it is another process's, and sound; a disk that is full makes no other one.
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        _delete(path)
        return _connected(path, wait)


def _connected(path: Path | None, wait: float) -> sqlite3.Connection:
    import sqlite3

    connection = sqlite3.connect(":memory:" if path is None else path, timeout=wait, check_same_thread=False)
    try:
        _distrust(connection)
        # After a crash of the machine the rows' own digests tell what is whole: nothing waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = WAL")  # workers read while the first process writes
        connection.execute("PRAGMA cache_size = -4000")
        form = _form(connection)
        if form == (0, 0, frozenset()):
            for table in _SCHEMA.values():
                connection.execute(table)
            connection.execute(f"PRAGMA user_version = {_FORM}")
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.commit()
        elif form != _WANTED:
            raise sqlite3.DatabaseError("another form")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _distrust(connection: sqlite3.Connection) -> None:
    """Let nothing in the file be run, and each page of it be looked at before it is believed."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def _form(connection: sqlite3.Connection) -> tuple[int, int, frozenset[tuple[str, str, str]]]:
    """Tell the version, whose file it is, and what the file declares: a trigger or a view would be another hand's."""
    version, application = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
    )
    declared = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return version, application, frozenset(declared)
