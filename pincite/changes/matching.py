"""Which entry of a card's list answers which in another version of the card: quotes, figures, evidence and the like.

Their numbers shift when one is put in front of another, so what they say comes first, and the number last.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

# By what an entry is known, list by list: the first names tell it surely, those behind them less so.
_KNOWN_BY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "quotes": (("article", "text"), ("article", "id"), ("article",)),
    "figures": (
        ("measure", "quote", "reference", "by", "period"),
        ("measure", "quote", "reference", "by"),
        ("measure", "quote", "reference"),
    ),
    "evidence": (("reference", "origin", "locator"), ("reference",)),
    "responses": (("actor", "date", "quote"), ("actor", "date"), ("actor",)),
    "corrections": (("date", "note"), ("date", "id"), ("note",)),
    "related": (("other",),),
    "absent": (("article",),),
    "appearances": (("reference", "url"),),
    "comparisons": (("quotes",),),
}
_ANY: tuple[tuple[str, ...], ...] = (("id",),)
_ALIKE = 0.4  # of the words of two passages of one article: below that, one went and another came
_LONG = 400  # words of a passage that are looked at for that

Values = dict[str, str]
Pair = tuple[int | None, int | None]


def paired(table: str, before: Sequence[Values], after: Sequence[Values]) -> list[Pair]:
    """Pair the entries of two lists by their places; what has no answer stands alone, what is gone before what came."""
    left, right = list(range(len(before))), list(range(len(after)))
    found: list[Pair] = []
    for key in _keys(table):
        for pair in _matched(left, right, before, after, key):
            if table == "quotes" and not _alike(before[pair[0]], after[pair[1]]):
                continue
            found.append(pair)
            left.remove(pair[0])
            right.remove(pair[1])
    paired_up = sorted(found, key=lambda pair: pair[1] or 0)
    return [*paired_up, *((at, None) for at in left), *((None, at) for at in right)]


def _keys(table: str) -> Iterator[Callable[[Values], Hashable]]:
    yield lambda row: tuple(sorted((name, value) for name, value in row.items() if name != "id"))
    for names in _KNOWN_BY.get(table, _ANY):
        yield lambda row, names=names: tuple(row.get(name, "") for name in names)  # type: ignore[misc]


def _matched(
    left: Sequence[int],
    right: Sequence[int],
    before: Sequence[Values],
    after: Sequence[Values],
    key: Callable[[Values], Hashable],
) -> Iterator[tuple[int, int]]:
    """Pair what has the same key, in order."""
    waiting: dict[Hashable, list[int]] = {}
    for at in left:
        waiting.setdefault(key(before[at]), []).append(at)
    for there in tuple(right):
        if ats := waiting.get(key(after[there])):
            yield ats.pop(0), there


def _alike(one: Values, other: Values) -> bool:
    mine, yours = one.get("text", "").split()[:_LONG], other.get("text", "").split()[:_LONG]
    if mine == yours:
        return True
    shorter = min(len(mine), len(yours))
    common = sum(block.size for block in SequenceMatcher(None, mine, yours, autojunk=False).get_matching_blocks())
    return shorter > 0 and common >= _ALIKE * shorter
