"""Whether the sources are still what a build has read of them: no site is put out that is made of two states."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite.inputs import file_digest, listing
from pincite.output.aside import aside
from pincite.problems import Problem, Span
from pincite.read.files import is_ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pincite.inputs import Listing

_HINT = "save all files, let no other program change them meanwhile, and build again"


class SourcesMovedError(Exception):
    """Sources were changed while they were read. Carries the problems that say which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} changed")
        self.problems = problems


@contextmanager
def watched(root: Path, before: Listing, used: Mapping[str, str]) -> Iterator[Callable[[], None]]:
    """List the sources once more, beside other work; yield what waits for it and raises SourcesMovedError.

    To be entered once all is read. `before` is the list from before any was, `used` are the digests of what was read.
    A file that is read stands in each of them as it is now, or the build is made of more than one state.
    """
    with aside(lambda: _told(listing(str(root)))) as now:

        def sure() -> None:
            unread = any(before.digests.get(path) != digest for path, digest in used.items())
            if (unread or now() != _told(before)) and (problems := moved(root, before, used)):
                raise SourcesMovedError(problems)

        yield sure


def moved(root: Path, before: Listing, used: Mapping[str, str]) -> list[Problem]:
    """Tell which sources are not what a build has read, or came or went since it began.

    What is passed over, as an editor's backups are, and what no page is made of may change.
    """
    now = listing(str(root))
    known, there = {*before.digests, *before.odd}, {*now.digests, *now.odd}
    said = {path: "came" for path in there - known if not _is_passed_over(path)}
    said |= {path: "went" for path in known - there if not _is_passed_over(path)}
    for path, digest in used.items():
        current = now.digests.get(path)
        if current is None and path not in there:
            current = file_digest(str(root / path))  # outside of what is listed
        if path not in said and (current != digest or before.digests.get(path, digest) != digest):
            said[path] = "was changed" if current else "went"
    return [
        Problem("source-moved", f'"{path}" {how} while the site was built from it', Span(path), _HINT)
        for path, how in sorted(said.items())
    ]


def _is_passed_over(path: str) -> bool:
    return any(is_ignored(part) for part in path.split("/") if part)


def _told(one: Listing) -> str:
    return hashlib.sha256("\0".join((one.digest, *one.odd)).encode("utf-8", "surrogatepass")).hexdigest()
