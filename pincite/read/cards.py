"""Fact cards and events: from YAML nodes to records, their quotes anchored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite import fields
from pincite.model import (
    Absent,
    ActorId,
    ArticleId,
    Claim,
    Correction,
    Event,
    EventId,
    Evidence,
    Figure,
    PlaceId,
    QuoteId,
    ReferenceId,
    Related,
    Response,
)
from pincite.problems import Problem
from pincite.read.nodes import Items
from pincite.read.quotes import anchor_quotes
from pincite.read.shape import nearest_word
from pincite.settings import ClaimId, RatingId, StrengthId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.model import Article
    from pincite.read.nodes import Node
    from pincite.read.shape import Entry, Shaper

_REQUIRED = tuple(one.key for one in fields.CLAIM.fields if one.required and one.key != "quotes")


def read_claim(ident: str, node: Node, articles: Mapping[str, Article], shaper: Shaper) -> Claim | None:
    """Read one fact card; None where a required field is missing or wrong, which the shaper's problems tell."""
    entry = shaper.entry(node, fields.CLAIM)
    if entry is None:
        return None
    anchored = anchor_quotes(entry.many("quotes"), articles)
    shaper.problems += anchored.problems
    names = [item.get("id") or f"q{number}" for number, item in enumerate(entry.many("quotes"), start=1)]
    _check_quote_ids(entry, names, shaper)
    if any(not entry.get(key) for key in _REQUIRED):
        return None
    return Claim(
        id=ClaimId(ident),
        title=entry.get("title"),
        code=entry.get("code"),
        headline=entry.get("headline"),
        claim=entry.get("claim"),
        claimant=ActorId(entry.get("claimant")),
        claimant_note=entry.get("claimant_note"),
        claimed=entry.get("claimed", None),
        happened=entry.get("happened", None),
        dating=entry.get("dating"),
        places=entry.many("places"),
        topics=entry.many("topics"),
        rating=RatingId(entry.get("rating")),
        strength=StrengthId(entry.get("strength")) if entry.get("strength") else None,
        strength_note=entry.get("strength_note"),
        attribution=entry.get("attribution"),
        substance=entry.get("substance"),
        verdict=entry.get("verdict"),
        why=entry.get("why"),
        note=entry.get("note"),
        denial=entry.get("denial"),
        quotes=anchored.quotes,
        absent=tuple(
            Absent(article=ArticleId(item.get("article")), note=item.get("note"), span=item.span)
            for item in entry.many("absent")
            if item.get("article") and item.get("note")
        ),
        compare=entry.many("compare"),
        figures=tuple(figure for item in entry.many("figures") if (figure := _figure(item, shaper))),
        evidence=_evidence(entry),
        responses=tuple(response for item in entry.many("responses") if (response := _response(item, shaper))),
        no_response=entry.get("no_response"),
        looked_for=entry.many("looked_for"),
        known=entry.many("known"),
        unknown=entry.many("unknown"),
        would_change=entry.many("would_change"),
        analysis=entry.get("analysis"),
        related=tuple(
            Related(claim=ClaimId(item.get("claim")), kind=item.get("as"), span=item.at("claim"))
            for item in entry.many("related")
            if item.get("claim") and item.get("as")
        ),
        checked=entry.get("checked"),
        reviewers=entry.many("reviewers"),
        corrections=tuple(
            Correction(date=item.get("date"), note=item.get("note"), span=item.at("date"))
            for item in entry.many("corrections")
            if item.get("date") and item.get("note")
        ),
        draft=entry.get("status") == "draft",
        path=entry.span.path,
        span=entry.at("claim"),
    )


def _check_quote_ids(entry: Entry, names: list[str], shaper: Shaper) -> None:
    """Check that what points to a quote of the card points to one that is there."""
    for key in ("figures", "responses"):
        for item in entry.many(key):
            if (name := item.get("quote")) and name not in names:
                _no_quote(name, item.at("quote"), names, shaper)
    for names_compared in entry.many("compare"):
        for name in names_compared:
            if name not in names:
                _no_quote(name, entry.at("compare"), names, shaper)


