"""What fact cards are made of: quotes, figures, evidence and the rest."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from pincite.problems import NOWHERE, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.anchor import Slice
    from pincite.dates import When
    from pincite.model.ids import ActorId, ArticleId, PlaceId, QuoteId, ReferenceId
    from pincite.settings import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage that a card or an event quotes, found and cut: one slice, or several of an elided quote."""

    id: QuoteId
    article: ArticleId
    slices: tuple[Slice, ...]
    paragraph: int
    stance: str = "reports"
    speaker: ActorId | None = None
    via: tuple[ActorId, ...] = ()
    note: str = ""
    translation: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def start(self) -> int:
        """The first code point of the first slice."""
        return self.slices[0][0]

    @property
    def end(self) -> int:
        """Behind the last code point of the last slice."""
        return self.slices[-1][1]


class Cut(NamedTuple):
    """Where a quote stands, in short: enough for lists and look-ups."""

    id: str
    article: str
    paragraph: int
    start: int
    end: int
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One statement of a number. Exactly one of `value`, `least` (perhaps with `most`), `most` and `over` is given."""

    measure: str
    value: int | None = None
    least: int | None = None
    most: int | None = None
    over: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    exclusive: bool = False
    quote: QuoteId | None = None
    evidence: ReferenceId | None = None
    by: ActorId | None = None
    where: PlaceId | None = None
    period: When | None = None
    dated: When | None = None
    also: str = ""
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an outside reference shows for a claim, in the desk's words."""

    reference: ReferenceId
    finding: str
    stance: str = "context"
    origin: ActorId | None = None
    locator: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What those accused answered: in a quote of the card, or in the desk's words after a reference."""

    actor: ActorId
    date: When | None = None
    quote: QuoteId | None = None
    text: str = ""
    reference: ReferenceId | None = None
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """An article that does not carry the claim, and what it has instead."""

    article: ArticleId
    note: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Where a claim stands outside this site: in an entry of the bibliography, or at an address."""

    reference: ReferenceId | None = None
    url: str = ""
    first: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What was found about the image or recording that a claim is about. `kind`: image, video or audio."""

    kind: str
    authenticity: tuple[str, ...]
    context: str = ""
    url: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Quotes of a card that are set side by side, and what the desk says about their differences."""

    quotes: tuple[QuoteId, ...]
    note: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A typed link to another card: `kind` is what the other claim is to this one."""

    claim: ClaimId
    kind: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was wrong and what the card says now; or, among the minor notes, which wording is another."""

    date: When
    note: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)
