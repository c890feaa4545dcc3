"""The feeds of a site: which pages their entries are of, and the pieces of HTML that these hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.addresses import CORRECTIONS_FEED, FEED, JSON_FEED, SECTIONS, absolute, page_of
from pincite.facts import registers
from pincite.facts.passages import passage
from pincite.formats import feeds
from pincite.formats.feeds import Entry, Feed, Tag
from pincite.pages.entries import page_of_claim
from pincite.pages.page import FeedFile, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pincite.facts.registers import Corrected
    from pincite.model import Claim
    from pincite.pages.shared import Shared


def files(shared: Shared) -> Iterator[FeedFile]:
    """Plan the feeds: of claims in two forms, of corrections in one. Drafts are in none, not even in a preview."""
    config = shared.site.config

    def claims() -> tuple[Page, ...]:
        return tuple(_piece(claim, shared) for claim in feeds.newest(shared.site.claims))

    def corrections() -> tuple[Page, ...]:
        return tuple(_corrected(one, shared) for one in _corrections(shared))

    yield FeedFile(FEED, claims, lambda made: feeds.atom(_of_claims(FEED, made, shared), config))
    yield FeedFile(JSON_FEED, claims, lambda made: feeds.json_feed(_of_claims(JSON_FEED, made, shared), config))
    yield FeedFile(CORRECTIONS_FEED, corrections, lambda made: feeds.atom(_of_corrections(made, shared), config))


def _piece(claim: Claim, shared: Shared) -> Page:
    """Plan the content of a claim's entry: its page in few words, and every quote in the order of the card."""

    def data() -> Mapping[str, object]:
        return {
            "card": shared.card(claim),
            "passages": tuple(passage(quote, claim.id, shared.index) for quote in claim.quotes),
        }

    return replace(page_of_claim(claim, shared), template="feed/claim.html", slice=data)


def _corrected(one: Corrected, shared: Shared) -> Page:
    claim = shared.index.claims[one.claim.id]
    page = page_of_claim(claim, shared)
    return replace(
        page, template="feed/correction.html", slice=lambda: {"corrected": one, "changes": shared.changes(one)}
    )


def _corrections(shared: Shared) -> tuple[Corrected, ...]:
    return tuple(one for one in registers.corrections(shared.index) if not one.claim.draft)


def _of_claims(path: str, made: Sequence[str], shared: Shared) -> Feed:
    config = shared.site.config
    entries = tuple(
        _claim_entry(claim, html, shared) for claim, html in zip(feeds.newest(shared.site.claims), made, strict=True)
    )
    updated = feeds.last_change(shared.site.claims)
    return Feed(path, "index.html", config.title, config.description or config.tagline, updated, entries)


def _claim_entry(claim: Claim, html: str, shared: Shared) -> Entry:
    url, page = shared.site.config.url, page_of_claim(claim, shared)
    address = absolute(url, page.path)
    rating = shared.index.ratings[claim.rating]
    tags = [Tag(absolute(url, SECTIONS["topics"]), one, shared.index.topics[one].name) for one in claim.topics]
    if not claim.withdrawn:
        tags.insert(0, Tag(absolute(url, SECTIONS["ratings"]), rating.id, rating.label))
    return Entry(
        id=address,
        link=address,
        title=page.title,
        summary=page.description,
        published=claim.published.first,
        updated=claim.updated.first,
        html=html,
        tags=tuple(tags),
    )


def _of_corrections(made: Sequence[str], shared: Shared) -> Feed:
    config, _ = shared.site.config, shared.language.gettext
    entries = tuple(_correction_entry(one, html, shared) for one, html in zip(_corrections(shared), made, strict=True))
    title = f"{_('Corrections')} | {config.title}"
    subtitle, updated = _("Every correction, newest first."), feeds.last_change(shared.site.claims)
    home = "index.html" if "corrections" in config.leave_out else SECTIONS["corrections"]
    return Feed(CORRECTIONS_FEED, home, title, subtitle, updated, entries)


def _correction_entry(one: Corrected, html: str, shared: Shared) -> Entry:
    claim, _ = shared.index.claims[one.claim.id], shared.language.gettext
    title = _("Withdrawn: %(claim)s") if one.withdrawal else _("Corrected: %(claim)s")
    # Corrections are never deleted and the newest is the last: one that is added changes the number of no other.
    address = f"{absolute(shared.site.config.url, page_of('claims', claim.id))}#correction-{one.number}"
    day = one.correction.date.first
    return Entry(
        id=address,
        link=address,
        title=title % {"claim": claim.title},
        summary=one.correction.note,
        published=day,
        updated=day,
        html=html,
    )
