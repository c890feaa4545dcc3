"""Put a new tree in the place of the output folder in one step, and put right what a build that died has left.

1. Swap both in one step; where the system cannot, by two renames, with a journal that tells how to go on.
2. Remove the old tree. From the swap on nothing is an error any more: the new site stands.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from pincite.disk import files as disk
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_folder, stands
from pincite.disk.trees import remove_tree
from pincite.output.guard import place_of
from pincite.output.lock import as_warning, leftover, old_beside, owner_of, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pincite.problems import Problem


def recover(output: Path) -> tuple[Problem, ...]:
    """Put right what a build left that died at any point; what cannot be removed is a warning.

    To be called with the lock held, at the start of a build, before the output is looked at. Raises DiskError where
    the old tree cannot be put back.
    """
    target = place_of(output)
    if not target.name:
        return ()
    _settle(target)
    return sweep(target)


def swap(stage: Path, target: Path) -> Path | None:
    """Give the stage the output's name. Return where the old tree is now, None where there was none."""
    if not stands(target):
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
        with suppress(DiskError):  # then the journal stays, and the next build settles it
            _settle(target)
        raise
    return old


def _journal(target: Path) -> Path:
    return target.with_name(f".{target.name}.pincite-journal")


def _settle(target: Path) -> None:
    """Go back to the old tree if a swap broke off between its two renames; then forget the journal."""
    journal = _journal(target)
    if not stands(journal):
        return
    old = _old_of(journal, target)
    if old and is_folder(old) and not stands(target):
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


def _forget(journal: Path) -> None:
    if stands(journal):
        disk.remove_file(journal)


def clear_up(target: Path, old: Path | None, *, durable: bool) -> Iterator[Problem]:
    """Flush the swap, remove the journal and the old tree; yield a warning for each that fails."""
    steps: list[Callable[[], None]] = []
    if durable:
        steps.append(lambda: disk.flush(target.parent))
    steps.append(lambda: _forget(_journal(target)))
    for step in steps:
        try:
            step()
        except DiskError as error:
            yield as_warning(error.problem)
    if old:
        try:
            remove_tree(old)
        except DiskError as error:
            yield leftover(old, error.problem)
