"""How far a long work has come: one line of a terminal, written over and over; elsewhere, and at first, nothing."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite.commands import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pincite.steps import Step

_PATIENCE = 1.0  # seconds; what takes no longer is not worth a line
_PAUSE = 0.1  # seconds between two lines: more often nobody can read it
# What parts of a build take of the whole, measured at 2,000 cards; from these follows how long it still takes.
_SHARES = {"cards read": 0.2, "pages made": 0.8}
_LONG = 90  # seconds; above, minutes are told
_BEFORE = 0.02  # of the whole; before that a guess of what is left would jump about


@contextmanager
def progress() -> Iterator[Step]:
    """Yield what a work tells its steps to. The line is gone at the end, whatever that is."""
    if not console.rewrites():
        yield None
        return
    try:
        yield _Line().step
    finally:
        console.transient("")


class _Line:
    """The line, as it is written from step to step; to be told steps as often as one likes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._next = self._began + _PATIENCE
        self._what = ""
        self._before = 0.0  # how much of the whole was done before this part

    def step(self, what: str, done: int, total: int) -> None:
        """Take a step, and show it where the last line has been read."""
        now = self._clock()
        if what != self._what:
            self._turn(what, now)
        if now < self._next or total <= 0:
            return
        self._next = now + _PAUSE
        share = self._before + _SHARES.get(what, 0.0) * done / total
        left = (now - self._began) * (1 - share) / share if share > _BEFORE else None
        console.transient(f"{what}: {done:,} of {total:,}{_words(left)}")

    def _turn(self, what: str, now: float) -> None:
        """Begin another part of the work; one that comes before the last one begins the whole anew."""
        parts = list(_SHARES)
        if what in parts and self._what in parts and parts.index(what) < parts.index(self._what):
            self._began = now
        self._what = what
        self._before = sum(_SHARES[one] for one in parts[: parts.index(what)]) if what in parts else 0.0


def _words(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"; about {seconds:.0f} s left" if seconds < _LONG else f"; about {seconds / 60:.0f} min left"
