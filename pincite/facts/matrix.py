"""The matrix of articles against claims: what each article does to each claim, with the passage in which it does so.

1. At most eight articles, those that most cards quote, and at most two hundred claims, in the order of lists.
2. Claims on which none of these articles says anything have no row.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from pincite.facts.distribution import chief_articles
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.model import Article, Claim, Quote
    from pincite.settings import Rating

CLAIMS_AT_MOST = 200
# What weighs more stands first; mere context is told where an article does nothing else.
_WEIGHT = ("supports", "reports", "disputes", "qualifies", "context")


@dataclass(frozen=True, slots=True)
class Said:
    """What a passage does to a claim: the stance, the passage's id on its article's page, and its paragraph."""

    stance: str
    target: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Cell:
    """An article on a claim. Without `said` it is silent; `note` is the card's on an article that lacks the claim."""

    article: Article
    said: tuple[Said, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with a cell for each article."""

    claim: Claim
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one rating."""

    rating: Rating
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Claims in groups by rating, least supported first, against articles.

    `claims` is how many have a row, of `all_claims`; there are `all_articles`. Of all claims, `several` are stated by
    more than one article, `single` by one, `none` by none.
    """

    articles: tuple[Article, ...]
    groups: tuple[Group, ...]
    claims: int
    all_claims: int
    all_articles: int
    several: int
    single: int
    none: int


def matrix(index: Index) -> Matrix:
    """Set the claims of a site against its articles."""
    site = index.site
    articles = chief_articles(index)
    chief = {article.id for article in articles}
    # Most claims of a large site say nothing of these articles, which is known without all of their cards.
    nearer = (claim for claim in index.in_order(index.standing) if claim.lacked or not chief.isdisjoint(claim.quoted))
    lines = (_line(claim, articles) for claim in nearer)
    shown = list(islice((line for line in lines if any(cell.said or cell.note for cell in line.cells)), CLAIMS_AT_MOST))
    stated = [len(index.printed_by(claim)) for claim in index.standing]
    return Matrix(
        articles,
        tuple(
            Group(index.ratings[rating], tuple(held))
            for rating, held in groupby(shown, key=lambda line: line.claim.rating)
        ),
        len(shown),
        len(index.standing),
        len(site.articles),
        sum(number > 1 for number in stated),
        stated.count(1),
        stated.count(0),
    )


def _line(claim: Claim, articles: tuple[Article, ...]) -> Line:
    quotes: dict[str, dict[str, Quote]] = {}
    for quote in claim.quotes:
        quotes.setdefault(quote.article, {}).setdefault(quote.stance, quote)
    notes = {str(one.article): one.note for one in claim.absent} if claim.lacked else {}
    return Line(
        claim,
        tuple(Cell(one, _said(claim, quotes.get(one.id, {})), notes.get(one.id, "")) for one in articles),
    )


def _said(claim: Claim, by_stance: dict[str, Quote]) -> tuple[Said, ...]:
    found = tuple(
        Said(stance, f"{claim.id}-{by_stance[stance].id}", by_stance[stance].paragraph)
        for stance in _WEIGHT
        if stance in by_stance
    )
    return tuple(one for one in found if one.stance != "context") or found
