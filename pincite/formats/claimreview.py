"""ClaimReview (schema.org): what a claim's page tells search engines and archives of fact checks, from its card alone.

What the card does not say is left out: a claim whose speaker is not identified has no author, a date that is not a
certain whole day is no date, and a rating off the truth axis has no number. Objects hold nothing but texts, numbers,
lists and objects, as JSON read back does, so that the same rules hold for what is made and for what stands on a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.addresses import absolute, page_of
from pincite.dates import day
from pincite.facts.appearances import sightings
from pincite.formats.json import known, listed, with_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.facts.appearances import Sighting
    from pincite.facts.index import Index
    from pincite.model import Actor, Claim, Reference
    from pincite.settings import Config, Rating

Review = dict[str, Any]
CONTEXT = "https://schema.org"
FEED = "data/claimreview.jsonld"
_PERSONS = {"person"}
_NOBODY = {"unidentified"}


def claim_review(claim: Claim, index: Index) -> Review | None:
    """Make the ClaimReview of a claim's page; None where it carries none."""
    if not claim.reviewable:
        return None
    config = index.site.config
    page, (published, modified) = address(claim, config), _dates(claim)
    review: Review = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": page,
        "claimReviewed": claim.claim,
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": config.language,
        "author": publisher(config),
        "reviewRating": _rating(index.ratings[claim.rating], config),
        "itemReviewed": _claim(claim, page, index),
        "correction": [
            known({"@type": "CorrectionComment", "text": one.note, "datePublished": day(one.date)})
            for one in claim.corrections
        ],
        "citation": [known({"@type": "CreativeWork", **_identified(one)}) for one in _cited(claim, index)],
    }
    if claim.media:
        review["@id"] = identity(page)  # for the MediaReview to point to
    return known(review)


def feed(index: Index, items: Iterable[bytes]) -> bytes:
    """Write the DataFeed of all reviews, in the shape of Data Commons; `items` are parts as `feed_item` gives them.

    Its date is that of the newest review or correction. A page tells of the evidence no more than what identifies it,
    and shows the verdict; the feed, which nobody waits for, tells what is known of the evidence, and the verdict.
    """
    config = index.site.config
    dates = [_dates(claim) for claim in index.site.claims if claim.reviewable]
    told = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": config.title,
        "url": absolute(config.url, FEED),
        "dateModified": max((one for both in dates for one in both), default=""),
        "inLanguage": config.language,
        "license": config.licence.url if config.licence else "",
        "publisher": publisher(config),
    }
    return with_list({**known(told), "dataFeedElement": []}, "dataFeedElement", items)


def feed_item(claim: Claim, index: Index) -> bytes:
    """Write a claim's review for the feed; nothing where it has none."""
    made = claim_review(claim, index)
    if made is None:
        return b""
    bare = {key: value for key, value in made.items() if key != "@context"}
    bare["reviewBody"] = claim.verdict
    if cited := _cited(claim, index):
        bare["citation"] = [known({"@type": "CreativeWork", **_described(one)}) for one in cited]
    item = {"@type": "DataFeedItem", "dateCreated": _dates(claim)[0], "url": made["url"], "item": [bare]}
    return listed([known(item)])


def _dates(claim: Claim) -> tuple[str, str]:
    """Give the days on which a review was published and changed last, empty where they are not known."""
    return day(claim.published), day(claim.updated) if claim.noted else ""


def address(claim: Claim, config: Config) -> str:
    """Give the canonical address of a claim's page."""
    return absolute(config.url, page_of("claims", claim.id))


def identity(page: str) -> str:
    """Give the name by which other objects point to the review of a page."""
    return f"{page}#review"


def publisher(config: Config) -> Review:
    """Give who answers for the reviews."""
    who = config.publisher
    return known(
        {
            "@type": "Organization",
            "name": who.name,
            "url": who.url or config.url,
            "sameAs": _one_or_more(who.same_as),
            "logo": absolute(config.url, who.logo) if who.logo else "",
        },
    )


def _rating(rating: Rating, config: Config) -> Review:
    """Give the badge's label, and all three numbers or none."""
    told: Review = {"@type": "Rating", "alternateName": rating.label}
    if rating.value is not None:
        numbers = [one.value for one in config.ratings if one.value is not None]
        told |= {"ratingValue": rating.value, "bestRating": max(numbers), "worstRating": min(numbers)}
    return told


def _claim(claim: Claim, page: str, index: Index) -> Review:
    found = [one for one in sightings(claim, index) if one.url]
    return known(
        {
            "@type": "Claim",
            "@id": f"{page}#claim",
            "author": _claimant(index.actors[claim.claimant]),
            "datePublished": day(claim.claimed),
            "firstAppearance": _one_or_more(tuple(_appearance(one) for one in found if one.first)),
            "appearance": [_appearance(one) for one in found if not one.first],
        },
    )


def _claimant(actor: Actor) -> Review:
    if actor.kind in _NOBODY:
        return {}
    return known(
        {
            "@type": "Person" if actor.kind in _PERSONS else "Organization",
            "name": actor.name,
            "url": actor.url if actor.same_as else "",
            # Some readers of the markup take no other field, and the claimant's home page will do (Google's table).
            "sameAs": _one_or_more(actor.same_as or ((actor.url,) if actor.url else ())),
        },
    )


def _appearance(one: Sighting) -> Review:
    if one.article:
        told = {"@type": "NewsArticle", "url": one.url, "headline": one.article.headline}
        return known({**told, "archivedAt": one.article.archived})
    if one.reference:
        return known({"@type": "CreativeWork", "url": one.url, "archivedAt": one.reference.archived})
    return {"@type": "CreativeWork", "url": one.url}


def _cited(claim: Claim, index: Index) -> list[Reference]:
    """Give each reference of the evidence once, in the card's order."""
    return [index.references[name] for name in dict.fromkeys(item.reference for item in claim.evidence)]


def _identified(one: Reference) -> Review:
    return {"url": one.url} if one.url else _described(one)


def _described(one: Reference) -> Review:
    # The publisher is a text, for no field says whether it is a person or an organisation.
    return {"name": one.title, "url": one.url, "publisher": one.publisher}


def _one_or_more(values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a value of JSON: none, the one, or a list of them
    return values[0] if len(values) == 1 else list(values)
