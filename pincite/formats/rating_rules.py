"""The rules T1 to T8: what is asked of a Rating, and of the scale in site.yaml that it is taken from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.formats.breaches import Breach, text
from pincite.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.formats.breaches import Terms
    from pincite.formats.claimreview import Review
    from pincite.settings import Config

NUMBERS = ("ratingValue", "bestRating", "worstRating")


def _broken(rule: str, message: str, severity: Severity = Severity.ERROR) -> Breach:
    hint = "the numbers are those of `ratings` in site.yaml, which has 1 for the most false"
    return Breach("claimreview-scale", rule, "rating", message, hint, severity)


def label(review: Review, terms: Terms) -> Iterator[Breach]:
    """T1 and T2."""
    rating = review.get("reviewRating")
    if text(rating, "alternateName") not in terms.scale:
        yield _broken("T1", "`alternateName` is no label of the scale")
    if isinstance(rating, dict) and "name" in rating:
        yield _broken("T2", "the rating has a `name`, which stands for nothing", Severity.WARNING)


def given(review: Review, terms: Terms) -> Iterator[Breach]:
    """T3 and T7: all three numbers, or none off the truth axis."""
    rating = review.get("reviewRating")
    wanted = terms.scale.get(text(rating, "alternateName"))
    numbers = _numbers(review)
    if numbers and wanted is None:
        yield _broken("T7", "a rating off the truth axis has a number")
    elif wanted is not None and not numbers:
        yield _broken("T3", "the rating has a number on the scale, and none in the markup")
    elif not numbers and terms.bing:
        message = "the rating is off the truth axis and has no numbers, which Bing asks for"
        hint = "write `claimreview-numbers` into `claimreview: accept` in site.yaml; do not invent a number"
        yield Breach("claimreview-numbers", "T7", "rating", message, hint)
    if numbers and not _whole(numbers):
        yield _broken("T3", "the rating has not all three numbers, or one that is not whole")


def numbers(review: Review, terms: Terms) -> Iterator[Breach]:
    """T4, T5, T6 and T8, as far as they can be seen in one object with all three numbers."""
    found = _numbers(review)
    if not _whole(found):
        return
    value, best, worst = (found[key] for key in NUMBERS)
    wanted = terms.scale.get(text(review["reviewRating"], "alternateName"))
    if not 1 <= worst < best:
        yield _broken("T4", f"`worstRating` is {worst}: it must be 1 or more, and less than `bestRating`, {best}")
    if not worst <= value <= best:
        yield _broken("T5", f"`ratingValue` is {value}, which is not between {worst} and {best}")
    if wanted is not None and value != wanted:
        yield _broken("T6", f"`ratingValue` is {value}; the label’s number is {wanted}")
    if (worst, best) != (terms.worst, terms.best):
        yield _broken(
            "T8", f"the scale runs from {worst} to {best}; that of the site from {terms.worst} to {terms.best}"
        )


def _numbers(review: Review) -> Review:
    rating = review.get("reviewRating")
    return {key: rating[key] for key in NUMBERS if key in rating} if isinstance(rating, dict) else {}


def _whole(numbers: Review) -> bool:
    """Tell whether all three are there and whole; in Python `true` of JSON would pass for a number."""
    return len(numbers) == len(NUMBERS) and all(type(one) is int for one in numbers.values())


RULES = (label, given, numbers)


def scale(config: Config) -> Iterator[Problem]:
    """T4, T6 and T8, of the whole scale: told once, where it is mended, and not at every claim."""
    seen: dict[str, str] = {}
    for one in config.ratings:
        if one.label in seen:
            message = f'two ratings have the label "{one.label}"'
            yield Problem("claimreview-scale", message, one.label_span, "give one of them another label")
        seen.setdefault(one.label, one.id)
    numbered = [one for one in config.ratings if one.value is not None]
    if len(numbered) == 1:
        message = "only one rating has a number: a scale has a worst and a best"
        yield Problem("claimreview-scale", message, numbered[0].value_span, "number another rating, or none")
    for better, worse in pairwise(numbered):
        if better.value == worse.value:
            message = f'the number {worse.value} is that of "{better.label}", too'
            yield Problem("claimreview-scale", message, worse.value_span, "give each label a number of its own")
        elif (better.value or 0) < (worse.value or 0):
            message = f'"{worse.label}" stands below "{better.label}" and has a higher number'
            hint = "list the ratings from the truest to the most false, with falling numbers: 1 is the most false"
            yield Problem("claimreview-scale", message, worse.value_span, hint)
