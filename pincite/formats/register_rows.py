"""The rows of the open data's registers: articles, actors, sources, places, topics, ratings and strengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.addresses import SECTIONS, absolute, page_of
from pincite.formats.rows import dates, passage, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.facts.index import Index
    from pincite.formats.rows import Row


def articles(index: Index) -> Iterator[Row]:
    """Give the rows of the articles, without their texts."""
    for one in index.site.articles:
        yield {
            "page": absolute(index.site.config.url, page_of("articles", one.id)),
            **same(one, "id", "headline", "short", "publisher", "byline", "url", "archived", "dating", "language"),
            **same(one, "note", "format", "sha256"),
            **dates("published", one.published),
            **dates("retrieved", one.retrieved),
            "is_primary": one.primary,
            "original": one.path,
        }


def set_aside(index: Index) -> Iterator[Row]:
    """Give the rows of the passages that no claim needs."""
    for article in index.site.articles:
        for number, one in enumerate(article.set_aside, 1):
            yield {
                "id": f"{article.id}/{number}",
                "article": article.id,
                **passage(article, one.slices, one.paragraph),
                **same(one, "reason", "note"),
            }


def actors(index: Index) -> Iterator[Row]:
    """Give the rows of the actors."""
    for one in index.site.actors:
        yield {
            "page": absolute(index.site.config.url, page_of("actors", one.id)),
            **same(one, "id", "name", "kind", "description", "interest", "url", "same_as", "member_of"),
        }


def bibliography(index: Index) -> Iterator[Row]:
    """Give the rows of the outside sources."""
    bibliography_page = absolute(index.site.config.url, SECTIONS["references"])
    for one in index.site.references:
        yield {
            "page": f"{bibliography_page}#{one.id}",
            **same(one, "id", "title", "publisher", "url", "archived", "origin", "tier", "language", "read", "note"),
            **dates("date", one.date),
        }


def places(index: Index) -> Iterator[Row]:
    """Give the rows of the places."""
    for one in index.site.places:
        yield {
            "page": absolute(index.site.config.url, page_of("places", one.id)),
            **same(one, "id", "name", "within"),
            "latitude": float(one.latitude) if one.latitude else None,
            "longitude": float(one.longitude) if one.longitude else None,
        }


def topics(index: Index) -> Iterator[Row]:
    """Give the rows of the topics."""
    for one in index.site.topics:
        yield {
            "page": absolute(index.site.config.url, page_of("topics", one.id)),
            **same(one, "id", "name", "description"),
        }


def ratings(index: Index) -> Iterator[Row]:
    """Give the rows of the rating scale."""
    for position, one in enumerate(index.site.config.ratings, 1):
        yield {
            "page": absolute(index.site.config.url, page_of("ratings", one.id)),
            **same(one, "id", "label", "meaning", "use", "value", "settled"),
            "position": position,
            "changed": [{"date": change.date.text, "note": change.note} for change in one.changed],
        }


def strengths(index: Index) -> Iterator[Row]:
    """Give the rows of the scale of strengths."""
    for position, one in enumerate(index.site.config.strengths, 1):
        yield {**same(one, "id", "label", "meaning"), "position": position}
