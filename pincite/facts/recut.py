"""The quotes of a claim's versions: which came, went or were cut otherwise, each cut again from its pinned original.

What stands between quotation marks on a page is a slice of an original as it is pinned now. So what an earlier version
quoted is looked for there; where it does not stand there any more, it is told and not shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pincite.facts.compare import Comparison, compare
from pincite.facts.passages import Passage, passage
from pincite.model import Quote, QuoteId
from pincite.records import dataclass
from pincite.text import words
from pincite.versions import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.anchor import Slice
    from pincite.facts.index import Index
    from pincite.model import Article, Claim
    from pincite.versions import Cited

_ENOUGH = 0.5  # of the shorter quote's words, in the same order: what one passage became, and not another one beside it
_COMPARED = 400  # words of a quote that are compared for that


@dataclass(frozen=True, slots=True)
class Recut:
    """A quote of a version: the names of its article and speaker as they are called today, or their ids.

    `passage` is None where the words do not stand in the pinned original, or the site has no such article any more:
    `known` tells which. `certain` is false where they stand in it more than once, and the record does not say where.
    """

    article: str
    known: bool
    passage: Passage | None
    certain: bool
    stance: str
    speaker: str
    translation: str = ""
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote that one version has otherwise than the one before; None for what came, or went.

    `same_words` tells that only how it is ascribed or translated is another; `comparison` marks the words that
    differ, where there are any and both can be shown.
    """

    before: Recut | None
    now: Recut | None
    same_words: bool = False
    comparison: Comparison | None = None


def quote_changes(before: Sequence[Cited], now: Sequence[Cited], claim: Claim, index: Index) -> tuple[QuoteChange, ...]:
    """Tell how the quotes of a version differ from those of the one before: changed, new and dropped ones."""
    old, new = list((Counter(before) - Counter(now)).elements()), list((Counter(now) - Counter(before)).elements())
    pairs = []
    for wanted in (_same_words, _alike):
        for one in tuple(old):
            found = max(new, key=lambda other: (wanted(one, other), -new.index(other)), default=None)
            if found and wanted(one, found) >= _ENOUGH:
                pairs.append((one, found))
                old.remove(one)
                new.remove(found)
    return (
        *(_changed(one, other, claim, index) for one, other in pairs),
        *(QuoteChange(None, recut(one, claim, index)) for one in new),
        *(QuoteChange(recut(one, claim, index), None) for one in old),
    )


def _same_words(one: Cited, other: Cited) -> float:
    return float((one.article, one.text) == (other.article, other.text))


def _alike(one: Cited, other: Cited) -> float:
    """Give the share of the shorter quote's words that the other one has in the same order; 0 in another article."""
    if one.article != other.article:
        return 0.0
    first, second = ([word.folded.lower() for word in words(text.text)][:_COMPARED] for text in (one, other))
    if not first or not second:
        return 0.0
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(first), len(second))


def _changed(one: Cited, other: Cited, claim: Claim, index: Index) -> QuoteChange:
    before, now = recut(one, claim, index), recut(other, claim, index)
    same, pair = one.text == other.text, None
    if before.passage and now.passage and not same:
        pair = compare(before.passage, now.passage, index.site.config.language)
    return QuoteChange(before, now, same, pair)


def recut(one: Cited, claim: Claim, index: Index) -> Recut:
    """Cut a version's quote from the original: as the card cuts it, where it has it still."""
    article = index.articles.get(one.article)
    speaker = index.actors[one.speaker].name if one.speaker in index.actors else one.speaker
    via = tuple(index.actors[name].name if name in index.actors else name for name in one.via)
    if article is None:
        return Recut(one.article, False, None, False, one.stance, speaker, one.translation, via)
    held = next((quote for quote in claim.quotes if _is(quote, one, article)), None)
    found = [held.slices] if held else list(_places(one.text, article.text))[:2]
    shown = None
    if found:
        at = article.document.paragraph_at(found[0][0][0])
        quote = held or Quote(id=QuoteId(""), article=article.id, slices=found[0], paragraph=at)
        made = passage(quote, claim.id if held else "", index)
        shown = replace(
            made, around=None, anchored=False, note="", translation="", stance="", speaker="", speaker_id="", via=()
        )
    certain = held is not None or len(found) == 1
    return Recut(article.short, True, shown, certain, one.stance, speaker, one.translation, via)


def _is(quote: Quote, one: Cited, article: Article) -> bool:
    return quote.article == one.article and GAP.join(article.text[s:e] for s, e in quote.slices) == one.text


def _places(cited: str, text: str) -> Iterator[tuple[Slice, ...]]:
    """Give the places in a text where some words stand; of those that leave words out only the first."""
    at = text.find(cited)
    while at >= 0:
        yield ((at, at + len(cited)),)
        at = text.find(cited, at + 1)
    if GAP in cited and (parts := _parts(cited.split(GAP), text)):
        yield parts


def _parts(parts: Iterable[str], text: str) -> tuple[Slice, ...]:
    found, at = [], 0
    for part in parts:
        start = text.find(part, at)
        if start < 0 or not part:
            return ()
        at = start + len(part)
        found.append((start, at))
    return tuple(found)
