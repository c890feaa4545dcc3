"""Those who made the claims of a feed: actors whom the site has, by their names, and entries for the others."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.records import dataclass
from pincite.scaffold import ids
from pincite.text import in_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.intake.review import Named
    from pincite.model import Actor

NOT_RECORDED = "not-recorded"
_UNKNOWN = "unidentified"
_NOBODY = {"name": "Not recorded", "kind": _UNKNOWN}


@dataclass(slots=True)
class Claimants:
    """The actors of a site and those that an import adds; `entries` are the new ones, fields by id."""

    known: dict[str, str]
    taken: set[str]
    entries: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: Iterable[Actor]) -> Claimants:
        """Begin with the actors that the site has."""
        there = list(actors)
        # The first of two with one name is the one that is meant, as far as a program can tell.
        return cls({_bare(one.name): str(one.id) for one in reversed(there)}, {str(one.id) for one in there})

    def id_of(self, named: Named | None) -> str:
        """Give the actor of a claimant, a new one where the site has none; without a name, one who is not recorded."""
        if named is None:
            if NOT_RECORDED not in self.taken:
                self._add(NOT_RECORDED, _NOBODY)
            return NOT_RECORDED
        if known := self.known.get(_bare(named.name)):
            return known
        stem = ids.from_title(named.name) or f"claimant-{len(self.entries) + 1}"
        ident = self.known[_bare(named.name)] = ids.free(stem, self.taken)
        values = {
            "name": named.name,
            "kind": named.kind or _UNKNOWN,
            "description": named.description,
            "url": named.url,
        }
        self._add(ident, {**values, "same_as": ", ".join(named.same_as)})
        return ident

    def is_of_no_kind(self, ident: str) -> bool:
        """Tell whether a claimant is new, and the feed does not say what kind of actor that is."""
        return ident != NOT_RECORDED and self.entries.get(ident, {}).get("kind") == _UNKNOWN

    def _add(self, ident: str, values: dict[str, str]) -> None:
        self.taken.add(ident)
        self.entries[ident] = values


def _bare(name: str) -> str:
    return in_one_line(name).casefold()
