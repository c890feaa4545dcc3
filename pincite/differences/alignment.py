"""Which words of two texts answer each other: an alignment with graded likeness, by dynamic programming.

1. Words that are two in one text and one in the other become one: `air strikes`, `airstrikes`.
2. Equal beginnings and ends are taken off; a text that is still long is cut at words that stand once in each.
3. What is between is aligned so that the weights of the pairs add up to the most. A word weighs more than a word that
   only joins, a long one more than a short one, a pair that goes on from the pair before a little more.
   (S. Needleman, C. Wunsch, "A general method applicable to the search for similarities", 1970.)

The order of the two texts does not matter: ties are broken the same way for either.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.differences.spelling import stem
from pincite.differences.tokens import is_year
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.differences.lexicon import Lexicon
    from pincite.differences.tokens import Token

SAME, SPELLING, KIN = 3, 2, 1  # grades: nothing differs; typography alone; two forms, or two words of one use
ALIGNED_AT_MOST = 40_000  # pairs of words in one piece, as in two passages of 200
_SMALL, _MARK, _LONGEST = 1.0, 0.3, 10
_GOES_ON = 0.45
_NUMBER = 5.0
_OF_ONE_USE = 1.2  # two numbers, two dates, two verbs of saying
_FORMS = 0.6  # of the weight of the shorter form


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that answer each other: their places in the two lists, and the grade of their likeness."""

    first: int
    second: int
    grade: int


def joined(first: Sequence[Token], second: Sequence[Token]) -> tuple[Token, ...]:
    """Join neighbouring words of the first text that the second one writes as one, as `air strikes`."""
    wanted = {token.key for token in second if token.is_word and token.value is None and len(token.key) > 3}  # noqa: PLR2004
    found, at = [], 0
    while at < len(first):
        one, other = first[at], first[at + 1] if at + 1 < len(first) else None
        if other and _makes_one(one, other) and one.key + other.key in wanted:
            found.append(
                replace(one, end=other.end, folded=f"{one.folded} {other.folded}", key=one.key + other.key, small=False)
            )
            at += 2
        else:
            found.append(one)
            at += 1
    return tuple(found)


def _makes_one(one: Token, other: Token) -> bool:
    return one.is_word and other.is_word and one.part == other.part and one.value is None and other.value is None


def align(first: Sequence[Token], second: Sequence[Token], lexicon: Lexicon) -> tuple[Pair, ...]:
    """Align two texts. The pairs are in the order of either text, each word in one at most."""
    head = 0
    while head < min(len(first), len(second)) and grade(first[head], second[head], lexicon) == SAME:
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and (
        grade(first[len(first) - 1 - tail], second[len(second) - 1 - tail], lexicon) == SAME
    ):
        tail += 1
    ends = (len(first) - tail, len(second) - tail)
    found = [Pair(at, at, SAME) for at in range(head)]
    for (a1, b1), (a2, b2) in pairwise([(head, head), *_cuts(first, second, (head, head), ends), ends]):
        found += [
            Pair(pair.first + a1, pair.second + b1, pair.grade)
            for pair in _aligned(first[a1:a2], second[b1:b2], lexicon)
        ]
    found += [Pair(ends[0] + at, ends[1] + at, SAME) for at in range(tail)]
    return tuple(found)


def _cuts(
    first: Sequence[Token], second: Sequence[Token], start: tuple[int, int], end: tuple[int, int]
) -> list[tuple[int, int]]:
    """Give where two long texts may be cut before they are aligned: at words that stand once in each, in one order."""
    one, other = first[start[0] : end[0]], second[start[1] : end[1]]
    if len(one) * len(other) <= ALIGNED_AT_MOST:
        return []
    counts = Counter(token.key for token in one), Counter(token.key for token in other)
    places = {token.key: at for at, token in enumerate(other)}
    shared = [
        (at + start[0], places[token.key] + start[1])
        for at, token in enumerate(one)
        if token.content and counts[0][token.key] == counts[1][token.key] == 1
    ]
    return _rising(shared)


