"""Reviews dated on a day that has not come yet: the one question for which a build looks at the calendar, to warn."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.problems import Problem, Severity, has_errors, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.model import Site
    from pincite.pipeline import Made

CODE = "date-ahead"
_EASTERNMOST = dt.timezone(dt.timedelta(hours=14))  # where a day begins first


def latest_day() -> dt.date:
    """Give the latest day that it is anywhere; with SOURCE_DATE_EPOCH set, that it was then."""
    set_to = os.environ.get("SOURCE_DATE_EPOCH", "")
    if set_to.isascii() and set_to.isdecimal() and len(set_to) < 12:  # noqa: PLR2004 - up to the year 5138
        return dt.datetime.fromtimestamp(int(set_to), _EASTERNMOST).date()
    return dt.datetime.now(_EASTERNMOST).date()


def ahead(site: Site, today: dt.date) -> Iterator[Problem]:
    """Warn of each card that was checked on a day after this one."""
    for claim in site.claims:
        if claim.checked.first > today:
            message = f'"checked" is {claim.checked.text}, a day that has not come yet'
            yield Problem(CODE, message, claim.whole.checked_span, "write the day of the review", Severity.WARNING)


def with_ahead(made: Made, *, strict: bool) -> Made:
    """Add these warnings to what a build came to; with `strict` they forbid a site, as all warnings do."""
    found = [*ahead(made.site, latest_day())] if made.site else []
    if not found:
        return made
    problems = in_order([*made.problems, *found])
    return replace(made, problems=problems, listed={} if has_errors(problems, strict=strict) else made.listed)
