"""Fill a new output one file at a time, and put it whole in the place of the old one: the output is always one build.

1. Refuse a target that is not ours; put right what a build that died has left; find out which files stand as they were.
2. Write what differs into a folder beside the output. Where nothing differs, none is made, and nothing is touched.
3. Give what is kept a second name in the new tree, as hard links: no file that stands in the output is written into.
4. Flush the new tree; hold it against the list of all files; look again for what another hand has put into the output.
5. Swap both trees, and remove the old one.

A file that is kept was read and hashed in this build. Just before the swap its link is held against what the file was
then (inode, size, time of its last change), and where that differs it is read and hashed again. So what is changed
meanwhile stops the build. Not seen is who writes into the very file as many bytes as it had and sets its time back, or
does so within the tick of the clock in which it was last written, or in the moment between that look and the swap,
which is as if it were done after the swap.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pincite.disk import files as disk
from pincite.disk import trees
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder, stands
from pincite.disk.linked import link_files
from pincite.output.beside import Beside
from pincite.output.guard import check_place, foreign, place_of
from pincite.output.lock import ready_beside, stage_beside
from pincite.output.manifest import MANIFEST, SIGNATURE, Listed, listed_as, read_manifest
from pincite.output.standing import Standing
from pincite.output.swap import clear_up, recover, swap
from pincite.problems import Problem, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path
    from typing import Self

# No empty part, no ".", no "..", and nothing that is a separator elsewhere or ends a name.
_PATH = re.compile(r"(?!\.{1,2}(?:/|\Z))[^/\\\0]++(?:/(?!\.{1,2}(?:/|\Z))[^/\\\0]++)*+")

# Up to so many new files are flushed one by one: to flush the disk is to wait for what any program has written there.
# What is linked was flushed by the build that wrote it.
_FEW = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a build has done to the output: sorted paths of files, and what went wrong without harm to the site."""

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def touched(self) -> bool:
        """Whether anything differed from what was there."""
        return bool(self.created or self.changed or self.removed)


