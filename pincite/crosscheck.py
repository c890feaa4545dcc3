"""What no single file can tell: ids that lead nowhere, two things of one name, originals that changed.

A card that could not be read still counts by its file's name, so that one mistake is told once and not again by every
card that points to it. What was found in one file is kept for the next run, until the file or what it rests on is
another: a preview of ten thousand cards runs these checks at every save.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from pincite.addresses import RESERVED, SECTIONS
from pincite.cardcheck import check_card, reserved
from pincite.problems import Problem, Severity, Span
from pincite.read.values import nearest_word
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pincite.kept.passed import Passed
    from pincite.model import Claim, Event, Site
    from pincite.read.files import Folder
    from pincite.read.values import Pointer
    from pincite.tally import Tally

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
_TIMED = "claim-"  # stands before the ids of claims in the timeline
_ON_LISTS = frozenset({"main", "list", "pic"})  # ids that stand on those pages already
_NAMED_AT_MOST = 12  # ids that there are, named in a hint where none is like the one that was written
_UNREAD = frozenset({"unknown-key", "wrong-kind"})  # codes of a field that was given, and could not be read
_QUOTING_AT_MOST = 12  # quotes of a changed original that a hint lists


class Pointing(NamedTuple):
    """What one file that is no card points to: names as `kind:id`, and the places."""

    names: tuple[str, ...]
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What reading found besides the site: what points where, by file; the cards; the ids that were given, by kind.

    `moved` are the paths of the cards that are others than at the run before, None for all;
    `named` are the ids that file names give (claim, article, page), `unread` the kinds whose list could not be read.
    """

    pointers: Mapping[str, Pointing]
    cards: Tally
    moved: AbstractSet[str] | None
    declared: Mapping[str, AbstractSet[str]]
    named: Mapping[str, AbstractSet[str]]
    unread: AbstractSet[str]


