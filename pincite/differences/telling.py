"""The differences of two texts at word level: where they stand in either, and the class of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.differences.alignment import align, joined
from pincite.differences.classes import Texts
from pincite.differences.lexicon import lexicon
from pincite.differences.reading import read
from pincite.differences.tokens import tokens
from pincite.differences.units import units
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.differences.tokens import Token

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One difference: its class, the other classes of words in it, and where its words stand in either text.

    Offsets are code points into the parts of a text joined by one blank each. A text that has none of the words has no
    spans. `moved` tells that both texts have them, but in different places.
    """

    kind: str
    also: tuple[str, ...]
    moved: bool
    first: tuple[Span, ...]
    second: tuple[Span, ...]


def differences(
    first: Sequence[str], second: Sequence[str], language: str, names: Sequence[str] = ()
) -> tuple[Found, ...]:
    """Compare two texts of one language, each given in its parts; `names` are those of the speakers.

    The differences are in the order of the first text. The texts changed round give the same ones, changed round.
    """
    turned = tuple(second) < tuple(first)
    given = (second, first) if turned else (first, second)
    words = lexicon(language)
    one, other = (tokens(parts, words) for parts in given)
    one, other = joined(one, other), joined(other, one)
    pairs = align(one, other, words)
    texts = Texts(read(one, words, names), read(other, words, names), words)
    found = []
    differing = units(pairs, texts)
    gone = {at for unit in differing for at in unit.first}
    same = [(pair.first, pair.second) for pair in pairs if pair.first not in gone]
    for unit in differing:
        kinds = texts.classes(unit)
        spans = _spans(unit.first, one), _spans(unit.second, other)
        places = _place(unit.first, unit.second, same, len(one))
        if turned:
            spans = spans[1], spans[0]
            places = _place(unit.second, unit.first, [(there, at) for at, there in same], len(other))
        found.append((places, Found(kinds[0], kinds[1:], unit.moved, *spans)))
    return tuple(told for _, told in sorted(found, key=lambda one: one[0]))


def _place(
    first: Sequence[int], second: Sequence[int], pairs: Sequence[tuple[int, int]], end: int
) -> tuple[int, int, int]:
    """Give where a difference is told: where its words stand in the first text, or would, in front of what follows."""
    there = second[0] if second else -1
    if first:
        return first[0], 1, there
    return min((at for at, other in pairs if other > there), default=end), 0, there


def _spans(places: Sequence[int], words: Sequence[Token]) -> tuple[Span, ...]:
    """Give the stretches of a text that some words take, those side by side and of one part as one."""
    spans: list[Span] = []
    last = -2
    for place in places:
        token = words[place]
        if place == last + 1 and words[last].part == token.part:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        last = place
    return tuple(spans)
