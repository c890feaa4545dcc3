"""The versions of a published claim: what each one stated, when it came, with which notes, chained by their digests.

What is held to be stated is what a fact check answers for: the claim sentence, the rating, the verdict, the quotes and
the figures, and whether it stands. A version's digest covers all of that and the digest of the version before, so that
none can be altered without altering all that follow. docs/record.md tells how to work it out without pincite.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pincite import dates
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pincite.dates import When

GAP = " […] "  # between the parts of an elided quote
_SHOWN = 12  # digits of a digest that tell versions apart for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A quote as a version has it: the article's id, the original's own words, their stance, who speaks, through whom.

    `translation` is the desk's, which most readers of a quote in another language read in its place.
    """

    article: str
    text: str
    stance: str
    speaker: str = ""
    via: tuple[str, ...] = ()
    translation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure as a version has it: its numbers and parts by name, and where they stand.

    `source` is the id of the article or reference; dates are EDTF, the other fields ids or the card's words.
    """

    measure: str
    numbers: tuple[tuple[str, int], ...]
    parts: tuple[tuple[str, int], ...] = ()
    exclusive: bool = False
    source: str = ""
    by: str = ""
    where: str = ""
    period: str = ""
    dated: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a version states. `rating` is an id; quotes and figures are in an order of their own, not the card's."""

    claim: str
    rating: str
    verdict: str
    withdrawn: bool = False
    quotes: tuple[Cited, ...] = ()
    figures: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A correction or a minor note as it stood when it was recorded."""

    date: When
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version: its number from 1, the day it came, and the notes that came with it. `sha256` is in hex."""

    number: int
    date: When
    statement: Statement
    corrections: tuple[Noted, ...] = ()
    minor: tuple[Noted, ...] = ()
    sha256: str = ""

    @property
    def fingerprint(self) -> str:
        """The digest's beginning, for people."""
        return self.sha256[:_SHOWN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """What a rating of the scale said to readers. `value` is None off the truth axis; `notes` tell of each change."""

    id: str
    label: str
    meaning: str
    value: int | None = None
    notes: tuple[Noted, ...] = ()

    @property
    def number(self) -> int:
        """The version of the wording, from 1: each note makes one more."""
        return len(self.notes) + 1

    @property
    def sha256(self) -> str:
        """The digest of the wording with its notes, in hex."""
        return hashlib.sha256(canonical(rating_as_json(self))).hexdigest()


def stated(
    *, claim: str, rating: str, verdict: str, withdrawn: bool, quotes: list[Cited], figures: list[Counted]
) -> Statement:
    """Make a statement; the order in which a card has its quotes and figures says nothing."""
    return Statement(
        claim=claim,
        rating=rating,
        verdict=verdict,
        withdrawn=withdrawn,
        quotes=tuple(sorted(quotes, key=lambda one: canonical(_cited(one)))),
        figures=tuple(sorted(figures, key=lambda one: canonical(_counted(one)))),
    )


def version(
    ident: str,
    before: Version | None,
    date: When,
    statement: Statement,
    corrections: tuple[Noted, ...] = (),
    minor: tuple[Noted, ...] = (),
) -> Version:
    """Make the version of a claim that follows another one, with its digest."""
    number = before.number + 1 if before else 1
    content = _as_json(number, date, statement, corrections, minor)
    chained = {"claim": ident, "before": before.sha256 if before else None, **content}
    return Version(
        number=number,
        date=date,
        statement=statement,
        corrections=corrections,
        minor=minor,
        sha256=hashlib.sha256(canonical(chained)).hexdigest(),
    )


def unfit(ident: str, listed: Iterable[Version]) -> int:
    """Give the number of a claim's first version that does not follow on the one before it by number and digest.

    0 where each does.
    """
    before = None
    for number, one in enumerate(listed, 1):
        made = version(ident, before, one.date, one.statement, one.corrections, one.minor)
        if made != one or one.number != number:
            return number
        before = one
    return 0


def canonical(content: Any) -> bytes:  # noqa: ANN401 - whatever JSON has
    """Write JSON in its canonical form, RFC 8785: here there are no fractions, and all keys are ASCII."""
    return _canonical(content).encode()


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def as_json(one: Version) -> dict[str, Any]:
    """Give a version as JSON has it, without its digest. What says nothing is left out."""
    return _as_json(one.number, one.date, one.statement, one.corrections, one.minor)


def _as_json(
    number: int, date: When, statement: Statement, corrections: tuple[Noted, ...], minor: tuple[Noted, ...]
) -> dict[str, Any]:
    notes = ("corrections", corrections), ("minor", minor)
    return {
        "version": number,
        "date": date.text,
        "statement": _statement(statement),
        **{name: [_noted(note) for note in noted] for name, noted in notes if noted},
    }


def rating_as_json(one: Worded) -> dict[str, Any]:
    """Give a rating as JSON has it. What says nothing is left out."""
    return {
        "id": one.id,
        "label": one.label,
        "meaning": one.meaning,
        **({} if one.value is None else {"value": one.value}),
        **({"changed": [_noted(note) for note in one.notes]} if one.notes else {}),
    }


def rating_from_json(content: Mapping[str, Any]) -> Worded:
    """Read a rating. Raises KeyError, TypeError or ValueError where it is none."""
    return Worded(
        id=_text(content["id"]),
        label=_text(content["label"]),
        meaning=_text(content["meaning"]),
        value=_whole(content["value"]) if "value" in content else None,
        notes=tuple(_note(note) for note in content.get("changed", ())),
    )


def _noted(one: Noted) -> dict[str, Any]:
    return {"date": one.date.text, "note": one.note}


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "claim": one.claim,
        "rating": one.rating,
        "verdict": one.verdict,
        **({"withdrawn": True} if one.withdrawn else {}),
        "quotes": [_cited(quote) for quote in one.quotes],
        "figures": [_counted(figure) for figure in one.figures],
    }


