"""Two texts as one, with the words marked that only one of them has, and the class of each difference.

Words are aligned with difflib, which is quick on long texts; `pincite.differences`, which knows what a number or a
hedge is, gives the classes.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pincite.differences import GRAVITY, differences
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.differences import Found

SAME, GONE, NEW = "same", "gone", "new"
# A word or a mark with the white space before it. What is joined by a mark is one word: 1,000, half-day, 30.09.2015.
_WORD = re.compile(r"\s*(?:\w+(?:[’'.,:/-]\w+)*|[^\w\s])|\s+")
_ALIGNED_AT_MOST = 640_000  # pairs of words; longer texts are aligned sentence by sentence first
_CLASSED_AT_MOST = 8_000  # characters of a text; longer ones are marked, and their differences not classed
_NOT_WORTH = 20  # characters that are not worth a cut
_ALIKE = 0.35  # of the words of two texts: below that they are shown as one text for another


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `same` in both, `gone` or `new`; with the classes of its difference, the gravest first."""

    kind: str
    text: str
    classes: tuple[str, ...] = ()


Step = tuple[str, int, int, int, int]


def marked(before: str, after: str, language: str = "") -> tuple[Piece, ...]:
    """Mark what two texts differ in. With a language tag the differences are classed by its words, too."""
    if before == after:
        return (Piece(SAME, after),) if after else ()
    found: tuple[Found, ...] = ()
    if language and before and after and max(len(before), len(after)) <= _CLASSED_AT_MOST:
        found = differences((before,), (after,), language)
    return tuple(_joined(_pieces(before, after, found)))


def replaced(before: str, after: str, classes: tuple[str, ...] = ()) -> tuple[Piece, ...]:
    """Mark a value that was put for another one, as a whole."""
    pieces = (Piece(GONE, before, classes), Piece(NEW, after, classes))
    return tuple(piece for piece in pieces if piece.text)


def classes_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Give the classes of all differences of a text, the gravest first."""
    held = {name for piece in pieces for name in piece.classes}
    return tuple(name for name in GRAVITY if name in held)


def shortened(pieces: Sequence[Piece], around: int) -> tuple[Piece, ...]:
    """Cut what is the same in both texts down to some characters on either side of what differs."""
    made = []
    for at, piece in enumerate(pieces):
        first, last = at == 0, at == len(pieces) - 1
        keep = around if first or last else 2 * around
        if piece.kind != SAME or len(piece.text) <= keep + _NOT_WORTH or len(pieces) == 1:
            made.append(piece)
            continue
        head = "" if first else piece.text[:around].rpartition(" ")[0]
        tail = "" if last else piece.text[-around:].partition(" ")[2]
        made.append(Piece(SAME, f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}"))
    return tuple(made)


def _pieces(before: str, after: str, found: Sequence[Found]) -> Iterator[Piece]:
    first, second = _WORD.findall(before), _WORD.findall(after)
    at = there = 0
    for kind, i, j, k, m in steps(first, second):
        gone, new = "".join(first[i:j]), "".join(second[k:m])
        if kind == "equal":
            # Behind what only the first text begins with, its white space keeps the words apart.
            yield Piece(SAME, new if k or not i else gone)
        else:
            classes = _classes(found, (at, at + len(gone)), (there, there + len(new)))
            # White space in front of a difference is no part of it, as in git's word diff.
            lead = re.match(r"\s*", new or gone)
            if lead and lead.group():
                yield Piece(SAME, lead.group())
            yield Piece(GONE, gone.lstrip() if gone.strip() else "", classes)
            yield Piece(NEW, new.lstrip() if new.strip() else "", classes)
        at, there = at + len(gone), there + len(new)


def _classes(found: Sequence[Found], first: tuple[int, int], second: tuple[int, int]) -> tuple[str, ...]:
    held = set()
    for one in found:
        if _touch(one.first, first) or _touch(one.second, second):
            held |= {one.kind, *one.also}
    return tuple(name for name in GRAVITY if name in held)


def _touch(spans: Sequence[tuple[int, int]], stretch: tuple[int, int]) -> bool:
    return any(start < stretch[1] and end > stretch[0] for start, end in spans)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last and last.kind == piece.kind == SAME:
            last = Piece(SAME, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def steps(first: Sequence[str], second: Sequence[str]) -> Iterator[Step]:
    """Give the steps from one list of words to another, as difflib has them: kind, and from where to where in either.

    What would be too much to align is `replace` as a whole, however alike.
    """
    one, other = [word.strip() for word in first], [word.strip() for word in second]
    start, end = _common(one, other)
    mine, yours = one[start : len(one) - end], other[start : len(other) - end]
    align = _aligned if len(mine) * len(yours) <= _ALIGNED_AT_MOST else _by_sentence
    yield from _framed(align(mine, yours), start, end, (len(one), len(other)))


def steps_of_lines(first: Sequence[str], second: Sequence[str]) -> Iterator[Step]:
    """Give the same for lines, of which most stand once; of very many, those that stand often are passed over."""
    start, end = _common(first, second)
    mine, yours = first[start : len(first) - end], second[start : len(second) - end]
    many = len(mine) * len(yours) > _ALIGNED_AT_MOST
    within = SequenceMatcher(None, mine, yours, autojunk=many).get_opcodes()
    yield from _framed(within, start, end, (len(first), len(second)))


def _common(first: Sequence[str], second: Sequence[str]) -> tuple[int, int]:
    """Count what two lists have in common at their beginning and at their end."""
    start, end = 0, 0
    shorter = min(len(first), len(second))
    while start < shorter and first[start] == second[start]:
        start += 1
    while end < shorter - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return start, end


def _framed(within: Iterable[Step], start: int, end: int, lengths: tuple[int, int]) -> Iterator[Step]:
    if start:
        yield "equal", 0, start, 0, start
    for kind, i, j, k, m in within:
        yield kind, start + i, start + j, start + k, start + m
    if end:
        yield "equal", lengths[0] - end, lengths[0], lengths[1] - end, lengths[1]


def _aligned(first: Sequence[str], second: Sequence[str]) -> Iterator[Step]:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < _ALIKE and min(len(first), len(second)) > 3:  # noqa: PLR2004 - some words, with little in common
        yield "replace", 0, len(first), 0, len(second)
        return
    yield from matcher.get_opcodes()


def _by_sentence(first: Sequence[str], second: Sequence[str]) -> Iterator[Step]:
    """Align two long texts by their sentences, and the words within what answers each other."""
    one, other = _sentences(first), _sentences(second)
    at, there = _starts(one), _starts(other)
    many = len(one) * len(other) > _ALIGNED_AT_MOST
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=many).get_opcodes():
        mine, yours = first[at[i] : at[j]], second[there[k] : there[m]]
        if kind != "equal" and len(mine) * len(yours) <= _ALIGNED_AT_MOST:
            for word, a, b, c, d in steps(mine, yours):
                yield word, at[i] + a, at[i] + b, there[k] + c, there[k] + d
        else:
            yield kind, at[i], at[j], there[k], there[m]


def _sentences(words: Sequence[str]) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    start = 0
    for at, word in enumerate(words, 1):
        if word in {".", "!", "?", "؟", "。"} or at == len(words):
            made.append(tuple(words[start:at]))
            start = at
    return made


def _starts(sentences: Sequence[tuple[str, ...]]) -> list[int]:
    starts = [0]
    for one in sentences:
        starts.append(starts[-1] + len(one))
    return starts
