"""What the last build came to, so that one of the same inputs by the same program need not be made again.

1. A build that went well is remembered in `.pincite/built.json`: a key of all that it depends on, the digest of all
   files that it wrote, and what it said.
2. The next one is the same where its key is, and where the output folder holds these files and nothing else: each input
   and each file of the output is read for that, and no time of a file is looked at.
3. It is believed where the seal of this user is on it (see `kept.seal`): a commit may bring one, and an output with it.
4. What is remembered is never needed. Whatever is odd about it, about the inputs or about the output, means to build.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pincite.disk import files as disk
from pincite.disk.digests import digest_of, listed
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_link
from pincite.disk.trees import entries
from pincite.inputs import listing
from pincite.kept.seal import SIZE, Seal, seal_of
from pincite.output.aside import aside
from pincite.output.guard import check_place, place_of
from pincite.output.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pincite.disk.digests import Listing
    from pincite.output.manifest import Listed

    # Gives what tells the program with these libraries from any other, None where it cannot be told.
    Program = Callable[[tuple[str, ...]], str | None]

T = TypeVar("T", int, str)
_FORMAT = 1
_NAME = "built.json"
_LIMIT = 4 * 1024 * 1024  # bytes; the problems that are told again are most of it


class Told(NamedTuple):
    """What a build said: the number of pages, its problems in words as a terminal has them, and these counted."""

    pages: int
    problems: str
    summary: str


class Built(NamedTuple):
    """A build: what it told, the number of files, the digest of them all, its key, and the libraries in that."""

    told: Told
    files: int
    outputs: str
    key: str
    libraries: tuple[str, ...]


class Asked(NamedTuple):
    """A build that is asked for: the options, and by which program."""

    options: Mapping[str, object]
    program: Program


def recall(root: Path, output: Path, asked: Asked) -> tuple[Listing, Built | None]:
    """List the inputs, and give the last build where the one that is asked for would be the same; else None.

    To be called with the lock held. Raises nothing.
    """
    built = _read(root)
    if built is None or _unsettled(root, output):
        return listing(str(root)), None
    with aside(lambda: _digest(output)) as outputs:
        inputs = listing(str(root))
        same = not inputs.odd and _key(inputs, asked, built.libraries) == built.key and outputs() == built.outputs
    return inputs, built if same else None


def _digest(output: Path) -> str:
    found = listed(str(place_of(output)))
    return "" if found.odd else found.digest


def remember(  # noqa: PLR0913 - each is another part of what a build is
    root: Path,
    inputs: Listing,
    asked: Asked,
    *,
    used: Mapping[str, str],
    libraries: tuple[str, ...],
    outputs: dict[str, str],
    told: Told,
) -> None:
    """Note a build that went well. `inputs` were listed before it, `used` are the digests of what it has read.

    `outputs` are those of the files of the output: see `digests_of`.

    What was changed, or came, while the build ran is not what it was made from: then nothing is noted. Raises nothing.
    """
    key = _key(inputs, asked, libraries)
    if key is None or inputs.odd or any(inputs.digests.get(path) != digest for path, digest in used.items()):
        return
    _write(root, Built(told, len(outputs), digest_of(outputs), key, libraries))


def digests_of(listed: Mapping[str, Listed], manifest: bytes) -> dict[str, str]:
    """Give the digests of all files of an output, its manifest among them."""
    return {path: one.sha256 for path, one in listed.items()} | {MANIFEST: hashlib.sha256(manifest).hexdigest()}


def _key(inputs: Listing, asked: Asked, libraries: tuple[str, ...]) -> str | None:
    program = asked.program(libraries)
    if program is None:
        return None
    # The names of folders as well: one that is empty may be nested too deep.
    parts = [_FORMAT, program, dict(asked.options), inputs.digest, sorted(inputs.folders)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _unsettled(root: Path, output: Path) -> bool:
    """Tell whether something about the place of the output is for a build to look at: all of it, before it writes."""
    target = place_of(output)
    try:
        if check_place(root, output):
            return True
        beside = entries(target.parent)
    except DiskError:
        return True
    return any(one.name.startswith(f".{target.name}.pincite-") for one in beside)


def _read(root: Path) -> Built | None:
    folder = root / ".pincite"
    try:
        seal = None if is_link(folder) else seal_of(root, make=False)
        if seal is None:
            return None
        data = disk.read_file(folder / _NAME, _LIMIT + 1)
        content = data[2 * SIZE + 1 :]
        if len(data) > _LIMIT or data != _sealed(seal, content):
            return None
        said = json.loads(content)
        if said["format"] != _FORMAT:
            return None
        told = Told(_of(int, said["pages"]), _of(str, said["problems"]), _of(str, said["summary"]))
        libraries = tuple(_of(str, one) for one in said["libraries"])
        return Built(told, _of(int, said["files"]), _of(str, said["outputs"]), _of(str, said["key"]), libraries)
    except (DiskError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _of(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _write(root: Path, built: Built) -> None:
    folder, seal = root / ".pincite", seal_of(root)
    if seal is None:
        return
    said = {
        "format": _FORMAT,
        **built.told._asdict(),
        "files": built.files,
        "outputs": built.outputs,
        "key": built.key,
        "libraries": list(built.libraries),
    }
    content = json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"
    data = _sealed(seal, content)
    unfinished = folder / f".{_NAME}.{os.getpid()}.new"
    with suppress(DiskError):
        if is_link(folder) or len(data) > _LIMIT:
            return
        try:
            disk.write_file(unfinished, data)
            disk.rename(unfinished, folder / _NAME)
        except DiskError:
            disk.remove_file(unfinished)


def _sealed(seal: Seal, content: bytes) -> bytes:
    """Put its digest before a content: neither a bit that falls over nor another hand's words must become ours."""
    return seal.of(b"built", b"", content).hex().encode() + b"\n" + content
