"""A review becomes a draft card that loads, and says in its first lines what it comes from and what did not fit."""

from __future__ import annotations

import dataclasses

import pytest
import yaml

from pincite.intake.claimants import Claimants
from pincite.intake.drafts import Card, Choices, Drafts
from pincite.intake.hypothesis import Lost
from pincite.intake.medium import Medium
from pincite.intake.review import Misfit, Named, Review, Said
from pincite.intake.sightings import Sighting
from pincite.problems import InputError

REVIEW = Review(
    number=7,
    claim="The ferry was: late",
    url="https://old.example/[1]",
    checked="2020-05-02",
    claimed="2020-04",
    verdict="The log says so.",
    headline="Late indeed",
    rating=Said("confirmed"),
    claimant=Named("Jo Berg", "person"),
    appearances=(Sighting("https://a.example/", first=True), Sighting("https://b.example/")),
    corrections=(("2020-06-01", "A slip: mended."),),
    reviewer="Orrin, Checked",
)


@pytest.fixture
def made(site):
    """Make a card of the review with changes. Gives it, and the maker."""
    known = site.load().site

    def make(medium=None, config=None, choices=None, **more):
        here = dataclasses.replace(known, config=config) if config else known
        drafts = Drafts(here, choices or Choices(source="f.json", today="2026-11-22"), Claimants.of(here.actors), set())
        card = drafts.card(dataclasses.replace(REVIEW, **more), "record", 2, medium)
        assert isinstance(card, Card), card
        return card

    return make


def _whats(card):
    return [one.what for one in card.misfits]


def test_a_card_has_what_the_review_says_in_the_order_of_the_table(made):
    card = made(Medium("image", ("missing-context",), "It shows a fair."))
    assert (card.path, card.misfits) == ("content/claims/the-ferry-was-late.yaml", ())
    assert card.text == (
        "# yaml-language-server: $schema=../../schema/claim.schema.json\n"
        "# A draft made from a ClaimReview, number 7 of its feed.\n"
        "# The quote is the feed's own text. Take in the article in which the claim was made, and quote that instead.\n"
        "# rating in the feed: confirmed\n"
        'title: "The ferry was: late"\n'
        "headline: Late indeed\n"
        'claim: "The ferry was: late"\n'
        "claimant: jo-berg\n"
        'claimed: "2020-04"\n'
        "rating: confirmed\n"
        "verdict: The log says so.\n"
        'note: "Taken over from <https://old.example/%5B1%5D>."\n'
        "quotes:\n"
        "  - article: record\n"
        '    exact: "The ferry was: late"\n'
        "    paragraph: 2\n"
        "    stance: reports\n"
        "appearances:\n"
        '  - url: "https://a.example/"\n'
        "    first: true\n"
        '  - url: "https://b.example/"\n'
        "media:\n"
        "  kind: image\n"
        "  authenticity: [missing-context]\n"
        "  context: It shows a fair.\n"
        "checked: 2020-05-02\n"
        "corrections:\n"
        "  - date: 2020-06-01\n"
        '    note: "A slip: mended."\n'
        "status: draft\n"
    )


def test_what_the_review_lacks_is_left_out_or_said_not_to_be_written(made):
    card = made(url="", checked="", claimed="", verdict="", headline="", claimant=None, appearances=(), corrections=())
    written = yaml.safe_load(card.text)
    assert (written["verdict"], str(written["checked"]), written["claimant"]) == (
        "Not yet written.",
        "2026-11-22",
        "not-recorded",
    )
    assert {"note", "headline", "claimed", "appearances", "corrections"} & set(written) == set()
    assert _whats(card) == [
        "no claimant that could be read: “Not recorded” stands there",
        "no address of the review, so that the card does not lead back to it",
    ]


def test_a_rating_that_is_not_the_site_s_is_its_first_that_is_not_settled_and_the_card_says_so(made):
    card = made(rating=Said("Half true", 3, 1, 5))
    assert card.rating == "contested"
    assert "# rating in the feed: Half true\n" in card.text
    assert "# rating “Half true”: not on the site’s scale; “Contested” stands there\n" in card.text


