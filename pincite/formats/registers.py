"""The dictionary of the open data, second part: articles, actors, sources, places, topics, and the scale."""

from __future__ import annotations

from pincite.fields.kinds import ACTOR_KINDS, FORMATS, SET_ASIDE_REASONS, TIERS
from pincite.formats.columns import (
    ADDRESS,
    DEGREES,
    DIGEST,
    FLAG,
    ID,
    LANGUAGE,
    NOT_RECORDED,
    NOTE,
    NOTES,
    PAGE,
    PASSAGE,
    TEXT,
    VERBATIM,
    WHOLE,
    WORD,
    Column,
    Table,
    dated,
)

_ARTICLES = Table(
    "articles",
    "article",
    "The articles that were checked, without their texts.",
    (
        Column("id", ID, "the id of the article"),
        PAGE,
        Column("headline", VERBATIM, "the headline"),
        Column("short", TEXT, "what lists call it"),
        Column("publisher", TEXT, "who published it", NOT_RECORDED),
        Column("byline", TEXT, "who wrote it", NOT_RECORDED),
        Column("url", ADDRESS, "its own address", NOT_RECORDED),
        Column("archived", ADDRESS, "the address of an archived copy", NOT_RECORDED),
        *dated("published", "when it was published", NOT_RECORDED),
        Column("dating", TEXT, "how that date was established", NOT_RECORDED),
        *dated("retrieved", "when it was retrieved", NOT_RECORDED),
        Column("language", LANGUAGE, "its language", NOT_RECORDED),
        Column("is_primary", FLAG, "whether the text is itself the source"),
        NOTE,
        Column("original", TEXT, "the path of the pinned original in the repository of the desk"),
        Column("format", WORD, "how the original is read", of=FORMATS),
        Column("sha256", DIGEST, "the digest of the pinned original"),
    ),
)
_SET_ASIDE = Table(
    "set_aside",
    "passage",
    "Passages of the articles that no claim needs, and why.",
    (
        Column("id", ID, "the id of the article, a slash, and the number of the passage in its record"),
        Column("article", ID, "the article", to="articles"),
        *PASSAGE,
        Column("reason", WORD, "why no claim needs it", of=SET_ASIDE_REASONS),
        Column("note", TEXT, "the reason in words", NOT_RECORDED),
    ),
)
_ACTORS = Table(
    "actors",
    "actor",
    "Who speaks or acts.",
    (
        Column("id", ID, "the id of the actor"),
        PAGE,
        Column("name", TEXT, "the name"),
        Column("kind", WORD, "what it is", of=ACTOR_KINDS),
        Column("description", TEXT, "who it is", NOT_RECORDED),
        Column("interest", TEXT, "what stake it has in the matter", NOT_RECORDED),
        Column("url", ADDRESS, "its own address", NOT_RECORDED),
        Column("same_as", ADDRESS, "the same actor in registers and elsewhere", listed=True),
        Column("member_of", ID, "to whom it belongs", NOT_RECORDED, to="actors"),
    ),
)
_BIBLIOGRAPHY = Table(
    "bibliography",
    "reference",
    "The outside sources.",
    (
        Column("id", ID, "the id of the reference"),
        PAGE,
        Column("title", TEXT, "the title"),
        Column("publisher", TEXT, "who published it"),
        *dated("date", "when", NOT_RECORDED),
        Column("url", ADDRESS, "its address", NOT_RECORDED),
        Column("archived", ADDRESS, "the address of an archived copy", NOT_RECORDED),
        Column("origin", ID, "the reference that it relays", "it relays none that is known", to="bibliography"),
        Column("tier", WORD, "how near it is to the matter", NOT_RECORDED, of=TIERS),
        Column("language", LANGUAGE, "its language", NOT_RECORDED),
        Column("read", WORD, "how much of it could be read", NOT_RECORDED, of=("whole", "excerpt")),
        NOTE,
    ),
)
_PLACES = Table(
    "places",
    "place",
    "The places.",
    (
        Column("id", ID, "the id of the place"),
        PAGE,
        Column("name", TEXT, "the name"),
        Column("within", ID, "the place that holds it", "no other place of the site does", to="places"),
        Column("latitude", DEGREES, "degrees north", "no source was found for it"),
        Column("longitude", DEGREES, "degrees east", "no source was found for it"),
    ),
)
_TOPICS = Table(
    "topics",
    "topic",
    "The topics.",
    (
        Column("id", ID, "the id of the topic"),
        PAGE,
        Column("name", TEXT, "the name"),
        Column("description", TEXT, "what belongs to it", NOT_RECORDED),
    ),
)
_RATINGS = Table(
    "ratings",
    "rating",
    "The rating scale, in the order of the site.",
    (
        Column("id", ID, "the id of the rating"),
        PAGE,
        Column("label", TEXT, "what the badge says"),
        Column("meaning", TEXT, "what it means"),
        Column("use", TEXT, "how the desk applies it", NOT_RECORDED),
        Column("value", WHOLE, "its number for ClaimReview, 1 = most false", "it has no place on that axis"),
        Column("settled", FLAG, "false where its claims must say what is known, unknown, and would change it"),
        Column("position", WHOLE, "its place on the scale, the first is 1"),
        Column("changed", NOTES, "when its label, meaning or value became another, and how; the oldest first"),
    ),
)
_STRENGTHS = Table(
    "strengths",
    "strength",
    "How strong evidence can be, the strongest first.",
    (
        Column("id", ID, "the id of the strength"),
        Column("label", TEXT, "what the page says"),
        Column("meaning", TEXT, "what it means", NOT_RECORDED),
        Column("position", WHOLE, "its place on the scale, the first is 1"),
    ),
)

REGISTERS = (_ARTICLES, _SET_ASIDE, _ACTORS, _BIBLIOGRAPHY, _PLACES, _TOPICS, _RATINGS, _STRENGTHS)