@dataclass(slots=True)
class Crosscheck:
    """Runs every check over a site, and keeps what it found in each card for the next run."""

    passed: Passed | None = None  # what the cache knows of the cards
    _known: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    _drafts: AbstractSet[str] = frozenset()
    _sound: frozenset[str] = frozenset()  # `kind:id` of what may be pointed to
    _astray: set[str] = field(default_factory=set)  # cards that point to what is not there, or is a draft
    _basis: tuple[object, ...] = ()
    _found: dict[str, tuple[Problem, ...]] = field(default_factory=dict)  # of cards by themselves, where there are any
    _ids: AbstractSet[str] = frozenset()
    _alike: tuple[tuple[str, str], ...] = ()

    def run(self, site: Site, read: Read, folder: Folder) -> list[Problem]:
        """Check a whole site, drafts included."""
        return [
            *self._lost_pointers(read),
            *_changed_originals(site),
            *_codes(read.cards),
            *self._claims(site, read),
            *self._targets(read),
            *_events(site, read.cards.claims.keys()),
            *_origins(site),
            *_pages(site, read),
            *_logo(site, folder),
            *self._references(site, read),
        ]

    def _lost_pointers(self, read: Read) -> Iterator[Problem]:
        """Tell every id that leads nowhere, every one that leads readers to a draft, and what is featured in vain."""
        known = {kind: read.named.get(kind, read.declared.get(kind, frozenset())) for kind in _FILES}
        known = {kind: ids for kind, ids in known.items() if kind not in read.unread}
        cards, moved = read.cards.cards, read.moved
        if known != self._known or read.cards.drafts.keys() != self._drafts:
            self._known = {kind: frozenset(ids) for kind, ids in known.items()}
            self._drafts = frozenset(read.cards.drafts)
            sound = (f"{kind}:{ident}" for kind, ids in known.items() for ident in ids)
            self._sound = frozenset(sound) - {f"claim:{ident}" for ident in self._drafts}
            moved = None
        if moved is None:
            self._astray.clear()
        looked = cards.keys() if moved is None else moved
        self._astray.difference_update(looked)
        self._astray.update(path for path in looked if path in cards and not self._sound.issuperset(cards[path].names))
        for path, pointing in read.pointers.items():
            if path == "site.yaml" or not self._sound.issuperset(pointing.names):
                yield from self._leading_nowhere(pointing.pointers, read)
        for path in self._astray:
            yield from self._leading_nowhere(cards[path].pointers(), read)

    def _leading_nowhere(self, pointers: tuple[Pointer, ...], read: Read) -> Iterator[Problem]:
        unseen = {claim.path for claim in read.cards.drafts.values()}
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
            elif pointer.to == "claim" and pointer.id in read.cards.withdrawn and pointer.span.path == "site.yaml":
                message = f'"{pointer.id}" is withdrawn: the front page leaves it out'
                yield Problem("withdrawn-featured", message, pointer.span, "feature another card", Severity.WARNING)

    def _claims(self, site: Site, read: Read) -> Iterator[Problem]:
        basis, moved = (site.config, *site.articles), read.moved
        if len(basis) != len(self._basis) or any(
            one is not other for one, other in zip(basis, self._basis, strict=True)
        ):
            self._basis = basis
            moved = None
        if moved is None:
            self._found.clear()
        looked = read.cards.cards.keys() if moved is None else moved
        for path in looked:
            self._found.pop(path, None)
        cards = (read.cards.cards.get(path) for path in looked)
        claims = [card.claim for card in cards if card and card.claim]
        self._found |= {one.path: found for one, found in self._checked(claims, checks_of(site)) if found}
        for path, found in self._found.items():
            unread = {one.code for one in read.cards.problems.get(path, ())} & _UNREAD
            # What a card lacks may stand in it, under a name or in a form that could not be read.
            yield from (one for one in found if not (unread and one.code == "unsettled"))

    def _checked(
        self, claims: list[Claim], check: Callable[[Claim], tuple[Problem, ...]]
    ) -> Iterator[tuple[Claim, tuple[Problem, ...]]]:
        if self.passed is None:
            return ((claim, check(claim)) for claim in claims)
        return self.passed.ask(claims, check)

    def _targets(self, read: Read) -> Iterator[Problem]:
        """Two quotes of one article must not have the same address there, as a/b-c and a-b/c would."""
        claims = read.cards.claims
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
        cited = read.cards.references
        # What cannot be read may cite it: who then followed "delete it" would lose an entry that is needed.
        all_read = all(card.claim for card in read.cards.cards.values()) and "event" not in read.unread
        for reference in site.references:
            if reference.id in _ON_LISTS:
                yield reserved(reference.id, "reference", reference.span)
            name = f"reference:{reference.id}"
            if all_read and name not in used and not cited[name]:
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
                f'"{article.path}" is not the original that was pinned: expected is the SHA-256 '
                f"{article.sha256}, found {article.changed}",
                article.span,
                "restore the original; if the new text is meant, write the new digest"
                + (f" and check these quotes: {places}" if places else ""),
            )


def _codes(cards: Tally) -> Iterator[Problem]:
    for code, claims in cards.codes.items():
        if len(claims) > 1:
            first, *others = (claims[ident] for ident in sorted(claims))
            for claim in others:
                message = f'the code "{code}" is also that of {first.path}'
                yield Problem("code-twice", message, Span(claim.path), "give one of them another code")


def _events(site: Site, claims: AbstractSet[str]) -> Iterator[Problem]:
    period = site.config.period
    seen: dict[str, Span] = {}
    for event in site.events:
        if event.id in seen:
            message = f'two events have the id "{event.id}"; the first on line {seen[event.id].line}'
            yield Problem("id-twice", message, event.span, "give one of them another id")
        elif event.id in _ON_LISTS or (event.id.startswith(_TIMED) and event.id.removeprefix(_TIMED) in claims):
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
    if logo and not (logo.startswith("assets/") and folder.has(logo)):
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
