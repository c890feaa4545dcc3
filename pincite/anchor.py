"""Anchoring: from what an editor wrote to the one place in the original that it names, and back.

`resolve` finds a selector in a text: exact after the folding of typography, never inside a word or a number, and once.
`describe` is its other half: the smallest selector that names a given place. `resolve(describe(place)) == place`.

A near match is never taken. When nothing fits, the failure says why; when several places fit, it carries all of
them, and `describe_chain` gives the smallest selector that would single each out.

Names follow the W3C Web Annotation Data Model, TextQuoteSelector (section 4.2.4): exact, prefix, suffix. Offsets are
code points into the original's text, the end exclusive, as in its TextPositionSelector.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pincite.text import Folded, breaks_word, fold, fold_words, index_at, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Slice = tuple[int, int]

ELISION = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
# More chains than this are not listed: the editor needs to narrow the quote, not to read a catalogue.
_CHAINS_AT_MOST = 20
_LONGEST_CONTEXT = 12  # words of prefix or suffix that `describe` tries before it joins it with a paragraph


@dataclass(frozen=True, slots=True)
class Selector:
    """What an editor writes to name a passage. Empty `prefix` and `suffix` and no `paragraph` ask nothing."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text to anchor in: the original's characters, folded once, and where its paragraphs begin."""

    text: str
    folded: Folded
    paragraphs: tuple[Slice, ...]

    @classmethod
    def of(cls, text: str, paragraphs: Sequence[Slice]) -> Document:
        """Fold a text and remember its paragraphs, given as offsets in ascending order."""
        return cls(text, fold(text), tuple(paragraphs))

    def paragraph_at(self, offset: int) -> int:
        """Give the number, from 1, of the paragraph that holds an offset."""
        return max(0, index_at([start for start, _ in self.paragraphs], offset)) + 1


class Why(StrEnum):
    """Why a selector did not resolve."""

    EMPTY = "empty"
    NOT_FOUND = "not-found"
    CUTS_WORD = "cuts-word"
    AMBIGUOUS = "ambiguous"
    OTHER_PARAGRAPH = "other-paragraph"
    OTHER_CONTEXT = "other-context"
    CROSSES_PARAGRAPH = "crosses-paragraph"
    CASE_DIFFERS = "case-differs"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a selector landed: one slice for each part of an elided quote, in order."""

    slices: tuple[Slice, ...]

    @property
    def start(self) -> int:
        """The first code point."""
        return self.slices[0][0]

    @property
    def end(self) -> int:
        """Behind the last code point."""
        return self.slices[-1][1]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing was taken. `places` are the candidates, `part` the words of an elided quote that failed."""

    why: Why
    part: str
    places: tuple[Place, ...] = ()


def resolve(selector: Selector, document: Document) -> Place | Failure:
    """Find the one place that a selector names, or say why there is none."""
    parts = [fold_words(part) for part in ELISION.split(selector.exact)]
    if not all(parts):
        return Failure(Why.EMPTY, selector.exact)
    found = [_occurrences(part, document) for part in parts]
    for part, places in zip(parts, found, strict=True):
        if not places:
            return _why_not(part, document)
    everywhere = tuple(_chains(found))
    if not everywhere:
        return Failure(Why.NOT_FOUND, parts[-1])
    found[0] = [place for place in found[0] if selector.paragraph in {None, document.paragraph_at(place[0])}]
    here = tuple(_chains(found))
    if not here:
        return Failure(Why.OTHER_PARAGRAPH, parts[0], everywhere)
    found[0] = [place for place in found[0] if _follows(document.text, place[0], selector.prefix)]
    found[-1] = [place for place in found[-1] if _precedes(document.text, place[1], selector.suffix)]
    fitting = tuple(_chains(found))
    if not fitting:
        return Failure(Why.OTHER_CONTEXT, parts[0], here)
    return Failure(Why.AMBIGUOUS, parts[0], fitting) if len(fitting) > 1 else fitting[0]


def _occurrences(part: str, document: Document) -> list[Slice]:
    """Find every place of one folded part that cuts no word and no character, overlapping ones too."""
    return [
        place
        for place in _raw_occurrences(part, document.folded)
        if not breaks_word(document.text, place[0]) and not breaks_word(document.text, place[1])
    ]


