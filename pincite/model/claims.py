"""Fact cards."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite.fields.kinds import STATING
from pincite.model.parts import Cut
from pincite.problems import NOWHERE, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.dates import When
    from pincite.model.ids import ActorId, PlaceId, TopicId
    from pincite.model.parts import (
        Absent,
        Appearance,
        Compared,
        Correction,
        Evidence,
        Figure,
        Media,
        Quote,
        Related,
        Response,
    )
    from pincite.settings import ClaimId, RatingId, StrengthId
    from pincite.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A fact card."""

    id: ClaimId
    title: str
    claim: str
    claimant: ActorId
    rating: RatingId
    verdict: str
    checked: When
    code: str = ""
    headline: str = ""
    claimant_note: str = ""
    claimed: When | None = None
    happened: When | None = None
    dating: str = ""
    places: tuple[PlaceId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    strength: StrengthId | None = None
    strength_note: str = ""
    attribution: str = ""
    substance: str = ""
    why: str = ""
    note: str = ""
    denial: str = ""
    quotes: tuple[Quote, ...] = ()
    absent: tuple[Absent, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    no_appearance: str = ""
    media: Media | None = None
    compare: tuple[Compared, ...] = ()
    figures: tuple[Figure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    responses: tuple[Response, ...] = ()
    no_response: str = ""
    looked_for: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    analysis: str = ""
    related: tuple[Related, ...] = ()
    reviewers: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    minor: tuple[Correction, ...] = ()
    versions: tuple[Version, ...] = ()  # oldest first, none of a draft; the newest may not be on record yet
    draft: bool = False
    withdrawn: bool = False
    path: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False, repr=False)  # of its file with the line ends of git, in hex
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    claim_span: Span = field(default=NOWHERE, compare=False, repr=False)
    claimant_span: Span = field(default=NOWHERE, compare=False, repr=False)
    claimed_span: Span = field(default=NOWHERE, compare=False, repr=False)
    happened_span: Span = field(default=NOWHERE, compare=False, repr=False)
    checked_span: Span = field(default=NOWHERE, compare=False, repr=False)
    verdict_span: Span = field(default=NOWHERE, compare=False, repr=False)
    status_span: Span = field(default=NOWHERE, compare=False, repr=False)

    def with_versions(self, versions: tuple[Version, ...]) -> Claim:
        """Give the claim with its versions: what `replace` takes twice the time for, once for every card."""
        made = object.__new__(Claim)
        for name in Claim.__slots__:
            object.__setattr__(made, name, getattr(self, name))
        object.__setattr__(made, "versions", versions)
        return made

    @property
    def name(self) -> str:
        """The short name: the desk's code, or the id."""
        return self.code or self.id

    @property
    def published(self) -> When:
        """The earliest of its dates, that of its first version among them: a card may be checked anew after that."""
        first = (one.date for one in self.versions[:1])
        return min((self.checked, *first, *(one.date for one in self.corrections)), key=lambda when: when.first)

    @property
    def updated(self) -> When:
        """The newest of the dates at which it was checked or corrected, or got a minor note: its page changed then."""
        return max((self.checked, *self.noted), key=lambda when: when.first)

    @property
    def withdrawal(self) -> Correction | None:
        """When and why it was withdrawn: its last correction. None for a claim that stands."""
        return self.corrections[-1] if self.withdrawn and self.corrections else None

    @property
    def reviewable(self) -> bool:
        """Whether its page carries a ClaimReview: not where nothing is rated, nor where it stands nowhere."""
        return not (self.withdrawn or self.no_appearance)

    @property
    def corrected(self) -> bool:
        """Whether any correction was made."""
        return bool(self.corrections)

    @property
    def gathered(self) -> bool:
        """Whether the overviews of comparisons and of figures show something of it."""
        return bool(self.compare or self.figures)

    @property
    def lacked(self) -> bool:
        """Whether it says of any article that it does not carry the claim."""
        return bool(self.absent)

    @property
    def newest(self) -> tuple[int, str] | None:
        """Number and digest of its newest version; None for a draft."""
        return (self.versions[-1].number, self.versions[-1].sha256) if self.versions else None

    @property
    def parties(self) -> frozenset[str]:
        """The actors that have a part in it, of whatever kind, the claimant among them."""
        actors = {self.claimant, *(response.actor for response in self.responses)}
        actors |= {quote.speaker for quote in self.quotes if quote.speaker}
        actors |= {actor for quote in self.quotes for actor in quote.via}
        actors |= {item.origin for item in self.evidence if item.origin}
        return frozenset(str(actor) for actor in actors | {figure.by for figure in self.figures if figure.by})

    @property
    def whole(self) -> Claim:
        """All of it in memory, for those who ask it for much."""
        return self

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Where its quotes stand."""
        return tuple(
            [
                Cut(one.id, one.article, one.paragraph, one.slices[0][0], one.slices[-1][1], one.stance)
                for one in self.quotes
            ]
        )

    @property
    def printed(self) -> tuple[str, ...]:
        """The articles whose passages state it, in the order of their ids."""
        return tuple(sorted({cut.article for cut in self.cuts if cut.stance in STATING}))

    @property
    def quoted(self) -> frozenset[str]:
        """The articles that it quotes."""
        return frozenset([str(cut.article) for cut in self.cuts])

    @property
    def lists(self) -> str:
        """The names of the lists that it stands in, with blanks between them: `by-topic:damage citing:first`."""
        return " ".join(sorted(self._listed))

    @property
    def _listed(self) -> frozenset[str]:
        found = {f"by-actor:{one}" for one in self.parties}
        found |= {f"by-place:{one}" for one in self.places}
        found |= {f"by-topic:{one}" for one in self.topics}
        found |= {f"by-reference:{one}" for one in self.cited}
        if self.withdrawn:
            return frozenset(found | {f"formerly-citing:{one}" for one in self.quoted})
        found |= {f"{name}:{one}" for one in self.quoted for name in ("citing", "cutting")}
        return frozenset(found | {f"by-rating:{self.rating}"})

    @property
    def noted(self) -> tuple[When, ...]:
        """The dates of its corrections and minor notes."""
        return tuple(one.date for one in (*self.corrections, *self.minor))

    @property
    def cited(self) -> frozenset[str]:
        """The references that it rests on or stands in."""
        references = {item.reference for item in self.evidence}
        references |= {one.reference for one in self.appearances if one.reference}
        return frozenset(str(one) for one in references | {one.reference for one in self.responses if one.reference})
