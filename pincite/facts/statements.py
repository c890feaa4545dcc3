"""A figure of a card with what it refers to: where it stands, whose knowledge it is, and what it says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.facts.evidence import origins
from pincite.language import ENGLISH, N_
from pincite.records import dataclass

if TYPE_CHECKING:
    from pincite.facts.evidence import Origin
    from pincite.facts.index import Index
    from pincite.facts.passages import Passage
    from pincite.language import Language
    from pincite.model import Claim, Figure, Reference


@dataclass(frozen=True, slots=True)
class Told:
    """A claim whose card makes a statement, and the card's note on it."""

    claim: str
    name: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure with what it refers to: where it stands, whose knowledge it is, and which cards hold it."""

    figure: Figure
    passage: Passage | None
    reference: Reference | None
    origin: Origin
    told: tuple[Told, ...]


def statements(claim: Claim, passages: dict[str, Passage], index: Index) -> tuple[Statement, ...]:
    """Resolve what a card's figures refer to."""
    known = origins(claim, index) if claim.figures else {}
    return tuple(
        Statement(
            figure,
            passages.get(figure.quote) if figure.quote else None,
            index.references[figure.evidence] if figure.evidence else None,
            _origin(figure, passages, known),
            (Told(claim.id, claim.name, claim.title, figure.note),),
        )
        for figure in claim.figures
    )


def _origin(figure: Figure, passages: dict[str, Passage], known: dict[str, Origin]) -> Origin:
    """Say whose knowledge a number is: of whom the card names, or of whom the evidence or the passage has it from."""
    if figure.by:
        return ("actor", str(figure.by))
    if figure.evidence:
        return known.get(figure.evidence, ("reference", str(figure.evidence)))
    found = passages.get(figure.quote or "")
    if found is None:
        return ("", "")
    return ("actor", found.speaker_id) if found.speaker_id else ("article", found.article)


def numbers(figure: Figure) -> list[int]:
    """Give the one or two numbers of a figure, without its parts."""
    return [n for n in (figure.value, figure.least, figure.over, figure.most) if n is not None]


def rank(figure: Figure) -> int:
    """Rank statements of one number: at most so many, exactly, at least, more than."""
    if figure.least is None and figure.most is not None:
        return 0
    return 3 if figure.over is not None else 2 if figure.least is not None and figure.most is None else 1


def in_words(figure: Figure, language: Language = ENGLISH) -> str:
    """Say a number with its sense: `at least 46`, `more than 40`, `18 to 49`, `2,132`."""
    if figure.least is not None and figure.most is not None:
        ends = {"low": language.number(figure.least), "high": language.number(figure.most)}
        return language.gettext("%(low)s to %(high)s") % ends
    for sense, number in (
        (N_("at least %(number)s"), figure.least),
        (N_("at most %(number)s"), figure.most),
        (N_("more than %(number)s"), figure.over),
    ):
        if number is not None:
            return language.gettext(sense) % {"number": language.number(number)}
    return "" if figure.value is None else language.number(figure.value)
