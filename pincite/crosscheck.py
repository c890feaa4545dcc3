"""What no single file can tell: ids that lead nowhere, numbers that stand in no quote, originals that changed.

Each check is a function from the site to problems. A card that could not be read still counts by its file's name, so
that one mistake is told once and not again by every card that points to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.addresses import RESERVED, SECTIONS
from pincite.numbers import numbers_in
from pincite.problems import Problem, Severity, Span
from pincite.read.articles import changed_original
from pincite.read.shape import nearest_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pincite.dates import When
    from pincite.model import Article, Claim, Event, Figure, Site
    from pincite.read.files import Folder
    from pincite.read.shape import Pointer
    from pincite.settings import Rating

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


# Ids that stand on a page already: of its sections, and of every page's main part.
_ON_CLAIM_PAGES = frozenset(
    "main verdict state quotes compare context figures evidence reply analysis history corrections".split(),
)
_ON_LISTS = frozenset({"main", "list", "pic"})


@dataclass(frozen=True, slots=True)
class Read:
    """What reading found besides the site: what points where, which ids were given, which lists could not be read."""

    pointers: tuple[Pointer, ...]
    declared: Mapping[str, AbstractSet[str]]
    unread: frozenset[str]


def crosscheck(site: Site, read: Read, folder: Folder) -> list[Problem]:
    """Run every check over the whole site, drafts included."""
    return [
        *_lost_pointers(site, read, folder),
        *_changed_originals(site, folder),
        *_claims(site),
        *_targets(site),
        *_events(site),
        *_origins(site),
        *_pages(site, folder),
        *_logo(site, folder),
        *_references(site, read),
    ]


def _known(read: Read, folder: Folder) -> dict[str, set[str]]:
    """Give the ids of each kind, also of entries and files that could not be read whole."""
    claims, _ = folder.walk("content/claims", (".yaml",))
    articles, _ = folder.walk("content/articles", (".yaml",))
    known = {kind: set(read.declared.get(kind, ())) for kind in _FILES}
    known["claim"] = {PurePosixPath(path).stem for path in claims}
    known["article"] = {PurePosixPath(path).stem for path in articles}
    return {kind: ids for kind, ids in known.items() if kind not in read.unread}


def _lost_pointers(site: Site, read: Read, folder: Folder) -> Iterator[Problem]:
    """Tell every id that leads nowhere, and every one that leads readers to a draft."""
    known = _known(read, folder)
    drafts = {claim.id: claim.path for claim in site.claims if claim.draft}
    unseen = set(drafts.values())
    for pointer in read.pointers:
        if pointer.to in known and pointer.id not in known[pointer.to]:
            near = nearest_word(pointer.id, sorted(known[pointer.to]))
            hint = f'did you mean "{near}"?' if near else f"add it to {_FILES[pointer.to]}, or write another"
            yield Problem(f"no-such-{pointer.to}", f'there is no {pointer.to} "{pointer.id}"', pointer.span, hint)
        elif pointer.to == "claim" and pointer.id in drafts and pointer.span.path not in unseen:
            message = f'"{pointer.id}" is a draft, which readers cannot see'
            yield Problem("points-to-draft", message, pointer.span, "publish it first, or make this card a draft, too")


def _changed_originals(site: Site, folder: Folder) -> Iterator[Problem]:
    for article in site.articles:
        present = changed_original(article, folder)
        if present:
            quoting: list[Claim | Event] = [*site.claims, *site.events]
            touched = sorted({quote.span for one in quoting for quote in one.quotes if quote.article == article.id})
            places = ", ".join(str(span) for span in touched[:12]) + (" ..." if len(touched) > 12 else "")  # noqa: PLR2004
            yield Problem(
                "original-changed",
                f'"{article.path}" is not the original that was pinned: its SHA-256 is {present}',
                article.span,
                "restore the original; if the new text is meant, write the new digest"
                + (f" and check these quotes: {places}" if places else ""),
            )


def _claims(site: Site) -> Iterator[Problem]:
    codes: dict[str, Claim] = {}
    ratings = {rating.id: rating for rating in site.config.ratings}
    texts = {str(article.id): article for article in site.articles}
    for claim in site.claims:
        if claim.code and claim.code in codes:
            message = f'the code "{claim.code}" is also that of {codes[claim.code].path}'
            yield Problem("code-twice", message, Span(claim.path), "give one of them another code")
        codes.setdefault(claim.code, claim)
        if (rating := ratings.get(claim.rating)) and not rating.settled:
            yield from _unsettled(claim, rating)
        for related in claim.related:
            if related.claim == claim.id:
                yield Problem("related-to-itself", "the card is related to itself", related.span, "delete this entry")
        for quote in claim.quotes:
            if quote.id in _ON_CLAIM_PAGES:
                yield _reserved(quote.id, "quote", quote.span)
        yield from _shortcomings(claim, site.config.period)
        yield from _figures(claim, texts)
        yield from _corrections(claim)


def _unsettled(claim: Claim, rating: Rating) -> Iterator[Problem]:
    missing = [key for key in ("known", "unknown", "would_change") if not getattr(claim, key)]
    if missing:
        names = ", ".join(f'"{key}"' for key in missing)
        message = f'the rating "{rating.label}" is not settled, and {names} {_be(missing)} missing'
        severity = Severity.WARNING if claim.draft else Severity.ERROR
        yield Problem("unsettled", message, claim.span, "add each with a sentence or more", severity)


def _be(things: list[str]) -> str:
    return "is" if len(things) == 1 else "are"


def _shortcomings(claim: Claim, period: When) -> Iterator[Problem]:
    """Warn of what a reader would miss on the site, though nothing in the card is wrong."""
    if claim.happened and (claim.happened.last < period.first or claim.happened.first > period.last):
        message = f"{claim.happened.text} lies outside the timeline's period, {period.text}: it is not shown there"
        hint = "correct `happened`, widen `period` in site.yaml, or leave `happened` out and say the date in `dating`"
        yield Problem("event-outside", message, claim.span, hint, Severity.WARNING)


def _reserved(ident: str, what: str, span: Span) -> Problem:
    message = f'"{ident}" is the address of a part of the page, and cannot be the id of a {what}'
    return Problem("reserved-id", message, span, f"write another id, such as {ident}-{what}")


def _targets(site: Site) -> Iterator[Problem]:
    """Two quotes of one article must not have the same address there, as a/b-c and a-b/c would."""
    seen: dict[tuple[str, str], str] = {}
    for claim in site.claims:
        for quote in claim.quotes:
            key = (quote.article, f"{claim.id}-{quote.id}")
            other = seen.setdefault(key, claim.id)
            if other != claim.id:
                message = f'the passage would have the address "{key[1]}", which one of the card "{other}" has'
                yield Problem("reserved-id", message, quote.span, "give the quote another id")


def _figures(claim: Claim, articles: dict[str, Article]) -> Iterator[Problem]:
    """Check that a number stands in its quote or finding, and that parts do not exceed the whole."""
    quotes = {quote.id: quote for quote in claim.quotes}
    findings: dict[str, str] = {}
    for item in claim.evidence:
        findings[item.reference] = f"{findings.get(item.reference, '')} {item.finding}".strip()
    for figure in claim.figures:
        if figure.quote and figure.quote in quotes:
            quote = quotes[figure.quote]
            words = " ".join(articles[quote.article].text[start:end] for start, end in quote.slices)
            where = f'the quote "{figure.quote}"'
        elif figure.evidence and figure.evidence in findings:
            words, where = findings[figure.evidence], f'the finding of "{figure.evidence}"'
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


def _corrections(claim: Claim) -> Iterator[Problem]:
    dates = [correction.date.first for correction in claim.corrections]
    for before, correction in zip(dates, claim.corrections[1:], strict=False):
        if correction.date.first < before:
            message, hint = "the corrections are not in order", "newest last"
            yield Problem("corrections-order", message, correction.span, hint)


def _events(site: Site) -> Iterator[Problem]:
    period = site.config.period
    seen: dict[str, Span] = {}
    for event in site.events:
        if event.id in seen:
            message = f'two events have the id "{event.id}"; the first on line {seen[event.id].line}'
            yield Problem("id-twice", message, event.span, "give one of them another id")
        elif event.id in _ON_LISTS:
            yield _reserved(event.id, "event", event.span)
        seen.setdefault(event.id, event.span)
        if event.date.last < period.first or event.date.first > period.last:
            message = f"{event.date.text} lies outside the timeline's period, {period.text}"
            hint = "correct the date, widen `period` in site.yaml, or tell it in a card instead"
            yield Problem("event-outside", message, event.span, hint)


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


def _pages(site: Site, folder: Folder) -> Iterator[Problem]:
    for page in site.prose:
        if page.id in RESERVED:
            message = f'"{page.id}" is the address of a page that pincite makes'
            yield Problem("path-collision", message, Span(page.path), "rename the file")
    written, _ = folder.walk("content/pages", (".md",))
    names = {PurePosixPath(path).stem for path in written} | SECTIONS.keys()
    for name in site.config.navigation:
        if name not in names:
            near = nearest_word(name, sorted(names))
            hint = f'did you mean "{near}"?' if near else f"one of: {', '.join(sorted(names))}"
            yield Problem("no-such-page", f'the navigation names "{name}", which is no page', site.config.span, hint)


def _logo(site: Site, folder: Folder) -> Iterator[Problem]:
    logo = site.config.publisher.logo
    if logo and not (logo.startswith("assets/") and folder.exists(logo)):
        message, hint = f'there is no logo "{logo}"', "write the path of a picture below assets/"
        yield Problem("file-missing", message, site.config.span, hint)


def _references(site: Site, read: Read) -> Iterator[Problem]:
    used = {pointer.id for pointer in read.pointers if pointer.to == "reference"}
    for reference in site.references:
        if reference.id in _ON_LISTS:
            yield _reserved(reference.id, "reference", reference.span)
        if reference.id not in used:
            message = f'no card and no event uses the reference "{reference.id}"'
            yield Problem("unused-reference", message, reference.span, "cite it, or delete it", Severity.WARNING)
