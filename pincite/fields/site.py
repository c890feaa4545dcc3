"""site.yaml."""

from __future__ import annotations

from pincite.addresses import DISPENSABLE
from pincite.fields.kinds import (
    REVIEW_WARNINGS,
    SEARCHES,
    Choice,
    Colour,
    EdtfDate,
    Field,
    Flag,
    Group,
    ListOf,
    Name,
    Number,
    Text,
    Url,
    refs,
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
                    Field("same_as", ListOf(Url()), "the same publisher in registers and elsewhere"),
                    Field("political", Flag(), "true for a party, a candidate or a government, false for others"),
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
                        Field(
                            "changed",
                            ListOf(
                                Group(
                                    "changed rating",
                                    (
                                        Field("date", EdtfDate(single=True), "the day of the change", True),
                                        Field("note", Text(), "what was another, and why", True),
                                    ),
                                ),
                            ),
                            "where its label, meaning or value became another after claims had it; newest last",
                        ),
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
        Field("leave_out", ListOf(Choice(DISPENSABLE)), "sections and files that the site does without"),
        Field("search", Choice(SEARCHES), "full text: a page that searches claims, articles and pages word for word"),
        Field(
            "licence",
            Group(
                "licence",
                (
                    Field("name", Text(line=True), "its name", True),
                    Field("url", Url(), "where it can be read", True),
                    Field("id", Text(line=True), "its identifier in the SPDX list, such as CC-BY-4.0"),
                ),
            ),
            "under which others may use the cards and their data; the articles' own words are not yours to license",
        ),
        Field(
            "translations",
            ListOf(
                Group(
                    "translation",
                    (
                        Field("language", Text(line=True), "its language, BCP 47", True),
                        Field("url", Url(), "where it stands; its pages have the same addresses below", True),
                    ),
                ),
            ),
            "the same site in other languages",
        ),
        Field("share_images", Flag(), "true: a picture for each claim, for links elsewhere; needs the extra `share`"),
        Field(
            "claimreview",
            Group(
                "claimreview",
                (
                    Field("bing", Flag(), "true: what Bing asks for beyond Google's rules is an error, too"),
                    Field("accept", ListOf(Choice(REVIEW_WARNINGS)), "warnings that the desk has decided to live with"),
                ),
            ),
            "how strictly the ClaimReview markup of the claims is held to its rules",
        ),
        Field("featured", refs("claim"), "first on the front page"),
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
                        Field("text", Text(markdown=True, paragraph=True), "one paragraph", True),
                    ),
                ),
            ),
            "short notes at the foot of every page",
        ),
    ),
)
