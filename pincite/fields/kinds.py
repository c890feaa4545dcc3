"""The kinds of fields, and the words that choices are made from."""

from __future__ import annotations

from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

STANCES = ("supports", "disputes", "qualifies", "reports", "context")
STATING = frozenset({"supports", "reports"})  # the stances of a passage that states the claim itself
EVENT_KINDS = ("happened", "reported", "denied", "said")
RELATIONS = ("same-event", "contradicts", "narrower", "broader", "follows", "precedes", "not-the-same")
ATTRIBUTIONS = (
    "confirmed",
    "wording-differs",
    "partly-confirmed",
    "speaker-missing",
    "not-found",
    "not-applicable",
)
SUBSTANCES = ("corroborated", "consistent", "contested", "not-verified", "contradicted", "not-applicable")
SET_ASIDE_REASONS = ("caption", "opinion", "not-checkable", "duplicate", "navigation")
ACTOR_KINDS = ("person", "organisation", "government", "group", "publication", "unidentified")
TIERS = ("primary", "media", "relay", "partisan", "aggregator")
FORMATS = ("lines", "html", "markdown")
SEARCHES = ("pagefind",)
# What schema.org calls the kinds of media, and in its MediaManipulationRatingEnumeration what was found about them.
MEDIA_TYPES = MappingProxyType({"image": "ImageObject", "video": "VideoObject", "audio": "AudioObject"})
MANIPULATIONS = MappingProxyType(
    {
        "original": "OriginalMediaContent",
        "missing-context": "DecontextualizedContent",
        "edited": "EditedOrCroppedContent",
        "transformed": "TransformedContent",
        "staged": "StagedContent",
        "satire": "SatireOrParodyContent",
    },
)
MEDIA_KINDS, AUTHENTICITIES = tuple(MEDIA_TYPES), tuple(MANIPULATIONS)
CHANGED = frozenset({"edited", "transformed", "staged"})  # what an original is not
# What a site may decide to live with: warnings about its ClaimReview markup, and what Bing asks for, by their codes.
REVIEW_WARNINGS = (
    "claimreview-anonymous",
    "claimreview-few",
    "claimreview-long",
    "claimreview-numbers",
    "claimreview-political",
    "claimreview-undated",
    "claimreview-unlinked",
    "claimreview-unseen",
)
NOT_WRITTEN = "Not yet written."  # what a scaffold writes where nobody has said yet what a required text says


@dataclass(frozen=True, slots=True)
class Text:
    """A text. `markdown` is rendered, as one `paragraph`; `verbatim` keeps its line breaks, `line` may have none."""

    markdown: bool = False
    paragraph: bool = False
    verbatim: bool = False
    line: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of an entry of another kind: actor, article, claim, place, rating, reference, strength, topic, quote."""

    to: str


@dataclass(frozen=True, slots=True)
class Name:
    """An id that is given here: lower-case ASCII letters, digits and hyphens."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF date; an interval too unless `single`."""

    single: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 10**12


@dataclass(frozen=True, slots=True)
class Degrees:
    """A coordinate in decimal degrees between -`most` and `most`."""

    most: int


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as `#rrggbb`."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A SHA-256 in 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind."""

    item: Kind
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class NumbersBy:
    """Names with whole numbers: `{children: 32, women: 11}`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields. `short` is the one that may be written by itself, where the others are left out."""

    name: str
    fields: tuple[Field, ...]
    short: str = ""
    known: Mapping[str, Field] = field(init=False, repr=False, compare=False)  # the fields by key
    required: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the fields over once: a card is read after ten groups."""
        object.__setattr__(self, "known", MappingProxyType({one.key: one for one in self.fields}))
        object.__setattr__(self, "required", tuple(one for one in self.fields if one.required))


Kind = (
    Text | Ref | Name | EdtfDate | Choice | Url | Number | Degrees | Flag | Colour | Digest | ListOf | NumbersBy | Group
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, its kind, what it means to an editor."""

    key: str
    kind: Kind
    meaning: str
    required: bool = False


def refs(to: str) -> ListOf:
    """Make the kind of a list of ids of one kind."""
    return ListOf(Ref(to))


SELECTOR = (
    Field("exact", Text(verbatim=True), "the words, found in the original and cut from it; […] leaves words out", True),
    Field("paragraph", Number(1, 100_000), "the paragraph in which they begin; the headline is 1"),
    Field("prefix", Text(verbatim=True), "the words just before, where `exact` stands more than once"),
    Field("suffix", Text(verbatim=True), "the words just behind, where `exact` stands more than once"),
)
