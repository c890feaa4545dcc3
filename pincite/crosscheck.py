"""What no single file can tell: ids that lead nowhere, numbers that stand in no quote, originals that changed.

Each check is a function from the site to problems. A card that could not be read still counts by its file's name, so
that one mistake is told once and not again by every card that points to it.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.numbers import numbers_in
from pincite.pointers import mentions
from pincite.problems import Problem, Severity, Span
from pincite.read.articles import changed_original
from pincite.read.shape import nearest_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.model import Article, Claim, Figure, Site
    from pincite.read.files import Folder
    from pincite.read.shape import Pointer

# Pages that are always there; a page of prose may not take their names.
BUILT_IN_PAGES = frozenset(
    "index claims articles timeline compare figures ratings actors topics places references corrections data 404 "
    "desk feed sitemap robots manifest schema assets".split(),
)
_FILES = {
    "actor": "content/actors.yaml",
    "article": "content/articles/",
    "claim": "content/claims/",
    "place": "content/places.yaml",
    "rating": "site.yaml",
    "reference": "content/references.yaml",
    "strength": "site.yaml",
    "topic": "content/topics.yaml",
}


def crosscheck(site: Site, pointers: Iterable[Pointer], folder: Folder) -> list[Problem]:
    """Run every check over the whole site, drafts included."""
    return [
        *_lost_pointers(site, pointers, folder),
        *_changed_originals(site, folder),
        *_claims(site),
        *_events(site),
        *_origins(site),
        *_prose(site),
        *_unused(site, pointers),
    ]


def _known(site: Site, folder: Folder) -> dict[str, set[str]]:
    """Give the ids of each kind; of claims and articles also those whose files could not be read whole."""
    claims, _ = folder.walk("content/claims", (".yaml",))
    articles, _ = folder.walk("content/articles", (".yaml",))
    return {
        "actor": {one.id for one in site.actors},
        "article": {PurePosixPath(path).stem for path in articles},
        "claim": {PurePosixPath(path).stem for path in claims},
        "place": {one.id for one in site.places},
        "rating": {one.id for one in site.config.ratings},
        "reference": {one.id for one in site.references},
        "strength": {one.id for one in site.config.strengths},
        "topic": {one.id for one in site.topics},
    }


def _lost_pointers(site: Site, pointers: Iterable[Pointer], folder: Folder) -> Iterator[Problem]:
    known = _known(site, folder)
    for pointer in pointers:
        if pointer.to in known and pointer.id not in known[pointer.to]:
            near = nearest_word(pointer.id, sorted(known[pointer.to]))
            hint = f'did you mean "{near}"?' if near else f"add it to {_FILES[pointer.to]}, or write another"
            yield Problem(f"no-such-{pointer.to}", f'there is no {pointer.to} "{pointer.id}"', pointer.span, hint)


def _changed_originals(site: Site, folder: Folder) -> Iterator[Problem]:
    for article in site.articles:
        present = changed_original(article, folder)
        if present:
            touched = sorted(
                {quote.span for claim in site.claims for quote in claim.quotes if quote.article == article.id}
            )
            places = ", ".join(str(span) for span in touched[:12]) + (" ..." if len(touched) > 12 else "")  # noqa: PLR2004
            yield Problem(
                "original-changed",
                f'"{article.path}" is not the original that was pinned: its SHA-256 is {present}',
                article.span,
                f"restore the original; if the new text is meant, write the new digest and check these quotes: "
                f"{places or 'none'}",
            )


def _claims(site: Site) -> Iterator[Problem]:
    codes: dict[str, Claim] = {}
    published = {str(claim.id) for claim in site.claims if not claim.draft}
    ratings = {rating.id: rating for rating in site.config.ratings}
    texts = {str(article.id): article for article in site.articles}
    for claim in site.claims:
        if claim.code and claim.code in codes:
            message = f'the code "{claim.code}" is also that of {codes[claim.code].path}'
            yield Problem("code-twice", message, Span(claim.path), "give one of them another code")
        codes.setdefault(claim.code, claim)
        rating = ratings.get(claim.rating)
        if rating and not rating.settled:
            for key in ("known", "unknown", "would_change"):
                if not getattr(claim, key):
                    message = f'the rating "{rating.label}" is not settled, and "{key}" is missing'
                    yield Problem("unsettled", message, claim.span, f"add `{key}:` with a sentence or more")
        yield from _related(claim)
        yield from _figures(claim, texts)
        yield from _mentions(claim, site, published)
        yield from _corrections(claim)


def _related(claim: Claim) -> Iterator[Problem]:
    for related in claim.related:
        if related.claim == claim.id:
            yield Problem("related-to-itself", "the card is related to itself", related.span, "delete this entry")


def _figures(claim: Claim, articles: dict[str, Article]) -> Iterator[Problem]:
    """Check that a number stands in its quote or finding, and that parts do not exceed the whole."""
    quotes = {quote.id: quote for quote in claim.quotes}
    findings = {item.reference: item.finding for item in claim.evidence}
    for figure in claim.figures:
        if figure.quote and figure.quote in quotes:
            quote = quotes[figure.quote]
            words = " ".join(articles[quote.article].text[start:end] for start, end in quote.slices)
            where = f'the quote "{figure.quote}"'
        elif figure.evidence and figure.evidence in findings:
            words, where = findings[figure.evidence], f'the finding of "{figure.evidence}"'
        elif figure.evidence:
            message = f'this card has no evidence of "{figure.evidence}"'
            yield Problem("figure-source", message, figure.span, "add it to the card's evidence")
            continue
        else:
            continue
        standing = numbers_in(words)
        for number in _numbers_of(figure):
            if number not in standing:
                message = f"the number {number} does not stand in {where}"
                yield Problem("figure-not-in-source", message, figure.span, f"it reads: “{words[:200]}”")
        yield from _whole(figure)


def _numbers_of(figure: Figure) -> Iterator[int]:
    yield from (n for n in (figure.value, figure.least, figure.most, figure.over) if n is not None)
    yield from (number for _, number in figure.parts)


def _whole(figure: Figure) -> Iterator[Problem]:
    if figure.least is not None and figure.most is not None and figure.most < figure.least:
        message = f"the range ends ({figure.most}) below its beginning ({figure.least})"
        yield Problem("figure-range", message, figure.span, "exchange `least` and `most`")
    whole = figure.value if figure.value is not None else figure.most
    parts = sum(number for _, number in figure.parts)
    if whole is not None and parts > whole:
        message = f"the parts add up to {parts}, more than the whole, {whole}"
        yield Problem("figure-parts", message, figure.span, "check the parts against the source")


def _mentions(claim: Claim, site: Site, published: set[str]) -> Iterator[Problem]:
    """Every pointer of the analysis leads to a quote or evidence of the card, or to a card that readers can see."""
    names = {quote.id for quote in claim.quotes} | {item.reference for item in claim.evidence}
    for mention in mentions(f"{claim.analysis}\n{claim.note}\n{claim.denial}"):
        if mention.claim:
            known = {one.id for one in site.claims}
            if mention.name not in known:
                near = nearest_word(mention.name, sorted(known))
                hint = f'did you mean "{near}"?' if near else "write the id of a card"
                yield Problem("no-such-claim", f"[[{mention.name}]] leads to no card", claim.span, hint)
            elif mention.name not in published and not claim.draft:
                yield _to_draft(mention.name, claim.span)
        elif mention.name not in names:
            near = nearest_word(mention.name, sorted(names))
            hint = f'did you mean "[^{near}]"?' if near else "write the id of one of the card's quotes or references"
            message = f"[^{mention.name}] leads to no quote and no evidence of this card"
            yield Problem("no-such-note", message, claim.span, hint)
    if not claim.draft:
        for related in claim.related:
            if related.claim not in published and related.claim in {one.id for one in site.claims}:
                yield _to_draft(related.claim, related.span)


def _to_draft(ident: str, span: Span) -> Problem:
    message = f'"{ident}" is a draft, which readers cannot see'
    return Problem("points-to-draft", message, span, "publish it first, or make this card a draft, too")


def _corrections(claim: Claim) -> Iterator[Problem]:
    dates = [correction.date.first for correction in claim.corrections]
    for before, correction in zip(dates, claim.corrections[1:], strict=False):
        if correction.date.first < before:
            message, hint = "the corrections are not in order", "newest last"
            yield Problem("corrections-order", message, correction.span, hint)


def _events(site: Site) -> Iterator[Problem]:
    period = site.config.period
    seen: dict[str, Span] = {}
    published = {claim.id for claim in site.claims if not claim.draft}
    known = {claim.id for claim in site.claims}
    for event in site.events:
        if event.id in seen:
            message = f'two events have the id "{event.id}"; the first on line {seen[event.id].line}'
            yield Problem("id-twice", message, event.span, "give one of them another id")
        seen.setdefault(event.id, event.span)
        if event.date.last < period.first or event.date.first > period.last:
            message = f"{event.date.text} lies outside the timeline's period, {period.text}"
            hint = "correct the date, widen `period` in site.yaml, or tell it in a card instead"
            yield Problem("event-outside", message, event.span, hint)
        for ident in event.claims:
            if ident in known and ident not in published:
                yield _to_draft(ident, event.span)


def _origins(site: Site) -> Iterator[Problem]:
    """Refuse a chain of relays that comes back to itself; the same for places and actors."""
    chains: dict[str, dict[str, tuple[str | None, Span]]] = {
        "reference": {one.id: (one.origin, one.span) for one in site.references},
        "place": {one.id: (one.within, one.span) for one in site.places},
        "actor": {one.id: (one.member_of, one.span) for one in site.actors},
    }
    for what, above in chains.items():
        for ident, (_, span) in above.items():
            trail, at = [ident], above[ident][0]
            while at is not None and at in above and at not in trail:
                trail.append(at)
                at = above[at][0]
            if at is not None and at == ident:
                message = f'the {what} "{ident}" leads back to itself: {" → ".join([*trail, at])}'
                yield Problem("circle", message, span, "break the circle")


def _prose(site: Site) -> Iterator[Problem]:
    for page in site.prose:
        if page.id in BUILT_IN_PAGES:
            message = f'"{page.id}" is the address of a page that pincite makes'
            yield Problem("path-collision", message, Span(page.path), "rename the file")
    names = {page.id for page in site.prose}
    sections = {"claims", "articles", "timeline", "compare", "figures", "ratings", "actors", "topics", "places"}
    sections |= {"references", "corrections", "data"}
    for name in site.config.navigation:
        if name not in names | sections:
            near = nearest_word(name, sorted(names | sections))
            hint = f'did you mean "{near}"?' if near else f"one of: {', '.join(sorted(names | sections))}"
            yield Problem("no-such-page", f'the navigation names "{name}", which is no page', site.config.span, hint)


def _unused(site: Site, pointers: Iterable[Pointer]) -> Iterator[Problem]:
    used = {pointer.id for pointer in pointers if pointer.to == "reference"}
    for reference in site.references:
        if reference.id not in used:
            message = f'no card and no event uses the reference "{reference.id}"'
            yield Problem("unused-reference", message, reference.span, "cite it, or delete it", Severity.WARNING)
