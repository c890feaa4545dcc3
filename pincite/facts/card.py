"""A fact card as its page shows it: every reference resolved, in the order in which a reader needs it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.facts.appearances import Sighting, elsewhere
from pincite.facts.compare import Comparison, side_by_side
from pincite.facts.evidence import Independence, by_origin
from pincite.facts.figures import Table, tables
from pincite.facts.passages import Passage, passage
from pincite.facts.rows import Row, row
from pincite.fields.kinds import STATING
from pincite.language import N_
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.model import Actor, Article, Claim, Event, Place, Reference, Topic

FEW = 3  # articles; on a site of no more, each that lacks a claim is named; on others only where the card does so
ATTRIBUTIONS = {
    "confirmed": N_("Confirmed"),
    "wording-differs": N_("Confirmed, wording differs"),
    "partly-confirmed": N_("Partly confirmed"),
    "speaker-missing": N_("Speaker missing"),
    "not-found": N_("Not found elsewhere"),
    "not-applicable": N_("Does not apply"),
}
SUBSTANCES = {
    "corroborated": N_("Corroborated"),
    "consistent": N_("Consistent with other accounts"),
    "contested": N_("Contested"),
    "not-verified": N_("Not verified"),
    "contradicted": N_("Contradicted by evidence found"),
    "not-applicable": N_("Does not apply"),
}
RELATIONS = {
    "same-event": N_("Same event"),
    "contradicts": N_("Contradicts this"),
    "narrower": N_("Narrower"),
    "broader": N_("Broader"),
    "follows": N_("Follows this"),
    "precedes": N_("Comes before this"),
    "not-the-same": N_("Easily confused"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of those accused answered, verbatim or in the desk's words."""

    actor: Actor
    date: When | None
    passage: Passage | None
    text: str
    reference: Reference | None
    note: str


@dataclass(frozen=True, slots=True)
class Silence:
    """An article that does not carry the claim."""

    article: Article
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that the page of a claim may see.

    `attribution` says in words whether these were the speaker's words, `substance` whether it is so. `elsewhere`
    are the claim's places outside the site's articles, each with the words of its link.
    """

    claim: Claim
    row: Row
    claimant: Actor
    stating: tuple[Passage, ...]
    others: tuple[Passage, ...]
    silent: tuple[Silence, ...]
    elsewhere: tuple[tuple[str, Sighting], ...]
    comparisons: tuple[Comparison, ...]
    figures: tuple[Table, ...]
    evidence: Independence
    answers: tuple[Answer, ...]
    related: tuple[tuple[str, Row], ...]
    events: tuple[Event, ...]
    places: tuple[Place, ...]
    topics: tuple[Topic, ...]
    pointers: tuple[tuple[str, str, str], ...]
    lead: Passage | None
    attribution: str
    substance: str


def card(claim: Claim, index: Index) -> Card:
    """Work out what the page of a claim shows."""
    passages = {str(quote.id): passage(quote, claim.id, index) for quote in claim.quotes}
    answered = {response.quote for response in claim.responses if response.quote}
    compared = {name for one in claim.compare for name in one.quotes}
    stating = [one for one in passages.values() if one.stance in STATING and one.id not in compared]
    told_later = compared | answered
    others = [one for one in passages.values() if one.stance not in STATING and one.id not in told_later]
    given: set[str] = {one.id for one in (*stating, *others)}

    def once(one: Passage) -> Passage:
        """Let a passage carry its id only where it first stands on the page."""
        first = one.id not in given
        given.add(one.id)
        return one if first else replace(one, anchored=False)

    spoken_for = {str(quote.article) for quote in claim.quotes if quote.stance in STATING}
    return Card(
        claim=claim,
        row=row(claim, index),
        claimant=index.actors[claim.claimant],
        stating=tuple(stating),
        others=tuple(others),
        silent=_silent(claim, spoken_for, index),
        elsewhere=tuple((short_name(one.name), one) for one in elsewhere(claim, index)),
        comparisons=tuple(
            replace(pair, first=once(pair.first), second=once(pair.second))
            for one in claim.compare
            for pair in side_by_side([passages[name] for name in one.quotes if name in passages], index, one.note)
        ),
        figures=tables(claim, passages, index),
        evidence=by_origin(claim, index),
        answers=tuple(
            Answer(
                index.actors[response.actor],
                response.date,
                once(passages[response.quote]) if response.quote in passages else None,
                response.text,
                index.references[response.reference] if response.reference else None,
                response.note,
            )
            for response in claim.responses
        ),
        related=tuple(
            (_in_words(related.kind, RELATIONS, index), row(index.claims[related.claim], index))
            for related in claim.related
            if related.claim in index.claims
        ),
        events=tuple(index.events_of.get(claim.id, ())),
        places=tuple(index.places[place] for place in claim.places),
        topics=tuple(index.topics[topic] for topic in claim.topics),
        pointers=_pointers(claim, passages, index),
        # The passage that stands for the card where there is room for one.
        lead=next((one for one in passages.values() if one.stance in STATING), None),
        attribution=_in_words(claim.attribution, ATTRIBUTIONS, index),
        substance=_in_words(claim.substance, SUBSTANCES, index),
    )


def _in_words(word: str, messages: Mapping[str, str], index: Index) -> str:
    return index.language.gettext(messages[word]) if word else ""


def _silent(claim: Claim, spoken_for: set[str], index: Index) -> tuple[Silence, ...]:
    """Say of every article whether it carries the claim; where the card has no words for it, the bare fact.

    On a site of many articles most have nothing to do with a claim: there only what a card says itself is told.
    """
    told = [Silence(index.articles[absent.article], absent.note) for absent in claim.absent]
    if not index.few_articles(FEW):
        return tuple(told)
    covered = spoken_for | {one.article.id for one in told}
    return (*told, *(Silence(article, "") for ident, article in index.articles.items() if ident not in covered))


def _pointers(claim: Claim, passages: dict[str, Passage], index: Index) -> tuple[tuple[str, str, str], ...]:
    """Give what the analysis may point to: name, address on the page, and the words of the link."""
    quotes = [(one.id, f"#{one.id}", f"{one.article} ¶{one.paragraph}") for one in passages.values()]
    evidence = [
        (item.reference, f"#evidence-{item.reference}", short_name(index.references[item.reference].publisher))
        for item in claim.evidence
    ]
    return (*quotes, *evidence)


def short_name(publisher: str) -> str:
    """Cut a publisher's name to what a pointer in running text needs: no carrier, no brackets."""
    return re.split(r"[,(]", publisher)[0].strip()
