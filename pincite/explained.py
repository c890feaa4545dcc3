"""What a page is made of and why it is made again, from what it asked for when it was made: see `facts.watch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.output.manifest import listed_as
from pincite.read.record import path_of
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from pincite.model import Site
    from pincite.output.manifest import Listed
    from pincite.pipeline import Ready

_SPOILT = "the file in the output folder is gone, or is not what a build writes"
_LISTS = {"actor": "actors", "place": "places", "reference": "references", "topic": "topics"}
_OF_CLAIMS = {"card": "the card", "claim": "what lists show of the claim", "quotes": "its quotes"}
_KINDS = {
    "claims": "what lists show of every claim",
    "cards": "every card, whole",
    "quotes": "the quotes of every claim",
    "articles": "every article",
    "actors": "every actor",
    "references": "every reference",
    "places": "every place",
    "topics": "every topic",
    "events": "every event",
    "prose": "every page of prose",
    "chain": "the publications before",
    "pending": "which versions are not on record yet",
    "reworded": "which ratings the record has otherwise",
}
_LOOKED_UP = {
    "by-actor": "which claims the actor has a part in",
    "by-place": "which claims the place has",
    "by-topic": "which claims the topic has",
    "by-rating": "which claims have the rating",
    "by-reference": "which claims rest on the reference",
    "citing": "which claims quote the article",
    "cutting": "which claims quote the article",
    "formerly-citing": "which withdrawn claims quote the article",
    "events-of": "which events bear on the claim",
    "events-at": "which events the place has",
    "copies-of": "which references relay the reference",
    "members-of": "which actors belong to the actor",
    "places-in": "which places lie in the place",
    "few-articles": "whether the site has so few articles",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a page was made of: where it stands, what was taken from there, whether it is another now."""

    source: str
    what: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A file of the site: its template, what it was made of, and why it is made again; no reason where it is not."""

    path: str
    template: str
    asked: tuple[Asked, ...]
    reasons: tuple[str, ...]


def explain(path: str, ready: Ready, stands: Callable[[str, Listed], bool]) -> Explained | None:
    """Explain a file; None where the site has none of this path. `stands` tells whether the output has such bytes.

    Raises KeptError.
    """
    plan = ready.maker.plan
    if path in ready.fixed:
        copied = Asked(path, "copied, or made of the settings alone", moved=False)
        stands_so = stands(path, listed_as(ready.fixed[path]))
        return Explained(path, "", (copied,), () if stands_so else (_SPOILT,))
    if path not in plan.paths and path not in plan.files:
        return None
    row = ready.known.row(path) if ready.known else None
    if ready.known is None or row is None:
        page = plan.page(path)
        return Explained(
            path, page.template if page else "", (), ("no build has made it yet, as far as is remembered",)
        )
    basis, listed, template, keys = row
    moved = frozenset[str]() if ready.known.fresh else ready.known.moved
    asked = tuple(sorted({*_asked(keys, plan.site, moved)}, key=lambda one: (one.source, one.what)))
    reasons = [f"{one.source}: {one.what}" for one in asked if one.moved]
    if basis != ready.around.basis(template):
        reasons.insert(0, "templates, assets, site.yaml, the catalogue, pincite or a library is another")
    if not reasons and not stands(path, listed):
        reasons.append(_SPOILT)
    return Explained(path, template, asked, tuple(dict.fromkeys(reasons)))


def _asked(keys: list[str], site: Site, moved: AbstractSet[str]) -> Iterator[Asked]:
    claims = {str(claim.id): claim.path for claim in site.claims}
    articles = {str(article.id): article for article in site.articles}
    whole = {key.removeprefix("card:") for key in keys if key.startswith("card:")}
    for key in keys:
        kind, _, ident = key.partition(":")
        is_moved = key in moved
        if kind in _OF_CLAIMS and ident:
            if kind == "card" or ident not in whole:
                yield Asked(claims.get(ident, f"content/claims/{ident}.yaml"), _OF_CLAIMS[kind], is_moved)
            if kind == "card":
                yield Asked(path_of(ident), "its record, if it has one", moved=False)
        elif kind == "article":
            yield Asked(f"content/articles/{ident}.yaml", "the article", is_moved)
            if ident in articles:
                yield Asked(articles[ident].path, "its original", is_moved)
        elif kind in _LISTS:
            yield Asked(f"content/{_LISTS[kind]}.yaml", f'the entry "{ident}"', is_moved)
        elif kind == "event":
            yield Asked("content/events.yaml", f'the event "{ident}"', is_moved)
        else:
            what = f"{_LOOKED_UP[kind]}: {ident}" if kind in _LOOKED_UP else _KINDS.get(kind, kind)
            yield Asked("content/", what, is_moved)
