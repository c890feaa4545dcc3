"""How readers find a claim in the list: what it can be narrowed by, and the table that a script searches.

A list of one page is searched on the page itself, by its rows. A longer one has a table of all claims beside it, in
which what claims share stands once and is pointed to by its number, so that ten thousand claims are still a file that
a browser fetches while a reader waits.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.facts.rows import row
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.facts.rows import Row
    from pincite.language import Language
    from pincite.model import Claim, Place

FORMAT = 1
# What the table says of each claim, in this order. From `rating` to `happened` these are numbers that point into the
# table's lists, None where a claim has nothing of the kind.
COLUMNS = "id title claim name state rating strength claimant named topics areas articles said happened".split()


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a filter, and how many claims it finds.

    `level` is, for a place, how many others it lies in; for a strength, its number on the scale, 0 first.
    """

    id: str
    label: str
    count: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list of claims can be narrowed by. Nothing is offered that no claim has.

    `months` are those in which something was said or happened, as `2015-10` and in words. `unsaid` counts the claims of
    which is not known when they were said, `unhappened` those that speak of nothing dated.
    """

    strengths: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    places: tuple[Choice, ...]
    articles: tuple[Choice, ...]
    months: tuple[tuple[str, str], ...]
    unsaid: int
    unhappened: int


def choices(index: Index) -> Choices:
    """Gather what the claims of a site can be narrowed by; places stand below those that they lie in."""
    site, claims = index.site, index.site.claims
    strengths = Counter(claim.strength for claim in index.standing)
    actors = Counter(actor for claim in claims for actor in index.actors_of(claim))
    topics = Counter(topic for claim in claims for topic in claim.topics)
    areas = Counter(area for claim in claims for area in index.areas_of(claim))
    articles = Counter(article.id for claim in claims for article in index.printed_by(claim))
    return Choices(
        strengths=_offered(
            Choice(one.id, one.label, strengths[one.id], number) for number, one in enumerate(site.config.strengths)
        ),
        actors=_offered(_by_label(Choice(one.id, one.name, actors[one.id]) for one in site.actors)),
        topics=_offered(_by_label(Choice(one.id, one.name, topics[one.id]) for one in site.topics)),
        places=_offered(Choice(one.id, one.name, areas[one.id], level) for one, level in _tree(site.places)),
        articles=_offered(Choice(one.id, one.short, articles[one.id]) for one in site.articles),
        months=_months((when for claim in claims for when in (claim.claimed, claim.happened) if when), index.language),
        unsaid=sum(claim.claimed is None for claim in claims),
        unhappened=sum(claim.happened is None for claim in claims),
    )


def _offered(found: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(choice for choice in found if choice.count)


def _by_label(found: Iterable[Choice]) -> list[Choice]:
    return sorted(found, key=lambda choice: (choice.label.casefold(), choice.id))


def _tree(places: Iterable[Place]) -> Iterator[tuple[Place, int]]:
    """Give each place behind the one that it lies in, with how many it lies in; otherwise in the order of names."""
    inner: dict[str | None, list[Place]] = {}
    for place in sorted(places, key=lambda place: (place.name.casefold(), place.id)):
        inner.setdefault(place.within, []).append(place)
    ahead = [(place, 0) for place in reversed(inner.get(None, ()))]
    while ahead:
        place, level = ahead.pop()
        yield place, level
        ahead += [(one, level + 1) for one in reversed(inner.get(place.id, ()))]


def _months(whens: Iterable[When], language: Language) -> tuple[tuple[str, str], ...]:
    firsts = {date.first.replace(day=1) for when in whens for date in (when.start, when.end) if date}
    return tuple((first.isoformat()[:7], language.month(first)) for first in sorted(firsts))


def table(claims: Iterable[Claim], index: Index) -> dict[str, object]:
    """Make the table of all claims, in the order of the list. It holds text and numbers alone, never markup.

    Dates are given from their first day to their last, as ISO 8601, with the words and the `datetime` that a row shows.
    """
    shared = _Shared(index)
    held = [_line(row(claim, index), shared) for claim in claims]
    return {"format": FORMAT, "columns": COLUMNS, **shared.lists, "claims": held}


class _Shared:
    """Lists in which each entry stands once, in the order in which they were first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        names = ("ratings", "strengths", "actors", "topics", "places", "articles", "dates")
        self.lists: dict[str, list[object]] = {name: [] for name in names}
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, name: str, key: str, entry: object = None) -> int:
        """Give the number of an entry in a list, and put it there first where it is new. An entry may be its key."""
        held = self.lists[name]
        at = self._numbers.setdefault((name, key), len(held))
        if at == len(held):
            held.append(key if entry is None else entry)
        return at

    def actor(self, ident: str) -> int:
        """Give the number of an actor, whose name stands beside its id."""
        return self.number("actors", ident, [ident, self._index.actors[ident].name])

    def date(self, when: When | None) -> int | None:
        """Give the number of a date; None for no date."""
        if when is None:
            return None
        machine = "" if when.is_interval or when.start is None else when.start.machine
        entry = [when.first.isoformat(), when.last.isoformat(), self._index.language.say(when), machine]
        return self.number("dates", when.text, entry)


def _line(one: Row, shared: _Shared) -> list[object]:
    """Write a claim as a line of the table, in the order of its columns."""
    return [
        one.id,
        one.title,
        one.claim,
        one.name,
        "draft" if one.draft else "withdrawn" if one.withdrawn else "",
        None if one.withdrawn else shared.number("ratings", one.rating.id),
        None if one.strength is None or one.withdrawn else shared.number("strengths", one.strength.id),
        shared.actor(one.claimant_id),
        [shared.actor(ident) for ident in one.named],
        [shared.number("topics", ident) for ident in one.topics],
        [shared.number("places", ident) for ident in one.areas],
        [
            shared.number("articles", ident, [ident, name])
            for ident, name in zip(one.articles, one.article_names, strict=True)
        ],
        shared.date(one.claimed),
        shared.date(one.happened),
    ]