def _cited(one: Cited) -> dict[str, Any]:
    return {
        "article": one.article,
        "text": one.text,
        "stance": one.stance,
        **({"via": list(one.via)} if one.via else {}),
        **_said(speaker=one.speaker, translation=one.translation),
    }


def _counted(one: Counted) -> dict[str, Any]:
    return {
        "measure": one.measure,
        **dict(one.numbers),
        **({"parts": [[name, number] for name, number in one.parts]} if one.parts else {}),
        **({"exclusive": True} if one.exclusive else {}),
        **_said(source=one.source, by=one.by, where=one.where, period=one.period, dated=one.dated, also=one.also),
    }


def _said(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


NUMBERS = ("value", "least", "most", "over")


def from_json(content: Mapping[str, Any]) -> Version:
    """Read a version, its `sha256` as it stands there. Raises KeyError, TypeError or ValueError where it is none."""
    statement = content["statement"]
    return Version(
        number=_whole(content["version"]),
        date=dates.parse(_text(content["date"])),
        statement=Statement(
            claim=_text(statement["claim"]),
            rating=_text(statement["rating"]),
            verdict=_text(statement["verdict"]),
            withdrawn=statement.get("withdrawn", False) is True,
            quotes=tuple(_quote(quote) for quote in statement["quotes"]),
            figures=tuple(_figure(figure) for figure in statement["figures"]),
        ),
        corrections=tuple(_note(note) for note in content.get("corrections", ())),
        minor=tuple(_note(note) for note in content.get("minor", ())),
        sha256=_text(content["sha256"]),
    )


def _quote(content: Mapping[str, Any]) -> Cited:
    texts = {name: _text(one) for name, one in content.items() if name != "via"}
    via = tuple(_text(one) for one in content.get("via", ()))
    return Cited(via=via, **texts)  # the constructor refuses what is no field of it


def _figure(content: Mapping[str, Any]) -> Counted:
    texts = {name: _text(one) for name, one in content.items() if name not in {*NUMBERS, "parts", "exclusive"}}
    return Counted(
        numbers=tuple((name, _whole(content[name])) for name in NUMBERS if name in content),
        parts=tuple((_text(name), _whole(number)) for name, number in content.get("parts", ())),
        exclusive=content.get("exclusive", False) is True,
        **texts,  # the constructor refuses what is no field of it
    )


def _note(content: Mapping[str, Any]) -> Noted:
    return Noted(dates.parse(_text(content["date"])), _text(content["note"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half a surrogate pair, which JSON can write, is no text: a ValueError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value
