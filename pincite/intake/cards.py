"""Draft cards for annotations: the quote with its smallest selector, and what an editor must still decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.scaffold.cards import NOT_WRITTEN, SCHEMA
from pincite.scaffold.form import modeline
from pincite.scaffold.quotes import quote
from pincite.scaffold.typed import field
from pincite.text import in_one_line

if TYPE_CHECKING:
    from pincite.model import Article

_LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Beginning:
    """What every draft of one import has: who claims, which rating stands until there is one, and the day."""

    claimant: str
    rating: str
    settled: bool
    checked: str


def draft(article: Article, start: int, end: int, note: str, tags: tuple[str, ...], beginning: Beginning) -> str:
    """Write a draft card that quotes `article.text[start:end]`. Raises ValueError where no selector names the place."""
    words = in_one_line(article.text[start:end])
    lines = [
        modeline(SCHEMA).rstrip(),
        "# A draft made from an annotation: the claim, the claimant, the rating and the verdict are for you to decide.",
        *([f"# tags: {', '.join(tags)}"] if tags else []),
        field("title", _short(words)),
        field("claim", words),
        field("claimant", beginning.claimant),
        field("rating", beginning.rating),
        field("verdict", NOT_WRITTEN),
        *([field("why", note)] if note else []),
        "quotes:",
        quote(article, start, end),
    ]
    if not beginning.settled:
        lines += [f"{key}: [{NOT_WRITTEN}]" for key in ("known", "unknown", "would_change")]
    lines += [field("checked", beginning.checked), "status: draft"]
    return "\n".join(lines) + "\n"


def _short(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    return f"{words[:_LONGEST_TITLE].rpartition(' ')[0] or words[:_LONGEST_TITLE]} …"
