"""What a page asks of the site while it is made: noted by key, so that it is made anew only when an answer is another.

Keys: `claim:ID` what lists may see of a claim; `quotes:ID` its quotes; `card:ID` all of it; `actor:ID`, `article:ID`,
`event:ID`, ... an entry; `by-actor:ID`, `events-of:ID`, ... which claims or events something has; `claims`,
`articles`, ... all of a kind.

Look-ups note what they are asked. What several pages share is worked out once: who gets it later is noted for all that
it rests on, as if it had been worked out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping
    from collections.abc import Set as AbstractSet

    from pincite.model import Site

K = TypeVar("K", bound="Hashable")
T = TypeVar("T")

ALL = {
    "claim": "claims",
    "article": "articles",
    "actor": "actors",
    "reference": "references",
    "place": "places",
    "topic": "topics",
    "event": "events",
}
_MANY = 200  # keys of one kind, from which on somebody asks for all of the kind
_WHOLE = {"card": "cards", "quotes": "quotes", **ALL}
# What a site has of which any part may be asked for; the rest belongs to its settings, which every page rests on.
_NOTED = frozenset({*ALL.values(), "prose", "chain", "pending", "reworded"})


class Watch:
    """Notes keys while somebody watches, and costs nothing while nobody does. Not for two threads at once."""

    def __init__(self) -> None:
        self.watchers: list[set[str]] = []  # each with what it has seen, the innermost last

    def note(self, key: str) -> None:
        """Note one key."""
        if self.watchers:
            self.watchers[-1].add(key)

    def notes(self, keys: Iterable[str]) -> None:
        """Note several keys."""
        if self.watchers:
            self.watchers[-1].update(keys)

    @contextmanager
    def watching(self) -> Iterator[set[str]]:
        """Gather what is noted inside. Whoever watches around it is not told."""
        seen: set[str] = set()
        self.watchers.append(seen)
        try:
            yield seen
        finally:
            self.watchers.pop()

    def remember(self, held: MutableMapping[K, tuple[T, frozenset[str]]], name: K, make: Callable[[], T]) -> T:
        """Give what is held under a name, or make it; either way all that it rests on is noted."""
        if (kept := held.get(name)) is None:
            seen: set[str] = set()
            self.watchers.append(seen)  # as `watching` does, which takes as long as many a thing that is made here
            try:
                made = make()
            finally:
                self.watchers.pop()
            kept = held[name] = made, frozenset(seen)
        if self.watchers:
            self.watchers[-1].update(kept[1])
        return kept[0]


def gathered(seen: AbstractSet[str]) -> AbstractSet[str]:
    """Put "all of a kind" for very many of a kind."""
    if len(seen) < _MANY:
        return seen
    kinds: dict[str, list[str]] = {}
    for key in seen:
        kinds.setdefault(key.partition(":")[0], []).append(key)
    found: set[str] = set()
    for kind, keys in kinds.items():
        if len(keys) < _MANY or kind not in _WHOLE:
            found.update(keys)
        else:
            found.add(_WHOLE[kind])
    return found


if TYPE_CHECKING:
    apart = cached_property
else:

    class apart(cached_property):  # noqa: N801 - used as the decorator that it is a kind of
        """Something that is worked out when it is first asked for; what is asked meanwhile, nobody is noted for."""

        def __get__(self, instance: Any, owner: Any = None) -> Any:  # noqa: ANN401 - as `cached_property` has it
            """Work it out, and keep it in the instance, which has a `watch`."""
            if instance is None:
                return self
            with instance.watch.watching():
                return super().__get__(instance, owner)


class Table(Mapping[str, T], Generic[T]):
    """A look-up that notes what it is asked: the key, or all of the kind where it is gone through or counted."""

    __slots__ = ("_kind", "_table", "_watch", "_watching")

    def __init__(self, kind: str, table: Mapping[str, T], watch: Watch) -> None:
        self._kind = kind
        self._table = table
        self._watch = watch
        self._watching = watch.watchers

    def __getitem__(self, key: str) -> T:
        """Give an entry. Raises KeyError."""
        if self._watching:  # as `Watch.note`; a page asks for some fifty entries
            self._watching[-1].add(f"{self._kind}:{key}")
        return self._table[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether there is an entry."""
        self._watch.note(f"{self._kind}:{key}")
        return key in self._table

    def __iter__(self) -> Iterator[str]:
        """Give the keys of all entries."""
        self._all()
        return iter(self._table)

    def __len__(self) -> int:
        """Count all entries."""
        self._all()
        return len(self._table)

    def _all(self) -> None:
        self._watch.note(ALL.get(self._kind, f"{self._kind}:*"))


class Lists(Table[list[T]]):
    """A look-up of lists: none of a key is an empty one. `brings` gives the keys that an answer is noted with."""

    __slots__ = ("_brings",)

    def __init__(
        self, kind: str, table: Mapping[str, list[T]], watch: Watch, brings: Callable[[Iterable[T]], Iterable[str]]
    ) -> None:
        super().__init__(kind, table, watch)
        self._brings = brings

    def __getitem__(self, key: str) -> list[T]:
        """Give the list of a key."""
        found = self._table.get(key, [])
        if self._watching and (name := f"{self._kind}:{key}") not in self._watching[-1]:
            self._watch.note(name)
            self._watch.notes(self._brings(found))
        return found

    def _all(self) -> None:
        super()._all()
        for one in self._table.values():
            self._watch.notes(self._brings(one))


class _Seen:
    """A site that notes which of its parts are asked for as a whole."""

    def __init__(self, site: Site, watch: Watch) -> None:
        self._site = site
        self._watch = watch
        self.config = site.config  # asked for a dozen times by each page, and not noted
        self.language = site.language

    def __getattr__(self, name: str) -> object:
        if name in _NOTED:
            self._watch.note(name)
        found = getattr(self._site, name)
        return seen(found, self._watch) if name == "published" else found


def seen(site: Site, watch: Watch) -> Site:
    """Give the same site, whose parts are noted when they are asked for."""
    return cast("Site", _Seen(site, watch))
