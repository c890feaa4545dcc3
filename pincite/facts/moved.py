"""Which answers of a site are others than at the build before: the keys of `watch`, each with what it came to then.

Of each claim is known what it rests on, what lists see of it, and where it is listed; of everything else a digest. A
claim that rests on what it rested on before is not looked at.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pincite.facts.card import FEW
from pincite.facts.watch import ALL
from pincite.kept.claims import KeptClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pincite.model import Claim, Site

_SIZE = 8  # bytes
_OF_CLAIMS = {"card": 0, "claim": 1, "quotes": 3}  # keys of a single claim, by what is known of it
_WHOLES = {"card": "cards", "claim": "claims", "quotes": "quotes"}  # and the keys of those of all claims
# Look-ups of which a claim is an answer.
_LISTING = frozenset(
    {
        *("by-actor", "by-place", "by-topic", "by-reference", "by-rating"),
        *("citing", "cutting", "formerly-citing"),
    }
)
# Keys of which there may be nothing, and that is an answer.
_MAY_BE_NONE = frozenset({*ALL, "copies-of", "members-of", "places-in", "events-of", "events-at"} - {"claim"})
# What a claim rests on, what lists see of it, both in hex; the lists that it is in; the digest of its quotes.
_Known = tuple[str, str, str, str]


class State:
    """What a site's answers come to. `articles` are the digests of the articles' files by id."""

    def __init__(self, site: Site, articles: Mapping[str, str], before: bytes = b"") -> None:
        """`before` is a state as it was written; with one that cannot be read all is new."""
        claims, others = _read(before)
        now = dict(_others(site, articles))
        moved = {key for key in now.keys() | others.keys() if now.get(key) != others.get(key)}
        known: dict[str, _Known] = {}
        for claim in site.claims:
            known[claim.id] = _known(claim, claims.get(claim.id))
        for ident in known.keys() | claims.keys():
            moved.update(_moved(ident, claims.get(ident), known.get(ident)))
        moved.update(whole for kind, whole in _WHOLES.items() if any(key.startswith(f"{kind}:") for key in moved))
        self.fresh = not claims and not others
        self.moved = frozenset(moved)
        self._claims, self._others = known, now

    def answer(self, key: str) -> str | None:
        """Give what a key comes to, as a text that is another where the answer is; None where no text tells it."""
        kind, _, ident = key.partition(":")
        if kind in _OF_CLAIMS and ident:  # `quotes` alone asks for those of all claims
            known = self._claims.get(ident)
            return known[_OF_CLAIMS[kind]] if known else ""
        if kind in _LISTING and ident != "*":
            return " ".join(self._lists.get(key, ()))
        if kind in _MAY_BE_NONE and ident != "*":
            return self._others.get(key, "")
        return self._others.get(key) or self._wholes.get(key)

    @cached_property
    def _wholes(self) -> Mapping[str, str]:
        """What all claims come to, by the key that asks for all of them."""
        return {
            whole: _digest([(ident, known[_OF_CLAIMS[kind]]) for ident, known in self._claims.items()])
            for kind, whole in _WHOLES.items()
        }

    @cached_property
    def _lists(self) -> Mapping[str, list[str]]:
        """The ids of the claims of each reverse look-up."""
        found: dict[str, list[str]] = {}
        for ident, (_, _, lists, _) in self._claims.items():
            for key in lists.split():
                found.setdefault(key, []).append(ident)
        return found

    def written(self) -> bytes:
        """Write the state, for the next build."""
        return json.dumps([self._claims, self._others], ensure_ascii=False, separators=(",", ":")).encode()


def _read(before: bytes) -> tuple[dict[str, _Known], dict[str, str]]:
    """Read a state as it was written; what is none is as if there were none."""
    try:
        claims, others = json.loads(before) if before else ({}, {})
        known = {ident: (basis, shown, lists, quotes) for ident, (basis, shown, lists, quotes) in claims.items()}
        return known, dict(others)
    except (ValueError, TypeError, AttributeError):
        return {}, {}


def _known(claim: Claim, before: _Known | None) -> _Known:
    if not isinstance(claim, KeptClaim):
        whole = _digest(claim)
        return whole, whole, claim.lists, whole
    basis = claim.basis.hex()
    if before and before[0] == basis:
        return before
    return basis, claim.shown().hex(), claim.lists, claim.quotes_digest


def _moved(ident: str, before: _Known | None, now: _Known | None) -> Iterator[str]:
    if before == now:
        return
    yield f"card:{ident}"
    if before is None or now is None or before[1] != now[1]:
        yield f"claim:{ident}"
    if before is None or now is None or before[3] != now[3]:
        yield f"quotes:{ident}"
    yield from {*(before[2].split() if before else ())} ^ {*(now[2].split() if now else ())}


def _others(site: Site, articles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the keys of all that is no claim, with the digest of what each comes to."""
    kinds: dict[str, Iterable[tuple[str, str]]] = {
        "article": articles.items(),
        **{
            kind: ((one.id, _digest(one)) for one in getattr(site, ALL[kind]))
            for kind in ("actor", "reference", "place", "topic", "event")
        },
    }
    for kind, entries in kinds.items():
        whole = hashlib.blake2b(digest_size=_SIZE)
        for ident, digest in entries:
            yield f"{kind}:{ident}", digest
            whole.update(f"{ident} {digest}\n".encode())
        yield ALL[kind], whole.hexdigest()
    about: dict[str, list[str]] = {}
    for name, holders in (
        ("copies-of", ((one.id, one.origin) for one in site.references)),
        ("members-of", ((one.id, one.member_of) for one in site.actors)),
        ("places-in", ((one.id, one.within) for one in site.places)),
    ):
        for ident, holder in holders:
            if holder:
                about.setdefault(f"{name}:{holder}", []).append(ident)
    for event in site.events:
        for ident in event.claims:
            about.setdefault(f"events-of:{ident}", []).append(event.id)
        for place in event.places:
            about.setdefault(f"events-at:{place}", []).append(event.id)
    yield from ((key, _digest(idents)) for key, idents in about.items())
    yield f"few-articles:{FEW}", str(len(site.articles) <= FEW)
    yield "few-articles:1", str(len(site.articles) <= 1)
    for name in ("prose", "chain", "pending", "reworded"):
        yield name, _digest(getattr(site, name))


def _digest(record: Any) -> str:  # noqa: ANN401 - whatever record: its words say all that a page may show of it
    return hashlib.blake2b(repr(record).encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()
