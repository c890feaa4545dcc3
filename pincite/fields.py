"""The one table of what editors write: every field of every file, with its kind, whether it is required, and its meaning.

From this table come the checks of the reader (`read/shape.py`), the card reference in the docs, and later the JSON
Schemas and the scaffolds. A field that is not here is unknown to pincite.
"""

from __future__ import annotations

from dataclasses import dataclass

STANCES = ("supports", "disputes", "qualifies", "reports", "context")
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


@dataclass(frozen=True, slots=True)
class Text:
    """A text. `markdown` is rendered, `verbatim` keeps its line breaks, `line` may have none."""

    markdown: bool = False
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
    """Named fields."""

    name: str
    fields: tuple[Field, ...]


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


def _refs(to: str) -> ListOf:
    return ListOf(Ref(to))


_SELECTOR = (
    Field("exact", Text(verbatim=True), "the words, found in the original and cut from it; […] leaves words out", True),
    Field("paragraph", Number(1, 100_000), "the paragraph in which they begin; the headline is 1"),
    Field("prefix", Text(verbatim=True), "the words just before, where `exact` stands more than once"),
    Field("suffix", Text(verbatim=True), "the words just behind, where `exact` stands more than once"),
)

QUOTE = Group(
    "quote",
    (
        Field("article", Ref("article"), "the article that is quoted", True),
        *_SELECTOR,
        Field("stance", Choice(STANCES), "what the passage does to the claim"),
        Field("speaker", Ref("actor"), "who speaks in the passage"),
        Field("via", _refs("actor"), "through whom it reached the article, nearest last"),
        Field("id", Name(), "the quote's name in the card and its address on the page; q1, q2, ... when left out"),
        Field("note", Text(markdown=True), "what a reader must know about the passage"),
        Field("translation", Text(), "the passage in the site's language"),
    ),
)

FIGURE = Group(
    "figure",
    (
        Field("measure", Text(line=True), "what is counted", True),
        Field("quote", Ref("quote"), "the quote in which the number stands"),
        Field("evidence", Ref("reference"), "or the evidence of this card in whose finding it stands"),
        Field("value", Number(), "exactly so many"),
        Field("least", Number(), "at least so many; with `most`, a range"),
        Field("most", Number(), "at most so many"),
        Field("over", Number(), "more than so many"),
        Field("parts", NumbersBy(), "parts of the whole, by name"),
        Field("by", Ref("actor"), "who counted"),
        Field("where", Ref("place"), "the place the count covers"),
        Field("period", EdtfDate(), "the days the count covers"),
        Field("dated", EdtfDate(), "when the count was given"),
        Field("also", Text(line=True), "what else the number counts, such as the missing"),
        Field("note", Text(), "what a reader must know about the number"),
    ),
)

EVIDENCE = Group(
    "evidence",
    (
        Field("reference", Ref("reference"), "the entry of the bibliography", True),
        Field("stance", Choice(STANCES), "what it does to the claim"),
        Field("origin", Ref("actor"), "whose knowledge it is; findings of one origin count once"),
        Field("finding", Text(), "what it shows, in our own words", True),
        Field("locator", Text(line=True), "where in it: a page, a minute"),
    ),
)

