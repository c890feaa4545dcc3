"""Which claims passed a check: remembered between builds, so that only those are checked again that are another."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pincite.kept.claims import KeptClaim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pincite.kept.store import Store
    from pincite.model import Claim
    from pincite.problems import Problem

_SIZE = 16  # bytes of a claim's basis


class Passed:
    """The claims without a problem in one check. One that has a problem is checked each time, until it is mended."""

    def __init__(self, store: Store, check: str, resting_on: Iterable[str]) -> None:
        """`resting_on` are the digests of all that the check asks besides the claim and what that rests on itself."""
        self._store, self._name = store, f"passed:{check}"
        self._basis = hashlib.blake2b("\0".join((check, *resting_on)).encode(), digest_size=_SIZE).digest()
        row = store.get("made", self._name)
        data = row[1] if row and row[0] == self._basis else b""
        self._before = {data[at : at + _SIZE] for at in range(0, len(data), _SIZE)}
        self._now: set[bytes] = set()

    def ask(self, claim: Claim, check: Callable[[], tuple[Problem, ...]]) -> tuple[Problem, ...]:
        """Give the problems of a claim."""
        if not isinstance(claim, KeptClaim):
            return check()
        if claim.basis in self._before:
            self._now.add(claim.basis)
            return ()
        found = check()
        if not found:
            self._now.add(claim.basis)
        return found

    def save(self) -> None:
        """Remember which claims passed. Raises KeptError."""
        if self._now != self._before:
            self._store.put("made", [(self._name, self._basis, b"".join(sorted(self._now)))])
