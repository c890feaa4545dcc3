"""The records of site.yaml: who publishes, the rating scale, what the front page says."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, NewType

from pincite.problems import NOWHERE, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.dates import When

ClaimId = NewType("ClaimId", str)
RatingId = NewType("RatingId", str)
StrengthId = NewType("StrengthId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hues:
    """A shape's colour and that of the sign on it, as `#rrggbb`."""

    colour: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """When a rating's label, meaning or number became another, and how."""

    date: When
    note: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """An entry of the scale. `value` is for ClaimReview, None off the truth axis; `changed` has the newest last."""

    id: RatingId
    label: str
    meaning: str
    icon: str
    light: Hues
    dark: Hues
    outline: bool = False
    use: str = ""
    value: int | None = None
    settled: bool = True
    changed: tuple[Reworded, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    label_span: Span = field(default=NOWHERE, compare=False, repr=False)
    value_span: Span = field(default=NOWHERE, compare=False, repr=False)
    meaning_span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How strong the evidence is: a second axis."""

    id: StrengthId
    label: str
    meaning: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who answers for the site."""

    name: str
    url: str = ""
    logo: str = ""
    email: str = ""
    same_as: tuple[str, ...] = ()
    political: bool | None = None  # None where the site does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Under which the cards and their data may be used. `id` is that of the SPDX list."""

    name: str
    url: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same site in another language; its pages have the same addresses below `url`, which ends in a slash."""

    language: str
    url: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """How strictly ClaimReview markup is held to its rules. `accept` are codes that are not told."""

    bing: bool = False
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page's own words."""

    kicker: str = ""
    headline: str = ""
    lede: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A short note at the foot of every page."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of site.yaml."""

    title: str
    url: str
    period: When
    publisher: Publisher
    ratings: tuple[Rating, ...]
    language: str = "en"
    tagline: str = ""
    description: str = ""
    repository: str = ""
    strengths: tuple[Strength, ...] = ()
    navigation: tuple[str, ...] = ()
    leave_out: frozenset[str] = frozenset()
    search: str = ""
    licence: Licence | None = None
    translations: tuple[Translation, ...] = ()
    share_images: bool = False
    reviews: Reviews = field(default_factory=Reviews)
    featured: tuple[ClaimId, ...] = ()
    front: Front = field(default_factory=Front)
    notes: tuple[Footnote, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    search_span: Span = field(default=NOWHERE, compare=False, repr=False)
    share_span: Span = field(default=NOWHERE, compare=False, repr=False)
    publisher_span: Span = field(default=NOWHERE, compare=False, repr=False)
    logo_span: Span = field(default=NOWHERE, compare=False, repr=False)
    reviews_span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def editions(self) -> tuple[Translation, ...]:
        """The site in each of its languages, this one first; nothing where this is the only one."""
        own = Translation(language=self.language, url=self.url)
        return (own, *self.translations) if self.translations else ()

    @property
    def unsettled(self) -> Rating | None:
        """The first rating that settles nothing, None without one: all that can be proposed for a draft."""
        return next((rating for rating in self.ratings if not rating.settled), None)
