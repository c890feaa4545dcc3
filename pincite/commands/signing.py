"""Signing a build's manifest, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output.manifest import LIMIT, MANIFEST, SIGNATURE
from pincite.published import signature
from pincite.published.places import FolderPlace, PlaceError
from pincite.published.signature import SignatureError

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.problems import Problem


def signed(root: Path, output: Path, manifest: bytes, key: Path) -> bytes | Problem:
    """Sign a manifest, or keep the signature by the same key that the output has of the same bytes.

    Gives the signature's bytes, or what keeps it from being made.
    """
    if problem := signature.exposed(key, root, output):
        return problem
    there = FolderPlace("", output)
    try:
        before, kept = there.read(MANIFEST, LIMIT), there.read(SIGNATURE, signature.LIMIT)
        return signature.sign(manifest, key, (before, kept) if before and kept else None)
    except (SignatureError, PlaceError) as error:
        return error.problem
