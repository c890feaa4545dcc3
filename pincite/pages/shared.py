"""What several pages of a site show alike, worked out once for all of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pincite import packed
from pincite.facts import registers
from pincite.facts.card import Card, card
from pincite.facts.coverage import Coverage, coverage
from pincite.facts.finder import Choices, choices
from pincite.facts.glance import Glance, glance
from pincite.facts.history import history
from pincite.facts.index import Index
from pincite.facts.watch import gathered
from pincite.formats.claimreview import claim_review
from pincite.formats.mediareview import media_review
from pincite.formats.rows import published
from pincite.formats.shares import Shares
from pincite.kept.store import KeptError
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pincite.facts.derived import Derived
    from pincite.facts.history import Changes, Step
    from pincite.facts.registers import Corrected
    from pincite.formats.claimreview import Review
    from pincite.model import Article, Claim, Site


T = TypeVar("T")
_HELD = 1_000  # things of single claims that are held
_OF_CLAIMS = frozenset({"card", "history", "review"})


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article for lists and the front page."""

    article: Article
    coverage: Coverage
    glance: Glance


class Shared:
    """A site with what its pages have in common."""

    def __init__(self, site: Site) -> None:
        self.index = Index(site)
        self.site = self.index.site
        self.language = site.language
        self.watch = self.index.watch
        self.derived: Derived | None = None  # what is kept between builds, where anything is
        self._held: dict[tuple[str, str], tuple[Any, frozenset[str]]] = {}
        self._of_claims: dict[tuple[str, str], tuple[Any, frozenset[str]]] = {}

    def _once(self, what: str, ident: str, make: Callable[[], T]) -> T:
        held = self._held
        if what in _OF_CLAIMS:
            held = self._of_claims
            if len(held) > _HELD:
                held.clear()
        found: T = self.watch.remember(held, (what, ident), make)
        return found

    def card(self, claim: Claim) -> Card:
        """Give a fact card as its page shows it. Those that the overviews show, too, are worked out once."""
        if not claim.gathered:
            return card(claim, self.index)
        return self._once("card", claim.id, lambda: card(claim, self.index))

    def history(self, claim: Claim) -> tuple[Step, ...]:
        """Give the versions of a claim with their changes: its page shows them, and the log of corrections does."""
        return self._once("history", claim.id, lambda: history(claim, self.index))

    def changes(self, one: Corrected) -> Changes | None:
        """Give what changed with a correction or a note, where it is the last one of its version."""
        steps = self.history(self.index.claims[one.claim.id]) if one.version and one.last else ()
        return next((step.changes for step in steps if step.version.number == one.version), None)

    def review(self, claim: Claim) -> Review | None:
        """Give the ClaimReview of a claim's page, which the feed of all has, too; None where it carries none."""
        return self._once("review", claim.id, lambda: claim_review(claim, self.index))

    def reviews(self, claim: Claim) -> tuple[Review, ...]:
        """Give what a claim's page says of its review: a ClaimReview, and a MediaReview where the card has one."""
        return tuple(one for one in (self.review(claim), media_review(claim, self.index)) if one)

    @property
    def published(self) -> Index:
        """What the open data are made from: the site without drafts, also where its pages show them."""
        return published(self.index)

    @cached_property
    def shares(self) -> Shares:
        """What each published claim has in the large files."""
        return Shares(self.published, self.derived)

    def file(self, path: str, make: Callable[[], bytes]) -> bytes:
        """Make a file of the open data. Its size is remembered for the page that tells it, and what that rests on."""
        with self.watch.watching() as seen:
            made = make()
        self.watch.notes(seen)
        self.stands(path, len(made), gathered(seen))
        return made

    def stands(self, path: str, size: int, asked: Iterable[str]) -> None:
        """Take in how large a file of the open data is, and what it asked of the site."""
        self._held["size", path] = size, frozenset(asked)

    def size(self, path: str, make: Callable[[], bytes]) -> int:
        """Give the number of bytes of such a file; it is made for that only where it was not made yet."""
        if ("size", path) not in self._held:
            self.file(path, make)
        return self._once("size", path, lambda: len(make()))

    @property
    def in_order(self) -> tuple[Claim, ...]:
        """All claims as lists have them: least supported first."""
        return self._once("in order", "", lambda: tuple(self.index.in_order(self.site.claims)))

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that count, in the same order."""
        return self._once("standing", "", lambda: tuple(one for one in self.in_order if not one.withdrawn))

    @property
    def choices(self) -> Choices:
        """What the list of claims can be narrowed by."""
        return self._once("choices", "", lambda: choices(self.index))

    @property
    def scale(self) -> tuple[registers.Rated, ...]:
        """The rating scale with the claims of each rating."""
        ratings = self.site.config.ratings
        return self._once("scale", "", lambda: tuple(registers.rated(one, self.index) for one in ratings))

    @property
    def summaries(self) -> tuple[ArticleSummary, ...]:
        """All articles with what of each is checked."""
        if self.derived:
            self.derived.whole(f"summary:{article.id}" for article in self.site.articles)
        return self._once("summaries", "", lambda: tuple(self.summary(article) for article in self.site.articles))

    def summary(self, article: Article) -> ArticleSummary:
        """Give one article with what of it is checked: its page shows it, and the lists of articles do."""
        return self._once("summary", article.id, lambda: ArticleSummary(article, *self._summary(article)))

    def _summary(self, article: Article) -> tuple[Coverage, Glance]:
        def made() -> tuple[Coverage, Glance]:
            asked = self.index.articles[article.id]  # so that what is kept rests on it
            return coverage(asked, self.index), glance(asked, self.index)

        if self.derived is None:
            return made()
        name, kind = f"summary:{article.id}", tuple[Coverage, Glance]
        data = self.derived.part(name, "", lambda: {"": packed.dumps(made(), kind, "")})
        try:
            found: tuple[Coverage, Glance] = packed.loads(data, kind, "")
        except packed.UNFIT as error:
            raise KeptError(f"{name}: {error}") from error
        return found
