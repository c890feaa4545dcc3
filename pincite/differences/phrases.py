"""A stretch of differing words cut into phrases, and the phrases of two stretches paired, like with like."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.differences.reading import Use
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.differences.lexicon import Lexicon
    from pincite.differences.reading import Reading
    from pincite.differences.tokens import Token

_ASIDE_LEAST = 2  # words with a meaning of their own between two commas
_LEFT_OVER = 2  # so many words more in one text still belong to the phrase they follow
_ONE_AGAINST = 5  # a phrase of one word answers no stretch of so many
_PAIRED_AT_MOST = 10_000


class Kind(Enum):
    """What a phrase is about."""

    MODAL = "modal"
    FIGURE = "figure"
    TIME = "time"
    SAYING = "saying"
    ASIDE = "aside"
    PLAIN = "plain"


_KINDS = {Use.MODAL: Kind.MODAL, Use.FIGURE: Kind.FIGURE, Use.TIME: Kind.TIME, Use.SAYING: Kind.SAYING}
_AMOUNT = 1.2  # what a number against an amount in words is worth
_WORTH = {
    (Kind.MODAL, Kind.MODAL): 1.5,
    (Kind.FIGURE, Kind.FIGURE): 1.5,
    (Kind.TIME, Kind.TIME): 1.5,
    (Kind.SAYING, Kind.SAYING): 1.5,
    (Kind.PLAIN, Kind.PLAIN): 1.0,
    (Kind.FIGURE, Kind.TIME): 0.6,
    (Kind.MODAL, Kind.PLAIN): 0.4,  # `may amount to`, `committing`
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring words of one text, by their places, and what they are about."""

    places: tuple[int, ...]
    kind: Kind


def phrases(reading: Reading, places: Sequence[int], lexicon: Lexicon, *, asides: bool) -> list[Phrase]:
    """Cut a stretch into phrases. With `asides`, what stands between two commas is one by itself."""
    found: list[Phrase] = []
    for run in runs(places):
        kinds = _kinds(reading, run, lexicon)
        for start, end in _asides(reading, run) if asides else ():
            kinds[start:end] = [Kind.ASIDE] * (end - start)
        cuts = [0, *(at for at in range(1, len(run)) if _begins(reading, run, kinds, at)), len(run)]
        found += [Phrase(tuple(run[low:high]), kinds[low]) for low, high in pairwise(cuts)]
    return [phrase for phrase in found if any(reading.tokens[place].is_word for place in phrase.places)]


def runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Give the places that follow one another, as a list each."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _kinds(reading: Reading, run: Sequence[int], lexicon: Lexicon) -> list[Kind]:
    """Give what each word of a stretch is about: the word itself, or the phrase that it belongs to."""
    uses = [reading.uses[place] for place in run]
    kinds = [_KINDS.get(use, Kind.PLAIN) for use in uses]
    tokens = [reading.tokens[place] for place in run]
    for at, token in enumerate(tokens):
        if kinds[at] is Kind.MODAL:
            before = at
            while before and tokens[before - 1].key in lexicon.auxiliary and kinds[before - 1] is Kind.PLAIN:
                before -= 1
            kinds[before:at] = [Kind.MODAL] * (at - before)
            _take_verb(tokens, kinds, at, lexicon, full=token.key in lexicon.verbs)
    _spread(kinds, uses, Kind.TIME, [use in {Use.SMALL, Use.MARK} for use in uses])
    named = [use is Use.SMALL or (token.capital and not token.opens) for use, token in zip(uses, tokens, strict=True)]
    _spread(kinds, uses, Kind.SAYING, named)
    return kinds


def _take_verb(tokens: Sequence[Token], kinds: list[Kind], at: int, lexicon: Lexicon, *, full: bool) -> None:
    """Let the auxiliaries behind a modal word belong to it, and behind a modal verb its verb: `may amount to`."""
    after = at + 1
    while after < len(tokens) and kinds[after] is Kind.PLAIN and tokens[after].key in lexicon.auxiliary:
        after += 1
    if full and after < len(tokens) and kinds[after] is Kind.PLAIN and tokens[after].content:
        after += 1
        if after < len(tokens) and tokens[after].key == "to":
            after += 1
    kinds[at + 1 : after] = [Kind.MODAL] * (after - at - 1)


