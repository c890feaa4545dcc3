"""What the preview shows: the last good site with the problems of today, and what a new build changes for a reader.

Everything here is a pure function of two builds; the server acts on what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pincite.preview import overlay
from pincite.preview.addresses import stable_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.problems import Problem


class Change(Enum):
    """What a browser has to do about a build."""

    NOTHING = "nothing"
    STYLES = "styles"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A build as the preview needs it: no files where an error forbids a site. `texts` are for printing excerpts."""

    files: Mapping[str, bytes] = field(repr=False)
    base_path: str
    problems: tuple[Problem, ...]
    texts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """The files of the last good build, empty before the first; the alert as HTML; the files by their stable names."""

    files: Mapping[str, bytes] = field(repr=False)
    base_path: str
    problems: tuple[Problem, ...]
    alert: str
    names: Mapping[str, str]


BLANK = Shown({}, "/", (), "", {})


def follow(before: Shown, attempt: Attempt) -> tuple[Shown, Change, int]:
    """Give what is shown after a build, what changed for a browser, and how many files did.

    The last good files stay where the build failed.
    """
    failed = not attempt.files
    files = before.files if failed else attempt.files
    after = Shown(
        files,
        before.base_path if failed else attempt.base_path,
        attempt.problems,
        overlay.alert(attempt.problems, behind=failed and bool(files)),
        before.names if failed else stable_names(files),
    )
    changed = sum(before.files.get(path) != data for path, data in files.items()) + len(
        before.files.keys() - files.keys()
    )
    if after.alert != before.alert or after.base_path != before.base_path:
        return after, Change.PAGES, changed
    if not changed:
        return after, Change.NOTHING, 0
    return after, Change.STYLES if _only_styles(before, after) else Change.PAGES, changed


def _only_styles(before: Shown, after: Shown) -> bool:
    """Tell whether nothing but stylesheets differs, and the names of these, which hold a fingerprint, in pages.

    Pages are served with the fingerprints they will be published with. So that a stylesheet can still be swapped
    without a reload, which would lose scroll position and the filters an editor has set, the server takes any
    fingerprint for the current file, and a page that differs in the fingerprint alone counts as the same. That costs
    less than serving assets under stable names, where each page would have to be rewritten.
    """
    renamed = {
        old: after.names[stable]
        for stable, old in before.names.items()
        if stable.endswith(".css") and stable in after.names and after.names[stable] != old
    }
    if not renamed:
        return False
    if {renamed.get(path, path) for path in before.files} != set(after.files):
        return False
    swaps = [(old.encode(), new.encode()) for old, new in renamed.items()]
    for path, data in before.files.items():
        if path in renamed or after.files[path] == data:
            continue
        swapped = data
        for old, new in swaps:
            swapped = swapped.replace(old, new)
        if swapped != after.files[path]:
            return False
    return True
