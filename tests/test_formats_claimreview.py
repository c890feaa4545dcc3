"""ClaimReview: what a card says, and nothing that it does not."""

from __future__ import annotations

import json

import pytest
from records import actor, article, claim, correction, evidence, quote, reference
from reviewed import FIRST, HERE, LOG, PAGE, THERE, card, held, review, settings
from wholes import feed

from pincite.formats.claimreview import claim_review
from pincite.model import Appearance
from pincite.settings import Licence, Publisher


def test_a_review_says_what_was_rated_by_whom_when_and_where_it_stands():
    assert review() == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": PAGE,
        "claimReviewed": "At least 46 boats were damaged.",
        "datePublished": "2021-04-01",
        "dateModified": "2021-04-02",
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": "Desk", "url": HERE},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Good",
            "ratingValue": 3,
            "bestRating": 3,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{PAGE}#claim",
            "author": {"@type": "Person", "name": "Ada", "sameAs": "https://www.wikidata.org/wiki/Q7259"},
            "datePublished": "2021-03-04",
            "appearance": [
                {
                    "@type": "NewsArticle",
                    "url": THERE,
                    "headline": "Headline of first",
                    "archivedAt": "https://archive.example.com/1",
                }
            ],
        },
        "correction": [{"@type": "CorrectionComment", "text": "It was 45.", "datePublished": "2021-04-02"}],
        "citation": [{"@type": "CreativeWork", "url": "https://log.example.com/"}],
    }


def test_the_publisher_is_told_with_its_logo_its_address_and_its_registers():
    who = Publisher(
        name="Desk", url="https://desk.example.com/", logo="assets/logo.png", same_as=("https://a.example/",)
    )
    found = review(config=settings(publisher=who))["author"]
    assert found == {
        "@type": "Organization",
        "name": "Desk",
        "url": "https://desk.example.com/",
        "sameAs": "https://a.example/",
        "logo": f"{HERE}assets/logo.png",
    }


def test_a_rating_off_the_truth_axis_has_no_number():
    assert review(card(rating="fair"))["reviewRating"] == {"@type": "Rating", "alternateName": "Fair"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("person", "Person"),
        ("organisation", "Organization"),
        ("government", "Organization"),
        ("group", "Organization"),
        ("publication", "Organization"),
    ],
)
def test_a_claimant_is_a_person_or_an_organisation(kind, told):
    assert review(actors=(actor(kind=kind),))["itemReviewed"]["author"] == {"@type": told, "name": "Ada"}


def test_a_claimant_who_is_not_identified_is_no_author():
    assert "author" not in review(actors=(actor(kind="unidentified"),))["itemReviewed"]


def test_a_claimants_own_page_stands_in_for_an_entry_in_a_register():
    found = review(actors=(actor(url="https://ada.example/"),))["itemReviewed"]["author"]
    assert found == {"@type": "Person", "name": "Ada", "sameAs": "https://ada.example/"}
    both = actor(url="https://ada.example/", same_as=("https://a.example/", "https://b.example/"))
    found = review(actors=(both,))["itemReviewed"]["author"]
    assert (found["url"], found["sameAs"]) == ("https://ada.example/", ["https://a.example/", "https://b.example/"])


def test_a_date_that_is_no_day_is_left_out():
    found = review(card(claimed="2021-03~", checked="2021-04-01?", corrections=(correction("2021-04-02?"),)))
    assert [key for key in ("datePublished", "dateModified") if key in found] == []
    assert "datePublished" not in found["itemReviewed"]
    assert found["correction"] == [{"@type": "CorrectionComment", "text": "It was mended."}]


def test_a_minor_note_changes_the_review_and_corrects_nothing():
    found = review(card(corrections=(), minor=(correction("2021-04-09"),)))
    assert (found["dateModified"], "correction" in found) == ("2021-04-09", False)


def test_only_articles_that_state_the_claim_and_have_an_address_are_appearances():
    other, bare = article("other", url="https://other.example/"), article("bare")
    quotes = (
        quote(FIRST, "Nobody was hurt"),
        quote(FIRST, "The water fell", "q2"),
        quote(other, "Nobody was hurt", "q3", stance="disputes"),
        quote(bare, "Nobody was hurt", "q4"),
    )
    found = review(card(*quotes), articles=(FIRST, other, bare))["itemReviewed"]["appearance"]
    assert [one["url"] for one in found] == [THERE]


def test_the_cards_appearances_stand_behind_the_articles_each_once():
    more = (Appearance(reference="log"), Appearance(url="https://a.example/"), Appearance(url=THERE))
    found = review(card(appearances=more))["itemReviewed"]["appearance"]
    assert [(one["@type"], one["url"]) for one in found] == [
        ("NewsArticle", THERE),
        ("CreativeWork", "https://log.example.com/"),
        ("CreativeWork", "https://a.example/"),
    ]
    assert set(found[1]) == {"@type", "url"}


def test_the_first_appearance_is_told_apart_even_where_it_is_an_article():
    found = review(card(appearances=(Appearance(url=THERE, first=True),)))["itemReviewed"]
    assert (found["firstAppearance"]["url"], "appearance" in found) == (THERE, False)


def test_evidence_is_cited_once_with_what_identifies_it():
    bare = reference("bare")
    found = review(card(evidence=(evidence("log"), evidence("bare"), evidence("log"))), references=(LOG, bare))
    assert found["citation"] == [
        {"@type": "CreativeWork", "url": "https://log.example.com/"},
        {"@type": "CreativeWork", "name": "Title of bare", "publisher": "Publisher of bare"},
    ]


@pytest.mark.parametrize("more", [{"withdrawn": True}, {"no_appearance": "It was said on a quay."}])
def test_a_withdrawn_claim_and_one_without_any_address_carry_no_review(more):
    one = card(**more)
    assert claim_review(one, held(one)) is None


def test_what_is_made_is_what_json_gives_back():
    one = card()
    made = claim_review(one, held(one))
    assert made == json.loads(json.dumps(made))


def _feed(*claims, **more):
    return feed(held(*claims, **more))


def test_the_feed_has_every_review_in_the_shape_of_data_commons():
    found = _feed(card(), claim("gone", withdrawn=True))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "DataFeed")
    (item,) = found["dataFeedElement"]
    assert (item["@type"], item["url"], item["dateCreated"]) == ("DataFeedItem", PAGE, "2021-04-01")
    (told,) = item["item"]
    whole = {"name": "Title of log", "url": "https://log.example.com/", "publisher": "Publisher of log"}
    assert told.pop("citation") == [{"@type": "CreativeWork", **whole}]
    assert told.pop("reviewBody") == "So it is."
    assert told == {key: value for key, value in review().items() if key not in {"@context", "citation"}}


def test_a_review_that_was_made_anew_is_as_old_as_the_correction_before_it():
    found = review(card(checked="2021-05-01"))
    assert (found["datePublished"], found["dateModified"]) == ("2021-04-02", "2021-05-01")


def test_the_feeds_date_is_the_newest_of_its_content():
    assert _feed(card())["dateModified"] == "2021-04-02"
    assert _feed(card(corrections=()))["dateModified"] == "2021-04-01"


def test_a_feed_of_nothing_has_no_date_and_no_item():
    found = _feed()
    assert ("dateModified" in found, found["dataFeedElement"]) == (False, [])


def test_the_feed_names_the_licence_where_there_is_one():
    licence = Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    found = [_feed(card(), config=settings(licence=one)).get("license") for one in (None, licence)]
    assert found == [None, "https://creativecommons.org/licenses/by/4.0/"]
