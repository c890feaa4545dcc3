"""The rows of the open data's tables: what claims, quotes, figures, findings and events come to, as plain values.

A row is a dictionary with exactly its table's columns. What is not there is None; a list is never None, but empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.addresses import SECTIONS, absolute, page_of
from pincite.facts.timeline import timeline
from pincite.versions import as_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from pincite.anchor import Slice
    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.model import Article, Claim, Event, Evidence, Figure, Quote, Response

GAP = " […] "  # between the parts of a quote from which words are left out, as on a page
Row = dict[str, Any]


def published(index: Index) -> Index:
    """Leave drafts out, also where a build or the preview shows them: they are no part of the open data."""
    return index.published


def same(record: object, *names: str) -> Row:
    """Give attributes of a record under their own names; an empty text is None, a tuple a list."""
    row = {}
    for name in names:
        value = getattr(record, name)
        row[name] = list(value) if isinstance(value, tuple) else None if value == "" else value
    return row


def dates(name: str, when: When | None) -> Row:
    """Give the three columns of a date; an end that is open, or a date that is not known, is None."""
    return {
        name: when.text if when else None,
        f"{name}_earliest": _day(when.start.first) if when and when.start else None,
        f"{name}_latest": _day(when.end.last) if when and when.end else None,
    }


def _day(day: dt.date) -> str:
    return day.isoformat()


def passage(article: Article, slices: tuple[Slice, ...], paragraph: int) -> Row:
    """Give where words stand in an article, and the words."""
    return {
        "paragraph": paragraph,
        "start": slices[0][0],
        "end": slices[-1][1],
        "slices": [list(one) for one in slices],
        "text": GAP.join(article.text[start:end] for start, end in slices),
    }


def _name(ident: str | None, index: Index) -> str | None:
    return index.actors[ident].name if ident else None


def claim(one: Claim, index: Index) -> Row:
    """Give the row of a claim. No rating holds for a withdrawn one."""
    why, stands = one.withdrawal, not one.withdrawn
    strength = index.strengths[one.strength] if one.strength and stands else None
    media = one.media
    return {
        "page": absolute(index.site.config.url, page_of("claims", one.id)),
        "status": "published" if stands else "withdrawn",
        **dates("withdrawn", why.date if why else None),
        "withdrawal": why.note if why else None,
        **same(one, "id", "code", "title", "headline", "claim", "claimant", "claimant_note"),
        "claimant_name": _name(one.claimant, index),
        **dates("claimed", one.claimed),
        **dates("happened", one.happened),
        **same(one, "dating", "places", "topics"),
        "rating": one.rating if stands else None,
        "rating_label": index.ratings[one.rating].label if stands else None,
        "former_rating": None if stands else one.rating,
        "strength": strength.id if strength else None,
        "strength_label": strength.label if strength else None,
        **same(one, "strength_note", "attribution", "substance", "verdict", "why", "note", "denial", "analysis"),
        **same(one, "no_response", "looked_for", "known", "unknown", "would_change", "no_appearance"),
        "media_kind": media.kind if media else None,
        "media_authenticity": list(media.authenticity) if media else [],
        "media_context": (media.context or None) if media else None,
        "media_url": (media.url or None) if media else None,
        **dates("checked", one.checked),
        **same(one, "reviewers"),
    }


def quotes(one: Claim, index: Index) -> Iterator[Row]:
    """Give the rows of a claim's quotes."""
    for quote in one.quotes:
        yield _quote(quote, index, f"{one.id}/{quote.id}", f"{one.id}-{quote.id}") | {"claim": one.id}


def _quote(quote: Quote, index: Index, ident: str, target: str) -> Row:
    article = index.articles[quote.article]
    return {
        "id": ident,
        "claim": None,
        "event": None,
        "article": article.id,
        "article_headline": article.headline,
        "article_url": article.url or None,
        **passage(article, quote.slices, quote.paragraph),
        **same(quote, "stance", "speaker", "via", "translation", "note"),
        "speaker_name": _name(quote.speaker, index),
        "page": f"{absolute(index.site.config.url, page_of('articles', article.id))}#{target}",
    }


def figures(one: Claim, index: Index) -> Iterator[Row]:
    """Give the rows of a claim's figures."""
    for number, figure in enumerate(one.figures, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, **_figure(figure, one, index)}


def _figure(figure: Figure, one: Claim, index: Index) -> Row:
    return {
        **same(figure, "measure", "value", "least", "most", "over", "exclusive", "by", "also", "note"),
        "parts": dict(figure.parts),
        "quote": f"{one.id}/{figure.quote}" if figure.quote else None,
        "reference": figure.evidence,
        "by_name": _name(figure.by, index),
        "place": figure.where,
        **dates("period", figure.period),
        **dates("dated", figure.dated),
    }


