"""Numbers in running text: which figures stand in some words, in digits or spelled out."""

from __future__ import annotations

import re

_SMALL = (
    "no none zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,"
    "seventeen,eighteen,nineteen,twenty"
)
_WORDS = {name: number for number, names in enumerate(_SMALL.split(",")) for name in names.split()}
_WORDS |= {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS |= {"hundred": 100, "thousand": 1000}

# Digits, with groups of three parted by a comma, a full stop, an apostrophe or a (no-break, thin) space.
_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.'’\u00a0\u2009\u202f ]\d{3})+(?![\d])|\d+")
_WORD = re.compile(r"[a-z]+")


def numbers_in(text: str) -> frozenset[int]:
    """Give every whole number that stands in a text, in digits or as one English word up to a thousand.

    Grouped digits count as the whole and as the groups: `30 September 2015` must not hide a 30.
    """
    found = {int(match.group()) for match in re.finditer(r"\d+", text)}
    found |= {int(re.sub(r"\D", "", match.group())) for match in _DIGITS.finditer(text)}
    found |= {_WORDS[word] for word in _WORD.findall(text.lower()) if word in _WORDS}
    return frozenset(found)
