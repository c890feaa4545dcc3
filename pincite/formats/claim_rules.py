"""The rules K1 to K9: what is asked of the Claim that a ClaimReview is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.addresses import host_of
from pincite.formats.breaches import Breach, each, kind, text
from pincite.formats.review_rules import is_address, is_day, misshapen
from pincite.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.formats.breaches import Terms
    from pincite.formats.claimreview import Review


def _appearances(review: Review) -> list[Any]:
    claim = review.get("itemReviewed")
    return [*each(claim, "firstAppearance"), *each(claim, "appearance")]


def _address(appearance: Any) -> str:  # noqa: ANN401 - anything that JSON holds
    return appearance if isinstance(appearance, str) else text(appearance, "url")


def _authors(review: Review) -> list[Any]:
    return each(review.get("itemReviewed"), "author")


def _own_addresses(author: Any) -> list[str]:  # noqa: ANN401 - as above
    return [one for key in ("sameAs", "url") for one in each(author, key) if isinstance(one, str)]


def appeared(review: Review, terms: Terms) -> Iterator[Breach]:
    """K1. Where no address at all is known, K3 tells more."""
    if not _appearances(review) and _known_elsewhere(review, terms):
        message = "no address is known at which the claim stands, only one of who made it"
        hint = "give an article that states it its `url`, or the card `appearances` or `no_appearance`"
        yield Breach("claimreview-unseen", "K1", "claim", message, hint, Severity.WARNING)


def addresses(review: Review, _: Terms) -> Iterator[Breach]:
    """K2."""
    for one in _appearances(review):
        if not is_address(_address(one)):
            message = f'an appearance is not one address of the web: "{_address(one)}"'
            hint = "give each address an item of its own"
            yield Breach("claimreview-appearance", "K2", _address(one), message, hint)


def origin(review: Review, terms: Terms) -> Iterator[Breach]:
    """K3."""
    at = [(_address(one), _address(one)) for one in _appearances(review)]
    at += [("author", one) for author in _authors(review) for one in _own_addresses(author)]
    for place, one in at:
        if host_of(one) == terms.host:
            message = f"{one} is on this site’s own host, which is no place where others made the claim"
            hint = "give the address at which it was first printed, or leave it out"
            if place == "author":
                message = f"{one} is on this site’s own host, and stands for the claimant’s own address"
                hint = "give the claimant’s home page or an entry in a register, or leave it out"
            yield Breach("claimreview-own-host", "K3", place, message, hint)
    if not at:
        message = "no address is known at which the claim stands, nor one of who made it"
        hint = (
            "give an article that states it its `url`, the card `appearances` with an address, or the claimant "
            "`same_as`; where there is none, say so in `no_appearance`, and the page has no ClaimReview"
        )
        yield Breach("claimreview-origin", "K3", "claim", message, hint)


def _known_elsewhere(review: Review, terms: Terms) -> bool:
    return any(host_of(one) != terms.host for author in _authors(review) for one in _own_addresses(author))


def claimant(review: Review, terms: Terms) -> Iterator[Breach]:
    """K4 and K5."""
    found = _authors(review)
    if not found and terms.bing:
        message = "the claim has no author, whom Bing asks for"
        hint = "name who claims it, or write `claimreview-anonymous` into `claimreview: accept` in site.yaml"
        yield Breach("claimreview-anonymous", "K4", "claimant", message, hint)
    for one in found:
        if kind(one) not in {"Person", "Organization"}:
            yield misshapen("K4", "claimant", "the claim’s author is neither a Person nor an Organization")
        if not text(one, "name"):
            yield misshapen("K5", "claimant", "the claim’s author has no name")


def linked(review: Review, _: Terms) -> Iterator[Breach]:
    """K6."""
    for one in _authors(review):
        if not _own_addresses(one):
            message = f"{text(one, 'name')} has neither `url` nor `same_as`, by which machines know who it is"
            hint = "add its home page, or its entry in Wikidata or another register"
            yield Breach("claimreview-unlinked", "K6", "author", message, hint, Severity.WARNING)


def dated(review: Review, _: Terms) -> Iterator[Breach]:
    """K7."""
    claim = review.get("itemReviewed")
    if isinstance(claim, dict) and "datePublished" in claim:
        if not is_day(text(claim, "datePublished")):
            yield misshapen("K7", "claimed", "the claim’s date is no day", severity=Severity.WARNING)
        return
    message = "no certain day is known on which the claim was made, so its markup has no date"
    hint = "write `claimed` with the day, or `claimreview-undated` into `claimreview: accept` in site.yaml"
    yield Breach("claimreview-undated", "K7", "claimed", message, hint, Severity.WARNING)


def identified(review: Review, _: Terms) -> Iterator[Breach]:
    """K8."""
    if text(review.get("itemReviewed"), "@id") != f"{text(review, 'url')}#claim":
        yield misshapen(
            "K8", "review", "the claim’s `@id` is not the page’s address and #claim", severity=Severity.WARNING
        )


def worded(review: Review, _: Terms) -> Iterator[Breach]:
    """K9."""
    claim = review.get("itemReviewed")
    if isinstance(claim, dict) and "text" in claim and claim["text"] != review.get("claimReviewed"):
        yield misshapen("K9", "claim", "the claim’s `text` is not `claimReviewed`", severity=Severity.WARNING)


RULES = (appeared, addresses, origin, claimant, linked, dated, identified, worded)
