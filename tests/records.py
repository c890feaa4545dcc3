"""Records made in one line, for tests of the views: articles from text, quotes from words, cards, a whole site."""

from __future__ import annotations

from pincite.anchor import Document
from pincite.dates import parse
from pincite.facts.index import Index
from pincite.facts.passages import passage
from pincite.model import (
    Absent,
    Actor,
    Appearance,
    Article,
    Claim,
    Compared,
    Correction,
    Event,
    Evidence,
    Figure,
    Place,
    Quote,
    Reference,
    Related,
    Response,
    SetAside,
    Site,
    Topic,
)
from pincite.read.originals import readable
from pincite.settings import Config, Hues, Publisher, Rating, Strength

HUES = Hues(colour="#000000", sign="#ffffff")
RATINGS = tuple(
    Rating(id=name, label=name.capitalize(), meaning=f"It is {name}.", icon="ticks", light=HUES, dark=HUES)
    for name in ("good", "fair", "poor")
)
STRENGTHS = (Strength(id="high", label="Strong"), Strength(id="low", label="Weak"))
TEXT = """Storm closes the bridge
The bridge was closed on Friday. Nobody was hurt, the mayor said.
At least 46 boats were damaged. The water fell.
"""


def when(text):
    """Give a date, or None for an empty text."""
    return parse(text) if text else None


def article(ident="first", text=TEXT, **more):
    """Make an article of which every line is a paragraph."""
    text, paragraphs = readable(text, "lines")
    given = {"headline": f"Headline of {ident}", "short": f"Article {ident}", "path": f"seeds/{ident}.txt"} | more
    document = Document.of(text, paragraphs)
    return Article(id=ident, document=document, format="lines", sha256="0" * 64, **given)


def slices(of, exact):
    """Give the places of words in an article, each part of an elided quote behind the one before."""
    found, at = [], 0
    for part in exact.split(" […] "):
        at = of.text.index(part, at)
        found.append((at, at + len(part)))
        at += len(part)
    return tuple(found)


def quote(of, exact, ident="q1", **more):
    """Make a quote of words that stand in an article."""
    cut = slices(of, exact)
    return Quote(id=ident, article=of.id, slices=cut, paragraph=of.document.paragraph_at(cut[0][0]), **more)


def aside(of, exact, reason="opinion"):
    """Make a passage that is set aside."""
    cut = slices(of, exact)
    return SetAside(slices=cut, paragraph=of.document.paragraph_at(cut[0][0]), reason=reason)


def claim(ident="storm", *quotes, **more):
    """Make a card."""
    given = {"title": f"Title of {ident}", "claim": f"Claim of {ident}.", "claimant": "ada", "rating": "good"}
    given |= {"verdict": "So it is.", "checked": "2021-04-01"} | more
    dates = {key: when(given.get(key, "")) for key in ("checked", "claimed", "happened")}
    return Claim(id=ident, quotes=quotes, **given | dates)


def figure(measure="boats", **more):
    """Make a statement of a number."""
    return Figure(measure=measure, **more | {key: when(more.get(key, "")) for key in ("period", "dated")})


def evidence(reference, **more):
    """Make a piece of evidence."""
    return Evidence(reference=reference, finding=f"What {reference} shows.", **more)


def reference(ident, **more):
    """Make an entry of the bibliography."""
    return Reference(**{"id": ident, "title": f"Title of {ident}", "publisher": f"Publisher of {ident}"} | more)


def event(ident="t01", date="2021-03-03", **more):
    """Make an event."""
    return Event(id=ident, date=when(date), **{"title": f"Title of {ident}"} | more)


def actor(ident="ada", **more):
    """Make an actor."""
    return Actor(**{"id": ident, "name": ident.capitalize(), "kind": "person"} | more)


def place(ident="orrin", **more):
    """Make a place."""
    return Place(**{"id": ident, "name": ident.capitalize()} | more)


def topic(ident="damage", **more):
    """Make a topic."""
    return Topic(**{"id": ident, "name": ident.capitalize()} | more)


def correction(date, note="It was mended."):
    """Make a correction."""
    return Correction(date=when(date), note=note)


def config(**more):
    """Make the settings of a site that is about March 2021."""
    given = {"title": "Orrin", "url": "https://example.org/orrin/", "ratings": RATINGS, "strengths": STRENGTHS}
    given |= {"period": when("2021-03-01/2021-03-31"), "publisher": Publisher(name="Orrin")}
    return Config(**given | more)


def index(*claims, articles=None, **more):
    """Make the index of a site with these cards; the actor `ada` and one article are always there."""
    given = {"actors": (actor(), actor("ben")), "config": config()} | more
    return Index(Site(claims=claims, articles=(article(),) if articles is None else articles, **given))


def passage_of(text, ident="q1", of="first"):
    """Make the passage of a quote that is the whole of an article's only paragraph; […] cuts it."""
    whole = article(of, text.replace(" […] ", " left out "))
    found = quote(whole, text, ident)
    return passage(found, "storm", index(claim("storm", found), articles=(whole,)))


__all__ = [
    "RATINGS",
    "STRENGTHS",
    "TEXT",
    "Absent",
    "Appearance",
    "Compared",
    "Related",
    "Response",
    "actor",
    "article",
    "aside",
    "claim",
    "config",
    "correction",
    "event",
    "evidence",
    "figure",
    "index",
    "passage_of",
    "place",
    "quote",
    "reference",
    "topic",
    "when",
]
