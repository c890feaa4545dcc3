"""What a site is made of as it lies on the disk: every file by its path, with the digest of its bytes.

More is listed than a build reads: hidden files, backups and files that nothing knows are there as well, for any of them
may be what a build stumbles over. Nothing is left out by its time or its size, and nothing is trusted because of them.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import NamedTuple

FOLDERS = ("assets", "content", "locale", "record", "seeds", "templates")
SETTINGS = "site.yaml"

# Never through a symbolic link, and never waiting for the writer of a pipe.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_FLAGS |= getattr(os, "O_BINARY", 0)
# Bytes read at once. Nearly every file of a site is smaller, and needs two calls of the system less than with its size
# asked for first: a third less time at ten thousand files.
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


def listing(root: str) -> Listing:
    """List what the site below `root` is made of. What is not there is not listed. Raises nothing."""
    digests: dict[str, str] = {}
    folders: list[str] = []
    odd: list[str] = []
    # Without pathlib, here and below: with it the list of a large site takes twice the time.
    for name in FOLDERS:
        path = os.path.join(root, name)  # noqa: PTH118 - as above
        if not os.path.lexists(path):
            continue
        if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114 - as above
            odd.append(name)
            continue
        below = listed(path, f"{name}/")
        digests |= below.digests
        folders += [name, *below.folders]
        odd += below.odd
    path = os.path.join(root, SETTINGS)  # noqa: PTH118 - as above
    digest = file_digest(path) if os.path.isfile(path) and not os.path.islink(path) else None  # noqa: PTH113, PTH114 - as above
    if digest is not None:
        digests[SETTINGS] = digest
    elif os.path.lexists(path):
        odd.append(SETTINGS)
    return Listing(digests, tuple(folders), tuple(odd))


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
        descriptor = os.open(path, _FLAGS)
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
        os.close(descriptor)