def _raw_occurrences(part: str, folded: Folded) -> Iterator[Slice]:
    at = folded.text.find(part)
    while at >= 0:
        place = folded.slice_of(at, at + len(part))
        if place:
            yield place
        at = folded.text.find(part, at + 1)


def _chains(found: Sequence[Sequence[Slice]], after: int = 0) -> Iterator[Place]:
    """Give every way to take one place of each part, in order and without overlap, up to a number."""
    count = 0
    for first in found[0]:
        if first[0] < after:
            continue
        tails = _chains(found[1:], first[1]) if len(found) > 1 else iter((Place(()),))
        for tail in tails:
            yield Place((first, *tail.slices))
            count += 1
            if count >= _CHAINS_AT_MOST:
                return


def _follows(text: str, offset: int, prefix: str) -> bool:
    """Tell whether the words just before an offset are those of a prefix."""
    window = text[max(0, offset - 3 * len(prefix) - 50) : offset]
    return not prefix or fold(window).text.rstrip().endswith(fold_words(prefix))


def _precedes(text: str, offset: int, suffix: str) -> bool:
    """Tell whether the words just behind an offset are those of a suffix."""
    window = text[offset : offset + 3 * len(suffix) + 50]
    return not suffix or fold(window).text.lstrip().startswith(fold_words(suffix))


def _why_not(part: str, document: Document) -> Failure:
    """Say the plainest reason why a part stands nowhere."""
    if inside := tuple(Place((place,)) for place in _raw_occurrences(part, document.folded)):
        return Failure(Why.CUTS_WORD, part, inside)
    flat = replace(document.folded, text=document.folded.text.replace("\n", " "))
    if across := tuple(Place((place,)) for place in _raw_occurrences(part.replace("\n", " "), flat)):
        return Failure(Why.CROSSES_PARAGRAPH, part, across)
    lowered = replace(document.folded, text=_lower(document.folded.text))
    if cased := tuple(Place((place,)) for place in _raw_occurrences(_lower(part), lowered)):
        return Failure(Why.CASE_DIFFERS, part, cased)
    return Failure(Why.NOT_FOUND, part)


def _lower(text: str) -> str:
    """Lower-case without changing the length: a few letters have no single small form and are kept."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def describe(document: Document, start: int, end: int) -> Selector:
    """Write the smallest selector that resolves to `text[start:end]`.

    The order of preference: the words alone; with the paragraph; with the shortest prefix or suffix, a prefix first;
    with paragraph and either. Raises ValueError where the slice is empty or cuts a word, which no selector can name.
    """
    exact = document.text[start:end]
    wanted = Place(((start, end),))
    paragraph = document.paragraph_at(start)
    for selector in _candidates(document, Selector(exact), start, end, paragraph):
        if resolve(selector, document) == wanted:
            return selector
    raise ValueError(f"no selector names {start}:{end}")


def _candidates(document: Document, bare: Selector, start: int, end: int, paragraph: int) -> Iterator[Selector]:
    yield bare
    yield replace(bare, paragraph=paragraph)
    before = words(document.text, max(0, start - 400), start)
    after = words(document.text, end, min(len(document.text), end + 400))
    for number in (None, paragraph):
        for count in range(1, _LONGEST_CONTEXT + 1):
            if count <= len(before):
                yield replace(bare, paragraph=number, prefix=document.text[before[-count].start : start].strip())
            if count <= len(after):
                yield replace(bare, paragraph=number, suffix=document.text[end : after[count - 1].end].strip())


def describe_chain(document: Document, place: Place, exact: str) -> Selector:
    """Write the smallest selector for a place that `exact`, elided or not, already reaches among others."""
    if len(place.slices) == 1:
        return describe(document, place.start, place.end)
    paragraph = document.paragraph_at(place.start)
    for selector in _candidates(document, Selector(exact), place.start, place.end, paragraph):
        if resolve(selector, document) == place:
            return selector
    return Selector(exact, paragraph=paragraph)
