"""What a site is made of as it lies on the disk: every file by its path, with the digest of its bytes.

More is listed than a build reads: hidden files, backups and files that nothing knows are there as well, for any of them
may be what a build stumbles over. Nothing is left out by its time or its size, and nothing is trusted because of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.disk.digests import Listing, file_digest, listed
from pincite.disk.files import DiskError
from pincite.disk.kinds import is_file, is_folder, stands

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("assets", "content", "locale", "record", "seeds", "templates")
SETTINGS = "site.yaml"


def listing(root: str) -> Listing:
    """List what the site below `root` is made of. What is not there is not listed. Raises nothing."""
    digests: dict[str, str] = {}
    folders: list[str] = []
    odd: list[str] = []
    for name in (*FOLDERS, SETTINGS):
        path = f"{root}/{name}"
        try:
            if name != SETTINGS and is_folder(path):
                below = listed(path, f"{name}/")
                digests |= below.digests
                folders += [name, *below.folders]
                odd += below.odd
            elif name == SETTINGS and is_file(path) and (digest := file_digest(path)) is not None:
                digests[SETTINGS] = digest
            elif stands(path):
                odd.append(name)
        except DiskError:
            odd.append(name)
    return Listing(digests, tuple(folders), tuple(odd))


def has_site(root: Path) -> bool:
    """Tell whether a folder has a site.yaml, whatever it is. Raises DiskError where that cannot be looked at."""
    return stands(root / SETTINGS)
