"""From aligned words to differences that a reader understands: small, whole phrases, none hiding a graver one.

1. Between words that are the same stand stretches of words that are not. Phrases that were moved are taken out first.
2. What is left of a stretch is cut into phrases and paired: `phrases`.
3. Neighbours that make one statement are joined: `joining`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.differences.alignment import KIN, SAME, SPELLING, Pair
from pincite.differences.classes import Texts, Unit
from pincite.differences.joining import Run, joined
from pincite.differences.moved import moved
from pincite.differences.phrases import Kind, paired, phrases, runs
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.differences.phrases import Phrase
    from pincite.differences.reading import Reading

_LIKE = 2  # times as many words before a small word that both texts have
_MORE = 2  # so many words still belong to the phrase or to the word beside them


def units(pairs: Sequence[Pair], texts: Texts) -> list[Unit]:
    """Give the differences of two aligned texts: in their order, and moved phrases at the end."""
    first, second = texts.first, texts.second
    if not any(first.tokens[pair.first].is_word for pair in pairs):
        whole = _trimmed(Unit(tuple(range(len(first.tokens))), tuple(range(len(second.tokens)))), texts)
        return [] if _edge(whole, texts) else [whole]
    stretches = list(_stretches(_firm(pairs, texts), len(first.tokens), len(second.tokens)))
    spans = moved([one for one in stretches if not isinstance(one, Pair)], first, second, texts.lexicon.auxiliary)
    gone = {at for span in spans for at in span[0]}, {at for span in spans for at in span[1]}
    parts = [Run()]
    for one in stretches:
        if isinstance(one, Pair) and one.grade == SAME:
            parts[-1].same.append(one)
            continue
        if parts[-1].same:
            parts.append(Run())
        if isinstance(one, Pair):
            parts[-1].units.append(
                Unit((one.first,), (one.second,), spelling=one.grade == SPELLING, kin=one.grade == KIN)
            )
        else:
            left = [at for at in one[0] if at not in gone[0]], [at for at in one[1] if at not in gone[1]]
            parts[-1].units += _cut(left, texts)
    told = [_trimmed(unit, texts) for unit in joined(parts, texts)]
    told += [_trimmed(Unit(*span, moved=True), texts) for span in spans]
    return [unit for unit in told if (unit.first or unit.second) and not _edge(unit, texts)]


def _firm(pairs: Sequence[Pair], texts: Texts) -> list[Pair]:
    """Leave out small words that are the same by chance: alone among differing words, and not in like places."""
    firm: list[Pair] = []
    end = Pair(len(texts.first.tokens), len(texts.second.tokens), 0)
    for at, pair in enumerate(pairs):
        before = firm[-1] if firm else Pair(-1, -1, 0)
        after = pairs[at + 1] if at + 1 < len(pairs) else end
        gaps = [(pair.first - before.first - 1, pair.second - before.second - 1)]
        gaps += [(after.first - pair.first - 1, after.second - pair.second - 1)]
        alone = all(any(gap) for gap in gaps) and any(all(gap) for gap in gaps)
        token = texts.first.tokens[pair.first]
        unlike = max(gaps[0]) > _LIKE * min(gaps[0]) + _MORE
        if not (alone and unlike and pair.grade == SAME and (token.small or not token.is_word)):
            firm.append(pair)
    return firm


def _stretches(
    pairs: Sequence[Pair], long: int, other: int
) -> Iterator[Pair | tuple[tuple[int, ...], tuple[int, ...]]]:
    """Give the pairs, and between them the places of the words that answer none."""
    at = there = 0
    for pair in (*pairs, Pair(long, other, 0)):
        if at < pair.first or there < pair.second:
            yield tuple(range(at, pair.first)), tuple(range(there, pair.second))
        if pair.grade:
            yield pair
        at, there = pair.first + 1, pair.second + 1


def _cut(left: tuple[list[int], list[int]], texts: Texts) -> list[Unit]:
    """Cut a stretch into the differences of its phrases."""
    commas = [
        any(reading.tokens[at].folded in {",", "-"} for at in places)
        for places, reading in zip(left, (texts.first, texts.second), strict=True)
    ]
    one = phrases(texts.first, left[0], texts.lexicon, asides=bool(left[1]) and not commas[1])
    other = phrases(texts.second, left[1], texts.lexicon, asides=bool(left[0]) and not commas[0])
    if not one and not other:
        return [Unit(tuple(left[0]), tuple(left[1]))] if left[0] or left[1] else []
    matched = paired(one, other, texts.first, texts.second)
    groups = [_Group.of(at, *pair) for at, pair in enumerate(matched)]
    return [group.unit for group in (_whole(groups, texts) if any(group.plain_pair for group in groups) else groups)]


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases that are told together: those of the first text, those of the second, and of what kinds."""

    order: int
    one: tuple[int, ...]
    other: tuple[int, ...]
    kinds: frozenset[Kind]

    @classmethod
    def of(cls, order: int, one: Phrase | None, other: Phrase | None) -> _Group:
        kinds = frozenset(phrase.kind for phrase in (one, other) if phrase)
        return cls(order, one.places if one else (), other.places if other else (), kinds)

    def with_(self, more: _Group) -> _Group:
        return replace(self, one=tuple(sorted((*self.one, *more.one))), other=tuple(sorted((*self.other, *more.other))))

    @property
    def unit(self) -> Unit:
        return Unit(self.one, self.other)

    @property
    def plain(self) -> bool:
        return self.kinds == {Kind.PLAIN}

    @property
    def plain_pair(self) -> bool:
        return self.plain and bool(self.one and self.other)


