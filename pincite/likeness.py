"""How alike two texts are, word by word: the nearest passage of a failed quote, and what differs.

Used for hints and for comparing articles, never to decide where a quote stands.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pincite.anchor import ELISION
from pincite.text import Word, fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.anchor import Document, Slice

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
    wanted = [word.folded.lower() for word in words(ELISION.sub(" ", exact))]
    have = words(document.text)
    if not wanted or not have:
        return None
    best = max(
        (_align(wanted, have, at) for at in _promising(wanted, have)),
        key=lambda near: (near.likeness, near.start - near.end, -near.start),
        default=None,
    )
    return best if best and best.likeness >= _NEAR_ENOUGH else None


def _promising(wanted: Sequence[str], have: Sequence[Word], count: int = 5) -> list[int]:
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
    return [-at for _, at in sorted(scores, reverse=True)[:count]]


def _align(wanted: Sequence[str], have: Sequence[Word], at: int) -> Near:
    slack = max(2, len(wanted) // 3)
    window = have[max(0, at - slack) : at + len(wanted) + slack]
    blocks = SequenceMatcher(None, wanted, [word.folded.lower() for word in window], autojunk=False)
    matched = [block for block in blocks.get_matching_blocks() if block.size]
    if not matched:
        return Near(window[0].start, window[-1].end, 0.0)
    # Words of the quote before the first match most likely stand just before it in the text, and so behind the last.
    first = max(0, matched[0].b - matched[0].a)
    last = min(len(window), matched[-1].b + len(wanted) - matched[-1].a) - 1
    likeness = sum(block.size for block in matched) / max(len(wanted), last - first + 1)
    return Near(window[first].start, window[last].end, likeness)


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
    matcher = SequenceMatcher(None, [w.folded for w in left], [w.folded for w in right], autojunk=False)
    found = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            one, two = _extent(left, a1, a2, len(first)), _extent(right, b1, b2, len(second))
            found.append(Change(first[slice(*one)], second[slice(*two)], one, two))
    return tuple(found)


def _tokens(text: str, *, spaced: bool) -> Sequence[Word]:
    if not spaced:
        return words(text)
    return tuple(Word(found.start(), found.end(), fold(found.group()).text) for found in re.finditer(r"\S+", text))


def _extent(tokens: Sequence[Word], first: int, last: int, length: int) -> Slice:
    if first < last:
        return tokens[first].start, tokens[last - 1].end
    at = tokens[first].start if first < len(tokens) else length
    return at, at
