"""A claim as a row of a list: the little that lists, indexes and other cards may see of it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.fields.kinds import STATING
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.model import Claim
    from pincite.settings import Rating, Strength


_REMEMBERED = 4_000  # rows of a site, about a kilobyte each


@dataclass(frozen=True, slots=True)
class Pin:
    """The place of a quote in short: article, paragraph and characters."""

    article: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One claim in a list.

    `areas` are its places and all that those lie in, `named` the actors that have another part in it than to claim it.
    """

    id: str
    name: str
    title: str
    headline: str
    claim: str
    rating: Rating
    rating_number: int
    strength: Strength | None
    strength_number: int
    claimant: str
    claimant_id: str
    claimed: When | None
    happened: When | None
    checked: When
    corrected: bool
    draft: bool
    withdrawn: bool
    articles: tuple[str, ...]
    article_names: tuple[str, ...]
    places: tuple[str, ...]
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    named: tuple[str, ...]
    pins: tuple[Pin, ...]
    _claim: Claim = field(repr=False, compare=False)

    @property
    def verdict(self) -> str:
        """The reason for the rating. It is asked for where it is shown: most lists leave it out, and rest on less."""
        return self._claim.verdict

    @property
    def claimant_note(self) -> str:
        """A few words beside the claimant; as above."""
        return self._claim.claimant_note


def row(claim: Claim, index: Index) -> Row:
    """Give the row of a claim. `rating_number` counts the scale from the top, 0 first."""
    if index.claims.get(claim.id) is not claim:
        return _row(claim, index)
    if len(index.rows) >= _REMEMBERED:
        index.rows.clear()
    found: Row = index.watch.remember(index.rows, claim.id, lambda: _row(claim, index))
    return found


def _row(claim: Claim, index: Index) -> Row:
    stating = [cut for cut in claim.cuts if cut.stance in STATING]
    articles = [index.articles[ident] for ident in sorted({cut.article for cut in stating})]
    return Row(
        id=claim.id,
        name=claim.name,
        title=claim.title,
        headline=claim.headline or claim.title,
        claim=claim.claim,
        rating=index.ratings[claim.rating],
        rating_number=index.rating_numbers[claim.rating],
        strength=index.strengths[claim.strength] if claim.strength else None,
        strength_number=index.strength_numbers[claim.strength] if claim.strength else 0,
        claimant=index.actors[claim.claimant].name,
        claimant_id=claim.claimant,
        claimed=claim.claimed,
        happened=claim.happened,
        checked=claim.checked,
        corrected=claim.corrected,
        draft=claim.draft,
        withdrawn=claim.withdrawn,
        articles=tuple(article.id for article in articles),
        article_names=tuple(article.short for article in articles),
        places=claim.places,
        areas=index.areas_of(claim),
        topics=claim.topics,
        named=tuple(sorted(index.actors_of(claim) - {claim.claimant})),
        pins=tuple([Pin(cut.article, cut.paragraph, cut.start, cut.end) for cut in stating]),
        _claim=claim,
    )


def rows(claims: Iterable[Claim], index: Index) -> tuple[Row, ...]:
    """Make rows in the order of lists: least supported first."""
    return tuple(row(claim, index) for claim in index.in_order(tuple(claims)))
