"""What no single file can tell: ids that lead nowhere, two things of one name, originals that changed.

A card that could not be read still counts by its file's name, so that one mistake is told once and not again by every
card that points to it. What was found in one file is kept for the next run, until the file or what it rests on is
another: a preview of ten thousand cards runs these checks at every save.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pincite.addresses import RESERVED, SECTIONS
from pincite.cardcheck import check_card, reserved
from pincite.problems import Problem, Severity, Span
from pincite.read.shape import nearest_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pincite.kept.passed import Passed
    from pincite.model import Claim, Event, Site
    from pincite.read.files import Folder
    from pincite.read.shape import Pointer

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
_ON_LISTS = frozenset({"main", "list", "pic"})  # ids that stand on those pages already
_NAMED_AT_MOST = 12  # ids that there are, named in a hint where none is like the one that was written
_QUOTING_AT_MOST = 12  # quotes of a changed original that a hint lists


class Pointing(NamedTuple):
    """What one file points to: names as `kind:id`, and how to get the places, which few files are asked for."""

    names: tuple[str, ...]
    pointers: Callable[[], tuple[Pointer, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """What reading found besides the site: what points where, by file; the ids that were given, by kind.

    `named` are the ids that file names give (claim, article, page), `unread` the kinds whose list could not be read.
    """

    pointers: Mapping[str, Pointing]
    declared: Mapping[str, AbstractSet[str]]
    named: Mapping[str, AbstractSet[str]]
    unread: AbstractSet[str]


@dataclass(slots=True)
class Crosscheck:
    """Runs every check over a site, and keeps what it found in each card for the next run."""

    passed: Passed | None = None  # what the cache knows of the cards
    _known: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    _drafts: Mapping[str, str] = field(default_factory=dict)
    _withdrawn: AbstractSet[str] = frozenset()
    _basis: tuple[object, ...] = ()
    _cards: dict[str, tuple[Claim, tuple[Problem, ...]]] = field(default_factory=dict)
    _ids: AbstractSet[str] = frozenset()
    _alike: tuple[tuple[str, str], ...] = ()

    def run(self, site: Site, read: Read, folder: Folder) -> list[Problem]:
        """Check a whole site, drafts included."""
        return [
            *self._lost_pointers(site, read),
            *_changed_originals(site),
            *self._claims(site),
            *self._targets(site),
            *_events(site),
            *_origins(site),
            *_pages(site, read),
            *_logo(site, folder),
            *self._references(site, read),
        ]

    def _lost_pointers(self, site: Site, read: Read) -> Iterator[Problem]:
        """Tell every id that leads nowhere, every one that leads readers to a draft, and what is featured in vain."""
        known = {kind: read.named.get(kind, read.declared.get(kind, frozenset())) for kind in _FILES}
        known = {kind: ids for kind, ids in known.items() if kind not in read.unread}
        self._known = {kind: frozenset(ids) for kind, ids in known.items()}
        self._drafts = {str(claim.id): claim.path for claim in site.claims if claim.draft}
        self._withdrawn = frozenset(str(claim.id) for claim in site.claims if claim.withdrawn)
        sound = {f"{kind}:{ident}" for kind, ids in known.items() for ident in ids}
        sound -= {f"claim:{ident}" for ident in self._drafts}
        for path, pointing in read.pointers.items():
            if path == "site.yaml" or not sound.issuperset(pointing.names):
                yield from self._leading_nowhere(pointing.pointers())

    def _leading_nowhere(self, pointers: tuple[Pointer, ...]) -> Iterator[Problem]:
        unseen = set(self._drafts.values())
        for pointer in pointers:
            if pointer.to in self._known and pointer.id not in self._known[pointer.to]:
                near = nearest_word(pointer.id, sorted(self._known[pointer.to]))
                hint = f'did you mean "{near}"?' if near else f"add it to {_FILES[pointer.to]}, or write another"
                if not near and 0 < len(self._known[pointer.to]) <= _NAMED_AT_MOST:
                    hint += f": {', '.join(sorted(self._known[pointer.to]))}"
                yield Problem(f"no-such-{pointer.to}", f'there is no {pointer.to} "{pointer.id}"', pointer.span, hint)
            elif pointer.to == "claim" and pointer.id in self._drafts and pointer.span.path not in unseen:
                message = f'"{pointer.id}" is a draft, which readers cannot see'
                hint = "publish it first, or make this card a draft, too"
                yield Problem("points-to-draft", message, pointer.span, hint)
            elif pointer.to == "claim" and pointer.id in self._withdrawn and pointer.span.path == "site.yaml":
                message = f'"{pointer.id}" is withdrawn: the front page leaves it out'
                yield Problem("withdrawn-featured", message, pointer.span, "feature another card", Severity.WARNING)

    def _claims(self, site: Site) -> Iterator[Problem]:
        basis = (site.config, *site.articles)
        if len(basis) != len(self._basis) or any(
            one is not other for one, other in zip(basis, self._basis, strict=True)
        ):
            self._basis = basis
            self._cards.clear()
        for gone in self._cards.keys() - {claim.path for claim in site.claims}:
            del self._cards[gone]
        codes: dict[str, Claim] = {}
        known = self._cards
        todo = [claim for claim in site.claims if claim.path not in known or known[claim.path][0] is not claim]
        for claim, found in self._checked(todo, checks_of(site)):
            known[claim.path] = (claim, found)
        for claim in site.claims:
            if claim.code and codes.setdefault(claim.code, claim) is not claim:
                message = f'the code "{claim.code}" is also that of {codes[claim.code].path}'
                yield Problem("code-twice", message, Span(claim.path), "give one of them another code")
            yield from known[claim.path][1]

    def _checked(
        self, claims: list[Claim], check: Callable[[Claim], tuple[Problem, ...]]
    ) -> Iterator[tuple[Claim, tuple[Problem, ...]]]:
        if self.passed is None:
            return ((claim, check(claim)) for claim in claims)
        return self.passed.ask(claims, check)

    def _targets(self, site: Site) -> Iterator[Problem]:
        """Two quotes of one article must not have the same address there, as a/b-c and a-b/c would."""
        claims = {str(claim.id): claim for claim in site.claims}
        if claims.keys() != self._ids:
            self._ids, self._alike = frozenset(claims), tuple(_beginning_alike(claims.keys()))
        for shorter, longer in self._alike:
            there = {(one.article, f"{shorter}-{one.id}") for one in claims[shorter].quotes}
            for quote in claims[longer].quotes:
                key = (quote.article, f"{longer}-{quote.id}")
                if key in there:
                    message = f'the passage would have the address "{key[1]}", which one of the card "{shorter}" has'
                    yield Problem("reserved-id", message, quote.span, "give the quote another id")

    def _references(self, site: Site, read: Read) -> Iterator[Problem]:
        used = frozenset[str]().union(*(pointing.names for pointing in read.pointers.values()))
        for reference in site.references:
            if reference.id in _ON_LISTS:
                yield reserved(reference.id, "reference", reference.span)
            if f"reference:{reference.id}" not in used:
                message = f'no card and no event uses the reference "{reference.id}"'
                yield Problem("unused-reference", message, reference.span, "cite it, or delete it", Severity.WARNING)


def checks_of(site: Site) -> Callable[[Claim], tuple[Problem, ...]]:
    """Give the check of one card; of the site it asks the settings and the articles."""
    ratings = {str(rating.id): rating for rating in site.config.ratings}
    articles = {str(article.id): article for article in site.articles}
    period = site.config.period
    return lambda claim: tuple(check_card(claim, ratings, articles, period))


def _beginning_alike(ids: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Give every pair of ids of which one begins with the whole of the other and a hyphen, the shorter one first."""
    for ident in sorted(ids):
        at = ident.find("-")
        while at >= 0:
            if ident[:at] in ids:
                yield ident[:at], ident
            at = ident.find("-", at + 1)


