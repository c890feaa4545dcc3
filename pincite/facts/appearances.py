"""Where a claim stands outside this site: in the articles that state it, then where its card says so besides.

Each address once. An article or a reference without an address is no place that a machine could go to; readers are
told of both all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.addresses import host_of
from pincite.problems import NOWHERE, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.facts.index import Index
    from pincite.model import Article, Claim, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One place: its address, empty where none is known, and what is known of it.

    `name` is what readers are shown. `article` or `reference` is the record, both None for a bare address; `span` says
    where an editor mends it.
    """

    url: str
    name: str
    article: Article | None = None
    reference: Reference | None = None
    first: bool = False
    span: Span = NOWHERE


def sightings(claim: Claim, index: Index) -> tuple[Sighting, ...]:
    """Give every known place of a claim. Where one is given twice, it is the first where either says so."""
    found = [
        Sighting(url=one.url, name=one.short, article=one, span=one.url_span)
        for one in index.printed_by(claim)
        if one.url
    ]
    for appearance in claim.appearances:
        reference = index.references[appearance.reference] if appearance.reference else None
        url = reference.url if reference else appearance.url
        same = next((at for at, one in enumerate(found) if url and one.url == url), None)
        if same is not None:
            found[same] = replace(found[same], first=found[same].first or appearance.first)
            continue
        name = reference.publisher if reference else host_of(url)
        found.append(Sighting(url=url, name=name, reference=reference, first=appearance.first, span=appearance.span))
    return tuple(found)


def elsewhere(claim: Claim, index: Index) -> tuple[Sighting, ...]:
    """Give the places that are none of the site's articles: readers find those under who prints the claim."""
    return tuple(one for one in sightings(claim, index) if one.article is None) if claim.appearances else ()
