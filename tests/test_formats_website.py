"""What a site says of itself in the words of schema.org, and what it does not say."""

from __future__ import annotations

import pytest
from records import config, index

from pincite.formats.website import organization, trail, website
from pincite.model import Prose
from pincite.settings import Publisher

URL = "https://example.org/orrin/"


def _site(*pages, **publisher):
    prose = tuple(Prose(id=page, title=page, short=page, body="Words.") for page in pages)
    return index(prose=prose, config=config(publisher=Publisher(name="Desk", **publisher), tagline="A storm")).site


def test_a_site_gives_its_name_its_language_and_who_answers_for_it():
    assert website(_site()) == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": f"{URL}#website",
        "url": URL,
        "name": "Orrin",
        "alternateName": "A storm",
        "inLanguage": "en",
        "publisher": {"@id": f"{URL}#publisher"},
    }


def test_of_a_publisher_nothing_is_said_but_what_is_known():
    assert organization(_site()) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{URL}#publisher",
        "name": "Desk",
        "url": URL,
    }


def test_what_is_known_of_a_publisher_is_said_with_whole_addresses():
    known = organization(
        _site(url="https://desk.example/", logo="assets/a.png", email="a@example.org", same_as=("https://x.example/",))
    )
    assert {key: known[key] for key in ("url", "logo", "email", "sameAs")} == {
        "url": "https://desk.example/",
        "logo": f"{URL}assets/a.png",
        "email": "a@example.org",
        "sameAs": ["https://x.example/"],
    }


@pytest.mark.parametrize(
    ("page", "policies"),
    [
        ("corrections-policy", {"correctionsPolicy"}),
        ("funding", {"ownershipFundingInfo"}),
        ("contact", {"actionableFeedbackPolicy"}),
        ("methodology", {"publishingPrinciples"}),
        ("about", set()),
    ],
)
def test_a_policy_is_spoken_of_where_its_page_is(page, policies):
    told = organization(_site(page))
    added = {key: value for key, value in told.items() if key not in organization(_site())}
    assert added == dict.fromkeys(policies, f"{URL}{page}.html")


@pytest.mark.parametrize("political", [None, False, True])
def test_nobody_is_called_a_news_medium_who_may_be_a_charity_or_a_school(political):
    assert organization(_site("methodology", political=political))["@type"] == "Organization"


def test_a_trail_leads_from_above_down_to_the_page_itself():
    assert trail((("Claims", "claims/index.html"), ("A storm", "claims/a.html")), URL)["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Claims", "item": f"{URL}claims/index.html"},
        {"@type": "ListItem", "position": 2, "name": "A storm"},
    ]
