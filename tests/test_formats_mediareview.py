"""MediaReview: what was found about an image or a recording."""

from __future__ import annotations

import pytest
from reviewed import HERE, PAGE, card, held, review

from pincite.fields.kinds import AUTHENTICITIES, MANIPULATIONS, MEDIA_KINDS
from pincite.formats.mediareview import media_review
from pincite.model import Media

MEDIA = Media(kind="image", authenticity=("missing-context",), context="Another mosque.", url="https://a.example/1.jpg")


def _made(media=MEDIA, **more):
    one = card(media=media, **more)
    return media_review(one, held(one))


def test_a_media_review_says_what_was_found_and_points_to_the_review_of_the_claim():
    assert _made() == {
        "@context": "https://schema.org",
        "@type": "MediaReview",
        "url": PAGE,
        "author": {"@type": "Organization", "name": "Desk", "url": HERE},
        "mediaAuthenticityCategory": ["DecontextualizedContent"],
        "itemReviewed": {"@type": "MediaReviewItem", "mediaItemAppearance": {"@type": "ImageObjectSnapshot"}},
        "datePublished": "2021-04-01",
        "originalMediaContextDescription": "Another mosque.",
        "originalMediaLink": "https://a.example/1.jpg",
        "associatedClaimReview": {"@id": review(card(media=MEDIA))["@id"]},
    }


def test_a_card_without_media_has_none():
    assert _made(None) is None


def test_a_withdrawn_card_has_none():
    assert _made(withdrawn=True) is None


def test_without_a_review_of_the_claim_it_points_to_none():
    assert "associatedClaimReview" not in _made(no_appearance="It is gone.")


def test_what_is_not_known_is_left_out():
    found = _made(Media(kind="audio", authenticity=("staged",)), checked="2021-04-01?")
    left = {"datePublished", "originalMediaContextDescription", "originalMediaLink"}
    assert left & found.keys() == set()


def test_every_word_of_a_card_has_its_category():
    assert tuple(MANIPULATIONS) == AUTHENTICITIES


@pytest.mark.parametrize("kind", MEDIA_KINDS)
def test_every_kind_has_its_object(kind):
    found = _made(Media(kind=kind, authenticity=("satire",)))
    assert found["itemReviewed"]["mediaItemAppearance"] == {"@type": f"{kind.capitalize()}ObjectSnapshot"}
