"""The dictionary of the open data: every table and column, what it holds, what it means, and when it is empty.

From here come the headers of the CSV files, the tables of the database, the keys of claims.json, the schemas in
datapackage.json and the dictionary on data.html. Names of columns are kept; new ones are added at the end of a table.
Where a column says what a field of a card says, it has the field's name.
"""

from __future__ import annotations

from types import MappingProxyType

from pincite.fields.kinds import (
    ATTRIBUTIONS,
    AUTHENTICITIES,
    EVENT_KINDS,
    MEDIA_KINDS,
    RELATIONS,
    STANCES,
    SUBSTANCES,
)
from pincite.formats.columns import (
    ADDRESS,
    COUNTS,
    DIGEST,
    FLAG,
    ID,
    MARKDOWN,
    NOT_RECORDED,
    NOTE,
    NOTES,
    PAGE,
    PASSAGE,
    STATEMENT,
    TEXT,
    VERBATIM,
    WHOLE,
    WORD,
    Column,
    Table,
    dated,
    link_tables,
)
from pincite.formats.registers import REGISTERS

_STANDS = "the claim was withdrawn"
_NOT_WITHDRAWN = "the claim was not withdrawn"
_OF_EVENT, _OF_CLAIM = "an event has it, no claim", "a claim has it, no event"
_LANES = ("happened", "reported", "denied")


def _numbered(what: str) -> Column:
    return Column("id", ID, f"the id of the claim, a slash, and the number of the {what} on its card")


_CLAIM = Column("claim", ID, "the claim that it belongs to", to="claims")

