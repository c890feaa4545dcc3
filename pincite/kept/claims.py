"""Fact cards of which only the light part is in memory: what lists and look-ups ask for; the body is loaded when asked.

A `KeptClaim` is a `Claim` in every way. What its light part does not have is read from the cache, and the last few
bodies are held: a page asks for the same one many times, and then never again.
"""

from __future__ import annotations

import hashlib
import json
import threading
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar

from pincite import packed
from pincite.kept.store import KeptError
from pincite.model import Claim, Cut, Quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite.kept.store import Store

T = TypeVar("T")
Light = list[Any]

_HELD = 4  # bodies
# The light part, in this order: plain values, ids that many claims share, dates by their texts, and what is worked out
# from the body once.
_PLAIN = ("title", "claim", "headline", "dating")
_SHARED = ("claimant", "strength")
_LISTS = ("places", "topics")
_DATES = ("checked", "claimed", "happened")
_WORKED_OUT = ("published", "updated", "corrected", "gathered", "lacked", "parties", "cited", "cuts", "noted")
SHOWN = (*_PLAIN, *_SHARED, *_LISTS, *_DATES, *_WORKED_OUT)
# What is at hand for rows of lists, and counts as asking for the card as a whole: an edit of it leaves lists alone in
# which the claim is only counted or sorted.
CLOSER = ("verdict", "claimant_note")
LIGHT = (*SHOWN, *CLOSER)
_AT = {name: at for at, name in enumerate(LIGHT)}


Mark = tuple[Any, ...]


def mark(claim: Claim) -> Mark:
    """Give what each build asks of every claim.

    That is: code, draft, withdrawn, reviewable, rating, the newest version, where it is listed, and a digest of its
    quotes.
    """
    newest = list(claim.newest) if claim.newest else None
    flags = claim.draft, claim.withdrawn, claim.reviewable
    return claim.code, *flags, claim.rating, newest, claim.lists, _digest(claim.quotes)


def _digest(quotes: tuple[Quote, ...]) -> str:
    """Digest what pages see of quotes, in hex: not where they stand on the card."""
    told = [
        (one.id, one.article, one.slices, one.paragraph, one.stance, one.speaker, one.via, one.note, one.translation)
        for one in quotes
    ]
    return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()


def light(claim: Claim) -> bytes:
    """Pack the light part of a claim: what lists show on one line, what is closer on the next."""
    shown: Light = [getattr(claim, name) for name in (*_PLAIN, *_SHARED, *_LISTS)]
    shown += [when and when.text for when in (claim.checked, claim.claimed, claim.happened)]
    shown += [claim.published.text, claim.updated.text, claim.corrected, claim.gathered, claim.lacked]
    shown += [sorted(claim.parties), sorted(claim.cited), claim.cuts, [when.text for when in claim.noted]]
    closer: Light = [getattr(claim, name) for name in CLOSER]
    return b"\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() for one in (shown, closer))


def body(claim: Claim) -> bytes:
    """Pack all of a claim."""
    return packed.dumps(claim, Claim, claim.path)


class Bodies:
    """Loads the bodies of claims, and tells whoever watches which were asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.note: Callable[[str], None] | None = None
        self._held: dict[str, Claim] = {}
        self._lock = threading.Lock()

    def asked(self, claim: KeptClaim, part: str = "card") -> None:
        """Tell whoever watches that more of a claim is asked for than lists see: all of its card, or a part."""
        if self.note:
            self.note(f"{part}:{claim.id}")

    def whole(self, claim: KeptClaim, part: str = "card") -> Claim:
        """Give all of a claim, of which a part is asked for. Raises KeptError where the cache has lost it."""
        self.asked(claim, part)
        name = claim.name_of_body
        with self._lock:
            found = self._held.get(name)
        if found is None:
            found = self._unpacked(claim, 0, Claim)
            with self._lock:
                self._held[name] = found
                if len(self._held) > _HELD:
                    del self._held[next(iter(self._held))]
        return found

    def pointers(self, claim: KeptClaim, kind: Any) -> Any:  # noqa: ANN401 - what `kind` says
        """Give the pointers of a card, of the kind that the reader made. Raises KeptError, as above."""
        return self._unpacked(claim, 1, kind)

    def _unpacked(self, claim: KeptClaim, part: int, kind: Any) -> Any:  # noqa: ANN401 - what `kind` says
        row = self.store.get("body", claim.name_of_body)
        if row is None or row[0] != claim.basis:
            raise KeptError(f"the cache has lost {claim.path}")
        try:
            return packed.loads(row[1].split(b"\n")[part], kind, claim.path)
        except packed.UNFIT as error:
            raise KeptError(f"{claim.path}: {error}") from error

    def fresh(self) -> None:
        """Go on with a connection of one's own, in a process that was forked."""
        self.store = self.store.reopened()
        self._lock = threading.Lock()  # another thread, which is not here, may hold the one before


