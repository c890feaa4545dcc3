"""What a finished page must show, whatever its template does: the passages, the claim and the numbers of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pincite.addresses import page_of
from pincite.facts.statements import numbers
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.model import Article, Claim


class Stretch(NamedTuple):
    """A stretch of an original, offsets in code points, and what it is called in words: `the quote "q1"`."""

    what: str
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Promised:
    """What a page must show: a claim's sentence as its heading, stretches of originals, numbers, links to pages.

    A number is that of a figure or of one of its parts, as `figured` writes it.
    """

    claim: str = ""
    stretches: tuple[Stretch, ...] = ()
    figures: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def figured(found: Iterable[int]) -> str:
    """Write the one or two numbers of a figure as its element on a page has them: `46`, `18 49`."""
    return " ".join(map(str, found))


def of_claim(claim: Claim) -> Promised:
    """Give what the page of a claim must show."""
    stretches = [
        Stretch(f'the quote "{quote.id}"', str(quote.article), start, end)
        for quote in claim.quotes
        for start, end in quote.slices
    ]
    figures = [figured(numbers(figure)) for figure in claim.figures]
    figures += [figured((number,)) for figure in claim.figures for _, number in figure.parts]
    return Promised(claim.claim, tuple(stretches), tuple(figures))


def of_article(article: Article) -> Promised:
    """Give what the page of an article must show: all of its original."""
    return Promised(
        stretches=tuple(
            Stretch(f"paragraph {at}", str(article.id), start, end)
            for at, (start, end) in enumerate(article.paragraphs, 1)
        )
    )


def of_list(claims: Iterable[Claim]) -> Promised:
    """Give what a page of the list of claims must show: a link to each of them."""
    return Promised(pages=tuple(page_of("claims", claim.id) for claim in claims))
