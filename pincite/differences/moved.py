"""Phrases that stand in both texts, but in another place, so that no alignment in order can pair them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pincite.differences.reading import Use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.differences.reading import Reading

_APART = 4  # words between two that a moved phrase has in both texts
_OFTEN = 3  # a word that stands more often in the stretches of a text says nothing about what was moved
_SHORTEST = 4  # letters of a word that counts as moved by itself
_BELONGS = {Use.MODAL, Use.SAYING}

Stretch = tuple[tuple[int, ...], tuple[int, ...]]
Span = tuple[tuple[int, ...], tuple[int, ...]]


def moved(stretches: Sequence[Stretch], first: Reading, second: Reading, auxiliary: frozenset[str]) -> list[Span]:
    """Find the phrases that were moved, the most telling first. No word is in two of them.

    `stretches` are the places of the words that differ, of the first text and the second one, in order.
    """
    homes = [{place: at for at, both in enumerate(stretches) for place in both[side]} for side in (0, 1)]
    chains = sorted(_chains(homes, first, second), key=lambda chain: (-_weight(chain, first), chain))
    free = [set(homes[0]), set(homes[1])]
    found: list[Span] = []
    for chain in chains:
        rest = [pair for pair in chain if pair[0] in free[0] and pair[1] in free[1]]
        if not rest or len(rest) < len(chain):
            continue
        spans = []
        for side, reading in ((0, first), (1, second)):
            low, high = rest[0][side], rest[-1][side]
            spans.append(_extended(low, high, reading, free[side], homes[side], auxiliary))
        if _telling(rest, spans, first, second):
            spans = _led_alike(spans, first, second, free, homes)
            found.append((tuple(spans[0]), tuple(spans[1])))
            free = [free[0] - set(spans[0]), free[1] - set(spans[1])]
    return found


def _chains(homes: Sequence[dict[int, int]], first: Reading, second: Reading) -> list[tuple[tuple[int, int], ...]]:
    """Chain words with one key that follow one another closely in a stretch of each text."""
    spots: dict[str, list[int]] = defaultdict(list)
    for place in homes[1]:
        if _counts(second, place):
            spots[second.tokens[place].key].append(place)
    often: dict[str, int] = defaultdict(int)
    for place in homes[0]:
        often[first.tokens[place].key] += 1
    pairs = [
        (place, other)
        for place in homes[0]
        if _counts(first, place) and often[first.tokens[place].key] <= _OFTEN
        for other in (spots[first.tokens[place].key] if len(spots[first.tokens[place].key]) <= _OFTEN else ())
    ]
    chains: list[list[tuple[int, int]]] = []
    for pair in sorted(pairs):
        fitting = [chain for chain in chains[-12:] if _follows(chain[-1], pair, homes)]
        if fitting:
            fitting[-1].append(pair)
        else:
            chains.append([pair])
    return [tuple(chain) for chain in chains]


def _counts(reading: Reading, place: int) -> bool:
    token = reading.tokens[place]
    return token.content and reading.uses[place] in {Use.PLAIN, Use.SAYING, Use.TIME, Use.FIGURE}


def _follows(last: tuple[int, int], pair: tuple[int, int], homes: Sequence[dict[int, int]]) -> bool:
    near = all(0 < pair[side] - last[side] <= _APART for side in (0, 1))
    return near and all(homes[side][last[side]] == homes[side][pair[side]] for side in (0, 1))


def _weight(chain: Sequence[tuple[int, int]], first: Reading) -> int:
    return sum(len(first.tokens[place].key) + 2 for place, _ in chain)


def _extended(
    low: int, high: int, reading: Reading, free: set[int], home: dict[int, int], auxiliary: frozenset[str]
) -> list[int]:
    """Take in the hedges, auxiliaries and verbs of saying beside a phrase."""
    here = home[low]

    def belongs(place: int) -> bool:
        fits = place in free and home[place] == here
        return fits and (reading.uses[place] in _BELONGS or reading.tokens[place].key in auxiliary)

    while belongs(low - 1):
        low -= 1
    while belongs(high + 1):
        high += 1
    return [place for place in range(low, high + 1) if place in free]


def _telling(chain: Sequence[tuple[int, int]], spans: Sequence[Sequence[int]], first: Reading, second: Reading) -> bool:
    """Tell whether a chain is enough to say that a phrase was moved: half of its words, or one that is no number."""
    longest = max(
        sum(_counts(reading, place) for place in span) for reading, span in zip((first, second), spans, strict=True)
    )
    if 2 * len(chain) < longest:
        return False
    token = first.tokens[chain[0][0]]
    return len(chain) > 1 or (token.value is None and len(token.key) >= _SHORTEST)


def _led_alike(
    spans: Sequence[list[int]],
    first: Reading,
    second: Reading,
    free: Sequence[set[int]],
    homes: Sequence[dict[int, int]],
) -> list[list[int]]:
    """Take in the joining words before a phrase that both texts have: `in March`."""
    one, other = list(spans[0]), list(spans[1])
    while True:
        places = one[0] - 1, other[0] - 1
        inside = all(place in free[side] for side, place in enumerate(places))
        if not inside or any(
            homes[side][places[side]] != homes[side][span[0]] for side, span in enumerate((one, other))
        ):
            return [one, other]
        tokens = first.tokens[places[0]], second.tokens[places[1]]
        if not tokens[0].small or tokens[0].key != tokens[1].key:
            return [one, other]
        one.insert(0, places[0])
        other.insert(0, places[1])
