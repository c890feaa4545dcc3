"""Everything below a folder by its path, with the digest of its bytes: what is odd about any of it is told, not raised.

Nothing is left out by its time or its size, and nothing is trusted because of them.
"""

from __future__ import annotations

import errno
import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pincite.disk import files as disk
from pincite.disk.files import READING

# Bytes read at once. Nearly every file of a site is smaller: then its size is not asked for first, as where the bytes
# themselves are wanted, which takes a fifth less time at ten thousand files.
_ONCE = 1 << 16


class Listing(NamedTuple):
    """What lies below a folder, by paths from there with forward slashes.

    `digests` has the SHA-256 in hex of each file. `folders` are those in it. `odd` is what cannot be taken for either:
    links, pipes, what cannot be read, names that are no UTF-8.
    """

    digests: dict[str, str]
    folders: tuple[str, ...]
    odd: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 in hex of all files: another one where a byte or a name is."""
        return digest_of(self.digests)


def digest_of(digests: dict[str, str]) -> str:
    """Give the SHA-256, in hex, of digests by path, in whatever order they come."""
    # No name has a NUL in it, and so no two lists give the same text.
    return sha256("".join(f"{path}\0{digests[path]}\n" for path in sorted(digests)).encode()).hexdigest()


def listed(folder: str, prefix: str = "", without: str = "") -> Listing:
    """List what lies below a folder, `without` folders of a name; `prefix` stands before each path.

    Raises nothing: what cannot be read is odd.
    """
    digests: dict[str, str] = {}
    folders: list[str] = []
    odd: list[str] = []
    waiting = [(folder, prefix)]
    while waiting:
        here, before = waiting.pop()
        try:
            if disk.before is not None:
                disk.before("list", Path(here))
            with os.scandir(here) as found:
                entries = list(found)
        except OSError:
            odd.append(before)
            continue
        for entry in entries:
            path = before + entry.name
            digest = None
            try:
                path.encode()
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != without:
                        folders.append(path)
                        waiting.append((entry.path, f"{path}/"))
                    continue
                if entry.is_file(follow_symlinks=False):
                    digest = file_digest(entry.path)
            except (OSError, UnicodeEncodeError):
                digest = None
            if digest is None:
                odd.append(path)
            else:
                digests[path] = digest
    return Listing(digests, tuple(sorted(folders)), tuple(sorted(odd)))


def file_digest(path: str) -> str | None:
    """Give the SHA-256 of a file's bytes in hex; None where they cannot be read, or behind a link."""
    try:
        if disk.before is not None:
            disk.before("read", Path(path))
        descriptor = os.open(path, READING)
    except OSError:
        return None
    try:
        found = sha256(os.read(descriptor, _ONCE))
        # Most often one byte more is asked for, and there is none: only an empty answer is the end of a file.
        while more := os.read(descriptor, 1):
            found.update(more)
            found.update(os.read(descriptor, _ONCE * 16))
        return found.hexdigest()
    except OSError:
        return None
    finally:
        disk.let_go(descriptor)


def mark_of(path: str | Path, most: int) -> bytes | None:
    """Tell what stands at a path from whatever else could: a file's digest, a link's target, what else it is.

    None where nothing does. Of a file with more than `most` bytes its size says enough, and a pipe is not opened, for
    that would wait for a writer. Raises nothing: that something cannot be read tells it from what can.
    """
    try:
        if disk.before is not None:
            disk.before("look at", Path(path))
        facts = os.lstat(path)
        if stat.S_ISLNK(facts.st_mode):
            return b"link " + os.fsencode(Path(path).readlink())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > most:
            return b"%d %d" % (stat.S_IFMT(facts.st_mode), facts.st_size)
        return sha256(disk.read_file(path, most)).digest()
    except FileNotFoundError:
        return None
    except (OSError, disk.DiskError) as error:
        return None if error.errno == errno.ENOENT else b"errno %d" % (error.errno or 0)