def test_the_desk_s_rating_and_claimant_stand_where_the_feed_has_none(made):
    choices = Choices(source="f.json", today="2026-11-22", rating="refuted", claimant="ada-wren")
    card = made(choices=choices, rating=Said("Half true"), claimant=None)
    assert (card.rating, card.claimant) == ("refuted", "ada-wren")
    assert _whats(card) == ["rating “Half true”: not on the site’s scale; “Refuted” stands there"]


def test_where_every_rating_is_settled_the_desk_is_asked(made, site):
    config = site.load().site.config
    config = dataclasses.replace(config, ratings=tuple(one for one in config.ratings if one.settled))
    with pytest.raises(InputError) as error:
        made(config=config, rating=Said("Half true"))
    assert (error.value.problem.code, "--label" in error.value.problem.hint) == ("no-such-rating", True)


def test_a_new_claimant_of_no_known_kind_is_told_and_one_whom_the_site_has_is_not(made):
    told = made(claimant=Named("Posts", "")).misfits
    assert told == (
        Misfit("claimant not said to be a person or an organisation: “unidentified” stands there", "Posts"),
    )
    assert made(claimant=Named("Ada Wren", "")).misfits == ()


def test_a_card_that_would_be_too_large_is_lost(site):
    known = site.load().site
    drafts = Drafts(known, Choices(source="f.json", today="2026-11-22"), Claimants.of(known.actors), set())
    lost = drafts.card(dataclasses.replace(REVIEW, corrections=(("2020-06-01", "x" * 300_000),)), "record", 2, None)
    assert isinstance(lost, Lost)
    assert "262,144 bytes" in lost.why


def test_another_publisher_and_another_language_are_told(made):
    card = made(reviewer="Other Desk", language="ru")
    assert _whats(card) == [
        "reviewed by “Other Desk”, and not by this site’s publisher",
        "in the language “ru”, which is not this site’s",
    ]


@pytest.mark.parametrize("language", ["en-GB", "EN", "English, mostly", ""])
def test_the_site_s_own_language_and_what_is_no_tag_are_not_told(made, language):
    assert made(language=language).misfits == ()


def test_single_properties_that_were_not_taken_are_no_lines_of_the_card(made):
    card = made(misfits=(Misfit("not taken: keywords"), Misfit("url: the address has no host", "x")))
    assert ("keywords" in card.text, "# url: the address has no host: x\n" in card.text) == (False, True)


@pytest.mark.parametrize(
    ("claim", "url", "name"),
    [
        ("Мост был закрыт", "https://old.example/news/bridge-shut.html", "bridge-shut"),
        ("كان الجسر مغلقا", "https://old.example/", "claim-7"),
        ("word " * 100, "", "word" + "-word" * 11),
        ("Index", "https://old.example/index.html", "claim-7"),
    ],
    ids=["the address's", "the number's", "cut at a word", "no list's"],
)
def test_an_id_is_made_of_the_claim_or_the_address_or_the_number(made, claim, url, name):
    assert made(claim=claim.strip(), url=url).path == f"content/claims/{name}.yaml"


def test_ids_are_numbered_where_they_are_taken(site):
    known = site.load().site
    drafts = Drafts(
        known, Choices(source="f.json", today="2026-11-22"), Claimants.of(known.actors), {"the-ferry-was-late-2"}
    )
    paths = [drafts.card(REVIEW, "record", 2, None).path.rpartition("/")[2] for _ in range(3)]
    assert paths == ["the-ferry-was-late.yaml", "the-ferry-was-late-3.yaml", "the-ferry-was-late-4.yaml"]


def test_two_claims_of_one_address_are_told(site):
    known = site.load().site
    drafts = Drafts(known, Choices(source="f.json", today="2026-11-22"), Claimants.of(known.actors), set())
    drafts.card(REVIEW, "record", 2, None)
    card = drafts.card(dataclasses.replace(REVIEW, number=8, claim="It was early"), "record", 3, None)
    assert card.misfits == (Misfit("the same address as another review, of another claim", "number 7"),)


def test_a_title_is_short_and_closes_what_it_opens(made):
    written = yaml.safe_load(made(claim="\u2067" + "word " * 30 + "\u2069").text)
    assert (len(written["title"]) <= 72, written["title"][:4]) == (True, "word")
