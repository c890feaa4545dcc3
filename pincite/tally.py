"""What is known of all cards together, kept up to date card by card: a save of one asks nothing of all the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.settings import ClaimId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pincite.deck import Card
    from pincite.model import Claim
    from pincite.problems import Problem


class Tally:
    """The cards of a project by what is asked of all of them. For reading only, but for `take`."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}  # by path, in no order
        self.claims: dict[str, Claim] = {}  # by id, in no order
        self.drafts: dict[str, Claim] = {}  # by id
        self.withdrawn: set[str] = set()  # ids
        self.codes: dict[str, dict[str, Claim]] = {}  # the claims of each code by id
        self.references: Counter[str] = Counter()  # how many cards point to each
        self.problems: dict[str, tuple[Problem, ...]] = {}  # by path; none where there are none
        self._pending: set[ClaimId] = set()
        self._in_order: tuple[ClaimId, ...] | None = ()

    def take(self, cards: Mapping[str, Card], moved: Iterable[str] | None) -> None:
        """Take the cards by path as they are now; `moved` are those that are new, other ones or gone, None all."""
        if moved is None:
            self.__init__()  # type: ignore[misc] # nothing is known yet
            moved = cards
        pended, pending = set[ClaimId](), set[ClaimId]()
        for path in moved:
            if path in self.cards:
                pended |= self._remove(path, self.cards.pop(path))
        # Only then: a card that was moved has the id that another path had.
        for path in moved:
            if path in cards:
                pending |= self._add(path, cards[path])
        if pended != pending:
            self._pending = (self._pending - pended) | pending
            self._in_order = None

    @property
    def pending(self) -> tuple[ClaimId, ...]:
        """The claims whose newest version is not on record yet, in order."""
        if self._in_order is None:
            self._in_order = tuple(sorted(self._pending))
        return self._in_order

    def _add(self, path: str, card: Card) -> set[ClaimId]:
        """Take in a card; give its claim's id where the newest version is not on record."""
        self.cards[path] = card
        self.references.update(_references(card))
        if card.problems:
            self.problems[path] = card.problems
        claim = card.claim
        if claim is None:
            return set()
        self.claims[claim.id] = claim
        if claim.draft:
            self.drafts[claim.id] = claim
        if claim.withdrawn:
            self.withdrawn.add(claim.id)
        if claim.code:
            self.codes.setdefault(claim.code, {})[claim.id] = claim
        return _pending(card)

    def _remove(self, path: str, card: Card) -> set[ClaimId]:
        """Let go of a card; give what `_add` gave."""
        self.problems.pop(path, None)
        for name in _references(card):
            self.references[name] -= 1
        claim = card.claim
        if claim is None:
            return set()
        del self.claims[claim.id]
        self.drafts.pop(claim.id, None)
        self.withdrawn.discard(claim.id)
        if claim.code:
            self.codes[claim.code].pop(claim.id, None)
        return _pending(card)


def _pending(card: Card) -> set[ClaimId]:
    newest = card.claim and card.claim.newest
    return {card.claim.id} if card.claim and newest and newest[0] > card.recorded else set()


def _references(card: Card) -> list[str]:
    return [name for name in card.names if name.startswith("reference:")]
