"""A text cut into what is compared: words, numbers, dates and single marks, each with what it stands for.

1. Cut into words and marks; a script without blanks is cut into single letters.
2. Read numbers, in digits or in English words, as one token with its value: `forty nine`, `1,500`, `two hundred`.
3. Read a day with its month as one: `30 September`, `Sept. 30`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.differences.spelling import key
from pincite.numbers import MAGNITUDES, spelled
from pincite.records import dataclass
from pincite.text import fold, is_unspaced, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.differences.lexicon import Lexicon

Value = Fraction | tuple[int, int]

_DIGITS = re.compile(r"\d{1,30}(?:[.,'’]\d{1,30})*")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3})*")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEARS = range(1900, 2100)
_LAST_DAY = 31
_LONGEST = 12  # words of a number
_ENDS = ".!?…:"
_LETTERED = re.compile(r"(?<=[^\W\d_]{2})[.,](?=[^\W\d_]{2})|(?<=\d)[-‐‑](?=\d)|(?<=[^\W\d_])[,](?=\d)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a date or a mark: where it stands, its folded form, and the key of all its spellings.

    `value` is a number, or the month and day of a date. `opens` tells that a sentence may begin here, where a capital
    means nothing.
    """

    start: int
    end: int
    folded: str
    key: str
    part: int  # of an elided quote
    is_word: bool = True
    small: bool = False
    opens: bool = False
    capital: bool = False
    value: Value | None = None

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number and no date."""
        return isinstance(self.value, Fraction)

    @property
    def content(self) -> bool:
        """Tell whether the word says something by itself."""
        return self.is_word and not self.small


def tokens(parts: Sequence[str], lexicon: Lexicon) -> tuple[Token, ...]:
    """Cut the parts of a quote. Offsets count in the parts joined by one blank each."""
    found: list[Token] = []
    at = 0
    for number, text in enumerate(parts):
        cut = list(_words(text, at, number, lexicon))
        found += _dates(_numbers(_opened(cut), text, at, lexicon), lexicon)
        at += len(text) + 1
    return tuple(found)


def _words(text: str, offset: int, part: int, lexicon: Lexicon) -> Iterator[Token]:
    for word in words(text):
        for start, end in _divided(text, word.start, word.end):
            folded = word.folded if (start, end) == (word.start, word.end) else fold(text[start:end]).text
            value = _value(folded)
            is_word = text[start].isalnum() or end - start > 1 or folded == "%"
            name = "percent" if folded == "%" else key(folded, lexicon.language) if value is None else str(value)
            yield Token(
                start + offset,
                end + offset,
                folded,
                name,
                part,
                is_word=is_word,
                small=is_word and lexicon.is_small(name),
                capital=folded[:1].isupper(),
                value=value,
            )


def _divided(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide what stands together and is more than one word: `night.Then`, `30-40`, words of unspaced scripts."""
    marks = [found.span() for found in _LETTERED.finditer(text, start, end)]
    edges = [start, *(edge for mark in marks for edge in mark), end]
    for low, high in pairwise(edges):
        if any(is_unspaced(char) for char in text[low:high]):
            at = low
            for after in range(low + 1, high + 1):
                if after == high or is_unspaced(text[after]) or is_unspaced(text[after - 1]):
                    yield at, after
                    at = after
        elif low < high:
            yield low, high


def _value(folded: str) -> Fraction | None:
    if not _DIGITS.fullmatch(folded):
        return None
    if _GROUPED.fullmatch(folded):
        return Fraction(int(re.sub(r"\D", "", folded)))
    whole = folded.replace(",", ".")
    return Fraction(whole) if whole.count(".") < 2 and re.fullmatch(r"[\d.]+", whole) else None  # noqa: PLR2004 - a point


def _opened(found: list[Token]) -> list[Token]:
    """Mark the words that may have their capital from where they stand."""
    opened, begins = [], True
    for token in found:
        opened.append(replace(token, opens=begins) if begins and token.is_word else token)
        begins = (begins or token.folded in _ENDS) if not token.is_word else False
    return opened


def _numbers(found: list[Token], text: str, offset: int, lexicon: Lexicon) -> list[Token]:
    if lexicon.language != "en":
        return found
    numbers, at = [], 0
    while at < len(found):
        ahead = [token.folded.lower() for token in found[at : at + _LONGEST]]
        value, count = spelled(ahead)
        number = Fraction(value)
        if found[at].is_number and ahead[1:2] and ahead[1] in MAGNITUDES:
            number, count = Fraction(str(found[at].key)) * MAGNITUDES[ahead[1]], 2
        numbers.append(_joined(found[at : at + count], text, offset, number) if count else found[at])
        at += max(1, count)
    return numbers


def _joined(run: Sequence[Token], text: str, offset: int, value: Value) -> Token:
    folded = fold(text[run[0].start - offset : run[-1].end - offset]).text
    return replace(run[0], end=run[-1].end, folded=folded, key=str(value), small=False, value=value)


def _dates(found: list[Token], lexicon: Lexicon) -> list[Token]:
    """Join a day and a month that stand side by side. A word that is also no month must have its capital."""
    dated: list[Token] = []
    at = 0
    while at < len(found):
        taken = _dated(found, at, lexicon)
        if taken:
            run, value = taken
            dated.append(
                replace(
                    run[0],
                    end=run[-1].end,
                    folded=" ".join(token.folded for token in run),
                    key=str(value),
                    small=False,
                    value=value,
                ),
            )
            at += len(run)
        else:
            dated.append(found[at])
            at += 1
    return dated


def _dated(found: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Sequence[Token], tuple[int, int]] | None:
    first = found[at]
    after = [token for token in found[at + 1 : at + 3] if token.folded != "."][:1]
    if not after:
        return None
    second = after[0]
    run = found[at : found.index(second, at) + 1]
    for day, month in ((first, second), (second, first)):
        number = _DAY.fullmatch(day.folded)
        named = lexicon.months.get(month.key)
        if number and named and 0 < int(number[1]) <= _LAST_DAY and _is_month(month, lexicon):
            return run, (named, int(number[1]))
    return None


def _is_month(token: Token, lexicon: Lexicon) -> bool:
    return token.capital or lexicon.language != "en"


def is_year(token: Token) -> bool:
    """Tell whether a number looks like a year: four digits and no mark between them."""
    return token.is_number and token.folded.isdigit() and len(token.folded) == 4 and token.value in _YEARS  # noqa: PLR2004
