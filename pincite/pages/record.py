"""The pages by which readers hold a site to what it said: the log of corrections, and how to verify it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.addresses import SECTIONS
from pincite.facts import registers
from pincite.pages.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.pages.shared import Shared


# What readers run beside claims.json to work out the digests of all versions, in no more than Python itself.
PROGRAM = """\
import hashlib, json

for claim in json.load(open("claims.json", encoding="utf-8")):
    before = None
    for one in claim["versions"]:
        told = {name: one[name] for name in ("version", "date", "statement")}
        told |= {name: one[name] for name in ("corrections", "minor") if one[name]}
        told |= {"claim": claim["id"], "before": before}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256(text.encode()).hexdigest()
        print(claim["id"], one["version"], before == one["sha256"])
"""


def corrections(shared: Shared) -> Page:
    """Plan corrections.html."""
    _ = shared.language.gettext

    def data() -> Mapping[str, object]:
        found, minor = registers.corrections(shared.index), registers.minor_notes(shared.index)
        corrected = {(one.claim.id, one.version) for one in found}
        # What changed in a version is told once: with its correction, where it has one.
        alone = [one for one in minor if (one.claim.id, one.version) not in corrected]
        return {
            "corrections": found,
            "minor": minor,
            "withdrawn": tuple(one for one in found if one.withdrawal),
            "changes": {(one.claim.id, one.number): shared.changes(one) for one in found},
            "rewordings": {(one.claim.id, one.number): shared.changes(one) for one in alone},
        }

    return Page(
        SECTIONS["corrections"],
        "corrections.html",
        _("Corrections"),
        _("Every correction, newest first."),
        "corrections",
        data,
    )


def verify(shared: Shared) -> Page:
    """Plan verify.html."""
    _ = shared.language.gettext
    return Page(
        SECTIONS["verify"],
        "verify.html",
        _("How to verify this site"),
        _("How anyone can check the quotes, the files and the history of %(site)s.")
        % {"site": shared.site.config.title},
        "verify",
        lambda: {"originals": shared.site.articles, "program": PROGRAM},
    )
