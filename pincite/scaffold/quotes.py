"""Quotes: from a passage that someone selected to the item that a card's list of quotes holds for it.

`snap` makes of any selection a place that a selector can name, and `quote` writes the selector. What is written here
anchors at exactly that place when the card is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.anchor import Document, describe
from pincite.read.files import first_forbidden
from pincite.read.quotes import long_enough
from pincite.read.unseen import leaves_isolate_open
from pincite.scaffold.typed import field
from pincite.text import breaks_word, in_one_line

if TYPE_CHECKING:
    from pincite.anchor import Selector, Slice
    from pincite.model import Article


def snap(where: Article | Document, start: int, end: int) -> Slice | None:
    """Give the place that a selection means, as offsets into the text, the end exclusive.

    White space at its ends is left out, and a word or a number that it cuts is taken whole. Offsets outside the text
    are taken for its ends. None where no card could quote what is left: fewer than three letters or digits, or a
    character that no card may hold.
    """
    text = where.text
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    # A mark of its own may cling to a blank: then the word before the blank is part of the passage, too.
    while start and (breaks_word(text, start) or text[start].isspace()):
        start -= 1
    while end < len(text) and (breaks_word(text, end) or text[end - 1].isspace()):
        end += 1
    words = text[start:end]
    quotable = long_enough(words) and not first_forbidden(words) and not leaves_isolate_open(words)
    return (start, end) if quotable else None


def quote(article: Article, start: int, end: int, *, stance: str = "supports", indent: int = 2) -> str:
    """Write the item of `quotes` that names `article.text[start:end]`, without a line break at its end.

    It has the smallest selector that finds this place and no other. A passage of several paragraphs becomes a block
    with a line for each that is not empty. Raises ValueError where no selector names the place: it cuts a word (`snap`
    mends that), or the same words stand so often and so alike that nothing tells them apart.
    """
    return item(str(article.id), describe(article.document, start, end), stance=stance, indent=indent)


def item(article: str, selector: Selector, *, stance: str = "supports", indent: int = 2) -> str:
    """Write the item of `quotes` for a selector in an article, given by its id, without a line break at its end."""
    margin = " " * (indent + 2)
    fields = [field("article", article, indent + 2), field("exact", _lines(selector.exact), indent + 2)]
    if selector.paragraph:
        fields.append(f"{margin}paragraph: {selector.paragraph}")
    fields += [
        field(key, _lines(words), indent + 2)
        for key, words in (("prefix", selector.prefix), ("suffix", selector.suffix))
        if words
    ]
    fields.append(field("stance", stance, indent + 2))
    # The item's hyphen stands in the margin of its first field.
    return " " * indent + "- " + "\n".join(fields).lstrip(" ")


def sentence(article: Article, start: int, end: int) -> str:
    """Give the sentence in which a passage stands, for the claim; an empty string where it stands in several."""
    touched = [one for one in article.sentences if one[0] < end and one[1] > start]
    return in_one_line(article.text[slice(*touched[0])]) if len(touched) == 1 else ""


def _lines(words: str) -> str:
    """Trim the paragraphs of a passage and leave empty ones out: to a selector a line break is any run of them."""
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)
