"""All comparisons of a site: how many differences of each class they have, and what only one article says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.differences import GRAVITY
from pincite.facts.card import FEW
from pincite.facts.passages import passage
from pincite.facts.rows import row
from pincite.fields.kinds import STATING
from pincite.pointers import POINTER
from pincite.records import dataclass

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from pincite.facts.card import Card
    from pincite.facts.compare import Comparison
    from pincite.facts.index import Index
    from pincite.facts.passages import Passage
    from pincite.facts.rows import Row
    from pincite.model import Article, Claim

SHOWN_AT_MOST = 100  # claims of one article


@dataclass(frozen=True, slots=True)
class Gathered:
    """A card with its comparisons. `again` are those that another card makes, too, with that card's row."""

    card: Card
    comparisons: tuple[Comparison, ...]
    again: tuple[tuple[Comparison, Row], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many differences of one class there are, and which claims' comparisons have how many of them."""

    kind: str
    count: int
    claims: tuple[tuple[Row, int], ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """A claim that one article alone states: its row, the passage, and what the card says of the others."""

    row: Row
    passage: Passage
    notes: tuple[tuple[Article, str], ...]


@dataclass(frozen=True, slots=True)
class SaidAlone:
    """What one article says and no other: as many claims as are shown, and how many more there are."""

    article: Article
    claims: tuple[Alone, ...]
    more: int


def gathered(cards: Iterable[Card]) -> tuple[Gathered, ...]:
    """Gather the comparisons of cards. Two passages that several cards compare are shown with the first of them."""
    seen: dict[tuple[object, ...], Row] = {}
    found = []
    for card in cards:
        new, again = [], []
        for one in card.comparisons:
            places = _places(one)
            if places in seen and seen[places].id != card.claim.id:
                again.append((one, seen[places]))
            else:
                seen[places] = card.row
                new.append(_from_afar(one, card))
        if new or again:
            found.append(Gathered(card, tuple(new), tuple(again)))
    return tuple(found)


def _from_afar(one: Comparison, card: Card) -> Comparison:
    """Let the pointers of its notes lead to the card's own page, for they stand on another one."""
    links = {name: f"[{words}](claims/{card.claim.id}.html{href})" for name, href, words in card.pointers}

    def linked(found: re.Match[str]) -> str:
        return links.get(found.group("note") or "", found.group())

    sides = (replace(side, note=POINTER.sub(linked, side.note)) for side in (one.first, one.second))
    first, second = sides
    return replace(one, first=first, second=second, note=POINTER.sub(linked, one.note))


def _places(one: Comparison) -> tuple[object, ...]:
    return tuple((side.article, tuple((cut.start, cut.end) for cut in side.cuts)) for side in (one.first, one.second))


def tally(sections: Sequence[Gathered]) -> tuple[Tally, ...]:
    """Count the differences of each class, the gravest class first."""
    counted = []
    for kind in GRAVITY:
        claims = [
            (section.card.row, sum(one.kind == kind for pair in section.comparisons for one in pair.differences))
            for section in sections
        ]
        having = tuple((claim, count) for claim, count in claims if count)
        counted.append(Tally(kind, sum(count for _, count in having), having))
    return tuple(counted)


def said_alone(claims: Iterable[Claim], index: Index) -> tuple[SaidAlone, ...]:
    """Give, article by article, the claims that it states and no other does, in the order given.

    On a site of more than a few articles, only those of which a card says that another article does not carry them.
    """
    if index.few_articles(1):  # it has nothing to be compared with
        return ()
    found: dict[str, list[Alone]] = {}
    for claim in claims:
        printed = index.printed_by(claim)
        if len(printed) == 1 and (claim.lacked or index.few_articles(FEW)):
            found.setdefault(printed[0].id, []).append(_alone(claim, index))
    return tuple(_shown(index.articles[ident], found[ident]) for ident in index.articles if ident in found)


def _alone(claim: Claim, index: Index) -> Alone:
    quote = next(quote for quote in claim.quotes if quote.stance in STATING)
    notes = ((index.articles[absent.article], absent.note) for absent in claim.absent)
    return Alone(row(claim, index), passage(quote, claim.id, index), tuple(notes))


def _shown(article: Article, claims: Sequence[Alone]) -> SaidAlone:
    return SaidAlone(article, tuple(claims[:SHOWN_AT_MOST]), max(0, len(claims) - SHOWN_AT_MOST))
