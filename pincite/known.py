"""What earlier builds have left in the cache of the files that they made: what each asked for, and what was seen in it.

All of it is written with the state of the site that it belongs to, or none: a build that fails leaves the last one's.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pincite.kept.store import KeptError
from pincite.output.manifest import Listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Set as AbstractSet

    from pincite.facts.derived import Derived
    from pincite.facts.moved import State
    from pincite.finished import Around, Finished, Sink
    from pincite.kept.claims import Bodies
    from pincite.output.links import Place

_STATE = "state"
_NUMBER = "rows"  # of files that are known: one that is lost is missed
_NO_PAGE = frozenset({"", "*"})  # templates of files that are no pages: see `Finished`
_DRAFTS = "drafts:"  # before the names of rows of builds that show drafts; no path of a file has it
_BATCH = 500  # rows that are written at once; all of them are kept together, or none
_HELD = 500  # pages whose ids are held
_FEW = 50  # keys that are looked for one by one


class Row(NamedTuple):
    """A file of the last build: what it rested on, what came of it, its template, the keys that it asked for."""

    basis: bytes
    listed: Listed
    template: str
    asked: list[str]


class Known:
    """The rows of pages, with the state of the site now. To be asked in the order of its methods. Raises KeptError."""

    def __init__(self, bodies: Bodies, state: State, program: bytes, derived: Derived, *, drafts: bool) -> None:
        """`drafts` tells of a build that shows drafts: what it left is of no use to one that does not."""
        self._prefix = _DRAFTS if drafts else ""
        self.bodies = bodies
        self._store = bodies.store
        self._state = state
        self._program = program
        self._derived = derived
        self._texts: list[tuple[str, bytes, bytes]] = []
        self._gone: set[str] = set()
        self._remade: set[str] = set()
        self._lost: set[bytes] = set()  # ids that are gone from pages, as `look` has them where a page leads to one
        self._held: dict[str, frozenset[str] | None] = {}
        self._files: set[str] = set()  # that have a row once all is written
        self._seen: set[str] = set()  # pages of which is kept what was seen in them
        self._pages: list[tuple[str, bytes, bytes]] = []
        self._looks: list[tuple[str, bytes, bytes]] = []

    def standing(self, paths: Collection[str], around: Around, sink: Sink) -> dict[str, Listed]:
        """Give the files that need not be made: nothing that they rest on has moved, and the sink has them.

        Where it is not known how the site was before, there are none.
        """
        found = {}
        number = self._number
        for path, basis, data in self._rows("page"):
            number -= 1
            if path not in paths:
                self._gone.add(path)
                continue
            listed, template, asked = _read(data)
            if template not in _NO_PAGE:
                self._seen.add(path)
            if self.fresh or basis != around.basis(template) or self._moved(asked) or not sink.has(path, listed):
                self._remade.add(path)
            else:
                found[path] = listed
        if number and not self.fresh:
            raise KeptError("the cache has lost pages")
        self._files.update(found)
        return found

    @property
    def _number(self) -> int:
        """Give how many files the last build has left."""
        row = self._store.get("made", self._prefix + _NUMBER)
        return int(row[1]) if row and row[1].isdigit() else -1

    def _rows(self, table: str) -> Iterator[tuple[str, bytes, bytes]]:
        for name, basis, data in self._store.all(table):
            if name.startswith(_DRAFTS) == bool(self._prefix):
                yield name.removeprefix(self._prefix), basis, data

    def _moved(self, asked: bytes) -> bool:
        if len(self._state.moved) <= _FEW:
            around = b"\n" + asked + b"\n"
            return any(key in around for key in self._keys)
        return not self._state.moved.isdisjoint(asked.decode().split("\n"))

    @cached_property
    def _keys(self) -> list[bytes]:
        return [f"\n{key}\n".encode() for key in self._state.moved]

    def row(self, path: str) -> Row | None:
        """Give what is known of a file."""
        row = self._store.get("page", self._prefix + path)
        if row is None:
            return None
        listed, template, asked = _read(row[1])
        return Row(row[0], listed, template, asked.decode().split("\n") if asked else [])

    @property
    def fresh(self) -> bool:
        """Whether nothing is known of a build by this program."""
        return self._state.fresh

    @property
    def moved(self) -> AbstractSet[str]:
        """The keys whose answers are others than at the last build."""
        return self._state.moved

    def leading_astray(self, paths: Collection[str]) -> list[str]:
        """Name the pages that lead to a file that is gone, or to an id that is gone from a page that was made anew.

        `paths` are those of all files.
        """
        lost = {json.dumps(path, ensure_ascii=False)[:-1].encode() for path in self._gone} | self._lost
        if not lost:
            return []
        self._put()
        found, unseen = [], set(self._seen)
        for path, _, data in self._rows("look"):
            unseen.discard(path)
            if path in paths and any(one in data for one in lost):
                found.append(path)
        if unseen:
            raise KeptError("the cache has lost what was seen in pages")
        return found

    def ids(self, path: str) -> frozenset[str] | None:
        """Give the ids in a page as it was seen when it was made last; None where it is no page."""
        if path not in self._held:
            if len(self._held) >= _HELD:
                self._held.clear()
            self._put()
            self._held[path] = self._ids(path)
        return self._held[path]

    def _ids(self, path: str) -> frozenset[str] | None:
        row = self._store.get("look", self._prefix + path)
        if row is None and path in self._seen:
            raise KeptError(f"the cache has lost what was seen in {path}")
        return frozenset(json.loads(row[1])[0]) if row else None

    def add(self, one: Finished, around: Around) -> None:
        """Remember a file that was made."""
        head = f"{one.listed.sha256} {one.listed.size} {one.template}".encode()
        asked = "\n".join(one.asked).encode()
        self._files.add(one.path)
        self._pages.append((self._prefix + one.path, around.basis(one.template), head + b"\n" + asked))
        if one.looked and one.looked.ids is not None:
            if one.path in self._remade and not self.fresh:
                gone = (self._ids(one.path) or frozenset()) - one.looked.ids
                self._lost |= {json.dumps(f"{one.path}#{ident}", ensure_ascii=False).encode() for ident in gone}
            seen = [sorted(one.looked.ids), [_written(place) for place in one.looked.leads]]
            data = json.dumps(seen, ensure_ascii=False, separators=(",", ":")).encode()
            self._looks.append((self._prefix + one.path, b"", data))
            self._seen.add(one.path)
        self._texts += one.texts
        if len(self._pages) >= _BATCH:
            self._put()

    def _put(self) -> None:
        self._store.put("page", self._pages)
        self._store.put("look", self._looks)
        self._pages.clear()
        self._looks.clear()
        self._store.put("text", self._texts)
        self._texts.clear()

    def save(self) -> None:
        """Write everything, the state with it."""
        gone = [self._prefix + path for path in self._gone]
        self._store.drop("page", gone)
        self._store.drop("look", gone)
        self._put()
        number = str(len(self._files)).encode()
        state = (self._prefix + _STATE, self._program, self._state.written())
        self._derived.sweep()
        self._store.put("made", [state, (self._prefix + _NUMBER, self._program, number)])
        self._store.save()


def _read(data: bytes) -> tuple[Listed, str, bytes]:
    """Give what came of a file, its template, and the keys that it asked for, a line each.

    Raises KeptError where the row is of another form: before it is read nobody can tell which program wrote it.
    """
    head, _, asked = data.partition(b"\n")
    try:
        sha256, size, template = head.decode().split(" ")
        return Listed(sha256, int(size)), template, asked
    except ValueError as error:
        raise KeptError(f"a page's row is of another form: {error}") from error


def _written(place: Place) -> str:
    return f"{place.path}#{place.fragment}" if place.fragment else place.path


def before(bodies: Bodies, program: bytes, *, drafts: bool) -> bytes:
    """Give the state of the site at the last build; nothing where another program wrote it. Raises KeptError."""
    row = bodies.store.get("made", (_DRAFTS if drafts else "") + _STATE)
    return row[1] if row and row[0] == program else b""
