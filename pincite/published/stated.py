"""What a site's open data say of the versions of its claims: worked out anew, and held against the manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite import versions
from pincite.problems import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pincite.output.manifest import Manifest
    from pincite.versions import Version

CLAIMS = "data/claims.json"
_HINT = "what readers were told is not what it was: ask the publisher; docs/record.md tells how a digest is made"


def stated(data: bytes, manifest: Manifest, seen: Mapping[tuple[str, int], str]) -> tuple[int, tuple[Problem, ...]]:
    """Work out the digest of every version in the data; give how many there are, and what is wrong.

    `seen` are versions that were published before, by claim and number. Data without versions, as earlier programs
    wrote them, give 0 and no problem.
    """
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError):
        return 0, (_broken("the file is no JSON"),)
    entries = {
        row["id"]: row["versions"]
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and isinstance(row.get("id"), str) and row.get("versions")
    }
    if not entries:
        return 0, ()
    problems: list[Problem] = []
    number = 0
    for ident, listed in entries.items():
        made = _versions(ident, listed)
        if isinstance(made, Problem):
            problems.append(made)
            continue
        number += len(made)
        problems += _held(ident, made, manifest, seen)
    problems += [
        _broken(f'the claim "{ident}" has no versions in the data, and the manifest names version {one.version}')
        for ident, one in sorted(manifest.claims.items())
        if ident not in entries
    ]
    return number, tuple(problems)


def _versions(ident: str, listed: Any) -> tuple[Version, ...] | Problem:  # noqa: ANN401 - whatever JSON has
    """Read the versions of a claim and work out their digests, each over the one before."""
    try:
        found = tuple(map(versions.from_json, listed))
        number = versions.unfit(ident, found)
    except (KeyError, TypeError, ValueError, AttributeError):  # ValueError, too, for an id of half a surrogate pair
        return _broken(f"the versions of the claim {json.dumps(ident)} cannot be read")
    if number:
        return _broken(f'version {number} of the claim "{ident}" does not give the digest that stands there')
    return found


def _held(
    ident: str, made: Sequence[Version], manifest: Manifest, seen: Mapping[tuple[str, int], str]
) -> Iterator[Problem]:
    newest, named = made[-1], manifest.claims.get(ident)
    if named is None:
        yield _broken(f'the claim "{ident}" has versions in the data, and the manifest does not name it')
    elif (named.version, named.sha256) != (newest.number, newest.sha256):
        yield _broken(f'the newest version of "{ident}" in the data is not the one that the manifest names')
    for one in made:
        if seen.get((ident, one.number), one.sha256) != one.sha256:
            yield _broken(f'version {one.number} of the claim "{ident}" is not the one that was published before')


def _broken(message: str) -> Problem:
    return Problem("versions-broken", message, Span(CLAIMS), _HINT)