_CLAIMS = Table(
    "claims",
    "claim",
    "One row for each claim that was checked. Drafts are not among them.",
    (
        Column("id", ID, "the id of the claim, which is part of its address"),
        PAGE,
        Column("status", WORD, "a withdrawn claim keeps its row and counts nowhere", of=("published", "withdrawn")),
        *dated("withdrawn", "when it was withdrawn", _NOT_WITHDRAWN),
        Column("withdrawal", TEXT, "why it was withdrawn", _NOT_WITHDRAWN),
        Column("code", TEXT, "the short name that the desk has for the card", NOT_RECORDED),
        Column("title", TEXT, "a short title, for lists"),
        Column("headline", TEXT, "the finding as a headline", NOT_RECORDED),
        Column("claim", TEXT, "the statement that was rated"),
        Column("claimant", ID, "who claims it", to="actors"),
        Column("claimant_name", TEXT, "the name of the claimant", copied=True),
        Column("claimant_note", TEXT, "a few words about the claimant here", NOT_RECORDED),
        *dated("claimed", "when it was said", NOT_RECORDED),
        *dated("happened", "when what it speaks of happened", NOT_RECORDED),
        Column("dating", TEXT, "how a vague date was resolved", NOT_RECORDED),
        Column("places", ID, "where it plays", to="places", listed=True),
        Column("topics", ID, "what it is about", to="topics", listed=True),
        Column("rating", ID, "its rating", _STANDS, to="ratings"),
        Column("rating_label", TEXT, "what the badge says", _STANDS, copied=True),
        Column("former_rating", ID, "its rating until it was withdrawn", _NOT_WITHDRAWN, to="ratings"),
        Column("strength", ID, "how strong the evidence is", f"{NOT_RECORDED}, or {_STANDS}", to="strengths"),
        Column("strength_label", TEXT, "the strength in words", f"{NOT_RECORDED}, or {_STANDS}", copied=True),
        Column("strength_note", TEXT, "why this strength", NOT_RECORDED),
        Column("attribution", WORD, "were these the words of the speaker?", NOT_RECORDED, of=ATTRIBUTIONS),
        Column("substance", WORD, "and is it so?", NOT_RECORDED, of=SUBSTANCES),
        Column("verdict", TEXT, "why this rating, in a sentence or two"),
        Column("why", TEXT, "why the claim was chosen", NOT_RECORDED),
        Column("note", MARKDOWN, "an aside beside the verdict", NOT_RECORDED),
        Column("denial", MARKDOWN, "the answer of the other side, in short", NOT_RECORDED),
        Column("analysis", MARKDOWN, "the reasoning; `[^q1]` points to a quote, `[[id]]` to a claim", NOT_RECORDED),
        Column("no_response", TEXT, "what was not answered, and where was looked", NOT_RECORDED),
        Column("looked_for", TEXT, "what was searched for and not found", listed=True),
        Column("known", TEXT, "what is known", listed=True),
        Column("unknown", TEXT, "what is not known", listed=True),
        Column("would_change", TEXT, "what would change the rating", listed=True),
        Column("no_appearance", TEXT, "why no address is known at which the claim stands", NOT_RECORDED),
        Column("media_kind", WORD, "what kind of media it is about", "it is about no media", of=MEDIA_KINDS),
        Column("media_authenticity", WORD, "what was found about the media", of=AUTHENTICITIES, listed=True),
        Column("media_context", TEXT, "what the media really shows", NOT_RECORDED),
        Column("media_url", ADDRESS, "the original media", NOT_RECORDED),
        *dated("checked", "the date of the review"),
        Column("reviewers", TEXT, "who reviewed it", listed=True),
    ),
    file=True,
)
_QUOTES = Table(
    "quotes",
    "quote",
    "One row for each passage that a claim or an event of the timeline quotes.",
    (
        Column("id", ID, "the id of the claim, a slash, that of the quote; for one of an event `timeline/EVENT/QUOTE`"),
        Column("claim", ID, "the claim that quotes it", _OF_EVENT, to="claims"),
        Column("event", ID, "the event that quotes it", _OF_CLAIM, to="timeline"),
        Column("article", ID, "the article that is quoted", to="articles"),
        Column("article_headline", VERBATIM, "the headline of the article", copied=True),
        Column("article_url", ADDRESS, "the own address of the article", NOT_RECORDED, copied=True),
        *PASSAGE,
        Column("stance", WORD, "what the passage does to the claim", of=STANCES),
        Column("speaker", ID, "who speaks in the passage", NOT_RECORDED, to="actors"),
        Column("speaker_name", TEXT, "the name of the speaker", NOT_RECORDED, copied=True),
        Column("via", ID, "through whom it reached the article, the nearest last", to="actors", listed=True),
        Column("translation", TEXT, "a translation by the desk", NOT_RECORDED),
        Column("note", MARKDOWN, "what a reader must know about it", NOT_RECORDED),
        Column("page", ADDRESS, "the passage in the annotated article on this site"),
    ),
    file=True,
    nested=True,
)
_FIGURES = Table(
    "figures",
    "figure",
    "One row for each statement of a number. Of value, least, most and over one is given, or least with most.",
    (
        _numbered("figure"),
        _CLAIM,
        Column("measure", TEXT, "what is counted"),
        Column("value", WHOLE, "the number, where it is given as exact", "it is not"),
        Column("least", WHOLE, "at least so many; with `most` the lower end of a range", "not given"),
        Column("most", WHOLE, "at most so many", "not given"),
        Column("over", WHOLE, "more than so many", "not given"),
        Column("parts", COUNTS, "numbers within the number, by name"),
        Column("exclusive", FLAG, "whether the card says that nobody is counted in two of the parts"),
        Column("quote", ID, "the quote that carries the number", "a reference carries it", to="quotes"),
        Column("reference", ID, "the reference that carries the number", "a quote carries it", to="bibliography"),
        Column("by", ID, "who counted", NOT_RECORDED, to="actors"),
        Column("by_name", TEXT, "the name of who counted", NOT_RECORDED, copied=True),
        Column("place", ID, "where the count was made", NOT_RECORDED, to="places"),
        *dated("period", "which days the count covers", NOT_RECORDED),
        *dated("dated", "when the count was given", NOT_RECORDED),
        Column("also", TEXT, "what else the number counts", NOT_RECORDED),
        NOTE,
    ),
    file=True,
    nested=True,
)
_EVIDENCE = Table(
    "evidence",
    "finding",
    "One row for each thing that an outside source shows for a claim or an event.",
    (
        Column("id", ID, "the id of the claim, a slash, its number on the card; for an event `timeline/EVENT/NUMBER`"),
        Column("claim", ID, "the claim that it bears on", _OF_EVENT, to="claims"),
        Column("event", ID, "the event that it bears on", _OF_CLAIM, to="timeline"),
        Column("reference", ID, "the source", to="bibliography"),
        Column("reference_title", TEXT, "the title of the source", copied=True),
        Column("reference_publisher", TEXT, "who published it", copied=True),
        Column("reference_url", ADDRESS, "the address of the source", NOT_RECORDED, copied=True),
        Column("stance", WORD, "what it does to the claim", of=STANCES),
        Column("origin", ID, "whose knowledge it is; findings of one origin count once", NOT_RECORDED, to="actors"),
        Column("origin_name", TEXT, "the name of whose knowledge it is", NOT_RECORDED, copied=True),
        Column("finding", TEXT, "what it shows, in the words of the desk"),
        Column("locator", TEXT, "where in the source", NOT_RECORDED),
    ),
    file=True,
    nested=True,
)
_TIMELINE = Table(
    "timeline",
    "entry",
    "One row for each entry of the timeline, in order: events, and dated claims that no event speaks for.",
    (
        Column("id", ID, "the id of the entry on the page: that of the event, or `claim-` and that of the claim"),
        Column("page", ADDRESS, "the entry on the timeline"),
        Column("lane", WORD, "the lane that it stands in", of=_LANES),
        Column("kind", WORD, "what kind of event it is", "it is a claim", of=EVENT_KINDS),
        Column("claim", ID, "the claim that is the entry", "it is an event", to="claims"),
        Column("title", TEXT, "what happened"),
        Column("text", MARKDOWN, "a few words more", NOT_RECORDED),
        *dated("date", "when"),
        Column("dating", TEXT, "how a vague date was resolved", NOT_RECORDED),
        Column("label", TEXT, "two or three words for the picture", NOT_RECORDED),
        Column("in_period", FLAG, "false for what lies outside the period of the site"),
        Column("claims", ID, "the claims that it bears on, without withdrawn ones", to="claims", listed=True),
        Column("places", ID, "where", to="places", listed=True),
        Column("topics", ID, "the topics of its claims", to="topics", listed=True),
    ),
    file=True,
)
_RESPONSES = Table(
    "responses",
    "response",
    "What those accused answered.",
    (
        _numbered("response"),
        _CLAIM,
        Column("actor", ID, "who answered", to="actors"),
        Column("actor_name", TEXT, "the name of who answered", copied=True),
        *dated("date", "when", NOT_RECORDED),
        Column("quote", ID, "the quote that holds the answer", "it is in the words of the desk", to="quotes"),
        Column("text", TEXT, "the answer in the words of the desk", "a quote holds it"),
        Column("reference", ID, "where that was read", NOT_RECORDED, to="bibliography"),
        NOTE,
    ),
    nested=True,
)
_CORRECTIONS = Table(
    "corrections",
    "correction",
    "Every correction; the oldest of a claim first.",
    (_numbered("correction"), _CLAIM, *dated("date", "when"), Column("note", TEXT, "what was wrong and what it says")),
    nested=True,
)
_RELATED = Table(
    "related",
    "relation",
    "Typed links from one claim to another.",
    (
        _numbered("link"),
        _CLAIM,
        Column("other", ID, "the other claim", to="claims"),
        Column("kind", WORD, "what the other claim is to this one", of=RELATIONS),
    ),
    nested=True,
)
_ABSENT = Table(
    "absent",
    "absence",
    "Articles that do not carry a claim.",
    (
        _numbered("article"),
        _CLAIM,
        Column("article", ID, "the article", to="articles"),
        Column("note", MARKDOWN, "what it has instead"),
    ),
    nested=True,
)
_APPEARANCES = Table(
    "appearances",
    "appearance",
    "Where else a claim stands, outside this site.",
    (
        _numbered("place"),
        _CLAIM,
        Column("reference", ID, "the entry of the bibliography that has it", "an address is given", to="bibliography"),
        Column("url", ADDRESS, "its address", "an entry of the bibliography has it"),
        Column("first", FLAG, "whether there is evidence that it stood there first"),
    ),
    nested=True,
)
_COMPARISONS = Table(
    "comparisons",
    "comparison",
    "Quotes of a claim that are set side by side.",
    (
        _numbered("comparison"),
        _CLAIM,
        Column("quotes", ID, "the quotes, in order", to="quotes", listed=True),
        Column("note", MARKDOWN, "what the desk says about their differences", NOT_RECORDED),
    ),
    nested=True,
)
_MINOR = Table(
    "minor",
    "note",
    "Every minor note, which tells of other words with the same meaning; the oldest of a claim first.",
    (_numbered("minor note"), _CLAIM, *dated("date", "when"), Column("note", TEXT, "what is worded otherwise")),
    nested=True,
)
_VERSIONS = Table(
    "versions",
    "version",
    "The versions of each claim, the oldest first: what was stated, and when. A page shows the newest.",
    (
        Column("id", ID, "the id of the claim, a slash, and the number of the version"),
        _CLAIM,
        Column("version", WHOLE, "its number; the first of a claim is 1"),
        *dated("date", "when it came"),
        Column("sha256", DIGEST, "over the version and the one before it; `verify.html` tells how to work it out"),
        Column("statement", STATEMENT, "claim, rating, verdict, quotes and figures, and whether it was withdrawn"),
        Column("corrections", NOTES, "the corrections that came with it"),
        Column("minor", NOTES, "the minor notes that came with it"),
        Column("page", ADDRESS, "where this site shows what changed with it"),
    ),
    nested=True,
)
# The tables that are files first, then those that claims.json holds too, then those of the database alone.
TABLES = MappingProxyType(
    {
        table.name: table
        for table in (
            *(_CLAIMS, _QUOTES, _FIGURES, _EVIDENCE, _TIMELINE),
            *(_RESPONSES, _CORRECTIONS, _RELATED, _ABSENT, _APPEARANCES, _COMPARISONS),
            *(_MINOR, _VERSIONS),
            *REGISTERS,
        )
    },
)
LINKS = tuple(link_tables(tuple(TABLES.values())))
