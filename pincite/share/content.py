"""What each share image shows, before anything is drawn: words, colours and shapes, the same that the claim's page has.

The colours of paper, ink and rules are the tokens of `assets/style.css`, those of the badge come from site.yaml, the
shapes from `assets/icons`. What a picture cannot be drawn from is a problem, told at the file that it stands in.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, field
from typing import TYPE_CHECKING

from pincite import addresses
from pincite.language import direction
from pincite.problems import Problem, Span
from pincite.records import dataclass
from pincite.share.shapes import ShapeError, icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.model import Claim, Site
    from pincite.settings import Hues, Rating

SHEET = "assets/style.css"
_TOKENS = ("paper", "ink", "ink-2", "ink-3", "rule", "rule-2")
_SYMBOL = re.compile(r'<symbol id="mark-([^"]*)".*?</symbol>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of a light page, as `#rrggbb`."""

    paper: str
    ink: str
    ink_2: str
    ink_3: str
    rule: str
    rule_2: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rating's mark: its symbol as the pages have it, its colours, and whether it is drawn with an outline."""

    symbol: str
    hues: Hues
    outline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that one picture depends on. `mark` is None for a withdrawn claim, `at` is its place on the `scale`, or -1.

    `asked` and `claimant` are a label and who claims it; `label` is the rating's, or says that the claim is withdrawn,
    and `remark` then says what it was rated.
    """

    path: str
    site: str
    direction: str
    asked: str
    claimant: str
    claim: str
    label: str
    remark: str
    mark: Mark | None
    scale: tuple[Mark, ...]
    at: int
    tokens: Tokens
    span: Span = field(compare=False, repr=False)

    def key(self, versions: Iterable[str]) -> str:
        """Give the SHA-256, in hex, of what the picture's bytes depend on; `versions` are those of what draws it."""
        held = asdict(self) | {"path": "", "span": ""}
        told = json.dumps([held, list(versions)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def contents(site: Site, symbols: str, sheet: str) -> tuple[tuple[Content, ...], list[Problem]]:
    """Say what the picture of each claim shows. `symbols` are those of the pages, `sheet` is the text of style.css."""
    problems = []
    tokens, missing = _tokens(sheet)
    if missing:
        message = f"the share images need colours that {SHEET} does not name: {', '.join(missing)}"
        problems.append(Problem("share-image", message, Span(SHEET), "name each in :root, as in `--ink: #15191d;`"))
    found = {one[1]: one[0] for one in _SYMBOL.finditer(symbols)}
    marks = {
        rating.id: Mark(symbol=found[rating.id], hues=rating.light, outline=rating.outline)
        for rating in site.config.ratings
        if rating.id in found
    }
    problems += [
        wrong
        for rating in site.config.ratings
        if rating.id in found and (wrong := _undrawable(rating, found[rating.id]))
    ]
    if problems or tokens is None or len(marks) < len(site.config.ratings):
        return (), problems  # an icon that is not there is told already
    scale = tuple(rating for rating in reversed(site.config.ratings) if rating.value is not None)
    names = {actor.id: actor.name for actor in site.actors}
    ratings = {rating.id: rating for rating in site.config.ratings}
    _ = site.language.gettext

    def content(claim: Claim) -> Content:
        rating = ratings[claim.rating]
        gone = claim.withdrawn
        return Content(
            path=addresses.share_image(claim.id),
            site=site.config.title,
            direction=direction(site.config.language),
            asked=_("Who claims it"),
            claimant=names[claim.claimant],
            claim=claim.claim,
            label=_("Withdrawn") if gone else rating.label,
            remark=_("Until then it was rated: %(rating)s") % {"rating": rating.label} if gone else "",
            mark=None if gone else marks[rating.id],
            scale=() if gone else tuple(marks[one.id] for one in scale),
            at=-1 if gone or rating not in scale else scale.index(rating),
            tokens=tokens,
            span=claim.claim_span,
        )

    return tuple(content(claim) for claim in site.claims), []


def _tokens(sheet: str) -> tuple[Tokens | None, list[str]]:
    """Read the colours of a light page: those that the sheet names first. Gives what it does not name, too."""
    found = {name: re.search(rf"--{name}\s*:\s*(#[0-9A-Fa-f]{{6}})\b", sheet) for name in _TOKENS}
    missing = [f"--{name}" for name, one in found.items() if one is None]
    colours = {name.replace("-", "_"): one[1].lower() for name, one in found.items() if one}
    return (None if missing else Tokens(**colours)), missing


def _undrawable(rating: Rating, symbol: str) -> Problem | None:
    try:
        icon(symbol)
    except ShapeError as error:
        message = f'the icon "{rating.icon}" cannot be drawn in share images: {error}'
        hint = "draw it with paths of lines, curves and arcs in the classes s, g, d and t"
        return Problem("share-image", message, Span(f"assets/icons/{rating.icon}.svg"), hint)
    return None
