"""The two builds that `pincite diff` compares: built sites wherever they stand, and what the working tree gives now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite.changes.report import Side
from pincite.disk.kinds import is_file
from pincite.output.manifest import LIMIT, MANIFEST, parsed
from pincite.output.markup import element, tokens
from pincite.problems import Problem, Span
from pincite.published.git import BRANCH, published_commit
from pincite.published.places import PlaceError, inside, open_place
from pincite.published.web import WebPlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pincite.published.places import Place

OUTPUT = "output"
_AT_ONCE, _BATCH = 8, 64  # files asked for from a server at a time, and held back until they are compared
_FIRST = 4_000  # characters of a page in which its language stands
_SHOWN = 12  # digits of a commit


@contextmanager
def opened(text: str, root: Path) -> Iterator[Side]:
    """Open a built site that a user names. Raises PlaceError where it is none."""
    with open_place(text, root) as place:
        yield side_of(place, text)


@contextmanager
def published(root: Path) -> Iterator[Side]:
    """Open the build that readers have, as far as git knows, else the last one here. Raises PlaceError."""
    if commit := published_commit(root):
        with open_place(commit, root) as place:
            yield side_of(place, f"the branch {BRANCH} as git knows it, commit {commit[:_SHOWN]}")
        return
    output = root / OUTPUT
    if not is_file(output / MANIFEST, follow=True):
        message = f'there is nothing to compare with: git knows no branch {BRANCH}, and there is no build in "{OUTPUT}"'
        hint = "name a built site: a folder, an address with https://, or a branch"
        raise PlaceError(Problem("no-build", message, Span(OUTPUT), hint))
    with open_place(str(output), root) as place:
        yield side_of(place, f"the last build, in {OUTPUT} (git knows no branch {BRANCH})")


def side_of(place: Place, name: str) -> Side:
    """Read the manifest of a place. Raises PlaceError where there is none, or none that pincite wrote."""
    data = place.read(MANIFEST, LIMIT)
    manifest = parsed(data) if data is not None else None
    if manifest is None or not all(map(inside, manifest.outputs)):
        why = "has no manifest.json" if data is None else "has a manifest.json that no build of pincite wrote"
        hint = "name the folder, the address or the branch in which the built site's front page is"
        raise PlaceError(Problem("no-build", f"{name} {why}", Span(place.name), hint))

    def read(paths: Sequence[str]) -> Iterator[bytes | None]:
        if not isinstance(place, WebPlace):
            yield from (place.read(path, LIMIT) for path in paths)
            return
        with ThreadPoolExecutor(_AT_ONCE) as several:
            for at in range(0, len(paths), _BATCH):
                yield from several.map(lambda path: place.read(path, LIMIT), paths[at : at + _BATCH])

    return Side(name, manifest, read)


def made_side(files: Mapping[str, bytes], name: str) -> Side:
    """Give the build that is in memory."""
    manifest = parsed(files[MANIFEST])
    if manifest is None:  # pragma: no cover - we wrote it
        raise AssertionError
    return Side(name, manifest, lambda paths: (files.get(path) for path in paths))


def language_of(side: Side) -> str:
    """Give the language of a site's words, by its front page; empty where that does not say."""
    page = next(iter(side.read(("index.html",))), None) if "index.html" in side.manifest.outputs else None
    for token in tokens((page or b"")[:_FIRST].decode("utf-8", "replace"))[1::2]:
        found = element(token)
        if found and found.name == "html":
            return found.attributes.get("lang", "")
    return ""
