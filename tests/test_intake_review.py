"""Each property of a ClaimReview goes to its place in a card, or is told; nothing is guessed."""

from __future__ import annotations

import pytest

from pincite.intake.hypothesis import Lost
from pincite.intake.review import LONGEST_CLAIM, LONGEST_VERDICT, Misfit, Named, Said, read_review

CLAIM = {
    "@type": "Claim",
    "author": {"@type": "Person", "name": "Jo Berg", "jobTitle": "Mayor", "sameAs": ["https://jo.example/"]},
    "datePublished": "2020-04",
    "appearance": {"url": "https://news.example/1"},
}
WHOLE = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "@id": "#r1",
    "url": "https://old.example/1",
    "claimReviewed": "The bridge was closed.",
    "headline": "No, it was open",
    "reviewBody": "The log says so.",
    "datePublished": "2020-05-02T10:00:00+02:00",
    "author": {"@type": "Organization", "name": "Old Desk"},
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": "1",
        "bestRating": 5,
        "worstRating": 1,
    },
    "itemReviewed": CLAIM,
    "inLanguage": "en",
}


def _read(names=None, **more):
    return read_review(1, WHOLE | more, names or {}, "here.example")


def _told(review):
    return [one.what for one in review.misfits]


def test_a_whole_review_is_read_and_nothing_is_told():
    found = _read()
    assert (found.number, found.claim, found.url, found.name) == (
        1,
        "The bridge was closed.",
        "https://old.example/1",
        "#r1",
    )
    assert (found.headline, found.verdict) == ("No, it was open", "The log says so.")
    assert (found.checked, found.claimed, found.rating) == ("2020-05-02", "2020-04", Said("False", 1, 1, 5))
    assert found.claimant == Named("Jo Berg", "person", "Mayor", "", ("https://jo.example/",))
    assert [one.url for one in found.appearances] == ["https://news.example/1"]
    assert (found.reviewer, found.language, found.misfits) == ("Old Desk", "en", ())


@pytest.mark.parametrize("claim", ["", None, " \u200b", "a.", "x" * (LONGEST_CLAIM + 1), {}, []])
def test_what_has_no_claim_that_can_be_quoted_is_lost(claim):
    assert isinstance(_read(claimReviewed=claim), Lost)


def test_a_claim_as_a_list_is_its_first_and_the_rest_is_told():
    found = _read(claimReviewed=["It was closed.", "It was open."])
    assert (found.claim, _told(found)) == (
        "It was closed.",
        ["claimReviewed: more than one, and only the first was taken"],
    )


@pytest.mark.parametrize(
    ("rating", "said"),
    [
        ("False", Said("False")),
        (["False"], Said("False")),
        (3, Said(value=3)),
        ({"alternateName": {"@type": "Rating", "name": "False"}}, Said("False")),
        ({"alternateName": ["False", "Wrong"]}, Said("False")),
        ({"name": "False"}, Said("False")),
        ({"ratingValue": "False"}, Said("False")),
        ({"ratingValue": -1, "bestRating": -1, "worstRating": "-1", "alternateName": "X"}, Said("X", -1, -1, -1)),
        (None, Said()),
        ({"ratingValue": {}}, Said()),
    ],
)
def test_a_rating_is_read_however_it_was_written(rating, said):
    assert _read(reviewRating=rating).rating == said


def test_what_explains_the_rating_is_the_verdict_before_other_texts():
    found = _read(reviewRating={"alternateName": "False", "ratingExplanation": "Because."}, description="Long.")
    assert (found.verdict, sorted(_told(found))) == ("Because.", ["not taken: description", "not taken: reviewBody"])


def test_a_text_too_long_for_a_verdict_is_told_and_the_next_one_taken():
    found = _read(reviewBody="x " * LONGEST_VERDICT, description="Short.")
    assert found.verdict == "Short."
    assert _told(found) == [f"reviewBody: more than {LONGEST_VERDICT:,} characters, too long for a verdict"]


@pytest.mark.parametrize("given", [None, "2020-05", "04/03/2020", 1588377600, "soon"])
def test_without_a_day_of_publication_the_day_of_the_last_change_is_taken_or_none_and_told(given):
    changed, bare = _read(datePublished=given, dateModified="2020-06-01"), _read(datePublished=given)
    assert (changed.checked, bare.checked) == ("2020-06-01", "")
    assert _told(changed) == ["no day of publication (datePublished): “checked” has the day of the last change"]
    assert _told(bare) == ["no day of publication (datePublished): “checked” has the day of this import"]


@pytest.mark.parametrize(
    ("given", "claimed", "told"),
    [
        ("2020-05-02", "2020-05-02", []),
        ("2020", "2020", []),
        ("2020-05-03", "", ["itemReviewed.datePublished: after the review, and left out"]),
        ("03/04/2020", "", ["itemReviewed.datePublished: no date, or one that can be read in two ways"]),
    ],
)
def test_when_it_was_claimed_is_a_date_that_is_not_behind_the_review(given, claimed, told):
    found = _read(itemReviewed=CLAIM | {"datePublished": given})
    assert (found.claimed, _told(found)) == (claimed, told)


def test_corrections_with_a_day_and_a_text_are_taken_in_order():
    corrections = [
        {"@type": "CorrectionComment", "text": "Later.", "datePublished": "2020-07-01"},
        {"text": "Sooner.", "dateCreated": "2020-06-01T00:00Z"},
    ]
    found = _read(correction=corrections, dateModified="2020-07-01")
    assert (found.corrections, found.misfits) == ((("2020-06-01", "Sooner."), ("2020-07-01", "Later.")), ())


