"""Fact cards: from YAML nodes to records, their quotes anchored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite import fields
from pincite.fields.kinds import CHANGED, NOT_WRITTEN
from pincite.model import (
    Absent,
    ActorId,
    Appearance,
    ArticleId,
    Claim,
    Compared,
    Correction,
    Evidence,
    Figure,
    Media,
    PlaceId,
    QuoteId,
    ReferenceId,
    Related,
    Response,
)
from pincite.pointers import mentions
from pincite.problems import Problem, Severity
from pincite.read.quotes import anchor_quotes
from pincite.read.values import nearest_word
from pincite.settings import ClaimId, RatingId, StrengthId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.model import Article
    from pincite.problems import Span
    from pincite.read.nodes import Node
    from pincite.read.shape import Entry, Shaper

# Fields that a record takes as they were read; what is not there is what the record has without it.
_AS_READ = frozenset(
    {
        *("title", "code", "headline", "claim", "claimant_note", "dating", "strength_note", "attribution", "substance"),
        *("verdict", "why", "note", "denial", "no_appearance", "no_response", "analysis"),
        *("claimed", "happened", "checked"),
        *("places", "topics", "looked_for", "known", "unknown", "would_change", "reviewers"),
    },
)
_REQUIRED = tuple(one.key for one in fields.CLAIM.fields if one.required and one.key != "quotes")


def read_claim(
    ident: str, node: Node, articles: Mapping[str, Article], shaper: Shaper, sha256: str = ""
) -> Claim | None:
    """Read one fact card; None where a required field is missing or wrong, which the shaper's problems tell.

    `sha256` is that of its file with the line ends of git, in hex.
    """
    entry = shaper.entry(node, fields.CLAIM)
    if entry is None:
        return None
    anchored = anchor_quotes(entry.many("quotes"), articles)
    shaper.problems += anchored.problems
    names = [item.get("id") or f"q{number}" for number, item in enumerate(entry.many("quotes"), start=1)]
    _check_quote_ids(entry, names, shaper)
    _check_notes(entry, {*names, *(item.get("reference") for item in entry.many("evidence"))}, shaper)
    whole = all(entry.get(key) for key in _REQUIRED)
    if whole and not entry.lost("status") and entry.get("status") != "draft":
        _check_published(entry, shaper)
    if not whole:
        return None
    as_read: dict[str, Any] = {key: value for key, value in entry.values.items() if key in _AS_READ}
    return Claim(
        **as_read,
        id=ClaimId(ident),
        claimant=ActorId(entry.get("claimant")),
        rating=RatingId(entry.get("rating")),
        strength=StrengthId(entry.get("strength")) if entry.get("strength") else None,
        quotes=anchored.quotes,
        **_where_it_stands(entry, shaper),
        figures=tuple(figure for item in entry.many("figures") if (figure := _figure(item, shaper))),
        evidence=read_evidence(entry),
        responses=tuple(response for item in entry.many("responses") if (response := _response(item, shaper))),
        related=tuple(
            Related(claim=ClaimId(item.get("claim")), kind=item.get("as"), span=item.at("claim"))
            for item in entry.many("related")
            if item.get("claim") and item.get("as")
        ),
        corrections=_notes(entry, "corrections"),
        minor=_notes(entry, "minor"),
        draft=entry.get("status") == "draft",
        withdrawn=entry.get("status") == "withdrawn",
        path=entry.span.path,
        sha256=sha256,
        span=entry.at("rating"),
        claim_span=entry.at("claim"),
        claimant_span=entry.at("claimant"),
        claimed_span=entry.at("claimed"),
        happened_span=entry.at("happened"),
        checked_span=entry.at("checked"),
        verdict_span=entry.at("verdict"),
        status_span=entry.at("status"),
    )


def _notes(entry: Entry, key: str) -> tuple[Correction, ...]:
    return tuple(
        Correction(date=item.get("date"), note=item.get("note"), span=item.at("date"))
        for item in entry.many(key)
        if item.get("date") and item.get("note")
    )


def _where_it_stands(entry: Entry, shaper: Shaper) -> dict[str, Any]:
    """Read which texts have the claim besides its quotes, and which have not."""
    return {
        "absent": tuple(
            Absent(article=ArticleId(item.get("article")), note=item.get("note"), span=item.span)
            for item in entry.many("absent")
            if item.get("article") and item.get("note")
        ),
        "appearances": _appearances(entry, shaper),
        "media": _media(entry, shaper),
        "compare": tuple(
            Compared(quotes=item.many("quotes"), note=item.get("note"), span=item.at("quotes"))
            for item in entry.many("compare")
            if item.many("quotes")
        ),
    }


def _check_published(entry: Entry, shaper: Shaper) -> None:
    """Check what a card that readers see must have, and refuse what a scaffold wrote where nobody had said more."""
    if entry.get("status") != "withdrawn" and not {"evidence", "looked_for"} & set(entry.spans):
        message = "the card is published with neither evidence nor a word on what was looked for"
        hint = "add `evidence:`, or `looked_for:` with what was not found"
        shaper.problems.append(Problem("no-evidence", message, entry.at("rating"), hint, Severity.WARNING))
    if entry.get("status") == "withdrawn" and not (entry.many("corrections") or entry.lost("corrections")):
        message = "the card is withdrawn, and no correction says why"
        hint = "add `corrections:` with the day, and a note that says why it is withdrawn; its page shows both"
        shaper.problems.append(Problem("withdrawn-unexplained", message, entry.at("status"), hint))
    for key, value in entry.values.items():
        if value == NOT_WRITTEN or (isinstance(value, tuple) and NOT_WRITTEN in value):
            message, hint = f'"{key}" is not written yet', "write it, or make the card a draft: `status: draft`"
            shaper.problems.append(Problem("not-written", message, entry.at(key), hint))


def _check_quote_ids(entry: Entry, names: list[str], shaper: Shaper) -> None:
    """Check that what points to a quote of the card points to one that is there."""
    for key in ("figures", "responses"):
        for item in entry.many(key):
            if (name := item.get("quote")) and name not in names:
                _no_quote(name, item.at("quote"), names, shaper)
    references = [item.get("reference") for item in entry.many("evidence")]
    for item in entry.many("figures"):
        if (name := item.get("evidence")) and name not in references:
            hint = "add it to the card's evidence, with a finding that holds the number"
            message = f'this card has no evidence of "{name}"'
            shaper.problems.append(Problem("figure-source", message, item.at("evidence"), hint))
    for item in entry.many("compare"):
        compared = item.many("quotes")
        for name in dict.fromkeys(compared):
            if name not in names:
                _no_quote(name, item.at("quotes"), names, shaper)
            if compared.count(name) > 1:
                message, hint = f'"{name}" is compared with itself', "name each quote of a comparison once"
                shaper.problems.append(Problem("list-short", message, item.at("quotes"), hint))


def _check_notes(entry: Entry, names: set[str], shaper: Shaper) -> None:
    """Check that every [^pointer] of the card's texts leads to one of its quotes or references."""
    texts = [(entry, key) for key in ("analysis", "note", "denial")]
    texts += [(item, "note") for key in ("quotes", "absent", "compare") for item in entry.many(key)]
    for item, key in texts:
        for mention in mentions(item.get(key)):
            if not mention.claim and mention.name not in names:
                near = nearest_word(mention.name, sorted(names))
                hint = f'did you mean "[^{near}]"?' if near else f"this card has: {', '.join(sorted(names))}"
                message = f"[^{mention.name}] leads to no quote and no evidence of this card"
                shaper.problems.append(Problem("no-such-note", message, item.at(key), hint))


