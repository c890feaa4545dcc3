"""Whether the sources are still what a build has read of them: no site is put out that is made of two states."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite.disk.digests import file_digest
from pincite.disk.kinds import stands
from pincite.inputs import listing
from pincite.output.aside import aside
from pincite.problems import Problem, Span
from pincite.read.files import is_ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pincite.disk.digests import Listing

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
    said = dict.fromkeys(_more(now, before), "came") | dict.fromkeys(_more(before, now), "went")
    for path, digest in used.items():
        # What is not listed, the disk may have failed to give, or it lies outside of what is.
        current = now.digests.get(path) or file_digest(str(root / path))
        if path not in said and (current != digest or before.digests.get(path, digest) != digest):
            there = current or stands(root / path)
            said[path] = "was changed" if current else "could not be read again" if there else "went"
    return [
        Problem("source-moved", f'"{path}" {how} while the site was built from it', Span(path), _HINT)
        for path, how in sorted(said.items())
    ]


def _more(one: Listing, other: Listing) -> Iterator[str]:
    """Give what one list has and the other has not; below a folder that could not be listed nobody knows."""
    unlisted = tuple(path for path in (*one.odd, *other.odd) if path.endswith("/"))
    for path in {*one.digests, *one.odd} - {*other.digests, *other.odd}:
        if not path.startswith(unlisted) and not any(is_ignored(part) for part in path.split("/")):
            yield path


def _told(one: Listing) -> str:
    return hashlib.sha256("\0".join((one.digest, *one.odd)).encode("utf-8", "surrogatepass")).hexdigest()