def _rising(shared: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a longest run of places that rise in both texts."""
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], int]] = []  # a place, and the chain before it
    tops: list[int] = []
    for place in shared:
        at = bisect_left(ends, place[1])
        chains.append((place, tops[at - 1] if at else -1))
        ends[at : at + 1], tops[at : at + 1] = [place[1]], [len(chains) - 1]
    found, link = [], tops[-1] if tops else -1
    while link >= 0:
        place, link = chains[link]
        found.append(place)
    return found[::-1]


def _aligned(first: Sequence[Token], second: Sequence[Token], lexicon: Lexicon) -> Sequence[Pair]:
    if not first or not second or len(first) * len(second) > ALIGNED_AT_MOST:
        return _ends(first, second, lexicon)
    table = [_row(token, second, spots, lexicon) for spots in [_spots(second)] for token in first]
    width = len(second) + 1
    best, paired = [0.0] * width, [float("-inf")] * width
    steps: list[list[int]] = []
    for row in table:
        above, above_paired = best, paired
        best, paired, step = [0.0] * width, [float("-inf")] * width, [0] * width
        for at in range(1, width):
            weight = row.get(at - 1, 0.0)
            took = max(above[at], best[at - 1])
            code = 1 if above[at] >= best[at - 1] else 2
            if weight:
                on = above_paired[at - 1] + _GOES_ON
                goes_on = on >= above[at - 1]
                paired[at] = weight + (on if goes_on else above[at - 1])
                code += 8 if goes_on else 0
                if paired[at] >= took:
                    took, code = paired[at], code | 4
            best[at], step[at] = took, code
        steps.append(step)
    return _traced(steps, first, second, lexicon)


def _traced(
    steps: Sequence[Sequence[int]], first: Sequence[Token], second: Sequence[Token], lexicon: Lexicon
) -> Sequence[Pair]:
    """Walk back through the table. Bits: 4 a pair ends here, 8 it goes on from a pair, 1 the first text goes back."""
    found, at, there, must = [], len(first), len(second), False
    while at and there:
        code = steps[at - 1][there]
        if code & 4 or must:
            found.append(Pair(at - 1, there - 1, grade(first[at - 1], second[there - 1], lexicon)))
            at, there, must = at - 1, there - 1, bool(code & 8)
        elif code & 1:
            at -= 1
        else:
            there -= 1
    return found[::-1]


def _ends(first: Sequence[Token], second: Sequence[Token], lexicon: Lexicon) -> Sequence[Pair]:
    """Pair what is the same at the beginning of two pieces that are too long to be aligned."""
    found = []
    for at, (one, other) in enumerate(zip(first, second, strict=False)):
        if grade(one, other, lexicon) != SAME:
            break
        found.append(Pair(at, at, SAME))
    return found


def _spots(second: Sequence[Token]) -> dict[str, list[int]]:
    """Give where in a text something is that a word could answer: by its key, its first letters, its use."""
    spots: dict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(second):
        for name in _names(token):
            spots[name].append(at)
    return spots


def _names(token: Token) -> Iterator[str]:
    yield f"key {token.key}"
    if token.value is not None:
        yield "value"
    elif token.content:
        yield f"letters {token.key[:3]}"
        yield "word"


def _row(token: Token, second: Sequence[Token], spots: dict[str, list[int]], lexicon: Lexicon) -> dict[int, float]:
    """Give the weight of each pair that a word can be part of."""
    saying = token.key in lexicon.saying or token.key in lexicon.days
    near = {at for name in _names(token) if name != "word" or saying for at in spots.get(name, ())}
    weights = {}
    for at in near:
        found = grade(token, second[at], lexicon)
        if found:
            weights[at] = _weight(token, second[at], found)
    return weights


def _weight(one: Token, other: Token, found: int) -> float:
    if not one.is_word:
        return _MARK
    if one.small and other.small:
        return _SMALL
    if found != KIN and one.value is not None:
        return _NUMBER
    long = 2 + min(len(one.key), len(other.key), _LONGEST) / 5
    if found == KIN:
        return max(_OF_ONE_USE, _FORMS * long) if stem(one.key, other.key) else _OF_ONE_USE
    return long * (1.0 if found == SAME else 0.95)


def grade(one: Token, other: Token, lexicon: Lexicon) -> int:
    """Tell how alike two words are: SAME, SPELLING, KIN, or 0."""
    if one.is_word != other.is_word:
        return 0
    if one.folded == other.folded:
        return SAME
    if not one.is_word:
        return 0
    if one.key == other.key:
        return SAME if _first_capital(one, other) else SPELLING
    if lexicon.months and lexicon.months.get(one.key, 0) == lexicon.months.get(other.key, -1):
        return SPELLING
    if one.value is not None or other.value is not None:
        return KIN if type(one.value) is type(other.value) and is_year(one) == is_year(other) else 0
    if one.small or other.small:
        return 0
    if {one.key, other.key} <= lexicon.days or {one.key, other.key} <= lexicon.saying.keys():
        return KIN
    return KIN if stem(one.key, other.key) else 0


def _first_capital(one: Token, other: Token) -> bool:
    """Tell whether two words differ in the capital of a sentence's first word alone."""
    return (
        (one.opens or other.opens) and one.folded[1:] == other.folded[1:] and one.folded.lower() == other.folded.lower()
    )