def test_what_lacks_a_day_or_a_text_is_no_correction_and_told():
    found = _read(correction=["It was wrong.", {"datePublished": "2020-06-01"}], dateModified="2020-07-01")
    assert found.corrections == ()
    assert found.misfits == (
        Misfit("correction: without a day or a text", "It was wrong."),
        Misfit("correction: without a day or a text", "2020-06-01"),
        Misfit("dateModified: no correction of that day says what was changed", "2020-07-01"),
    )


@pytest.mark.parametrize(
    ("author", "name", "kind"),
    [
        ("Jo Berg", "Jo Berg", ""),
        (["Jo Berg"], "Jo Berg", ""),
        ({"@type": "Organization", "name": "Town"}, "Town", "organisation"),
        ({"@type": ["Thing", "https://schema.org/PoliticalParty"], "name": "Town"}, "Town", "organisation"),
        ({"@type": "NewsMediaOrganization", "name": "Town"}, "Town", "publication"),
        ({"@type": "GovernmentOrganization", "name": "Town"}, "Town", "government"),
        ({"@type": "Thing", "name": "Posts"}, "Posts", ""),
        ({"@type": "Person", "name": ["Jo"]}, "Jo", "person"),
    ],
)
def test_a_claimant_is_read_however_it_was_written(author, name, kind):
    found = _read(itemReviewed=CLAIM | {"author": author})
    assert (found.claimant.name, found.claimant.kind) == (name, kind)
    assert found.misfits == ()


def test_the_first_of_several_claimants_is_taken_and_the_others_told():
    found = _read(itemReviewed=CLAIM | {"author": [{"@type": "Person", "name": one} for one in ("A B", "C D", "E F")]})
    assert found.claimant.name == "A B"
    assert found.misfits == (Misfit("itemReviewed.author: more than one, and a card has one claimant", "C D, E F"),)


def test_what_is_too_long_to_describe_a_claimant_is_told():
    found = _read(itemReviewed=CLAIM | {"author": CLAIM["author"] | {"jobTitle": "x" * 201}})
    assert (found.claimant.description, _told(found)) == (
        "",
        ["itemReviewed.author.jobTitle: more than 200 characters"],
    )


@pytest.mark.parametrize("author", [None, {}, {"@type": "Person"}, {"name": "x" * 201}, [[]], 3, {"name": None}])
def test_without_a_name_there_is_no_claimant(author):
    assert _read(itemReviewed=CLAIM | {"author": author}).claimant is None


def test_what_is_named_elsewhere_in_the_feed_is_looked_up():
    names = {"#jo": {"@id": "#jo", "@type": "Person", "name": "Jo"}, "#c": CLAIM | {"author": {"@id": "#jo"}}}
    found = _read(names, itemReviewed={"@id": "#c"}, reviewRating={"@id": "#none"})
    assert (found.claimant.name, found.rating) == ("Jo", Said())


def test_the_review_s_own_host_and_the_site_s_are_no_appearances():
    urls = ["https://old.example/x", "https://here.example/y", "https://news.example/z"]
    found = _read(itemReviewed=CLAIM | {"appearance": urls})
    assert [one.url for one in found.appearances] == ["https://news.example/z"]
    assert [one.detail for one in found.misfits] == urls[:2]


def test_an_address_that_is_none_is_told():
    found = _read(url="https://user@old.example/")
    assert (found.url, found.misfits[0].detail) == ("", "https://user@old.example/")


def test_an_address_of_the_claimant_that_is_none_is_told():
    found = _read(itemReviewed=CLAIM | {"author": CLAIM["author"] | {"sameAs": ["https://jo.example/", "jo"]}})
    assert found.claimant.same_as == ("https://jo.example/",)
    assert [one.detail for one in found.misfits] == ["jo"]


def test_the_claim_s_own_address_is_told_where_it_serves_for_nothing():
    assert _told(_read(itemReviewed=CLAIM | {"url": "https://news.example/2"})) == ["not taken: itemReviewed.url"]


def test_every_property_that_was_not_taken_is_told():
    item = CLAIM | {"name": "Bridge", "author": CLAIM["author"] | {"image": "x"}}
    rating = {"alternateName": "False", "image": "x"}
    found = _read(sdPublisher={"name": "x"}, keywords="a", image="", itemReviewed=item, reviewRating=rating)
    assert sorted(_told(found)) == [
        "not taken: itemReviewed.author.image",
        "not taken: itemReviewed.name",
        "not taken: keywords",
        "not taken: reviewRating.image",
        "not taken: sdPublisher",
    ]


def test_markup_and_unseen_characters_are_taken_out_and_told():
    found = _read(claimReviewed="<p>It&nbsp;was\u202e closed.</p>")
    assert found.claim == "It was closed."
    assert _told(found) == [
        "claimReviewed: HTML tags taken out",
        "claimReviewed: HTML entities read",
        "claimReviewed: characters that nobody sees taken out",
    ]


@pytest.mark.parametrize("headline", ["The bridge was closed.", "x" * 201])
def test_a_headline_that_is_the_claim_again_or_too_long_is_left_out(headline):
    assert _read(headline=headline).headline == ""


def test_what_is_told_stands_on_one_line():
    found = _read(url="no\naddress\u202e")
    assert found.misfits[0].detail == "no address"
