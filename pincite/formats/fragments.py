"""Links to the very passage of an outside article: text fragments, `ADDRESS#:~:text=[prefix-,]start[,end][,-suffix]`.

A browser finds the words itself (WICG, URL Fragment Text Directives). What it takes for the same words differs a little
from one to the next: all pass over case, some over accents and the form of quotation marks. So a directive is written
only where its letters and digits alone, without all of that, stand once in the original: no browser then finds it at
another place. The rules that decide the form:

1. A term lies within one block, which is a paragraph of the original; a passage over several is a range, `start,end`.
2. A passage begins and ends between words, together with its prefix and its suffix.
3. In a term, `-`, `,` and `&` are percent-encoded, and so is all that RFC 3986 (2.3) does not leave unreserved.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote as percent_encoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.anchor import Document, Slice
    from pincite.facts.index import Index
    from pincite.model import Claim

_DELIMITER = ":~:"
# Shorter terms stand too easily in what a page has beside its article: Chromium's own writer of such links adds words
# to them, too.
_LEAST = 20
_WORDS = 12  # words that are tried around a passage, and at the beginning of a range
_WORD = re.compile(r"\w+")  # or a part of one: `_is_bounded` decides
_WHITE = re.compile(r"[ \t\n\r\f]+")  # what HTML collapses; a no-break space stays one
# Letters that Unicode does not take apart and that sort with their base: browsers compare at primary strength (UTS 10).
_ALSO = {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
_KATAKANA, _TO_HIRAGANA = range(0x30A1, 0x30F7), 0x60


class Way(NamedTuple):
    """The address of the article that a quote is from, and of the passage in it: empty where no directive is unique."""

    article: str
    passage: str


def ways(claim: Claim, index: Index) -> dict[str, Way]:
    """Give, by the ids of the claim's quotes, the way to each that is from an article with an address."""
    found = {}
    for quote in claim.quotes:
        article = index.articles[quote.article]
        if article.url:
            written = directives(article.document, quote.slices)
            found[str(quote.id)] = Way(article.url, at_passage(article.url, written) if written else "")
    return found


def at_passage(address: str, written: str) -> str:
    """Add directives to an address; a fragment that it has stays, and directives of its own go."""
    before = address.partition(_DELIMITER)[0]
    return f"{before}{'' if '#' in before else '#'}{_DELIMITER}{written}"


def directives(document: Document, slices: Sequence[Slice]) -> str:
    """Write one directive for each part of a quote, joined by `&`; empty where one of the parts has none."""
    found = [directive(document, *part) for part in slices]
    return "&".join(found) if all(found) else ""


def directive(document: Document, start: int, end: int) -> str:
    """Write `text[start:end]`: all of a short passage, of a longer one the words that it begins and ends with.

    Where that form is not unique in the document the other one is tried; empty where neither is.
    """
    is_short = end - start <= 2 * _LEAST
    for beyond in (False, True):
        for form in (_whole, _range) if is_short else (_range, _whole):
            if written := form(document, start, end, beyond=beyond):
                return written
    return ""


def _whole(document: Document, start: int, end: int, *, beyond: bool) -> str:
    """Write a passage as one term, with as few words around it as make it unique; `beyond` as in `_before`."""
    text = document.text
    if document.paragraph_at(start) != document.paragraph_at(end - 1):
        return ""
    lows, highs = _before(document, start, beyond=beyond), _after(document, end, beyond=beyond)
    for least in (_LEAST, 0):
        if found := _nearest(text, lows, highs, least):
            low, high = found
            return _written(text[low:start], text[start:end], "", text[end:high])
    return ""


def _range(document: Document, start: int, end: int, *, beyond: bool) -> str:
    """Write a passage by the words that it begins and ends with, each in one paragraph; `beyond` as in `_before`."""
    text = document.text
    if not _is_bounded(document, end):
        return ""
    heads = _heads(document, start, end)
    # Nearly always the first of all will do, and the others need not be looked for.
    head = next(heads)  # there is one: the end of a passage is bounded, and so is that of a paragraph
    if _is_bounded(document, start) and _nearest(text, [start], [head], _LEAST):
        tail = _tail(document, head, end)
        if tail is not None:
            return _written("", text[start:head], text[tail:end], "")
    lows, ends = _before(document, start, beyond=beyond), list(_heads(document, start, end))
    for least in (_LEAST, 0):
        left = list(ends)
        while found := _nearest(text, lows, left, least):
            low, head = found
            tail = _tail(document, head, end)
            if tail is not None:
                return _written(text[low:start], text[start:head], text[tail:end], "")
            left.remove(head)
    return ""


def _heads(document: Document, start: int, end: int) -> Iterator[int]:
    """Give where the words end that a range may begin with, those of enough letters, the fewest first."""
    first = min(end, _paragraph(document, start)[1])
    long_enough = min(start + _LEAST, first)
    ends = (word.end() for word in _WORD.finditer(document.text, start, first))
    enough = islice((at for at in ends if at >= long_enough), _WORDS)
    return (at for at in chain(enough, (first,)) if _is_bounded(document, at))


def _tail(document: Document, head: int, end: int) -> int | None:
    """Give where the last words of a range begin that a browser, from `head` on, finds nowhere before."""
    text = document.text
    low = max(head, _paragraph(document, end - 1)[0])
    rest = _letters(text[head:end])
    starts = [word.start() for word in _WORD.finditer(text, low, min(end, max(low, end - _LEAST) + 1))]
    found = [*reversed(starts), *([low] if low > head else [])]

    def is_first(at: int) -> bool:
        wanted = _letters(text[at:end])
        return bool(wanted) and rest.find(wanted) == len(rest) - len(wanted)

    # Words that stand nowhere before do so with more words, too: a long paragraph need not be tried word by word.
    found = found[bisect_left(found, True, key=is_first) :]
    return next((at for at in found if _is_bounded(document, at)), None)