def _given(claim: Claim) -> Claim:
    return claim


class KeptClaim(Claim):
    """A claim whose body is in the cache. `basis` is that of its rows; its light part is unpacked when it is needed."""

    __slots__ = ("_bodies", "_data", "_light", "_shown", "basis", "lists", "newest", "quotes_digest", "reviewable")

    def __init__(self, ident: str, path: str, told: Mark, data: bytes, basis: bytes, bodies: Bodies) -> None:
        # Of the record's own slots only these are filled; what is asked of the others, `__getattr__` answers.
        put = object.__setattr__
        code, draft, withdrawn, reviewable, rating, newest, lists, quotes = told
        put(self, "id", ident)
        put(self, "path", path)
        put(self, "code", code)
        put(self, "draft", draft)
        put(self, "withdrawn", withdrawn)
        put(self, "reviewable", reviewable)
        put(self, "newest", tuple(newest) if newest else None)
        put(self, "rating", intern(rating))
        put(self, "lists", lists)
        put(self, "quotes_digest", quotes)
        put(self, "_data", data)
        put(self, "basis", basis)
        put(self, "_bodies", bodies)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - called for what the record's own slots do not hold
        if name == "_light":
            return self._unpack()
        if name.startswith("__") or name in KeptClaim.__slots__:
            raise AttributeError(name)
        return getattr(self._bodies.whole(self, "quotes" if name == "quotes" else "card"), name)

    def __reduce__(self) -> Any:  # noqa: ANN401 - pickle's protocol
        return _given, (self._bodies.whole(self),)  # of another class than this one, which a reduced state may not be

    @property
    def whole(self) -> Claim:
        """All of it in memory."""
        found: Claim = self._bodies.whole(self)
        return found

    @property
    def name_of_body(self) -> str:
        """The name of its body's row: a body is never written over, for an older state of the site may ask for it."""
        return f"{self.path}#{self.basis.hex()}"

    def shown(self) -> bytes:
        """Digest what lists see of the claim."""
        data = self._data
        if not data:  # it is unpacked, and the digest was kept
            found: bytes = self._shown
            return found
        told = repr((self.code, self.draft, self.withdrawn, self.reviewable, self.rating)).encode()
        return hashlib.blake2b(told + data.partition(b"\n")[0], digest_size=8).digest()

    def _unpack(self) -> tuple[Any, ...]:
        data = self._data
        if not data:  # another thread was quicker
            found: tuple[Any, ...] = self._light
            return found
        try:
            values = [value for part in data.split(b"\n") for value in packed.plain(part)]
            if len(values) != len(LIGHT):
                raise KeptError(f"the cache has lost {self.path}")
            for at in _INTERNED:
                values[at] = values[at] and intern(values[at])
            values[_CUTS] = [Cut(*one) for one in values[_CUTS]]
            for at in _NAMES:
                values[at] = tuple([intern(one) for one in values[at]])
        except packed.UNFIT as error:
            raise KeptError(f"{self.path}: {error}") from error
        found = tuple(values)
        object.__setattr__(self, "_shown", self.shown())
        object.__setattr__(self, "_light", found)
        object.__setattr__(self, "_data", b"")
        return found


_INTERNED = [_AT[name] for name in (*_SHARED, *_DATES, "published", "updated")]
_CUTS = _AT["cuts"]
_NAMES = [_AT[name] for name in (*_LISTS, "parties", "cited", "noted")]


def _plain(at: int) -> property:
    return property(lambda self: self._light[at])


def _date(at: int) -> property:
    return property(lambda self: None if self._light[at] is None else packed.when(self._light[at]))


def _set(at: int) -> property:
    return property(lambda self: frozenset(self._light[at]))


def _dates(at: int) -> property:
    return property(lambda self: tuple([packed.when(one) for one in self._light[at]]))


def _cuts(at: int) -> property:
    return property(lambda self: tuple(self._light[at]))


def _closer(at: int) -> property:
    def give(self: KeptClaim) -> Any:  # noqa: ANN401 - the record decides
        self._bodies.asked(self)
        return self._light[at]

    return property(give)


for _name, _place in _AT.items():
    _make = {"parties": _set, "cited": _set, "cuts": _cuts, "noted": _dates}.get(_name, _plain)
    if _name in CLOSER and _make is _plain:
        _make = _closer
    if _name in {*_DATES, "published", "updated"}:
        _make = _date
    setattr(KeptClaim, _name, _make(_place))