def _no_quote(name: str, span: Any, names: list[str], shaper: Shaper) -> None:  # noqa: ANN401 - a Span
    near = nearest_word(name, names)
    hint = f'did you mean "{near}"?' if near else f"this card's quotes are: {', '.join(names) or 'none'}"
    shaper.problems.append(Problem("no-such-quote", f'this card has no quote "{name}"', span, hint))


def _figure(item: Entry, shaper: Shaper) -> Figure | None:
    """Read one statement of a number and check that it is one: a source, and a number of one sense."""
    if not item.get("measure"):
        return None
    given = [key for key in ("value", "least", "most", "over") if key in item.values]
    if given not in (["value"], ["least"], ["most"], ["over"], ["least", "most"]):
        shaper.problems.append(
            Problem(
                "figure-sense",
                f"the figure has {', '.join(given) if given else 'no number'}",
                item.span,
                "give `value` for exactly, `least` for at least, `over` for more than, or `least` and `most`",
            ),
        )
        return None
    if bool(item.get("quote")) == bool(item.get("evidence")):
        shaper.problems.append(
            Problem(
                "figure-source",
                "a figure stands in one quote or in one piece of evidence",
                item.span,
                "give either `quote: q1` or `evidence: reference-id`",
            ),
        )
        return None
    return Figure(
        measure=item.get("measure"),
        value=item.get("value", None),
        least=item.get("least", None),
        most=item.get("most", None),
        over=item.get("over", None),
        parts=item.many("parts"),
        quote=QuoteId(item.get("quote")) if item.get("quote") else None,
        evidence=ReferenceId(item.get("evidence")) if item.get("evidence") else None,
        by=ActorId(item.get("by")) if item.get("by") else None,
        where=PlaceId(item.get("where")) if item.get("where") else None,
        period=item.get("period", None),
        dated=item.get("dated", None),
        also=item.get("also"),
        note=item.get("note"),
        span=item.at(given[0]),
    )


def _response(item: Entry, shaper: Shaper) -> Response | None:
    if not item.get("actor"):
        return None
    if bool(item.get("quote")) == bool(item.get("text")):
        message, hint = "an answer is a quote or a text in our own words", "give either `quote` or `text`"
        shaper.problems.append(Problem("response-source", message, item.span, hint))
        return None
    if item.get("text") and not item.get("reference"):
        message, hint = "an answer in our own words needs its source", "add `reference: reference-id`"
        shaper.problems.append(Problem("response-source", message, item.at("text"), hint))
    return Response(
        actor=ActorId(item.get("actor")),
        date=item.get("date", None),
        quote=QuoteId(item.get("quote")) if item.get("quote") else None,
        text=item.get("text"),
        reference=ReferenceId(item.get("reference")) if item.get("reference") else None,
        note=item.get("note"),
        span=item.span,
    )


def _evidence(entry: Entry) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            reference=ReferenceId(item.get("reference")),
            finding=item.get("finding"),
            stance=item.get("stance", "context"),
            origin=ActorId(item.get("origin")) if item.get("origin") else None,
            locator=item.get("locator"),
            span=item.at("reference"),
        )
        for item in entry.many("evidence")
        if item.get("reference") and item.get("finding")
    )


def read_events(node: Node, articles: Mapping[str, Article], shaper: Shaper) -> tuple[Event, ...]:
    """Read content/events.yaml: a list. Events without an `id` are named event-1, event-2, ... by their place."""
    if not isinstance(node, Items):
        message, hint = "events are written as a list", "begin each event with `- title: ...`"
        shaper.problems.append(Problem("wrong-kind", message, node.span, hint))
        return ()
    events = []
    for number, item in enumerate(node.nodes, start=1):
        entry = shaper.entry(item, fields.EVENT)
        if entry is None:
            continue
        anchored = anchor_quotes(entry.many("quotes"), articles)
        shaper.problems += anchored.problems
        if not entry.get("title") or not entry.get("date"):
            continue
        events.append(
            Event(
                id=EventId(entry.get("id") or f"event-{number}"),
                title=entry.get("title"),
                date=entry.get("date"),
                kind=entry.get("kind", "happened"),
                text=entry.get("text"),
                dating=entry.get("dating"),
                label=entry.get("label"),
                places=entry.many("places"),
                quotes=anchored.quotes,
                evidence=_evidence(entry),
                claims=entry.many("claims"),
                span=entry.at("title"),
            ),
        )
    return tuple(events)
