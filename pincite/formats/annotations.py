"""Every quoted passage as a W3C Web Annotation: what is said of it, by whom, and where exactly it stands.

After the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/, sections in brackets), one
AnnotationCollection whose only AnnotationPage is embedded (5.1, 5.2):

1. A passage that a claim quotes is annotated with the claim: `assessing` (3.3.5). One that an event of the timeline
   quotes is annotated with the event: `linking`. Withdrawn claims assess nothing.
2. A target for each part of a passage that lies in one paragraph; an elided quote, or one over several paragraphs, has
   several. The model has no order of parts: each of them is annotated alike (3.2.6).
3. Each part is targeted on our page of the article, at the article's own address, and in the pinned original, so far as
   there is an address, and as the original's own characters count.

Offsets are code points (4.2.5), from the beginning of what the selector is applied to.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from pincite.addresses import SECTIONS, absolute, page_of
from pincite.dates import day
from pincite.fields.kinds import STATING
from pincite.formats.json import listed, with_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pincite.anchor import Slice
    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.model import Article, Claim, Event, Quote, Site

    Json = dict[str, object]

PATH = "data/annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters before and behind: as many as annotation clients keep, more where they are not enough. A text that stands
# there twice over would else be written out whole for every passage.
_AROUND = (32, 64, 128, 256, 512, 1024)


def written(index: Index, of_claims: Iterable[bytes]) -> bytes:
    """Write the annotations of all passages: `of_claims`, parts as `of_claim` gives them, and those of events."""
    site = index.site
    address = absolute(site.config.url, PATH)
    total = sum(len(one.cuts) for one in index.standing) + sum(len(one.quotes) for one in site.events)
    # A page holds one annotation or more (5.2), so a collection of none has no page (5.1).
    page = {"id": f"{address}#page", "type": "AnnotationPage", "partOf": address, "startIndex": 0, "items": []}
    collection = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": site.config.title,
        "creator": _publisher(site),
        **({"rights": site.config.licence.url} if site.config.licence else {}),
        "total": total,
        **({"first": page, "last": page["id"]} if total else {}),
    }
    of_events = listed(_of_event(event, quote, index) for event in site.events for quote in event.quotes)
    return with_list(collection, "items", (*of_claims, of_events))


def of_claim(claim: Claim, index: Index) -> bytes:
    """Write the annotations of a claim's passages, with commas between them; nothing of one that was withdrawn."""
    return b"" if claim.withdrawn else listed(_of_claim(claim, quote, index) for quote in claim.quotes)


def _of_claim(claim: Claim, quote: Quote, index: Index) -> Json:
    """Annotate a passage with a claim. The rating is the claim's: it stands where the passage states the claim."""
    config = index.site.config
    page = absolute(config.url, page_of("claims", claim.id))
    said = {"type": "Text", "format": "text/html", "language": config.language, "label": claim.claim}
    bodies: list[Json] = [
        {"type": "SpecificResource", "source": {"id": page, **said}, "purpose": "assessing"},
        {"type": "TextualBody", "value": quote.stance, "purpose": "classifying"},
    ]
    if quote.stance in STATING:
        label = index.ratings[claim.rating].label
        bodies.append({"type": "TextualBody", "value": label, "language": config.language, "purpose": "tagging"})
    return {
        "id": f"{page}#{quote.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _publisher(index.site),
        **_dated("created", claim.published),
        **_dated("modified", claim.updated if claim.corrections or claim.minor else None),
        "body": bodies,
        "target": _targets(quote, index),
    }


def _of_event(event: Event, quote: Quote, index: Index) -> Json:
    """Annotate a passage with an event of the timeline, of which no day of writing is recorded."""
    place = f"{absolute(index.site.config.url, SECTIONS['timeline'])}#{event.id}"
    said = {"type": "Text", "format": "text/html", "language": index.site.config.language, "label": event.title}
    return {
        "id": f"{place}.{quote.id}",  # no id has a full stop in it
        "type": "Annotation",
        "motivation": "linking",
        "creator": _publisher(index.site),
        "body": {"type": "SpecificResource", "source": {"id": place, **said}, "purpose": "linking"},
        "target": _targets(quote, index),
    }


