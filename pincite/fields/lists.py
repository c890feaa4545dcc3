"""Articles, the lists of entries, and prose pages."""

from __future__ import annotations

from pincite.fields.kinds import (
    ACTOR_KINDS,
    FORMATS,
    SELECTOR,
    SET_ASIDE_REASONS,
    TIERS,
    Choice,
    Degrees,
    Digest,
    EdtfDate,
    Field,
    Flag,
    Group,
    ListOf,
    Number,
    Ref,
    Text,
    Url,
)

ARTICLE = Group(
    "article",
    (
        Field("headline", Text(line=True), "the headline", True),
        Field("short", Text(line=True), "what lists and captions call it"),
        Field("text", Text(line=True), "path of the original, below seeds/", True),
        Field("format", Choice(FORMATS), "lines: every line a paragraph, the first the headline"),
        Field("sha256", Digest(), "the original's digest; a changed original is an error", True),
        Field("publisher", Text(line=True), "who published it; 'not recorded' on the page when left out"),
        Field("byline", Text(line=True), "who wrote it"),
        Field("url", Url(), "its address"),
        Field("archived", Url(), "the address of an archived copy"),
        Field("published", EdtfDate(), "when it was published"),
        Field("dating", Text(), "how the date was established"),
        Field("retrieved", EdtfDate(single=True), "when it was retrieved"),
        Field("language", Text(line=True), "its language, BCP 47"),
        Field("primary", Flag(), "true where the text is itself the source: a report, a press release, a transcript"),
        Field("note", Text(), "what a reader must know about it"),
        Field(
            "set_aside",
            ListOf(
                Group(
                    "set_aside",
                    (
                        *SELECTOR,
                        Field("reason", Choice(SET_ASIDE_REASONS), "why no card needs it", True),
                        Field("note", Text(), "the reason in words"),
                    ),
                ),
            ),
            "passages that no card needs",
        ),
    ),
)

ACTOR = Group(
    "actor",
    (
        Field("name", Text(line=True), "the name", True),
        Field("kind", Choice(ACTOR_KINDS), "what it is", True),
        Field("description", Text(), "who it is"),
        Field("interest", Text(), "what stake it has in the matter"),
        Field("url", Url(), "its address"),
        Field("same_as", ListOf(Url()), "the same actor in other registers"),
        Field("member_of", Ref("actor"), "to whom it belongs"),
    ),
)

REFERENCE = Group(
    "reference",
    (
        Field("title", Text(line=True), "the title", True),
        Field("publisher", Text(line=True), "who published it", True),
        Field("date", EdtfDate(), "when"),
        Field("url", Url(), "its address"),
        Field("archived", Url(), "the address of an archived copy"),
        Field("origin", Ref("reference"), "the entry that it relays: copies of one origin count as one source"),
        Field("tier", Choice(TIERS), "how near it is to the matter"),
        Field("language", Text(line=True), "its language, BCP 47"),
        Field("read", Choice(("whole", "excerpt")), "how much of it could be read"),
        Field("note", Text(), "what a reader must know about it"),
    ),
)

PLACE = Group(
    "place",
    (
        Field("name", Text(line=True), "the name", True),
        Field("within", Ref("place"), "the place that holds it"),
        Field("latitude", Degrees(90), "degrees north"),
        Field("longitude", Degrees(180), "degrees east"),
    ),
)

TOPIC = Group(
    "topic",
    (
        Field("name", Text(line=True), "the name", True),
        Field("description", Text(), "what belongs to it"),
    ),
)

PROSE = Group(
    "page",
    (
        Field("title", Text(line=True), "the title", True),
        Field("short", Text(line=True), "what the masthead and the foot call it; the title when left out"),
        Field("description", Text(line=True), "for search engines"),
        Field("order", Number(0, 10_000), "its place in lists of pages"),
    ),
)
