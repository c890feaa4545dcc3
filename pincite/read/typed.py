"""Numbers as editors type them: with marks between the digits, and commas that YAML takes for its own."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.read.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.problems import Span
    from pincite.read.nodes import Items

_GROUPED = re.compile(r"[0-9]{1,3}([.,'’\u066c\s])[0-9]{3}(?:\1[0-9]{3})*|[0-9]{1,13}")


def digits(text: str) -> str:
    """Give the digits of a number in groups of three, or of another script; nothing for what may be another number."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in text)
    return "".join(re.findall("[0-9]", plain)) if _GROUPED.fullmatch(plain) else ""


def cut_numbers(items: Items) -> Iterator[Span]:
    """Give the places at which the comma between two items cuts a number: `[1,240 pupils]` are 1 and 240 pupils."""
    for one, other in pairwise(items.nodes):
        if not (isinstance(one, Scalar) and isinstance(other, Scalar)):
            continue
        here, there = one.span, other.span
        together = (here.line, here.column + here.length + 1) == (there.line, there.column)
        if together and one.text[-1:].isdecimal() and other.text[:1].isdecimal():
            yield there
