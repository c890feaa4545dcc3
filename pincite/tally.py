"""What is known of all cards together, kept up to date card by card: a save of one asks nothing of all the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pincite.model import Claim
    from pincite.problems import Problem
    from pincite.read.values import Pointer
    from pincite.settings import ClaimId


@dataclass(frozen=True, slots=True)
class Card:
    """What one card gave: its claim with its versions, None where it could not be read, and what is wrong.

    `names` are the ids that it points to, as `kind:id`; `recorded` is the number of versions that its record has.
    `pointers` gives the places of what it points to.
    """

    claim: Claim | None
    problems: tuple[Problem, ...]
    names: tuple[str, ...]
    recorded: int
    pointers: Callable[[], tuple[Pointer, ...]] = field(repr=False, compare=False)


class Tally:
    """The cards of a project by what is asked of all of them. For reading only, but for `take`."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}  # by path, in no order
        self.claims: dict[str, Claim] = {}  # by id, in order
        self.drafts: dict[str, Claim] = {}  # by id
        self.withdrawn: set[str] = set()  # ids
        self.codes: dict[str, dict[str, Claim]] = {}  # the claims of each code by id
        self.references: Counter[str] = Counter()  # how many cards point to each
        self.problems: dict[str, tuple[Problem, ...]] = {}  # by path; none where there are none
        self._pending: set[ClaimId] = set()
        self._in_order: tuple[ClaimId, ...] | None = ()

    def take(self, cards: Mapping[str, Card], moved: Collection[str] | None) -> None:
        """Take the cards by path as they are now; `moved` are those that are new, other ones or gone, None all."""
        if moved is None:
            self.__init__()  # type: ignore[misc] # nothing is known yet
            moved = cards.keys()
        before = [card for path in moved if (card := self.cards.pop(path, None))]
        now = {path: card for path in moved if (card := cards.get(path))}
        self._take_claims(before, list(now.values()))
        # First what goes: a card that was moved to another folder has the id that it had.
        for card in before:
            self._remove(card)
        for path in moved:
            self.problems.pop(path, None)
        for path, card in now.items():
            self.cards[path] = card
            if card.problems:
                self.problems[path] = card.problems
            self._add(card)

    @property
    def pending(self) -> tuple[ClaimId, ...]:
        """The claims whose newest version is not on record yet, in order."""
        if self._in_order is None:
            self._in_order = tuple(sorted(self._pending))
        return self._in_order

    def _take_claims(self, before: list[Card], now: list[Card]) -> None:
        """Take the claims by id, and those that wait for the record: in most saves the same ones as before."""
        fresh = {str(card.claim.id): card.claim for card in now if card.claim}
        for card in before:
            if card.claim and card.claim.id not in fresh:
                del self.claims[card.claim.id]
        more = fresh.keys() - self.claims.keys()
        self.claims |= fresh
        if more:
            self.claims = dict(sorted(self.claims.items()))
        pended, pending = _pending(before), _pending(now)
        if pended != pending:
            self._pending = (self._pending - pended) | pending
            self._in_order = None

    def _remove(self, card: Card) -> None:
        for name in _references(card):
            self.references[name] -= 1
        if claim := card.claim:
            self.drafts.pop(claim.id, None)
            self.withdrawn.discard(claim.id)
            if claim.code:
                self.codes[claim.code].pop(claim.id, None)

    def _add(self, card: Card) -> None:
        self.references.update(_references(card))
        if claim := card.claim:
            if claim.draft:
                self.drafts[claim.id] = claim
            if claim.withdrawn:
                self.withdrawn.add(claim.id)
            if claim.code:
                self.codes.setdefault(claim.code, {})[claim.id] = claim


def _references(card: Card) -> list[str]:
    return [name for name in card.names if name.startswith("reference:")]


def _pending(cards: list[Card]) -> set[ClaimId]:
    return {one.id for card in cards if (one := card.claim) and one.newest and one.newest[0] > card.recorded}
