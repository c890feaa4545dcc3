"""Characters that no original may hold are taken out of a text, and what was taken out is told.

Everything else stays as it was: no Unicode form is changed, and a no-break space stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pincite.read.files import first_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable

# HTML's white space (HTML, 4.1 "ASCII whitespace"); a no-break space is none.
_SPACES = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")
# Not refused by the reader, but unseen inside words: nobody who copies or types a quote could match it.
_SOFT = "\u00ad\u2060"
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u2060": "word joiner",
    "\u200b": "zero-width space",
    "\ufeff": "byte-order mark",
}


def in_line(text: str) -> str:
    """Put a text on one line, as a browser shows it: white space squeezed, none at its ends."""
    return _SPACES.sub(" ", text).strip(" \u00a0")


def clean_line(text: str) -> str:
    """Put a text on one line, without the characters that no original may hold."""
    (line,), _ = cleaned([in_line(text)])
    return line


def cleaned(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take unseen characters out of lines. Gives the lines, and for each kind of character a sentence on what went."""
    found: Counter[str] = Counter()
    result = tuple(_without(line, found) for line in lines)
    told = (
        f"{number} {_NAMES.get(char) or 'control character'}{'s' * (number != 1)} (U+{ord(char):04X}) taken out"
        for char, number in sorted(found.items())
    )
    return result, tuple(told)


def _without(line: str, found: Counter[str]) -> str:
    bad = {char for char in set(line) if char in _SOFT or first_forbidden(char)}
    for char in bad:
        found[char] += line.count(char)
    return in_line(line.translate(dict.fromkeys(map(ord, bad)))) if bad else line
