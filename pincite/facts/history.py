"""A claim's history as readers see it: its versions, the newest first, and what each one has otherwise than the last.

1. The notes of each version, a correction with its number on the card.
2. What changed: whether it stands, its claim sentence and verdict word by word, its rating, its quotes (`recut`) and
   its figures (`recount`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.differences import differences
from pincite.facts.recount import FigureChange, figure_changes
from pincite.facts.recut import QuoteChange, quote_changes
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.facts.index import Index
    from pincite.model import Claim
    from pincite.settings import Rating
    from pincite.versions import Noted, Version


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a text of the desk's; `change` is "del" or "ins" where it differs, with `number` as its key."""

    text: str
    change: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text as it was and as it is, the differing words marked in both, and the class of each difference in order.

    Without any difference what changed is typography alone: spaces, marks, or the shape of a letter.
    """

    before: tuple[Words, ...]
    now: tuple[Words, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rerated:
    """A rating as it was and as it is: its id, and its record where the scale has it still."""

    before: str
    now: str
    rating_before: Rating | None
    rating_now: Rating | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one version has otherwise than the version before. `standing` is "withdrawn", "restored", or empty."""

    standing: str
    claim: Reworded | None
    rating: Rerated | None
    verdict: Reworded | None
    quotes: tuple[QuoteChange, ...]
    figures: tuple[FigureChange, ...]

    def __bool__(self) -> bool:
        """Tell whether anything that is stated changed: a note may be about another part of the card."""
        return any((self.standing, self.claim, self.rating, self.verdict, self.quotes, self.figures))


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the history. A correction has its number on the card, from 1; `changes` of the first are None."""

    version: Version
    corrections: tuple[tuple[int, Noted], ...]
    minor: tuple[Noted, ...]
    changes: Changes | None


def history(claim: Claim, index: Index) -> tuple[Step, ...]:
    """Give the versions of a claim, the newest first; none of a draft."""
    befores: list[Version | None] = [None]
    befores += [before for before, _ in pairwise(claim.versions)]
    steps, numbered = [], 0
    for before, one in zip(befores, claim.versions, strict=False):
        corrections = tuple(enumerate(one.corrections, numbered + 1))
        numbered += len(corrections)
        steps.append(Step(one, corrections, one.minor, changes(before, one, claim, index) if before else None))
    return tuple(reversed(steps))


def changes(before: Version, now: Version, claim: Claim, index: Index) -> Changes:
    """Work out what a version has otherwise than another one."""
    old, new, language = before.statement, now.statement, index.site.config.language
    return Changes(
        standing="" if old.withdrawn == new.withdrawn else "withdrawn" if new.withdrawn else "restored",
        claim=reworded(old.claim, new.claim, language),
        rating=_rerated(old.rating, new.rating, index),
        verdict=reworded(old.verdict, new.verdict, language),
        quotes=quote_changes(old.quotes, new.quotes, claim, index),
        figures=figure_changes(old.figures, new.figures, index),
    )


def _rerated(before: str, now: str, index: Index) -> Rerated | None:
    if before == now:
        return None
    return Rerated(before, now, index.ratings.get(before), index.ratings.get(now))


def reworded(before: str, now: str, language: str) -> Reworded | None:
    """Mark what two texts differ in; None where they are the same."""
    if before == now:
        return None
    found = differences((before,), (now,), language)
    return Reworded(
        _marked(before, ((span, at) for at, one in enumerate(found, 1) for span in one.first), "del"),
        _marked(now, ((span, at) for at, one in enumerate(found, 1) for span in one.second), "ins"),
        tuple(one.kind for one in found),
    )


def _marked(text: str, marks: Iterable[tuple[tuple[int, int], int]], change: str) -> tuple[Words, ...]:
    """Cut a text at its marks: the pieces join to exactly the text."""
    pieces, done = [], 0
    for (start, end), number in sorted(marks):
        pieces += [Words(text[done:start]), Words(text[start:end], change, number)]
        done = end
    pieces.append(Words(text[done:]))
    return tuple(one for one in pieces if one.text)
