"""Make the output folder consist of files that are all in memory: one call for what `Stage` does file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output.manifest import MANIFEST, SIGNATURE
from pincite.output.stage import Stage, Written
from pincite.output.swap import recover

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Written", "recover", "write_site"]


def write_site(root: Path, output: Path, files: Mapping[str, bytes], *, durable: bool = True) -> Written:
    """Make the output folder consist of exactly these files: paths with forward slashes to bytes, and a manifest.

    To be called with the lock held. With `durable` the new tree is on the disk before it takes the old one's place.
    Raises DiskError, and the output is then as it was; ValueError for paths that no build may ask for.
    """
    if MANIFEST not in files:
        raise ValueError(f"without {MANIFEST} the next build could not tell its own files from others")
    with Stage(root, output, durable=durable) as stage:
        listed = {path: stage.put(path, data) for path, data in files.items() if path not in {MANIFEST, SIGNATURE}}
        return stage.finish(listed, files[MANIFEST], files.get(SIGNATURE))
