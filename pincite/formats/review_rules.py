"""The rules R2 and C1 to C8: a ClaimReview object, as JSON gives it back, held against what is asked of the review."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pincite.addresses import host_of
from pincite.formats.breaches import Breach, each, kind, text
from pincite.formats.claimreview import CONTEXT
from pincite.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.formats.breaches import Terms
    from pincite.formats.claimreview import Review

LONG = 75  # characters, from which a claim wraps where Google shows it
_MEND = "the markup is made from the card: restore it where something else wrote it"


def misshapen(rule: str, at: str, message: str, hint: str = _MEND, severity: Severity = Severity.ERROR) -> Breach:
    """Tell of a property that is missing or not what it must be."""
    return Breach("claimreview-shape", rule, at, message, hint, severity)


def root(review: Review, _: Terms) -> Iterator[Breach]:
    """R2."""
    if review.get("@context") != CONTEXT:
        yield misshapen("R2", "review", f'"@context" is not "{CONTEXT}"')
    if review.get("@type") != "ClaimReview":
        yield misshapen("R2", "review", '"@type" of the root is not "ClaimReview"')


def claim_reviewed(review: Review, terms: Terms) -> Iterator[Breach]:
    """C1."""
    said = text(review, "claimReviewed")
    if not said or said != said.strip():
        yield misshapen("C1", "claim", "`claimReviewed` is no text, or has white space around it")
        return
    if len(said) >= LONG:
        message = f"the claim has {len(said)} characters; Google asks for fewer than {LONG}"
        hint = "shorten it, or write `claimreview-long` into `claimreview: accept` in site.yaml"
        yield Breach("claimreview-long", "C1", "claim", message, hint, Severity.WARNING)
    if found := terms.labels.search(said):
        message = f'the claim holds the label of a rating, "{found[0]}"'
        yield Breach("claimreview-rating-in-claim", "C1", "claim", message, "word the claim without it")


def rating(review: Review, _: Terms) -> Iterator[Breach]:
    """C2."""
    if kind(review.get("reviewRating")) != "Rating":
        yield misshapen("C2", "rating", "`reviewRating` is no Rating")


def url(review: Review, terms: Terms) -> Iterator[Breach]:
    """C3, of the address itself; that it is the page's own is held on the page."""
    address = text(review, "url")
    if not is_address(address) or host_of(address) != terms.host or not address.startswith(terms.url):
        yield misshapen("C3", "review", f"`url` is no address below {terms.url}")


def author(review: Review, terms: Terms) -> Iterator[Breach]:
    """C4."""
    who = review.get("author")
    if kind(who) not in {"Organization", "Person"} or not text(who, "name"):
        hint = "give `publisher` in site.yaml a name"
        yield misshapen("C4", "review", "the review has no author with a name", hint, terms.stricter)


def published(review: Review, terms: Terms) -> Iterator[Breach]:
    """C5."""
    when = text(review, "datePublished")
    if not is_day(when):
        message = "the review’s date is no certain day, so its markup has none"
        yield Breach("claimreview-undated", "C5", "checked", message, "write the day of the review", terms.stricter)
        return
    claimed = text(review.get("itemReviewed"), "datePublished")
    if is_day(claimed) and when < claimed:
        message = f"the review is of {when}, before the claim was made on {claimed}"
        yield Breach("claimreview-date", "C5", "checked", message, "correct `checked` or `claimed`")


def item(review: Review, _: Terms) -> Iterator[Breach]:
    """C6."""
    if kind(review.get("itemReviewed")) != "Claim":
        yield misshapen("C6", "review", "`itemReviewed` is no Claim", severity=Severity.WARNING)


def corrected(review: Review, _: Terms) -> Iterator[Breach]:
    """C7."""
    comments = each(review, "correction")
    if not comments and "dateModified" not in review:
        return
    modified, when = text(review, "dateModified"), text(review, "datePublished")
    last = f"correction-{len(comments)}"
    if not is_day(modified):
        what = "the last correction’s or minor note’s date is no certain day"
        message, hint = f"{what}, so the markup does not say when the review changed", "write the day of the change"
        yield Breach("claimreview-undated", "C7", last, message, hint, Severity.WARNING)
    dates = [(f"correction-{number}", text(one, "datePublished")) for number, one in enumerate(comments, start=1)]
    for at, date in dict.fromkeys([*dates, (last, modified)]):  # the last is told twice where the two agree
        if is_day(when) and is_day(date) and date < when:
            message = f"the correction is of {date}, before the review of {when}"
            hint = "correct one of the two"
            yield Breach("claimreview-date", "C7", at, message, hint)


def extras(review: Review, _: Terms) -> Iterator[Breach]:
    """C8."""
    found = []
    if "inLanguage" in review and not text(review, "inLanguage"):
        found.append("`inLanguage` is no text")
    for number, one in enumerate(each(review, "correction"), start=1):
        if kind(one) != "CorrectionComment" or not text(one, "text"):
            found.append(f"`correction` {number} is no CorrectionComment with a text")
        if "datePublished" in one and not is_day(text(one, "datePublished")):
            found.append(f"`correction` {number} has a `datePublished` that is no day")
    for number, one in enumerate(each(review, "citation"), start=1):
        if not kind(one) or not (text(one, "name") or text(one, "url")):
            found.append(f"`citation` {number} has neither a name nor an address")
        elif "url" in one and not is_address(text(one, "url")):
            found.append(f"`citation` {number} has a `url` that is no address")
    for message in found:
        yield misshapen("C8", "review", message, severity=Severity.WARNING)


def is_day(value: str) -> bool:
    """Tell whether a text is a day of the calendar in ISO 8601: 2015-12-23."""
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_address(value: Any) -> bool:  # noqa: ANN401 - anything that JSON holds
    """Tell whether a value is one absolute address of the web. Archives have addresses with another one inside."""
    return isinstance(value, str) and _is_one_address(value)


@lru_cache(maxsize=8192)  # as `host_of`
def _is_one_address(value: str) -> bool:
    if not re.fullmatch(r"https?://[^\s/?#]\S*+", value):
        return False
    return not re.search(r"[,;|]https?://", value) and bool(host_of(value))


RULES = (root, claim_reviewed, rating, url, author, published, item, corrected, extras)
