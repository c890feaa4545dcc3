"""What a new site is made of: templates, assets, catalogues and schemas, from one copy, and the starter's own files.

In a wheel the copy lies inside the package, below `scaffold/site`. In a checkout, which is also what an editable
installation runs from, it is the one at the root of the repository.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from pincite.read.files import is_ignored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

FOLDERS = ("templates", "assets", "locale", "schema")


def stock() -> dict[str, bytes]:
    """Give the files of `templates/`, `assets/`, `locale/` and `schema/` by their paths in a site."""
    found: dict[str, bytes] = {}
    for name in FOLDERS:
        folder = _copy().joinpath(name)
        if folder.is_dir():
            found.update(_below(folder, name))
    return found


def piece(path: str) -> bytes:
    """Give one of these files. Raises FileNotFoundError."""
    return _copy().joinpath(*path.split("/")).read_bytes()


def _copy() -> Traversable:
    """Give the folder that the one copy lies in."""
    package = resources.files("pincite")
    inside = package.joinpath("scaffold", "site")
    # A package from a zip archive has no folder above it, and needs none: there the copy is inside.
    return inside if inside.is_dir() else package.joinpath("..")


def starter() -> dict[str, bytes]:
    """Give the starter's own files by their paths in a site: settings, a sample article with its card, a page."""
    folder = resources.files("pincite").joinpath("scaffold", "starter")
    # A checkout under Windows may have turned the line ends; a site begins with those of the original's digest.
    return {path: data.replace(b"\r\n", b"\n") for path, data in _below(folder, "", hidden=True)}


def _below(folder: Traversable, path: str, *, hidden: bool = False) -> Iterator[tuple[str, bytes]]:
    """Read every file below a folder, sorted; what editors and file managers leave behind is passed over."""
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        bare = one.name.removeprefix(".") if hidden else one.name
        if is_ignored(bare) or bare == "DS_Store":
            continue
        here = f"{path}/{one.name}" if path else one.name
        if one.is_dir():
            yield from _below(one, here, hidden=hidden)
        else:
            yield here, one.read_bytes()
