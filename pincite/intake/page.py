"""The article in a page: which of its blocks are the text, and for every other one the reason why not.

1. Elements that say what they are go by their names (`signs`); an element that holds most of the text is spared.
2. Headings such as "Comments" or "Related" take the rest of their part of the page with them.
3. From the body the way leads down while one child holds most of what is left; there the article stands. What reads
   like text between the headline and that place is its standfirst.
4. In it go links, bylines, promotions, and headings with nothing behind them.

The numbers below were set on pages of this kind and are no more than a heuristic: what is dropped is shown, and an
editor has the last word (`taken.choose`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from bs4.element import Tag

from pincite.intake import signs
from pincite.intake.clean import cleaned
from pincite.intake.markup import Block, Element, blocks
from pincite.intake.taken import Piece, Taken
from pincite.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import BeautifulSoup

HEADLINE, OUTSIDE, LINKS, LONE = "headline", "outside the article", "related links", "heading with nothing behind it"

_LONG, _SENTENCE = 60, 25  # characters of a text, and of one that ends like a sentence
_MOSTLY_LINKS = 0.6
_ALL_LINKS = 0.8
_MOST, _MOST_OF_AN_ARTICLE, _MOST_BELOW_A_HEADLINE, _SPARED = 0.7, 0.5, 0.4, 0.6
_HEADLINE_WEIGHS = 0.2
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]]*$")
# The way down does not lead into these: they hold text, or a part of the text.
_NO_PLACE = frozenset("p h1 h2 h3 h4 h5 h6 li ul ol dl dd dt blockquote pre table a span font b i em strong".split())
_LAYOUT = frozenset(("table", "tbody", "tr", "td"))
_SEVERAL_HEADLINES = 20
_OPENERS_AT_MOST = 200
_OTHERS = frozenset((signs.RELATED, signs.ADVERTISING, signs.SUBSCRIBING))


def read_page(soup: BeautifulSoup, headlines: Iterable[str]) -> Taken:
    """Take the article out of a parsed page. `headlines` are the texts that its headline may have, the best first."""
    found = blocks(soup, _spared(soup))
    wanted = [folded for one in headlines if (folded := fold_words(one))]
    _openers(found)
    title = _title(found, wanted)
    place = _place(found, found[title] if title >= 0 else None)
    _outside(found, place, title)
    for number, block in enumerate(found):
        if number == title or (not block.reason and fold_words(block.text) in wanted):
            block.reason = HEADLINE
        elif not block.reason:
            block.reason = _own_reason(block)
    _lone_headings(found)
    _labels(found, title)
    texts, changes = cleaned(block.text for block in found)
    numbered = enumerate(zip(texts, found, strict=True), 1)
    return Taken(tuple(Piece(number, text, block.reason) for number, (text, block) in numbered), changes)


def _is_text(block: Block) -> bool:
    """Tell whether a block reads like a paragraph and not like a label or a list of links."""
    if block.kind in _HEADINGS or block.linked > _MOSTLY_LINKS:
        return False
    return len(block.text) >= _LONG or (len(block.text) >= _SENTENCE and bool(_ENDS.search(block.text)))


def _spared(soup: BeautifulSoup) -> frozenset[int]:
    """Give the elements whose names must not decide: around the headline, and what holds most of the text."""
    spared = set()
    for heading in [*soup.find_all("h1", limit=_SEVERAL_HEADLINES), *soup.find_all(itemprop="headline", limit=3)]:
        above: Tag | None = heading if isinstance(heading, Tag) else None
        while above is not None:
            if not signs.is_hidden(above) and above.name not in {"nav", "aside", "footer"}:
                spared.add(id(above))
            above = above.parent
    everything = blocks(soup, frozenset(spared))
    found = [block for block in everything if _is_text(block)]
    whole = sum(len(block.text) for block in found if block.reason != signs.COMMENTS)
    headline = next((block.at for block in everything if block.kind == "h1" and not block.reason), None)
    held: dict[int, int] = {}
    behind_text = next((block.at for block in found if block.at > (headline or 0) and not block.reason), None)
    for block in found:
        giver = block.element.reasoned
        if giver is None or block.reason in {signs.COMMENTS, signs.HIDDEN}:
            continue
        # Text that stands between the headline and a list of other stories is the article, however short it is.
        if block.reason in _OTHERS and headline is not None and behind_text and behind_text < giver.enter:
            continue
        held[id(giver.tag)] = held.get(id(giver.tag), 0) + len(block.text)
    return frozenset(spared | {tag for tag, length in held.items() if length > _SPARED * whole})


def _openers(found: list[Block]) -> None:
    """Drop the parts of a page that a heading names: the comments, related links, advertising, sharing."""
    openers = ((number, why) for number, block in enumerate(found) if (why := signs.opener(block.text)))
    for number, why in islice(openers, _OPENERS_AT_MOST):
        block = found[number]
        if block.reason:
            continue
        block.reason = why
        part = _part_of(found, number)
        texts = [one for one in found if not one.reason and _is_text(one)]
        inside = [one for one in texts if part.holds(one.at)]
        before = [one for one in (texts if why == signs.COMMENTS else inside) if one.at < block.at]
        # Comments come behind an article, and may be longer. Any other part begins with its heading, and is the lesser.
        behind = sum(len(one.text) for one in inside if one.at > block.at)
        whole = sum(len(one.text) for one in texts)
        if not before if why == signs.COMMENTS else (before or behind > whole / 2):
            continue
        for one in found[number + 1 :]:
            if not one.reason and part.holds(one.at):
                one.reason = why


def _part_of(found: list[Block], number: int) -> Element:
    """Give the element that a heading stands for: the one that holds it, or else the one around that."""
    element = found[number].element
    behind = found[number + 1] if number + 1 < len(found) else None
    while element.parent and not (behind and element.holds(behind.at)):
        if element.parent.parent is None:
            break
        element = element.parent
        if element.leave > found[number].at:
            break
    return element


def _title(found: list[Block], wanted: list[str]) -> int:
    """Give the number of the block with the headline, or -1: the one that the page's data name, else the first h1."""
    for one in wanted:
        for number, block in enumerate(found):
            if fold_words(block.text) == one and block.reason not in {signs.NAVIGATION, signs.HIDDEN, signs.RELATED}:
                return number
    return next((number for number, one in enumerate(found) if one.kind == "h1" and not one.reason), -1)


