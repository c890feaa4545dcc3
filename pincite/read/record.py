"""The record: the versions of published claims, and the publications before; written by `pincite record`, read here.

A file `record/claims/ID.json` for each claim, with a line-by-line form that shows well in a comparison of two commits;
`record/ratings.json` with the scale as it was last recorded; `record/publications.json`. Each version's digest is
worked out anew, so that what was altered by hand is found.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pincite import versions
from pincite.problems import InputError, Problem, Span
from pincite.read.files import LIST_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.read.files import Folder
    from pincite.read.shape import Shaper
    from pincite.versions import Version, Worded

CLAIMS, RATINGS, PUBLICATIONS = "record/claims", "record/ratings.json", "record/publications.json"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_AS_IT_WAS = (
    "take it from where it was as it should be: `git log -- record` shows its history; nothing in it is edited by hand"
)


def path_of(ident: str) -> str:
    """Give the path of a claim's record."""
    return f"{CLAIMS}/{ident}.json"


def read_versions(ident: str, path: str, folder: Folder, shaper: Shaper) -> tuple[Version, ...]:
    """Read the recorded versions of a claim, oldest first. None of them where the file is not as it was written."""
    content = _json(path, folder, shaper)
    if content is None:
        return ()
    try:
        found = tuple(versions.from_json(one) for one in content["versions"])
    except (KeyError, TypeError, ValueError, AttributeError):
        shaper.problems.append(_broken(path, "the file is no record of versions"))
        return ()
    if number := versions.unfit(ident, found):
        message = f"version {number} of the claim is not as it was recorded: its digest is another"
        shaper.problems.append(_broken(path, message))
        return ()
    if not found:
        shaper.problems.append(_broken(path, "the file holds no version"))
    return found


def read_chain(folder: Folder, shaper: Shaper) -> tuple[str, ...]:
    """Read the digests of the manifests that were published before, the newest last."""
    content = _json(PUBLICATIONS, folder, shaper)
    if content is None:
        return ()
    found = content.get("manifests")
    if not isinstance(found, list) or not all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in found):
        shaper.problems.append(_broken(PUBLICATIONS, "the file is no list of publications"))
        return ()
    if len(set(found)) < len(found):
        shaper.problems.append(_broken(PUBLICATIONS, "a publication stands there twice"))
        return ()
    return tuple(found)


def read_ratings(folder: Folder, shaper: Shaper) -> dict[str, Worded]:
    """Read what the ratings of the scale said when they were recorded, by id."""
    content = _json(RATINGS, folder, shaper)
    if content is None:
        return {}
    try:
        return {one.id: one for one in map(versions.rating_from_json, content["ratings"])}
    except (KeyError, TypeError, ValueError, AttributeError):
        shaper.problems.append(_broken(RATINGS, "the file is no record of a scale"))
        return {}


def written_ratings(found: Iterable[Worded]) -> bytes:
    """Write the record of the scale."""
    return _written({"ratings": [versions.rating_as_json(one) for one in found]})


def written_versions(found: Sequence[Version]) -> bytes:
    """Write the record of a claim."""
    return _written({"versions": [{**versions.as_json(one), "sha256": one.sha256} for one in found]})


def written_chain(found: Sequence[str]) -> bytes:
    """Write the record of the publications."""
    return _written({"manifests": list(found)})


def _written(content: Any) -> bytes:  # noqa: ANN401 - whatever JSON has
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _json(path: str, folder: Folder, shaper: Shaper) -> dict[str, Any] | None:
    try:
        text = folder.text_of(path, LIST_LIMIT)
    except InputError as error:
        shaper.problems.append(error.problem)
        return None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        conflict = any(line.startswith(("<<<<<<< ", ">>>>>>> ")) for line in text.split("\n"))
        message = "the record holds a merge conflict" if conflict else f"the record is no JSON: {error.msg}"
        shaper.problems.append(_broken(path, message, error.lineno, error.colno, conflict=conflict))
        return None
    except (RecursionError, ValueError):  # ValueError: a number longer than Python reads
        shaper.problems.append(_broken(path, "the record is no JSON: it is nested too deeply, or holds a huge number"))
        return None
    if not isinstance(content, dict):
        shaper.problems.append(_broken(path, "the file is no record"))
        return None
    return content


def _broken(path: str, message: str, line: int = 0, column: int = 0, *, conflict: bool = False) -> Problem:
    side = f"take the side that others have already (`git checkout origin/main -- {path}`), mend the card, and run "
    hint = f"{side}`pincite record`" if conflict else _AS_IT_WAS
    return Problem("record-broken", message, Span(path, line, column), hint)