def _no_quote(name: str, span: Span, names: list[str], shaper: Shaper) -> None:
    near = nearest_word(name, names)
    hint = f'did you mean "{near}"?' if near else f"this card's quotes are: {', '.join(names) or 'none'}"
    shaper.problems.append(Problem("no-such-quote", f'this card has no quote "{name}"', span, hint))


def _figure(item: Entry, shaper: Shaper) -> Figure | None:
    """Read one statement of a number and check that it is one: a source, and a number of one sense."""
    if not item.get("measure"):
        return None
    senses = ("value", "least", "most", "over")
    if any(item.lost(key) for key in (*senses, "quote", "evidence")):
        return None
    given = [key for key in senses if key in item.values]
    if given not in (["value"], ["least"], ["most"], ["over"], ["least", "most"]):
        shaper.problems.append(
            Problem(
                "figure-sense",
                f"the figure has {', '.join(given) if given else 'no number'}",
                item.span,
                "give `value` for exactly, `least` for at least, `most` for at most, `over` for more than, or a range",
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
        exclusive=item.get("exclusive", False),
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


def _appearances(entry: Entry, shaper: Shaper) -> tuple[Appearance, ...]:
    found = tuple(one for item in entry.many("appearances") if (one := _appearance(item, shaper)))
    if found and entry.get("no_appearance"):
        message = "the card says that no address is known at which the claim stands, and gives one"
        shaper.problems.append(
            Problem("appearance-source", message, entry.at("no_appearance"), "delete one of the two fields")
        )
    for second in [one for one in found if one.first][1:]:
        message, hint = (
            "two appearances are said to be the first",
            "leave `first` to the one that there is evidence for",
        )
        shaper.problems.append(Problem("appearance-source", message, second.span, hint))
    return found


def _appearance(item: Entry, shaper: Shaper) -> Appearance | None:
    if item.lost("reference") or item.lost("url"):
        return None
    if bool(item.get("reference")) == bool(item.get("url")):
        message, hint = "a claim appears in an entry of the bibliography or at an address", "give `reference` or `url`"
        shaper.problems.append(Problem("appearance-source", message, item.span, hint))
        return None
    return Appearance(
        reference=ReferenceId(item.get("reference")) if item.get("reference") else None,
        url=item.get("url"),
        first=item.get("first", False),
        span=item.span,
    )


def _media(entry: Entry, shaper: Shaper) -> Media | None:
    """Read what was found about an image or a recording, and check that it can be found together."""
    item = entry.get("media", None)
    if not item or not (item.get("kind") and item.many("authenticity")):
        return None
    words = item.many("authenticity")
    if "original" in words and (other := next((word for word in words if word in CHANGED), "")):
        message = f"what is original cannot be {other}, too"
        hint = "write the one that was found; an original in a false context is `[original, missing-context]`"
        shaper.problems.append(Problem("media-authenticity", message, item.at("authenticity"), hint))
    if "missing-context" in words and not item.get("context") and not item.lost("context"):
        message, hint = "the context is missing, and nothing says which", "add `context:` with what it really shows"
        shaper.problems.append(Problem("media-authenticity", message, item.at("authenticity"), hint))
    return Media(
        kind=item.get("kind"),
        authenticity=item.many("authenticity"),
        context=item.get("context"),
        url=item.get("url"),
        span=item.at("authenticity"),
    )


def _response(item: Entry, shaper: Shaper) -> Response | None:
    if not item.get("actor") or item.lost("quote") or item.lost("text"):
        return None
    if bool(item.get("quote")) == bool(item.get("text")):
        message, hint = "an answer is a quote or a text in our own words", "give either `quote` or `text`"
        shaper.problems.append(Problem("response-source", message, item.span, hint))
        return None
    if item.get("text") and not item.get("reference") and not item.lost("reference"):
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


def read_evidence(entry: Entry) -> tuple[Evidence, ...]:
    """Read the evidence of a card or an event."""
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
