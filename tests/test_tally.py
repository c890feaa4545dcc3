"""What is known of all cards, kept up to date card by card, is what counting all of them anew gives."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest

from pincite.problems import Problem, Span
from pincite.tally import Card, Tally


def _card(chance, ident, path):
    claim = SimpleNamespace(
        id=ident,
        path=path,
        code=chance.choice(["", "one", "two"]),
        draft=chance.random() < 0.3,
        withdrawn=chance.random() < 0.3,
        newest=chance.choice([None, (1, ""), (2, "")]),
    )
    names = tuple(chance.sample(["reference:a", "reference:b", "actor:c"], chance.randint(0, 3)))
    problems = (Problem("x", "y", Span(path)),) if chance.random() < 0.2 else ()
    return Card(claim if chance.random() < 0.8 else None, problems, names, chance.randint(0, 2), lambda: ())


def _told(tally):
    """Give all that is asked of a tally; a code or a reference that nothing has any more is none."""
    return {
        "cards": tally.cards,
        "claims": list(tally.claims.items()),
        "drafts": tally.drafts,
        "withdrawn": tally.withdrawn,
        "codes": {code: claims for code, claims in tally.codes.items() if claims},
        "references": +tally.references,
        "problems": tally.problems,
        "pending": tally.pending,
    }


@pytest.mark.parametrize("seed", range(20))
def test_after_any_changes_it_is_the_tally_of_the_cards_that_are_there(seed):
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    tally, cards = Tally(), {}
    for step in range(30):
        moved = set()
        for _ in range(chance.randint(0, 3)):
            ident = chance.choice("abcdefgh")
            # A card may also move to another folder, which leaves its id as it is.
            gone = [path for path in cards if path.endswith(f"/{ident}.yaml")]
            path = f"{chance.choice(['x', 'y'])}/{ident}.yaml"
            moved |= {*gone, path}
            for one in gone:
                del cards[one]
            if chance.random() < 0.7:
                cards[path] = _card(chance, ident, path)
        tally.take(cards, moved if step else None)
        anew = Tally()
        anew.take(cards, None)
        assert _told(tally) == _told(anew)


def test_claims_and_those_that_wait_for_the_record_are_in_the_order_of_their_ids():
    chance, tally = random.Random(1), Tally()  # noqa: S311 - as above
    cards = {ident: _card(chance, ident, ident) for ident in "cab" for _ in range(1)}
    for path, card in cards.items():
        card.claim and setattr(card.claim, "newest", (3, ""))
        tally.take(cards, {path})
    claims = sorted(path for path, card in cards.items() if card.claim)
    assert (list(tally.claims), [*tally.pending]) == (claims, claims)
