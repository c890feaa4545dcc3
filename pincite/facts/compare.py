"""The same assertion in two texts: what each word differs in, numbered and classed.

1. Align the two texts word by word (typography folded).
2. Join differences that only small words part, so that a phrase is told as one.
3. Class each: typography, figure, modality, attribution, omission, else wording.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.facts.passages import Cut, Piece
from pincite.likeness import changes
from pincite.numbers import numbers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.facts.passages import Passage
    from pincite.likeness import Change

_MODAL = re.compile(
    r"\b(?:may|might|must|can|could|should|would|will|shall|allegedly|alleged|suspected|reportedly|apparently|appears?|"
    r"seems?|believed|possibly|probably|likely|claimed|disclosed|is|are|was|were|committing|committed)\b",
    re.IGNORECASE,
)
# Words that take a statement back a step: to lose one of them is the gravest difference of wording.
_HEDGE = re.compile(
    r"\b(?:may|might|could|allegedly|alleged|suspected|reportedly|apparently|appears?|seems?|believed|possibly|probably|"
    r"likely)\b",
    re.IGNORECASE,
)
# A day and a month, in either order, with or without a year: a date is no count of anything.
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(rf"\b(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}\b)(?:,? \d{{4}})?|\b{_MONTH},? \d{{4}}", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|stated|added|according|quoted|reported|announced|accuses?|accused|criticized|spokesman|"
    r"witness(?:es)?|director)\b",
    re.IGNORECASE,
)
_JOINED_ACROSS = 2  # words: fewer equal words than this between two differences are part of one phrase


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its number on the page, its class, and the words of either text, of which one may have none.

    The class is typography, wording, modality, figure, attribution or omission.
    """

    number: int
    kind: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two passages side by side, the differing words marked in both, and the differences told again in words."""

    first: Passage
    second: Passage
    differences: tuple[Difference, ...]


def compare(first: Passage, second: Passage) -> Comparison:
    """Compare two passages; the first one's own words are marked `del`, the second one's `ins`."""
    one, two = _text(first), _text(second)
    found = [change for change in _joined(changes(one, two), one, two) if not _edge(change, one, two)]
    left = _marked(first, [(change.first_at, number) for number, change in enumerate(found, start=1)], "del")
    right = _marked(second, [(change.second_at, number) for number, change in enumerate(found, start=1)], "ins")
    differences = tuple(
        Difference(number, _kind(change), _pieces_of(left, number), _pieces_of(right, number))
        for number, change in enumerate(found, start=1)
    )
    return Comparison(left, right, differences)


def _pieces_of(passage: Passage, number: int) -> tuple[Piece, ...]:
    """Give the stretches of a passage that one difference marks: slices of the original, and nothing between them."""
    return tuple(piece for cut in passage.cuts for piece in cut.pieces if piece.number == number)


def _text(passage: Passage) -> str:
    return " ".join(piece.text for cut in passage.cuts for piece in cut.pieces)


def _joined(found: Sequence[Change], one: str, two: str) -> list[Change]:
    joined: list[Change] = []
    for change in found:
        if joined and _close(joined[-1], change, one):
            last = joined.pop()
            first_at = (last.first_at[0], change.first_at[1])
            second_at = (last.second_at[0], change.second_at[1])
            change = dataclasses.replace(  # noqa: PLW2901 - the joined change takes the place of both
                change,
                first=one[slice(*first_at)],
                second=two[slice(*second_at)],
                first_at=first_at,
                second_at=second_at,
            )
        joined.append(change)
    return joined


def _close(last: Change, change: Change, one: str) -> bool:
    between = one[last.first_at[1] : change.first_at[0]]
    return len(re.findall(r"\w+", between)) < _JOINED_ACROSS and not re.search(r"[.;:]", between)


def _edge(change: Change, one: str, two: str) -> bool:
    """Tell whether only the marks at an end of the quotes differ: that is how much was quoted, not what was written."""
    if re.search(r"\w", change.first + change.second):
        return False
    at_start = change.first_at[0] == 0 and change.second_at[0] == 0
    return at_start or (change.first_at[1] == len(one) and change.second_at[1] == len(two))


def _kind(change: Change) -> str:
    first, second = change.first.strip(), change.second.strip()
    if not re.search(r"\w", first + second):
        return "typography"
    hedges = [{word.lower() for word in _HEDGE.findall(side)} for side in (first, second)]
    if hedges[0] != hedges[1]:
        return "modality"
    counts = [numbers_in(_DATE.sub(" ", side)) for side in (first, second)]
    if counts[0] != counts[1] and re.search(r"\d", _DATE.sub(" ", first + " " + second)):
        return "figure"
    if bool(_SPEECH.search(first)) != bool(_SPEECH.search(second)):
        return "attribution"
    modals = [{word.lower() for word in _MODAL.findall(side)} for side in (first, second)]
    if modals[0] != modals[1]:
        return "modality"
    return "wording" if first and second else "omission"


def _marked(passage: Passage, marks: Sequence[tuple[tuple[int, int], int]], change: str) -> Passage:
    """Cut the pieces of a passage at the marks. Mark offsets count in the joined text of its cuts."""
    cuts, at = [], 0
    for cut in passage.cuts:
        pieces: list[Piece] = []
        done, text = 0, "".join(piece.text for piece in cut.pieces)
        for (start, end), number in marks:
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
