"""The figures of a claim's versions in words: which came, went or say another number."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite import dates
from pincite.facts.statements import in_words
from pincite.model import Figure
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pincite.dates import When
    from pincite.facts.index import Index
    from pincite.versions import Counted


@dataclass(frozen=True, slots=True)
class Recount:
    """A figure of a version: its number in words, and what was counted where and when, by whom and told by whom.

    Names are those of today; where the site has none for an id any more, it is the id.
    """

    number: str
    parts: tuple[tuple[str, int], ...]
    also: str
    measure: str
    where: str
    period: When | None
    by: str
    source: str
    dated: When | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that one version has otherwise than the one before; None for what came, or went."""

    before: Recount | None
    now: Recount | None


def figure_changes(before: Sequence[Counted], now: Sequence[Counted], index: Index) -> tuple[FigureChange, ...]:
    """Tell how the figures of a version differ from those of the version before: changed, new and dropped ones.

    What one source counts of one thing is one figure, whatever it says; first where it is of one place and time, too.
    """
    old, new = list((Counter(before) - Counter(now)).elements()), list((Counter(now) - Counter(before)).elements())
    found = []
    for key in (_whole, _loose):
        for one in tuple(old):
            other = next((other for other in new if key(other) == key(one)), None)
            if other:
                found.append(FigureChange(recount(one, index), recount(other, index)))
                old.remove(one)
                new.remove(other)
    found += [FigureChange(None, recount(one, index)) for one in new]
    return (*found, *(FigureChange(recount(one, index), None) for one in old))


def _whole(one: Counted) -> tuple[str, ...]:
    return one.measure, one.source, one.by, one.where, one.period


def _loose(one: Counted) -> tuple[str, ...]:
    return one.measure, one.source


def recount(one: Counted, index: Index) -> Recount:
    """Say a version's figure in words."""
    told = dict(one.numbers)
    figure = Figure(
        measure=one.measure,
        value=told.get("value"),
        least=told.get("least"),
        most=told.get("most"),
        over=told.get("over"),
    )
    sources: tuple[Callable[[], str | None], ...] = (
        lambda: index.articles[one.source].short if one.source in index.articles else None,
        lambda: index.references[one.source].publisher if one.source in index.references else None,
    )
    return Recount(
        number=in_words(figure, index.language),
        parts=one.parts,
        also=one.also,
        measure=one.measure,
        where=index.places[one.where].name if one.where in index.places else one.where,
        period=_when(one.period),
        by=index.actors[one.by].name if one.by in index.actors else one.by,
        source=next((name for source in sources if (name := source())), one.source),
        dated=_when(one.dated),
    )


def _when(text: str) -> When | None:
    return dates.parse(text) if text else None
