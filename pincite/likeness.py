"""How alike two texts are, word by word: the nearest passage of a failed quote, and what differs.

Used for hints and for comparing articles, never to decide where a quote stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from pincite.anchor import ELISION
from pincite.records import dataclass
from pincite.text import Word, fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.anchor import Document, Slice

_LONG = 200  # words of a quote that are compared: a hint needs no more, and the time grows with the square
_LETTERS = 300
_ALIGNED = 160_000  # pairs of words, as in two passages of 400
_EDGE = 2  # words more or less that a passage may have where its end matches nothing
_NEAR_ENOUGH = 0.45  # the share of a quote's words that a passage must hold to be called the nearest


@dataclass(frozen=True, slots=True)
class Near:
    """The passage most like a quote that was not found: its offsets, and how much of the quote it holds (0 to 1)."""

    start: int
    end: int
    likeness: float


def nearest(exact: str, document: Document) -> Near | None:
    """Find the passage most like some words, for the hint only. None where nothing is at all alike.

    1. Slide a window as long as the quote over the text's words and count the words that both hold.
    2. Align the best few windows word by word, and trim to what matched.
    """
    wanted = [word.folded.lower() for word in words(ELISION.sub(" ", exact))][:_LONG]
    have = words(document.text)
    if not wanted or not have:
        return None
    found = [_align(wanted, have, at) for at in _promising(wanted, have)]
    best = max(
        found, key=lambda near: (near.likeness, _ratio(exact, document.text[near.start : near.end]), -near.start)
    )
    return best if best.likeness >= _NEAR_ENOUGH else None


def _ratio(exact: str, passage: str) -> float:
    """Compare the beginnings letter by letter, to choose between passages that hold as many of the words."""
    return SequenceMatcher(None, exact[:_LETTERS], passage[:_LETTERS], autojunk=False).ratio()


def _promising(wanted: Sequence[str], have: Sequence[Word], count: int = 3) -> list[int]:
    """Give the starts of the windows that share the most words with what is wanted."""
    width = min(len(have), len(wanted))
    folded = [word.folded.lower() for word in have]
    need, window, shared = Counter(wanted), Counter(folded[:width]), 0
    shared = sum(min(number, window[word]) for word, number in need.items())
    scores = [(shared, 0)]
    for at in range(1, len(have) - width + 1):
        gone, new = folded[at - 1], folded[at + width - 1]
        shared -= window[gone] <= need[gone]
        window[gone] -= 1
        window[new] += 1
        shared += window[new] <= need[new]
        scores.append((shared, -at))
    # Windows that overlap much would be aligned to the same passage: take the best of each neighbourhood.
    chosen: list[int] = []
    for _, at in sorted(scores, reverse=True):
        if all(abs(-at - other) > width // 4 for other in chosen):
            chosen.append(-at)
            if len(chosen) == count:
                break
    return chosen


def _align(wanted: Sequence[str], have: Sequence[Word], at: int) -> Near:
    slack = max(2, len(wanted) // 3)
    window = have[max(0, at - slack) : at + len(wanted) + slack]
    blocks = SequenceMatcher(None, wanted, [word.folded.lower() for word in window], autojunk=False)
    matched = [block for block in blocks.get_matching_blocks() if block.size]
    if not matched:
        return Near(window[0].start, window[-1].end, 0.0)
    folded = [word.folded.lower() for word in window]
    first = _edge(wanted[: matched[0].a], folded, matched[0].b, -1)
    last = _edge(wanted[matched[-1].a + matched[-1].size :], folded, matched[-1].b + matched[-1].size - 1, 1)
    likeness = sum(block.size for block in matched) / len(wanted)
    return Near(window[first].start, window[last].end, likeness)


def _edge(unmatched: Sequence[str], folded: Sequence[str], at: int, step: int) -> int:
    """Give the last word of the passage in one direction, where the quote has words there that match none.

    The passage has about as many: of a few more or less, those whose letters are most like the quote's.
    """
    if not unmatched:
        return at
    wanted = " ".join(unmatched)
    best, likest = at, 0.0
    for count in range(len(unmatched) + _EDGE + 1):
        end = at + step * count
        if not 0 <= end < len(folded):
            break
        if max(0, len(unmatched) - _EDGE) <= count:
            taken = folded[end:at] if step < 0 else folded[at + 1 : end + 1]
            likeness = SequenceMatcher(None, wanted, " ".join(taken), autojunk=False).ratio()
            if likeness > likest:
                best, likest = end, likeness
    return best


def end_of_letter(text: str, at: int) -> int:
    """Give the offset behind the combining marks that stand there: they belong to the letter before."""
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return at


def unlike(first: str, second: str) -> tuple[str, str]:
    """Name the first character of either text in which they differ and may look the same; else two empty texts.

    These are letters of another script, ligatures, marks that combine with the letter before them, and what no reader
    sees at all: a soft hyphen, as in what is copied from a PDF.
    """
    for one, other in zip_longest(first, second, fillvalue=""):
        if one != other:
            if (
                _is_unseen(one)
                or _is_unseen(other)
                or _is_ligature(one, second)
                or _is_ligature(other, first)
                or unicodedata.combining(one or " ")
                or unicodedata.combining(other or " ")
                or (one.isalpha() and other.isalpha() and _script(one) != _script(other) and len(first) == len(second))
            ):
                return _named(one), _named(other)
            break
    return "", ""


def _is_unseen(char: str) -> bool:
    return bool(char) and not char.isprintable()


def _is_ligature(char: str, other: str) -> bool:
    """Tell whether a character stands for several letters of the other text: the fl of a PDF."""
    plain = unicodedata.normalize("NFKC", char)
    return len(plain) > 1 and plain.isalpha() and plain in other


def _script(letter: str) -> str:
    """Give the word that the names of a script's letters begin with: LATIN, CYRILLIC, ARABIC."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _named(char: str) -> str:
    return "" if not char or char.isascii() else f"U+{ord(char):04X}, {unicodedata.name(char, 'without a name')}"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two texts at word level: what stands in the first, what in the second; either may be empty."""

    first: str
    second: str
    first_at: Slice
    second_at: Slice


def changes(first: str, second: str, *, spaced: bool = False) -> tuple[Change, ...]:
    """Compare two texts word by word, typography folded.

    With `spaced`, marks of punctuation count as part of the word before them, which reads better in a hint.
    """
    left, right = _tokens(first, spaced=spaced), _tokens(second, spaced=spaced)
    one, two = [word.folded for word in left], [word.folded for word in right]
    found = []
    for tag, a1, a2, b1, b2 in _opcodes(one, two):
        if tag != "equal":
            here, there = _extent(left, a1, a2, len(first)), _extent(right, b1, b2, len(second))
            found.append(Change(first[slice(*here)], second[slice(*there)], here, there))
    return tuple(found)


def _opcodes(one: Sequence[str], two: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Align two lists of words. Beyond a size the alignment costs too much, and what is between equal ends is one."""
    if len(one) * len(two) <= _ALIGNED:
        return SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    head = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    tails = zip(reversed(one[head:]), reversed(two[head:]), strict=False)
    tail = next((at for at, (a, b) in enumerate(tails) if a != b), min(len(one), len(two)) - head)
    return [("replace", head, len(one) - tail, head, len(two) - tail)]


def _tokens(text: str, *, spaced: bool) -> Sequence[Word]:
    if not spaced:
        return words(text)
    return tuple(Word(found.start(), found.end(), fold(found.group()).text) for found in re.finditer(r"\S+", text))


def _extent(tokens: Sequence[Word], first: int, last: int, length: int) -> Slice:
    if first < last:
        return tokens[first].start, tokens[last - 1].end
    at = tokens[first].start if first < len(tokens) else length
    return at, at
