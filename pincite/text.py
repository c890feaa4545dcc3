"""Typography: what is folded to find a quote, with the way back to the original's own characters.

Only these differences are folded, and nothing else:

1. straight and curly quotation marks and apostrophes;
2. hyphens and dashes;
3. an ellipsis character and three dots;
4. runs of white space (a run with a line break in it stays a line break: a paragraph's end);
5. Unicode composition (canonical equivalence, NFC).

A letter, a digit, a word, a capital or a comma is never folded away.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—―", "-"),
    },
)
# What may become another character or another number of them: an ellipsis, white space that is no single blank or line
# break, and scripts outside these ranges, which have marks that belong to the character before them.
_ODD = re.compile(
    r"\S?[^\s\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u205f\u20a0-\u20cf\u4e00-\u9fff]+|…|\s{2,}|[^\S \n]",
)
_DOUBLED = ("  ", " \n", "\n ", "\n\n")
_FIRST_MARK = "\u0300"
_HANGUL_TAIL = range(0x1160, 0x1200)  # vowels and finals compose with what precedes, at combining class 0

# Scripts that write words without spaces between them: there a quote may begin or end at any letter.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
)

_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})  # classes of characters


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with its typography folded.

    `at[i]` is the offset in the original at which the folded character `i` begins, `at[len(text)]` the original's
    length; -1 marks a place inside one original character (the second dot of an ellipsis), where nothing can be cut.
    """

    text: str
    at: Sequence[int]

    def slice_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the original's offsets of the folded characters `start:end`, or None where a cut would split one."""
        first, last = self.at[start], self.at[end]
        return None if first < 0 or last < 0 else (first, last)


def fold(text: str) -> Folded:
    """Fold typography, keeping the way back. Linear in the length of `text` (code points)."""
    if text.isascii() and text.replace("\n", "").isprintable() and not any(two in text for two in _DOUBLED):
        return Folded(text, range(len(text) + 1))
    out: list[str] = []
    at: list[int] = []
    done = 0
    for odd in _ODD.finditer(text):
        _fold_even(text, done, odd.start(), out, at)
        done = odd.end()
        _fold_odd(text, odd.start(), done, out, at)
    if not done and unicodedata.is_normalized("NFC", text):
        return Folded(text.translate(_ONE_TO_ONE), range(len(text) + 1))
    _fold_even(text, done, len(text), out, at)
    at.append(len(text))
    return Folded("".join(out), at)


def _fold_even(text: str, start: int, end: int, out: list[str], at: list[int]) -> None:
    """Fold a stretch in which nothing is odd at once: each of its characters stays one."""
    stretch = text[start:end]
    if unicodedata.is_normalized("NFC", stretch):
        out.append(stretch.translate(_ONE_TO_ONE))
        at.extend(range(start, end))
    else:
        _fold_odd(text, start, end, out, at)


