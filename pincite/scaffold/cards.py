"""A new fact card: a draft that loads, with what is known written out and the rest as comments.

Nothing in it is invented. Where the editor has not said what a required field holds, it says that this is not written
yet, and the card is a draft until somebody takes that line out.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from pincite import fields
from pincite.fields.kinds import NOT_WRITTEN
from pincite.records import dataclass
from pincite.scaffold.form import OPEN, known, left_open, modeline

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = "../../schema/claim.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """What is known of a card that is begun.

    `quotes` are items as `scaffold.quotes` writes them, at least one; `checked` is a day; `more` are further fields by
    their keys: plain texts, and for lists of ids `a, b`; `groups` are those that hold groups, as they are written, in
    the order of the table; `remarks` are comments at the top, a line each. `offers` tells whether every other field
    stands below as a comment.
    """

    title: str
    claimant: str
    rating: str
    checked: str
    quotes: tuple[str, ...]
    claim: str = NOT_WRITTEN
    verdict: str = NOT_WRITTEN
    more: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    offers: bool = True


def claim(new: NewClaim) -> str:
    """Write the text of content/claims/ID.yaml."""
    values = {key: getattr(new, key) for key in ("title", "claim", "claimant", "rating", "verdict")} | dict(new.more)
    body = known(fields.CLAIM, values)
    quotes = "\n".join(["quotes:", *new.quotes, ""])
    # In the table the day of the review stands between these two.
    before = "".join(text for key, text in new.groups.items() if key != "corrections")
    checked = known(fields.CLAIM, {"checked": new.checked})
    end = new.groups.get("corrections", "") + known(fields.CLAIM, {"status": "draft"})
    remarks = "".join(f"# {line}\n" for line in new.remarks)
    written = "".join([modeline(SCHEMA), remarks, body, quotes, before, checked, end])
    if not new.offers:
        return written
    done = {*values, *new.groups, "quotes", "checked", "status"}
    return "".join([written, "\n", OPEN, "\n", left_open(fields.CLAIM, done)])
