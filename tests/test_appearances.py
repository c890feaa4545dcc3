"""Where a claim stands outside the site."""

from __future__ import annotations

from records import Appearance, article, claim, index, quote, reference

from pincite.facts.appearances import elsewhere, sightings
from pincite.facts.card import card
from pincite.facts.registers import bibliography

FIRST = article("first", url="https://first.example/")
OTHER = article("other")
LOG = reference("log", url="https://log.example/", publisher="The Log (evening edition)")
LETTER = reference("letter")


def _index(*appearances):
    quotes = (quote(OTHER, "Nobody was hurt"), quote(FIRST, "Nobody was hurt", "q2"))
    one = claim("storm", *quotes, appearances=appearances)
    return one, index(one, articles=(FIRST, OTHER), references=(LOG, LETTER))


def test_articles_with_an_address_come_first_then_what_the_card_names():
    found = sightings(*_index(Appearance(url="https://www.a.example/1"), Appearance(reference="log")))
    assert [(one.url, one.name) for one in found] == [
        ("https://first.example/", "Article first"),
        ("https://www.a.example/1", "a.example"),
        ("https://log.example/", "The Log (evening edition)"),
    ]


def test_an_address_that_is_given_twice_is_one_place_and_the_first_where_either_says_so():
    found = sightings(*_index(Appearance(url="https://first.example/", first=True), Appearance(reference="log")))
    assert [(one.url, one.first) for one in found] == [
        ("https://first.example/", True),
        ("https://log.example/", False),
    ]


def test_references_without_an_address_are_told_to_readers_each():
    found = elsewhere(*_index(Appearance(reference="letter"), Appearance(reference="log")))
    assert [(one.reference.id, one.url) for one in found] == [("letter", ""), ("log", "https://log.example/")]


def test_the_articles_are_not_told_again_to_readers():
    assert elsewhere(*_index(Appearance(url="https://first.example/"))) == ()


def test_the_card_names_a_place_by_its_publisher_in_short():
    one, held = _index(Appearance(reference="log"))
    assert [name for name, _ in card(one, held).elsewhere] == ["The Log"]


def test_the_bibliography_has_the_claim_with_the_reference_in_which_it_stands():
    _, held = _index(Appearance(reference="log"))
    assert {entry.reference.id: [row.id for row in entry.claims] for entry in bibliography(held)} == {
        "log": ["storm"],
        "letter": [],
    }
