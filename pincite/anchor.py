"""Anchoring: from what an editor wrote to the one place in the original that it names, and back.

`resolve` finds a selector in a text: exact after the folding of typography, never inside a word or a number, and once.
`describe` is its other half: the smallest selector that names a given place. `resolve(describe(place)) == place`.

A near match is never taken. When nothing fits, the failure says why; when several places fit, it carries all of
them, and `describe_chain` gives the smallest selector that would single each out.

Names follow the W3C Web Annotation Data Model, TextQuoteSelector (section 4.2.4): exact, prefix, suffix. Offsets are
code points into the original's text, the end exclusive, as in its TextPositionSelector.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.text import Folded, breaks_word, fold, fold_words, index_at, sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Slice = tuple[int, int]

ELISION = re.compile(r"\[(?:…|\.\.\.)\]")
# More chains than this are not listed: the editor needs to narrow the quote, not to read a catalogue.
_CHAINS_AT_MOST = 20
_LONGEST_CONTEXT = 12  # words of prefix or suffix that `describe` tries before it joins them
_CONTEXT = 600  # characters around a passage from which it takes them
# After so many selectors that did not do, those that cannot do are found by counting: where a phrase is repeated
# hundreds of times, to resolve them all takes minutes.
_TRIED = 12


@dataclass(frozen=True, slots=True)
class Selector:
    """What an editor writes to name a passage. Empty `prefix` and `suffix` and no `paragraph` ask nothing."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text to anchor in: the original's characters, and where its paragraphs begin.

    What takes long is worked out when it is first asked for, and once: most originals of a site are only cut from.
    """

    text: str
    paragraphs: tuple[Slice, ...]
    _once: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of(cls, text: str, paragraphs: Sequence[Slice]) -> Document:
        """Take a text and its paragraphs, given as offsets in ascending order."""
        return cls(text, tuple(paragraphs))

    @property
    def folded(self) -> Folded:
        """The text with its typography folded."""
        if "folded" not in self._once:
            self._once["folded"] = fold(self.text)
        found: Folded = self._once["folded"]
        return found

    @property
    def starts(self) -> tuple[int, ...]:
        """Where the paragraphs begin."""
        if "starts" not in self._once:
            self._once["starts"] = tuple(start for start, _ in self.paragraphs)
        found: tuple[int, ...] = self._once["starts"]
        return found

    @property
    def sentences(self) -> tuple[Slice, ...]:
        """The sentences, as slices of the text."""
        if "sentences" not in self._once:
            self._once["sentences"] = tuple(
                one for start, end in self.paragraphs for one in sentences(self.text, start, end)
            )
        found: tuple[Slice, ...] = self._once["sentences"]
        return found

    def paragraph_at(self, offset: int) -> int:
        """Give the number, from 1, of the paragraph that holds an offset."""
        return max(0, index_at(self.starts, offset)) + 1


class Why(StrEnum):
    """Why a selector did not resolve."""

    EMPTY = "empty"
    NOT_FOUND = "not-found"
    CUTS_WORD = "cuts-word"
    OUT_OF_ORDER = "out-of-order"
    AMBIGUOUS = "ambiguous"
    OTHER_PARAGRAPH = "other-paragraph"
    OTHER_PREFIX = "other-prefix"
    OTHER_SUFFIX = "other-suffix"
    CROSSES_PARAGRAPH = "crosses-paragraph"
    NO_PARAGRAPH_END = "no-paragraph-end"
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
    """Find the one place that a selector names, or say why there is none.

    Words that stand in the text with a gap of their own (an original may hold `[...]`) are found as they stand.
    """
    parts = [fold_words(selector.exact)]
    found = [_occurrences(parts[0], document)] if parts[0] else [[]]
    if not found[0]:
        parts = [fold_words(part) for part in ELISION.split(selector.exact)]
        if not all(parts):
            return Failure(Why.EMPTY, selector.exact)
        found = [_occurrences(part, document) for part in parts]
    for part, places in zip(parts, found, strict=True):
        if not places:
            return _why_not(part, document)
    everywhere = _chains(found)
    if not everywhere:
        return Failure(Why.OUT_OF_ORDER, parts[-1])
    return _narrowed(selector, document, parts[0], found, everywhere)


def _narrowed(
    selector: Selector, document: Document, first: str, found: list[list[Slice]], fitting: tuple[Place, ...]
) -> Place | Failure:
    """Leave out the places that are not where a selector says; what it does not ask costs nothing."""
    if selector.paragraph is not None:
        found[0] = [place for place in found[0] if document.paragraph_at(place[0]) == selector.paragraph]
        if not (here := _chains(found)):
            return Failure(Why.OTHER_PARAGRAPH, first, fitting)
        fitting = here
    if selector.prefix:
        found[0] = [place for place in found[0] if _follows(document.text, place[0], selector.prefix)]
        if not (behind := _chains(found)):
            return Failure(Why.OTHER_PREFIX, first, fitting)
        fitting = behind
    if selector.suffix:
        found[-1] = [place for place in found[-1] if _precedes(document.text, place[1], selector.suffix)]
        if not (between := _chains(found)):
            return Failure(Why.OTHER_SUFFIX, first, fitting)
        fitting = between
    return Failure(Why.AMBIGUOUS, first, fitting) if len(fitting) > 1 else fitting[0]


def _occurrences(part: str, document: Document, folded: Folded | None = None) -> list[Slice]:
    """Find every place of one folded part that cuts no word and no character, overlapping ones too.

    `folded` is another folding of the same text, a character for a character.
    """
    return [
        place
        for place in _raw_occurrences(part, folded or document.folded)
        if not breaks_word(document.text, place[0]) and not breaks_word(document.text, place[1])
    ]


def _raw_occurrences(part: str, folded: Folded) -> Iterator[Slice]:
    at = folded.text.find(part)
    while at >= 0:
        place = folded.slice_of(at, at + len(part))
        if place:
            yield place
        at = folded.text.find(part, at + 1)


def _chains(found: Sequence[Sequence[Slice]]) -> tuple[Place, ...]:
    """Give every way to take one place of each part, in order and without overlap.

    All of them for one part; of an elided quote no more than _CHAINS_AT_MOST. From the last part back, places behind
    which the rest cannot follow are left out, so that every step leads to a whole chain.
    """
    if len(found) == 1:
        return tuple(Place((place,)) for place in found[0])
    open_to = [list(found[-1])]
    for places in reversed(found[:-1]):
        last = max((start for start, _ in open_to[0]), default=-1)
        open_to.insert(0, [place for place in places if place[1] <= last])
    chains: list[tuple[Slice, ...]] = [(place,) for place in open_to[0]]
    for places in open_to[1:]:
        ways = ((*chain, place) for chain in chains for place in places if place[0] >= chain[-1][1])
        chains = list(islice(ways, _CHAINS_AT_MOST))
    return tuple(Place(chain) for chain in chains)


def _follows(text: str, offset: int, prefix: str) -> bool:
    """Tell whether the words just before an offset are those of a prefix, whole words."""
    end, wanted = offset, fold_words(prefix)
    while end and text[end - 1].isspace():
        end -= 1
    window = text[max(0, end - 3 * len(prefix) - 50) : end]
    folded = fold(window)
    at = len(folded.text) - len(wanted)
    cut = folded.at[at] if folded.text.endswith(wanted) else -1
    return cut >= 0 and not breaks_word(text, end - len(window) + cut)


def _precedes(text: str, offset: int, suffix: str) -> bool:
    """Tell whether the words just behind an offset are those of a suffix, whole words."""
    start = offset
    while start < len(text) and text[start].isspace():
        start += 1
    wanted = fold_words(suffix)
    folded = fold(text[start : start + 3 * len(suffix) + 50])
    cut = folded.at[len(wanted)] if folded.text.startswith(wanted) else -1
    return cut >= 0 and not breaks_word(text, start + cut)


def _why_not(part: str, document: Document) -> Failure:
    """Say the plainest reason why a part stands nowhere."""
    if inside := tuple(Place((place,)) for place in _raw_occurrences(part, document.folded)):
        return Failure(Why.CUTS_WORD, part, inside)
    flat = _flat(document.folded)
    wanted = part.replace("\n", " ")
    # Where it cuts a word, too, that is told when it no longer crosses a paragraph.
    if found := _occurrences(wanted, document, flat) or [*_raw_occurrences(wanted, flat)]:
        across = tuple(Place((place,)) for place in found)
        place = across[0]
        has_end = "\n" in fold(document.text[place.start : place.end]).text
        why = Why.CROSSES_PARAGRAPH if has_end and "\n" not in part else Why.NO_PARAGRAPH_END
        return Failure(why, part, across)
    lowered = replace(document.folded, text=_lower(document.folded.text))
    if cased := tuple(Place((place,)) for place in _occurrences(_lower(part), document, lowered)):
        return Failure(Why.CASE_DIFFERS, part, cased)
    return Failure(Why.NOT_FOUND, part)


def _flat(folded: Folded) -> Folded:
    return replace(folded, text=folded.text.replace("\n", " "))


def _lower(text: str) -> str:
    """Lower-case without changing the length: a few letters have no single small form and are kept."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def describe(document: Document, start: int, end: int) -> Selector:
    """Write the smallest selector that resolves to `text[start:end]`.

    The order of preference: the words alone; with the paragraph; with the shortest prefix or suffix, a prefix first;
    with both, and then with the paragraph as well. Raises ValueError where the slice is empty or cuts a word, which no
    selector can name.
    """
    selector = _smallest(document, Place(((start, end),)), document.text[start:end])
    if selector is None:
        raise ValueError(f"no selector names {start}:{end}")
    return selector


