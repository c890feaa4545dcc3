"""Draft cards for reviews of a feed: what the review says in the fields of a card, and the rest as remarks above it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite import fields
from pincite.anchor import Selector
from pincite.fields.kinds import NOT_WRITTEN
from pincite.intake import stated
from pincite.intake.cards import shortened
from pincite.intake.entry import proposed_id
from pincite.intake.hypothesis import Lost
from pincite.intake.loosely import closed, shown
from pincite.intake.ratings import bare, rated
from pincite.intake.review import Misfit
from pincite.problems import InputError, Problem, Span
from pincite.read.files import CARD_LIMIT
from pincite.records import dataclass
from pincite.scaffold import form, ids
from pincite.scaffold.cards import NewClaim, claim
from pincite.scaffold.quotes import item
from pincite.scaffold.typed import field as typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pincite.intake.claimants import Claimants
    from pincite.intake.medium import Medium
    from pincite.intake.review import Review
    from pincite.model import Site

_REMARKS_AT_MOST = 20
_QUOTED = "The quote is the feed's own text. Take in the article in which the claim was made, and quote that instead."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is the same for all: the feed's file, the day, what its labels mean, and what stands where it has nothing.

    `labels` are ids of ratings by label; `rating` and `claimant` are ids, or empty where the desk named none.
    """

    source: str
    today: str
    labels: Mapping[str, str] = field(default_factory=dict)
    rating: str = ""
    claimant: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A draft that was made of a review, and what of the review has no place in it."""

    review: Review
    path: str
    text: str
    rating: str
    claimant: str
    misfits: tuple[Misfit, ...]


@dataclass(slots=True)
class Drafts:
    """Makes cards one by one. `taken` are the ids of claims; it and `claimants` grow with every card."""

    site: Site
    choices: Choices
    claimants: Claimants
    taken: set[str]
    addresses: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def card(self, review: Review, record: str, paragraph: int, medium: Medium | None) -> Card | Lost:
        """Write one card, and read it as the build will; what would not be read is lost here and not there."""
        misfits = [*review.misfits, *self._unfit(review)]
        rating = self._rating(review, misfits)
        claimant = self._claimant(review, misfits)
        ident = self._ident(review)
        path = f"content/claims/{ident}.yaml"
        note = f"Taken over from <{review.url.replace('[', '%5B').replace(']', '%5D')}>." if review.url else ""
        begun = NewClaim(
            title=closed(shortened(review.claim)),
            claim=review.claim,
            claimant=claimant,
            rating=rating,
            verdict=review.verdict or NOT_WRITTEN,
            checked=review.checked or self.choices.today,
            quotes=(item(record, Selector(review.claim, paragraph=paragraph), stance="reports"),),
            more={"headline": review.headline, "claimed": review.claimed, "note": note},
            groups={key: text for key, text in _groups(review, medium) if text},
            remarks=tuple(_remarks(review, misfits)),
            offers=False,
        )
        text = claim(begun)
        if problems := form.unread(path, text, fields.CLAIM):
            return Lost(review.number, review.claim, f"the card would not be read: {problems[0].message}")
        if len(text.encode()) > CARD_LIMIT:
            return Lost(review.number, review.claim, f"the card would have more than {CARD_LIMIT:,} bytes")
        self.taken.add(ident)
        return Card(review, path, text, rating, claimant, tuple(misfits))

    def _unfit(self, review: Review) -> Iterator[Misfit]:
        """Say what of a review does not fit this site."""
        config = self.site.config
        if review.reviewer and bare(review.reviewer) != bare(config.publisher.name):
            yield Misfit(f"reviewed by “{review.reviewer}”, and not by this site’s publisher")
        tag = stated.language(review.language)
        if tag and tag.split("-")[0] != config.language.split("-")[0].lower():
            yield Misfit(f"in the language “{tag}”, which is not this site’s")
        if not review.claimant and not self.choices.claimant:
            yield Misfit("no claimant that could be read: “Not recorded” stands there")
        if not review.url:
            yield Misfit("no address of the review, so that the card does not lead back to it")
        elif (first := self.addresses.setdefault(review.url, review.number)) != review.number:
            yield Misfit("the same address as another review, of another claim", f"number {first}")

    def _rating(self, review: Review, misfits: list[Misfit]) -> str:
        ratings = self.site.config.ratings
        found, told = rated(review.rating, ratings, self.choices.labels)
        if found:
            misfits += [Misfit(told)] if told else []
            return found
        instead = self.site.config.unsettled
        ident = self.choices.rating or (str(instead.id) if instead else "")
        if not ident:
            message = f"{told}, and every rating of this site is settled"
            known = ", ".join(str(one.id) for one in ratings)
            hint = f"say what a label means with --label, as “Half true=ID”, or name one for all with --rating: {known}"
            raise InputError(Problem("no-such-rating", message, Span(self.choices.source), hint))
        label = next(one.label for one in ratings if one.id == ident)
        misfits.append(Misfit(f"{told}; “{label}” stands there"))
        return ident

    def _claimant(self, review: Review, misfits: list[Misfit]) -> str:
        if not review.claimant and self.choices.claimant:
            return self.choices.claimant
        ident = self.claimants.id_of(review.claimant)
        if review.claimant and self.claimants.is_of_no_kind(ident):
            what = "claimant not said to be a person or an organisation: “unidentified” stands there"
            misfits.append(Misfit(what, review.claimant.name))
        return ident

    def _ident(self, review: Review) -> str:
        stem = proposed_id(review.claim, review.url) or f"claim-{review.number}"
        # Thousands of reviews may have one stem, as `article` of article.php?id=7: counted, and not tried each time.
        number = self.numbers[stem] = self.numbers.get(stem, 0) + 1
        return ids.free(stem, self.taken, number)


def _groups(review: Review, medium: Medium | None) -> Iterator[tuple[str, str]]:
    """Write the fields that hold groups, in the order of the table."""
    yield (
        "appearances",
        _block(
            "appearances",
            (
                [typed("url", one.url), "first: true"] if one.first else [typed("url", one.url)]
                for one in review.appearances
            ),
        ),
    )
    if medium:
        words = [("kind", medium.kind), ("context", medium.context), ("url", medium.url)]
        lines = [f"  {typed(key, value)}\n" for key, value in words if value]
        lines.insert(1, f"  authenticity: [{', '.join(medium.authenticity)}]\n")
        yield "media", "".join(["media:\n", *lines])
    yield (
        "corrections",
        _block("corrections", ([typed("date", day), typed("note", words)] for day, words in review.corrections)),
    )


def _block(key: str, items: Iterable[list[str]]) -> str:
    lines = ["  - " + "\n    ".join(one) + "\n" for one in items]
    return "".join([f"{key}:\n", *lines]) if lines else ""


def _remarks(review: Review, misfits: list[Misfit]) -> Iterator[str]:
    """Give the comments at the head of a card: what it comes from, and what did not fit, but for single properties."""
    yield f"A draft made from a ClaimReview, number {review.number} of its feed."
    yield _QUOTED
    if review.rating.label:
        yield shown(f"rating in the feed: {review.rating.label}")
    told = [f"{one.what}: {one.detail}" if one.detail else one.what for one in misfits]
    yield from [shown(one) for one in told if not one.startswith("not taken: ")][:_REMARKS_AT_MOST]
