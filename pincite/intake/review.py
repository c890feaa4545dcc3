"""One ClaimReview of a feed, as far as a card has a place for it; what it has none for is told, nothing is guessed.

The properties are those of schema.org/ClaimReview, and the mistakes that are mended those that feeds are known for.
Nothing here knows the site.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import TYPE_CHECKING, Any

from pincite import dates
from pincite.addresses import host_of
from pincite.intake import stated
from pincite.intake.hypothesis import Lost
from pincite.intake.loosely import ADDRESSING, kinds, many, nodes, numeric, plain, raw_text, shown
from pincite.intake.sightings import keys_of, sightings
from pincite.read.links import wrong_address
from pincite.read.quotes import long_enough
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pincite.intake.sightings import Sighting

LONGEST_CLAIM, LONGEST_VERDICT = 2_000, 1_500  # characters
_LONGEST_NAME, _LONGEST_HEADLINE = 200, 200
_LONGEST_DATE = 80
_KEYS_AT_MOST = 60
_DAY = len("2026-11-22")
_STRUCTURE = {"@type", "@id", "@context"}
# schema.org's types of those who may claim something; every other kind of organisation is one.
_KINDS = {
    "Person": "person",
    "GovernmentOrganization": "government",
    "NewsMediaOrganization": "publication",
    "Newspaper": "publication",
    "Periodical": "publication",
    "Corporation": "organisation",
    "NGO": "organisation",
    "PoliticalParty": "organisation",
    "CollegeOrUniversity": "organisation",
    "PerformingGroup": "group",
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """What a card has no place for. `what` is the same for all of its kind, `detail` is this review's own."""

    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The rating as the feed has it; numbers are None where it has none."""

    label: str = ""
    value: float | None = None
    worst: float | None = None
    best: float | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Who made the claim: a name, what kind of actor that is, if the feed says so, and what is known besides."""

    name: str
    kind: str
    description: str = ""
    url: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review that can become a card. `checked` is a day, or empty where the feed has none; `name` its `@id`."""

    number: int
    claim: str
    url: str = ""
    name: str = ""
    headline: str = ""
    verdict: str = ""
    checked: str = ""
    claimed: str = ""
    rating: Said = field(default_factory=Said)
    claimant: Named | None = None
    appearances: tuple[Sighting, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    reviewer: str = ""
    language: str = ""
    misfits: tuple[Misfit, ...] = ()


def read_review(
    number: int, node: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]], own_host: str
) -> Review | Lost:
    """Read a review. `names` are the feed's objects by their `@id`, `own_host` is the site's. Lost without a claim."""
    reading = _Reading(node, names)
    claim = reading.text("claimReviewed", node.get("claimReviewed"))
    why = ""
    if not claim:
        why = "it has no claimReviewed"
    elif len(claim) > LONGEST_CLAIM:
        why = f"its claimReviewed has more than {LONGEST_CLAIM:,} characters"
    elif not long_enough(claim):
        why = "its claimReviewed has fewer than 3 letters or digits, and could not be quoted"
    if why:
        return Lost(number, claim[:LONGEST_CLAIM], why)
    item = reading.one("itemReviewed", node.get("itemReviewed"))
    url = reading.address("url", node.get("url") or node.get("mainEntityOfPage"))
    checked = reading.checked()
    rating, explanation = reading.rating()
    found: dict[str, Any] = {
        "headline": reading.headline(claim),
        "verdict": reading.verdict(explanation),
        "claimed": reading.claimed(item, checked),
        "claimant": reading.claimant(item),
        "appearances": sightings(item, {host_of(url), own_host} - {""}, reading.tell),
        "corrections": reading.corrections(checked),
        "reviewer": reading.text("author", reading.one("author", node.get("author"))),
        "language": reading.text("inLanguage", node.get("inLanguage")),
        "name": raw_text(node.get("@id"), ADDRESSING),
    }
    reading.leave("", node)
    reading.leave("itemReviewed.", item, {"author", "datePublished", *keys_of(item)})
    misfits = tuple(dict.fromkeys(reading.misfits))
    return Review(number=number, claim=claim, url=url, checked=checked, rating=rating, **found, misfits=misfits)


@dataclass(slots=True)
class _Reading:
    """The reading of one review: what was taken, and what did not fit."""

    node: Mapping[str, Any]
    names: Mapping[str, Mapping[str, Any]]
    misfits: list[Misfit] = field(default_factory=list)
    taken: set[str] = field(default_factory=lambda: set(_STRUCTURE))

    def tell(self, what: str, detail: str = "") -> None:
        """Note what did not fit."""
        self.misfits.append(Misfit(shown(what), shown(detail)))

    def text(self, key: str, value: object) -> str:
        """Read a text, and tell what had to be changed."""
        self.taken.add(key)
        found, told = plain(value)
        for one in told:
            self.tell(f"{key}: {one}")
        if found and isinstance(value, list) and len(many(value)) > 1:
            self.tell(f"{key}: more than one, and only the first was taken")
        return found

    def address(self, key: str, value: object) -> str:
        """Read an address."""
        self.taken |= {key} | ({"mainEntityOfPage"} if key == "url" else set())
        found = raw_text(value, ADDRESSING).strip()
        if found and (why := wrong_address(found)):
            self.tell(f"{key}: the address {why}", found[:_LONGEST_NAME])
            return ""
        return found

    def one(self, key: str, value: object) -> Mapping[str, Any]:
        """Read an object, the first where there are several; one that is only named is looked up in the feed."""
        self.taken.add(key)
        found = self._named(value)
        if len(found) > 1:
            self.tell(f"{key}: more than one, and only the first was taken")
        return found[0] if found else {}

    def _named(self, value: object) -> list[Mapping[str, Any]]:
        return [
            self.names.get(one.get("@id") or "", one) if one.keys() <= {"@id", "@type"} and _has_name(one) else one
            for one in nodes(value)
        ]

    def checked(self) -> str:
        """Give the day of the review: of its publication, else of its last change, else none."""
        self.taken |= {"datePublished", "dateModified"}
        given = raw_text(self.node.get("datePublished"))[:_LONGEST_DATE]
        found = stated.day(given)
        if len(found) == _DAY:
            return found
        changed = stated.day(raw_text(self.node.get("dateModified"))[:_LONGEST_DATE])
        which = "of the last change" if len(changed) == _DAY else "of this import"
        self.tell(f"no day of publication (datePublished): “checked” has the day {which}", given)
        return changed if len(changed) == _DAY else ""

    def claimed(self, item: Mapping[str, Any], checked: str) -> str:
        """Give when the claim was made; not a date behind the review."""
        given = raw_text(item.get("datePublished"))[:_LONGEST_DATE]
        found = stated.day(given)
        if given and not found:
            self.tell("itemReviewed.datePublished: no date, or one that can be read in two ways", given)
        if found and checked and dates.parse(found).first > dt.date.fromisoformat(checked):
            self.tell("itemReviewed.datePublished: after the review, and left out", given)
            return ""
        return found

    def corrections(self, checked: str) -> tuple[tuple[str, str], ...]:
        """Give the corrections that have a day and a text, the oldest first."""
        found = []
        for one in nodes(self.node.get("correction")):
            given = one.get("datePublished") or one.get("dateCreated") or one.get("dateModified")
            day = stated.day(raw_text(given)[:_LONGEST_DATE])
            words = self.text("correction", one.get("text") or one.get("description") or one.get("name"))
            if len(day) == _DAY and words:
                found.append((day, words))
            else:
                self.tell("correction: without a day or a text", words[:_LONGEST_NAME] or day)
        self.taken.add("correction")
        changed = stated.day(raw_text(self.node.get("dateModified"))[:_LONGEST_DATE])
        if changed and changed != checked and changed not in {day for day, _ in found}:
            self.tell("dateModified: no correction of that day says what was changed", changed)
        return tuple(sorted(found, key=lambda pair: pair[0]))

    def rating(self) -> tuple[Said, str]:
        """Give the rating, and what its object says to explain it."""
        self.taken.add("reviewRating")
        given = self.node.get("reviewRating")
        if (alone := numeric(given)) is not None:
            return Said(value=alone), ""
        one = self.one("reviewRating", given)
        value = numeric(one.get("ratingValue"))
        label = self.text("reviewRating.alternateName", one.get("alternateName") or one.get("name"))
        if not label and value is None:
            label = self.text("reviewRating.ratingValue", one.get("ratingValue"))
        explanation = one.get("ratingExplanation")
        known = {"alternateName", "name", "ratingValue", "bestRating", "worstRating", "ratingExplanation"}
        self.leave("reviewRating.", one, known)
        return Said(label, value, numeric(one.get("worstRating")), numeric(one.get("bestRating"))), raw_text(
            explanation
        )

    def verdict(self, explanation: str) -> str:
        """Give the first text that says why the rating is what it is, and is short enough for that."""
        given: dict[str, object] = {"reviewRating.ratingExplanation": explanation}
        given |= {key: self.node.get(key) for key in ("reviewBody", "description", "text")}
        for key, value in given.items():
            if not raw_text(value).strip():
                continue
            words = self.text(key, value)
            if len(words) <= LONGEST_VERDICT:
                return words
            self.tell(f"{key}: more than {LONGEST_VERDICT:,} characters, too long for a verdict")
        return ""

    def headline(self, claim: str) -> str:
        """Give the review's headline, where it is one and is not the claim again."""
        words = self.text("headline", self.node.get("headline"))
        if len(words) > _LONGEST_HEADLINE:
            self.tell(f"headline: more than {_LONGEST_HEADLINE} characters", words[:_LONGEST_NAME])
        return words if words != claim and len(words) <= _LONGEST_HEADLINE else ""

    def claimant(self, item: Mapping[str, Any]) -> Named | None:
        """Give who made the claim, the first of several; None where the feed names nobody."""
        found = [named for one in self._named(item.get("author")) if (named := self._claimant(one))]
        if len(found) > 1:
            rest = ", ".join(one.name for one in found[1:])
            self.tell("itemReviewed.author: more than one, and a card has one claimant", rest)
        return found[0] if found else None

    def _claimant(self, one: Mapping[str, Any]) -> Named | None:
        name = self.text("itemReviewed.author.name", one.get("name") or one.get("alternateName"))
        if not name or len(name) > _LONGEST_NAME:
            self.tell(
                f"itemReviewed.author: no name, or one of more than {_LONGEST_NAME} characters", name[:_LONGEST_NAME]
            )
            return None
        kind = next((_kind(one) for one in kinds(one) if _kind(one)), "")
        description = self.text("itemReviewed.author.jobTitle", one.get("jobTitle"))
        if len(description) > _LONGEST_NAME:
            self.tell(f"itemReviewed.author.jobTitle: more than {_LONGEST_NAME} characters")
        key = "itemReviewed.author.sameAs"
        same_as = tuple(dict.fromkeys(self.address(key, value) for value in many(one.get("sameAs"))))
        self.leave("itemReviewed.author.", one, {"name", "alternateName", "jobTitle", "url", "sameAs"})
        return Named(
            name,
            kind,
            description if len(description) <= _LONGEST_NAME else "",
            self.address("itemReviewed.author.url", one.get("url")),
            tuple(value for value in same_as if value),
        )

    def leave(self, where: str, node: Mapping[str, Any], taken: Collection[str] = ()) -> None:
        """Tell every property that was not taken."""
        known = self.taken if not where else _STRUCTURE | set(taken)
        for key in list(node)[:_KEYS_AT_MOST]:
            if key not in known and many(node[key]):
                self.tell(f"not taken: {where}{plain(key)[0][:_LONGEST_NAME]}")


def _has_name(node: Mapping[str, Any]) -> bool:
    return isinstance(node.get("@id"), str)


def _kind(name: str) -> str:
    return _KINDS.get(name) or ("organisation" if name.endswith("Organization") else "")