CLAIM = Group(
    "claim",
    (
        Field("title", Text(line=True), "short, for lists and headings", True),
        Field("code", Name(), "the desk's short name for the card, unique on the site"),
        Field("headline", Text(line=True), "the finding as a headline, for the front page"),
        Field("claim", Text(line=True), "exactly the statement that is rated, one sentence", True),
        Field("claimant", Ref("actor"), "who claims it", True),
        Field("claimant_note", Text(line=True), "a few words beside the claimant"),
        Field("claimed", EdtfDate(), "when it was said"),
        Field("happened", EdtfDate(), "when what it speaks of happened; puts it on the timeline"),
        Field("dating", Text(), "how a vague date was resolved"),
        Field("places", _refs("place"), "where"),
        Field("topics", _refs("topic"), "subjects"),
        Field("rating", Ref("rating"), "the entry of the rating scale", True),
        Field("strength", Ref("strength"), "how strong the evidence is"),
        Field("strength_note", Text(line=True), "why this strength, in a short sentence"),
        Field("attribution", Choice(ATTRIBUTIONS), "were these the speaker's words?"),
        Field("substance", Choice(SUBSTANCES), "and is it so?"),
        Field("verdict", Text(), "one or two sentences: why this rating", True),
        Field("why", Text(), "why this claim was chosen for checking"),
        Field("note", Text(markdown=True), "an aside beside the verdict"),
        Field("denial", Text(markdown=True), "the other side's answer, shown beside the verdict in the same size"),
        Field("quotes", ListOf(QUOTE, 1), "the passages of the articles", True),
        Field(
            "absent",
            ListOf(
                Group(
                    "absent",
                    (
                        Field("article", Ref("article"), "the article", True),
                        Field("note", Text(markdown=True), "what it has instead", True),
                    ),
                ),
            ),
            "articles that do not carry the claim",
        ),
        Field("compare", ListOf(ListOf(Ref("quote"), 2)), "quotes set side by side, word differences shown"),
        Field("figures", ListOf(FIGURE), "who says how many"),
        Field("evidence", ListOf(EVIDENCE), "outside sources"),
        Field(
            "responses",
            ListOf(
                Group(
                    "response",
                    (
                        Field("actor", Ref("actor"), "who answered", True),
                        Field("date", EdtfDate(), "when"),
                        Field("quote", Ref("quote"), "the quote of this card that holds the answer"),
                        Field("text", Text(), "or the answer in our own words"),
                        Field("reference", Ref("reference"), "where that was read"),
                        Field("note", Text(), "what a reader must know about the answer"),
                    ),
                ),
            ),
            "what those accused answered",
        ),
        Field("no_response", Text(), "what was not answered, and where was looked"),
        Field("looked_for", ListOf(Text()), "searched for and not found, a sentence each"),
        Field("known", ListOf(Text()), "what is known; required where the rating is not settled"),
        Field("unknown", ListOf(Text()), "what is not known; required where the rating is not settled"),
        Field("would_change", ListOf(Text()), "what would change the rating; required where it is not settled"),
        Field("analysis", Text(markdown=True), "the reasoning; [^q1] points to a quote or evidence, [[id]] to a card"),
        Field(
            "related",
            ListOf(
                Group(
                    "related",
                    (
                        Field("claim", Ref("claim"), "the other card", True),
                        Field("as", Choice(RELATIONS), "what the other claim is to this one", True),
                    ),
                ),
            ),
            "typed links between cards",
        ),
        Field("checked", EdtfDate(single=True), "the date of the review", True),
        Field("reviewers", ListOf(Text(line=True)), "who reviewed it"),
        Field(
            "corrections",
            ListOf(
                Group(
                    "correction",
                    (
                        Field("date", EdtfDate(single=True), "the day of the correction", True),
                        Field("note", Text(), "what was wrong and what it says now", True),
                    ),
                ),
            ),
            "newest last; never deleted",
        ),
        Field("status", Choice(("draft", "published")), "a draft shows in the preview alone; published when left out"),
    ),
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
        Field("note", Text(), "what a reader must know about it"),
        Field(
            "set_aside",
            ListOf(
                Group(
                    "set_aside",
                    (
                        *_SELECTOR,
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

EVENT = Group(
    "event",
    (
        Field("title", Text(line=True), "what happened", True),
        Field("date", EdtfDate(), "when", True),
        Field("kind", Choice(EVENT_KINDS), "the lane of the timeline"),
        Field("text", Text(markdown=True), "a few words more"),
        Field("dating", Text(), "how a vague date was resolved"),
        Field("label", Text(line=True), "two or three words for the picture"),
        Field("places", _refs("place"), "where"),
        Field("quotes", ListOf(QUOTE), "passages of the articles"),
        Field("evidence", ListOf(EVIDENCE), "outside sources"),
        Field("claims", _refs("claim"), "claims that it bears on"),
        Field("id", Name(), "its address on the timeline"),
    ),
)

PROSE = Group(
    "page",
    (
        Field("title", Text(line=True), "the title", True),
        Field("description", Text(line=True), "for search engines"),
        Field("order", Number(0, 10_000), "its place in lists of pages"),
    ),
)

_HUES = Group("dark", (Field("colour", Colour(), "the shape", True), Field("sign", Colour(), "the sign on it", True)))

SITE = Group(
    "site",
    (
        Field("title", Text(line=True), "the site's name", True),
        Field("tagline", Text(line=True), "a line below the name"),
        Field("description", Text(), "for search engines and feeds"),
        Field("url", Url(), "where the site will stand; its path is the base of every absolute link", True),
        Field("language", Text(line=True), "the site's language, BCP 47"),
        Field("period", EdtfDate(), "the timeline's span, an interval", True),
        Field(
            "publisher",
            Group(
                "publisher",
                (
                    Field("name", Text(line=True), "who answers for the site", True),
                    Field("url", Url(), "its address"),
                    Field("logo", Text(line=True), "path of a picture below assets/"),
                    Field("email", Text(line=True), "where readers report errors"),
                ),
            ),
            "author of the reviews",
            True,
        ),
        Field("repository", Url(), "where the cards are kept, for 'edit this card' and 'history of this card'"),
        Field(
            "ratings",
            ListOf(
                Group(
                    "rating",
                    (
                        Field("id", Name(), "its name in cards", True),
                        Field("label", Text(line=True), "what the badge says", True),
                        Field("meaning", Text(), "one sentence, shown in the legend and on the rating's page", True),
                        Field("use", Text(), "how the desk applies it"),
                        Field("value", Number(1, 100), "ClaimReview's number, 1 = most false"),
                        Field("settled", Flag(), "false: its cards must say what is known, unknown, would change it"),
                        Field("colour", Colour(), "the shape's colour", True),
                        Field("sign", Colour(), "the colour of the sign on it"),
                        Field("dark", _HUES, "both for dark pages"),
                        Field("outline", Flag(), "true where the colour is too pale to be seen on the page"),
                        Field("icon", Name(), "a shape from assets/icons", True),
                    ),
                ),
                1,
            ),
            "the rating scale, in the order of the legend",
            True,
        ),
        Field(
            "strengths",
            ListOf(
                Group(
                    "strength",
                    (
                        Field("id", Name(), "its name in cards", True),
                        Field("label", Text(line=True), "what the page says", True),
                        Field("meaning", Text(), "what it means"),
                    ),
                ),
            ),
            "how strong evidence can be, strongest first",
        ),
        Field("navigation", ListOf(Name()), "the pages in the masthead"),
        Field("featured", _refs("claim"), "first on the front page"),
        Field(
            "front",
            Group(
                "front",
                (
                    Field("kicker", Text(line=True), "a line above the headline"),
                    Field("headline", Text(line=True), "the front page's headline"),
                    Field("lede", Text(), "the first paragraph"),
                    Field("limits", Text(markdown=True), "what the site cannot tell its readers"),
                ),
            ),
            "the front page's own words",
        ),
        Field(
            "notes",
            ListOf(
                Group(
                    "note",
                    (
                        Field("title", Text(line=True), "bold, in front", True),
                        Field("text", Text(markdown=True), "one paragraph", True),
                    ),
                ),
            ),
            "short notes at the foot of every page",
        ),
    ),
)