def _spread(kinds: list[Kind], uses: Sequence[Use], kind: Kind, takes: Sequence[bool]) -> None:
    """Let words that join belong to the phrase they lead to: `from 30 September to 29 November`."""
    seeds = [at for at, one in enumerate(kinds) if one is kind]
    for at in seeds:
        for step in (-1, 1):
            end = at + step
            while 0 <= end < len(kinds) and (
                (kinds[end] is Kind.PLAIN and takes[end]) or (uses[end] is Use.MARK and kind is Kind.SAYING)
            ):
                kinds[end] = kind
                end += step
    for at in range(len(kinds) - 1, 0, -1):  # what joins, but is followed by something else, belongs to that
        following = kinds[at + 1] if at + 1 < len(kinds) else kind
        if kinds[at] is kind and uses[at] is Use.SMALL and following is Kind.PLAIN and kind is Kind.TIME:
            kinds[at] = Kind.PLAIN


def _asides(reading: Reading, run: Sequence[int]) -> Iterator[tuple[int, int]]:
    commas = [at for at, place in enumerate(run) if reading.tokens[place].folded in {",", "-"}]
    for low, high in pairwise(commas):
        if sum(reading.tokens[place].content for place in run[low:high]) >= _ASIDE_LEAST:
            yield low, high
            return


def _begins(reading: Reading, run: Sequence[int], kinds: Sequence[Kind], at: int) -> bool:
    if kinds[at] is not kinds[at - 1]:
        return True
    if kinds[at] is not Kind.PLAIN:
        return False
    leads = reading.uses[run[at]] is Use.SMALL and reading.uses[run[at - 1]] is not Use.SMALL
    ahead = (reading.tokens[place] for place, kind in zip(run[at:], kinds[at:], strict=True) if kind is Kind.PLAIN)
    return leads and any(token.content for token in ahead)


def paired(
    one: Sequence[Phrase], other: Sequence[Phrase], first: Reading, second: Reading
) -> list[tuple[Phrase | None, Phrase | None]]:
    """Pair the phrases of two stretches in order, from the left where there is a choice; None where one is alone."""
    if len(one) * len(other) > _PAIRED_AT_MOST:
        return [*((phrase, None) for phrase in one), *((None, phrase) for phrase in other)]
    unlike = _disproportionate(one, other, first, second)
    worths = [[_worth(phrase, against, first, second, unlike=unlike) for against in other] for phrase in one]
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for at in range(len(one) - 1, -1, -1):
        for there in range(len(other) - 1, -1, -1):
            worth = worths[at][there]
            both = best[at + 1][there + 1] + worth if worth else 0.0
            best[at][there] = max(both, best[at + 1][there], best[at][there + 1])
    found: list[tuple[Phrase | None, Phrase | None]] = []
    at = there = 0
    while at < len(one) and there < len(other):
        worth = worths[at][there]
        if worth and best[at][there] == best[at + 1][there + 1] + worth:
            found.append((one[at], other[there]))
            at, there = at + 1, there + 1
        elif best[at][there] == best[at + 1][there]:
            found.append((one[at], None))
            at += 1
        else:
            found.append((None, other[there]))
            there += 1
    found += [(phrase, None) for phrase in one[at:]]
    found += [(None, phrase) for phrase in other[there:]]
    return found


def _worth(one: Phrase, other: Phrase, first: Reading, second: Reading, *, unlike: bool) -> float:
    for figure, amount, reading in ((one, other, second), (other, one, first)):
        if figure.kind is Kind.FIGURE and amount.kind is Kind.PLAIN:  # `ten of the victims`, `most victims`
            return _AMOUNT if any(reading.uses[place] is Use.AMOUNT for place in amount.places) else 0.0
    if unlike and one.kind is other.kind is Kind.PLAIN:
        return 0.0
    return _WORTH.get((one.kind, other.kind)) or _WORTH.get((other.kind, one.kind)) or 0.0


def _disproportionate(one: Sequence[Phrase], other: Sequence[Phrase], first: Reading, second: Reading) -> bool:
    counts = sorted(
        sum(reading.tokens[place].content for phrase in side if phrase.kind is Kind.PLAIN for place in phrase.places)
        for side, reading in ((one, first), (other, second))
    )
    return counts[0] <= 1 and counts[1] >= _ONE_AGAINST
