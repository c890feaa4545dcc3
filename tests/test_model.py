"""The days of a claim: when it was published and when it was last changed."""

from __future__ import annotations

from dataclasses import replace

from records import claim, correction, when

from pincite.versions import stated, version

STATED = stated(claim="It rained.", rating="good", verdict="So it is.", withdrawn=False, quotes=[], figures=[])


def test_a_minor_note_changes_the_page_and_not_the_day_of_publication():
    card = claim(minor=(correction("2021-04-09"),))
    assert (card.published.text, card.updated.text) == ("2021-04-01", "2021-04-09")


def test_a_card_that_was_checked_anew_is_as_old_as_its_first_version():
    card = replace(claim(checked="2021-06-01"), versions=(version("storm", None, when("2021-04-01"), STATED),))
    assert (card.published.text, card.updated.text) == ("2021-04-01", "2021-06-01")


def test_the_newest_version_is_of_the_day_on_which_the_claim_was_updated():
    """As long as it is not checked anew, which makes no version."""
    card = claim(corrections=(correction("2021-04-03"),), minor=(correction("2021-04-09"),))
    made = version("storm", None, card.updated, STATED)
    assert replace(card, versions=(made,)).updated == made.date
