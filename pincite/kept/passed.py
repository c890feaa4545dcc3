"""Which claims passed a check: remembered between builds, so that only those are checked again that are another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.kept.claims import KeptClaim
from pincite.kept.store import BASIS, basis
from pincite.workers import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pincite.kept.claims import Bodies
    from pincite.model import Claim
    from pincite.problems import Problem

    Problems = tuple[Problem, ...]

SHARED = 500  # claims to be checked, from which on workers pay


class Passed:
    """The claims without a problem in one check. One that has a problem is checked each time, until it is mended."""

    def __init__(self, bodies: Bodies, check: str, resting_on: Iterable[str], jobs: int = 1) -> None:
        """`resting_on` are the digests of all that the check asks besides the claim and what that rests on itself."""
        self._bodies, self._name, self._jobs = bodies, f"passed:{check}", jobs
        self._basis = basis((check, *resting_on))
        row = bodies.store.get("made", self._name)
        data = row[1] if row and row[0] == self._basis else b""
        self._before = {data[at : at + BASIS] for at in range(0, len(data), BASIS)}
        self._kept = frozenset(self._before)
        self._now: set[bytes] = set()

    def learn(self, basis: bytes) -> None:
        """Take in that a claim, which rests on this, has passed."""
        self._before.add(basis)

    def ask(self, claims: Sequence[Claim], check: Callable[[Claim], Problems]) -> Iterator[tuple[Claim, Problems]]:
        """Give the problems of claims, in no order; many that are not known are checked by workers."""
        todo = []
        for claim in claims:
            if isinstance(claim, KeptClaim) and claim.basis in self._before:
                self._now.add(claim.basis)
                yield claim, ()
            else:
                todo.append(claim)

        def work(at: int) -> tuple[int, Problems]:
            return at, check(todo[at].whole)

        jobs = self._jobs if len(todo) >= SHARED else 1
        for at, found in shared(range(len(todo)), work, jobs, self._bodies.fresh):
            claim = todo[at]
            if not found and isinstance(claim, KeptClaim):
                self._now.add(claim.basis)
            yield claim, found

    def save(self) -> None:
        """Remember which claims passed. Raises KeptError."""
        if self._now != self._kept:
            self._bodies.store.put("made", [(self._name, self._basis, b"".join(sorted(self._now)))])
