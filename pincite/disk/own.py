"""A folder of one's own among the system's temporary ones, gone again at the end."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk.files import DiskError, operation
from pincite.disk.trees import remove_tree

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def own_folder() -> Iterator[Path]:
    """Give a folder that nobody else may enter. Raises DiskError; what cannot be removed at the end stays."""
    with operation("make a folder in", Path(tempfile.gettempdir())):
        folder = Path(tempfile.mkdtemp(prefix="pincite-"))
    try:
        yield folder
    finally:
        with suppress(DiskError):
            remove_tree(folder)
