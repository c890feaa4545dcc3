"""What a page tells places that show links: the picture's address, its words, and the language's name."""

from __future__ import annotations

import pytest
from records import claim, config, index

from pincite.facts.sharing import Picture, locale, picture, share_address

SHOWN = config(share_images=True)
CLAIM = claim(claim="It stormed, “so they said”.")


def test_the_address_of_a_picture_is_absolute():
    assert share_address(CLAIM, SHOWN) == "https://example.org/orrin/share/claims/storm.png"


def test_a_site_without_pictures_has_no_address_of_one():
    assert (share_address(CLAIM, config()), picture(CLAIM, "Good", index(CLAIM).site)) == ("", None)


def test_the_words_of_a_picture_are_the_whole_claim_the_rating_and_the_site():
    long = claim(claim="word " * 500)
    words = picture(long, "Good", index(long, config=SHOWN).site).words
    assert words == f"“{'word ' * 500}” Good. Orrin"


def test_a_picture_has_its_measures():
    assert picture(CLAIM, "Good", index(CLAIM, config=SHOWN).site) == Picture(
        "https://example.org/orrin/share/claims/storm.png", "“It stormed, “so they said”.” Good. Orrin", 1200, 630
    )


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ""),
        ("en-GB", "en_GB"),
        ("ru", "ru_RU"),
        ("ar", "ar_EG"),
        ("pt-BR", "pt_BR"),
        ("zh-Hant-TW", "zh_TW"),
        ("zh-Hant", "zh_TW"),
        ("zh", "zh_CN"),
        ("es-419", "es_419"),
        ("RU", "ru_RU"),
        ("tlh", ""),
    ],
)
def test_a_language_is_named_with_its_region(tag, expected):
    assert locale(tag) == expected
