"""A sound ClaimReview to spoil, made from records and read back as JSON; and how extractors read one from a page."""

from __future__ import annotations

import json
from dataclasses import replace

from extruct.jsonld import JsonLdExtractor
from records import RATINGS, Appearance, actor, article, claim, config, correction, evidence, quote, reference

from pincite.facts.index import Index
from pincite.formats.breaches import terms_of
from pincite.formats.claimreview import claim_review
from pincite.formats.json import in_page
from pincite.formats.marked import breaches
from pincite.model import Site
from pincite.settings import Publisher, Rating, Reviews

# Two ratings on the truth axis, and one off it.
SCALE = (*(replace(one, value=value) for one, value in zip(RATINGS, (3, None, 1), strict=True)),)
HERE = "https://example.org/orrin/"
PAGE = f"{HERE}claims/storm.html"
THERE = "https://gazette.example.com/1"
FIRST = article("first", url=THERE, archived="https://archive.example.com/1")
ADA = actor("ada", same_as=("https://www.wikidata.org/wiki/Q7259",))
LOG = reference("log", url="https://log.example.com/")


def settings(*, bing=False, **more):
    """Give the settings of a site whose scale has numbers."""
    given = {"ratings": SCALE, "reviews": Reviews(bing=bing), "publisher": Publisher(name="Desk", political=False)}
    return config(**given | more)


def card(*quotes, **more):
    """Make a card that leaves nothing to be wished."""
    given = {"claim": "At least 46 boats were damaged.", "claimed": "2021-03-04", "evidence": (evidence("log"),)}
    given |= {"corrections": (correction("2021-04-02", "It was 45."),)}
    return claim("storm", *(quotes or (quote(FIRST, "At least 46 boats were damaged"),)), **given | more)


def held(*claims, **more):
    """Give the index of a site with these cards."""
    given = {"actors": (ADA,), "references": (LOG,), "articles": (FIRST,), "config": settings()} | more
    return Index(Site(claims=claims, **given))


def review(one=None, **more):
    """Give the ClaimReview of a card, as JSON gives it back."""
    one = one or card()
    return json.loads(in_page(claim_review(one, held(one, **more))))


def spoilt(path, value=..., *, bing=False):
    """Put a value at a path of a sound review, or take away what is there; give the rules that it breaks then."""
    found = review()
    *above, key = path.split(".")
    at = found
    for name in above:
        at = at[name]
    if value is ...:
        del at[key]
    else:
        at[key] = value
    return broken(found, bing=bing)


def broken(found, *, bing=False):
    """Give rule and code of every breach of a review."""
    return [(one.rule, one.code) for one in breaches(found, terms_of(settings(bing=bing)))]


def extracted(page):
    """Read the JSON-LD of a page as a program does that knows nothing of pincite."""
    return JsonLdExtractor().extract(page.decode())


__all__ = [
    "ADA",
    "FIRST",
    "HERE",
    "LOG",
    "PAGE",
    "SCALE",
    "THERE",
    "Appearance",
    "Rating",
    "broken",
    "card",
    "extracted",
    "held",
    "review",
    "settings",
    "spoilt",
]