class Stage:
    """A new output that is being filled. To be opened with the lock held, and best in a `with`, which abandons it.

    Processes that are forked from the one that opened it may `put` and `keep` as well, once that one has asked for
    `before`; they must have ended before it finishes or abandons. With `durable` the new tree is on the disk before it
    takes the old one's place. Opening raises DiskError; for what is wrong afterwards see each method. Whatever goes
    wrong, the output is as it was, and what stays beside it the next build sweeps.
    """

    def __init__(self, root: Path, output: Path, *, durable: bool = True) -> None:
        _refuse(check_place(root, output))
        self._target = target = place_of(output)
        self._durable = durable
        self._warnings = [*recover(target)]
        old = trees.list_tree(target) if is_folder(target) else trees.Tree((), (), ())
        self._present = frozenset(old.files)
        self._manifest = read_manifest(target) if MANIFEST in self._present else None
        _refuse(foreign(target, old, self._manifest))
        self._fresh, self._ready = stage_beside(target), ready_beside(target)
        self._made: set[str] = set()  # the folders in `_fresh` that this process knows of
        self._process = os.getpid()
        self._before: dict[str, Listed] | None = None
        self._linking: Beside | None = None
        self._standing = Standing(str(target), self._outputs, self._present)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Abandon it; after it is finished there is nothing to abandon."""
        self.abandon()

    @property
    def before(self) -> Mapping[str, Listed]:
        """The files that stand in the output now exactly as the last build wrote them, the manifest left out.

        Waits until that is known, and helps. Raises RuntimeError where a forked process is the first to ask.
        """
        if self._before is None:
            if os.getpid() != self._process:
                raise RuntimeError("ask for `before` once, before workers are forked: each would read all files anew")
            self._before = {path: self._outputs[path] for path in self._standing.found()}
        return self._before

    @property
    def _outputs(self) -> Mapping[str, Listed]:
        return self._manifest.outputs if self._manifest else {}

    def prepare(self) -> None:
        """Begin to link all that stands as before, in a process beside: worth it once few of many files differ.

        Raises DiskError.
        """
        if self._linking is None and self.before:
            trees.make_folders(str(self._ready), "", set())
            self._linking = Beside(partial(link_files, self._target, self._ready, [*self.before]))

    def put(self, path: str, data: bytes) -> Listed:
        """Take a file of the new site. It is written where it differs from `before`.

        Raises DiskError where it cannot be written, or was already; ValueError for a path that no build may ask for.
        """
        if not _PATH.fullmatch(path) or path in {MANIFEST, SIGNATURE}:
            raise ValueError(f"{path!r} is no path inside the output")
        listed = listed_as(data)
        found = self.before.get(path)
        if found == listed:
            return found
        self._write(path, data)
        return listed

    def keep(self, path: str) -> Listed:
        """Take a file that is as before, without its bytes. Raises KeyError where it is not in `before`."""
        return self.before[path]

    def data(self, path: str) -> bytes:
        """Give the bytes of a file that was put or kept. Raises DiskError."""
        fresh = self._fresh / path
        return disk.read_file(fresh if stands(fresh) else self._target / path)

    def finish(self, listed: Mapping[str, Listed], manifest: bytes, signature: bytes | None = None) -> Written:
        """Put the new site into the output: all that was put or kept, by path, and its manifest.

        Raises DiskError; ValueError where a file is listed that was neither put nor kept, or put and not listed.
        """
        before = self.before
        kept = {path for path, one in listed.items() if before.get(path) == one}
        sizes = {path: one.size for path, one in listed.items() if path not in kept}
        self._check_put(sizes.keys())
        own = {MANIFEST: manifest} if signature is None else {MANIFEST: manifest, SIGNATURE: signature}
        written = self._compare(listed.keys() | own.keys(), kept.union(path for path in own if self._holds(path, own)))
        if written.touched:
            for path, data in own.items():
                self._write(path, data)
                sizes[path] = len(data)
            self._replace(kept, sizes)
        self.abandon()
        return replace(written, warnings=tuple(self._warnings))

    def restart(self) -> None:
        """Let go of all that was put, and take it anew. Raises DiskError."""
        if stands(self._fresh):
            trees.remove_tree(self._fresh)
        self._made.clear()

    def abandon(self) -> None:
        """Let go of all that was put. Nothing where this process is not the one that opened it."""
        if os.getpid() != self._process:
            return
        self._standing.end()
        if self._linking:
            self._linking.end()
        for folder in (self._fresh, self._ready):
            with suppress(DiskError):  # what stays, the next build sweeps
                if stands(folder):
                    trees.remove_tree(folder)

    def _write(self, path: str, data: bytes) -> None:
        folder = trees.folder_of(path)
        if folder not in self._made:
            if not self._made:
                disk.mkdir(self._target.parent, exist_ok=True, parents=True)
            trees.make_folders(str(self._fresh), folder, self._made)
        disk.write_file(f"{self._fresh}/{path}", data)

    def _holds(self, path: str, files: Mapping[str, bytes]) -> bool:
        if path in self._present:
            with suppress(DiskError):  # what cannot be read is replaced
                return disk.read_file(self._target / path, len(files[path]) + 1) == files[path]
        return False

    def _check_put(self, paths: AbstractSet[str]) -> None:
        there = frozenset(trees.list_tree(self._fresh).files if stands(self._fresh) else ())
        for path in sorted(paths - there):
            raise ValueError(f"{path!r} is listed, and was neither put nor kept")
        for path in sorted(there - paths):
            raise ValueError(f"{path!r} was put, and is not listed")

    def _compare(self, whole: AbstractSet[str], same: AbstractSet[str]) -> Written:
        return Written(
            created=tuple(sorted(whole - self._present)),
            changed=tuple(sorted((whole & self._present) - same)),
            kept=tuple(sorted(same)),
            removed=tuple(sorted(self._present - whole)),
        )

    def _replace(self, kept: AbstractSet[str], sizes: Mapping[str, int]) -> None:
        folders = _folders(kept | sizes.keys())
        new = self._fill(kept, sizes.keys(), folders)
        if self._durable:
            if len(sizes) <= _FEW:
                trees.flush_parts(new, sizes, folders)
            else:
                trees.flush_tree(new)
        if is_folder(self._target):
            _refuse(foreign(self._target, trees.list_tree(self._target), self._manifest))
        self._check_whole(new, kept, sizes, folders)
        old = swap(new, self._target)
        self._warnings += clear_up(self._target, old, durable=self._durable)

    def _fill(self, kept: AbstractSet[str], put: AbstractSet[str], folders: AbstractSet[str]) -> Path:
        """Bring all files into one tree, and give that: what was put, or what was linked already, if anything was."""
        if self._linking is None:
            link_files(self._target, self._fresh, _by_folder(kept))
            return self._fresh
        self._linking.wait()
        there = trees.list_tree(self._ready)
        for path in there.files:
            if path not in kept:
                disk.remove_file(self._ready / path)
        for folder in reversed(there.folders):
            if folder not in folders:
                disk.remove_folder(self._ready / folder)
        link_files(self._target, self._ready, _by_folder(kept - set(there.files)))
        made: set[str] = set()
        for path in _by_folder(put):
            trees.make_folders(str(self._ready), trees.folder_of(path), made)
            disk.rename(f"{self._fresh}/{path}", f"{self._ready}/{path}")
        return self._ready

    def _check_whole(
        self, new: Path, kept: AbstractSet[str], sizes: Mapping[str, int], folders: AbstractSet[str]
    ) -> None:
        """Hold the new tree against the list: no file more or less, each link still to the bytes that were hashed."""
        facts, tree = trees.facts_below(new)
        if tree.others or facts.keys() != kept | sizes.keys() or folders != {*tree.folders}:
            _refuse([_meddled(new)])
        for path, size in sizes.items():
            if facts[path].size != size:
                _refuse([_meddled(new / path)])
        before, found = self.before, self._standing.found()
        doubtful = [(path, *before[path]) for path in kept if facts[path] != found[path]]
        for (path, _sha256, _size), same in zip(doubtful, trees.compare(new, doubtful), strict=True):
            if not same:
                _refuse([_meddled(self._target / path)])


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise DiskError(problems[0])


def _meddled(path: Path) -> Problem:
    message = f'"{disk.shown(path)}" was changed while the site was built'
    return Problem("output-io", message, Span(disk.shown(path)), "let no other program write there, and build again")


def _by_folder(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: (trees.folder_of(path), path))


def _folders(paths: Iterable[str]) -> set[str]:
    """Give the folders that these files lie in, and those above them."""
    found: set[str] = set()
    waiting = {trees.folder_of(path) for path in paths}
    while waiting:
        found |= waiting
        waiting = {trees.folder_of(folder) for folder in waiting} - found
    return found - {""}
