"""A MediaReview becomes a card's `media` where it belongs to a review and says enough."""

from __future__ import annotations

import pytest

from pincite.intake.medium import Medium, media_of
from pincite.intake.review import Review

REVIEW = Review(number=1, claim="It was closed.", url="https://old.example/1", name="#r1")
WHOLE = {
    "@type": "MediaReview",
    "associatedClaimReview": {"@id": "#r1"},
    "mediaAuthenticityCategory": ["https://schema.org/DecontextualizedContent", "EditedOrCroppedContent"],
    "originalMediaContextDescription": "It shows a <b>fair</b>.",
    "originalMediaLink": "https://photos.example/1",
    "itemReviewed": {"@type": "ImageObject"},
}


def test_what_a_media_review_says_is_put_into_the_card_s_words():
    found, lost = media_of([(2, WHOLE)], [REVIEW])
    medium = Medium("image", ("missing-context", "edited"), "It shows a fair.", "https://photos.example/1")
    assert (found, lost) == ({1: medium}, [])


@pytest.mark.parametrize(
    "more",
    [
        {"associatedClaimReview": "https://old.example/1"},
        {"associatedClaimReview": {"url": "https://old.example/1"}},
        {"associatedClaimReview": None, "url": "https://old.example/1"},
    ],
)
def test_it_belongs_to_the_review_that_it_names(more):
    assert list(media_of([(2, WHOLE | more)], [REVIEW])[0]) == [1]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"@type": "MediaReviewItem", "mediaItemAppearance": [{"@type": "VideoObjectSnapshot"}]}, "video"),
        ([{"@type": "AudioObject"}], "audio"),
    ],
)
def test_what_kind_of_medium_it_is_stands_in_the_item_or_its_appearance(item, kind):
    assert media_of([(2, WHOLE | {"itemReviewed": item})], [REVIEW])[0][1].kind == kind


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"associatedClaimReview": None}, "belongs to no review"),
        ({"itemReviewed": {"@type": "MediaObject"}}, "image, a video or a recording"),
        ({"mediaAuthenticityCategory": ["Fake"]}, "mediaAuthenticityCategory"),
        ({"mediaAuthenticityCategory": ["OriginalMediaContent", "Fake"]}, "mediaAuthenticityCategory"),
        ({"mediaAuthenticityCategory": ["OriginalMediaContent", "StagedContent"]}, "original and something else"),
        ({"originalMediaContextDescription": ""}, "what the medium really shows"),
    ],
)
def test_what_does_not_say_enough_is_listed(more, why):
    found, lost = media_of([(2, WHOLE | more)], [REVIEW])
    assert (found, [one.number for one in lost], why in lost[0].why) == ({}, [2], True)


def test_a_second_one_of_the_same_review_is_listed():
    _, lost = media_of([(2, WHOLE), (3, WHOLE)], [REVIEW])
    assert [(one.number, "same review" in one.why) for one in lost] == [(3, True)]
