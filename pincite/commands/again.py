"""A build that would be what the last one was: told again, and not made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite import engine
from pincite.commands import console
from pincite.output.built import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pincite.output.built import Built, Told


def asked_for(options: Mapping[str, object]) -> Asked:
    """Say what is asked for: a build with these options, by this program."""
    return Asked(options, _program)


def tell_last(root: Path, output: Path, last: Built) -> None:
    """Tell what the last build told."""
    console.tell_again(last.told.problems)
    tell(root, output, last.told, last.files, [(last.files, "unchanged")])


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
