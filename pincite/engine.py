"""Which program this is, by what it is made of: Python, pincite's own files, and the files of its libraries.

A version says what somebody promised of a library, a digest what is there: a file that was mended by hand counts, and
so does a library that was laid beside the program and has no version at all.
"""

from __future__ import annotations

import functools
import os
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

import pincite
from pincite.disk.digests import file_digest, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Libraries in C that lie beside a package of another name, as wheels have them.
_BESIDE = {"PIL": "pillow.libs"}
_STDLIB = os.path.dirname(os.path.realpath(os.__file__))  # noqa: PTH120 - without pathlib, for a quick start
_INSTALLED = ("site-packages", "dist-packages")


def libraries(also: Iterable[str] = ()) -> tuple[str, ...] | None:
    """Name the packages and modules that are loaded now, and are neither Python's nor pincite's own.

    `also` are others that are used. None where one of them is not where it would be found anew.
    """
    found = set(also)
    for name, module in list(sys.modules.items()):
        top = name.partition(".")[0]
        path = getattr(module, "__file__", None)
        if top in {*found, "__main__", "__mp_main__", "pincite"} or not isinstance(path, str) or _is_pythons(path):
            continue
        own = getattr(sys.modules.get(top), "__file__", None)
        place = _place(top)
        if place is None or own is None or not os.path.realpath(own).startswith(os.path.realpath(place)):
            return None
        found.add(top)
    return tuple(sorted(found))


def digest(names: Iterable[str]) -> str | None:
    """Tell this program, with these libraries, from any other: a text of some lines; None where it cannot be told."""
    parts = [f"pincite {pincite.__version__}", sys.version, sys.platform, str(sys.flags)]
    own = os.path.dirname(pincite.__file__)  # noqa: PTH120 - as above
    places: list[tuple[str, str | None]] = [("pincite", own)]
    for name in sorted(names):
        places.append((name, _place(name)))
        if name in _BESIDE:
            places += [(f"beside {name}", place) for place in _beside(name, own)]
    for name, place in places:
        held = _digest(place) if place else None
        if held is None:
            return None
        parts.append(f"{name} {held}")
    return "\n".join(parts)


def release(name: str) -> str:
    """Tell a release of a library from any other by its first file, where the version stands; empty where it is not."""
    place = _place(name)
    return (file_digest(os.path.join(place, "__init__.py")) or "") if place else ""  # noqa: PTH118 - as above


def _is_pythons(path: str) -> bool:
    real = os.path.realpath(path)
    return real.startswith(_STDLIB + os.sep) and not any(f"{os.sep}{name}{os.sep}" in real for name in _INSTALLED)


@functools.cache
def _place(name: str) -> str | None:
    """Give the folder of a package or the file of a module, as Python would find it now."""
    spec = PathFinder.find_spec(name)
    if spec is None or not spec.has_location or not spec.origin:
        return None
    return os.path.dirname(spec.origin) if spec.submodule_search_locations else spec.origin  # noqa: PTH120 - as above


def _beside(name: str, own: str) -> Iterator[str]:
    """Give what a library brings in folders of other names, and what pincite has for it outside of its own package."""
    place = _place(name)
    libraries = os.path.join(os.path.dirname(place or ""), _BESIDE[name])  # noqa: PTH118, PTH120 - as above
    # In a checkout the fonts that pictures are drawn with lie beside the package, in a wheel inside.
    for folder in (libraries, os.path.join(os.path.dirname(own), "assets", "fonts")):  # noqa: PTH118, PTH120 - as above
        if os.path.isdir(folder):  # noqa: PTH112 - as above
            yield folder


@functools.cache
def _digest(place: str) -> str | None:
    """Digest the files of a package, but for what Python compiled of them. Once: what is loaded does not change."""
    if not os.path.isdir(place):  # noqa: PTH112 - as above
        return file_digest(place)
    found = listed(place, without="__pycache__")
    return None if found.odd else found.digest
