"""The rules that ClaimReview markup is held to, as one table: what is asked, by whom, how strictly, and who holds it.

`review_rules`, `claim_rules` and `rating_rules` hold an object against the rules of one, `marked` holds a whole site,
and the inspection of finished pages the rules of a page. docs/claimreview.md has the same table.
"""

from __future__ import annotations

from pincite.records import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `level` is E for an error, W for a warning, W→E for a warning that `bing: true` makes an error. `source` is who asks
    for it: G Google's page on ClaimReview, API its Fact Check Tools API, B Bing's help page, S schema.org, F Full
    Fact's notes on the markup, W failures seen in published markup, P this project. `held` says where it is held: by
    the `object`, the `site` as a whole, the finished `page`, or the `card` as it is read; `how` says by which codes.
    """

    id: str
    level: str
    source: str
    what: str
    held: str
    how: str


RULES = (
    Rule(
        "R1",
        "E",
        "W, P",
        "JSON-LD is strict JSON; `<` is written `\\u003c`",
        "page",
        "each piece of JSON-LD of each page is parsed: `page-form`",
    ),
    Rule(
        "R2",
        "E",
        "G, F, W",
        "`@context` is exactly `https://schema.org`, and ClaimReview is the root's `@type`, not in a `@graph`",
        "object",
        "`claimreview-shape`; on the page `claimreview-page`",
    ),
    Rule(
        "R3",
        "E",
        "G",
        "exactly one ClaimReview on a claim's page, none on any other",
        "page",
        "`claimreview-page`",
    ),
    Rule(
        "R4",
        "E",
        "G",
        "one ClaimReview stands on one page of the site",
        "page",
        "each page has its own card's or none: `claimreview-page`",
    ),
    Rule(
        "R5",
        "E",
        "G, P",
        "the page shows the claim as in `claimReviewed`, the badge as in `alternateName`, and a summary",
        "page",
        "heading, badge and verdict of the finished page: `claimreview-page`",
    ),
    Rule("R6", "W", "G", "the site has several marked pages: three or more", "site", "`claimreview-few`"),
    Rule(
        "R7",
        "E",
        "G",
        "a corrections policy, or a way to report errors",
        "site",
        "a page `corrections-policy`, `publisher.email` or `repository`; claim pages link to them: "
        "`claimreview-no-policy`",
    ),
    Rule(
        "R8", "W", "G", "the publisher is no political entity", "site", "`publisher.political`: `claimreview-political`"
    ),
    Rule(
        "C1",
        "E",
        "G",
        "`claimReviewed` is a text, trimmed, without a rating's label in it; below 75 characters (W)",
        "object",
        "`claimreview-rating-in-claim`, `claimreview-long`, `claimreview-shape`",
    ),
    Rule("C2", "E", "G, W", "`reviewRating` is a Rating, never a text", "object", "`claimreview-shape`"),
    Rule(
        "C3",
        "E",
        "G, API, W",
        "`url` is absolute, on the site's host, and the canonical address of the page",
        "object",
        "`claimreview-shape`; on the page `claimreview-page`",
    ),
    Rule(
        "C4",
        "W→E",
        "G, B",
        "`author` is the checker: an Organization or a Person with a name",
        "object",
        "from `publisher`, which site.yaml must have: `claimreview-shape`",
    ),
    Rule(
        "C5",
        "W→E",
        "B, P",
        "`datePublished` is a day, and not before the claim's (E)",
        "object",
        "`claimreview-undated`, `claimreview-date`",
    ),
    Rule("C6", "W", "G", "`itemReviewed` is a Claim", "object", "`claimreview-shape`"),
    Rule(
        "C7",
        "W",
        "F",
        "`dateModified` is there with a correction, and not before `datePublished` (E)",
        "object",
        "`claimreview-undated`, `claimreview-date`",
    ),
    Rule(
        "C8",
        "W",
        "S, F",
        "`inLanguage`, `correction` and `citation` have their shapes where they are there",
        "object",
        "`claimreview-shape`",
    ),
    Rule("K1", "W", "G, F", "`appearance` or `firstAppearance`", "object", "`claimreview-unseen`"),
    Rule(
        "K2",
        "E",
        "W",
        "each appearance has one absolute address, never several in one text",
        "object",
        "`claimreview-appearance`",
    ),
    Rule(
        "K3",
        "E",
        "G, W",
        "an appearance or the claimant's address is on another host than the site's; none is on its own",
        "object",
        "`claimreview-origin`, `claimreview-own-host`",
    ),
    Rule(
        "K4",
        "W→E",
        "G, B",
        "`author` of the claim is a Person or an Organization; left out where the claim has none",
        "object",
        "told under `bing: true` alone, for `unidentified` is what the desk says: `claimreview-anonymous`",
    ),
    Rule("K5", "E", "G", "`author.name` is there where the author is", "object", "`claimreview-shape`"),
    Rule(
        "K6",
        "W",
        "G",
        "`author.sameAs`: the claimant's home page, or its entry in a register",
        "object",
        "not asked of groups: `claimreview-unlinked`",
    ),
    Rule(
        "K7",
        "W",
        "G, P",
        "`datePublished` of the claim is a day, from a date that is certain; else left out",
        "object",
        "`claimreview-undated`",
    ),
    Rule(
        "K8", "W", "F", "`@id` of the claim is stable: the page's address and `#claim`", "object", "`claimreview-shape`"
    ),
    Rule(
        "K9",
        "W",
        "S",
        "`text` of the claim, where it is there, equals `claimReviewed`",
        "object",
        "`claimreview-shape`",
    ),
    Rule("T1", "E", "G, W", "`alternateName` is a text, and a label of the scale", "object", "`claimreview-scale`"),
    Rule("T2", "W", "G", "`name` of the rating is not used", "object", "`claimreview-scale`"),
    Rule(
        "T3",
        "E",
        "G, W, P",
        "`ratingValue`, `bestRating` and `worstRating` are all there or none, whole numbers",
        "object",
        "`claimreview-scale`",
    ),
    Rule(
        "T4",
        "E",
        "G",
        "`worstRating` is 1 or more, and less than `bestRating`",
        "object",
        "`claimreview-scale`, told in site.yaml",
    ),
    Rule(
        "T5",
        "E",
        "G",
        "`ratingValue` is between the two, and higher where the claim is truer",
        "object",
        "`claimreview-scale`",
    ),
    Rule(
        "T6",
        "E",
        "G",
        "each number belongs to one label, whose definition is on the page of ratings",
        "object",
        "`claimreview-scale`, told in site.yaml",
    ),
    Rule(
        "T7",
        "E",
        "P, W",
        "a rating off the truth axis has no number: no -1, no 0, no middle",
        "object",
        "`claimreview-scale`; under `bing: true` `claimreview-numbers` tells that Bing’s minimum is not met",
    ),
    Rule(
        "T8",
        "E",
        "G, P",
        "the scale runs one way on the whole site, from most false to most true",
        "object",
        "`claimreview-scale`, told in site.yaml",
    ),
    Rule(
        "M1",
        "E",
        "S",
        "MediaReview: `original` not with `transformed`, `edited` or `staged`",
        "card",
        "read with the card: `media-authenticity`",
    ),
    Rule(
        "M2",
        "E",
        "S",
        "MediaReview: what the media really shows is told where context is missing",
        "card",
        "read with the card: `media-authenticity`",
    ),
)
