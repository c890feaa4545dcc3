"""A manifest and the files that stand where it stands: which were changed, which are missing, which nobody listed."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

from pincite.output.guard import DROPPINGS
from pincite.output.manifest import LIMIT, MANIFEST, SIGNATURE, parsed
from pincite.problems import Problem, Span, few, in_order
from pincite.published.limits import DOMAIN, NO_JEKYLL
from pincite.published.place import PlaceError, inside
from pincite.published.web import WebPlace
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.output.manifest import Listed, Manifest
    from pincite.published.place import Place

_AT_ONCE = 8  # files that are asked of a server at a time
_FAILURES = 4  # files that cannot be had, after which no more are asked for: the line is down, or the server
_REPOSITORY = ".git"  # of a published branch that somebody cloned
_AS_BUILT = "if it is your site, publish it anew; if not, tell its publisher: this is not what was built"


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: the problems, in order; remarks that are none; how many files and bytes are as listed."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    files: int = 0
    size: int = 0


def manifest_at(place: Place) -> tuple[Manifest, bytes]:
    """Read the manifest of a place, and give its bytes as well. Raises PlaceError where there is none of ours."""
    data = place.read(MANIFEST, LIMIT)
    if data is None:
        message = f"there is no {MANIFEST}: this is no site that pincite built"
        hint = "name the folder that holds index.html, or the address of the front page"
        raise PlaceError(Problem("no-manifest", message, Span(MANIFEST), hint))
    found = parsed(data) if len(data) <= LIMIT else None
    if found is None:
        message = f"{MANIFEST} is none that this pincite can read"
        hint = "another program uses the name, the file was damaged, or a newer pincite wrote it"
        raise PlaceError(Problem("no-manifest", message, Span(MANIFEST), hint))
    return found, data


def compare(manifest: Manifest, place: Place) -> Compared:
    """Hold every file that a manifest lists against the place, and where it can be listed, all that is there.

    Problems are site-path, site-changed, site-missing and site-extra, and what keeps a file from being read.
    """
    problems = [_outside(path) for path in manifest.outputs if not inside(path)]
    wanted = {path: one for path, one in manifest.outputs.items() if inside(path)}
    found, notes, failed = _read_all(wanted, place)
    problems += found.values()
    unasked = {path for path in wanted if path in failed.unasked}
    if unasked:
        message = f"{len(unasked)} more files were not asked for, since {_FAILURES} could not be had"
        problems.append(Problem("fetch-failed", message, Span(MANIFEST), "try again when the place can be read"))
    good = [one for path, one in wanted.items() if path not in found and path not in unasked and path not in notes]
    extra, told = _extra(manifest, place)
    remarks = [*notes.values(), *told]
    return Compared(in_order([*problems, *extra]), tuple(remarks), len(good), sum(one.size for one in good))


class _Failures:
    """Counts the files that cannot be had, and says when that is enough. For several threads."""

    def __init__(self) -> None:
        self.number = 0
        self.unasked: set[str] = set()
        self._lock = Lock()

    def enough(self, path: str) -> bool:
        with self._lock:
            if self.number < _FAILURES:
                return False
            self.unasked.add(path)
            return True

    def count(self) -> None:
        with self._lock:
            self.number += 1


def _read_all(wanted: Mapping[str, Listed], place: Place) -> tuple[dict[str, Problem], dict[str, str], _Failures]:
    """Read all files; give the problem or the remark of each that is not as listed, by its path."""
    failures = _Failures()
    web = isinstance(place, WebPlace)

    def ask(item: tuple[str, Listed]) -> Problem | str | None:
        path, listed = item
        if failures.enough(path):
            return None
        try:
            return _held(path, listed, place.read(path, min(listed.size, LIMIT)))
        except PlaceError as error:
            if web and path == NO_JEKYLL:  # many servers give no file whose name begins with a dot
                return _not_given(path)
            failures.count()
            return error.problem

    if web:
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            told = list(pool.map(ask, wanted.items()))
        finally:  # Ctrl-C waits for what is being asked, and not for all that was to be
            pool.shutdown(cancel_futures=True)
    else:
        told = [ask(item) for item in wanted.items()]
    problems, notes = {}, {}
    for path, one in zip(wanted, told, strict=True):
        if isinstance(one, Problem) and web and path == NO_JEKYLL and one.code == "site-missing":
            notes[path] = _not_given(path)
        elif isinstance(one, Problem):
            problems[path] = one
        elif one:
            notes[path] = one
    return problems, notes, failures


def _not_given(path: str) -> str:
    return f"the server does not give {path}, which is empty and meant for GitHub: nothing that readers see"


def _held(path: str, listed: Listed, data: bytes | None) -> Problem | None:
    if data is None:
        return Problem("site-missing", f'"{path}" is listed and is not there', Span(path), _AS_BUILT)
    if listed.size > LIMIT:
        message = f'"{path}" is listed with {listed.size} bytes, more than pincite writes or reads'
        return Problem("site-changed", message, Span(path), _AS_BUILT)
    if len(data) > listed.size:
        message = f'"{path}" is not as it was built: it has more than its {listed.size} bytes'
        return Problem("site-changed", message, Span(path), f"listed sha256: {listed.sha256}\n{_AS_BUILT}")
    here = hashlib.sha256(data).hexdigest()
    if len(data) == listed.size and here == listed.sha256:
        return None
    message = f'"{path}" is not as it was built'
    hint = f"listed sha256: {listed.sha256}, {listed.size} bytes\nhere:          {here}, {len(data)} bytes\n{_AS_BUILT}"
    return Problem("site-changed", message, Span(path), hint)


def _outside(path: str) -> Problem:
    shown = path[:200].replace("\n", "\\n").replace("\t", "\\t")  # the console keeps these two as they are
    message = f'the manifest lists "{shown}", which is no path in a site: it was not read'
    return Problem("site-path", message, Span(MANIFEST), "no pincite wrote this manifest; do not trust the site")


def _extra(manifest: Manifest, place: Place) -> tuple[list[Problem], list[str]]:
    """Tell what is there besides: what nobody built is a problem, what systems put there themselves a remark."""
    there = place.paths()
    if there is None:
        return [], []
    extra = sorted(there - {*manifest.outputs, MANIFEST, SIGNATURE})
    own = [path for path in extra if path == _REPOSITORY or path.startswith(f"{_REPOSITORY}/")]
    apart = [path for path in extra if path == DOMAIN or path.rpartition("/")[2] in DROPPINGS]
    notes = []
    if apart:
        notes.append(f"not part of the site, and not looked at: {few(apart)}")
    hint = "if it is your site, take it away; nothing that pincite built says where it is from"
    return [
        Problem("site-extra", f'"{path}" is there and is not listed', Span(path), hint)
        for path in extra
        if path not in {*own, *apart}
    ], notes
