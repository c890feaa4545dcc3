"""What whole files gave, articles and lists of entries, remembered in the cache: see `deck` for the cards.

A file's record is used only where the file, and what else was read for it, are as they were, and so is the program.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pincite import packed
from pincite.kept.store import basis
from pincite.problems import Problem, has_errors
from pincite.read.files import ASSET_LIMIT
from pincite.read.values import Pointer
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from pincite.kept.store import Store
    from pincite.read.files import Folder

_PROBLEMS, _POINTERS = tuple[Problem, ...], tuple[Pointer, ...]
_DECLARED = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file gave: its record or records, None where it could not be read."""

    record: Any
    problems: tuple[Problem, ...]
    pointers: tuple[Pointer, ...]
    declared: Mapping[str, AbstractSet[str]]


class Shelf:
    """The records of files in the cache. `kind` is everywhere the annotation of the record, as `packed` takes it."""

    def __init__(self, folder: Folder, store: Store | None, program: str) -> None:
        self._folder = folder
        self._store = store
        self._program = program
        self._fresh: list[tuple[str, bytes, bytes]] = []

    def find(self, path: str, kind: Any) -> Taken | None:  # noqa: ANN401 - any annotation
        """Give what a file gave, None where that is not known or not what it would give now. Raises KeptError."""
        row = self._store.get("file", path) if self._store else None
        if row is None:
            return None
        try:
            paths, *parts = json.loads(row[1])
            if path not in paths or self._basis(paths) != row[0]:
                return None
            kinds = (kind, _PROBLEMS, _POINTERS, _DECLARED)
            record, problems, pointers, declared = (
                packed.form(one)[1](part, path)  # type: ignore[misc] # never None for tuples and records
                for one, part in zip(kinds, parts, strict=True)
            )
        except packed.UNFIT:
            return None
        return Taken(record, problems, pointers, {name: set(ids) for name, ids in declared})

    def put(self, path: str, kind: Any, taken: Taken, paths: Iterable[str]) -> None:  # noqa: ANN401 - any annotation
        """Remember what a file gave; `paths` are those of the files that were read for it, itself among them."""
        if self._store is None or taken.record is None or has_errors(taken.problems):
            return
        read = list(paths)
        declared = tuple((name, tuple(sorted(ids))) for name, ids in sorted(taken.declared.items()))
        parts = ((kind, taken.record), (_PROBLEMS, taken.problems), (_POINTERS, taken.pointers), (_DECLARED, declared))
        packs = [packed.form(one)[0](part, path) for one, part in parts]  # type: ignore[misc] # as above
        data = json.dumps([read, *packs], ensure_ascii=False, separators=(",", ":")).encode()
        self._fresh.append((path, self._basis(read), data))

    def save(self) -> None:
        """Write what was put. Raises KeptError."""
        if self._store and self._fresh:
            self._store.put("file", self._fresh)
            self._store.save()
            self._fresh.clear()

    def _basis(self, paths: Iterable[str]) -> bytes:
        told = [self._program, *(f"{path}={self._folder.digest(path, ASSET_LIMIT)}" for path in paths)]
        return basis(told)
