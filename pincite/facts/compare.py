"""The same assertion in several texts: what each word differs in, numbered, classed and marked in the passages.

What differs is worked out by `pincite.differences`. Here it is brought onto the page: a passage of a primary source
comes first, each difference gets its number, and the pieces of the passages are cut where a difference begins and ends.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from pincite.differences import differences
from pincite.facts.passages import Cut, Piece
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.differences import Found
    from pincite.facts.index import Index
    from pincite.facts.passages import Passage


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its number on the page, its class, and the words of either text, of which one may have none.

    The class is modality, figure, attribution, omission, wording or typography, in this order of gravity; `also` holds
    the classes of other words in it. `moved` tells that both texts have the words, but in different places.
    """

    number: int
    kind: str
    also: tuple[str, ...]
    moved: bool
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two passages side by side, the differing words marked in both, and the differences told again in words.

    `comparable` is false where the passages are in different languages: then nothing is marked. `at` counts the
    passages that are compared with the same first one, from 1, and `of` says how many they are.
    """

    first: Passage
    second: Passage
    differences: tuple[Difference, ...]
    comparable: bool = True
    note: str = ""
    at: int = 1
    of: int = 1

    @property
    def alike_named(self) -> bool:
        """Tell whether the names of their articles do not tell the passages apart."""
        return self.first.article_name == self.second.article_name


def side_by_side(passages: Sequence[Passage], index: Index, note: str = "") -> Iterator[Comparison]:
    """Compare passages each with the first, which is a primary source's where there is one.

    The first one's notes and surroundings are given once, and so is the desk's note on the differences.
    """
    if not passages:
        return
    ordered = in_order(passages)
    first, others = ordered[0], ordered[1:]
    for at, other in enumerate(others, start=1):
        shown = first if at == 1 else dataclasses.replace(first, note="", translation="", around=None)
        pair = compare(shown, other, index.site.config.language)
        yield dataclasses.replace(pair, note=note if at == 1 else "", at=at, of=len(others))


def in_order(passages: Iterable[Passage]) -> list[Passage]:
    """Put what a primary source says first, and leave the rest as the card has it."""
    return sorted(passages, key=lambda passage: not passage.primary)


def compare(first: Passage, second: Passage, language: str = "en") -> Comparison:
    """Compare two passages; the first one's own words are marked `del`, the second one's `ins`.

    `language` is that of passages whose article does not say its own. Words of two languages are not compared.
    """
    languages = [passage.language or language for passage in (first, second)]
    if len({one.partition("-")[0].lower() for one in languages}) > 1:
        return Comparison(first, second, (), comparable=False)
    names = [name for passage in (first, second) for name in (passage.speaker, *passage.via) if name]
    found = differences(_texts(first), _texts(second), languages[0], names)
    left = _marked(first, [(span, at) for at, one in enumerate(found, start=1) for span in one.first], "del")
    right = _marked(second, [(span, at) for at, one in enumerate(found, start=1) for span in one.second], "ins")
    return Comparison(left, right, tuple(_difference(at, one, left, right) for at, one in enumerate(found, start=1)))


def _difference(number: int, found: Found, first: Passage, second: Passage) -> Difference:
    words = _pieces_of(first, number), _pieces_of(second, number)
    return Difference(number, found.kind, found.also, found.moved, *words)


def _pieces_of(passage: Passage, number: int) -> tuple[Piece, ...]:
    """Give the stretches of a passage that one difference marks: slices of the original, and nothing between them."""
    return tuple(piece for cut in passage.cuts for piece in cut.pieces if piece.number == number)


def _texts(passage: Passage) -> tuple[str, ...]:
    return tuple("".join(piece.text for piece in cut.pieces) for cut in passage.cuts)


def _marked(passage: Passage, marks: Iterable[tuple[tuple[int, int], int]], change: str) -> Passage:
    """Cut the pieces of a passage at the marks. Mark offsets count in the joined text of its cuts."""
    cuts, at, ordered = [], 0, sorted(marks)
    for cut in passage.cuts:
        pieces: list[Piece] = []
        done, text = 0, "".join(piece.text for piece in cut.pieces)
        for (start, end), number in ordered:
            low, high = max(start - at, done), min(end - at, len(text))
            if low < high:
                pieces += _piece(cut, text, done, low)
                pieces += _piece(cut, text, low, high, change, number)
                done = high
        pieces += _piece(cut, text, done, len(text))
        cuts.append(Cut(cut.start, cut.end, tuple(pieces)))
        at += len(text) + 1
    return dataclasses.replace(passage, cuts=tuple(cuts))


def _piece(cut: Cut, text: str, start: int, end: int, change: str = "", number: int = 0) -> list[Piece]:
    return [Piece(cut.start + start, cut.start + end, text[start:end], change, number)] if start < end else []
