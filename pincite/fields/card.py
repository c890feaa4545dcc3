"""Fact cards and events: the fields of a claim, its quotes, figures and evidence."""

from __future__ import annotations

from pincite.fields.kinds import (
    ATTRIBUTIONS,
    AUTHENTICITIES,
    EVENT_KINDS,
    MEDIA_KINDS,
    RELATIONS,
    SELECTOR,
    STANCES,
    SUBSTANCES,
    Choice,
    EdtfDate,
    Field,
    Flag,
    Group,
    ListOf,
    Name,
    Number,
    NumbersBy,
    Ref,
    Text,
    Url,
    refs,
)

QUOTE = Group(
    "quote",
    (
        Field("article", Ref("article"), "the article that is quoted", True),
        *SELECTOR,
        Field("stance", Choice(STANCES), "what the passage does to the claim; `reports` when left out"),
        Field("speaker", Ref("actor"), "who speaks in the passage"),
        Field("via", refs("actor"), "through whom it reached the article, nearest last"),
        Field("id", Name(), "the quote's name in the card and its address on the page; q1, q2, ... when left out"),
        Field("note", Text(markdown=True, paragraph=True), "what a reader must know about the passage"),
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
        Field("exclusive", Flag(), "true: nobody is counted in two of the parts, and what they leave over is told"),
        Field("by", Ref("actor"), "who counted"),
        Field("where", Ref("place"), "the place the count covers"),
        Field("period", EdtfDate(), "the days the count covers"),
        Field("dated", EdtfDate(), "when the count was given"),
        Field("also", Text(line=True), "what else the number counts, such as the missing"),
        Field("note", Text(), "what a reader must know about the number"),
    ),
)

COMPARISON = Group(
    "comparison",
    (
        Field("quotes", ListOf(Ref("quote"), 2), "the quotes; each is compared with the first, a primary source", True),
        Field("note", Text(markdown=True), "what the differences mean, and where the desk classes one otherwise"),
    ),
    short="quotes",
)

EVIDENCE = Group(
    "evidence",
    (
        Field("reference", Ref("reference"), "the entry of the bibliography", True),
        Field("stance", Choice(STANCES), "what it does to the claim; `context` when left out"),
        Field("origin", Ref("actor"), "whose knowledge it is; findings of one origin count once"),
        Field("finding", Text(), "what it shows, in our own words", True),
        Field("locator", Text(line=True), "where in it: a page, a minute"),
    ),
)

APPEARANCE = Group(
    "appearance",
    (
        Field("reference", Ref("reference"), "the entry of the bibliography in which the claim stands"),
        Field("url", Url(), "or the address at which it stands"),
        Field("first", Flag(), "true where there is evidence that it stood there first"),
    ),
    short="reference",
)

MEDIA = Group(
    "media",
    (
        Field("kind", Choice(MEDIA_KINDS), "what is reviewed", True),
        Field("authenticity", ListOf(Choice(AUTHENTICITIES), 1), "what was found about it", True),
        Field("context", Text(), "what it really shows; required where context is missing"),
        Field("url", Url(), "the address of the original image or recording, where it is known"),
    ),
)

_NOTE = Group(
    "correction",
    (
        Field("date", EdtfDate(single=True), "the day of the correction", True),
        Field("note", Text(), "what was wrong and what it says now", True),
    ),
)
_MINOR = Group(
    "minor note",
    (
        Field("date", EdtfDate(single=True), "the day of the change", True),
        Field("note", Text(), "which wording is another", True),
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
        Field("places", refs("place"), "where"),
        Field("topics", refs("topic"), "subjects"),
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
        Field(
            "appearances",
            ListOf(APPEARANCE),
            "where else the claim stands, outside this site: the id of a reference, or `url: https://...`",
        ),
        Field("no_appearance", Text(), "why no address is known at which the claim stands; it then has no ClaimReview"),
        Field("media", MEDIA, "for a claim about an image or a recording: what was found about that; for MediaReview"),
        Field("compare", ListOf(COMPARISON), "quotes set side by side, word differences shown"),
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
        Field("corrections", ListOf(_NOTE), "newest last; never deleted"),
        Field("minor", ListOf(_MINOR), "where only the wording of the claim or the verdict is another; newest last"),
        Field(
            "status",
            Choice(("draft", "published", "withdrawn")),
            "a draft shows in the preview alone; a withdrawn card keeps its page, counts nowhere, and says why in its "
            "last correction; published when left out",
        ),
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
        Field("places", refs("place"), "where"),
        Field("quotes", ListOf(QUOTE), "passages of the articles"),
        Field("evidence", ListOf(EVIDENCE), "outside sources"),
        Field("claims", refs("claim"), "claims that it bears on"),
        Field("id", Name(), "its address on the timeline"),
    ),
)