def _publisher(site: Site) -> Json:
    publisher = site.config.publisher
    return {
        **({"id": publisher.url} if publisher.url else {}),
        "type": "Organization",
        "name": publisher.name,
    }


def _dated(key: str, when: When | None) -> Mapping[str, str]:
    """Write a day as xsd:dateTime in UTC (3.3.1): its first moment, for of the hour nothing is known."""
    known = day(when)
    return {key: f"{known}T00:00:00Z"} if known else {}


class _Part(NamedTuple):
    """What of a passage lies in one paragraph, as offsets into the original; the paragraph's number and extent."""

    start: int
    end: int
    number: int
    paragraph: Slice


def _parts(quote: Quote, article: Article) -> Iterator[_Part]:
    for start, end in quote.slices:
        first, last = (article.document.paragraph_at(at) for at in (start, end - 1))
        for number in range(first, last + 1):
            low, high = article.paragraphs[number - 1]
            if max(start, low) < min(end, high):
                yield _Part(max(start, low), min(end, high), number, (low, high))


def _targets(quote: Quote, index: Index) -> list[Json]:
    article = index.articles[quote.article]
    return [target for part in _parts(quote, article) for target in _targets_of(part, article, index)]


def _targets_of(part: _Part, article: Article, index: Index) -> Iterator[Json]:
    text, low = article.text, part.paragraph[0]
    # Alternatives (4.2): a client takes the one that it can. Each names its paragraph, for clients that apply one
    # refinement and no list of them.
    yield _target(
        absolute(index.site.config.url, page_of("articles", article.id)),
        _in_paragraph(part.number, _words(text, part, part.paragraph)),
        _in_paragraph(part.number, _position(part.start - low, part.end - low)),
    )
    if article.url:
        yield {**_target(article.url, _words(text, part, (0, len(text)))), **_state(article)}
    if article.format == "lines":
        # Of the file itself, whose characters are the text; what is read out of HTML or Markdown another program may
        # read otherwise, so its offsets would mean nothing there.
        yield _target(_named_by_digest(article.changed or article.sha256), _position(part.start, part.end))


def _target(source: str, *selectors: Json) -> Json:
    selector = selectors[0] if len(selectors) == 1 else list(selectors)
    return {"type": "SpecificResource", "source": source, "selector": selector}


def _in_paragraph(number: int, selector: Json) -> Json:
    """Apply a selector to a paragraph of our page: `.text` is the element with its characters and no others (4.2.9)."""
    return {"type": "CssSelector", "value": f"#p{number} .text", "refinedBy": selector}


def _position(start: int, end: int) -> Json:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _words(text: str, part: _Part, scope: Slice) -> Json:
    """Quote a part with as much of its paragraph around it as makes it unique in `scope`.

    Only where the whole paragraph is not enough, characters of its neighbours are taken, too: what another page has
    between two paragraphs is not known. What no context makes unique has the shortest.
    """
    body, (low, high) = text[slice(*scope)], part.paragraph
    for width in _AROUND:
        first, last = max(low, part.start - width), min(high, part.end + width)
        if _is_once(text[first:last], body) or (first, last) == scope:
            break
        if (first, last) == (low, high):
            low, high = scope
    else:
        (low, high), width = part.paragraph, _AROUND[0]
        first, last = max(low, part.start - width), min(high, part.end + width)
    context = {"prefix": text[first : part.start], "suffix": text[part.end : last]}
    given = {key: words for key, words in context.items() if words}
    return {"type": "TextQuoteSelector", "exact": text[part.start : part.end], **given}


def _is_once(wanted: str, text: str) -> bool:
    return text.find(wanted, text.find(wanted) + 1) < 0


def _state(article: Article) -> Json:
    """Say of which day the outside page is meant, and where a copy of it is kept (4.3.1)."""
    retrieved = _dated("sourceDate", article.retrieved)
    kept = {"cached": article.archived} if article.archived else {}
    return {"state": {"type": "TimeState", **retrieved, **kept}} if retrieved or kept else {}


def _named_by_digest(sha256: str) -> str:
    """Name a file by what is in it, wherever it may lie (RFC 6920, 3)."""
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
