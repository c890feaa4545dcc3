"""Numbers in running text: which figures stand in some words, in digits or spelled out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = (
    "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,"
    "seventeen,eighteen,nineteen,twenty"
)
_WORDS = {name: number for number, names in enumerate(_SMALL.split(",")) for name in names.split()}
_WORDS |= {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS |= {"hundred": 100, "thousand": 1000}

_LONG = 24  # characters of a grouped number

# Digits in groups of three, parted by a mark or by a blank; a blank may also part two numbers (`in 2015 710 died`).
_GROUPED = re.compile(r"(?<![\d.,])[0-9]{1,3}(?:[,.'’][0-9]{3})+(?![0-9])")
_SPACED = re.compile(r"(?<![\d.,])[0-9]{1,3}(?:[\u00a0\u2009\u202f ][0-9]{3})+(?![0-9])")
_PLAIN = re.compile(r"[0-9]{1,15}(?![0-9])(?<![0-9]{16})")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}


def numbers_in(text: str) -> frozenset[int]:
    """Give every whole number that stands in a text, in digits or as an English word up to ninety-nine.

    `2,132` is that number and neither 2 nor 132. Numbers of more than fifteen digits count nothing.
    """
    found = {int(re.sub(r"\D", "", match.group())) for match in _GROUPED.finditer(text) if len(match.group()) < _LONG}
    found |= {int(re.sub(r"\D", "", match.group())) for match in _SPACED.finditer(text) if len(match.group()) < _LONG}
    rest = _GROUPED.sub(" ", text)
    found |= {int(match.group()) for match in _PLAIN.finditer(rest)}
    return frozenset(found | set(_spelled(text.lower())))


def _spelled(text: str) -> Iterator[int]:
    for match in _WORD.finditer(text):
        tens, _, unit = match.group().partition("-")
        if tens in _TENS and _WORDS.get(unit, 99) < 10:  # noqa: PLR2004 - forty-nine
            yield _WORDS[tens] + _WORDS[unit]
        else:
            yield from (_WORDS[word] for word in (tens, unit) if word in _WORDS)