def _whole(groups: Sequence[_Group], texts: Texts) -> list[_Group]:
    """Join the plain phrases of a stretch into whole ones: an aside between commas does not part them.

    What only one text has joins the pair beside it where it is short; a longer one is told by itself.
    """
    asides = [group for group in groups if group.kinds == {Kind.ASIDE}]
    found: list[_Group] = []
    for group in groups:
        if group in asides:
            continue
        last = found[-1] if found else None
        if last and last.plain and group.plain and _alike(last, group):
            found[-1] = last.with_(group)
        else:
            found.append(group)
    whole: list[_Group] = []
    for at, group in enumerate(found):
        short = group.plain and not group.plain_pair and texts.content(group.unit) <= _MORE
        if short and whole and whole[-1].plain_pair:
            whole[-1] = whole[-1].with_(group)
        elif short and at + 1 < len(found) and found[at + 1].plain_pair:
            found[at + 1] = found[at + 1].with_(group)
        else:
            whole.append(group)
    return sorted([*whole, *asides], key=lambda group: group.order)


def _alike(one: _Group, other: _Group) -> bool:
    return bool(one.one) == bool(other.one) and bool(one.other) == bool(other.other)


def _trimmed(unit: Unit, texts: Texts) -> Unit:
    """Leave out the marks around what differs, where words do."""
    if not texts.worded(unit):
        return unit
    first, second = _bare(unit.first, texts.first), _bare(unit.second, texts.second)
    return replace(unit, first=first, second=second)


def _bare(places: tuple[int, ...], reading: Reading) -> tuple[int, ...]:
    inner = {reading.tokens[at].folded for at in places}
    bare: list[int] = []
    for run in runs(places):
        for end, pair in ((0, ("(", ")")), (-1, (")", "("))):
            while run:
                token = reading.tokens[run[end]]
                if token.is_word or (token.folded == pair[0] and pair[1] in inner):
                    break
                run.pop(end)
        bare += run
    return tuple(bare)


def _edge(unit: Unit, texts: Texts) -> bool:
    """Tell whether only marks at an end differ: that is how much was quoted, not what was written."""
    if texts.worded(unit):
        return False
    sides = ((unit.first, texts.first), (unit.second, texts.second))
    ends = []
    for places, reading in sides:
        words = [at for at, token in enumerate(reading.tokens) if token.is_word]
        low, high = (words[0], words[-1]) if words else (len(reading.tokens), -1)
        ends.append((all(at < low for at in places), all(at > high for at in places)))
    return all(start for start, _ in ends) or all(end for _, end in ends)
