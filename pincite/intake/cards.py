"""Draft cards for annotations: the quote with its smallest selector, and what an editor must still decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.anchor import describe
from pincite.scaffold.typed import field
from pincite.text import in_one_line

if TYPE_CHECKING:
    from pincite.model import Article

_MODELINE = "# yaml-language-server: $schema=../../schema/claim.schema.json"
_TO_WRITE = "To be written."
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
        _MODELINE,
        "# A draft made from an annotation: the claim, the claimant, the rating and the verdict are for you to decide.",
        *([f"# tags: {', '.join(tags)}"] if tags else []),
        field("title", _short(words)),
        field("claim", words),
        field("claimant", beginning.claimant),
        field("rating", beginning.rating),
        field("verdict", _TO_WRITE),
        *([field("why", note)] if note else []),
        "quotes:",
        _quote(article, start, end),
    ]
    if not beginning.settled:
        lines += [f"{key}: [{_TO_WRITE}]" for key in ("known", "unknown", "would_change")]
    lines += [field("checked", beginning.checked), "status: draft"]
    return "\n".join(lines) + "\n"


def _short(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    return f"{words[:_LONGEST_TITLE].rpartition(' ')[0] or words[:_LONGEST_TITLE]} …"


def _quote(article: Article, start: int, end: int) -> str:
    """Write one item of `quotes`."""
    found = describe(article.document, start, end)
    given = {"exact": found.exact, "prefix": found.prefix, "suffix": found.suffix}
    item = [
        f"  - {field('article', str(article.id))}",
        *(field(key, _lines(value), 4) for key, value in given.items() if value),
    ]
    if found.paragraph:
        item.append(f"    paragraph: {found.paragraph}")
    return "\n".join([*item, "    stance: supports"])


def _lines(words: str) -> str:
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)
