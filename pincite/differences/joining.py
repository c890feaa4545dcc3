"""Neighbouring differences that make one statement become one, but never so that a graver one is hidden."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.differences.classes import Texts, Unit
from pincite.differences.reading import Use
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.differences.alignment import Pair

_JOINED_ACROSS = 1  # small words that are the same and part two differences of one phrase
_STOPS = ".;:!?…"
_SIDE_BY_SIDE = 2  # places
_MORE = 2  # so many words still belong to the word beside them
_GRAVE = {"modality", "figure", "attribution"}


@dataclass(slots=True)
class Run:
    """Differences with no same word between them, and the same words behind them, up to the next such run."""

    units: list[Unit] = field(default_factory=list)
    same: list[Pair] = field(default_factory=list)


def joined(parts: Sequence[Run], texts: Texts) -> list[Unit]:
    """Join what makes one statement, also on either side of one small word: `roar of engines`, `howl of motors`."""
    found: list[Unit] = []
    before: list[Pair] = []
    for run in parts:
        told = _whole(run.units, texts)
        if found and told and before and _one_phrase(found[-1], told[0], before, texts):
            places = tuple(pair.first for pair in before), tuple(pair.second for pair in before)
            told[0] = _sum(found.pop(), told[0], *places)
        found += told
        before = run.same
    return found


def _whole(told: Sequence[Unit], texts: Texts) -> list[Unit]:
    """Join neighbours that nothing parts, until none is left to join. Marks beside words that differ say no more."""
    found = [unit for unit in told if texts.worded(unit)] or list(told)
    for joins in (_absorbs, _goes_with):
        at = 0
        while at + 1 < len(found):
            if joins(found[at], found[at + 1], texts):
                found[at : at + 2] = [_sum(found[at], found[at + 1])]
                at = max(0, at - 1)
            else:
                at += 1
    return found


def _sum(one: Unit, other: Unit, first: tuple[int, ...] = (), second: tuple[int, ...] = ()) -> Unit:
    return Unit(
        tuple(sorted((*one.first, *first, *other.first))),
        tuple(sorted((*one.second, *second, *other.second))),
        spelling=one.spelling and other.spelling,
        kin=one.kin or other.kin,
    )


def _absorbs(one: Unit, other: Unit, texts: Texts) -> bool:
    """Tell whether two forms of one word belong with the few words beside them: `target`, `are only targeting`."""
    for kin, beside in ((one, other), (other, one)):
        if kin.kin and not beside.kin and bool(beside.first) != bool(beside.second) and _touch(kin, beside):
            words = len([*beside.first, *beside.second])
            if words <= _MORE and texts.content(beside) <= 1:
                return True
            if texts.classes(beside)[0] == "attribution" and _says(kin, texts):
                return True
    return False


def _touch(one: Unit, other: Unit) -> bool:
    """Tell whether the words of two differences stand side by side in a text, but for a mark."""
    sides = ((one.first, other.first), (one.second, other.second))
    return any(max(low[0], high[0]) - min(low[-1], high[-1]) <= _SIDE_BY_SIDE for low, high in sides if low and high)


def _says(unit: Unit, texts: Texts) -> bool:
    return any(texts.first.uses[at] is Use.SAYING for at in unit.first)


def _goes_with(one: Unit, other: Unit, texts: Texts) -> bool:
    """Tell whether two neighbours are of one class, or one of them is too little to be told by itself."""
    both_sided = [bool(unit.first and unit.second) for unit in (one, other)]
    kinds = [texts.classes(unit)[0] for unit in (one, other)]
    if one.spelling and other.spelling:
        return True
    if any(both_sided) and {*kinds} <= {"wording", "typography"}:
        return True
    if all(both_sided):
        return kinds[0] == kinds[1]
    if any(both_sided):
        return kinds[0] == kinds[1] and kinds[0] in _GRAVE
    if bool(one.first) != bool(other.first):  # `at least one`, `a`: what only joins stands for the other
        return (kinds[0] == kinds[1] and kinds[0] in _GRAVE) or "wording" in kinds
    if kinds[0] == kinds[1]:
        return True
    less = one if kinds[1] in _GRAVE else other
    return texts.content(less) <= _MORE and texts.classes(_sum(one, other))[0] in kinds


def _one_phrase(one: Unit, other: Unit, between: Sequence[Pair], texts: Texts) -> bool:
    tokens = [texts.first.tokens[pair.first] for pair in between]
    small = all(token.small or (not token.is_word and token.folded not in _STOPS) for token in tokens)
    few = sum(token.is_word for token in tokens) <= _JOINED_ACROSS
    plain = all(
        unit.first and unit.second and not unit.spelling and texts.classes(unit)[0] == "wording"
        for unit in (one, other)
    )
    return small and few and plain