def evidence(one: Claim, index: Index) -> Iterator[Row]:
    """Give the rows of a claim's evidence."""
    for number, item in enumerate(one.evidence, 1):
        yield _finding(item, index, f"{one.id}/{number}") | {"claim": one.id}


def _finding(item: Evidence, index: Index, ident: str) -> Row:
    reference = index.references[item.reference]
    return {
        "id": ident,
        "claim": None,
        "event": None,
        "reference": reference.id,
        "reference_title": reference.title,
        "reference_publisher": reference.publisher,
        "reference_url": reference.url or None,
        **same(item, "stance", "origin", "finding", "locator"),
        "origin_name": _name(item.origin, index),
    }


def responses(one: Claim, index: Index) -> Iterator[Row]:
    """Give the rows of what was answered to a claim."""
    for number, answer in enumerate(one.responses, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, **_response(answer, one, index)}


def _response(answer: Response, one: Claim, index: Index) -> Row:
    return {
        **same(answer, "actor", "text", "reference", "note"),
        "actor_name": _name(answer.actor, index),
        **dates("date", answer.date),
        "quote": f"{one.id}/{answer.quote}" if answer.quote else None,
    }


def corrections(one: Claim, _: Index) -> Iterator[Row]:
    """Give the rows of a claim's corrections."""
    for number, item in enumerate(one.corrections, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, **dates("date", item.date), "note": item.note}


def minor(one: Claim, _: Index) -> Iterator[Row]:
    """Give the rows of a claim's minor notes."""
    for number, item in enumerate(one.minor, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, **dates("date", item.date), "note": item.note}


def versions(one: Claim, index: Index) -> Iterator[Row]:
    """Give the rows of a claim's versions. What each states is as its digest was worked out over it."""
    page = absolute(index.site.config.url, page_of("claims", one.id))
    for version in one.versions:
        told = as_json(version)
        yield {
            "id": f"{one.id}/{version.number}",
            "claim": one.id,
            "version": version.number,
            **dates("date", version.date),
            "sha256": version.sha256,
            "statement": told["statement"],
            "corrections": told.get("corrections", []),
            "minor": told.get("minor", []),
            "page": f"{page}#version-{version.number}",
        }


def related(one: Claim, _: Index) -> Iterator[Row]:
    """Give the rows of a claim's links to others."""
    for number, item in enumerate(one.related, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, "other": item.claim, "kind": item.kind}


def absent(one: Claim, _: Index) -> Iterator[Row]:
    """Give the rows of the articles that do not carry a claim."""
    for number, item in enumerate(one.absent, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, **same(item, "article", "note")}


def appearances(one: Claim, _: Index) -> Iterator[Row]:
    """Give the rows of where else a claim stands."""
    for number, item in enumerate(one.appearances, 1):
        yield {"id": f"{one.id}/{number}", "claim": one.id, **same(item, "reference", "url", "first")}


def comparisons(one: Claim, _: Index) -> Iterator[Row]:
    """Give the rows of a claim's comparisons."""
    for number, item in enumerate(one.compare, 1):
        named = [f"{one.id}/{quote}" for quote in item.quotes]
        yield {"id": f"{one.id}/{number}", "claim": one.id, "quotes": named, **same(item, "note")}


def event_quotes(events: Iterable[Event], index: Index) -> Iterator[Row]:
    """Give the rows of the events' quotes. Their place on the article's page is the paragraph's."""
    for event in events:
        for quote in event.quotes:
            row = _quote(quote, index, f"timeline/{event.id}/{quote.id}", f"p{quote.paragraph}")
            yield row | {"event": event.id}


def event_evidence(events: Iterable[Event], index: Index) -> Iterator[Row]:
    """Give the rows of the events' evidence."""
    for event in events:
        for number, item in enumerate(event.evidence, 1):
            yield _finding(item, index, f"timeline/{event.id}/{number}") | {"event": event.id}


def entries(index: Index) -> Iterator[Row]:
    """Give the rows of the timeline, those within the site's period first."""
    line, timeline_page = timeline(index), absolute(index.site.config.url, SECTIONS["timeline"])
    kinds = {str(event.id): event.kind for event in index.site.events}
    for entry, inside in (*((one, True) for one in line.entries), *((one, False) for one in line.outside)):
        yield {
            **same(entry, "id", "lane", "title", "text", "dating", "label"),
            "page": f"{timeline_page}#{entry.id}",
            "kind": None if entry.claim_link else kinds[entry.id],
            "claim": entry.claim_link or None,
            **dates("date", entry.when),
            "in_period": inside,
            "claims": [one.claim.id for one in entry.claims],
            "places": [one.id for one in entry.places],
            "topics": [one.id for one in entry.topics],
        }