def _place(found: list[Block], title: Block | None) -> Element | None:
    """Follow the text down from the body to the element that holds the article."""
    texts = [block for block in found if not block.reason and _is_text(block)]
    if not texts:
        return None
    places = [block.at for block in texts]
    sums = [0, *accumulate(len(block.text) for block in texts)]
    here = texts[0].element
    while here.parent:
        here = here.parent
    while True:
        whole = _inside(here, places, sums)
        best = max(here.children, key=lambda child: _pull(child, title, places, sums, whole), default=None)
        if best is None or (best.tag.name in _NO_PLACE and not _is_layout(best)):
            return here
        is_article = best.tag.name == "article" or "articleBody" in str(best.tag.get("itemprop") or "")
        least = _MOST_OF_AN_ARTICLE if is_article else _MOST
        if title and best.holds(title.at):
            least = _MOST_BELOW_A_HEADLINE
        if _inside(best, places, sums) < least * whole:
            return here
        here = best
        if is_article:
            return here


def _inside(element: Element, places: list[int], sums: list[int]) -> int:
    """Give the characters of text in an element, from the running sums over all of them."""
    return sums[bisect_right(places, element.leave)] - sums[bisect_left(places, element.enter)]


def _pull(child: Element, title: Block | None, places: list[int], sums: list[int], whole: int) -> float:
    """Say how much speaks for an element: its share of the text, and more where it holds the headline."""
    share = _inside(child, places, sums) / max(1, whole)
    return share + _HEADLINE_WEIGHS if share and title and child.holds(title.at) else share


def _is_layout(element: Element) -> bool:
    return element.tag.name in _LAYOUT and not element.row


def _outside(found: list[Block], place: Element | None, title: int) -> None:
    """Drop what lies neither in the article's place nor, as text, between the headline and that place."""
    for number, block in enumerate(found):
        if block.reason or (place and place.holds(block.at)):
            continue
        standfirst = place and 0 <= title < number and block.at < place.enter
        if not (standfirst and _is_text(block)):
            block.reason = OUTSIDE


def _labels(found: list[Block], title: int) -> None:
    """Drop what is no text around the headline: the section above it, the agency, the day and the author below."""
    for block in found[: max(0, title)]:
        if not block.reason and not _is_text(block):
            block.reason = OUTSIDE
    for block in found[title + 1 :] if title >= 0 else ():
        if not block.reason:
            if _is_text(block) or block.kind not in {"div", "span"}:
                return
            block.reason = signs.BYLINE


def _own_reason(block: Block) -> str:
    """Say why a block inside the article is not its text, or nothing."""
    if why := signs.beginning(block.text):
        return why
    return LINKS if block.linked >= _ALL_LINKS else ""


def _lone_headings(found: list[Block]) -> None:
    """Drop headings behind which no text was taken before the next heading of their rank or the end."""
    open_to: list[Block] = []
    for block in found:
        if block.reason:
            continue
        if block.kind in _HEADINGS and len(block.text) < _LONG:
            for one in [one for one in open_to if one.kind >= block.kind]:
                one.reason = LONE
                open_to.remove(one)
            open_to.append(block)
        else:
            open_to.clear()
    for one in open_to:
        one.reason = LONE
