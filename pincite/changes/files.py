"""Which files of two builds differ, by the digests in their manifests: nothing is read for it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from pincite.addresses import CORRECTIONS_FEED, FEED, JSON_FEED, ROBOTS, SHARE, SITEMAP
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.output.manifest import Listed

PAGE, DATA, FEEDS, PICTURES, SEARCH, ASSETS, OTHER = (
    *("page", "data", "feeds", "pictures", "search", "assets", "other"),
)
# What editors call a file of each kind: one, and several.
WORDS = MappingProxyType(
    {
        PAGE: ("page", "pages"),
        DATA: ("data file", "data files"),
        FEEDS: ("feed", "feeds"),
        PICTURES: ("share image", "share images"),
        SEARCH: ("file of the search", "files of the search"),
        ASSETS: ("style, script or font", "styles, scripts and fonts"),
        OTHER: ("other file", "other files"),
    }
)
_FEEDS = frozenset({FEED, JSON_FEED, CORRECTIONS_FEED, SITEMAP, ROBOTS})
_FOLDERS = {"data": DATA, "schema": DATA, SHARE: PICTURES, "pagefind": SEARCH, "assets": ASSETS}
# A page names an asset by its digest: a change of it is another name, which nobody has kept.
_NAMED = re.compile(r"\.[0-9a-f]{8}(?=\.[a-z0-9]+$)")


@dataclass(frozen=True, slots=True)
class Files:
    """The paths of what comes, goes and changes, sorted."""

    came: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def of(self, *kinds: str) -> Files:
        """Give those of some kinds alone."""
        return Files(*(tuple(one for one in paths if kind_of(one) in kinds) for paths in self._all))

    @property
    def number(self) -> int:
        """Count them."""
        return sum(map(len, self._all))

    @property
    def _all(self) -> tuple[tuple[str, ...], ...]:
        return self.came, self.gone, self.changed


def kind_of(path: str) -> str:
    """Tell what kind of file a path of a site is."""
    if path in _FEEDS:
        return FEEDS
    folder = path.partition("/")[0]
    if folder in _FOLDERS and "/" in path:
        return _FOLDERS[folder]
    return PAGE if path.endswith(".html") else OTHER


def differing(before: Mapping[str, Listed], after: Mapping[str, Listed]) -> Files:
    """Compare what two manifests list. An asset with another name by its digest is one that changes."""
    came, gone = after.keys() - before.keys(), before.keys() - after.keys()
    changed = {path for path in before.keys() & after.keys() if before[path].sha256 != after[path].sha256}
    renamed = {_NAMED.sub("", path): path for path in gone if kind_of(path) == ASSETS}
    for path in sorted(came):
        if kind_of(path) == ASSETS and (old := renamed.pop(_NAMED.sub("", path), None)):
            came, gone = came - {path}, gone - {old}
            changed.add(path)
    return Files(tuple(sorted(came)), tuple(sorted(gone)), tuple(sorted(changed)))