def _smallest(document: Document, wanted: Place, exact: str) -> Selector | None:
    rivals: tuple[_Rival, ...] | None = None
    for tried, (before, after, selector) in enumerate(_candidates(document, Selector(exact), wanted)):
        if tried == _TRIED and len(wanted.slices) == 1:
            rivals = _rivals(document, wanted, exact)
        number = selector.paragraph
        off = (one.before < before or one.after < after or number not in {None, one.paragraph} for one in rivals or ())
        if all(off) and resolve(selector, document) == wanted:
            return selector
    return None


class _Rival(NamedTuple):
    """Another place of the same words: its paragraph, and how many words around it are those around the wanted one."""

    paragraph: int
    before: int
    after: int


def _rivals(document: Document, wanted: Place, exact: str) -> tuple[_Rival, ...]:
    """Count for each other place how many words of context it shares: a prefix of more words tells it off."""
    text = document.text
    prefixes, suffixes = _contexts(text, wanted)
    behind, ahead = [len(fold_words(one)) for one in prefixes], [len(fold_words(one)) for one in suffixes]
    left, right = (fold(text[slice(*part)].strip()).text for part in _around(text, wanted.slices[0]))
    found = []
    for place in _occurrences(fold_words(exact), document):
        if place == wanted.slices[0]:
            continue
        other_left, other_right = (fold(text[slice(*part)].strip()).text for part in _around(text, place))
        before = bisect_right(behind, len(posixpath.commonprefix([left[::-1], other_left[::-1]])))
        after = bisect_right(ahead, len(posixpath.commonprefix([right, other_right])))
        # What is shared may end inside a word of the other place, which is then no shared word.
        if before and not _follows(text, place[0], prefixes[before - 1]):
            before -= 1
        if after and not _precedes(text, place[1], suffixes[after - 1]):
            after -= 1
        found.append(_Rival(document.paragraph_at(place[0]), before, after))
    return tuple(found)


