"""Draft cards for annotations: the quote with its smallest selector, and what an editor must still decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.records import dataclass
from pincite.scaffold.cards import NewClaim, claim
from pincite.scaffold.quotes import quote
from pincite.text import in_one_line

if TYPE_CHECKING:
    from pincite.model import Article

_LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Beginning:
    """What every draft of one import has: who claims, which rating stands until there is one, and the day."""

    claimant: str
    rating: str
    checked: str


def draft(article: Article, start: int, end: int, note: str, tags: tuple[str, ...], beginning: Beginning) -> str:
    """Write a draft card that quotes `article.text[start:end]`. Raises ValueError where no selector names the place."""
    words = in_one_line(article.text[start:end])
    begun = NewClaim(
        title=shortened(words),
        claim=words,
        claimant=beginning.claimant,
        rating=beginning.rating,
        checked=beginning.checked,
        quotes=(quote(article, start, end),),
        more={"why": note} if note else {},
        remarks=(
            "A draft made from an annotation: claim, claimant, rating and verdict are for you to decide.",
            *([f"tags: {', '.join(tags)}"] if tags else []),
        ),
    )
    return claim(begun)


def shortened(words: str) -> str:
    """Make a title of a claim: itself, or as many of its words as fit, with the sign that it goes on."""
    if len(words) <= _LONGEST_TITLE:
        return words
    return f"{words[:_LONGEST_TITLE].rpartition(' ')[0] or words[:_LONGEST_TITLE]} …"
