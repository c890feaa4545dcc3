"""Holds the ClaimReview markup of a whole site against the rules, and tells each breach where an editor mends it.

1. The scale and the publisher, in site.yaml: once for all claims.
2. Each published claim whose page carries a ClaimReview. What was found in a card is kept for the next run, until the
   card or what its markup rests on is another: a preview of ten thousand cards runs these checks at every save.

Drafts are told nothing: they are not finished. Where no page carries a ClaimReview nothing is told at all.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from pincite.facts.appearances import sightings
from pincite.facts.index import Index
from pincite.formats import claim_rules, rating_rules, review_rules
from pincite.formats.breaches import Terms, terms_of
from pincite.formats.claimreview import claim_review
from pincite.problems import Problem, Severity
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pincite.formats.breaches import Breach
    from pincite.formats.claimreview import Review
    from pincite.kept.passed import Passed
    from pincite.model import Claim, Site
    from pincite.problems import Span
    from pincite.settings import Config

SEVERAL = 3  # marked pages; Google asks for several
POLICY = "corrections-policy"  # the page of prose that says how the site corrects
_RULES = (*review_rules.RULES, *claim_rules.RULES, *rating_rules.RULES)
_UNLISTED = {"group"}  # kinds of actors that have no home page and stand in no register


def breaches(review: Review, terms: Terms) -> Iterator[Breach]:
    """Hold one ClaimReview, as JSON gives it back, against every rule of an object."""
    for rule in _RULES:
        yield from rule(review, terms)


@dataclass(slots=True)
class Marked:
    """Runs the checks over a site, and keeps what it found in each card for the next run."""

    passed: Passed | None = None  # what the cache knows of the cards
    _config: Config | None = None
    _basis: tuple[object, ...] = ()
    # By path: the claims that may have a ClaimReview, and what was found in those where anything was.
    _claims: dict[str, Claim] = field(default_factory=dict)
    _found: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def run(self, site: Site, moved: Mapping[str, Claim | None] | None = None) -> list[Problem]:
        """Check a site that was loaded without an error. What site.yaml accepts is not told.

        `moved` are the claims that are others than at the run before, by path; None where that is not known.
        """
        fresh = self._take(site, moved)
        if not self._claims:
            return []
        accepted = frozenset(site.config.reviews.accept)
        scale = list(rating_rules.scale(site.config))
        found = [*scale, *_site(site, len(self._claims)), *self._cards(site, fresh)]
        # Where the scale itself is wrong, every claim's numbers are, too: that is told once.
        return [
            one
            for one in found
            if one.code not in accepted and (not scale or one.code != "claimreview-scale" or one in scale)
        ]

    def _take(self, site: Site, moved: Mapping[str, Claim | None] | None) -> Iterable[str]:
        """Take the claims that may have a ClaimReview; give the paths of those that are to be checked."""
        if moved is None:
            now: dict[str, Claim | None] = {claim.path: claim for claim in site.claims}
            moved = dict.fromkeys(self._claims.keys() - now.keys())
            moved |= {path: claim for path, claim in now.items() if self._claims.get(path) is not claim}
        for path in moved:
            self._claims.pop(path, None)
            self._found.pop(path, None)
        fresh = {path: claim for path, claim in moved.items() if claim and claim.reviewable and not claim.draft}
        self._claims |= fresh
        return fresh.keys()

    def _cards(self, site: Site, fresh: Iterable[str]) -> Iterator[Problem]:
        basis = (site.actors, site.references, *site.articles)
        same = len(basis) == len(self._basis) and all(a is b for a, b in zip(basis, self._basis, strict=True))
        # The settings by what they say: whoever changes them a little makes them anew at every run.
        if not same or site.config != self._config:
            self._basis, self._config = basis, site.config
            self._found.clear()
            fresh = self._claims.keys()
        todo, check = [self._claims[path] for path in fresh], check_of(site)
        asked = self.passed.ask(todo, check) if self.passed else ((claim, check(claim)) for claim in todo)
        self._found |= {claim.path: found for claim, found in asked if found}
        for found in self._found.values():
            yield from found


def check_of(site: Site) -> Callable[[Claim], tuple[Problem, ...]]:
    """Give the check of one claim, without what site.yaml accepts; it asks for settings, registers and articles."""
    index, terms, accepted = Index(site), terms_of(site.config), frozenset(site.config.reviews.accept)
    return lambda claim: tuple(one for one in _claim(claim, index, terms) if one.code not in accepted)


def sound(config: Config) -> Callable[[Mapping[str, Any]], bool]:
    """Give a quick answer to whether a review has no breach but those that site.yaml accepts."""
    terms, accepted = terms_of(config), frozenset(config.reviews.accept)
    return lambda review: all(one.code in accepted for one in breaches(dict(review), terms))


def _claim(claim: Claim, index: Index, terms: Terms) -> Iterator[Problem]:
    review = claim_review(claim, index)
    found = [] if review is None else list(breaches(review, terms))
    if not found:
        return
    spans = _spans(claim, index)
    unlisted = index.actors[claim.claimant].kind in _UNLISTED
    for one in found:
        if one.code != "claimreview-unlinked" or not unlisted:
            yield Problem(one.code, one.message, spans.get(one.at, claim.claim_span), one.hint, one.severity)


def _spans(claim: Claim, index: Index) -> dict[str, Span]:
    """Give the places at which an editor mends what a breach may name."""
    return {
        "claim": claim.claim_span,
        "claimant": claim.claimant_span,
        "author": index.actors[claim.claimant].span,
        "claimed": claim.claimed_span,
        "checked": claim.checked_span,
        "rating": claim.span,
        **{f"correction-{number}": one.span for number, one in enumerate(claim.corrections, start=1)},
        **{one.url: one.span for one in sightings(claim, index)},
    }


def _site(site: Site, count: int) -> Iterator[Problem]:
    """R6 to R8."""
    config = site.config
    if count < SEVERAL:
        message = f"search engines ask for several pages with ClaimReview, and this site has {count}"
        hint = "write `claimreview-few` into `claimreview: accept` until there are more"
        yield Problem("claimreview-few", message, config.reviews_span, hint, Severity.WARNING)
    if not (config.publisher.email or config.repository or any(page.id == POLICY for page in site.prose)):
        message = "the site has neither a corrections policy nor a way to report an error"
        hint = f"add `publisher: email`, `repository`, or a page content/pages/{POLICY}.md"
        yield Problem("claimreview-no-policy", message, config.publisher_span, hint)
    if config.publisher.political is not False:
        said = "the publisher is" if config.publisher.political else "it is not said whether the publisher is"
        message = f"{said} a party, a candidate or a government: Google takes no ClaimReview of these"
        hint = "`claimreview-political` into `claimreview: accept`"
        if config.publisher.political is None:
            hint = f"`political: false` below `publisher:` if it is none of these, else {hint}"
        yield Problem("claimreview-political", message, config.publisher_span, f"write {hint}", Severity.WARNING)
