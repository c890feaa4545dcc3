"""A common track for the statements of one table: its marks, and the place of each number in per cent.

The track is linear and begins at nought, however far apart the numbers are: a stretched one would set 3 near 2,132.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.facts.lengths import short
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.model import Figure

_STEPS = (1, 2, 5)
_TICKS_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the track: its number and its place in per cent."""

    number: int
    at: str


@dataclass(frozen=True, slots=True)
class Track:
    """A track from nought to behind the greatest number, with two to five marks in even steps."""

    top: int
    step: int

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The marks, nought first."""
        return tuple(Tick(number, self.at(number)) for number in range(0, self.top + 1, self.step))

    def at(self, number: int) -> str:
        """Give the place of a number in per cent of the track."""
        return short(100 * number / self.top, 2, "%")

    def bar(self, figure: Figure) -> tuple[str, str] | None:
        """Give the ends of the line that a number which is not exact draws: to the right of `least`, left of `most`."""
        if figure.value is not None:
            return None
        low = figure.least if figure.least is not None else figure.over
        high = figure.most
        return (self.at(low) if low is not None else "0%", self.at(high) if high is not None else "100%")


def track(most: int) -> Track:
    """Lay out a track for numbers of which `most` is the greatest."""
    step = _step(most)
    return Track(step * (most // step + 1), step)


def _step(most: int) -> int:
    """Choose a round step that gives at most five marks."""
    size = 1
    while True:
        for step in _STEPS:
            if most // (step * size) + 1 <= _TICKS_AT_MOST - 1:
                return step * size
        size *= 10
