"""Which of a page's visible text changes: lines that come, go or are worded otherwise, each under its heading."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.changes.words import GONE, NEW, SAME, Piece, marked, steps_of_lines
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.changes.visible import Line, Visible

_ALIKE = 0.5  # of the characters of two lines: from there on they are one line, worded otherwise

_AHEAD = 8  # lines ahead among which the answer to one is looked for
_WHOLE = 12  # characters of a text that a longer line may hold, as a note within a row


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that change in one place. `under` is the heading above them, `behind` the line before them.

    Each line is its pieces: all `gone`, all `new`, or marked within.
    """

    under: str
    behind: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that readers find otherwise. `title` is the page's own, `retitled` what it was where only that changes.

    `links_gone` and `links_new` are addresses that the text leads to: those of other sites, and all where the text is
    as it was. `moved` are lines that stand elsewhere on the page, `lost` places in it that a link can no longer
    point to. Where nothing of all that is there, only the page's code changes.
    """

    path: str
    title: str
    hunks: tuple[Hunk, ...] = ()
    retitled: str = ""
    links_gone: tuple[str, ...] = ()
    links_new: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def seen(self) -> bool:
        """Tell whether a reader can notice the change."""
        return bool(self.hunks or self.retitled or self.links_gone or self.links_new or self.moved or self.lost)

    @property
    def lines(self) -> int:
        """Count the lines that change."""
        return sum(len(hunk.lines) for hunk in self.hunks)


def compare_pages(path: str, before: Visible, after: Visible) -> PageChange:
    """Hold a page's visible text against what it was."""
    hunks, moved = _without_moved(tuple(hunks_of(before.main, after.main)))
    gone, new = _links(before.links, after.links), _links(after.links, before.links)
    if hunks or moved:
        gone, new = (tuple(one for one in links if _elsewhere(one)) for links in (gone, new))
    retitled = before.title if not (hunks or moved) and before.title != after.title else ""
    lost = tuple(sorted(before.ids - after.ids))
    return PageChange(path, after.title, hunks, retitled, gone, new, moved, lost)


def _without_moved(hunks: Sequence[Hunk]) -> tuple[tuple[Hunk, ...], tuple[str, ...]]:
    """Take out the lines that go in one place and come, word for word, in another."""
    gone, new = (
        Counter(line[0].text for hunk in hunks for line in hunk.lines if [piece.kind for piece in line] == [kind])
        for kind in (GONE, NEW)
    )
    moved = gone & new
    left = {GONE: Counter(moved), NEW: Counter(moved)}
    kept = []
    for hunk in hunks:
        lines = []
        for line in hunk.lines:
            times = left.get(line[0].kind) if len(line) == 1 else None
            if times and times[line[0].text]:
                times[line[0].text] -= 1
            else:
                lines.append(line)
        if lines:
            kept.append(Hunk(hunk.under, hunk.behind, tuple(lines)))
    return tuple(kept), tuple(moved)


def _links(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    return tuple((Counter(map(_bare, these)) - Counter(map(_bare, those))).keys())


def _bare(address: str) -> str:
    """Give an address of mail without the words that a letter begins with."""
    return address.partition("?")[0] if address.startswith("mailto:") else address


def _elsewhere(address: str) -> bool:
    return "://" in address or address.startswith("mailto:")


def hunks_of(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Hunk]:
    """Give what differs between two lists of lines, in order."""
    first, second = [line.text for line in before], [line.text for line in after]
    for kind, i, j, k, m in steps_of_lines(first, second):
        if kind == "equal":
            continue
        here = after[k : k + 1] or before[i : i + 1]
        behind = second[k - 1] if k else ""
        yield Hunk(here[0].under, behind if behind != here[0].under else "", tuple(_lines(first[i:j], second[k:m])))


def _lines(gone: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Pair the lines of a place that are alike, in order; the others go and come."""
    at = 0
    for line in gone:
        answer = next((there for there in range(at, min(len(new), at + _AHEAD)) if _alike(line, new[there])), None)
        if answer is None:
            yield (Piece(GONE, line),)
            continue
        yield from ((Piece(NEW, one),) for one in new[at:answer])
        yield marked(line, new[answer])
        at = answer + 1
    yield from ((Piece(NEW, one),) for one in new[at:])


def _alike(one: str, other: str) -> bool:
    pieces = marked(one, other)
    same = sum(len(piece.text) for piece in pieces if piece.kind == SAME)
    return same >= _ALIKE * min(len(one), len(other)) and same * 4 >= max(len(one), len(other))


def unexplained(change: PageChange, told: Iterable[str]) -> PageChange:
    """Leave out the lines of a claim's page that say only what its card's changes, `told`, have said already."""
    texts = [flat for text in told if (flat := _flat(text))]
    hunks = []
    for hunk in change.hunks:
        lines = tuple(line for line in hunk.lines if not _explained(line, texts))
        if lines:
            hunks.append(Hunk(hunk.under, hunk.behind, lines))
    return replace(change, hunks=tuple(hunks), retitled="")


def _explained(line: Sequence[Piece], texts: Sequence[str]) -> bool:
    """Tell whether what changes in a line stands in the texts, or one of the texts in it."""
    changed = [_flat(piece.text) for piece in line if piece.kind != SAME]
    return all(any(one in text or (len(text) >= _WHOLE and text in one) for text in texts) for one in changed if one)


def _flat(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:*_")