def _around(text: str, place: Slice) -> tuple[Slice, Slice]:
    """Give what stands just before and just behind a place."""
    return (max(0, place[0] - _CONTEXT), place[0]), (place[1], min(len(text), place[1] + _CONTEXT))


def _contexts(text: str, wanted: Place) -> tuple[list[str], list[str]]:
    """Give the prefixes of one, two, three ... words of a place, and its suffixes."""
    left, right = _around(text, (wanted.start, wanted.end))
    prefixes = [text[word.start : wanted.start].strip() for word in reversed(words(text, *left))]
    suffixes = [text[wanted.end : word.end].strip() for word in words(text, *right)]
    return prefixes, suffixes


def _candidates(document: Document, bare: Selector, wanted: Place) -> Iterator[tuple[int, int, Selector]]:
    """Give selectors in the order of preference, each with the words of its prefix and of its suffix counted."""
    paragraph = document.paragraph_at(wanted.start)
    yield 0, 0, bare
    yield 0, 0, replace(bare, paragraph=paragraph)
    prefixes, suffixes = _contexts(document.text, wanted)
    longest = max(len(prefixes), len(suffixes))
    for number in (None, paragraph):
        for count in range(1, min(longest, _LONGEST_CONTEXT) + 1):
            if count <= len(prefixes):
                yield count, 0, replace(bare, paragraph=number, prefix=prefixes[count - 1])
            if count <= len(suffixes):
                yield 0, count, replace(bare, paragraph=number, suffix=suffixes[count - 1])
        for count in range(1, longest + 1):
            before, after = min(count, len(prefixes)), min(count, len(suffixes))
            prefix, suffix = prefixes[before - 1] if before else "", suffixes[after - 1] if after else ""
            yield before, after, replace(bare, paragraph=number, prefix=prefix, suffix=suffix)


def describe_chain(document: Document, place: Place, exact: str) -> Selector | None:
    """Write the smallest selector for a place that `exact`, elided or not, already reaches among others.

    None where nothing singles it out: then more of the words have to be quoted.
    """
    if len(place.slices) == 1:
        exact = document.text[place.start : place.end]
    return _smallest(document, place, exact)
