"""Put a whole new tree in the place of the output folder, so that it is always one complete build.

1. Refuse a target that is not ours; put right what a build that died has left.
2. Compare: where nothing differs, nothing is touched.
3. Stage: write the new tree beside the output, on the same file system, and flush it.
4. Look again whether anybody has put something into the output meanwhile.
5. Swap both in one step; where the system cannot, by two renames, with a journal that tells how to go on.
6. Remove the old tree. From the swap on nothing is an error any more: the new site stands.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.output import files as disk
from pincite.output.files import OutputError
from pincite.output.guard import check_contents, check_place, place_of
from pincite.output.lock import as_warning, leftover, old_beside, owner_of, stage_beside, sweep
from pincite.output.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pincite.problems import Problem


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


def write_site(root: Path, output: Path, files: Mapping[str, bytes], *, durable: bool = True) -> Written:
    """Make the output folder consist of exactly these files: paths with forward slashes to bytes, and a manifest.

    To be called with the lock held. With `durable` the new tree is on the disk before it takes the old one's place.
    Raises OutputError, and the output is then as it was; ValueError for paths that no build may ask for.
    """
    _check_paths(files)
    _refuse(check_place(root, output))
    target = place_of(output)
    warnings = [*recover(target)]
    _refuse(check_contents(target))
    written, same = _compare(target, files)
    if same:
        return replace(written, warnings=tuple(warnings))
    disk.mkdir(target.parent, exist_ok=True, parents=True)
    stage = stage_beside(target)
    try:
        _stage(stage, files, durable=durable)
        _refuse(check_contents(target))
        old = _swap(stage, target)
    except BaseException:
        with suppress(OutputError):  # what stays, the next build sweeps
            disk.remove_tree(stage)
        raise
    warnings += _clear_up(target, old, durable=durable)
    return replace(written, warnings=tuple(warnings))


def recover(output: Path) -> tuple[Problem, ...]:
    """Put right what a build left that died at any point; what cannot be removed is a warning.

    To be called with the lock held, at the start of a build, before the output is looked at. Raises OutputError where
    the old tree cannot be put back.
    """
    target = place_of(output)
    if not target.name:
        return ()
    _settle(target)
    return sweep(target)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise OutputError(problems[0])


def _check_paths(files: Mapping[str, bytes]) -> None:
    if MANIFEST not in files:
        raise ValueError(f"without {MANIFEST} the next build could not tell its own files from others")
    for path in files:
        parts = path.split("/")
        if not {"", ".", ".."}.isdisjoint(parts) or "\\" in path or "\0" in path:
            raise ValueError(f"{path!r} is no path inside the output")


def _compare(target: Path, files: Mapping[str, bytes]) -> tuple[Written, bool]:
    """Tell what a build changes, and whether nothing does."""
    if not target.is_dir():
        return Written(created=tuple(sorted(files))), False
    present = disk.list_tree(target).files
    known = sorted(path for path in files if path in present)
    kept = {path for path in known if present[path] == len(files[path]) and _holds(target / path, files[path])}
    written = Written(
        created=tuple(sorted(path for path in files if path not in present)),
        changed=tuple(path for path in known if path not in kept),
        kept=tuple(sorted(kept)),
        removed=tuple(path for path in present if path not in files),
    )
    return written, not written.touched


def _holds(path: Path, data: bytes) -> bool:
    try:
        return disk.read_file(path) == data
    except OutputError:  # what cannot be read is replaced
        return False


def _stage(stage: Path, files: Mapping[str, bytes], *, durable: bool) -> None:
    disk.mkdir(stage)
    # Sorted, a folder comes before what lies in it. The last parent is ".", the stage itself.
    folders = {parent.as_posix() for path in files for parent in list(PurePosixPath(path).parents)[:-1]}
    for folder in sorted(folders):
        disk.mkdir(stage / folder)
    for path, data in sorted(files.items()):
        disk.write_file(stage / path, data)
    if durable:
        disk.flush_tree(stage)


def _swap(stage: Path, target: Path) -> Path | None:
    """Give the stage the output's name. Return where the old tree is now, None where there was none."""
    if not os.path.lexists(target):
        disk.rename(stage, target)
        return None
    if disk.exchange(stage, target):
        return stage
    return _swap_by_renames(stage, target)


def _swap_by_renames(stage: Path, target: Path) -> Path:
    """Swap in two steps. Between them there is no output: the journal, on the disk before, tells `recover` of it."""
    old = old_beside(target)
    journal = _journal(target)
    try:
        disk.write_file(journal, json.dumps({"old": old.name}).encode())
        disk.flush(journal)
        disk.flush(target.parent)
        disk.rename(target, old)
        disk.rename(stage, target)
    except BaseException:
        with suppress(OutputError):  # then the journal stays, and the next build settles it
            _settle(target)
        raise
    return old


def _journal(target: Path) -> Path:
    return target.with_name(f".{target.name}.pincite-journal")


def _settle(target: Path) -> None:
    """Go back to the old tree if a swap broke off between its two renames; then forget the journal."""
    journal = _journal(target)
    if not os.path.lexists(journal):
        return
    old = _old_of(journal, target)
    if old and old.is_dir() and not os.path.lexists(target):
        disk.rename(old, target)
        disk.flush(target.parent)
    disk.remove_file(journal)


def _old_of(journal: Path, target: Path) -> Path | None:
    """Read where the journal says the old tree is. A torn journal says nothing: no rename had begun."""
    data = disk.read_file(journal)
    try:
        name = json.loads(data)["old"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return target.with_name(name) if isinstance(name, str) and owner_of(name, target) is not None else None


def _clear_up(target: Path, old: Path | None, *, durable: bool) -> Iterator[Problem]:
    """Flush the swap, remove the journal and the old tree; yield a warning for each that fails."""
    steps: list[Callable[[], None]] = []
    if durable:
        steps.append(lambda: disk.flush(target.parent))
    if os.path.lexists(_journal(target)):
        steps.append(lambda: disk.remove_file(_journal(target)))
    for step in steps:
        try:
            step()
        except OutputError as error:
            yield as_warning(error.problem)
    if old:
        try:
            disk.remove_tree(old)
        except OutputError as error:
            yield leftover(old, error.problem)
