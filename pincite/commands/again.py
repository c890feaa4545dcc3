"""A build that would be what the last one was: told again, and not made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import engine
from pincite.commands import console
from pincite.inputs import listing
from pincite.output.built import Asked, recall

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pincite.output.built import Told


def asked_for(root: Path, options: Mapping[str, object]) -> Asked:
    """Say what is asked for: a build of the site below `root` as it is now, by this program."""
    return Asked(listing(str(root)), options, _program)


def told_again(root: Path, output: Path, asked: Asked) -> bool:
    """Tell what the last build told, where the one that is asked for would be the same; else say nothing, give False.

    To be called with the lock held.
    """
    last = recall(root, output, asked)
    if last is None:
        return False
    console.tell_again(last.told.problems)
    tell(root, output, last.told, last.files, [(last.files, "unchanged")])
    return True


def tell(root: Path, output: Path, told: Told, files: int, counts: list[tuple[int, str]]) -> None:
    """Print in one line what a build came to."""
    kinds = ", ".join(f"{number} {word}" for number, word in counts if number)
    try:
        shown = str(output.relative_to(root))
    except ValueError:
        shown = str(output)
    console.out(f"{shown}: {told.pages} pages, {files} files ({kinds}); {told.summary}")


def _program(libraries: tuple[str, ...]) -> str | None:
    """Tell this program, with these libraries, from any other; None where it cannot be told."""
    own = engine.digest(libraries)
    if own is None or "PIL" not in libraries:
        return own
    try:
        from pincite.share.drawers import versions  # Pillow, which only sites with share images need
    except ImportError:  # it was there, and is not any more
        return None
    return "\n".join((own, *versions()))
