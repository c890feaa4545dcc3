"""The class of a difference, from what its words are there for.

The order of gravity: modality, figure, attribution, omission, wording, typography. A difference of several classes has
the gravest, and names the others. Words that only one text has are an omission, unless they are little more than the
hedge, the number or the speech tag in them: what hedges or counts words that are left out is left out with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.differences.reading import Use
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.differences.lexicon import Lexicon
    from pincite.differences.reading import Reading

GRAVITY = ("modality", "figure", "attribution", "omission", "wording", "typography")
_CLASS_OF = {Use.MODAL: "modality", Use.FIGURE: "figure", Use.SAYING: "attribution"}
_BESIDE = 2  # words of their own beside a hedge or a number in what only one text has
_EDGE = 3  # words from an end of such a passage within which a verb of saying makes it a speech tag


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that differ, by their places in the two texts; one text may have none.

    `spelling` tells that it is one word in two spellings, `kin` that two forms of one word are in it, `moved` that the
    words of the two texts stand in different places.
    """

    first: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    spelling: bool = False
    kin: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The two texts as they were read, and the lists of their language."""

    first: Reading
    second: Reading
    lexicon: Lexicon

    def classes(self, unit: Unit) -> tuple[str, ...]:
        """Give the classes of a difference, the gravest first. There is always one."""
        return _classes(unit, self)

    def sides(self, unit: Unit) -> tuple[tuple[Reading, tuple[int, ...]], ...]:
        """Give each text with the places of its words."""
        return (self.first, unit.first), (self.second, unit.second)

    def content(self, unit: Unit) -> int:
        """Count the words that say something by themselves."""
        return sum(side.tokens[at].content for side, places in self.sides(unit) for at in places)

    def worded(self, unit: Unit) -> bool:
        """Tell whether words differ, and not only marks."""
        return any(side.tokens[at].is_word for side, places in self.sides(unit) for at in places)


def _classes(unit: Unit, texts: Texts) -> tuple[str, ...]:
    if not texts.worded(unit):
        return ("typography",)
    if not unit.first or not unit.second:
        side, places = next((side, places) for side, places in texts.sides(unit) if places)
        return _one_sided(side, [at for at in places if side.tokens[at].is_word])
    if unit.spelling:
        return ("typography",)
    found = set(_changed(unit, texts))
    return tuple(name for name in GRAVITY if name in found) or ("wording",)


def _changed(unit: Unit, texts: Texts) -> Iterator[str]:
    """Give the classes of what both texts have in some words, other than wording."""

    def said(*uses: Use) -> list[set[str]]:
        return [{side.forms[at] for at in places if side.uses[at] in uses} for side, places in texts.sides(unit)]

    modal = said(Use.MODAL)
    if modal[0] != modal[1] or _tense(unit, texts):
        yield "modality"
    counts, times, amounts = said(Use.FIGURE), said(Use.TIME), said(Use.AMOUNT)
    soft = (both for both in (times, amounts) if both[0] and both[1])
    if counts[0] != counts[1] or any(both[0] != both[1] for both in soft):
        yield "figure"
    saying = said(Use.SAYING)
    if saying[0] != saying[1]:
        yield "attribution"


def _tense(unit: Unit, texts: Texts) -> bool:
    """Tell whether `is` stands against `was`: what is so, and what was."""
    sides = [{side.tokens[at].key for at in places} for side, places in texts.sides(unit)]
    now, then = ([bool(words & list_) for words in sides] for list_ in (texts.lexicon.present, texts.lexicon.past))
    only_these = all(words <= texts.lexicon.present | texts.lexicon.past for words in sides)
    return only_these and (now[0] != now[1] or then[0] != then[1])


def _one_sided(side: Reading, places: Sequence[int]) -> tuple[str, ...]:
    uses = [side.uses[at] for at in places]
    held = {_CLASS_OF[use] for use in uses if use in _CLASS_OF}
    plain = sum(use in {Use.PLAIN, Use.TIME, Use.AMOUNT} for use in uses)
    edges = [*uses[:_EDGE], *uses[-_EDGE:]]
    main = set(held) if plain <= _BESIDE else set()
    if Use.SAYING in edges:
        main.add("attribution")
    if not held and not plain:
        return ("wording",)
    if not main:
        return ("omission", *(name for name in GRAVITY if name in held))
    gravest = next(name for name in GRAVITY if name in main)
    return (gravest, *(name for name in GRAVITY if name in held - {gravest}))
