"""Numbers in running text: which figures stand in some words, in digits or spelled out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
MAGNITUDES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TWELVE = "dozen"


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


def spelled(words: Sequence[str]) -> tuple[int, int]:
    """Read the number that some lower-case English words begin with: its value, and its words; 0, 0 if there is none.

    `one` by itself is no number: it mostly stands for something else.
    """
    total = current = count = 0
    last = ""
    for at, word in enumerate(words):
        parts = word.split("-")
        if (
            word == "and"
            and last in MAGNITUDES
            and words[at + 1 : at + 2]
            and _kind(words[at + 1].split("-")[0]) == "small"
        ):
            continue
        if not all(_kind(part) for part in parts):
            break
        if not all(_follows(before, part) for before, part in zip([last, *parts], parts, strict=False)):
            break
        for part in parts:
            if part == "hundred":
                current = max(1, current) * 100
            elif part in MAGNITUDES:
                total, current = total + max(1, current) * MAGNITUDES[part], 0
            else:
                current = max(1, current) * 12 if part == _TWELVE else current + _WORDS[part]
            last = part
        count = at + 1
    return (0, 0) if count == 0 or (count == 1 and words[0] == "one") else (total + current, count)


def _kind(word: str) -> str:
    return "large" if word in MAGNITUDES or word == _TWELVE else "small" if word in _WORDS else ""


def _follows(before: str, word: str) -> bool:
    """Tell whether a word may go on with the number that ends in another: `twenty one` does, `two three` does not."""
    if not before or word in MAGNITUDES:
        return before != _TWELVE
    if word == _TWELVE:
        return before not in MAGNITUDES and before != _TWELVE
    return before in MAGNITUDES or (before in _TENS and 0 < _WORDS[word] < 10)  # noqa: PLR2004 - forty nine