def _fold_odd(text: str, start: int, end: int, out: list[str], at: list[int]) -> None:
    """Fold a stretch piece by piece."""
    for begins, piece in _pieces(text, start, end):
        folded = _fold_piece(piece)
        out.append(folded)
        at.append(begins)
        at.extend([-1] * (len(folded) - 1))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Cut a stretch into runs of white space and single characters with the marks that belong to them."""
    i = start
    while i < end:
        j = i + 1
        if text[i].isspace():
            while j < end and text[j].isspace():
                j += 1
        else:
            while j < end and _clings(text[j]):
                j += 1
        yield i, text[i:j]
        i = j


def _clings(char: str) -> bool:
    """Tell whether a character belongs to the one before it: a mark (Unicode category M), or a Hangul vowel or final.

    These are also the only ones that canonical composition joins to what precedes.
    """
    return char >= _FIRST_MARK and (unicodedata.category(char)[0] == "M" or ord(char) in _HANGUL_TAIL)


def _fold_piece(piece: str) -> str:
    if piece.isspace():
        return "\n" if "\n" in piece or "\r" in piece else " "
    if piece == "…":
        return "..."
    return unicodedata.normalize("NFC", piece).translate(_ONE_TO_ONE)


def fold_words(text: str) -> str:
    """Fold a short text whose offsets do not matter, trimmed at both ends."""
    return fold(text).text.strip()


def breaks_word(text: str, offset: int) -> bool:
    """Tell whether a cut at `offset` would part a word or a number: `7|10`, `2,|132`, `don|’t`, `non-|military`."""
    if not 0 < offset < len(text):
        return False
    base = offset - 1
    while base and _clings(text[base]):
        base -= 1
    before, after = text[base], text[offset]
    if _clings(after):
        return True
    if before.isalnum() and after.isalnum():
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    return _joins(text, offset - 1) or _joins(text, offset)


def is_unspaced(char: str) -> bool:
    """Tell whether a letter belongs to a script that writes words without spaces between them."""
    return _UNSPACED.match(char) is not None


def _joins(text: str, i: int) -> bool:
    """Tell whether the mark at `i` belongs to the word or number around it: apostrophe, hyphen, decimal, range."""
    if not 0 < i < len(text) - 1:
        return False
    before, mark, after = text[i - 1], text[i], text[i + 1]
    if before.isdigit() and after.isdigit() and mark in ".,–\u00a0\u2009\u202f":
        return True
    if mark in "'’":
        return before.isalpha() and after.isalpha()
    return mark in "-‐‑" and before.isalnum() and after.isalnum()


# A sentence ends at . ! ? or …, with any closing marks behind it, where white space and a capital, a digit or an
# opening mark follow. A single capital before the full stop is an initial, and a few titles are abbreviations.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[\w“‘])")
_NEXT = re.compile(r"[ \t\u00a0\"'“‘«(\[]*(.)", re.DOTALL)
_LONGEST_ABBREVIATION = 8
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|St|No|vs|etc|e\.g|i\.e)|\b[A-Z]|\.[A-Za-z])\.$")


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Cut one paragraph, `text[start:end]`, into sentences, as offsets into the whole text."""
    cuts = []
    for match in _SENTENCE_END.finditer(text, start, end):
        follows = _NEXT.match(text, match.end(), end)
        # A window, or a long paragraph would be searched again from its start for every sentence.
        ends_word = _ABBREVIATION.search(text, max(start, match.start() - _LONGEST_ABBREVIATION), match.start() + 1)
        if follows and not follows.group(1).islower() and not (ends_word and ends_word.end() == match.start() + 1):
            cuts.append(match.end())
    bounds = [start, *cuts, end]
    spans = []
    for first, last in pairwise(bounds):
        body = text[first:last]
        lead = len(body) - len(body.lstrip())
        if body.strip():
            spans.append((first + lead, last - (len(body) - len(body.rstrip()))))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with the marks that cling to it left out: where it stands, and its folded form."""

    start: int
    end: int
    folded: str


_WORD = re.compile(r"\w+(?:[’'.,\-‐‑]\w+)*|[^\w\s]")


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Cut a text into words and single marks, with offsets into it."""
    return tuple(
        Word(found.start(), found.end(), fold(found.group()).text)
        for found in _WORD.finditer(text, start, len(text) if end is None else end)
    )


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Give the line and column, both from 1, of a code point in a text."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def index_at(starts: Sequence[int], offset: int) -> int:
    """Give the index of the last of the ascending `starts` that is not behind `offset`, or -1."""
    return bisect_right(starts, offset) - 1


def in_one_line(text: str) -> str:
    """Squeeze white space to single blanks."""
    return " ".join(text.split())


def direction(text: str, otherwise: str) -> str:
    """Give the direction of a text, `ltr` or `rtl`: that of its first letter, as for `dir=auto` (UAX 9, P2 and P3)."""
    for char in text:
        if (found := unicodedata.bidirectional(char)) in {"L", "R", "AL"}:
            return "ltr" if found == "L" else "rtl"
    return otherwise


def turns(text: str) -> bool:
    """Tell whether a text has letters or numbers that are read from the right (UAX 9, table 4)."""
    return any(unicodedata.bidirectional(char) in _FROM_THE_RIGHT for char in text)