def _written(prefix: str, start: str, end: str, suffix: str) -> str:
    terms = [_encoded(one) for one in (prefix, start, end, suffix)]
    forms = ("{}-", "{}", "{}", "-{}")
    return "text=" + ",".join(form.format(term) for form, term in zip(forms, terms, strict=True) if term)


def _encoded(term: str) -> str:
    return percent_encoded(_WHITE.sub(" ", term).strip(), safe="").replace("-", "%2D")


def _nearest(text: str, lows: Sequence[int], highs: Sequence[int], least: int) -> Slice | None:
    """Give the beginning and the end, of those offered, between which the fewest words stand once in the text.

    `lows` and `highs` lead away from the passage; not fewer than `least` characters lie between the two. What stands
    once does so with more words around it, too, so that not every pair is tried.
    """

    def holds(i: int, j: int) -> bool:
        return highs[j] - lows[i] >= least and _is_once(text, lows[i], highs[j])

    if not (lows and highs):
        return None
    if holds(0, 0):  # as it mostly does
        return lows[0], highs[0]
    if not holds(len(lows) - 1, len(highs) - 1):
        return None
    pairs, beyond = [], len(highs)
    for i in range(len(lows)):
        while beyond and holds(i, beyond - 1):
            beyond -= 1
        if beyond < len(highs):
            pairs.append((i + beyond, i, beyond))
    _, i, j = min(pairs)
    return lows[i], highs[j]


def _before(document: Document, start: int, *, beyond: bool) -> list[int]:
    """Give where a passage may begin: at its own beginning, then with one, two, three ... words before it.

    Words of its paragraph; with `beyond`, where it begins its paragraph, those of the one above. What another page has
    between two paragraphs is not known, so these come last.
    """
    text, number = document.text, document.paragraph_at(start)
    low, high = document.paragraphs[number - 1][0], start
    while beyond and not text[low:high].strip() and number > 1:
        number -= 1
        low, high = document.paragraphs[number - 1]
    around = [word.start() for word in _WORD.finditer(text, low, high)]
    return [at for at in (start, *reversed(around[-_WORDS:])) if _is_bounded(document, at)]


def _after(document: Document, end: int, *, beyond: bool) -> list[int]:
    """Give where a passage may end: at its own end, then with one, two, three ... words behind it; as `_before`."""
    text, number = document.text, document.paragraph_at(end - 1)
    low, high = end, document.paragraphs[number - 1][1]
    while beyond and not text[low:high].strip() and number < len(document.paragraphs):
        low, high = document.paragraphs[number]
        number += 1
    around = [word.end() for word in _WORD.finditer(text, low, high)]
    return [at for at in (end, *around[:_WORDS]) if _is_bounded(document, at)]


def _paragraph(document: Document, at: int) -> Slice:
    return document.paragraphs[document.paragraph_at(at) - 1]


def _is_once(text: str, low: int, high: int) -> bool:
    """Tell whether the letters of `text[low:high]` stand in the text no second time."""
    everything, wanted = _letters_of_all(text), _letters(text[low:high])
    return bool(wanted) and everything.find(wanted, everything.find(wanted) + 1) < 0


# Kept for the quotes that follow: the cards of one article are mostly worked on one after another.
@lru_cache(maxsize=1024)
def _letters_of_all(text: str) -> str:
    return _letters(text)


def _letters(text: str) -> str:
    """Leave of a text what every browser tells apart: letters and digits, without case, accents and widths."""
    if text.isascii():  # the same at once: `_BASE` keeps its letters and digits, in small letters
        return text.encode().translate(_ASCII, _NO_LETTERS).decode()
    return text.translate(_BASE)


class _Base(dict[int, str]):
    """What is left of each character. It fills itself: Unicode has more of them than any site."""

    def __missing__(self, code: int) -> str:
        found = self[code] = "".join(_base_letters(chr(code)))
        return found


def _base_letters(char: str) -> Iterator[str]:
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        if ord(part) in _KATAKANA:
            yield chr(ord(part) - _TO_HIRAGANA)
        elif (digit := unicodedata.digit(part, None)) is not None:
            yield str(digit)
        elif part.isalnum():
            yield _ALSO.get(part, part)


_BASE = _Base()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII = bytes(range(256)).lower()


def _is_bounded(document: Document, at: int) -> bool:
    """Tell whether a place lies between two words for sure, whatever a browser's rules for words add (UAX 29, 4.1).

    Where in doubt it does not: beside a mark that has letters on both of its sides, inside of scripts without spaces.
    """
    text = document.text
    if 0 < at < len(text) and (text[at].isspace() or text[at - 1].isspace()):  # first, for it is most often so
        return True
    low, high = _paragraph(document, min(at, len(text) - 1))
    if at <= low or at >= high:
        return True
    if _clings(text[at]):
        return False
    back = at - 1
    while back > low and _clings(text[back]):
        back -= 1
    before, after = _is_wordly(text[back]), _is_wordly(text[at])
    if before and after:
        return False
    if before:
        return at + 1 >= high or not _is_wordly(text[at + 1])
    return not after or back <= low or not _is_wordly(text[back - 1])


def _clings(char: str) -> bool:
    """Tell whether a character belongs to the one before it: Extend and Format, and what joins pictures."""
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf", "Sk"}


def _is_wordly(char: str) -> bool:
    """Tell whether a character may be part of a word: letters, digits, what connects them; and pictures, which join."""
    return char.isalnum() or _clings(char) or unicodedata.category(char) in {"Pc", "So"}