def _changed_originals(site: Site) -> Iterator[Problem]:
    for article in site.articles:
        if article.changed:
            quoting: list[Claim | Event] = [*site.claims, *site.events]
            touched = sorted({quote.span for one in quoting for quote in one.quotes if quote.article == article.id})
            places = ", ".join(str(span) for span in touched[:_QUOTING_AT_MOST])
            places += " ..." if len(touched) > _QUOTING_AT_MOST else ""
            yield Problem(
                "original-changed",
                f'"{article.path}" is not the original that was pinned: its SHA-256 is {article.changed}',
                article.span,
                "restore the original; if the new text is meant, write the new digest"
                + (f" and check these quotes: {places}" if places else ""),
            )


def _events(site: Site) -> Iterator[Problem]:
    period = site.config.period
    taken = _ON_LISTS | {f"claim-{claim.id}" for claim in site.claims}  # the timeline shows claims under such ids
    seen: dict[str, Span] = {}
    for event in site.events:
        if event.id in seen:
            message = f'two events have the id "{event.id}"; the first on line {seen[event.id].line}'
            yield Problem("id-twice", message, event.span, "give one of them another id")
        elif event.id in taken:
            yield reserved(event.id, "event", event.span)
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


def _logo(site: Site, folder: Folder) -> Iterator[Problem]:
    logo = site.config.publisher.logo
    if logo and not (logo.startswith("assets/") and folder.exists(logo)):
        message, hint = f'there is no logo "{logo}"', "write the path of a picture below assets/: assets/logo.png"
        yield Problem("file-missing", message, site.config.logo_span, hint)


def _pages(site: Site, read: Read) -> Iterator[Problem]:
    for page in site.prose:
        if page.id in RESERVED:
            message = f'"{page.id}" is the address of a page that pincite makes'
            yield Problem("path-collision", message, Span(page.path), "rename the file")
    names = read.named["page"] | SECTIONS.keys() | ({"search"} if site.config.search else set())
    for name in site.config.navigation:
        if name in site.config.leave_out:
            message = f'the navigation names "{name}", which `leave_out` leaves out'
            yield Problem("no-such-page", message, site.config.span, "take it out of one of the two")
        elif name not in names:
            near = nearest_word(name, sorted(names))
            hint = f'did you mean "{near}"?' if near else f"one of: {', '.join(sorted(names))}"
            yield Problem("no-such-page", f'the navigation names "{name}", which is no page', site.config.span, hint)
